"""Does a fact carry the dates of a sentence? Less precise is fine; more precise, another day or side of it is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

from bot.domain.grounding.claims import Fault
from bot.domain.grounding.days.calendar_words import BEGINS, HOURS, NEARBY, NOW, PARTS_OF_DAY
from bot.domain.grounding.days.datewords import read_dates
from bot.domain.grounding.days.daypairs import misplaced
from bot.domain.grounding.days.known_days import KnownDays, known_days
from bot.domain.grounding.days.when import Clock, Relative, Shift, Weekday, When
from bot.domain.grounding.line import Line
from bot.domain.grounding.mention import Mention
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.tokens import Said, read, root

_DEADLINE = root("deadline")
_BESIDE = 3
"""Tokens between `a week later` and the day that it is."""


@lru_cache(maxsize=4096)
def mentions(said: Said) -> tuple[Mention, ...]:
    """The stretches of a text that tell of a day or an hour: `early February`, `12 Feb 2020`, `today`, `17:00`."""
    return read_dates(said)


def faults(part: Said, premise: Premise) -> list[Fault]:
    """The dates of a stretch of a sentence that a fact does not carry."""
    known = known_days(premise.said, premise.beside, premise.fact.event_date)
    found = tuple(_as_due(m, part, known) for m in read_dates(part))
    wrong: list[Mention] = [m for m in found if not _carried(m, part, found, known, premise)]
    wrong += [*_told_twice(found, known), *_hours(part, premise), *misplaced(part, premise.said, known)]
    wrong += _of_another_year(part, premise.said)
    return [_fault(m, part, known, premise) for m in dict.fromkeys(wrong)]


def _as_due(mention: Mention, part: Said, known: KnownDays) -> Mention:
    """A date as that of a deadline, where the sentence has the word and the fact such a day: set 5 May as deadline."""
    if not isinstance(mention, When) or mention.role != "on" or _DEADLINE not in part.roots:
        return mention
    due = replace(mention, role="due")
    return due if known.carrying(due) else mention


def _of_another_year(part: Said, own: Said) -> list[Mention]:
    """Years by which a thing is called, where the fact calls it by another: the 2020 agreement, the 2018 agreement."""
    called = _called_by_year(own)
    nouns = {noun for _, _, noun in called}
    years = {(year, noun) for _, year, noun in called}
    return [m for m, year, noun in _called_by_year(part) if noun in nouns and (year, noun) not in years]


def _called_by_year(said: Said) -> list[tuple[Mention, str, str]]:
    """Each year that stands between `the` and a word, with the root of that word."""
    found: list[tuple[Mention, str, str]] = []
    for mention in read_dates(said):
        before = said.tokens[mention.first - 1].word if mention.first else ""
        after = said.tokens[mention.last] if mention.last < len(said.tokens) else None
        year = said.tokens[mention.first].word
        if (
            before == "the"
            and after
            and after.word.isalpha()
            and mention.last - mention.first == 1
            and year.isdecimal()
        ):
            found.append((mention, year, after.root))
    return found


def _told_twice(found: Sequence[Mention], known: KnownDays) -> list[Mention]:
    """Rough dates that are made of a day that is told beside them, or where the fact has another part of that month."""
    whens = [m for m in found if isinstance(m, When)]
    carried = {m: {k.span for k in known.carrying(m)} for m in whens}
    others = {k.span for k in known.days if k.when}
    parts = {(k.when.month, k.when.part) for k in known.days if k.when and k.when.part and k.when.month}
    twice: list[Mention] = [
        w
        for w in whens
        if w.part and w.month in dict(parts) and not any(k.when and k.when.part for k in known.carrying(w))
    ]
    for rough in whens:
        exact = [m for m in whens if m.day and not rough.day and carried[m] == carried[rough] and len(carried[m]) == 1]
        if exact and len(others) > 1 and rough not in twice:
            twice.append(rough)
    return twice


def _hours(part: Said, premise: Premise) -> list[Mention]:
    """Parts of a day that the fact does not have."""
    known = {PARTS_OF_DAY.get(w.removesuffix("s")) for w in premise.said.words}
    words = [(n, t.word.removesuffix("s")) for n, t in enumerate(part.tokens)]
    wrong = [Mention(first=n, last=n + 1) for n, w in words if w in PARTS_OF_DAY and PARTS_OF_DAY[w] not in known]
    has = {match.group().split()[0] for match in HOURS.finditer(Line.of(premise.said).text)}
    more = Line.of(part).find(HOURS)
    return wrong + [
        Mention(first=first, last=last) for first, last, match in more if match.group().split()[0] not in has
    ]


def _carried(mention: Mention, part: Said, found: Sequence[Mention], known: KnownDays, premise: Premise) -> bool:
    beside = (premise.said, premise.beside)
    match mention:
        case When():
            begins = bool(BEGINS & (part.roots | premise.said.roots))
            return bool(known.carrying(mention, begins=begins)) or _is_both(mention, found, known)
        case Weekday():
            return _right_weekday(mention, found, known) or any(
                isinstance(m, Weekday) and m.number == mention.number for said in beside for m in read_dates(said)
            )
        case Clock():
            hours = {m.minutes for said in beside for m in read_dates(said) if isinstance(m, Clock)}
            return mention.minutes in hours
        case Relative():
            alike = next((group for group in (NEARBY, NOW) if mention.words in group), frozenset[str]())
            return bool(alike & set(premise.said.words)) or any(
                f" {mention.words} " in f" {Line.of(said).text} " for said in beside
            )
        case Shift():
            return _resolved(mention, part, known) or any(
                isinstance(m, Shift) and m.days == mention.days for said in beside for m in read_dates(said)
            )
    return True


def _is_both(when: When, found: Sequence[Mention], known: KnownDays) -> bool:
    """Is it one of two days told side by side that are the whole of a span of the fact?"""
    days = {span.first for m in found if isinstance(m, When) and m.day for span in m.spans(known.years)}
    mine = {span.first for span in when.spans(known.years)} if when.day and when.role == "on" else set()
    pairs = ({k.span.first, k.span.last} for k in known.days if k.span.days == 2)
    return any(pair <= days and pair & mine for pair in pairs)


def _right_weekday(weekday: Weekday, found: Sequence[Mention], known: KnownDays) -> bool:
    """Is it the weekday of the date beside it?"""
    for when in found:
        if isinstance(when, When) and (0 <= when.first - weekday.last <= 1 or 0 <= weekday.first - when.last <= 2):
            spans = [k.span for k in known.carrying(when)]
            return any(s.days == 1 and s.first.weekday() == weekday.number for s in spans)
    return False


def _resolved(shift: Shift, part: Said, known: KnownDays) -> bool:
    """Is the day that is counted from the last one named before it, anywhere in the sentence, a day of the fact?"""
    start = part.tokens[shift.first].start
    whole = read(part.text)
    before = [m for m in read_dates(whole) if isinstance(m, When) and whole.tokens[m.first].start < start]
    if not before or before[-1].day is None:
        return False
    step = timedelta(days=shift.days)
    days = {span.first + step for span in before[-1].spans(known.years)}
    beside = [m for m in read_dates(part) if isinstance(m, When) and m.day and 0 <= m.first - shift.last <= _BESIDE]
    told = {span.first for m in beside for span in m.spans(known.years)}
    return bool(days & told) or any(known.has_day(day) for day in days)


def _fault(mention: Mention, part: Said, known: KnownDays, premise: Premise) -> Fault:
    """Why a date may not be told so."""
    first, last = part.tokens[mention.first], part.tokens[mention.last - 1]
    words = part.text[first.start : last.end]
    if isinstance(mention, Relative):
        what = "it counts days from the day of telling, which the fact does not"
        reason = f"'{words}' is not in the fact; give its date"
    else:
        dates = _dates_of(premise)
        has = f"; the fact has {dates}" if dates else "; the fact has none"
        what = f"a date is another, nearer or on another side of the day than in the fact{has}"
        reason = f"'{words}' is not, or not so, in the fact{has}"
    return Fault(check="date", start=first.start, end=last.end, reason=reason, told=what)


def _dates_of(premise: Premise) -> str:
    """The dates of a fact in its own words."""
    told = []
    for said in (premise.said, premise.beside):
        for m in read_dates(said):
            if isinstance(m, When):
                told.append(said.text[said.tokens[m.first].start : said.tokens[m.last - 1].end])
    return ", ".join(dict.fromkeys(told))
