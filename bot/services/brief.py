"""Compose a sitrep: what is new, what changed, what is disputed, which deadlines stand, what is not known."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain import news
from bot.domain.deadlines import DeadlineState, Standing
from bot.domain.facts import Fact
from bot.domain.ports import FactBase, Journal, OpenGap
from bot.domain.report import Sitrep
from bot.domain.subscription import Correction
from bot.services.deadlines import standings_at
from bot.services.gaps import met_gaps
from bot.services.lookup import About

MOST_GAPS = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """Which sitrep is wanted: what it covers, for whom, how long; see `compose`."""

    case_title: str
    zone: str
    covers_from: datetime
    workspace: str
    topics: tuple[str, ...] = ()
    what: About = field(default_factory=About)
    seen: Mapping[str, int] = field(default_factory=dict)
    entered: frozenset[str] = frozenset()
    corrected: tuple[Correction, ...] = ()
    items: int = 12
    due_at: datetime | None = None
    next_at: datetime | None = None
    late: bool = False
    doubtful: bool = False

    def fits(self, fact: Fact) -> bool:
        return self.what.fits(fact) and (not self.topics or any(t in fact.topics for t in self.topics))


class Reads:
    """What sitreps as of one moment have in common, read once however many they are."""

    def __init__(self, facts: FactBase, journal: Journal, *, as_of: datetime) -> None:
        self.as_of = as_of
        self._facts = facts
        self._journal = journal
        self._windows: dict[tuple[datetime, frozenset[str]], news.Window] = {}
        self._gaps: dict[str, list[OpenGap]] = {}
        self._common: tuple[list[Standing], date | None, int] | None = None

    async def window(self, covers_from: datetime, entered: frozenset[str]) -> news.Window:
        """The facts that became known after `covers_from`, and those of `entered`."""
        key = (covers_from, entered)
        if key not in self._windows:
            self._windows[key] = await self._window(covers_from, entered)
        return self._windows[key]

    async def _window(self, covers_from: datetime, entered: frozenset[str]) -> news.Window:
        found = {f.id: f for f in await self._facts.since(covers_from, as_of=self.as_of)}
        found |= {f.id: f for f in await self._facts.facts(sorted(entered - found.keys()), as_of=self.as_of)}
        links = {i for f in found.values() for i in (*f.supersedes, *f.disputes)}
        linked = await self._facts.facts(sorted(links - found.keys()), as_of=self.as_of)
        newer = await self._facts.successors(list(found), as_of=self.as_of)
        return news.Window(
            news=tuple(found.values()),
            linked=found | {f.id: f for f in linked},
            outdated=frozenset(i for f in newer for i in f.supersedes if i in found),
        )

    async def common(self) -> tuple[list[Standing], date | None, int]:
        """Every deadline, the day of the newest source, and the number of known facts."""
        if self._common is None:
            standings = await standings_at(self._facts, as_of=self.as_of)
            newest = await self._facts.newest_source(as_of=self.as_of)
            self._common = (standings, newest, await self._facts.count(as_of=self.as_of))
        return self._common

    async def gaps(self, workspace: str) -> list[OpenGap]:
        """The latest questions of a workspace that were not answered."""
        if workspace not in self._gaps:
            self._gaps[workspace] = await met_gaps(self._journal, workspace=workspace, limit=MOST_GAPS)
        return self._gaps[workspace]


async def compose(
    facts: FactBase,
    journal: Journal,
    *,
    case_title: str,
    zone: str,
    as_of: datetime,
    covers_from: datetime,
    workspace: str,
    topics: tuple[str, ...] = (),
    what: About | None = None,
    seen: Mapping[str, int] | None = None,
    entered: Collection[str] = (),
    corrected: tuple[Correction, ...] = (),
    items: int = 12,
    due_at: datetime | None = None,
    next_at: datetime | None = None,
    late: bool = False,
    doubtful: bool = False,
) -> Sitrep:
    """The sitrep as of a moment on what became known after `covers_from`, with the facts of `entered` as new ones.

    `topics` and `what` narrow it. `seen` are the facts that the place has seen, which are not news there. At most
    `items` facts in bottom line, new and changed together; the rest is counted in `more`. `corrected` is told as it is.
    """
    order = Order(
        case_title=case_title,
        zone=zone,
        covers_from=covers_from,
        workspace=workspace,
        topics=topics,
        what=what or About(),
        seen=seen or {},
        entered=frozenset(entered),
        corrected=corrected,
        items=items,
        due_at=due_at,
        next_at=next_at,
        late=late,
        doubtful=doubtful,
    )
    return await compose_one(Reads(facts, journal, as_of=as_of), order)


async def compose_one(reads: Reads, order: Order) -> Sitrep:
    """One of several sitreps that share their reads."""
    window = await reads.window(order.covers_from, order.entered)
    standings, newest, total = await reads.common()
    shown = _deadlines(standings, order, reads.as_of)
    known = {*order.seen, *(c.new.id for c in order.corrected if c.new)}
    current = [f for f in window.current(known, order.fits) if f.id not in _restated(shown)]
    told = news.choose(window, current, seen=known, elsewhere={s.head.fact.id for s in shown}, items=order.items)
    return Sitrep(
        case_title=order.case_title,
        zone=order.zone,
        as_of=reads.as_of,
        covers_from=order.covers_from,
        topics=order.topics,
        due_at=order.due_at,
        next_at=order.next_at,
        late=order.late,
        doubtful=order.doubtful,
        lead=told.lead,
        new=told.new,
        more=told.more,
        changed=told.changed,
        corrected=order.corrected,
        disputed=told.disputed,
        deadlines=tuple(s.head for s in shown),
        gaps=tuple((await reads.gaps(order.workspace))[: order.items]),
        newest=newest,
        total=total,
    )


def _deadlines(standings: list[Standing], order: Order, as_of: datetime) -> list[Standing]:
    """Those that are pending, or were due or ended since; at most `items`, those that ended before all others."""
    live = {s.first.id: _live(s.head, order.covers_from, as_of) for s in standings if any(map(order.fits, s.facts))}
    happened = [s for s in standings if live.get(s.first.id) == "happened"]
    pending = [s for s in standings if live.get(s.first.id) == "pending"]
    kept = (happened + pending)[: order.items]
    return sorted(kept, key=lambda s: s.head.deadline.due_at)


def _live(state: DeadlineState, covers_from: datetime, as_of: datetime) -> str:
    told_at = state.told_at
    if (told_at and told_at > covers_from) or covers_from < state.deadline.due_at <= as_of:
        return "happened"
    return "pending" if state.status == "pending" else ""


def _restated(shown: Collection[Standing]) -> set[str]:
    """Facts on these deadlines whose text gives way to that of the head."""
    return {f.id for s in shown for f in s.earlier}
