"""A model that can be consulted, on a real store, with a timer that a test sets."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.domain.answer import Question
from bot.domain.errors import OverBudget
from bot.domain.model import Job, Prompt
from bot.services.budget import Budget
from bot.services.consult import Consultant, Consultation
from bot.settings import BudgetSettings, LlmSettings
from storage.store import Store
from tests.fakes import FakeModel, StillClock

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
DAY = NOW.date()
SECRET = "who shelled the market?"
RESERVED = 640
"""Tokens that are reserved for `prompt()`, and for a reply of at most 400."""


def prompt(key: str = "k", *, job: Job = "draft") -> Prompt:
    """80 bytes of prompt."""
    return Prompt(job=job, rules="r" * 30, data=SECRET.ljust(48), schema={}, key=(key,))


def question(conversation: str = "", *, user: str = "u", workspace: str = "w") -> Question:
    return Question(text=SECRET, now=NOW, asked_by=user, workspace=workspace, conversation=conversation)


def same(value: object) -> object:
    """Accepts any object that is not empty."""
    if not value:
        raise ValueError(f"a reply that says {value}")
    return value


@dataclass
class Room:
    """A consultant; `seconds` is its timer, and `paused` has every pause that it made, which moves the timer on."""

    store: Store
    model: FakeModel = field(default_factory=FakeModel)
    llm: dict[str, Any] = field(default_factory=dict)
    limits: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0
    paused: list[float] = field(default_factory=list)
    over: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        rules = {"base_url": "http://m", "model": "m", "max_output_tokens": 400, "wait_s": 0.0} | self.llm
        free = {"tokens_per_user": 0, "tokens_per_workspace": 0, "tokens": 0}
        self.budget = Budget(
            self.store.spending,
            BudgetSettings.model_validate(free | self.limits),
            StillClock(NOW),
            timer=lambda: self.seconds,
        )
        self.consultant = Consultant(
            self.model,
            self.budget,
            LlmSettings.model_validate(rules),
            timer=lambda: self.seconds,
            pause=self._pause,
            overspent=self._overspent,
        )

    async def _pause(self, seconds: float) -> None:
        self.paused.append(seconds)
        self.seconds += seconds
        await asyncio.sleep(0)

    async def _overspent(self, error: OverBudget) -> None:
        self.over.append(error.whose)

    async def ask(
        self,
        asked: Prompt | None = None,
        *,
        of: Question | None = None,
        accept: Callable[[object], object] = same,
        **more: Any,
    ) -> tuple[object, Consultation]:
        """One question that asks one thing of the model: the reply, and the consultation as it ended."""
        async with self.consultant.consultation(of or question()) as consultation:
            return await consultation.ask(asked or prompt(), accept, **more), consultation

    async def spent(self) -> int:
        """Tokens of all together."""
        return next((s.tokens for s in await self.store.spending.spent(DAY) if s.scope == "all"), 0)
