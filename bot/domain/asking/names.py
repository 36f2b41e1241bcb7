"""Names in a question: the case's entities by their aliases, metonyms and spellings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.domain.asking.synonyms import DEMONYMS
from bot.domain.asking.words import STOP, words
from bot.domain.facts import Entity

_CAPITALS = re.compile(r"[A-Z]{2,3}")
_SHORT_WORD = re.compile(r"\b(?P<the>the\s+)?(?P<short>[A-Za-z]{2,3})\b")
_SHORT_IN_LOWER_CASE = frozenset({"un", "eu", "uk", "hts", "nlf", "chp", "saa", "tsk", "rte"})
"""Short aliases that people also type in lower case; the others (`us`, `ap`, `it`) are words or noise then."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """An entity that a question names, and the folded words that named it; `start` counts the words before them."""

    entity: Entity
    words: tuple[str, ...]
    start: int


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All the ways in which the case's names are written.

    `exact` maps folded word sequences to entities, aliases before metonyms; `capitals` holds aliases that count only
    when they are written in capitals, because in lower case they are ordinary words ("US", "AA"). `longest` is the
    number of words of the longest name, `vocabulary` has every word of one.
    """

    exact: dict[tuple[str, ...], tuple[Entity, ...]]
    capitals: dict[str, tuple[Entity, ...]]
    longest: int
    vocabulary: frozenset[str]

    @classmethod
    def build(cls, entities: Iterable[Entity]) -> Gazetteer:
        """The names of these entities; surnames stand for persons where nothing else is called so."""
        exact: dict[tuple[str, ...], list[Entity]] = {}
        capitals: dict[str, list[Entity]] = {}
        listed = list(entities)
        for entity in listed:
            for alias in (entity.name, *entity.aliases):
                _add(alias, entity, exact, capitals)
        for entity in listed:
            if entity.kind == "person":
                exact.setdefault(words(entity.name)[-1:], [entity])
        for entity in listed:
            for alias in entity.metonyms:
                _add(alias, entity, exact, capitals)
        return cls(
            {k: tuple(dict.fromkeys(v)) for k, v in exact.items() if k},
            {k: tuple(dict.fromkeys(v)) for k, v in capitals.items()},
            max((len(k) for k in exact), default=1),
            frozenset(w for k in exact for w in k),
        )

    def find(self, text: str, corrections: Mapping[str, str] | None = None) -> tuple[Mention, ...]:
        """The names in a text, longest first, without overlap; a name of several entities is a mention of each.

        `corrections` maps misspelt folded words to right ones.
        """
        plain = words(text)
        fixes = corrections or {}
        fixed = [self._known(fixes.get(word, word)) for word in plain]
        found: list[Mention] = []
        taken: set[int] = set()
        for start, size, entities in (*self._sequences(fixed), *self._in_capitals(text)):
            place = range(start, start + size)
            if taken.isdisjoint(place):
                taken.update(place)
                found += [Mention(entity=e, words=plain[start : start + size], start=start) for e in entities]
        return tuple(found)

    def _sequences(self, known: list[str]) -> Iterator[tuple[int, int, tuple[Entity, ...]]]:
        """Start, length and entities of the names among folded words, longest first."""
        for size in range(min(self.longest, len(known)), 0, -1):
            for start in range(len(known) - size + 1):
                entities = self.exact.get(tuple(known[start : start + size]))
                if entities:
                    yield start, size, entities

    def _in_capitals(self, text: str) -> Iterator[tuple[int, int, tuple[Entity, ...]]]:
        """The same for short names that are written in capitals or follow "the"."""
        for match in _SHORT_WORD.finditer(text):
            short = match["short"]
            entities = self.capitals.get(short.upper())
            if entities and (match["the"] or _CAPITALS.fullmatch(short)):
                yield len(words(text[: match.start("short")])), 1, entities

    def _known(self, word: str) -> str:
        """The word as the names have it: people drop apostrophes ("ochas") and use demonyms ("the Turks")."""
        if word in self.vocabulary:
            return word
        word = DEMONYMS.get(word, word)
        singular = word.removesuffix("s")
        return singular if word not in self.vocabulary and singular in self.vocabulary else word


def _add(
    alias: str, entity: Entity, exact: dict[tuple[str, ...], list[Entity]], capitals: dict[str, list[Entity]]
) -> None:
    """Enter a name; short ones in capitals, which could be words, among the capitals."""
    key = words(alias)
    if _CAPITALS.fullmatch(alias) and (key[0] in STOP or len(alias) == 2):
        capitals.setdefault(alias, []).append(entity)
        if key[0] not in _SHORT_IN_LOWER_CASE:
            return
    exact.setdefault(key, []).append(entity)
