"""An asker with a model, over an open store."""

from __future__ import annotations

from typing import Any

from bot.clock import RealClock
from bot.domain.model import Model
from bot.services.ask import Asker
from bot.services.budget import Budget
from bot.services.consult import Consultant
from bot.settings import BudgetSettings, LlmSettings
from storage.store import Store

LLM: dict[str, Any] = {"base_url": "http://127.0.0.1:1/v1", "model": "talker"}


def consultant_of(store: Store, model: Model, *, budget: BudgetSettings | None = None, **rules: Any) -> Consultant:
    """The way to a model, with a budget that is kept in a store."""
    settings = LlmSettings.model_validate(LLM | rules)
    return Consultant(model, Budget(store.spending, budget or BudgetSettings(), RealClock()), settings)


def asker_of(store: Store, model: Model, *, budget: BudgetSettings | None = None, **rules: Any) -> Asker:
    """An asker by words, whose answers a model may reword."""
    return Asker(store.facts, store.journal, None, consultant_of(store, model, budget=budget, **rules))
