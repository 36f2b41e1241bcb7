"""Where a sentence may go over from one fact to another: not between a verb and whoever or whatever it is told of."""

from __future__ import annotations

from functools import lru_cache

from bot.domain.grounding.known import PAST
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.reporting import VERBS
from bot.domain.grounding.scope import dated, is_content, meet, roots
from bot.domain.grounding.tokens import Said

_JOINING = frozenset(", ; and while whereas but then also later subsequently still who which that".split())
_HELPING = frozenset(
    """was were is are be been being has have had do does did will would shall should must may might could can
    fled""".split()
)
_LEADING = frozenset("according on in by of after during as at under since from".split())
_RELATIVE = frozenset({"who", "which", "that"})
_LAST = 3
_LEAST = 4
"""Letters that a verb in -ed has more than."""


def keeps_subject(part: Said, whole: Said, premise: Premise) -> bool:
    """Has a stretch a subject of its own, or one before it that its fact tells of too?"""
    if not lacks_subject(part):
        return True
    subject = _subject(whole, part)
    return bool(subject) and meet(subject, premise.said.roots | premise.beside.roots)


def _subject(whole: Said, part: Said) -> frozenset[str]:
    """The words before a stretch that its verb is told of: for `which`, the last; else those before the first verb."""
    start = next(n for n, t in enumerate(whole.tokens) if t.start == part.tokens[0].start)
    first = 0
    if whole.tokens[0].word in _LEADING:
        first = next((n + 1 for n in range(start) if whole.tokens[n].text == ","), 0)
    before = [n for n in range(first, start) if is_content(whole.tokens[n]) and n not in dated(whole)]
    if {t.word for t in part.tokens[:2]} & _RELATIVE:
        return roots(whole, before[-_LAST:])
    verb = next((n for n in range(first, start) if _is_verb(whole, n)), start)
    return roots(whole, [n for n in before if n < verb])


@lru_cache(maxsize=20_000)
def lacks_subject(part: Said) -> bool:
    """Does a stretch begin with a verb, so that it tells of what stands before it?"""
    for number, token in enumerate(part.tokens):
        word = token.word or token.text
        if word in _JOINING or word.endswith("ly") or word == "not":
            continue
        if token.is_capital or token.is_number:
            return False
        return _is_verb(part, number)
    return False


def _is_verb(said: Said, place: int) -> bool:
    """Is it a finite verb, as far as its form and what follows it tell?"""
    word = said.tokens[place].word
    following = said.tokens[place + 1].word if place + 1 < len(said.tokens) else ""
    if word in _HELPING | PAST | VERBS:
        return True
    return word.endswith("ed") and len(word) > _LEAST and (following in _AFTER_VERBS or following.isdecimal())


_AFTER_VERBS = frozenset(
    """the a an that to in on at by from for with its their his her it them him all more over about some nearly into
    out back off up down as""".split()
)
