"""What was read from the fact base and stays true until the next load."""

from __future__ import annotations

import asyncio
import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from typing import Any

from bot.domain.errors import StoreError
from bot.domain.facts import Fact, Gap, Source
from bot.domain.ports import Lexicon, Usage
from storage import bodies
from storage.queries import FACTS
from storage.sqlite import Database

MOST_FACTS = 4096
"""Facts kept in memory; the oldest go first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact with its asks as stems."""

    fact: Fact
    asks: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class GapEntry:
    """A known gap with its question as stems."""

    gap: Gap
    stems: tuple[str, ...]


@dataclass(slots=True)
class Memory:
    """Belongs to one state of the facts, counted by `change`. `linked`: when each linked fact became known."""

    change: int = -1
    linked: Mapping[str, int] = field(default_factory=dict)
    _entries: dict[int, Entry] = field(default_factory=dict)
    _gaps: dict[int, GapEntry] = field(default_factory=dict)
    _sources: dict[str, Source] = field(default_factory=dict)
    _dated: list[tuple[int, Source]] | None = None
    _newest: list[tuple[int, date]] | None = None
    _named: list[tuple[str, int]] | None = None
    _lexicon: Lexicon | None = None

    @classmethod
    async def of(cls, db: Database, change: int) -> Memory:
        """An empty memory of the facts as they are now."""
        return cls(change=change, linked=dict(await db.rows(FACTS.linked)))

    def source(self, source_id: str, body: str) -> Source:
        """The source of this body, decoded once."""
        if source_id not in self._sources:
            _make_room(self._sources)
            self._sources[source_id] = bodies.read_source(body)
        return self._sources[source_id]

    async def sources(self, db: Database) -> list[tuple[int, Source]]:
        """Every source with the second from which it is known, newest first."""
        if self._dated is None:
            rows = await db.rows(FACTS.sources)
            self._dated = [(known_at, bodies.read_source(body)) for known_at, body in rows]
        return self._dated

    async def newest_source(self, db: Database, at: int) -> date | None:
        """The latest day on which a source that is known at `at` was published."""
        if self._newest is None:
            rows = await db.rows(FACTS.published)
            days = accumulate((date.fromisoformat(published) for _, published in rows), max)
            self._newest = [(known_at, day) for (known_at, _), day in zip(rows, days, strict=True)]
        known = bisect_right(self._newest, at, key=lambda step: step[0])
        return self._newest[known - 1][1] if known else None

    async def named(self, db: Database) -> list[tuple[str, int]]:
        """Every name and measure that facts carry, with the second from which one of them is known."""
        if self._named is None:
            self._named = [(name, known_at) for name, known_at in await db.rows(FACTS.named)]
        return self._named

    async def entries(self, db: Database, rows: Iterable[int], at: int) -> dict[int, Entry]:
        """Facts by row, as far as they are current; those not yet in memory also only if known at `at`."""
        found: dict[int, Entry] = {}
        missing = []
        for row in rows:
            if entry := self._entries.get(row):
                found[row] = entry
            else:
                missing.append(row)
        if missing:
            for row, *columns in await db.rows(FACTS.by_row, rows=json.dumps(missing), as_of=at):
                found[row] = self._keep(row, *columns)
        return found

    def _keep(
        self, row: int, fact_id: str, version: int, known_at: int, body: str, source_id: str, source: str, asked: str
    ) -> Entry:
        fact = bodies.read_fact(fact_id, version, known_at, body, self.source(source_id, source))
        _make_room(self._entries)
        entry = self._entries[row] = Entry(fact, bodies.read_stems(asked))
        return entry

    async def gaps(self, db: Database, rows: Iterable[int]) -> dict[int, GapEntry]:
        """Known gaps by row."""
        wanted = list(rows)
        if missing := [row for row in wanted if row not in self._gaps]:
            for row, body, stems in await db.rows(FACTS.gaps_by_row, rows=json.dumps(missing)):
                _make_room(self._gaps)
                self._gaps[row] = GapEntry(bodies.read_gap(body), tuple(json.loads(stems)))
        return {row: self._gaps[row] for row in wanted if row in self._gaps}

    async def lexicon(self, db: Database) -> Lexicon:
        """The names and words of the case. Raises StoreError where no case is loaded."""
        if self._lexicon is None:
            info = await db.row(FACTS.case_info)
            if info is None:
                raise StoreError(f"{db.path}: no case is loaded; load one with `sitrep load PATH`")
            count = await db.row(FACTS.documents)
            asked = await db.rows(FACTS.asked)
            gaps = await db.rows(FACTS.gap_stems)
            self._lexicon = Lexicon(
                info=bodies.read_case_info(info[0]),
                entities=tuple(bodies.read_entity(body) for (body,) in await db.rows(FACTS.entities)),
                measures=tuple(bodies.read_measure(body) for (body,) in await db.rows(FACTS.measures)),
                documents=count[0] if count else 0,
                frequency=dict(await db.rows(FACTS.words)),
                asks=await asyncio.to_thread(_usage, (ask for (body,) in asked for ask in json.loads(body))),
                gaps=await asyncio.to_thread(_usage, (json.loads(body) for (body,) in gaps)),
            )
        return self._lexicon


def _usage(texts: Iterable[Iterable[str]]) -> Usage:
    """In how many texts each stem stands."""
    count = 0
    frequency: Counter[str] = Counter()
    for text in texts:
        count += 1
        frequency.update(set(text))
    return Usage(count, frequency)


def _make_room(held: dict[Any, Any]) -> None:
    if len(held) >= MOST_FACTS:
        del held[next(iter(held))]
