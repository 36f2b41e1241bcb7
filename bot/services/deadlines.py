"""Tell how each deadline stands as of a moment."""

from __future__ import annotations

from datetime import datetime

from bot.domain.deadlines import DeadlineState, Standing, grouped, state_at
from bot.domain.ports import FactBase


async def deadline_states(facts: FactBase, *, as_of: datetime) -> list[DeadlineState]:
    """Every deadline fact known at `as_of`, in order of its due instant, with its status at that moment."""
    known = await facts.deadlines(as_of=as_of)
    wanted = {i for f in known if f.deadline for i in f.deadline.outcome_facts}
    evidence = await facts.facts(sorted(wanted), as_of=as_of)
    return [state_at(f, evidence, as_of=as_of) for f in known if f.deadline]


async def standings_at(facts: FactBase, *, as_of: datetime) -> list[Standing]:
    """Every deadline known at `as_of`, told by one or by several facts, in order of its due instant.

    One without an outcome is left out where a fact that sets no deadline supersedes what says how it stands.
    """
    found = grouped(await deadline_states(facts, as_of=as_of))
    newer = await facts.successors([s.head.fact.id for s in found], as_of=as_of)
    gone = {i for fact in newer if fact.deadline is None for i in fact.supersedes}
    return [s for s in found if s.head.ended or s.head.fact.id not in gone]
