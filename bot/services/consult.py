"""The way to a model, for all questions of a process; each gets a consultation."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from cachetools import TTLCache

from bot.domain.answer import Question
from bot.domain.errors import ModelError, OverBudget
from bot.domain.model import Model
from bot.services.breaker import Breaker
from bot.services.budget import Budget
from bot.services.consultation import Consultation as Consultation
from bot.services.consultation import Desk
from bot.services.remembered import Remembered
from bot.services.turns import Turns, in_time
from bot.settings import LlmSettings

_log = logging.getLogger(__name__)

QUIET_S = 60.0
"""Seconds in which the same kind of failure is a warning once."""


class Consultant:
    """The way to the model, one for the whole process. `overspent` hears of every question for which money was lacking.

    At most `most` questions are with the model or wait for it. `timer` tells seconds and is never set back; `pause`
    waits for some.
    """

    def __init__(
        self,
        model: Model,
        budget: Budget,
        rules: LlmSettings,
        *,
        timer: Callable[[], float] = time.monotonic,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        overspent: Callable[[OverBudget], Awaitable[None]] | None = None,
    ) -> None:
        self.model = model.name
        self.rules = rules
        turns = Turns(rules.at_once, rules.wait_s)
        self.most = turns.most
        self._desk = Desk(
            model=model,
            budget=budget,
            rules=rules,
            breaker=Breaker(timer=timer, opened=_opened, closed=_closed),
            remembered=Remembered(timer=timer),
            turns=turns,
            timer=timer,
            pause=pause,
            warn=self._warn,
            overspent=overspent,
        )
        self._talks: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()
        self._warned: TTLCache[str, bool] = TTLCache(100, QUIET_S, timer=timer)

    @asynccontextmanager
    async def consultation(self, question: Question) -> AsyncIterator[Consultation]:
        """What one question may ask of the model, in the time that begins now.

        Of a conversation one question is with the model at a time. Where another one's turn does not end soon, every
        `ask` gives None.
        """
        if not question.conversation:
            yield Consultation(self._desk, question, admitted=True)
            return
        talk = self._talks.setdefault((question.workspace, question.conversation), asyncio.Lock())
        admitted = await in_time(talk.acquire(), self.rules.wait_s)
        try:
            yield Consultation(self._desk, question, admitted=admitted)
        finally:
            if admitted:
                talk.release()

    def _warn(self, what: str, error: Exception) -> None:
        """Log a failure, as a warning where there was none of its kind for a while."""
        level = logging.DEBUG if what in self._warned else logging.WARNING
        self._warned.setdefault(what, True)
        _log.log(level, "the model was of no use: %s", error, extra={"action": "model.failed", "trouble": what})


def _opened(error: ModelError) -> None:
    _log.warning("the model is left alone for a while: %s", error, extra={"action": "model.open"})


def _closed() -> None:
    _log.info("the model answers again", extra={"action": "model.closed"})
