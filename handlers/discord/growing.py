"""One answer on its way to who asked by a command: what is being done for it, and the sentences that may be shown."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from functools import partial

from bot.domain.answer import Answer
from bot.domain.errors import Held, PlatformError, Refused
from bot.domain.message import Message, Text, plain
from handlers.answers import answer_message
from handlers.discord.faults import seam
from handlers.discord.layout import Laid, as_card, lay
from handlers.discord.render import render
from handlers.discord.replying import POST_S, parts
from handlers.discord.talk import Asking
from handlers.telling import Pause, Showing, reading

_log = logging.getLogger(__name__)

APART_S = 1.0
"""Seconds between two edits of what is not the whole answer yet."""
END_S = 1.5
"""Seconds that an edit under way gets to come to its end once the answer is there, so that it comes before that."""


class Growing:
    """Shows in the place of a deferred reply how far it has come, by edits that leave nothing behind where they fail.

    `zone` is the case's. `question` stands above the answer where it will in the end. `pause` waits between edits.
    """

    def __init__(
        self, interaction: Asking, *, zone: str, cards: bool, question: str = "", pause: Pause = asyncio.sleep
    ) -> None:
        self._interaction = interaction
        self._zone = zone
        self._cards = cards
        self._question = question
        self._showing = Showing(pause)
        self._refused = self._carded = False

    async def reading(self, count: int) -> None:
        """Say that so many facts are being read."""
        self._put(Message(blocks=(Text(plain(reading(count))),)))

    async def growing(self, answer: Answer) -> None:
        """Show the answer as far as it has come, with its sources, without buttons."""
        self._put(replace(answer_message(answer, zone=self._zone), actions=(), question=self._question))

    async def over(self, within_s: float = END_S) -> None:
        """Show nothing more but the reply itself; an edit under way has so many seconds to come to its end."""
        await self._showing.end(within_s)

    def instead(self, laid: Laid) -> Laid:
        """The reply as it can stand in the place of what was shown: what is a card once cannot be plain text again."""
        return as_card(laid) if self._carded and laid.content is not None else laid

    def _put(self, message: Message) -> None:
        pages = render(message, cards=self._cards)
        if len(pages) == 1:
            self._showing.put(partial(self._edit, pages[0].body), whole=True)

    async def _edit(self, body: bytes) -> float:
        """Put it there, once; gives the seconds to the next one."""
        if self._refused:
            return 0.0
        self._carded = self._cards
        try:
            with seam("showing how far an answer has come"):
                async with asyncio.timeout(POST_S):
                    await self._interaction.edit_original_response(**parts(lay(body)))
        except PlatformError as error:
            _log.debug("a part of an answer was not shown: %s", error, extra={"action": "discord.growing"})
            self._refused = isinstance(error, Refused)
            return max(APART_S, error.retry_after) if isinstance(error, Held) else APART_S
        return APART_S
