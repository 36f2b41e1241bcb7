"""Who may use which command where: Slack decides nothing of that for us."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cachetools import TTLCache

from bot.domain.errors import Forbidden, PlatformError, Refused
from handlers.request import Command
from handlers.slack.faults import seam
from handlers.slack.kit import Kit
from handlers.slack.talk import Sender, is_direct

_log = logging.getLogger(__name__)

EVERYWHERE = ("correct", "gaps")
"""What concerns a whole workspace, and so is nobody's own, in a direct message either."""
POSTS = ("digest add", "digest resume", "deadlines track")
"""What makes the bot post by itself in the place where it is used."""
KNOWN_S, MOST = 300.0, 5000
"""Seconds for which it is kept in mind who manages a workspace, and of how many people."""

_NOT = ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot", "deleted")
_WHO = ("is_admin", "is_owner", "is_primary_owner")


@dataclass(frozen=True, kw_only=True, slots=True)
class Managing:
    """Asks Slack, and the settings."""

    kit: Kit
    known: TTLCache[tuple[str, str], bool] = field(default_factory=lambda: TTLCache(MOST, KNOWN_S))

    async def allow(self, command: Command, sender: Sender) -> None:
        """Raises Forbidden where the place is not one for a command, PlatformError where Slack does not say."""
        if command.name in EVERYWHERE and not await self.manages(sender):
            raise Forbidden(f"`/{command.name}` is for those who manage the workspace; ask one of them")
        if command.name == "correct":
            self._corrects(sender)
        if command.name in POSTS:
            await joined(self.kit, sender)

    async def may_manage(self, sender: Sender) -> bool:
        """May they say what their place gets? What comes to them alone is theirs. Raises PlatformError."""
        return is_direct(sender.channel) or await self.manages(sender)

    async def reaches(self, sender: Sender) -> bool:
        """May they say what other places of the workspace get? Not, as long as Slack does not say so."""
        try:
            return await self.manages(sender)
        except PlatformError as error:
            _log.warning("somebody is taken for nobody who manages: %s", error, extra={"action": "slack.unjudged"})
            return False

    async def manages(self, sender: Sender) -> bool:
        """Do they manage the workspace: by our settings, or as its admin or owner? Raises PlatformError."""
        if sender.user in self.kit.settings.managers:
            return True
        name = sender.workspace, sender.user
        if name not in self.known:
            client = await self.kit.teams.client(sender.workspace)
            with seam("asking Slack who manages the workspace"):
                person = dict((await client.users_info(user=sender.user))["user"])
                self.known[name] = (
                    any(person.get(w) for w in _WHO)
                    and not any(person.get(n) for n in _NOT)
                    and belongs(person, sender.workspace)
                )
        return self.known[name]

    def _corrects(self, sender: Sender) -> None:
        """Raises Forbidden where facts may not be corrected from a workspace: all of them share one base."""
        chosen = self.kit.settings.correcting_workspaces
        if not chosen and self.kit.settings.installs:
            raise Forbidden(
                "anybody may install me, so I must be told whose corrections count: who runs me sets [slack] "
                f'correcting_workspaces = ["{sender.workspace}"] for this one'
            )
        if chosen and sender.workspace not in chosen:
            raise Forbidden(
                "facts are corrected from another workspace; report an error in a post with “Report an error”"
            )


def belongs(person: Mapping[str, Any], workspace: str) -> bool:
    """Is it one of the workspace's own? Who shares a channel with us from another one is no stranger to Slack.

    In an organisation people belong to several workspaces.
    """
    organisation = person.get("enterprise_user") or {}
    return workspace in (person.get("team_id"), *(organisation.get("teams") or ()))


async def joined(kit: Kit, sender: Sender) -> None:
    """Raises Forbidden where we cannot post in the channel of `sender`, PlatformError where Slack does not say."""
    client = await kit.teams.client(sender.workspace)
    try:
        with seam("looking into the channel"):
            await client.conversations_history(channel=sender.channel, limit=1)
    except Refused as error:
        if not error.gone:
            raise
        if is_direct(sender.channel):
            raise Forbidden("I am not part of this conversation; use that in a direct message to me") from error
        raise Forbidden("I am not in this channel; invite me first: type /invite @Sitrep, then try again") from error
