"""Find what may answer a question: facts and known gaps by words and meaning, and the facts that they are linked to."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from bot.domain.asking.rank import Ranked
from bot.domain.asking.roots import exclude
from bot.domain.asking.say import Evidence
from bot.domain.asking.series import measure_of
from bot.domain.asking.understand import Reader, Reading
from bot.domain.errors import EmbedderError
from bot.domain.facts import Fact
from bot.domain.ports import Embedder, FactBase, GapHit, Hit, Lexicon, Vector

FOUND = 40
"""Facts that are looked at, by words and by meaning each."""
FOUND_OF_TOPIC = 200
"""The same where only those on one topic are kept."""
GAPS = 20
"""Known gaps that are looked at."""
LINKED = 6
"""Of how many of the best facts the links are followed."""
STEPS = 2
"""How many links are followed in a row."""

H = TypeVar("H", Hit, GapHit)


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What a search brought, in no order yet. `superseded` are the ids of the hits that newer facts replace."""

    hits: Sequence[Hit]
    gaps: Sequence[GapHit]
    superseded: frozenset[str]


class Finder:
    """Searches the facts that are known at a moment. It keeps nothing but what it read of the lexicon."""

    def __init__(self, facts: FactBase, embedder: Embedder | None) -> None:
        self._facts = facts
        self._embedder = embedder
        self._read_for: Lexicon | None = None
        self._reader: Reader | None = None
        self._reading = asyncio.Lock()

    async def reader(self) -> Reader:
        """The reader of questions for the facts as they are now; the same one until they change."""
        lexicon = await self._facts.lexicon()
        async with self._reading:
            if self._reader is None or lexicon is not self._read_for:
                self._reader = await asyncio.to_thread(Reader, lexicon)
                self._read_for = lexicon
            return self._reader

    async def find(self, reading: Reading, *, as_of: datetime, focus: Sequence[Fact] = (), topic: str = "") -> Found:
        """The facts and gaps near a question; those in `focus` are among the hits even where nothing found them.

        With `topic` only facts on it.
        """
        vector = await self._vector(reading.text)
        hits, gaps = await asyncio.gather(
            self._facts.search(reading.search, vector, as_of=as_of, limit=FOUND_OF_TOPIC if topic else FOUND),
            self._facts.gaps(reading.search, vector, limit=GAPS),
        )
        if vector and self._embedder:
            hits, gaps = _scaled(hits, self._embedder), _scaled(gaps, self._embedder)
        gaps = [g for g in gaps if not exclude(reading.own, set(g.stems))]
        met = {h.fact.id for h in hits}
        hits = [*hits, *(Hit(fact=f, words=0.0, meaning=None, asks=()) for f in focus if f.id not in met)]
        hits = [h for h in hits if topic in h.fact.topics] if topic else hits
        newer = await self._facts.successors([h.fact.id for h in hits], as_of=as_of)
        return Found(hits=hits, gaps=gaps, superseded=frozenset(i for f in newer for i in f.supersedes))

    async def evidence(
        self, reader: Reader, reading: Reading, ranked: Sequence[Ranked], *, as_of: datetime, topic: str = ""
    ) -> Evidence:
        """What may be told of the ranked facts: they, what they are linked to, and the series that is asked for.

        With `topic` only the figures on it; what disputes a fact is told in any case.
        """
        measure_id = measure_of(reading, ranked)
        figures = await self._facts.series(measure_id, as_of=as_of) if measure_id else []
        figures = [f for f in figures if topic in f.topics] if topic else figures
        linked = await self._linked([*(r.fact for r in ranked[:LINKED]), *figures], as_of=as_of)
        measure = next((m for m in reader.measures if m.id == measure_id), None) if figures else None
        return Evidence(
            ranked=ranked, linked=linked, measure=measure, figures=figures if measure else (), measures=reader.measures
        )

    async def _vector(self, text: str) -> Vector | None:
        """The question's vector; without one, search goes by words alone."""
        if self._embedder is None:
            return None
        try:
            return (await self._embedder.embed([text], kind="query"))[0]
        except EmbedderError:
            return None

    async def _linked(self, facts: Sequence[Fact], *, as_of: datetime) -> dict[str, Fact]:
        """The known facts, by id, that these dispute or that tell how their deadlines ended, and in turn theirs."""
        linked: dict[str, Fact] = {}
        for _ in range(STEPS):
            ids = {i for f in facts for i in (*f.disputes, *(f.deadline.outcome_facts if f.deadline else ()))}
            facts = await self._facts.facts(sorted(ids - linked.keys()), as_of=as_of)
            linked.update({f.id: f for f in facts})
        return linked


def _scaled(found: Sequence[H], embedder: Embedder) -> list[H]:
    """The found with their cosines brought to the scale of all embedders."""
    width = embedder.related - embedder.unrelated
    return [replace(h, meaning=(h.meaning - embedder.unrelated) / width) if h.meaning is not None else h for h in found]
