"""The pane in which one talks to the bot: that it works, what one may ask, and an answer that grows as it is read."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.domain.delivery import Destination
from bot.domain.errors import PlatformError, StoreError, Unsure
from handlers.prompts import prompts
from handlers.slack.faults import seam
from handlers.slack.growing import Growing
from handlers.slack.inputs import Said
from handlers.slack.kit import Kit
from handlers.slack.replying import Replier
from handlers.slack.streams import Stream

_log = logging.getLogger(__name__)

WORKING = "is looking into the facts…"
STATUS_S = 5.0
"""Seconds that setting or clearing a status may take; nobody waits for it."""
MOST = 4
"""Suggested prompts, as Slack has it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pane:
    """What Slack shows of the bot beside its answers. None of it is needed: where Slack refuses it, it is left out."""

    kit: Kit
    replier: Replier

    def install(self, app: AsyncApp) -> None:
        """Make an app tell us of who opens the pane, and of what they look at beside it."""
        app.event("app_home_opened", matchers=[_of_messages])(self.opened)
        app.event("app_context_changed")(self.opened)

    async def opened(self, event: dict[str, Any], context: AsyncBoltContext) -> None:
        """Suggest what one may ask."""
        channel = str(event.get("channel") or event.get("channel_id") or "")
        if channel:
            self.kit.begin(self._suggest(str(context.team_id or ""), channel, about=_beside(event)))

    @asynccontextmanager
    async def working(
        self, said: Said, to: Destination, *, key: str, look: bool, streams: bool
    ) -> AsyncIterator[Growing]:
        """Show that the bot works as long as the block lasts. It neither delays nor outlives what happens in it.

        What it gives shows more than that, and in the end the reply: growing where it `streams`, else at once. `look`
        for what may stand or have begun there already. Where that is broken off the sign is left alone: Slack takes it
        down by itself after a while.
        """
        showing = asyncio.ensure_future(self._status(said, WORKING))
        may_stand = False

        async def status(words: str) -> None:
            nonlocal may_stand
            await asyncio.wait([showing])  # an earlier one must not come later
            if showing.result():
                may_stand = True
                await self._status(said, words)

        stream = Stream(kit=self.kit, replier=self.replier, said=said, to=to, key=key)
        growing = Growing(stream, status, streams=streams, look=look)
        try:
            yield growing
        except BaseException:
            showing.cancel()
            await growing.over(0.0)
            raise
        await growing.over()
        if await showing or may_stand:
            await self._status(said, "")

    async def _status(self, said: Said, status: str) -> bool:
        """Say what the bot does, '' for nothing any more; may it stand there now?"""
        sender = said.sender
        try:
            async with asyncio.timeout(STATUS_S):
                client = await self.kit.teams.client(sender.workspace)
                with seam("telling that we work"):
                    await client.assistant_threads_setStatus(
                        channel_id=sender.channel, thread_ts=sender.thread, status=status
                    )
        except (PlatformError, TimeoutError) as error:
            _log.debug("no status: %s", error, extra={"action": "slack.status"})
            return isinstance(error, Unsure | TimeoutError)
        return True

    async def _suggest(self, workspace: str, channel: str, *, about: str) -> None:
        try:
            found = await prompts(self.kit.services, workspace, about)
            client = await self.kit.teams.client(workspace)
            with seam("suggesting what to ask"):
                await client.assistant_threads_setSuggestedPrompts(
                    channel_id=channel, prompts=[{"title": p.title, "message": p.words} for p in found[:MOST]]
                )
        except (PlatformError, StoreError) as error:
            _log.debug("no suggestions: %s", error, extra={"action": "slack.prompts"})


async def _of_messages(event: dict[str, Any]) -> bool:
    return event.get("tab") == "messages"


def _beside(event: Mapping[str, Any]) -> str:
    """The channel that somebody looks at beside the pane, '' for none that Slack tells of."""
    context = event.get("context")
    if not isinstance(context, Mapping):
        return ""
    entities = context.get("entities")
    found = (e for e in (entities if isinstance(entities, list) else [context]) if isinstance(e, Mapping))
    return next((str(e.get("value") or e.get("channel_id") or "") for e in found), "")


def _tell(action: str, text: str) -> None:
    _log.warning(text, extra={"action": action})
