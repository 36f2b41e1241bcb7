"""Roots: stems with the different words for one thing brought together, so that questions and facts meet in them."""

from __future__ import annotations

from collections.abc import Set
from functools import lru_cache

from bot.domain.asking.synonyms import DEMONYMS, SYNONYMS
from bot.domain.asking.time_words import MONTH_OF
from bot.domain.asking.words import STOP, stem, words
from bot.domain.edtf import MONTHS


@lru_cache(maxsize=100_000)
def root(word: str) -> str:
    """The root of a folded word: `lorries` and `trucks`, `feb` and `february`, `turks` and `turkey` have one each."""
    if word in SYNONYMS:
        word = SYNONYMS[word][0]
    elif word in DEMONYMS:
        word = DEMONYMS[word]
    elif word in MONTH_OF:
        word = MONTHS[MONTH_OF[word]].lower()
    return stem(word)


_CLASSES = (
    frozenset(root(m.lower()) for m in MONTHS if m),
    frozenset(root(o) for o in ("first", "second", "third", "fourth", "fifth", "sixth")),
    frozenset(str(year) for year in range(2010, 2031)),
)
"""Roots of which a question means one: another month, another in a row, another year is another question."""


def exclude(ours: Set[str], theirs: Set[str]) -> bool:
    """Do two questions name different months, years or places in a row, so that they cannot be the same?"""
    return any(ours & kind and theirs & kind and not ours & theirs & kind for kind in _CLASSES)


def roots(text: str) -> tuple[str, ...]:
    """The roots of a text in order, stop words left out."""
    return tuple(root(w) for w in words(text) if w not in STOP)
