"""Which of the found facts answers the question: features of a fact for a question, and their fitted weighing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.asking.roots import roots
from bot.domain.asking.understand import Reader, Reading
from bot.domain.asking.weights import RANK
from bot.domain.facts import Fact
from bot.domain.ports import Hit

FEATURES = (
    "words", "words_best", "meaning", "meaning_best", "ask", "ask_second", "cover", "cover_statement", "names",
    "speaker", "time", "time_off", "figure", "no_figure", "deadline", "position", "stale", "credible", "rarest",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranked:
    """A found fact with its features (by name) and score; higher is better. `covered` are the question's roots that it,
    or a question that it answers, has; `alike` is how alike the question and each of its `asks` are.
    """

    fact: Fact
    score: float
    covered: frozenset[str]
    asks: tuple[tuple[str, ...], ...] = ()
    alike: tuple[float, ...] = ()
    features: dict[str, float]


@lru_cache(maxsize=20_000)
def content(statement: str, names: tuple[str, ...]) -> frozenset[str]:
    """The roots of a fact's own words."""
    return frozenset(roots(" ".join((statement, *names))))


def content_of(fact: Fact) -> frozenset[str]:
    """The roots of a fact's statement, speaker, actors and places."""
    return content(fact.statement, (fact.said_by, *fact.actors, *fact.places))


def features(
    reader: Reader, reading: Reading, hits: Sequence[Hit], superseded: frozenset[str]
) -> list[tuple[dict[str, float], frozenset[str], tuple[float, ...]]]:
    """Of every hit the features, relative to its rivals where that matters, the roots that it covers, and how alike
    the question and each of its asks are.
    """
    best_words = max((h.words for h in hits), default=0.0) or 1.0
    best_meaning = max((h.meaning for h in hits if h.meaning is not None), default=0.0)
    total = reading.weight or 1.0
    rarest = max(sorted(reading.own), key=reader.idf, default="")
    named = reading.names
    rows = []
    for hit in hits:
        fact = hit.fact
        shared = [reading.asked.intersection(a) for a in hit.asks]
        alike = tuple(reader.likeness_by(reading, s, a) for s, a in zip(shared, hit.asks, strict=True))
        asks = sorted(alike, reverse=True) or [0.0]
        said = reading.own & content_of(fact)
        covered = reading.own & said.union(*shared)
        row = {
            "words": hit.words / (5.0 + hit.words),
            "words_best": hit.words / best_words,
            "meaning": hit.meaning if hit.meaning is not None else 0.0,
            "meaning_best": hit.meaning - best_meaning if hit.meaning is not None else 0.0,
            "ask": asks[0],
            "ask_second": asks[min(1, len(asks) - 1)],
            "cover": reader.weight(covered) / total,
            "cover_statement": reader.weight(said) / total,
            "rarest": float(rarest in covered),
        }
        row.update(_fit(reading, named, fact))
        row["stale"] = float(fact.id in superseded and (reading.latest or not reading.times))
        row["credible"] = (3 - fact.credibility) / 3
        rows.append((row, covered, alike))
    return rows


def _fit(reading: Reading, named: frozenset[str], fact: Fact) -> dict[str, float]:
    """How well a fact meets what the question, which names `named`, demands beyond its words."""
    about = {*fact.actors, *fact.places, fact.said_by}
    wants = reading.wants
    dated = [t for t in reading.times if t.relation in ("on", "before")]
    hit = [t for t in dated if fact.span.overlaps(t.span)]
    sharp = [t for t in hit if fact.span.days <= max(10, 2 * t.span.days)]
    return {
        "names": len(named & about) / len(named) if named else 0.0,
        "speaker": float(bool(fact.said_by) and fact.said_by in named and "position" in wants),
        "time": len(sharp) / len(dated) if dated else 0.0,
        "time_off": 1 - len(hit) / len(dated) if dated else 0.0,
        "figure": float("how-many" in wants and fact.figure is not None),
        "no_figure": float("how-many" in wants and not any(c.isdigit() for c in fact.statement)),
        "deadline": float("deadline" in wants and fact.deadline is not None),
        "position": float("position" in wants and fact.kind in ("position", "assessment")),
    }


def rank(reader: Reader, reading: Reading, hits: Sequence[Hit], *, superseded: frozenset[str]) -> list[Ranked]:
    """The hits, best first; ties fall by fact id so that the order never wavers."""
    fitted = RANK["meaning" if any(h.meaning is not None for h in hits) else "words"]
    rows = features(reader, reading, hits, superseded)
    ranked = [
        Ranked(
            fact=h.fact,
            score=sum([fitted[n] * row[n] for n in FEATURES]),
            features=row,
            covered=covered,
            asks=h.asks,
            alike=alike,
        )
        for h, (row, covered, alike) in zip(hits, rows, strict=True)
    ]
    return sorted(ranked, key=lambda r: (-r.score, r.fact.id))
