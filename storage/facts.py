"""The fact base, read as of a moment."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from bot.domain.facts import Fact, Source
from bot.domain.ports import GapHit, Hit, Lexicon, Vector
from storage import bodies
from storage.asof import as_known
from storage.matching import RANK, match
from storage.memory import Entry, Memory
from storage.queries import FACTS
from storage.sqlite import Database
from storage.vectors import Vectors


class Facts:
    """FactBase. What was read stays in memory until a load changes it."""

    def __init__(self, db: Database, vectors: Vectors) -> None:
        self._db = db
        self._vectors = vectors
        self._memory = Memory()

    async def lexicon(self) -> Lexicon:
        """The names and words of the case. Raises StoreError where no case is loaded."""
        memory, _ = await self._fresh()
        return await memory.lexicon(self._db)

    async def search(self, stems: Sequence[str], vector: Vector | None, *, as_of: datetime, limit: int) -> list[Hit]:
        """The best facts by words and by meaning together, at most `limit` from each; best words first.

        `stems` are folded words; the index brings them to their stems itself.
        """
        memory, change = await self._fresh()
        at = bodies.seconds(as_of)
        found = await self._matches(memory, FACTS.search, stems, as_of=at, limit=limit, weights=RANK)
        near: dict[int, float] = {}
        if vector:
            near = await self._vectors.near("fact", vector, as_of=at, limit=limit, wanted=found, change=change)
        rows = [*found, *(row for row in near if row not in found)]
        entries = await self._entries(memory, rows, at)
        return [
            Hit(
                fact=as_known(entries[row].fact, memory.linked, at),
                words=found.get(row, 0.0),
                meaning=near.get(row),
                asks=entries[row].asks,
            )
            for row in rows
            if row in entries
        ]

    async def gaps(self, stems: Sequence[str], vector: Vector | None, *, limit: int) -> list[GapHit]:
        """The known gaps nearest to the question by words and by meaning together, at most `limit` from each."""
        memory, change = await self._fresh()
        found = await self._matches(memory, FACTS.search_gaps, stems, limit=limit)
        near: dict[int, float] = {}
        if vector:
            near = await self._vectors.near("gap", vector, as_of=0, limit=limit, wanted=found, change=change)
        rows = [*found, *(row for row in near if row not in found)]
        held = await memory.gaps(self._db, rows)
        return [
            GapHit(gap=held[row].gap, stems=held[row].stems, words=found.get(row, 0.0), meaning=near.get(row))
            for row in rows
            if row in held
        ]

    async def facts(self, ids: Sequence[str], *, as_of: datetime) -> list[Fact]:
        """The facts of these ids that are known, in the order of `ids`."""
        return await self._listed(FACTS.rows_by_id, as_of, ids=_json(ids)) if ids else []

    async def successors(self, ids: Sequence[str], *, as_of: datetime) -> list[Fact]:
        """Known facts that supersede one of these, in order of their data."""
        return await self._listed(FACTS.rows_of_successors, as_of, ids=_json(ids)) if ids else []

    async def series(self, measure: str, *, as_of: datetime) -> list[Fact]:
        """The figures of a measure in order of their data."""
        return await self._listed(FACTS.rows_of_series, as_of, measure=_text(measure))

    async def timeline(
        self, *, as_of: datetime, first: date, last: date, topic: str = "", entity: str = "", limit: int = 100
    ) -> list[Fact]:
        """Facts whose event date overlaps the days from `first` to `last`, in order of event date.

        `entity` is a name as facts write it: a place, an actor or a speaker.
        """
        days = {"first": first.isoformat(), "last": last.isoformat()}
        names = {"topic": _text(topic), "entity": _text(entity)}
        return await self._listed(FACTS.rows_of_timeline, as_of, limit=limit, **days, **names)

    async def since(self, after: datetime, *, as_of: datetime) -> list[Fact]:
        """Facts that became known later than `after`, in the order in which they did."""
        return await self._listed(FACTS.rows_since, as_of, after=bodies.seconds(after))

    async def count(self, *, as_of: datetime) -> int:
        """How many facts are known."""
        ((known,),) = await self._db.rows(FACTS.known, as_of=bodies.seconds(as_of))
        return int(known)

    async def deadlines(self, *, as_of: datetime) -> list[Fact]:
        """Deadline facts in order of their due instant."""
        return await self._listed(FACTS.rows_of_deadlines, as_of)

    async def disputed(self, *, as_of: datetime) -> list[Fact]:
        """Facts that dispute one another, both known, in order of event date."""
        return await self._listed(FACTS.rows_of_disputed, as_of)

    async def sources(self, *, as_of: datetime) -> list[Source]:
        """Sources published by then, newest first."""
        memory, _ = await self._fresh()
        at = bodies.seconds(as_of)
        return [source for known_at, source in await memory.sources(self._db) if known_at <= at]

    async def newest_source(self, *, as_of: datetime) -> date | None:
        """The day on which the newest source known by then appeared."""
        memory, _ = await self._fresh()
        return await memory.newest_source(self._db, bodies.seconds(as_of))

    async def names(self, *, as_of: datetime) -> frozenset[str]:
        """The names of entities and the ids of measures that known facts carry."""
        memory, _ = await self._fresh()
        at = bodies.seconds(as_of)
        return frozenset(name for name, known_at in await memory.named(self._db) if known_at <= at)

    async def versions(self, fact_id: str) -> list[Fact]:
        """Every version of a fact as it was stored, newest first; empty for an unknown id."""
        rows = await self._db.rows(FACTS.versions, id=_text(fact_id))
        return [
            bodies.read_fact(found, version, known_at, body, bodies.read_source(source))
            for _, found, version, known_at, body, _, source in rows
        ]

    async def _fresh(self) -> tuple[Memory, tuple[int, int]]:
        facts, vectors = (await self._db.rows(FACTS.changes))[0]
        if facts != self._memory.change:
            self._memory = await Memory.of(self._db, facts)
        return self._memory, (facts, vectors)

    async def _matches(self, memory: Memory, query: Any, words: Sequence[str], **params: object) -> dict[int, float]:
        """Score by row, best first."""
        lexicon = await memory.lexicon(self._db)
        wanted = match(words, lexicon.frequency, lexicon.documents)
        return dict(await self._db.rows(query, match=wanted, **params)) if wanted else {}

    async def _listed(self, query: Any, as_of: datetime, **params: object) -> list[Fact]:
        memory, _ = await self._fresh()
        at = bodies.seconds(as_of)
        rows = [row for (row,) in await self._db.rows(query, as_of=at, **params)]
        entries = await self._entries(memory, rows, at)
        return [as_known(entries[row].fact, memory.linked, at) for row in rows if row in entries]

    async def _entries(self, memory: Memory, rows: Iterable[int], at: int) -> dict[int, Entry]:
        entries = await memory.entries(self._db, rows, at)
        return {row: entry for row, entry in entries.items() if bodies.seconds(entry.fact.known_at) <= at}


def _json(ids: Sequence[str]) -> str:
    return json.dumps(list(dict.fromkeys(_text(i) for i in ids)))


def _text(text: str) -> str:
    """Text that SQLite takes; a name with a lone surrogate is no name of ours."""
    return text.encode("utf-8", "replace").decode()
