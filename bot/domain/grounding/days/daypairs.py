"""Does each day of a sentence stand with what it is the day of, and is it a day at all?"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from functools import lru_cache

from bot.domain.grounding.days.calendar_words import CAPITAL_ONLY, MONTH_OF
from bot.domain.grounding.days.datewords import read_dates
from bot.domain.grounding.days.known_days import KnownDays
from bot.domain.grounding.days.when import When
from bot.domain.grounding.mention import Mention
from bot.domain.grounding.tokens import Said
from bot.domain.grounding.words.light import FUNCTION
from bot.domain.grounding.words.thesaurus import told_for

_BREAKS = frozenset(", ; : ( ) that which who while but".split())
_LABELS = frozenset("resolution article annex chapter paragraph protocol brigade division regiment directive".split())
"""Words whose number is a name."""
_REACH, _ENOUGH = 4, 2


def misplaced(part: Said, premise: Said, known: KnownDays) -> list[Mention]:
    """Days that are none, days of what the fact has another day of, and numbers of texts that it does not have."""
    whens = [m for m in read_dates(part) if isinstance(m, When)]
    wrong = [
        m for m in whens if m.day and (_is_of_another(part, m, premise, known) or _is_named(part, m, premise, known))
    ]
    return [*wrong, *_impossible(part, premise), *_labels(part, premise)]


def _is_of_another(part: Said, when: When, premise: Said, known: KnownDays) -> bool:
    """Do the words before it stand in the fact before another of its days, and hardly one of them before this one?"""
    ours = _before(part, when)
    theirs = [m for m in read_dates(premise) if isinstance(m, When) and m.day and m.role == "on"]
    right = {k.when for k in known.carrying(when) if k.when}
    if not ours or when.role != "on" or len({(m.month, m.day) for m in theirs}) < _ENOUGH or not right:
        return False
    shared = {m: sum(bool(told_for(t) & ours) for t in _before(premise, m)) for m in theirs}
    here = max((shared[m] for m in theirs if _day(m) in {_day(r) for r in right}), default=0)
    return max(shared.values()) >= here + _ENOUGH


def _is_named(part: Said, when: When, premise: Said, known: KnownDays) -> bool:
    """Does it name a thing (the 5 February attack) that the fact names by another day?"""
    noun = _named(part, when)
    theirs = [m for m in read_dates(premise) if isinstance(m, When) and m.day and noun & _named(premise, m)]
    return bool(theirs) and all(_day(m) != _day(when) for m in theirs)


def _day(when: When) -> tuple[int | None, int | None]:
    return when.month, when.day


def _named(said: Said, when: When) -> frozenset[str]:
    """What may be told for the word right after a date, where the date names it."""
    article = when.first and said.tokens[when.first - 1].word in ("the", "of", "a", "an", "its", "their")
    if not article or when.last >= len(said.tokens):
        return frozenset()
    token = said.tokens[when.last]
    plain = token.word and token.word not in FUNCTION and not token.is_number
    return told_for(token.root) if plain else frozenset()


@lru_cache(maxsize=20_000)
def _before(said: Said, when: When) -> frozenset[str]:
    """The roots of the last words before a date, back to another date or the end of a clause."""
    dates = {n for m in read_dates(said) if m != when for n in range(m.first, m.last)}
    found: list[str] = []
    for place in range(when.first - 1, -1, -1):
        token = said.tokens[place]
        if place in dates or (token.word or token.text) in _BREAKS or len(found) == _REACH:
            break
        if token.word and token.word not in FUNCTION and not token.is_number:
            found.append(token.root)
    return frozenset(found)


def _impossible(part: Said, premise: Said) -> Iterator[Mention]:
    """Numbers that stand as the day of a month that has no such day."""
    theirs = set(zip(premise.words, premise.words[1:], strict=False))
    for place, token in enumerate(part.tokens[1:], 1):
        before = part.tokens[place - 1].word.removesuffix("st").removesuffix("nd").removesuffix("rd").removesuffix("th")
        month = MONTH_OF.get(token.word)
        if not month or (token.word in CAPITAL_ONLY and not token.is_capital) or not before.isdecimal():
            continue
        number = int(before)
        if not 1 <= number <= calendar.monthrange(2020, month)[1] and (before, token.word) not in theirs:
            yield Mention(first=place - 1, last=place + 1)


def _labels(part: Said, premise: Said) -> Iterator[Mention]:
    """Numbers of texts and troops where the fact has another number with the same word."""
    theirs = _labelled(premise)
    for place, (word, number) in _labelled(part).items():
        known = {n for w, n in theirs.values() if w == word}
        if known and number not in known:
            yield Mention(first=place, last=place + 1)


@lru_cache(maxsize=20_000)
def _labelled(said: Said) -> dict[int, tuple[str, str]]:
    listed = enumerate(zip(said.tokens, said.tokens[1:], strict=False), 1)
    return {n: (one.word, other.word) for n, (one, other) in listed if one.word in _LABELS and other.is_number}
