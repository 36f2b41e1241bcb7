"""Finds numbers and dates in a sentence by means of its own: a measure must not share the mistakes of the measured."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bench.ground.drafts import evidence
from bot.domain.edtf import MONTHS
from bot.domain.facts import Fact

WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
SCALES = {"thousand": 1_000, "k": 1_000, "million": 1_000_000, "billion": 1_000_000_000}

_MONTH = "|".join(MONTHS[1:])
_DAYS = r"(?:\d{1,2}(?:st|nd|rd|th)?\s*(?:-|–|to|and|until|,)\s*)*\d{1,2}(?:st|nd|rd|th)?"
_DATES = re.compile(
    rf"\b(?:{_DAYS}\s+(?:of\s+)?)?(?:{_MONTH}|{'|'.join(rf'{m[:3]}[.]?' for m in MONTHS[1:])})(?:\s+{_DAYS},)?"
    r"(?:\s+\d{4}\b)?|\b\d{4}-\d\d-\d\d\b|\b(?:19|20)\d\d\b(?![,.]\d)|\b\d\d/\d\d/\d{4}\b"
    r"|\bthe \d{1,2}(?:st|nd|rd|th)\b"
)
_DAY = re.compile(rf"\b(?P<day>\d{{1,2}}) (?P<month>{_MONTH})(?: (?P<year>\d{{4}}))?\b")
_NUMBER = re.compile(
    r"(?<![\w.,:/-])(?P<digits>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w:]|[.,]\d)"
    r"(?: (?P<scale>thousand|million|billion)\b)?"
    rf"|\b(?P<word>{'|'.join([*WORDS[1:], *(w.title() for w in WORDS[1:])])})\b(?! (?:million|billion|thousand)\b)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """A number and where it stands; `scale` is the word after it that multiplies it, or ''."""

    start: int
    end: int
    value: Decimal
    scale: str
    in_words: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """A date with a day, and where it stands; `year` is 0 where none is written."""

    start: int
    end: int
    day: int
    month: int
    year: int


def numbers(text: str) -> list[Number]:
    """The numbers that count something: none that is part of a date, a time or a name."""
    taken = [m.span() for m in _DATES.finditer(text)]
    found = []
    for match in _NUMBER.finditer(text):
        if any(start <= match.start() < end for start, end in taken) or re.search(
            r"(?i)(?:resolution|article) $", text[: match.start()]
        ):
            continue
        if match["word"]:
            value, scale = Decimal(WORDS.index(match["word"].lower()) + 1), ""
        else:
            scale = match["scale"] or ""
            value = Decimal(match["digits"].replace(",", "")) * SCALES.get(scale, 1)
        found.append(
            Number(start=match.start(), end=match.end(), value=value, scale=scale, in_words=bool(match["word"]))
        )
    return found


def values(fact: Fact) -> set[Decimal]:
    """Every value that a fact holds, those of its dates among them."""
    found = {n.value for n in numbers(fact.statement)}
    found |= {Decimal(n.replace(",", "")) for n in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", evidence(fact))}
    if fact.figure:
        found |= {Decimal(str(v)) for v in (fact.figure.value, fact.figure.value_high) if v is not None}
    return found


def days(text: str) -> list[Day]:
    """The dates with day and month."""
    return [
        Day(start=m.start(), end=m.end(), day=int(m["day"]), month=MONTHS.index(m["month"]), year=int(m["year"] or 0))
        for m in _DAY.finditer(text)
    ]


def known_days(fact: Fact) -> set[tuple[int, int]]:
    """The (day, month) pairs that a fact writes or happened on."""
    found = {(d.day, d.month) for d in days(evidence(fact))}
    for day in (fact.span.first, fact.span.last):
        found.add((day.day, day.month))
    for first, last, month in re.findall(rf"\b(\d{{1,2}})\s*(?:-|to|and)\s*(\d{{1,2}}) ({_MONTH})", fact.statement):
        found |= {(int(first), MONTHS.index(month)), (int(last), MONTHS.index(month))}
    return found


def written(value: Decimal) -> str:
    """A value as reports write it."""
    return f"{value:,f}".rstrip("0").rstrip(".") if value % 1 else f"{int(value):,}"


def real(day: int, month: int, year: int) -> bool:
    """Is there such a day?"""
    try:
        date(year or 2020, month, day)
    except ValueError:
        return False
    return True
