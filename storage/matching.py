"""The question's words as a full-text query in which none of them can be an operator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.asking.words import stem

WEIGHTS = (1.0, 0.7, 0.3, 1.0)
"""How much a word counts in statement, names, headline and asks."""

RANK = f"bm25({', '.join(map(str, WEIGHTS))})"
MOST_WORDS = 40
MANY_FACTS = 20_000
MOST_WORDS_OF_MANY = 10
ENOUGH = 2_000
TOO_MANY = 20_000
FEW = 200
"""With many facts, those are ranked that hold one of the rarest words: words are added until ENOUGH facts hold one, and
a word that makes them TOO_MANY only while they are FEW. Ranking is what costs time, and common words tell least."""

HOLLOW = 0.4
"""A word that more than this share of many facts holds tells nothing."""


def match(words: Sequence[str], frequency: Mapping[str, int], documents: int) -> str:
    """`"w1" OR "w2"` over the rarest of the words, each quoted; empty where none is left to look for.

    With many facts, one of the rarest words must be there, and the others only add to the rank.
    """
    many = documents > MANY_FACTS
    most = MOST_WORDS_OF_MANY if many else MOST_WORDS
    clean = list(dict.fromkeys(c for w in words if (c := _clean(w))))
    if many:
        clean = [w for w in clean if frequency.get(stem(w), 0) <= HOLLOW * documents]
    if many or len(clean) > most:
        clean = sorted(clean, key=lambda w: frequency.get(stem(w)) or documents)[:most]
    must = _enough(clean, frequency) if many else clean
    return _any(must) if len(must) == len(clean) else f"({_any(must)}) AND ({_any(clean)})"


def _enough(rarest_first: Sequence[str], frequency: Mapping[str, int]) -> Sequence[str]:
    facts = 0
    for count, word in enumerate(rarest_first):
        more = frequency.get(stem(word), 0)
        if facts >= ENOUGH or (facts >= FEW and facts + more > TOO_MANY):
            return rarest_first[:count]
        facts += more
    return rarest_first


def _any(words: Sequence[str]) -> str:
    return " OR ".join(f'"{word}"' for word in words)


def _clean(word: str) -> str:
    """A word that SQLite takes: no NUL, no lone surrogate, quotes doubled; empty without a letter or digit."""
    kept = word.replace("\0", "").encode("utf-8", "ignore").decode()
    return kept.replace('"', '""') if any(c.isalnum() for c in kept) else ""
