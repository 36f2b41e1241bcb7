"""A text as tokens that know where they stand, with the root by which different forms of a word meet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import simplemma

from bot.domain.asking.words import fold, stem

_TOKEN = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*[^\W\d_]*|[^\W_]+(?:['’][^\W_]+)*|\S")
_AMERICAN = re.compile(r"is(e|ed|es|er|ers|ing|ation|ations)$")
_FORMS = {
    word: base
    for base, group in {
        "defense": "defence defences",
        "center": "centre centres",
        "program": "programme programmes",
        "harbor": "harbour",
        "labor": "labour",
        "neighbor": "neighbour neighbours neighbouring neighboring",
        "armor": "armour armoured armored",
        "favor": "favour favoured favored favours",
        "traveler": "traveller travellers",
        "license": "licence licences",
        "aluminum": "aluminium",
        "percent": "pct",
        "cannot": "can't",
        # Forms that a dictionary without the sentence takes for another word.
        "rise": "rose",
        "leave": "left",
        "shoot": "shot",
        "bind": "bound",
        "go": "gone went",
        "break": "broke broken",
        "win": "won",
        "feel": "felt",
        "think": "thought",
        "shake": "shook shaken",
        "bad": "worse worst",
        "life": "lives",
        "bear": "bore",
        "lie": "laid",
        "surround": "surrounds",
        "praise": "praised praises praising",
        "raise": "raising",
        "arise": "arising",
        "advise": "advised advises advising",
        "revise": "revised revises revising",
        "devise": "devised devises devising",
        "prefer": "preferred preferring",
        "judgment": "judgement judgements",
        "willing": "willingness",
        "unwilling": "unwillingness",
        "ready": "readiness",
        "injury": "injuries",
        "environs": "surroundings",
        "sky": "skies",
        # Forms that the stemmer takes for another word: what is international is not internal, who lives in a village
        # is none.
        "global": "international internationally",
        "villagefolk": "villager villagers",
        "kilometer": "kilometre kilometres kilometers km",
    }.items()
    for word in group.split()
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a single mark. `word` is folded and without possessive, '' for a mark; `root` its root.

    `start` and `end` are characters of the text.
    """

    text: str
    start: int
    end: int
    word: str
    root: str

    @property
    def is_number(self) -> bool:
        """Does it begin with a digit?"""
        return self.word[:1].isdigit()

    @property
    def is_capital(self) -> bool:
        """Does it begin with a capital letter?"""
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True)
class Said:
    """A text with its tokens."""

    text: str
    tokens: tuple[Token, ...]

    def __hash__(self) -> int:
        # What was worked out of a stretch is kept by it; its tokens follow from where it begins and how long it is.
        return hash((self.text, len(self.tokens), self.tokens[0].start if self.tokens else -1))

    def part(self, first: int, last: int) -> Said:
        """The tokens from `first` up to and without `last`; they keep the places that they have in the whole text."""
        return Said(self.text, self.tokens[first:last])

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words in order, marks left out."""
        return tuple(t.word for t in self.tokens if t.word)

    @property
    def roots(self) -> frozenset[str]:
        """The roots of its words."""
        return frozenset(t.root for t in self.tokens if t.root)


@lru_cache(maxsize=20_000)
def read(text: str) -> Said:
    """The tokens of a text, in order."""
    found = []
    for match in _TOKEN.finditer(text):
        word = _folded(match[0])
        found.append(Token(match[0], match.start(), match.end(), word, _root(match[0], word)))
    return Said(text, tuple(found))


@lru_cache(maxsize=100_000)
def root(word: str) -> str:
    """The root of a folded word: its base form, stemmed, in one spelling. `fell` and `falls` have one root, and so do
    `neutralised` and `neutralizes`.
    """
    if not (word.isascii() and word.isalpha()):
        return word
    word = _FORMS.get(word, word)
    word = _AMERICAN.sub(r"iz\1", word) if len(word) > 6 else word
    return stem(str(simplemma.lemmatize(word, lang="en")).lower())


def _root(text: str, word: str) -> str:
    """An abbreviation in capitals is its own root: the US is not us."""
    return word if len(text) > 1 and text.isupper() else root(word)


def _folded(text: str) -> str:
    if not any(c.isalnum() for c in text):
        return ""
    return fold(text).removesuffix("'s").removesuffix("’s").replace("’", "'")
