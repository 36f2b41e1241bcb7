"""Answer or abstain: is the fact that we would show the right one?

The strongest sign is whether the question lies nearer to a question that a fact answers than to one that the base is
known not to answer. The rest asks whether what the question demands (names, days, numbers, kind) is present.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.domain.asking.rank import Ranked, content_of
from bot.domain.asking.understand import Reader, Reading
from bot.domain.asking.weights import DECIDE, MEAN, NEEDED
from bot.domain.facts import Fact
from bot.domain.ports import GapHit

SIGNS: dict[str, Literal[-1, 1]] = {
    "score": 1,
    "vote": 1,
    "focus_ask": 1,
    "cover": 1,
    "gap_focus": -1,
    "gap_meaning": -1,
    "lean": -1,
    "time_off": -1,
}
"""What is looked at, and whether more of it speaks for an answer or against one; the fit may not turn it round."""
LESS = 0.6
"""What a follow-up needs of the probability that a question needs."""
FAR = 0.0
"""A question without a name from the case whose meaning is no nearer than this to any fact is about something else."""
SPEAKERS = ("person", "organisation", "state", "armed-group")
CLEARLY = 0.7
"""Meaning nearer than this to a gap speaks against an answer; being like none must not speak for one."""
NEIGHBOURS = 12
"""How many of the nearest indexed questions vote."""
STEEPNESS = 8.0
"""How much more the nearer of them weigh."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """Whether to answer. `reasons` are the signs that weighed most, with what each added to the log odds."""

    answers: bool
    probability: float
    needed: float
    reasons: tuple[tuple[str, float], ...] = ()


def decide(
    reader: Reader, reading: Reading, ranked: Sequence[Ranked], gaps: Sequence[GapHit], *, follows: bool = False
) -> Verdict:
    """Judge whether the best-ranked facts answer the question.

    A question that `follows` on an answer needs less: what was said before has found the neighbourhood already.
    """
    felt = any(g.meaning is not None for g in gaps) or any(r.features["meaning"] for r in ranked)
    kind = "meaning" if felt else "words"
    needed = NEEDED[kind] * (LESS if follows else 1.0)
    if not ranked:
        return Verdict(answers=False, probability=0.0, needed=needed)
    fitted = DECIDE[kind]
    found = signs(reader, reading, ranked, gaps)
    parts = {name: fitted[name] * (found[name] - fitted_mean) for name, fitted_mean in MEAN[kind].items()}
    probability = 1 / (1 + math.exp(-(fitted["bias"] + sum(parts.values()))))
    heaviest = sorted(parts.items(), key=lambda item: -abs(item[1]))[:6]
    far = kind == "meaning" and not reading.names and max(r.features["meaning"] for r in ranked[:3]) < FAR
    apt = (
        not far
        and any(len(t) > 1 and t.isalpha() for t in reading.own)
        and not asks_stranger(reader, reading, ranked[:2])
    )
    return Verdict(
        answers=probability >= needed and apt, probability=probability, needed=needed, reasons=tuple(heaviest)
    )


def asks_stranger(reader: Reader, reading: Reading, shown: Sequence[Ranked]) -> bool:
    """Is it asked what somebody says of whom the base tells nothing, such as a president of elsewhere?

    The sign of it is a word that no fact has, where none of the shown facts is by or about anybody whom the question
    names.
    """
    if "position" not in reading.wants:
        return False
    told = {name for r in shown for name in (*r.fact.actors, r.fact.said_by)}
    named = any(m.entity.name in told for m in reading.mentions if m.entity.kind in SPEAKERS)
    return not named and any(not reader.known(t) for t in reading.own if t.isalpha())


def signs(reader: Reader, reading: Reading, ranked: Sequence[Ranked], gaps: Sequence[GapHit]) -> dict[str, float]:
    """What speaks for and against showing the best-ranked facts.

    `focus_ask` is the likeness of what is asked beyond what the fact is about, which look-alikes share. `lean` tells of
    words that go with questions which the base does not answer, whatever they are about ("model", "ambassador").
    """
    top, three = ranked[0], ranked[:3]
    near = {r.fact.id: r.fact for r in ranked}
    alike = [(reader.likeness(reading, g.stems), g) for g in gaps]
    topic = content_of(top.fact)
    return {
        "score": top.score,
        "vote": _vote([a for r in ranked for a in r.alike], [a for a, _ in alike]),
        "focus_ask": max((reader.focus_likeness(reading, a, topic) for r in three for a in r.asks), default=0.0),
        "cover": top.features["cover"],
        "gap_focus": max((a * _shares_focus(reader, reading, g, near) for a, g in alike), default=0.0),
        "gap_meaning": max([CLEARLY, *(g.meaning for g in gaps if g.meaning is not None)]),
        "lean": sum(reader.lean(t) for t in reading.asked) / (len(reading.asked) + 2),
        "time_off": top.features["time_off"],
    }


def _shares_focus(reader: Reader, reading: Reading, gap: GapHit, near: Mapping[str, Fact]) -> float:
    """How much of what a gap asks beyond the facts near it the question asks too."""
    about = [content_of(near[i]) for i in gap.gap.near if i in near]
    if not about:
        return 0.5
    focus = set(gap.stems).difference(*about)
    weight = reader.weight(focus)
    return reader.weight(focus & reading.asked) / weight if weight else 0.5


def _vote(asks: Sequence[float], gaps: Sequence[float]) -> float:
    """The share of answerable ones among the indexed questions nearest to this one, the nearer weighing more."""
    nearest = sorted([*((a, 1.0) for a in asks), *((g, 0.0) for g in gaps)], reverse=True)[:NEIGHBOURS]
    weights = [math.exp(STEEPNESS * likeness) for likeness, _ in nearest]
    return sum(w * kind for w, (_, kind) in zip(weights, nearest, strict=True)) / sum(weights) if weights else 0.5
