"""One reply on its way: what is being done for it, the sentences of it that may be shown, and in the end all of it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

from bot.domain.answer import Answer
from bot.domain.delivery import Page, Receipt
from bot.domain.errors import Held, PlatformError, Refused, Unreached
from bot.domain.message import Message
from handlers.answers import answer_blocks
from handlers.citing import Citer
from handlers.slack.blocks.blockkit import blocks_of
from handlers.slack.blocks.rest import rest_of
from handlers.slack.layout import Element, Laid, lay
from handlers.slack.render import split
from handlers.slack.streams import Stream
from handlers.telling import Showing, reading

_log = logging.getLogger(__name__)

END_S = 3.0
"""Seconds that what is being shown gets to come to its end once the whole reply is there; as a rule it is faster."""

Status = Callable[[str], Awaitable[None]]
"""Says what the bot does, after its name. Never raises."""


class Growing:
    """Tells how far a reply has come. Its `put` shows the whole of it, after which nothing more is shown.

    `streams`: may it grow there? `look` for what may stand or have begun there already: so nothing is begun meanwhile.
    """

    def __init__(self, stream: Stream, status: Status, *, streams: bool, look: bool) -> None:
        self._stream = stream
        self._status = status
        self._streams = streams
        self._look = look
        self._grows = streams and not look
        self._showing = Showing()
        self._ts = ""
        self._shown: list[Element] | None = []
        self._lost = False

    async def reading(self, count: int) -> None:
        """Say that so many facts are being read."""
        words = reading(count)
        self._showing.put(partial(self._say, f"is {words[0].lower()}{words[1:]}"))

    async def growing(self, answer: Answer) -> None:
        """Show the sentences of an answer, without what stands below them in the end."""
        message = Message(blocks=tuple(answer_blocks(replace(answer, notes=()), Citer())))
        if self._grows and len(split(message)) == 1:
            self._showing.put(partial(self._show, blocks_of(message)), whole=True)

    async def over(self, within_s: float = END_S) -> None:
        """Show nothing more but the whole reply; what is being shown has so many seconds to come to its end."""
        await self._showing.end(within_s)

    async def put(self, page: Page) -> Receipt:
        """Show the whole reply: as the rest of what was begun, as one that grows now, or at once.

        Raises PlatformError.
        """
        await self.over()
        laid, stream = lay(page.body), self._stream
        grows = self._may_grow(laid)
        ts, shown, lost = self._taken()
        if not (ts or lost or grows):
            return await stream.sent(page, look=self._look)
        if self._look and (stands := await stream.stands()):
            return stands
        if self._look or lost:
            ts, shown = await stream.found()
        elif not ts:
            shown = laid.blocks[:1]
            ts = await stream.begun(shown)
        return await (stream.ended(ts, laid, shown) if ts else stream.sent(page, look=self._look))

    def _may_grow(self, laid: Laid) -> bool:
        """Is there something to grow by? What a process left that had a model may be more than a short reply is."""
        left = self._look and bool(self._stream.kit.services.model)
        return self._streams and (left or len(laid.blocks) > 1)

    def _taken(self) -> tuple[str, list[Element] | None, bool]:
        """What was begun by now, once: where that cannot be ended, the reply is posted beside it."""
        taken = self._ts, self._shown, self._lost
        self._ts, self._shown, self._lost, self._streams = "", [], False, False
        return taken

    async def _say(self, words: str) -> float:
        await self._status(words)
        return 0.0

    async def _show(self, blocks: list[Element]) -> float:
        """Begin with the blocks, or add what is missing of them. Where that fails it grows no more."""
        if not self._grows:
            return 0.0
        try:
            await (self._add(blocks) if self._ts else self._begin(blocks))
        except PlatformError as error:
            self._grows = False
            _log.debug("an answer grows no more for now: %s", error, extra={"action": "slack.growing"})
        return 0.0

    async def _begin(self, blocks: list[Element]) -> None:
        self._lost = True  # as it stays where this is broken off
        self._ts = await self._stream.begun(blocks)
        self._lost, self._shown = False, blocks
        if not self._ts:
            self._grows = self._streams = False

    async def _add(self, blocks: list[Element]) -> None:
        shown = self._shown or []
        if not (rest := rest_of(blocks, shown)):
            return
        self._shown = None  # as it stays where this is broken off
        try:
            await self._stream.added(self._ts, rest)
        except (Held, Refused, Unreached):
            self._shown = shown
            raise
        self._shown = blocks
