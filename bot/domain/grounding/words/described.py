"""What the things that a fact names may be called by what they are: the town of Saraqib, the monitor, the country."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.domain.asking.names import Gazetteer
from bot.domain.facts import Entity
from bot.domain.grounding.names.naming import Same
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.tokens import Said, read
from bot.domain.grounding.words.thesaurus import tellable

_KINDS = {
    "person": "person",
    "state": "country state nation",
    "organisation": "organisation body group",
    "place": "place area",
    "armed-group": "group faction organisation",
    "agreement": "agreement deal accord document",
    "road": "road highway route",
}
"""What a thing of each kind may be called."""
_MORE = {"armed-group": "armed"}
"""How it may be called so."""
_NOUN_ENDS = re.compile(
    r"[;,.(:]|\b(?:of|in|on|at|with|from|for|near|by|and|that|which|who|led|used|taken|set|\w+ing|of the)\b", re.I
)
"""Where the noun of a description ends: `Town | south-west of Aleppo taken by ...`."""
_AHEAD = 3


def is_described(part: Said, place: int, premise: Premise, gazetteer: Gazetteer) -> bool:
    """Is a word what something in the fact is called, or how: the main city, a city, but not the main people?"""
    return any(_calls(part, place, *_called(e)) for e in _named(premise, gazetteer))


def _calls(part: Said, place: int, noun: frozenset[str], how: frozenset[str]) -> bool:
    for number in range(place, min(place + _AHEAD, len(part.tokens))):
        token = part.tokens[number]
        if token.root in noun or (token.is_capital and number > place):
            return True
        if token.root not in how and token.text != "-":
            return False
    return False


def _named(premise: Premise, gazetteer: Gazetteer) -> tuple[Entity, ...]:
    return _found(f"{premise.said.text} ; {premise.beside.text}", Same(gazetteer))


@lru_cache(maxsize=5_000)
def _found(text: str, key: Same) -> tuple[Entity, ...]:
    return tuple(m.entity for m in key.gazetteer.find(text))


@lru_cache(maxsize=5_000)
def _called(entity: Entity) -> tuple[frozenset[str], frozenset[str]]:
    """The nouns that it may be called by, and the words that may stand before these."""
    said = read(_NOUN_ENDS.split(entity.description, maxsplit=1)[0])
    noun = read(_KINDS.get(entity.kind, "")).roots | tellable(said.part(len(said.tokens) - 1, len(said.tokens)))
    return noun, said.roots | read(_MORE.get(entity.kind, "")).roots
