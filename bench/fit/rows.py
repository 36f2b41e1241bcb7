"""Asks the questions: what is found for each, and what the answer would be under given weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bench.fit.questions import Asked
from bench.fit.score import Judged
from bot.domain.asking.decide import SIGNS, signs
from bot.domain.asking.rank import FEATURES, Ranked, rank
from bot.domain.asking.say import say
from bot.domain.asking.understand import Reader, Reading
from bot.domain.ports import GapHit
from bot.services.find import Finder
from handlers.moments import parse_moment

NOW = datetime(2026, 11, 1, tzinfo=UTC)
"""When questions without a moment are asked: one instant for all, so that a fit can be repeated."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A question with everything that the fit looks at. `ranked` are the found facts with their features."""

    asked: Asked
    finder: Finder
    reader: Reader
    reading: Reading
    as_of: datetime
    ranked: Sequence[Ranked]
    gaps: Sequence[GapHit]

    def ranked_by(self, ranking: Mapping[str, float]) -> list[Ranked]:
        """The found facts as these weights order them."""
        scored = [replace(r, score=sum(ranking[n] * r.features[n] for n in FEATURES)) for r in self.ranked]
        return sorted(scored, key=lambda r: (-r.score, r.fact.id))


async def collect(asked: Sequence[Asked], finder: Finder) -> list[Row]:
    """What is found for each question, as of its moment."""
    reader = await finder.reader()
    zone = reader.info.timezone
    rows = []
    for question in asked:
        as_of = parse_moment(question.as_of, zone=zone, now=NOW) if question.as_of else NOW
        reading = reader.read(question.text, today=as_of.astimezone(ZoneInfo(zone)).date())
        found = await finder.find(reading, as_of=as_of)
        ranked = rank(reader, reading, found.hits, superseded=found.superseded)
        rows.append(
            Row(
                asked=question,
                finder=finder,
                reader=reader,
                reading=reading,
                as_of=as_of,
                ranked=ranked,
                gaps=found.gaps,
            )
        )
    return rows


async def judge(rows: Sequence[Row], ranking: Mapping[str, float]) -> list[Judged]:
    """What the answers would be with facts ranked by these weights, and what speaks for and against giving them."""
    return [await _judge(row, ranking) for row in rows]


async def _judge(row: Row, ranking: Mapping[str, float]) -> Judged:
    asked = row.asked
    ranked = row.ranked_by(ranking)
    if not ranked:
        return Judged(answerable=asked.answerable, right=False, signs=None)
    evidence = await row.finder.evidence(row.reader, row.reading, ranked, as_of=row.as_of)
    answer = say(row.reading, evidence, as_of=row.as_of, now=row.as_of)
    right = any(asked.is_right(f) for f in answer.cited)
    if asked.expect == "disputed":
        right = right and answer.status == "disputed"
    found = signs(row.reader, row.reading, ranked, row.gaps)
    return Judged(answerable=asked.answerable, right=right, signs=tuple(found[n] for n in SIGNS))
