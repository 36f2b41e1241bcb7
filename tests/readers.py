"""Readers and found facts made by hand, for tests of ranking, deciding and saying."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from bot.domain.asking.demand import marked
from bot.domain.asking.rank import FEATURES, Ranked, content_of
from bot.domain.asking.understand import Reader, Reading
from bot.domain.asking.words import stems
from bot.domain.facts import Fact, Gap
from bot.domain.ports import GapHit, Hit, Lexicon, Usage
from tests.fakes import INFO
from tests.samples import DEADLINE, DEATHS, ENTITIES, FIRST, MEASURE, OUTCOME, RUSSIAN, SECOND, TURKISH

SAMPLES = (FIRST, SECOND, TURKISH, RUSSIAN, DEADLINE, OUTCOME)
TODAY = date(2020, 3, 10)


def reader(
    facts: Sequence[Fact] = SAMPLES, *, asks: Sequence[str] = (), gaps: Sequence[str] = (), entities=ENTITIES
) -> Reader:
    """A reader of a base that holds these facts, and these questions with and without an answer."""
    held = Counter(t for f in facts for t in content_of(f) | set(stems(" ".join(f.asks))))
    return Reader(
        Lexicon(
            info=INFO,
            entities=tuple(entities),
            measures=(MEASURE, DEATHS),
            documents=len(facts),
            frequency=held | Counter({t: 1 for a in asks for t in stems(a) if t not in held}),
            asks=Usage(len(asks), Counter(t for a in asks for t in set(marked(a)))),
            gaps=Usage(len(gaps), Counter(t for g in gaps for t in set(marked(g)))),
        )
    )


def reading(text: str, by: Reader | None = None) -> Reading:
    """A question, asked on 10 March 2020."""
    return (by or reader()).read(text, today=TODAY)


def hit(fact: Fact, *asks: str, words: float = 5.0, meaning: float | None = None) -> Hit:
    """A found fact, with the index questions that it answers."""
    return Hit(fact=fact, words=words, meaning=meaning, asks=tuple(marked(a) for a in asks))


def ranked(*facts: Fact, step: float = 0.0) -> list[Ranked]:
    """The facts as ranked, each `step` below the one before it."""
    return [
        Ranked(
            fact=f, score=5.0 - n * step, covered=frozenset(), features=dict.fromkeys(FEATURES, 0.0) | {"cover": 1.0}
        )
        for n, f in enumerate(facts)
    ]


def gap_hit(gap: Gap, *, meaning: float | None = None) -> GapHit:
    """A known gap near the question."""
    return GapHit(gap=gap, stems=marked(gap.question), words=5.0, meaning=meaning)
