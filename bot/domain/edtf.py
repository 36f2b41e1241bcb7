"""Event dates: the part of EDTF that a case uses (day, month, year, and intervals of them).

EDTF is the Library of Congress' Extended Date/Time Format, ISO 8601-2:2019; this is its Level 0 without times.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_PART = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
MONTHS = tuple(calendar.month_name)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Whole days from `first` to `last`, both included."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    def overlaps(self, other: Span) -> bool:
        return self.first <= other.last and other.first <= self.last

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@lru_cache(maxsize=4096)
def parse_edtf(text: str) -> Span:
    """Read `2020-02-12`, `2020-02`, `2020` or an interval `a/b` of those.

    Raises ValueError with what is wrong where the text is none of them, names a day that does not exist, or runs
    backwards.
    """
    parts = text.split("/")
    if len(parts) > 2:
        raise ValueError(f"{text!r} has more than one '/'")
    spans = [_part(p) for p in parts]
    if spans[0].first > spans[-1].last:
        raise ValueError(f"{text!r} ends before it begins")
    return Span(spans[0].first, spans[-1].last)


def _part(text: str) -> Span:
    match = _PART.fullmatch(text)
    if not match or not text.isascii():
        raise ValueError(f"{text!r} is not a date such as 2020-02-12, 2020-02, 2020 or 2019-12-01/2020-02-12")
    year, month, day = (int(g) if g else None for g in match.groups())
    assert year is not None
    try:
        if month is None:
            return Span(date(year, 1, 1), date(year, 12, 31))
        if day is None:
            return Span(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        return Span(date(year, month, day), date(year, month, day))
    except (ValueError, calendar.IllegalMonthError) as error:
        raise ValueError(f"{text!r} does not exist in the calendar") from error


def say_day(day: date, *, year: bool = True) -> str:
    """`12 February 2020`, or `12 February` without the year."""
    text = f"{day.day} {MONTHS[day.month]}"
    return f"{text} {day.year}" if year else text


def say_edtf(text: str) -> str:
    """An event date for people: `12 February 2020`, `February 2020`, `1 December 2019 – 12 February 2020`."""
    first, _, last = text.partition("/")
    return f"{_say_part(first)} – {_say_part(last)}" if last else _say_part(first)


def _say_part(text: str) -> str:
    numbers = [int(n) for n in text.split("-")]
    if len(numbers) == 3:
        return say_day(date(numbers[0], numbers[1], numbers[2]))
    if len(numbers) == 2:
        return f"{MONTHS[numbers[1]]} {numbers[0]}"
    return str(numbers[0])
