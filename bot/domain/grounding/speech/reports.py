"""Where a text reports, and who speaks there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.asking.names import Gazetteer
from bot.domain.asking.words import STOP
from bot.domain.grounding.days import dates
from bot.domain.grounding.names.naming import Same, mentions
from bot.domain.grounding.names.pieces import Mention
from bot.domain.grounding.speech.reporting import ACCOUNTS, AIMED, COUNTS, ISSUED, NO_SPEECH, UNNAMED, VERBS
from bot.domain.grounding.speech.subjects import HELPS, PREPOSITIONS, QUOTES, TIMES, speaker_end, subject
from bot.domain.grounding.tokens import Said

PRONOUNS = frozenset("he she it they we i you one someone somebody some many others".split())
_QUOTING = frozenset("quoted quotes quoting cited cites citing".split())
"""Verbs whose object speaks too."""
_GIVES = frozenset("gave gives giving".split())
_REACH = 25
_BE = frozenset("was were is are be been being".split())
_HOLDS = frozenset("took takes taking was is were are of held holds holding expressed".split())
"""Words between somebody and his view: he took the view that, he was of the opinion that."""
_NO_VERB_AFTER = frozenset("to a the an no any only sole its his her their whose".split())
"""Words after which such a word is no verb: the stated aim."""
_CHARGING = frozenset("accused accuses accusing".split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """A reporting word at token `at`, and who speaks: the names and the other words that he is told by.

    `first` and `last` are the tokens that tell him; nobody is told where they are one. `framing` is a report that
    stands behind or around all that is reported: according to him, he said.
    """

    at: int
    first: int
    last: int
    mentions: tuple[Mention, ...]
    heads: frozenset[str]
    framing: bool
    passive: bool = False

    @property
    def named(self) -> bool:
        """Is anybody told as the speaker?"""
        return bool(self.mentions or self.heads)


def reports(said: Said, gazetteer: Gazetteer) -> tuple[Report, ...]:
    """The reports of a text, in order."""
    return _reports(said, Same(gazetteer))


@lru_cache(maxsize=50_000)
def _reports(said: Said, key: Same) -> tuple[Report, ...]:
    return tuple(_found(said, mentions(said, key.gazetteer)))


def _found(said: Said, listed: tuple[Mention, ...]) -> Iterator[Report]:
    covered = {n for m in listed for n in range(m.first, m.last)}
    tokens = said.tokens
    for number, token in enumerate(tokens):
        following = tokens[number + 1].word if number + 1 < len(tokens) else ""
        if token.word == "according" and following == "to":
            yield _report(said, listed, number, number + 2, speaker_end(said, listed, number + 2), framing=True)
        elif number in covered:
            continue
        elif token.word in UNNAMED:
            yield _report(said, listed, number, number, number)
        elif token.word in ACCOUNTS:
            yield from _account(said, listed, number)
        elif (token.word in VERBS and not says_nothing(said, number)) or _gives_number(said, number):
            yield from _verb(said, listed, number)
        elif token.text == "(" and _closes(said, number):
            last = _closes(said, number)
            inside = [m for m in listed if m.first > number and m.last <= last]
            if inside and not any(t.is_number for t in tokens[number:last]) and not _repeats(listed, inside, number):
                yield _report(said, listed, number, number + 1, last, framing=True)


def says_nothing(said: Said, number: int) -> bool:
    """Has a verb an object with which it says nothing of speech: to claim responsibility, the lives of many?"""
    if said.tokens[number].word == "put":
        return not any(t.word in ("at", "as", "on") for t in said.tokens[number : number + _REACH])
    objects = NO_SPEECH.get(said.tokens[number].root, frozenset())
    after = [t.word for t in said.tokens[number + 1 : number + 4]]
    after = after[1:] if after[:1] in (["the"], ["no"]) else after[:1]
    return bool(objects.intersection(after[:1]))


def _gives_number(said: Said, number: int) -> bool:
    """Does somebody give a figure: gave a death toll of 33?"""
    after = {t.word for t in said.tokens[number + 1 : number + 5]}
    return said.tokens[number].word in _GIVES and bool(after & COUNTS) and not after & {"no", "not"}


def _closes(said: Said, number: int) -> int:
    """Where a bracket that ends the text closes; 0 where it does not end it."""
    rest = [n for n in range(number, len(said.tokens)) if said.tokens[n].text == ")"]
    ends = bool(rest) and all(not t.word for t in said.tokens[rest[-1] :])
    return rest[-1] if ends else 0


def _repeats(listed: tuple[Mention, ...], inside: list[Mention], number: int) -> bool:
    """Does a bracket only give another name for what stands before it?"""
    before = [m for m in listed if m.last == number]
    return any(set(m.entities) & set(b.entities) for m in inside for b in before)


def _account(said: Said, listed: tuple[Mention, ...], number: int) -> Iterator[Report]:
    """By his count, in a statement by him, his figures."""
    tokens = said.tokens
    dated = {n for m in dates.mentions(said) for n in range(m.first, m.last)}
    behind = [t.word for n, t in enumerate(tokens[number + 1 : number + 8], number + 1) if n not in dated]
    following = tokens[number + 1].word if number + 1 < len(tokens) else ""
    owner = next((m for m in listed if number - 2 <= m.last <= number), None)
    verb = next((n for n in range(number - 1, max(number - 4, 0), -1) if tokens[n].word in _HOLDS), 0)
    links = ("by", "from") if tokens[number].word in AIMED else ("by", "from", "of")
    if "that" in (*behind[:1], *(behind[1:2] if behind[:1] in (["in"], ["on"]) else ())) and verb and not owner:
        first, last = subject(said, listed, verb)
        yield _report(said, listed, number, first, last)
    elif following in links and (
        any(m.first in (number + 2, number + 3) for m in listed) or _is_publication(said, number + 2)
    ):
        yield _report(said, listed, number, number + 2, speaker_end(said, listed, number + 2), framing=True)
    elif owner:
        start = owner.first - (1 if owner.first and tokens[owner.first - 1].word in ("the", "a") else 0)
        if following in _BE:
            yield _report(said, listed, number, start, number)
        elif start and tokens[start - 1].word in ("by", "in", "on", "from"):
            yield _report(said, listed, number, start, number, framing=True)
    elif number > 1 and tokens[number - 2].word == "by" and tokens[number - 1].word not in STOP:
        yield _report(said, listed, number, number - 1, number, framing=True)


def _is_publication(said: Said, start: int) -> bool:
    """Do words tell of the article itself: the 14 February article?"""
    following = said.tokens[start : start + 6]
    return bool(following) and following[0].word == "the" and any(t.word == "article" for t in following)


def _verb(said: Said, listed: tuple[Mention, ...], number: int) -> Iterator[Report]:
    tokens = said.tokens
    before = [t.word for t in tokens[max(0, number - 3) : number]]
    if (number and tokens[number - 1].text == "-") or _NO_VERB_AFTER.intersection(before[-1:]):
        return
    following = tokens[number + 1].word if number + 1 < len(tokens) else ""
    passive = bool(_BE.intersection(before[-2:])) and not tokens[number].word.endswith("ing")
    dated = {m.first for m in dates.mentions(said)}
    if (following == "by" and number + 2 not in dated) or (passive and tokens[number].word not in ("quoted", "cited")):
        place = _by(said, number)
        ends = {"of"} if tokens[number].word in _CHARGING else set[str]()
        end = speaker_end(said, listed, place + 1, ends) if place else number
        yield _report(said, listed, number, place + 1 if place else number, end, framing=False, passive=True)
        return
    who = next((m for m in listed if m.last in (number - 1, number - 2) and m.last < number), None)
    if who and number and tokens[number - 1].word in ("who", "which"):
        yield _report(said, listed, number, who.first, who.last)
        return
    if tokens[number].word in _QUOTING and not passive:
        end = speaker_end(said, listed, number + 1)
        if any(number < m.first < end for m in listed):
            yield _report(said, listed, number, number + 1, end)
    first, last = subject(said, listed, number)
    if _is_turned(said, listed, number) and not _is_apposition(said, listed, number):
        first = last = number
    framing = bool(first and tokens[first - 1].text == "," and _rests(said, number + 1))
    if first == last and not tokens[number].word.endswith("ing") and _is_turned(said, listed, number):
        first, last, framing = number + 1, speaker_end(said, listed, number + 1), True
    yield _report(said, listed, number, first, last, framing=framing)


def _by(said: Said, number: int) -> int:
    """Where `by` stands behind a verb in its clause; 0 where it does not."""
    for place in range(number + 1, len(said.tokens)):
        token = said.tokens[place]
        if token.word == "by":
            return place
        if token.text in (",", ";") or token.word in VERBS | {"that", "who", "which", "while"}:
            break
    return 0


def _is_apposition(said: Said, listed: tuple[Mention, ...], number: int) -> bool:
    """Does a name stand before a comma that the words up to a verb explain: X, their chief, said?"""
    if any(m.last == number - 1 and "," in {t.text for t in said.tokens[m.first : m.last]} for m in listed):
        return True
    commas = [n for n in range(number - 1) if said.tokens[n].text == ","]
    return bool(commas) and any(m.last == commas[-1] for m in listed)


def _rests(said: Said, start: int) -> bool:
    """Does nothing but a time or a place follow, to the end or the next joint?"""
    for token in said.tokens[start:]:
        if token.text in (",", ";", ".", "(") or token.word in ("and", "but", "while"):
            return True
        if token.word and not (
            token.is_number or token.word in TIMES or token.word in PREPOSITIONS or token.word in STOP
        ):
            return token.is_capital
    return True


def _is_turned(said: Said, listed: tuple[Mention, ...], number: int) -> bool:
    """Does the speaker follow the verb: ..., said X?"""
    before = said.tokens[number - 1] if number else None
    return bool(before and (before.text == "," or before.text in QUOTES)) and any(
        m.first - number in (1, 2) for m in listed
    )


def _report(
    said: Said,
    listed: tuple[Mention, ...],
    at: int,
    first: int,
    last: int,
    *,
    framing: bool = False,
    passive: bool = False,
) -> Report:
    tokens = said.tokens
    inside = tuple(
        m for m in listed if first <= m.first and m.last <= last and not (m.first and tokens[m.first - 1].text == "-")
    )
    covered = {n for m in inside for n in range(m.first, m.last)}
    covered |= {n for m in dates.mentions(said) for n in range(m.first, m.last)}
    heads = frozenset(
        t.root
        for n, t in enumerate(tokens[first:last], first)
        if n not in covered
        and t.word
        and (t.word not in STOP or t.word in PRONOUNS)
        and not t.is_number
        and t.word not in TIMES | ACCOUNTS | HELPS | ISSUED
    )
    return Report(at=at, first=first, last=last, mentions=inside, heads=heads, framing=framing, passive=passive)
