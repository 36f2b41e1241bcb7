"""Compose a sitrep: what is new, what changed, what is disputed, which deadlines stand, what is not known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.deadlines import DeadlineState
from bot.domain.facts import Fact
from bot.domain.ports import FactBase, Journal, OpenGap
from bot.services.deadlines import deadline_states
from bot.services.gaps import met_gaps
from bot.services.lookup import FIRST_DAY, About, disputes, events

_WEIGHT = {"event": 0, "figure": 1, "deadline": 2, "position": 3, "assessment": 4, "background": 9}


@dataclass(frozen=True, kw_only=True, slots=True)
class Sitrep:
    """A situation report as of a moment, over the `days` before it.

    `lead` are the facts of the bottom line, `new` what else became known, newest first; `more` counts new facts that
    are left out. `changed` pairs each new figure with those that it supersedes. `disputed` are groups with a new fact.
    Where nothing is new, `latest` are the last facts that became known; `newest` is the day of the newest source.
    """

    as_of: datetime
    days: int
    lead: tuple[Fact, ...]
    new: tuple[Fact, ...]
    more: int
    changed: tuple[tuple[Fact, tuple[Fact, ...]], ...]
    disputed: tuple[tuple[Fact, ...], ...]
    deadlines: tuple[DeadlineState, ...]
    gaps: tuple[OpenGap, ...]
    latest: tuple[Fact, ...] = ()
    newest: date | None = None


async def compose(
    facts: FactBase, journal: Journal, what: About, *, as_of: datetime, days: int, workspace: str
) -> Sitrep:
    """The sitrep as of a moment, at most 3 facts in the bottom line and 7 more that are new."""
    since = as_of - timedelta(days=days)
    known = await events(facts, what, as_of=as_of, first=FIRST_DAY, last=as_of.date() + timedelta(days=1))
    known.sort(key=lambda f: (-f.data_date.toordinal(), _WEIGHT[f.kind], f.credibility, f.id))
    new = [f for f in known if f.known_at > since]
    ids = {f.id for f in new}
    changed = [(f, tuple(await facts.facts(f.supersedes, as_of=as_of))) for f in new if f.figure and f.supersedes]
    shown = {f.id for f, old in changed if old}
    lead = _lead([f for f in new if f.kind in ("event", "figure")])
    rest = [f for f in new if f not in lead and f.id not in shown]
    states = await deadline_states(facts, as_of=as_of)
    return Sitrep(
        as_of=as_of,
        days=days,
        lead=tuple(lead),
        new=tuple(rest[:7]),
        more=len(rest[7:]),
        changed=tuple((f, old) for f, old in changed if old),
        disputed=tuple(g for g in await disputes(facts, what, as_of=as_of) if ids & {f.id for f in g})[:3],
        deadlines=tuple(s for s in states if s.status == "pending" or s.deadline.due_at > since or _told(s, since)),
        latest=tuple(f for f in known if f.kind in ("event", "figure"))[:3],
        newest=max((f.source.published for f in known), default=None),
        gaps=tuple(await met_gaps(journal, workspace=workspace, limit=5)),
    )


def _lead(new: list[Fact]) -> list[Fact]:
    """The three facts that matter most, of different topics: what updates or contradicts others goes first."""
    ranked = sorted(new, key=lambda f: (not f.supersedes, -len(f.disputes)))
    first_of_topic = {f.topics[:1]: f for f in reversed(ranked)}
    return [f for f in ranked if f in first_of_topic.values()][:3]


def _told(state: DeadlineState, since: datetime) -> bool:
    return any(f.known_at > since for f in state.evidence)
