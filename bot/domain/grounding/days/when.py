"""Dates as a text has them: which days they may mean, and how what is told lies to them."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.edtf import Span
from bot.domain.grounding.days.calendar_words import SEASONS, YEAR_PARTS, Role, part_of_month
from bot.domain.grounding.mention import Mention


@dataclass(frozen=True, kw_only=True, slots=True)
class When(Mention):
    """A date of a text. What it leaves open is None; `part` is a part of its month or year, such as `early`.

    `about` is true where it is only roughly meant.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    season: str = ""
    role: Role = "on"
    about: bool = False

    def spans(self, years: Iterable[int], *, exact: bool = False) -> tuple[Span, ...]:
        """The days that it may mean, in `years` where it has no year of its own.

        With `exact`, the end of a month is its last day, and not the days about it.
        """
        found = []
        for year in [self.year] if self.year else sorted(years):
            for month in [self.month] if self.month or self.day is None else range(1, 13):
                span = self._span(year, month)
                if span and exact and self.part in ("end", "close"):
                    span = Span(span.last, span.last)
                if span:
                    found.append(span)
        return tuple(found)

    def _span(self, year: int, month: int | None) -> Span | None:
        if self.season:
            return Span(date(year, SEASONS[self.season], 1), _add_months(date(year, SEASONS[self.season], 1), 3))
        if month is None:
            first, last = YEAR_PARTS.get(self.part, (1, 12))
            return Span(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))
        length = calendar.monthrange(year, month)[1]
        if self.day is not None:
            return Span(date(year, month, self.day), date(year, month, self.day)) if self.day <= length else None
        first, last = part_of_month(self.part)
        first, last = (n if n > 0 else length + n for n in (first, last))
        return Span(date(year, month, first), date(year, month, last))


@dataclass(frozen=True, kw_only=True, slots=True)
class Weekday(Mention):
    """A day of the week, counted from Monday as 0."""

    number: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock(Mention):
    """A time of day, in minutes from midnight."""

    minutes: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Shift(Mention):
    """Days counted from a day that was named before; 0 is the same day."""

    days: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Relative(Mention):
    """Words that count from the day of telling."""

    words: str


def _add_months(first: date, months: int) -> date:
    """The last day of the months that begin with a first of a month."""
    month = first.month - 1 + months
    return date(first.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
