"""Time references in a question, as whole days of the case's zone: "by 13 feb", "last week", "dec to march"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.asking.time_words import (
    AMBIGUOUS_MONTHS,
    BACKWARDS,
    DATES,
    LATEST,
    LEAD,
    MONTH_OF,
    NUMBERS,
    PART_OF,
    RELATION_OF,
    RELATIVE,
    SHIFTS,
    Relation,
)
from bot.domain.asking.words import fold
from bot.domain.edtf import Span

_DAYS = {"day": 1, "week": 7, "month": 0}
_SEASON_STARTS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_AFTER_THE_VERB_MAY = re.compile(r" (the|a|be|have|not|i|we|he|she|they|it|you)\b")


@dataclass(frozen=True, kw_only=True, slots=True)
class TimeRef:
    """Days that a question names. `words` are the folded words that named them.

    `year_given` is false where the year was guessed.
    """

    span: Span
    relation: Relation
    words: frozenset[str]
    year_given: bool = False


@dataclass(frozen=True, slots=True)
class Shift:
    """A step in time from what was spoken of before: "a week later"."""

    days: int
    months: int


def wants_latest(text: str) -> bool:
    """Does the question ask for the newest that is known?"""
    return bool(LATEST.search(fold(text)))


def read_shift(text: str) -> Shift | None:
    """A step relative to the previous turn, such as "two days later" or "the month before"; the first of several."""
    folded = fold(text)
    matches = [match for pattern in SHIFTS if (match := pattern.search(folded))]
    if not matches:
        return None
    given = min(matches, key=lambda match: match.start()).groupdict(default="a")
    count = given.get("count", "a")
    number = int(count) if count.isdigit() else NUMBERS[count]
    if given["way"] in BACKWARDS:
        number = -number
    return Shift(days=number * _DAYS[given["unit"]], months=number if given["unit"] == "month" else 0)


def shift_day(day: date, shift: Shift) -> date:
    """The day that lies a shift away; the end of a shorter month where the day is missing."""
    month = day.month - 1 + shift.months
    year, month = day.year + month // 12, month % 12 + 1
    moved = date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    return moved + timedelta(days=shift.days)


def read_times(text: str, *, today: date, period: Span | None) -> tuple[TimeRef, ...]:
    """The time references of a question, left to right.

    A date without a year falls where the case's `period` has it (December 2019, the months from January on 2020), or
    else nearest to `today`.
    """
    folded = " ".join(fold(text).split())
    found = [*_dates(folded, today, period)]
    found += [(match.start(), _relative(match["word"], today)) for match in RELATIVE.finditer(folded)]
    return tuple(ref for _, ref in sorted(found, key=lambda item: item[0]))


def _dates(text: str, today: date, period: Span | None) -> Iterator[tuple[int, TimeRef]]:
    """The dates in a folded text with where they start, none of which has a character in common with another."""
    taken: list[tuple[int, int]] = []
    for pattern in DATES:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            lead = LEAD.search(text[: match.start()])
            given = {part: words for part, words in match.groupdict().items() if words}
            if _is_other_word(given, match, led=bool(lead)):
                continue
            span = _span(given, today, period)
            if span is None:
                continue
            taken.append(match.span())
            yield (
                match.start(),
                TimeRef(
                    span=span,
                    relation=RELATION_OF[lead["lead"]] if lead else "on",
                    words=frozenset(re.findall(r"\w+", match.group())),
                    year_given="year" in given,
                ),
            )


def _is_other_word(given: Mapping[str, str], match: re.Match[str], *, led: bool) -> bool:
    """Is a bare month word ("may", "march") meant as something else here? `led` tells of a preposition before it."""
    month = given.get("month")
    if month not in AMBIGUOUS_MONTHS or given.keys() & {"day", "year", "from", "part"}:
        return False
    if month == "may" and _AFTER_THE_VERB_MAY.match(match.string, match.end()):
        return True
    at_the_end = match.end() >= len(match.string.rstrip(" ?.!"))
    return not (led or at_the_end)


def _span(given: Mapping[str, str], today: date, period: Span | None) -> Span | None:
    """The days that the parts of a date name; None where there are no such days, or they run backwards."""
    try:
        span = _days(given, today, period)
    except ValueError:
        return None
    return span if span.first <= span.last else None


def _days(given: Mapping[str, str], today: date, period: Span | None) -> Span:
    """The days that the parts of a date name. Raises ValueError where they stand in no calendar."""
    if "season" in given:
        return _season(given["season"], int(given["year"]))
    if "month" not in given:
        return Span(date(int(given["year"]), 1, 1), date(int(given["year"]), 12, 31))
    word = given["month"]
    month = int(word) if word.isdigit() else MONTH_OF[word]
    year = int(given["year"]) if "year" in given else _likeliest_year(month, today, period)
    whole = _month(year if year > 99 else 2000 + year, month)
    if "from" in given:
        start = MONTH_OF[given["from"]]
        start_year = int(given["from_year"]) if "from_year" in given else whole.last.year - (start > month)
        return Span(date(start_year, start, 1), whole.last)
    if "part" in given or "end" in given:
        return _part(given.get("part", "end of"), whole)
    if "day" in given:
        last = whole.first.replace(day=int(given["day"]))
        first = whole.first.replace(day=int(given.get("first", last.day)))
        return Span(min(first, last), last)
    return whole


def _likeliest_year(month: int, today: date, period: Span | None) -> int:
    """The year that is meant by a month without one. Raises ValueError where there is no such month."""
    if period is None:
        years, middle = range(today.year - 1, today.year + 2), today
    else:
        years, middle = range(period.first.year, period.last.year + 1), period.last
        inside = [year for year in years if _month(year, month).overlaps(period)]
        if inside:
            return inside[-1]
    return min(years, key=lambda year: abs((date(year, month, 15) - middle).days))


def _month(year: int, month: int) -> Span:
    return Span(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def _part(part: str, month: Span) -> Span:
    length = month.last.day
    first, last = (day if day > 0 else length + 1 + day for day in PART_OF[part])
    return Span(month.first.replace(day=first), month.first.replace(day=min(last, length)))


def _season(season: str, year: int) -> Span:
    """The three months from the start of a season; a winter is named after the year in which it begins."""
    start = date(year, _SEASON_STARTS[season], 1)
    return Span(start, shift_day(start, Shift(days=-1, months=3)))


def _relative(word: str, today: date) -> TimeRef:
    week = today - timedelta(days=today.weekday())
    month = today.replace(day=1)
    yesterday = today - timedelta(days=1)
    spans = {
        "today": Span(today, today),
        "now": Span(today, today),
        "yesterday": Span(yesterday, yesterday),
        "this week": Span(week, today),
        "last week": Span(week - timedelta(days=7), week - timedelta(days=1)),
        "past week": Span(today - timedelta(days=7), today),
        "this month": Span(month, today),
        "last month": Span(shift_day(month, Shift(days=0, months=-1)), month - timedelta(days=1)),
        "past month": Span(today - timedelta(days=30), today),
    }
    relation: Relation = "by" if word in ("today", "now") else "on"
    return TimeRef(span=spans[word], relation=relation, words=frozenset(word.split()), year_given=True)
