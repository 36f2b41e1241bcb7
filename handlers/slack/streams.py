"""A reply that grows in its thread: it is begun, added to, found again, and ended as what it is in the end."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.messages.chunk import BlocksChunk
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.delivery import Destination, Page, Receipt
from bot.domain.errors import Held, PlatformError, Refused, Unreached, Unsure
from handlers.slack.blocks.rest import rest_of
from handlers.slack.faults import code_of, seam
from handlers.slack.inputs import Said
from handlers.slack.kit import Kit
from handlers.slack.layout import Element, Laid
from handlers.slack.outbound import EVENT, moment
from handlers.slack.replying import HELD_S, Replier

_log = logging.getLogger(__name__)

NOT_GROWING = "message_not_in_streaming_state"
"""Slack's word for a post that takes no more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stream:
    """The place `to` of the one reply to what was `said`, which is found again by its `key`."""

    kit: Kit
    replier: Replier
    said: Said
    to: Destination
    key: str

    async def sent(self, page: Page, *, look: bool) -> Receipt:
        """Post all of it at once. Raises PlatformError."""
        return await self.replier.sent(self.to, page, key=self.key, look=look)

    async def stands(self) -> Receipt | None:
        """The reply, if all of it stands there. Raises PlatformError."""
        return await self.kit.outbound.find(self.to, key=self.key, since=moment(self.said.ts))

    async def begun(self, blocks: Sequence[Element]) -> str:
        """Begin it; its timestamp, '' where nothing was begun. Raises PlatformError."""
        client = await self._client()
        try:
            with seam(f"beginning an answer in {self.to}"):
                begun = await client.chat_startStream(
                    channel=self.to.channel,
                    thread_ts=self.to.thread,
                    recipient_team_id=self.to.workspace,
                    recipient_user_id=self.said.sender.user,
                    chunks=[BlocksChunk(blocks=list(blocks))],
                )
                return str(begun["ts"])
        except Unsure as error:
            _tell("slack.stream", f"an answer may have begun: {error}")
            return (await self.found())[0]
        except PlatformError as error:
            _tell("slack.stream", f"an answer cannot grow here, and is posted whole: {error}")
            return ""

    async def added(self, ts: str, blocks: Sequence[Element]) -> None:
        """Add to it. Raises PlatformError."""
        client = await self._client()
        with seam(f"adding to an answer in {self.to}"):
            await client.chat_appendStream(channel=self.to.channel, ts=ts, chunks=[BlocksChunk(blocks=list(blocks))])

    async def found(self) -> tuple[str, list[Element]]:
        """What was begun since the question, as far as Slack shows it, and what stands in it. Raises PlatformError."""
        client, me = await self._client(), await self.kit.teams.me(self.to.workspace)
        with seam(f"reading back {self.to}"):
            seen = await client.conversations_replies(
                channel=self.to.channel, ts=self.to.thread, oldest=self.said.ts, include_all_metadata=True, limit=100
            )
            ours = [m for m in seen["messages"] if m.get("user") == me.user and not m.get("metadata")]
            since = (m for m in reversed(ours) if float(m["ts"]) > float(self.said.ts))
            return next(((str(m["ts"]), list(m.get("blocks") or [])) for m in since), ("", []))

    async def ended(self, ts: str, laid: Laid, shown: Sequence[Element] | None) -> Receipt:
        """Let what was begun be the whole reply; none of it does harm when it is done twice. Raises PlatformError.

        `shown` stands there by now, None where that is not known: then all of it takes the place of what stands.
        """
        receipt = Receipt(to=self.to, id=ts, sent_at=moment(ts))
        rest = None if shown is None else rest_of(laid.blocks, shown)
        client, grows = await self._client(), True
        for pause in (*self.replier.pauses, None):
            try:
                if grows and await self._stopped(client, ts, rest):
                    return receipt
                grows = False
                await self._replaced(client, ts, laid)
                return receipt
            except Held as error:
                if pause is None or error.retry_after > HELD_S:
                    raise
                pause = error.retry_after
            except (Unreached, Unsure) as error:
                if pause is None:
                    raise
                _tell("slack.stream", f"an answer stopped growing: {error}")
            await self.replier.sleep(pause)
        raise Unreached(f"nothing was tried to end an answer in {self.to}")

    async def _stopped(self, client: AsyncWebClient, ts: str, rest: Sequence[Element] | None) -> bool:
        """Add the rest to what was begun, and what it is found again by; is it whole then?

        Without a rest it only ends. Raises Held, Unreached, Unsure.
        """
        last: dict[str, Any] = {} if rest is None else {"blocks": rest, "metadata": self._mark()}
        try:
            with seam(f"ending an answer in {self.to}"):
                await client.chat_stopStream(channel=self.to.channel, ts=ts, **last)
        except Refused as error:  # Slack ends it by itself after some minutes
            _tell("slack.stream", f"an answer grows no more, and is put there whole: {error}")
            if rest is not None and code_of(error) != NOT_GROWING:
                await self._stopped(client, ts, None)
            return False
        return rest is not None

    async def _replaced(self, client: AsyncWebClient, ts: str, laid: Laid) -> None:
        """Put the whole reply in the place of what was begun, as words alone where blocks are refused.

        Raises PlatformError.
        """
        for blocks in (laid.blocks, []):
            try:
                with seam(f"ending an answer in {self.to}"):
                    await client.chat_update(
                        channel=self.to.channel,
                        ts=ts,
                        text=laid.text,
                        blocks=blocks,
                        metadata=self._mark(),
                        link_names=False,
                        parse="none",
                    )
                    return
            except Refused:
                if not blocks:
                    raise

    def _mark(self) -> dict[str, Any]:
        """What finds a post again; no person sees it."""
        return {"event_type": EVENT, "event_payload": {"delivery": self.key}}

    async def _client(self) -> AsyncWebClient:
        return await self.kit.teams.client(self.to.workspace)


def _tell(action: str, text: str) -> None:
    _log.warning(text, extra={"action": action})
