"""App Home: how things stand for a workspace, as the one who opens it may know, and a way to add a digest."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import partial
from typing import Any

from cachetools import TTLCache
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.delivery import Destination
from bot.domain.errors import BadRequest, Forbidden, PlatformError, Refused, SitrepError, TooFast
from bot.domain.message import Message
from handlers.guarding import guarded, told
from handlers.homepage import Viewer, homepage
from handlers.slack import modals
from handlers.slack.faults import code_of, seam
from handlers.slack.forms import Forms, opened
from handlers.slack.inputs import sender_of
from handlers.slack.kit import Kit
from handlers.slack.layout import Element
from handlers.slack.managing import Managing, belongs
from handlers.slack.render import view_blocks
from handlers.slack.replying import Replier
from handlers.slack.talk import PLATFORM, Sender, place

_log = logging.getLogger(__name__)

ADD, REFRESH = "sitrep_home:add", "sitrep_home:refresh"
"""What Slack calls the buttons by."""
KNOWN_S = 1.5
"""Seconds in which it must be known who may do what: a trigger lives for three, and people look at an empty page."""
MOST_ASKED = 40
"""Channels of which Slack is asked, for one page, whether everybody may enter them."""
OPEN_S, MOST_KNOWN = 600.0, 10_000
"""Seconds for which it is kept in mind whether everybody may enter a channel, and of how many."""
MOST = 98
"""Blocks of the page beside its buttons, of the hundred that Slack takes."""


class Home:
    """Shows the page."""

    def __init__(self, kit: Kit, replier: Replier) -> None:
        self._kit = kit
        self._replier = replier
        self._forms = Forms(kit, replier)
        self._managing = Managing(kit=kit)
        self._open: TTLCache[tuple[str, str], bool] = TTLCache(MOST_KNOWN, OPEN_S)

    def install(self, app: AsyncApp) -> None:
        """Make an app tell us of who opens the page, and of its buttons."""
        app.event("app_home_opened", matchers=[_of_home])(self.opened)
        app.action(ADD)(self.add)
        app.action(REFRESH)(self.refresh)

    async def opened(self, event: dict[str, Any], context: dict[str, Any]) -> None:
        """Somebody opened the page; the event tells which conversation is theirs with the bot."""
        sender = Sender(
            workspace=str(context.get("team_id") or ""),
            user=str(event.get("user") or ""),
            channel=str(event.get("channel") or ""),
        )
        self._kit.begin(self._shown(sender))

    async def refresh(self, ack: AsyncAck, body: dict[str, Any], context: dict[str, Any]) -> None:
        """Show the page anew."""
        await ack()
        self._kit.begin(self._shown(_sender(body, context)))

    async def add(self, ack: AsyncAck, body: dict[str, Any], context: dict[str, Any]) -> None:
        """Open the form for a new digest."""
        await ack()
        self._kit.begin(self._asked(_sender(body, context), str(body.get("trigger_id") or "")))

    async def _asked(self, sender: Sender, trigger: str) -> bool:
        """Open the form, else say in its place why not: from here everybody may, for their own direct messages."""
        talk = self._kit.talk(sender)
        try:
            client = await self._kit.teams.client(sender.workspace)
            try:
                await self._kit.pace(talk)
                await self._forms.open_digest(client, trigger, sender)
            except (BadRequest, Forbidden, TooFast) as error:
                await opened(client, trigger, modals.told("Add a digest", told(error, self._kit.says(talk))))
        except (PlatformError, BadRequest) as error:
            _tell("slack.unopened", f"a form could not be opened: {error}")
            direct, key = place(sender.workspace, "", user=sender.user), f"form-{secrets.token_urlsafe(9)}"
            return await self._replier.post(_failing(error), direct, key=key, asked_by=sender.user)
        return True

    async def _shown(self, sender: Sender) -> bool:
        """Publish the page to one person. Never raises; what could not be shown is logged."""
        message = await guarded(self._page(sender), self._kit.says(self._kit.talk(sender)))
        try:
            client = await self._kit.teams.client(sender.workspace)
            with seam("showing App Home"):
                await client.views_publish(user_id=sender.user, view=view_of(message, sender.channel))
        except PlatformError as error:
            _tell("slack.unshown", f"App Home could not be shown: {error}")
            return False
        return True

    async def _page(self, sender: Sender) -> Message:
        talk = self._kit.talk(sender)
        await self._kit.pace(talk)
        talk = replace(talk, may_manage=await self._manages(sender))
        return await homepage(self._kit.services, Viewer(talk=talk, seen=partial(self._seen, sender, talk.may_manage)))

    async def _manages(self, sender: Sender) -> bool:
        """Do they manage the workspace? Not, as long as Slack does not say so."""
        try:
            async with asyncio.timeout(KNOWN_S):
                return await self._managing.manages(sender)
        except (PlatformError, TimeoutError) as error:
            _tell("slack.unjudged", f"App Home is shown as to anybody: {error}")
            return False

    async def _seen(self, sender: Sender, manages: bool, places: Collection[Destination]) -> AbstractSet[Destination]:
        """The channels among some places that everybody in the workspace may enter; none for guests.

        One of which Slack does not say so counts as private.
        """
        ours = [p for p in places if p.platform == PLATFORM and p.workspace == sender.workspace and not p.user]
        channels = list(dict.fromkeys(p.channel for p in ours if p.channel.startswith("C")))
        asked = [c for c in channels if (sender.workspace, c) not in self._open][:MOST_ASKED]
        try:
            async with asyncio.timeout(KNOWN_S):
                client = await self._kit.teams.client(sender.workspace)
                if channels and not manages and await _is_guest(client, sender):
                    return frozenset()
                await asyncio.gather(*(self._ask(client, sender.workspace, c) for c in asked))
        except (PlatformError, TimeoutError) as error:
            _tell("slack.unjudged", f"not every channel is told in App Home: {error}")
        return frozenset(p for p in ours if self._open.get((sender.workspace, p.channel)))

    async def _ask(self, client: AsyncWebClient, workspace: str, channel: str) -> None:
        try:
            with seam("asking whether a channel is open to everybody"):
                told = (await client.conversations_info(channel=channel))["channel"]
                self._open[workspace, channel] = bool(told["is_channel"]) and not told["is_private"]
        except Refused as error:
            self._open[workspace, channel] = False
            if code_of(error) == "missing_scope":
                raise  # the operator is told; of any other refusal there is nothing to mend


def view_of(message: Message, channel: str) -> Element:
    """The page as Slack takes it, with its buttons above; `channel` is the reader's conversation with the bot."""
    buttons = [_button(ADD, "Add a digest"), _button(REFRESH, "Refresh")]
    return {
        "type": "home",
        "private_metadata": json.dumps({"channel": channel}),
        "blocks": [
            {"type": "actions", "block_id": "sitrep_home", "elements": buttons},
            *view_blocks(message, most=MOST),
        ],
    }


def _button(name: str, label: str) -> Element:
    return {"type": "button", "action_id": name, "text": {"type": "plain_text", "text": label, "emoji": False}}


async def _is_guest(client: AsyncWebClient, sender: Sender) -> bool:
    """Is it somebody who may not enter every open channel? Raises PlatformError."""
    with seam("asking Slack who opens App Home"):
        person = dict((await client.users_info(user=sender.user))["user"])
        guest = any(person.get(name) for name in ("is_restricted", "is_ultra_restricted", "is_stranger", "deleted"))
        return guest or not belongs(person, sender.workspace)


def _sender(body: Mapping[str, Any], context: Mapping[str, Any]) -> Sender:
    """Who pressed a button of the page."""
    sender = sender_of(body, workspace=str(context.get("team_id") or ""))
    return replace(sender, channel=modals.meta_of(body.get("view") or {}).get("channel", ""))


async def _of_home(event: dict[str, Any]) -> bool:
    return event.get("tab") == "home"


async def _failing(error: SitrepError) -> Message:
    raise error


def _tell(action: str, text: str) -> None:
    _log.warning(text, extra={"action": action})
