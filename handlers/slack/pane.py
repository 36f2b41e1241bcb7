"""The pane in which one talks to the bot: that it works, what one may ask, and an answer that grows as it is read."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.models.messages.chunk import BlocksChunk
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.delivery import Destination, Page, Receipt
from bot.domain.errors import Held, PlatformError, Refused, StoreError, Unreached, Unsure
from handlers.prompts import prompts
from handlers.slack.faults import seam
from handlers.slack.inputs import Said
from handlers.slack.kit import Kit
from handlers.slack.layout import Laid, lay
from handlers.slack.outbound import EVENT, moment
from handlers.slack.replying import HELD_S, Put, Replier

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
    async def working(self, said: Said) -> AsyncIterator[None]:
        """Show that the bot works as long as the block lasts. It neither delays nor outlives what happens in it.

        Where that is broken off the sign is left alone: Slack takes it down by itself after a while.
        """
        showing = asyncio.ensure_future(self._status(said, WORKING))
        try:
            yield
        except BaseException:
            showing.cancel()
            raise
        if await showing:
            await self._status(said, "")

    def putting(self, said: Said, to: Destination, *, key: str, look: bool, streams: bool) -> Put:
        """What shows the reply to a message: growing where it `streams`, else at once.

        `look` for what may stand or have begun there already.
        """
        plainly = partial(self.replier.sent, to, key=key, look=look)

        async def put(page: Page) -> Receipt:
            laid = lay(page.body)
            if not streams or len(laid.blocks) < 2:
                return await plainly(page)
            client = await self.kit.teams.client(to.workspace)
            if look and (stands := await self.kit.outbound.find(to, key=key, since=moment(said.ts))):
                return stands
            ts = await (self._found(client, said, to) if look else self._begun(client, said, to, laid))
            if not ts:
                return await plainly(page)
            receipt = Receipt(to=to, id=ts, sent_at=moment(ts))
            await self._ended(client, receipt, laid, key)
            return receipt

        return put

    async def _begun(self, client: AsyncWebClient, said: Said, to: Destination, laid: Laid) -> str:
        """Begin an answer with its first block; its timestamp, '' where nothing was begun. Raises PlatformError."""
        try:
            with seam(f"beginning an answer in {to}"):
                begun = await client.chat_startStream(
                    channel=to.channel,
                    thread_ts=to.thread,
                    recipient_team_id=to.workspace,
                    recipient_user_id=said.sender.user,
                    chunks=[BlocksChunk(blocks=laid.blocks[:1])],
                )
                return str(begun["ts"])
        except Unsure as error:
            _tell("slack.stream", f"an answer may have begun: {error}")
            return await self._found(client, said, to)
        except PlatformError as error:
            _tell("slack.stream", f"an answer cannot grow here, and is posted whole: {error}")
            return ""

    async def _found(self, client: AsyncWebClient, said: Said, to: Destination) -> str:
        """What was begun in the thread since the question, as far as Slack shows it."""
        me = await self.kit.teams.me(to.workspace)
        with seam(f"reading back {to}"):
            seen = await client.conversations_replies(
                channel=to.channel, ts=to.thread, oldest=said.ts, include_all_metadata=True, limit=100
            )
            ours = [m for m in seen["messages"] if m.get("user") == me.user and not m.get("metadata")]
            return next((str(m["ts"]) for m in reversed(ours) if float(m["ts"]) > float(said.ts)), "")

    async def _ended(self, client: AsyncWebClient, receipt: Receipt, laid: Laid, key: str) -> None:
        """Let what was begun be the whole answer; none of it does harm when it is done twice. Raises PlatformError."""
        refused = False
        for pause in (*self.replier.pauses, None):
            try:
                if not refused and await _stopped(client, receipt, laid, key):
                    return
                refused = True
                await _replaced(client, receipt, laid, key)
                return
            except Held as error:
                if pause is None or error.retry_after > HELD_S:
                    raise
                pause = error.retry_after
            except (Unreached, Unsure) as error:
                if pause is None:
                    raise
                _tell("slack.stream", f"an answer stopped growing: {error}")
            await self.replier.sleep(pause)

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


async def _stopped(client: AsyncWebClient, receipt: Receipt, laid: Laid, key: str) -> bool:
    """Add the rest to what was begun, and what it is found again by.

    False where it grows no more: Slack ends it by itself after some minutes. Raises Held, Unreached, Unsure.
    """
    try:
        with seam(f"ending an answer in {receipt.to}"):
            await client.chat_stopStream(
                channel=receipt.to.channel,
                ts=receipt.id,
                blocks=laid.blocks[1:],
                metadata=_mark(key),
            )
    except Refused as error:
        _tell("slack.stream", f"an answer grows no more, and is put there whole: {error}")
        return False
    return True


async def _replaced(client: AsyncWebClient, receipt: Receipt, laid: Laid, key: str) -> None:
    """Put the whole answer in the place of what was begun, as words alone where blocks are refused.

    Raises PlatformError.
    """
    for blocks in (laid.blocks, []):
        try:
            with seam(f"ending an answer in {receipt.to}"):
                await client.chat_update(
                    channel=receipt.to.channel,
                    ts=receipt.id,
                    text=laid.text,
                    blocks=blocks,
                    metadata=_mark(key),
                    link_names=False,
                    parse="none",
                )
                return
        except Refused:
            if not blocks:
                raise


def _mark(key: str) -> dict[str, Any]:
    """What finds a post again; no person sees it."""
    return {"event_type": EVENT, "event_payload": {"delivery": key}}


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
