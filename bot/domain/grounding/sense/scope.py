"""What a word such as `not`, `may` or `before` reaches: the content words beside it, up to the end of its clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from bot.domain.grounding.days import dates
from bot.domain.grounding.tokens import Said, Token, root
from bot.domain.grounding.words.light import FUNCTION, TELLING
from bot.domain.grounding.words.thesaurus import told_for

BREAKS = frozenset({";", ":", ".", "but", "while", "whereas", "although", "though", "because", "yet"})
"""Where a clause ends for good."""
_ASKING = frozenset(root(w) for w in "say know ask tell see determine clear unclear sure unsure certain check".split())
PAUSES = BREAKS | {",", "(", ")", "if", "unless"}
"""Where it may."""


def is_break(token: Token, breaks: frozenset[str] = PAUSES) -> bool:
    """Does a clause end before this token?"""
    return (token.word or token.text) in breaks


def is_content(token: Token) -> bool:
    """Does it carry meaning of its own: no mark, no number, no word of grammar or of telling?"""
    return bool(token.word) and not token.is_number and token.word not in FUNCTION and token.root not in TELLING


def after(
    said: Said, place: int, most: int, *, breaks: frozenset[str] = PAUSES, ends: frozenset[str] = frozenset()
) -> tuple[int, ...]:
    """The places of up to `most` content words after a place, until the clause or one of the words `ends` ends them.

    A name counts only where it is the first of them. What stands aside between commas is passed over: failed, on the
    day the mandate ran out, to extend.
    """
    return _walk(said, range(place + 1, len(said.tokens)), most, breaks, ends)


def before(said: Said, place: int, most: int, *, breaks: frozenset[str] = PAUSES) -> tuple[int, ...]:
    """The same before the place, the nearest first."""
    return _walk(said, range(place - 1, -1, -1), most, breaks, frozenset())


def _walk(
    said: Said, places: Iterable[int], most: int, breaks: frozenset[str], ends: frozenset[str]
) -> tuple[int, ...]:
    found: list[int] = []
    days = dated(said)
    aside = False
    for place in places:
        token = said.tokens[place]
        if token.text == "," and not found and "," in breaks:
            aside = not aside
        elif not aside:
            if (
                (is_break(token, breaks) and not _asks(said, place))
                or (found and token.word in ends)
                or len(found) == most
            ):
                break
            if is_content(token) and place not in days and not (found and place and token.is_capital):
                found.append(place)
    return tuple(found)


def _asks(said: Said, place: int) -> bool:
    """Is it the `if` of a question: unable to say if?"""
    return said.tokens[place].word == "if" and place > 0 and said.tokens[place - 1].root in _ASKING


@lru_cache(maxsize=20_000)
def dated(said: Said) -> frozenset[int]:
    """The places of words that tell of a day."""
    return frozenset(place for m in dates.mentions(said) for place in range(m.first, m.last))


def roots(said: Said, places: Iterable[int]) -> frozenset[str]:
    """The roots of the words at some places."""
    return frozenset(said.tokens[p].root for p in places)


def meet(part: Iterable[str], premise: Iterable[str]) -> bool:
    """May one of these words of a sentence be told for one of those of a fact, or the other way round?"""
    ours = frozenset(part)
    return any(ours & told_for(p) for p in premise) or any(told_for(o) & frozenset(premise) for o in ours)


class Runs:
    """Runs of folded words that a text may have, each found by the word that it begins with."""

    def __init__(self, runs: Iterable[tuple[str, ...]]) -> None:
        """Index them; those that are given first are found first."""
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for run in runs:
            self._by_first.setdefault(run[0], []).append(run)

    def at(self, said: Said, place: int) -> Iterator[tuple[str, ...]]:
        """Those that stand from this place on."""
        for run in self._by_first.get(said.tokens[place].word, ()):
            here = said.tokens[place : place + len(run)]
            if len(here) == len(run) and all(t.word == w for t, w in zip(here, run, strict=True)):
                yield run


def starts_with(said: Said, place: int, words: Sequence[str]) -> bool:
    """Do these folded words stand from this place on?"""
    if place >= len(said.tokens) or said.tokens[place].word != words[0]:
        return False
    here = said.tokens[place : place + len(words)]
    return len(here) == len(words) and all(t.word == w for t, w in zip(here, words, strict=True))
