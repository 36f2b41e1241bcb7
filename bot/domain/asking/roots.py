"""Roots: stems with the different words for one thing brought together, so that questions and facts meet in them."""

from __future__ import annotations

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


def roots(text: str) -> tuple[str, ...]:
    """The roots of a text in order, stop words left out."""
    return tuple(root(w) for w in words(text) if w not in STOP)
