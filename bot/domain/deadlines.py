"""The life of a deadline as of a moment: pending, then passed, met, missed, moved, withdrawn or lapsed.

An outcome counts only from when the first of the facts that tell it was known; until then a deadline is pending, or
has passed with nothing known of what came of it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.domain.facts import Deadline, Fact

Status = Literal["pending", "passed", "met", "missed", "moved", "withdrawn", "lapsed"]


@dataclass(frozen=True, kw_only=True, slots=True)
class DeadlineState:
    """A deadline fact as of a moment. `left` is the time to its due instant, negative once that is over.

    `evidence` are the facts that tell the outcome, as far as they are known then.
    """

    fact: Fact
    deadline: Deadline
    status: Status
    left: timedelta
    evidence: tuple[Fact, ...] = ()


def state_at(fact: Fact, evidence: Collection[Fact], *, as_of: datetime) -> DeadlineState:
    """The state of a deadline fact. `evidence` are those of its outcome facts that are known at `as_of`.

    Raises ValueError for a fact without a deadline.
    """
    deadline = fact.deadline
    if deadline is None:
        raise ValueError(f"{fact.id} is no deadline")
    left = deadline.due_at - as_of
    told = tuple(f for f in evidence if f.id in deadline.outcome_facts and f.known_at <= as_of)
    status: Status = "pending" if left > timedelta(0) else "passed"
    if deadline.outcome and told:
        status = deadline.outcome
    return DeadlineState(fact=fact, deadline=deadline, status=status, left=left, evidence=told)
