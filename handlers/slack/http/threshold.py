"""What stands before everything else where workspaces install the bot: who left is forgotten, who is not in is told."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import aiohttp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.domain.errors import Unreached
from bot.settings import SlackSettings
from handlers.slack.http.teams import ManyTeams
from handlers.slack.manifest import INSTALL_PATH

_log = logging.getLogger(__name__)

ANSWER_S = 2.0
"""Seconds that telling somebody so may take; Slack waits three for the acknowledgement."""
_OF_NO_WORKSPACE = ("url_verification", "ssl_check")
NOT_NOW = (
    "I cannot read what I keep of this workspace just now. Try again in a minute; whoever runs me finds why in my log."
)


class Threshold:
    """Looks at every request before Bolt does."""

    def __init__(self, settings: SlackSettings, teams: ManyTeams) -> None:
        self._settings = settings
        self._teams = teams

    async def stops(self, asked: AsyncBoltRequest) -> BoltResponse | None:
        """The reply to what Bolt need not see; None for what it shall see.

        Raises SitrepError where Slack shall tell us again, since we could not remember or look up what we must.
        """
        body: Mapping[str, Any] = asked.body
        workspace = asked.context.team_id or ""
        if body.get("type") in _OF_NO_WORKSPACE:
            return None
        if _leaves(body):
            await self._teams.left(workspace, at=_when(body))
            return BoltResponse(status=200)
        try:
            if await self._teams.authorize(workspace) is not None:
                return None
        except Unreached:
            if "command" not in body:
                raise
            return _line(NOT_NOW)
        return await self._tell(body)

    async def _tell(self, body: Mapping[str, Any]) -> BoltResponse:
        """One line for whoever did something where the bot is not installed any more."""
        said = not_installed(self._settings)
        if "command" in body:
            return _line(said)
        if body.get("type") == "view_submission":
            return BoltResponse(status=200, body={"response_action": "update", "view": _view(said)})
        if url := body.get("response_url"):
            await self._answer(str(url), said)
        return BoltResponse(status=200)

    async def _answer(self, url: str, said: str) -> None:
        words = {"response_type": "ephemeral", "replace_original": False, "text": said}
        try:
            async with asyncio.timeout(ANSWER_S), self._teams.session.post(url, json=words):
                pass
        except (aiohttp.ClientError, OSError, ValueError) as error:
            why = type(error).__name__  # whose text may hold the URL, which is a key to the channel
            _log.warning("nobody could be told that the bot is not installed: %s", why, extra={"action": "slack.gone"})


def not_installed(settings: SlackSettings) -> str:
    """What people are told where the bot is not installed."""
    where = f": {settings.public_url}{INSTALL_PATH}" if settings.public_url else ""
    return f"I am not installed in this workspace any more. Whoever may add apps to it can install me again{where}"


def _line(said: str) -> BoltResponse:
    return BoltResponse(status=200, body={"response_type": "ephemeral", "text": said})


def _view(said: str) -> dict[str, object]:
    """What stands in the place of a form that was sent from there."""
    words = {"type": "section", "text": {"type": "plain_text", "text": said}}
    return {"type": "modal", "title": {"type": "plain_text", "text": "Sitrep"}, "blocks": [words]}


def _leaves(body: Mapping[str, Any]) -> bool:
    """Does it say that the workspace has the bot no more? The tokens of people are none of ours."""
    event = body.get("event") if body.get("type") == "event_callback" else None
    if not isinstance(event, dict):
        return False
    tokens = event.get("tokens") or {}
    return event.get("type") == "app_uninstalled" or (event.get("type") == "tokens_revoked" and bool(tokens.get("bot")))


def _when(body: Mapping[str, Any]) -> datetime:
    """When it happened; where Slack does not say, longer ago than anything, so that Slack is asked."""
    return datetime.fromtimestamp(int(body.get("event_time") or 0), UTC)
