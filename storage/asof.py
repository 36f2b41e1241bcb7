"""A fact as it could be told at a moment: without links and outcomes that were not known then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.facts import Deadline, Fact


def as_known(fact: Fact, known_at: Mapping[str, int], moment: int) -> Fact:
    """`fact` with only those links that lead to facts known at `moment` (epoch seconds).

    `known_at` holds the facts that something links to. An outcome stays only if one of the facts that tell it is known.
    """

    def known(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(i for i in ids if known_at.get(i, moment + 1) <= moment)

    supersedes, disputes = known(fact.supersedes), known(fact.disputes)
    deadline = fact.deadline and _told(fact.deadline, known(fact.deadline.outcome_facts))
    if supersedes == fact.supersedes and disputes == fact.disputes and deadline is fact.deadline:
        return fact
    return replace(fact, supersedes=supersedes, disputes=disputes, deadline=deadline)


def _told(deadline: Deadline, tellers: tuple[str, ...]) -> Deadline:
    if tellers == deadline.outcome_facts and (tellers or deadline.outcome is None):
        return deadline
    if tellers:
        return replace(deadline, outcome_facts=tellers)
    return replace(deadline, outcome=None, outcome_facts=(), outcome_on=None)
