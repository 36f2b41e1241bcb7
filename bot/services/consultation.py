"""What one question may ask of a model: within its time, what may be spent, its turn, and one retry."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.domain.answer import Question
from bot.domain.errors import Denied, ModelError, Nonsense, OverBudget, StoreError, Throttled, Unanswered
from bot.domain.model import Completion, Grown, Model, Prompt, Used
from bot.services.breaker import Breaker
from bot.services.budget import Budget, Reservation
from bot.services.remembered import Remembered
from bot.services.turns import Turns
from bot.settings import LlmSettings

T = TypeVar("T")
PAUSE_S = 0.5
"""Seconds before the retry, where nobody says how many."""
LEAST_S = 1.0
"""Seconds that must be left for a retry."""
WRAPPING = 400
"""Bytes by which a prompt grows on its way to the model."""

TROUBLES: dict[type[Exception], str] = {
    Unanswered: "unanswered",
    Throttled: "throttled",
    Denied: "denied",
    Nonsense: "unreadable",
    StoreError: "uncounted",
}
"""What a trouble is called in the journal. Others: `busy`, no turn came in time, or too many waited for one; `resting`,
the model failed again and again and is left alone; `late`, the time was up; `budget user`, `budget workspace`, `budget
all`, that is spent."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """What all questions share on their way to the model; see Consultant. `warn` logs a failure by its kind."""

    model: Model
    budget: Budget
    rules: LlmSettings
    breaker: Breaker
    remembered: Remembered
    turns: Turns
    timer: Callable[[], float]
    pause: Callable[[float], Awaitable[None]]
    warn: Callable[[str, Exception], None]
    overspent: Callable[[OverBudget], Awaitable[None]] | None


class Consultation:
    """What one question asks of the model. `used` is what that took, as it is counted; `troubles` why it was of no use.

    Neither holds anything that a model or its server wrote.
    """

    def __init__(self, desk: Desk, question: Question, *, admitted: bool) -> None:
        self._desk = desk
        self._user = question.asked_by
        self._workspace = question.workspace
        self._admitted = admitted
        self._ends = desk.timer() + desk.rules.timeout_s
        self._retried = False
        self.used = Used()
        self.troubles: tuple[str, ...] = ()

    @property
    def left(self) -> float:
        """Seconds that are left for all that is still to be asked."""
        return self._ends - self._desk.timer()

    async def ask(self, prompt: Prompt, accept: Callable[[object], T], grown: Grown | None = None) -> T | None:
        """What `accept` makes of the reply; None where none was to be had, and `troubles` says why.

        `accept` raises ValueError where the reply has another shape. `grown` is told a reply as it comes, from the
        start again at a retry, and nothing of one that is remembered.
        """
        if not self._admitted:
            self._without("busy")
            return None
        model, remembered = self._desk.model.name, self._desk.remembered
        if held := remembered.get(model, prompt):
            try:
                return accept(held[0])
            except ValueError:
                remembered.drop(model, prompt)
        while True:
            try:
                return await self._attempt(prompt, accept, grown)
            except OverBudget as error:
                if self._desk.overspent is not None:
                    await self._desk.overspent(error)
                self._without(f"budget {error.whose}")
                return None
            except (ModelError, StoreError) as error:
                self._failed(error)
                wait_s = self._retries_in(error)
            if wait_s is None:
                return None
            self._retried = True
            await self._desk.pause(wait_s)

    async def _attempt(self, prompt: Prompt, accept: Callable[[object], T], grown: Grown | None) -> T | None:
        """One call, when its turn comes. Raises ModelError, StoreError."""
        desk = self._desk
        if desk.breaker.rests():
            self._without("resting")
            return None
        desk.budget.check(self._user, self._workspace)
        if not await desk.turns.take(self.left):
            self._without("busy")
            return None
        try:
            if desk.breaker.rests():
                self._without("resting")
                return None
            return await self._paid(prompt, accept, grown)
        finally:
            desk.turns.end()

    async def _paid(self, prompt: Prompt, accept: Callable[[object], T], grown: Grown | None) -> T | None:
        """One call, counted before it is made and put right at its end, whatever that is."""
        desk = self._desk
        reservation = await desk.budget.reserve(
            self._user, self._workspace, prompt_bytes=_bytes(prompt), completion=desk.rules.max_output_tokens
        )
        used: Used | None = None
        free = True
        try:
            if self.left <= 0:
                self._without("late")
                return None
            with desk.breaker.attempt() as lets:
                if not lets:
                    self._without("resting")
                    return None
                free = False
                completion = await self._complete(prompt, grown)
                used = completion.used
                accepted = _accepted(completion, accept)
            desk.remembered.put(desk.model.name, prompt, completion.value)
            return accepted
        except (Denied, Throttled):
            free = True
            raise
        except Nonsense as error:
            used = error.used
            raise
        finally:
            await self._settle(reservation, used, free=free)

    async def _complete(self, prompt: Prompt, grown: Grown | None) -> Completion:
        """The reply, in the time that is left also where the model does not keep to it."""
        left = self.left
        try:
            async with asyncio.timeout(left):
                return await self._desk.model.complete(prompt, timeout_s=left, grown=grown)
        except TimeoutError:
            raise Unanswered(f"{self._desk.model.name}: no reply in time; see [llm] timeout_s") from None

    async def _settle(self, reservation: Reservation, used: Used | None, *, free: bool) -> None:
        """Comes to its end even when the question is cancelled; what cannot be put right stays counted as reserved."""
        budget = self._desk.budget
        try:
            self.used += await (budget.release(reservation) if free else budget.settle(reservation, used))
        except StoreError as error:
            self.used += reservation.used
            self._failed(error)

    def _failed(self, error: ModelError | StoreError) -> None:
        what = next(word for kind, word in TROUBLES.items() if isinstance(error, kind))
        self._without(what)
        self._desk.warn(what, error)

    def _retries_in(self, error: ModelError | StoreError) -> float | None:
        """Seconds until the one retry that a question has, None for none."""
        if self._retried or self._desk.breaker.rests() or isinstance(error, Denied | StoreError):
            return None
        wait_s = 0.0 if isinstance(error, Nonsense) else PAUSE_S
        if isinstance(error, Throttled) and error.retry_after is not None:
            wait_s = max(0.0, error.retry_after)
        return wait_s if wait_s + LEAST_S <= self.left else None

    def _without(self, trouble: str) -> None:
        self.troubles = tuple(dict.fromkeys((*self.troubles, trouble)))


def _accepted(completion: Completion, accept: Callable[[object], T]) -> T:
    try:
        return accept(completion.value)
    except ValueError:
        raise Nonsense("the reply has another shape than was asked for", used=completion.used) from None


def _bytes(prompt: Prompt) -> int:
    texts = (prompt.rules, prompt.data, json.dumps(prompt.schema))
    return WRAPPING + sum(len(text.encode(errors="replace")) for text in texts)
