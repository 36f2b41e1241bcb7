"""The sentences that the check is measured on, and the case that they are made from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import TypeVar

from bot.domain.asking.say import attributed
from bot.domain.edtf import say_edtf
from bot.domain.facts import Case, Entity, Fact
from bot.domain.grounding.claims import Draft
from storage.casefiles import read_case_with_warnings

T = TypeVar("T")

NATIONS = {
    "Turkish": "Turkey Ankara Turk",
    "Russian": "Russia Moscow Kremlin",
    "Syrian": "Syria Damascus Assad",
    "Iranian": "Iran Tehran",
    "Greek": "Greece Athens",
    "German": "Germany Berlin",
    "French": "France Paris",
    "British": "Britain London UK",
    "American": "US USA Washington",
    "Iraqi": "Iraq Baghdad",
    "Jordanian": "Jordan Amman",
    "Chinese": "China Beijing",
    "Egyptian": "Egypt Cairo",
    "Israeli": "Israel",
}
"""Adjectives of states, and the words that name the same state."""


_OF_NATIONS = {a: re.compile(rf"\b(?:{a}|{'|'.join(names.split())})") for a, names in NATIONS.items()}
_OPENERS = frozenset(
    "The A An On In At By From Of Under After About Some More Most Two Three Four Five Nearly Senior".split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """A sentence to be checked. `kind` is the class of its fault or, where it is faithful, how it was made.

    `given` are the facts that its writer was given, all of the case where empty; `as_of` is the moment as of which is
    told, None for a moment when everything was known.
    """

    kind: str
    text: str
    cites: tuple[str, ...]
    given: tuple[str, ...] = ()
    as_of: datetime | None = None

    @property
    def draft(self) -> Draft:
        """What is handed to the check."""
        return Draft(text=self.text, cites=self.cites)


class World:
    """A case, with what rules look up in it."""

    def __init__(self, case: Case) -> None:
        """Index the names of the case."""
        self.case = case
        self.facts: dict[str, Fact] = {f.id: f for f in case.facts}
        self.entities = case.entities
        self.surfaces: dict[str, set[str]] = {}
        for entity in case.entities:
            for name in (entity.name, *entity.aliases, *entity.metonyms):
                self.surfaces.setdefault(name, set()).add(entity.name)
            if entity.kind == "person":
                self.surfaces.setdefault(entity.name.split()[-1], set()).add(entity.name)
        self._seen: dict[str, frozenset[str]] = {}
        self.told: dict[str, str] = {f.id: attributed(f) for f in case.facts}
        self.kinds = {e.name: e.kind for e in case.entities}
        longest = sorted(self.surfaces, key=lambda n: (-len(n), n))
        self._names = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])")

    @classmethod
    def read(cls, folder: Path) -> World:
        """The world of a case folder; raises InvalidCase where that is none."""
        return cls(read_case_with_warnings(folder)[0])

    def names(self, text: str) -> Iterator[re.Match[str]]:
        """The names in a text, longest first where they overlap."""
        return self._names.finditer(text)

    def named(self, text: str) -> frozenset[str]:
        """The entities that a text may name."""
        if text not in self._seen:
            self._seen[text] = frozenset(entity for m in self.names(text) for entity in self.surfaces[m[0]])
        return self._seen[text]

    def entity(self, name: str) -> Entity | None:
        """The entity of this name."""
        return next((e for e in self.entities if e.name == name), None)

    def lower(self, text: str) -> str:
        """The text as it goes on within a sentence: its first letter small, unless it begins with a name."""
        name, first, second = self._names.match(text), *[*text.split(), "", ""][:2]
        if (
            not name
            and not nations(first)
            and (first in _OPENERS or not second[:1].isupper())
            and first[1:].lower() == first[1:]
        ):
            return text[:1].lower() + text[1:]
        return text


def upper(text: str) -> str:
    """The text as it begins a sentence."""
    return text[:1].upper() + text[1:]


def evidence(fact: Fact) -> str:
    """Everything that a fact holds for telling, as text."""
    parts = [fact.statement, fact.said_by, say_edtf(fact.event_date), fact.source.publisher]
    if fact.deadline:
        parts += [fact.deadline.set_by, fact.deadline.addressed_to, f"{fact.deadline.due_at:%-d %B %Y}"]
    if fact.figure:
        parts.append(fact.figure.unit)
    return " ; ".join(parts)


@lru_cache(maxsize=10_000)
def nations(text: str) -> frozenset[str]:
    """The adjectives of the states that a text speaks of."""
    return frozenset(adjective for adjective, pattern in _OF_NATIONS.items() if pattern.search(text))


def swap(text: str, start: int, end: int, new: str) -> str:
    """The text with another piece in this place."""
    return text[:start] + new + text[end:]


def some(items: Iterable[T], count: int, random: Random) -> list[T]:
    """At most so many of the items, picked at random."""
    listed = list(items)
    return random.sample(listed, min(count, len(listed)))
