"""How good a decision is: who is answered and who refused, at a probability that is needed for an answer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

MOST_FALSE = 0.24
"""The share of the files' unanswerable questions, half of them terse look-alikes, that may be answered."""
TRIED = tuple(n / 100 for n in range(30, 95))
"""Probabilities that an answer may be made to need."""
SHOWN = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75)
"""Those of them that are reported."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """A question's answer, were it given. It is `right` where it cites a right fact.

    `signs` are what speaks for and against the answer, in the order of SIGNS; None where nothing was found.
    """

    answerable: bool
    right: bool
    signs: tuple[float, ...] | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """Shares from 0 to 1: questions met rightly, unanswerable ones answered, answerable ones refused."""

    accuracy: float
    false_answers: float
    refused: float


def tally(judged: Sequence[Judged], sure: Sequence[float], needed: float) -> Tally:
    """What comes of answering where the probability in `sure` is at least `needed`."""
    pairs = list(zip(judged, sure, strict=True))
    return Tally(
        accuracy=_share([j.right and p >= needed if j.answerable else p < needed for j, p in pairs]),
        false_answers=_share([p >= needed for j, p in pairs if not j.answerable]),
        refused=_share([p < needed for j, p in pairs if j.answerable]),
    )


def auroc(judged: Sequence[Judged], sure: Sequence[float]) -> float:
    """How often an answerable question is surer than an unanswerable one, ties counting half; nan without both."""
    yes = [p for j, p in zip(judged, sure, strict=True) if j.answerable]
    no = [p for j, p in zip(judged, sure, strict=True) if not j.answerable]
    won = sum((p > q) + (p == q) / 2 for p in yes for q in no)
    return won / (len(yes) * len(no)) if yes and no else math.nan


def choose(judged: Sequence[Judged], sure: Sequence[float]) -> float:
    """The lowest probability to need that keeps false answers at `MOST_FALSE` or below."""
    for needed in TRIED:
        if tally(judged, sure, needed).false_answers <= MOST_FALSE:
            return needed
    raise SystemExit(f"fit: even at {TRIED[-1]:.2f} more than {MOST_FALSE:.0%} of the unanswerable are answered")


def heading(kind: str) -> str:
    """What the columns of `line` are."""
    needed = " | ".join(f"at {n:<11.2f}" for n in SHOWN)
    return f"{kind:10} AUROC right | {needed} (accuracy, false answers, refused)"


def line(name: str, judged: Sequence[Judged], sure: Sequence[float]) -> str:
    """One set's scores; `right` is the share of its answerable questions whose answer, if given, is right."""
    right = _share([j.right for j in judged if j.answerable])
    tallies = [tally(judged, sure, needed) for needed in SHOWN]
    shown = " | ".join(f"{t.accuracy:.2f} {t.false_answers:.2f} {t.refused:.2f}" for t in tallies)
    return f"{name:10} {auroc(judged, sure):.3f} {right:.2f}  | {shown}"


def _share(given: Sequence[bool]) -> float:
    return sum(given) / max(1, len(given))
