"""Faults of dates: shifted, told the other way round, and sharper than the fact has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from bench.ground.drafts import World, evidence, swap
from bench.ground.spotting import Day, days, known_days, real
from bot.domain.edtf import MONTHS
from bot.domain.facts import Fact

_MONTH = "|".join(MONTHS[1:])
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_PARTS = {"early": (1, 12), "mid-": (8, 22), "late": (18, 31)}
"""Parts of a month, as widely as they are understood."""
_RELATIVE = ("yesterday", "last week", "today", "on Tuesday", "this month", "two days ago", "recently")
_ROLES = (
    (r"since(?= \d| [A-Z]| early| mid)", "until"),
    (r"since(?= \d| [A-Z]| early| mid)", "before"),
    (r"until(?= \d| [A-Z])", "from"),
    (r"by(?= \d| [A-Z][a-z]+ \d{4})", "since"),
    (r"By(?= \d| [A-Z][a-z]+ \d{4})", "From"),
    (r"from(?= \d| [A-Z][a-z]+ \d{4})", "until"),
    (r"before(?= \d+ [A-Z])", "after"),
)
_HOURS = (
    "at dawn on",
    "in the early hours of",
    "on the evening of",
    "at noon on",
    "shortly after midnight on",
    "at 15:30 on",
)


def date(text: str, fact: Fact, world: World, random: Random) -> Iterator[str]:
    """Another day, month or year; a span told from its wrong end; another weekday; a day that hangs on today."""
    known = known_days(fact)
    for day in days(text):
        for other in _others(day, random):
            later = other.year and str(other.year) not in evidence(fact)
            if ((other.day, other.month) not in known or later) and real(other.day, other.month, other.year):
                yield swap(text, day.start, day.end, _write(other, random))
        before = text[: day.start]
        if before.endswith(" on ") and not before.endswith("late on "):
            yield swap(text, day.start - 3, day.end, random.choice(_RELATIVE))
    yield from _months(text, fact, random)
    for role, wrong in _ROLES:
        if re.search(rf"\b{role}", text):
            yield re.sub(rf"\b{role}", wrong, text, count=1)
    span = re.search(rf"between \d+ (?:{_MONTH})(?: \d{{4}})? and (?P<last>\d+ (?:{_MONTH}) \d{{4}})", text)
    if span:
        yield swap(text, *span.span(), f"on {span['last']}")
    for match in re.finditer("|".join(_WEEKDAYS), text):
        yield swap(text, *match.span(), _WEEKDAYS[(_WEEKDAYS.index(match[0]) + random.randint(1, 6)) % 7])
    for part, wrong in (
        ("early", "late"),
        ("late", "early"),
        ("mid-", "late"),
        ("the end of", "the middle of"),
        ("the start of", "the end of"),
    ):
        found = re.search(rf"\b{part} ?(?=(?:{_MONTH}|2020|2019))", text)
        if found:
            yield swap(text, *found.span(), f"{wrong} ")


def refined(text: str, fact: Fact, world: World, random: Random) -> Iterator[str]:
    """A day or a part of the month where the fact has the month, an hour where it has the day, a month for a year."""
    months = re.compile(rf"\b(?P<in>[Ii]n|of|during) (?P<month>{_MONTH})(?P<year> \d{{4}})?\b(?! to| \d)")
    for match in months.finditer(text):
        if re.search(r"\b(?:end|start|beginning|half|weeks?|middle) $", text[: match.start()]):
            continue
        month = MONTHS.index(match["month"])
        inside = [d for d in (fact.span.first, fact.span.last) if d.month == month]
        for number in random.sample(range(2, 28), 2):
            if (number, month) not in known_days(fact) and match["in"] != "of":
                on = "On" if match["in"] == "In" else "on"
                yield swap(text, *match.span(), f"{on} {number} {match['month']}{match['year'] or ''}")
        for part, (first, last) in _PARTS.items():
            if not inside or not any(first <= d.day <= last for d in inside):
                gap = "" if part.endswith("-") else " "
                yield swap(text, match.start("month"), match.start("month"), f"{part}{gap}")
    told = evidence(fact)
    if not re.search(r"\b(?:early on|late on|night|morning|hours|midnight|\d\d:\d\d|noon)\b", told):
        for day in days(text):
            if text[: day.start].endswith(" on "):
                yield swap(text, day.start - 3, day.start, f"{random.choice(_HOURS)} ")
    for match in re.finditer(r"\b(?P<in>[Ii]n|since|until|of) (?P<year>20\d\d)\b(?! \w+ \d)", text):
        if not re.search(rf"(?:{_MONTH}) {match['year']}", told):
            yield swap(text, match.start("year"), match.start("year"), f"{random.choice(MONTHS[1:])} ")


def _months(text: str, fact: Fact, random: Random) -> Iterator[str]:
    """Another month or year where only they are told."""
    told = evidence(fact)
    for match in re.finditer(rf"(?<!\d )\b(?P<month>{_MONTH})(?: (?P<year>\d{{4}}))?\b(?! \d)", text):
        if match["month"] in ("May", "March") and not match["year"]:
            continue
        other = MONTHS[(MONTHS.index(match["month"]) + random.choice((1, 2, 5, 10))) % 12 + 1]
        if other not in told:
            yield swap(text, match.start("month"), match.end("month"), other)
    for match in re.finditer(r"\b20[12]\d\b(?!,\d)", text):
        other = str(int(match[0]) + random.choice((-2, -1, 1)))
        if other not in told:
            yield swap(text, *match.span(), other)


def _others(day: Day, random: Random) -> list[Day]:
    step, months = random.choice((-9, -3, -1, 1, 2, 5, 10)), random.choice((1, 2, 4))
    return [
        replace(day, day=day.day + step),
        replace(day, month=(day.month + months) % 12 + 1),
        replace(day, year=day.year + random.choice((-1, 1, 2)) if day.year else 0),
    ]


def _write(day: Day, random: Random) -> str:
    name, year = MONTHS[day.month], f" {day.year}" if day.year else ""
    forms = [
        f"{day.day} {name}{year}",
        f"{day.day} {name}{year}",
        f"{name} {day.day}{year and ',' + year}",
        f"{day.day} {name[:3]}{year}",
    ]
    if day.year:
        forms.append(f"{day.year}-{day.month:02}-{day.day:02}")
    return random.choice(forms)
