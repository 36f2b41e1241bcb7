"""What does something to what, names or not: air strikes kill civilians, and never the other way round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.asking.words import STOP
from bot.domain.grounding.names.known import PAST
from bot.domain.grounding.sense.scope import meet
from bot.domain.grounding.tokens import Said, Token

_BE = frozenset("was were is are be been being".split())
_STOPS = frozenset(", ; : ( ) but while that which who when after before because as if than".split())
_PREPOSITIONS = frozenset("of in on at near with over from against to into for around outside through since by".split())
_PRONOUNS = frozenset("they it he she we".split())
_LEAST = 4
"""Letters that a word in -ed has more than, if it is a verb."""


@dataclass(frozen=True, slots=True)
class Act:
    """A verb by root, with the roots of the words before whom it has as doer and as the one to whom it is done."""

    root: str
    by: frozenset[str]
    to: frozenset[str]


def turned(part: Said, whole: Said) -> bool:
    """Does a text have, of a verb that another has too, doer and done-to the other way round?"""
    theirs = [a for a in acts(whole) if a.by and a.to]
    ours = [a for a in acts(part) if a.by and a.to]
    return any(
        (a.root == t.root or (meet({a.root}, {t.root}) and a.by <= t.to and a.to <= t.by))
        and a.by & t.to
        and a.to & t.by
        and not (a.by & t.by or a.to & t.to)
        for a in ours
        for t in theirs
    )


@lru_cache(maxsize=20_000)
def acts(said: Said) -> tuple[Act, ...]:
    """The acts of a text as far as their words stand right before and after the verb."""
    return tuple(_acts(said.tokens))


def _acts(tokens: tuple[Token, ...]) -> Iterator[Act]:
    for number, token in enumerate(tokens):
        if not (token.word in PAST or (token.word.endswith("ed") and len(token.word) > _LEAST)):
            continue
        before = _before(tokens, number)
        if number and tokens[number - 1].word in _BE:
            by = next((n for n in range(number + 1, min(number + 3, len(tokens))) if tokens[n].word == "by"), None)
            if by is not None:
                yield Act(token.root, _after(tokens, by), before)
        else:
            subject = tokens[number - 1].word if number else ""
            # The displacement they caused: what stands before is what is caused.
            yield Act(token.root, before if subject not in _PRONOUNS else frozenset(), _after(tokens, number))


def _before(tokens: tuple[Token, ...], number: int) -> frozenset[str]:
    """The words from the beginning of the clause up to its first preposition."""
    start = number
    while start and (tokens[start - 1].word or tokens[start - 1].text) not in _STOPS:
        start -= 1
    found: set[str] = set()
    for token in tokens[start:number]:
        if token.word in _PREPOSITIONS and token.word != "at":
            break
        found |= _telling(token)
    return frozenset(found)


def _after(tokens: tuple[Token, ...], number: int) -> frozenset[str]:
    """The words after a verb or `by`, up to a preposition or the end of the clause."""
    found: set[str] = set()
    for token in tokens[number + 1 :]:
        if (token.word or token.text) in _STOPS or (token.word in _PREPOSITIONS and token.word != "at"):
            break
        found |= _telling(token)
    return frozenset(found)


def _telling(token: Token) -> set[str]:
    return {token.root} if token.word and token.word not in STOP and not token.is_number else set()
