"""The parts of names, as names are compared, and what a mention of an entity is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from bot.domain.asking.synonyms import DEMONYMS
from bot.domain.asking.words import words
from bot.domain.facts import Entity
from bot.domain.grounding.tokens import Said, root

LINKS = frozenset({"of", "the", "for"})
"""Words that may stand within a name and add nothing: the Ministry of Defence is the Defence Ministry."""
_MORE_PEOPLES = {
    "united states": "american americans",
    "united kingdom": "briton britons",
    "netherlands": "dutch",
    "spain": "spanish spaniard spaniards",
    "poland": "polish pole poles",
    "bulgaria": "bulgarian bulgarians",
    "saudi arabia": "saudi saudis",
    "united arab emirates": "emirati emiratis",
    "afghanistan": "afghan afghans",
    "yemen": "yemeni yemenis",
    "sudan": "sudanese",
    "ethiopia": "ethiopian ethiopians",
    "myanmar": "burmese",
    "india": "indian indians",
    "pakistan": "pakistani pakistanis",
    "azerbaijan": "azerbaijani azerbaijanis azeri azeris",
    "armenia": "armenian armenians",
    "georgia": "georgian georgians",
    "sweden": "swedish swede swedes",
}
PEOPLES = DEMONYMS | {people: state for state, group in _MORE_PEOPLES.items() for people in group.split()}
"""What the people and things of a state are called, with the name of the state."""
WITHIN = frozenset("-'’./")
"""Marks that may stand within a name."""

_ORGANS = frozenset(map(root, "ministry government presidency authorities".split()))
"""Words behind which the name of a capital tells whose they are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """Tokens from `first` up to and without `last` that name an entity, or one of several."""

    first: int
    last: int
    entities: tuple[Entity, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A part of a name as names are compared, and the token that it is of."""

    text: str
    token: int


@lru_cache(maxsize=50_000)
def normal(word: str) -> tuple[str, ...]:
    """A folded word as names are compared: a people as its state, in root form."""
    return tuple(root(w) for w in PEOPLES.get(word, word).split())


@lru_cache(maxsize=50_000)
def pieces(said: Said) -> tuple[Piece, ...]:
    """The words of a text as names are compared."""
    return tuple(
        Piece(text=part, token=number)
        for number, token in enumerate(said.tokens)
        if token.word
        for word in words(token.text)
        for part in normal(word)
    )


def is_one(said: Said, window: tuple[Piece, ...]) -> bool:
    """Do the words of a window follow one another with no mark between them that divides?"""
    within = said.tokens[window[0].token : window[-1].token + 1]
    return all(t.word or t.text in WITHIN for t in within)


def is_seat(said: Said, first: int) -> bool:
    """Does a name from this token on tell whose an organ is, as its seat: the Defence Ministry in Moscow?"""
    before = said.tokens[max(0, first - 2) : first]
    return len(before) == 2 and before[1].word == "in" and before[0].root in _ORGANS
