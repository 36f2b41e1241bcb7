"""Where a text has its names: as the place in which something is, and as the owner of a thing."""

from __future__ import annotations

from itertools import pairwise

from bot.domain.asking.names import Gazetteer
from bot.domain.facts import Entity
from bot.domain.grounding.names.naming import mentions
from bot.domain.grounding.names.pieces import Mention
from bot.domain.grounding.tokens import Said

_IN = frozenset("in inside within".split())
_ASIDE = frozenset("the north northern south southern east eastern west western central rural - and or , both".split())
"""What may stand between `in` and the name of a place, or between two of them."""
_OF = 3


def placed(said: Said, gazetteer: Gazetteer) -> dict[bool, frozenset[Entity]]:
    """The states and places of a text: those in which something is, and those that are named otherwise."""
    found: dict[bool, set[Entity]] = {True: set(), False: set()}
    listed = mentions(said, gazetteer)
    ends: set[int] = set()
    for mention in listed:
        first = mention.first
        while first and (said.tokens[first - 1].word or said.tokens[first - 1].text) in _ASIDE and first not in ends:
            first -= 1
        within = first in ends or (first > 0 and said.tokens[first - 1].word in _IN)
        places = {e for e in mention.entities if e.kind in ("state", "place")}
        if within and places:
            ends.add(mention.last)
        found[within] |= places
    return {place: frozenset(entities) for place, entities in found.items()}


def owns_too(said: Said, mention: Mention, whole: Said, gazetteer: Gazetteer) -> bool:
    """Is what a name stands before as its owner told in another text as of it: X's office, the office of X?"""
    if mention.last >= len(said.tokens):
        return False
    thing = said.tokens[mention.last].root
    return any(
        thing and set(other.entities) & set(mention.entities) and _is_of(whole, other, thing)
        for other in mentions(whole, gazetteer)
    )


def _is_of(whole: Said, other: Mention, thing: str) -> bool:
    before = whole.tokens[max(0, other.first - _OF) : other.first]
    after = whole.tokens[other.last : other.last + 1]
    of = any(b.root == thing and a.word in ("of", "by") for b, a in pairwise(before))
    return of or any(t.root == thing for t in after)
