"""Fakes that hold a few values and record what happened; everything else in the tests is real."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from bot.domain.answer import Abstention, Question, Reply, Telling
from bot.domain.asking.words import stems
from bot.domain.edtf import Span
from bot.domain.facts import CaseInfo, Entity, Fact, Gap, Measure, Source
from bot.domain.model import Completion, Grown, Made, Prompt, Used
from bot.domain.ports import (
    EXTRACTIVE,
    GapHit,
    Hit,
    Lexicon,
    LoadReport,
    OpenGap,
    StoreStatus,
    Turn,
    Vector,
)

ZONE = "Europe/Istanbul"
INFO = CaseInfo(
    id="test",
    title="A test case",
    description="",
    timezone=ZONE,
    language="en",
    licence="",
    version="1",
    period=Span(date(2020, 1, 1), date(2020, 3, 31)),
)


@dataclass
class StillClock:
    """Always tells the same instant."""

    at: datetime = datetime(2020, 3, 10, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


@dataclass
class FakeFactBase:
    """A list of facts, read as of a moment."""

    known: Sequence[Fact] = ()
    entities: Sequence[Entity] = ()
    measures: Sequence[Measure] = ()
    known_gaps: Sequence[Gap] = ()
    old: Sequence[Fact] = ()

    def _at(self, as_of: datetime) -> list[Fact]:
        return [f for f in self.known if f.known_at <= as_of]

    async def lexicon(self) -> Lexicon:
        return Lexicon(
            info=INFO,
            entities=tuple(self.entities),
            measures=tuple(self.measures),
            documents=len(self.known),
            frequency={},
        )

    async def search(self, stems: Sequence[str], vector: Vector | None, *, as_of: datetime, limit: int) -> list[Hit]:
        return []

    async def gaps(self, stems_: Sequence[str], vector: Vector | None, *, limit: int) -> list[GapHit]:
        hits = [GapHit(gap=g, stems=stems(g.question), words=1.0, meaning=None) for g in self.known_gaps]
        return [h for h in hits if set(h.stems) & set(stems_)][:limit]

    async def facts(self, ids: Sequence[str], *, as_of: datetime) -> list[Fact]:
        known = {f.id: f for f in self._at(as_of)}
        return [known[i] for i in ids if i in known]

    async def successors(self, ids: Sequence[str], *, as_of: datetime) -> list[Fact]:
        return [f for f in self._at(as_of) if set(f.supersedes) & set(ids)]

    async def series(self, measure: str, *, as_of: datetime) -> list[Fact]:
        found = [f for f in self._at(as_of) if f.figure and f.figure.measure == measure]
        return sorted(found, key=lambda f: f.data_date)

    async def timeline(
        self, *, as_of: datetime, first: date, last: date, topic: str = "", entity: str = "", limit: int = 100
    ) -> list[Fact]:
        found = [
            f
            for f in self._at(as_of)
            if f.span.overlaps(Span(first, last))
            and (not topic or topic in f.topics)
            and (not entity or entity in (*f.actors, *f.places, f.said_by))
        ]
        return sorted(found, key=lambda f: (f.span.first, f.id))[:limit]

    async def since(self, after: datetime, *, as_of: datetime) -> list[Fact]:
        return sorted((f for f in self._at(as_of) if f.known_at > after), key=lambda f: (f.known_at, f.id))

    async def count(self, *, as_of: datetime) -> int:
        return len(self._at(as_of))

    async def deadlines(self, *, as_of: datetime) -> list[Fact]:
        found = [(f.deadline.due_at, f.id, f) for f in self._at(as_of) if f.deadline]
        return [f for *_, f in sorted(found)]

    async def disputed(self, *, as_of: datetime) -> list[Fact]:
        known = {f.id for f in self._at(as_of)}
        return [f for f in self._at(as_of) if known & set(f.disputes)]

    async def sources(self, *, as_of: datetime) -> list[Source]:
        found = {f.source.id: f.source for f in self._at(as_of)}
        return sorted(found.values(), key=lambda s: s.published, reverse=True)

    async def newest_source(self, *, as_of: datetime) -> date | None:
        return max((s.published for s in await self.sources(as_of=as_of)), default=None)

    async def names(self, *, as_of: datetime) -> frozenset[str]:
        known = self._at(as_of)
        named = {n for f in known for n in (*f.places, *f.actors, f.said_by)}
        return frozenset(named | {f.figure.measure for f in known if f.figure})

    async def versions(self, fact_id: str) -> list[Fact]:
        return sorted((f for f in (*self.known, *self.old) if f.id == fact_id), key=lambda f: -f.version)


@dataclass
class FakeJournal:
    """Keeps gaps in a list; `counts` has how many each workspace is said to have."""

    met: list[OpenGap] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    async def record(
        self,
        *,
        asked_at: datetime,
        workspace: str,
        conversation: str,
        turn: Turn,
        elapsed_ms: float,
        keep_text: bool,
        made: Made = EXTRACTIVE,
    ) -> int:
        return 1

    async def turns(self, workspace: str, conversation: str, *, limit: int) -> list[Turn]:
        return []

    async def add_gap(
        self, *, asked_at: datetime, workspace: str, question: str, reason: str, near: Sequence[str]
    ) -> None:
        number = len(self.met) + 1
        self.met.insert(0, OpenGap(id=number, asked_at=asked_at, question=question, reason=reason, near=tuple(near)))

    async def open_gaps(self, workspace: str, *, limit: int) -> list[OpenGap]:
        return self.met[:limit]

    async def open_count(self, workspace: str) -> int:
        return self.counts.get(workspace, len(self.met))


class FakeCases:
    """Tells a fixed status."""

    async def load(self, case: object) -> LoadReport:
        return LoadReport(added=0, changed=0, withdrawn=0, unchanged=0)

    async def status(self) -> StoreStatus:
        return StoreStatus(
            case_id="test",
            case_title="A test case",
            case_version="1",
            sources=3,
            facts=6,
            withdrawn=0,
            vectors=4,
            newest_source=date(2020, 3, 6),
            schema=1,
        )


class FakeAsker:
    """Answers with `reply`, or raises it where it is an exception; records what it was asked."""

    def __init__(self, reply: Reply | Exception | None = None) -> None:
        self.reply = reply
        self.asked: list[tuple[Question, bool]] = []

    async def ask(self, question: Question, *, record: bool = True, telling: Telling | None = None) -> Reply:
        self.asked.append((question, record))
        if isinstance(self.reply, Exception):
            raise self.reply
        if self.reply is not None:
            return self.reply
        return Abstention(reason="not-held", text="The base does not hold that.", as_of=question.as_of or question.now)


@dataclass
class FakeModel:
    """Replies with what `script` gives for a prompt, or raises it where it is an exception; records what it was asked.

    With `until` it waits for that first, and with `grows` it tells these values before it replies.
    """

    script: Callable[[Prompt], object] = lambda prompt: {}
    used: Used | None = None
    until: asyncio.Event | None = None
    grows: Sequence[object] = ()
    name: str = "fake/model"
    asked: list[tuple[Prompt, float]] = field(default_factory=list)
    under_way: int = 0
    most_under_way: int = 0
    begun: asyncio.Event = field(default_factory=asyncio.Event)

    async def complete(self, prompt: Prompt, *, timeout_s: float, grown: Grown | None = None) -> Completion:
        self.asked.append((prompt, timeout_s))
        self.begun.set()
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            await asyncio.sleep(0)
            if self.until is not None:
                await self.until.wait()
            reply = self.script(prompt)
        finally:
            self.under_way -= 1
        if isinstance(reply, Exception):
            raise reply
        if grown is not None:
            for value in self.grows:
                grown(value)
        return reply if isinstance(reply, Completion) else Completion(value=reply, used=self.used)
