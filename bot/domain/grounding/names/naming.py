"""Where a sentence names entities of the case: by name, alias, metonym, people of a state, or a person's title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import simplemma

from bot.domain.asking.names import Gazetteer
from bot.domain.asking.words import words
from bot.domain.facts import Entity
from bot.domain.grounding.names import titles
from bot.domain.grounding.names.pieces import LINKS, PEOPLES, Mention, Piece, is_one, normal, pieces
from bot.domain.grounding.tokens import Said

_MOST_LINKS = 3
_END_OF_TITLE = re.compile(r"[;.,]")


@dataclass(frozen=True, eq=False, slots=True)
class Index:
    """The names of a gazetteer: in order, as sets of words where order does not matter, and what persons are called for
    their office. `longest` has for each word that a name can begin with how many words such a name has at most, `parts`
    all words of names.
    """

    ordered: dict[tuple[str, ...], tuple[Entity, ...]]
    sets: dict[frozenset[str], tuple[Entity, ...]]
    titles: dict[Entity, frozenset[str]]
    longest: dict[str, int]
    parts: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Same:
    """A gazetteer as a key: the very one, not one that is equal."""

    gazetteer: Gazetteer

    def __hash__(self) -> int:
        return id(self.gazetteer)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.gazetteer is self.gazetteer


def mentions(said: Said, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The entities that a text names, in order and without overlap; the indexes are those of `said.tokens`."""
    return _disjoint(said, Same(gazetteer))


def all_mentions(said: Said, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The same with the names that lie within names: who speaks of the Syrian army names Syria."""
    return _overlapping(said, Same(gazetteer))


@lru_cache(maxsize=8)
def _index(key: Same) -> Index:
    ordered: dict[tuple[str, ...], dict[Entity, None]] = {}
    sets: dict[frozenset[str], dict[Entity, None]] = {}
    offices: dict[Entity, frozenset[str]] = {}
    for name, entities in (*key.gazetteer.exact.items(), *((words(k), v) for k, v in key.gazetteer.capitals.items())):
        parts = tuple(part for word in name for part in normal(word))
        ordered.setdefault(parts, {}).update(dict.fromkeys(entities))
        bag = frozenset(parts) - LINKS
        if len(bag) > 1:
            sets.setdefault(bag, {}).update(dict.fromkeys(entities))
        for entity in entities:
            if entity.kind == "person" and entity.description:
                offices[entity] = title(entity)
    longest: dict[str, int] = {}
    for parts in ordered:
        longest[parts[0]] = max(longest.get(parts[0], 0), len(parts))
    for bag in sets:
        for part in bag:
            longest[part] = max(longest.get(part, 0), len(bag) + _MOST_LINKS)
    return Index(
        {k: tuple(v) for k, v in ordered.items()},
        {k: tuple(v) for k, v in sets.items()},
        offices,
        longest,
        LINKS.union(*ordered),
    )


def title(entity: Entity) -> frozenset[str]:
    """What an entity is by its description, up to the first comma or stop."""
    first = _END_OF_TITLE.split(entity.description, maxsplit=1)[0]
    return frozenset(part for word in words(first) for part in normal(word)) - LINKS


def _found(said: Said, key: Same) -> Iterator[Mention]:
    """All names in a text, longest first."""
    index = _index(key)
    text = pieces(said)
    texts = tuple(p.text for p in text)
    ends = _ends(texts, index)
    places = [
        (size, start)
        for start, word in enumerate(texts)
        for size in range(1, min(index.longest.get(word, 0), ends[start] - start) + 1)
    ]
    for size, start in sorted(places, key=lambda place: (-place[0], place[1])):
        window = text[start : start + size]
        entities = _named(texts[start : start + size], index)
        if (
            entities
            and is_one(said, window)
            and not _is_cut(said, window[0])
            and (size > 1 or _counts(said, window[0], entities))
        ):
            yield Mention(first=window[0].token, last=window[-1].token + 1, entities=entities)


def _ends(texts: tuple[str, ...], index: Index) -> list[int]:
    """For each word, where those from it on end that may be parts of names."""
    ends = [0] * len(texts)
    end = len(texts)
    for place in range(len(texts) - 1, -1, -1):
        end = end if texts[place] in index.parts else place
        ends[place] = end
    return ends


def _named(texts: tuple[str, ...], index: Index) -> tuple[Entity, ...]:
    found = index.ordered.get(texts)
    if found or len(texts) == 1 or texts[0] in LINKS or texts[-1] in LINKS:
        return found or ()
    bag = frozenset(texts) - LINKS
    return index.sets.get(bag, ()) if len(bag) == sum(t not in LINKS for t in texts) else ()


def _is_cut(said: Said, piece: Piece) -> bool:
    """Is it a plain word that hangs on the one before: pro-government forces are not the government's?"""
    before = said.tokens[piece.token - 1].text if piece.token else ""
    return before == "-" and not said.tokens[piece.token].is_capital


def _counts(said: Said, piece: Piece, entities: tuple[Entity, ...]) -> bool:
    """Does a single word name them? It must be their name, not only of one root with it: Begun is a village, began is
    not. In lower case it counts where it is no ordinary word, or they are written so.
    """
    token = said.tokens[piece.token]
    called = {part for e in entities for name in (e.name, *e.aliases, *e.metonyms) for part in words(name)}
    spelled = {part for word in words(token.text) for part in (word, word.removesuffix("s"), PEOPLES.get(word, word))}
    if not called & spelled and not any(part in called for word in spelled for part in word.split()):
        return False
    if token.is_capital:
        return token.text[: len(token.word)].isupper() or not all(_is_short(token.word, e) for e in entities)
    listed = {alias for e in entities for alias in (e.name, *e.aliases)}
    if token.word in listed or not simplemma.is_known(token.word, lang="en"):
        return True
    is_place = len(token.word) > 3 and any(e.kind in ("state", "place") for e in entities)
    return is_place and simplemma.lemmatize(token.word, lang="en").lower() == token.word


def _is_short(word: str, entity: Entity) -> bool:
    """Is it an abbreviation of the entity that is a word too, so that it counts in capitals alone?"""
    return len(word) < 4 and word.upper() in (*entity.aliases, entity.name)


@lru_cache(maxsize=50_000)
def _overlapping(said: Said, key: Same) -> tuple[Mention, ...]:
    return tuple(_found(said, key))


@lru_cache(maxsize=50_000)
def _disjoint(said: Said, key: Same) -> tuple[Mention, ...]:
    index = _index(key)
    taken: set[int] = set()
    found: list[Mention] = []
    names = _overlapping(said, key)
    several = [m for m in names if m.last - m.first > 1]
    single = [m for m in names if m.last - m.first == 1]
    before_names = {m.first for m in names if m.entities[0].kind == "person"}
    by_office = [m for m in titles.offices(said, index.titles) if m.last not in before_names]
    for group in (several, by_office, single):
        for mention in group:
            place = range(mention.first, mention.last)
            if taken.isdisjoint(place):
                taken.update(place)
                found.append(mention)
    return titles.with_titles(said, sorted(found, key=lambda m: m.first), index.titles)
