"""Find the dates of a text, and all else in it that tells of a day or an hour."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from bot.domain.grounding.days.calendar_words import (
    CAPITAL_ONLY,
    CLOCK,
    DATES,
    JOINS_LIST,
    JOINS_SPAN,
    LEAD,
    MONTH_OF,
    RELATIVE,
    ROLE_OF,
    SHIFT,
    WEEKDAYS,
)
from bot.domain.grounding.days.when import Clock, Relative, Shift, Weekday, When
from bot.domain.grounding.line import Line
from bot.domain.grounding.mention import Mention
from bot.domain.grounding.tokens import Said

_SAME = 0
"""The month of a date that points to one named before."""
_COUNTS = {w: n for n, w in enumerate("zero one two three four five six seven".split())} | {"a": 1, "an": 1, "": 1}
_NO_YEAR_AFTER = frozenset("resolution about some over nearly almost than least around roughly approximately".split())
_YEAR_AFTER = frozenset("in since by of the until till from to and - during before after through between".split())
_AFTER_DATE = frozenset(
    "on at when as that which who while but or with for was were is had has have he it they".split()
)
_OWNERS = frozenset("its his her their the our".split())
_PERSONS = frozenset("people children men women troops personnel police civilians".split())


@lru_cache(maxsize=8192)
def read_dates(said: Said) -> tuple[Mention, ...]:
    """The dates, weekdays, hours and relative days of a text, in order; none has a token in common with another."""
    line = Line.of(said)
    found: list[Mention] = [*_whens(said, line)]
    for first, last, match in line.find(CLOCK):
        _keep(found, Clock(first=first, last=last, minutes=_minutes(match)))
    for first, last, match in line.find(SHIFT):
        _keep(found, Shift(first=first, last=last, days=_shift(match)))
    for first, last, match in line.find(RELATIVE):
        _keep(found, Relative(first=first, last=last, words=match.group()))
    for n, token in enumerate(said.tokens):
        if token.word in WEEKDAYS and token.is_capital:
            _keep(found, Weekday(first=n, last=n + 1, number=WEEKDAYS[token.word]))
    return tuple(sorted(found, key=lambda m: m.first))


def _keep(found: list[Mention], new: Mention) -> None:
    if all(new.last <= m.first or m.last <= new.first for m in found):
        found.append(new)


def _whens(said: Said, line: Line) -> list[When]:
    """The dates of a text in order, with their roles."""
    found: list[Mention] = []
    for pattern in DATES:
        for first, last, match in line.find(pattern):
            whole = _when(first, last, match, said)
            if whole and "from" in match.groupdict():
                parts = _split(whole, match)
                if all(part.last <= m.first or m.last <= part.first for part in parts for m in found):
                    found += parts
            elif whole:
                _keep(found, whole)
    whens = sorted((w for w in found if isinstance(w, When)), key=lambda w: w.first)
    whens = _with_bare_days(_with_same_month(whens), line)
    roled: list[When] = []
    for when in whens:
        roled.append(_with_role(when, roled[-1] if roled else None, line))
        if len(roled) > 1 and _gap(roled[-2], roled[-1], line) in JOINS_SPAN and roled[-2].role == "on":
            roled[-2] = replace(roled[-2], role="start")
    return roled


def _when(first: int, last: int, match: re.Match[str], said: Said) -> When | None:
    """The date that a match is; None where it is something else."""
    given = {name: value for name, value in match.groupdict().items() if value}
    word = given.get("month", "")
    month = int(word) if word.isdecimal() else MONTH_OF.get(word)
    day = int(given["day"]) if "day" in given else None
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    iso = word.isdecimal() and " - " in match.group()
    if iso and " " in said.text[said.tokens[first].start : said.tokens[last - 1].end]:
        return None
    before = said.tokens[first - 1].word or said.tokens[first - 1].text if first else ""
    if word in CAPITAL_ONLY:
        capital = any(t.word == word and t.is_capital for t in said.tokens[first:last])
        if not capital or (last - first == 1 and not first):
            return None
    if day is not None and word and before == "in" and said.tokens[first].word == word and not word.isdecimal():
        return None
    if given.keys() == {"year"} and _is_count(first, last, before, said):
        return None
    if given.get("same"):
        month = _SAME
    part = given.get("part", "").removeprefix("very ").removesuffix(" of")
    year = int(given["year"]) if "year" in given else None
    return When(first=first, last=last, year=year, month=month, day=day, part=part, season=given.get("season", ""))


def _with_same_month(whens: list[When]) -> list[When]:
    """The same dates with the month that was named before where they only point to it: the first half of that month."""
    found: list[When] = []
    for when in whens:
        if when.month != _SAME:
            found.append(when)
        elif found and found[-1].month:
            found.append(replace(when, month=found[-1].month, year=found[-1].year))
    return found


def _split(whole: When, match: re.Match[str]) -> tuple[When, When]:
    """The two days of `February 9 to 12, 2020`."""
    place = whole.first + match.group()[: match.start("join") - match.start()].count(" ")
    return replace(whole, last=place, day=int(match["from"])), replace(whole, first=place + 1)


def _is_count(first: int, last: int, before: str, said: Said) -> bool:
    """Is a number that looks like a year one of things?"""
    if not said.tokens[first].text.isdecimal() or before in _NO_YEAR_AFTER:
        return True
    after = said.tokens[last].text if last < len(said.tokens) else ""
    counted = after in _PERSONS or (after.islower() and after.isalpha() and after.endswith("s") and len(after) > 3)
    owned = after not in _PERSONS and (before in _OWNERS or _owns(said, first - 1))
    return counted and before not in _YEAR_AFTER and not owned


def _owns(said: Said, place: int) -> bool:
    return place >= 0 and said.tokens[place].text.endswith(("'s", "’s"))


def _gap(one: When, other: When, line: Line) -> str:
    """What stands between two dates."""
    end = line.starts[one.last] if one.last < len(line.starts) else len(line.text)
    return line.text[end : line.starts[other.first]].strip().removesuffix(" the").removesuffix(" on").strip()


def _with_bare_days(whens: list[When], line: Line) -> list[When]:
    """The same dates with the days before them that share their month: `9 to 12 February`."""
    taken = {n for when in whens for n in range(when.first, when.last)}
    found: list[When] = []
    for when in reversed(whens):
        found.append(when)
        while earlier := _bare_before(found[-1], line.words):
            if earlier.first in taken:
                break
            found.append(earlier)
    return found[::-1]


def _bare_before(when: When, words: Sequence[str]) -> When | None:
    """A day that shares the month of the date after it."""
    if when.day is None or not words[when.first][0].isdecimal():
        return None
    place = when.first - 2 if words[when.first - 1] == "the" else when.first - 1
    if place < 1 or words[place] not in JOINS_SPAN | JOINS_LIST:
        return None
    match = re.fullmatch(r"([0-3]?\d)(?:st|nd|rd|th)?", words[place - 1])
    if match is None or not 1 <= int(match[1]) <= 31:
        return None
    return replace(when, first=place - 1, last=place, day=int(match[1]))


def _with_role(when: When, previous: When | None, line: Line) -> When:
    """The date with how what is told lies to it."""
    if previous:
        gap = _gap(previous, when, line)
        if gap in JOINS_SPAN or (gap in JOINS_LIST and previous.role == "start" and _between(previous, line)):
            return replace(when, role="to")
        if gap in JOINS_LIST:
            return replace(when, role=previous.role)
    lead = LEAD.search(line.before(when.first))
    if lead is None or _is_adjective(when, line):
        return when
    return replace(when, role=ROLE_OF.get(lead["lead"] or "", "on"), about=bool(lead["about"]))


def _is_adjective(when: When, line: Line) -> bool:
    """Does it only name what comes after it: `before the 6 March ceasefire`?"""
    following = line.text[line.starts[when.last] :].split(" ")[0] if when.last < len(line.starts) else ""
    named = following.isalpha() and following not in _YEAR_AFTER | _AFTER_DATE
    return named and bool(re.search(r"(?<!\S)(?:the|according to)$", line.before(when.first)))


def _between(when: When, line: Line) -> bool:
    lead = LEAD.search(line.before(when.first))
    return bool(lead and lead["lead"] == "between")


def _minutes(match: re.Match[str]) -> int:
    if match["word"]:
        return (0 if match["word"] == "midnight" else 720) + (1 if match["past"] else 0)
    dotted = (match["dotted"] or ".").split(".")
    hour = int(match["hour"] or match["hour12"] or dotted[0])
    half = (match["half"] or match["half12"] or match["half_dotted"] or "")[:1]
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour % 24
    return hour * 60 + int(match["minute"] or dotted[1] or 0)


def _shift(match: re.Match[str]) -> int:
    if match["same"]:
        return 0
    if match["unit"]:
        return -1 if match["way"] == "previous" else 1
    count = match["a"] or ""
    number = int(count) if count.isdecimal() else _COUNTS[count]
    number *= 7 if match["units"] == "week" else 1
    return -number if match["ways"] in ("earlier", "before", "beforehand") else number
