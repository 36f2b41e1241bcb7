"""Figures of one measure: which measure a question is about, which figure of it answers, and how the series reads."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from datetime import date

from bot.domain.asking.rank import Ranked
from bot.domain.asking.understand import Reading
from bot.domain.edtf import MONTHS
from bot.domain.facts import Fact, Figure

POOL = 12
"""How many of the best facts vote for a measure."""
OUTWEIGHS = 1.5
"""How much more all facts of another measure must weigh together than those of the best fact's own."""
BEHIND = 1.5
"""How far the best fact of a measure may score behind the best of all."""
LONGEST = 8
"""How many figures a series shows at most, unless the question asks how they developed."""
_BOUND = {"exact": "", "about": "about ", "at-least": "at least ", "at-most": "at most "}


def asks_figures(reading: Reading) -> bool:
    """Is it a question that a series can answer?"""
    return bool(reading.wants & {"how-many", "trend", "compare"}) or reading.latest


def measure_of(reading: Reading, ranked: Sequence[Ranked]) -> str:
    """The measure that the question is about, or "".

    The facts of a measure say nearly the same thing of different days, so they share the question's words between
    them: their scores are pooled before they are compared with those of facts that stand alone.
    """
    if not ranked or not asks_figures(reading):
        return ""
    trend = "trend" in reading.wants
    pooled: dict[str, float] = {}
    best_of: dict[str, float] = {}
    days: dict[str, set[date]] = {}
    for item in ranked[: 2 * POOL if trend else POOL]:
        measure = item.fact.figure.measure if item.fact.figure else ""
        if measure:
            pooled[measure] = pooled.get(measure, 0.0) + math.exp(item.score)
            best_of[measure] = max(best_of.get(measure, item.score), item.score)
            days.setdefault(measure, set()).add(item.fact.data_date)
    if trend:
        pooled = {m: p for m, p in pooled.items() if len(days[m]) > 1} or pooled
    if not pooled:
        return ""
    best = max(pooled, key=lambda m: (pooled[m], m))
    top = ranked[0]
    own = top.fact.figure.measure if top.fact.figure else ""
    if own in pooled and not trend:
        return own if pooled[best] < OUTWEIGHS * pooled[own] else best
    stands = math.log(pooled[best]) > top.score - 0.2 and best_of[best] > top.score - BEHIND
    return best if stands or trend else own


def current(figures: Sequence[Fact]) -> Fact | None:
    """The figure that holds: not superseded by another of the series, then by the date of its data and its grade."""
    superseded = {s for f in figures for s in f.supersedes}
    holding = [f for f in figures if f.id not in superseded] or list(figures)
    return max(
        holding, key=lambda f: (f.data_date, -f.credibility, -ord(f.source.reliability), f.known_at, f.id), default=None
    )


def pick(reading: Reading, figures: Sequence[Fact]) -> Fact | None:
    """The figure of a series that the question asks for; None where its time names none of them."""
    speakers = [f for f in figures if f.said_by in reading.names]
    chosen = speakers or list(figures)
    for time in reading.times:
        if time.relation == "since":
            continue
        if time.relation == "by":
            chosen = [f for f in chosen if f.data_date <= time.span.last]
        elif time.relation == "before":
            chosen = [f for f in chosen if f.data_date < time.span.first]
        elif len(reading.times) == 1 or time is reading.times[-1]:
            inside = [f for f in chosen if f.data_date in time.span]
            chosen = inside or [f for f in chosen if f.span.days < 60 and f.span.overlaps(time.span)]
    return current(chosen)


def shown(reading: Reading, figures: Sequence[Fact], chosen: Fact) -> tuple[Fact, ...]:
    """The figures to show as a series, in order of their data: all for a trend, else those up to the chosen one."""
    ordered = _one_a_day(figures)
    if reading.wants & {"trend", "compare", "list"}:
        spans = [t.span for t in reading.times]
        if spans:
            first, last = min(s.first for s in spans), max(s.last for s in spans)
            inside = [f for f in ordered if first <= f.data_date <= last]
            ordered = inside if len(inside) > 1 else ordered
        return tuple(ordered)
    upto = [f for f in ordered if f.data_date <= chosen.data_date]
    return tuple(upto[-LONGEST:])


def _one_a_day(figures: Sequence[Fact]) -> list[Fact]:
    """The figures in order of their data, the one that holds for each day: rival counts of a day are no development.

    A count that was replaced by one for the same day or an earlier one was too high or too low; it is left out.
    """
    on = {f.id: f.data_date for f in figures}
    replaced = {s for f in figures for s in f.supersedes if s in on and f.data_date <= on[s]}
    kept = [f for f in figures if f.id not in replaced]
    days = sorted({f.data_date for f in kept})
    held = (current([f for f in kept if f.data_date == day]) for day in days)
    return [f for f in held if f is not None]


def say_value(figure: Figure) -> str:
    """`about 586,000`, `at least 1.5`, `12,000–25,000`."""
    high = f"–{_number(figure.value_high)}" if figure.value_high is not None else ""
    return f"{_BOUND[figure.bound]}{_number(figure.value)}{high}"


def _number(value: float | None) -> str:
    assert value is not None
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month][:3]} {day.year}"


def say_series(figures: Collection[Fact]) -> str:
    """`about 284,000 (29 Dec 2019) → at least 312,000 (8 Jan 2020)`; a repeated value and day is told once."""
    parts = [f"{say_value(f.figure)} ({_day(f.data_date)})" for f in figures if f.figure]
    return " → ".join(dict.fromkeys(parts))
