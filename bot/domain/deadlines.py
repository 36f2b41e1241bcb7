"""The life of a deadline as of a moment: pending, then passed, met, missed, moved, withdrawn or lapsed.

An outcome counts only from when the first of the facts that tell it was known; until then a deadline is pending, or
has passed with nothing known of what came of it. Several facts may tell of one deadline; only the latest of them
that no other supersedes says how it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
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

    @property
    def told_at(self) -> datetime | None:
        """When the outcome became known; None while none is."""
        return min((f.known_at for f in self.evidence), default=None) if self.ended else None

    @property
    def ended(self) -> bool:
        """Is an outcome known?"""
        return self.status not in ("pending", "passed")


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """One deadline with every fact that tells of it. `head` says how it stands, and no other text is told any more.

    `earlier` are the other facts, the first known first. `first` is the earliest known fact that gives the due
    instant of `head`; its id names the deadline, until it is moved. `anew` tells its notices from those for another
    date, where the case had that wrong at first; else it is empty.
    """

    head: DeadlineState
    earlier: tuple[Fact, ...]
    first: Fact
    anew: str = ""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All of them, `head` last."""
        return (*self.earlier, self.head.fact)

    @property
    def term(self) -> tuple[Fact, ...]:
        """Those that give the due instant of `head`."""
        due_at = self.head.deadline.due_at
        return tuple(f for f in self.facts if f.deadline and f.deadline.due_at == due_at)

    @property
    def overtaken(self) -> tuple[Fact, ...]:
        """Those of `earlier` that another one supersedes: what they say does not stand any more."""
        gone = _superseded(self.facts)
        return tuple(f for f in self.earlier if f.id in gone)

    def tells(self, fact: Fact) -> bool:
        """Does another fact give the same due instant of the same deadline?"""
        limit, head = fact.deadline, self.head.deadline
        if limit is None or limit.due_at != head.due_at:
            return False
        return any(_one(fact, f) for f in self.facts)

    @property
    def turn(self) -> Fact | None:
        """The latest fact that changed it, by superseding another one of it."""
        ids = {f.id for f in self.facts}
        return max((f for f in self.facts if ids & set(f.supersedes)), key=_age, default=None)


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


def grouped(states: Iterable[DeadlineState]) -> list[Standing]:
    """The deadlines that these facts tell of, in order of their due instants.

    Facts tell of one deadline where one supersedes the other, or where the same body set the same due instant.
    """
    groups: list[list[DeadlineState]] = []
    for state in states:
        same = [g for g in groups if any(_one(state.fact, other.fact) for other in g)]
        groups = [g for g in groups if g not in same]
        groups.append([state, *(s for g in same for s in g)])
    return sorted((_standing(g) for g in groups), key=lambda s: (s.head.deadline.due_at, s.first.id))


def _one(a: Fact, b: Fact) -> bool:
    """Do two facts tell of one deadline?"""
    if a.id in b.supersedes or b.id in a.supersedes:
        return True
    if a.deadline is None or b.deadline is None:
        return False
    return (a.deadline.due_at, a.deadline.set_by) == (b.deadline.due_at, b.deadline.set_by)


def _standing(group: list[DeadlineState]) -> Standing:
    states = sorted(group, key=lambda s: _age(s.fact))
    gone = _superseded([s.fact for s in states])
    standing = [s for s in states if s.fact.id not in gone] or states
    head = standing[-1]
    due_at = head.deadline.due_at
    if not head.ended:
        # A restatement that nobody gave the outcome is as over as what it restates.
        told = [s for s in standing if s.told_at and s.told_at > head.fact.known_at and s.deadline.due_at == due_at]
        head = replace(head, status=told[-1].status, evidence=told[-1].evidence) if told else head
    return Standing(
        head=head,
        earlier=tuple(s.fact for s in states if s.fact is not head.fact),
        first=next(s.fact for s in states if s.deadline.due_at == due_at),
    )


def _superseded(facts: Collection[Fact]) -> set[str]:
    return {i for f in facts for i in f.supersedes}


def _age(fact: Fact) -> tuple[datetime, str, str]:
    """Orders facts by when they became known, and those of one moment by what they tell of."""
    return fact.known_at, fact.event_date, fact.id
