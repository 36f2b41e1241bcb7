"""Where a sentence may go over from one fact to another: not between a verb and whoever or whatever it is told of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from bot.domain.asking.names import Gazetteer
from bot.domain.asking.words import STOP
from bot.domain.grounding.names.known import PAST
from bot.domain.grounding.names.naming import mentions
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.sense.scope import dated, is_content, meet, roots
from bot.domain.grounding.speech.reporting import VERBS
from bot.domain.grounding.tokens import Said, read

_JOINING = frozenset(", ; and while whereas but then also later subsequently still who which that".split())
_HELPING = frozenset(
    """was were is are be been being has have had do does did will would shall should must may might could can
    fled""".split()
)
_LEADING = frozenset("according on in by of after during as at under since from".split())
_PRONOUNS = frozenset({"it", "they", "he", "she"})
_RELATIVE = frozenset({"who", "which", "that"})
_LAST = 3
_TAIL = 8
_LEAST = 4
"""Letters that a verb in -ed has more than."""


@lru_cache(maxsize=20_000)
def can_part(whole: Said, place: int) -> bool:
    """May a sentence go over to another fact here? Not where it goes on with who says what stands before; and what
    stands before must tell something already, unless one number of things follows another: 277 people and 71 entities.
    """
    if whole.tokens[place].text == "," and _only_speaks(whole, place):
        return False
    follows = range(place + 1, min(place + 1 + _LAST, len(whole.tokens)))
    counts = any(whole.tokens[n].is_number and n not in dated(whole) for n in follows)
    return counts or any(is_verb(whole, n) or _has_name(whole, n) for n in range(place))


def _has_name(whole: Said, place: int) -> bool:
    """Is it a verb in -ed with a name for its object?"""
    tokens = whole.tokens[place : place + 2]
    return tokens[0].word.endswith("ed") and len(tokens) > 1 and tokens[1].is_capital


def _only_speaks(whole: Said, comma: int) -> bool:
    """Does no more than a speaker, a verb of telling and a day stand behind a comma?"""
    ends = (n for n in range(comma + 1, len(whole.tokens)) if whole.tokens[n].text in ",;.")
    places = range(comma + 1, next(ends, len(whole.tokens)))
    verb = next((n for n in places[:_TAIL] if whole.tokens[n].word in VERBS), None)
    if verb is None:
        return False
    return not any(
        is_content(t) or t.is_number
        for n, t in enumerate(whole.tokens[: places.stop])
        if n > verb and n not in dated(whole)
    )


def keeps_subject(part: Said, whole: Said, premise: Premise, before: Premise, names: Gazetteer) -> bool:
    """Has a stretch a subject of its own, or one before it that its fact tells of too?

    Where another fact carries what stands `before` it, that subject has to say both, and speaks again.
    """
    if not lacks_subject(part):
        return True
    subject = roots(whole, _subject_places(whole, part))
    if not subject or not meet(subject, premise.said.roots | premise.beside.roots):
        return False
    if before is premise or _RELATIVE.intersection(t.word for t in part.tokens[:2]):
        return True
    speaker = premise.fact.said_by
    speaks = whole.words[:1] == ("according",) or any(t.word in VERBS for t in part.tokens[:4])
    same = bool(speaker) and speaks and speaker == before.fact.said_by
    return same and _names(whole, _subject_places(whole, part), speaker, names)


def _names(whole: Said, subject: Sequence[int], speaker: str, names: Gazetteer) -> bool:
    """Do the words of a subject, or those that lead all of it by `according to`, name a speaker?"""
    leads = whole.words[:2] == ("according", "to")
    end = next((n for n, t in enumerate(whole.tokens) if t.text == ","), 0) if leads else 0
    places = {*subject, *range(end)}
    told = read(speaker)
    own = {e for m in mentions(told, names) for e in m.entities}
    if own:
        found = [m for m in mentions(whole, names) if own.intersection(m.entities) and m.first in places]
        return any(m.first < end or _ends(whole, m.last) for m in found)
    return meet(roots(whole, places), told.roots)


def _ends(whole: Said, place: int) -> bool:
    """Is what stands before a place all of a name: not the Council's resolution?"""
    following = whole.tokens[place].word if place < len(whole.tokens) else ""
    return not following or following in STOP or is_verb(whole, place)


def _subject_places(whole: Said, part: Said) -> Sequence[int]:
    """The words before a stretch that its verb is told of: for `which`, the last; else those before the first verb."""
    start = next(n for n, t in enumerate(whole.tokens) if t.start == part.tokens[0].start)
    first = 0
    if whole.tokens[0].word in _LEADING:
        first = next((n + 1 for n in range(start) if whole.tokens[n].text == ","), 0)
    before = [n for n in range(first, start) if is_content(whole.tokens[n]) and n not in dated(whole)]
    if {t.word for t in part.tokens[:2]} & _RELATIVE:
        return before[-_LAST:]
    verb = next((n for n in range(first, start) if is_verb(whole, n)), start)
    return [n for n in before if n < verb]


@lru_cache(maxsize=20_000)
def lacks_subject(part: Said) -> bool:
    """Does a stretch begin with a verb, so that it tells of what stands before it?"""
    for number, token in enumerate(part.tokens):
        word = token.word or token.text
        if number < _explained(part) or word in _JOINING or word.endswith("ly") or word == "not":
            continue
        if word in _PRONOUNS:
            return True
        if token.is_capital or token.is_number:
            return False
        return is_verb(part, number)
    return False


@lru_cache(maxsize=20_000)
def _explained(part: Said) -> int:
    """Where a name between commas ends, with which a stretch begins, and which belongs to what stands before it."""
    if not part.tokens or part.tokens[0].text != ",":
        return 0
    end = next((n for n, t in enumerate(part.tokens) if n and not t.is_capital), 0)
    return end if end > 1 and end < len(part.tokens) and part.tokens[end].text == "," else 0


def is_verb(said: Said, place: int) -> bool:
    """Is it a finite verb, as far as its form and what follows it tell?"""
    word = said.tokens[place].word
    following = said.tokens[place + 1].word if place + 1 < len(said.tokens) else ""
    if word in _HELPING | PAST | VERBS:
        return True
    return word.endswith("ed") and len(word) > _LEAST and (following in _AFTER_VERBS or following.isdecimal())


_AFTER_VERBS = frozenset(
    """the a an that to in on at by from for with its their his her it them him all more over about some nearly into
    out back off up down as one two three four five six seven eight nine ten eleven twelve dozens
    hundreds thousands""".split()
)
