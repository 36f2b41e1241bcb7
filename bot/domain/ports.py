"""What the services need from the outside, as protocols. Adapters in `storage`, `handlers` and `bot` fulfil them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol

from bot.domain.facts import Case, CaseInfo, Entity, Fact, Gap, Measure, Source
from bot.domain.model import Made

EXTRACTIVE = Made()
"""What the base answered by itself."""

Vector = bytes
"""A unit-length embedding as little-endian float32."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A fact that a search found.

    `words` is the BM25 score of the fact as one document (higher is better, 0 where only meaning found it),
    `meaning` the cosine of question and statement (None without vectors). `asks` are the index questions of the fact
    as stems, for scoring each of them as a small document of its own.
    """

    fact: Fact
    words: float
    meaning: float | None
    asks: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class GapHit:
    """A known gap near the question, with its question as stems and the cosine to it (None without vectors)."""

    gap: Gap
    stems: tuple[str, ...]
    words: float
    meaning: float | None


@dataclass(frozen=True, slots=True)
class Usage:
    """How often stems stand in `count` short texts."""

    count: int = 0
    frequency: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Lexicon:
    """What is needed to read a question: the case's names, measures and words.

    `documents` is the number of facts, `frequency` in how many of them each stem stands; `asks` and `gaps` tell how
    often stems stand in questions that facts answer, and in those that are known to go unanswered.
    """

    info: CaseInfo
    entities: tuple[Entity, ...]
    measures: tuple[Measure, ...]
    documents: int
    frequency: Mapping[str, int]
    asks: Usage = Usage()
    gaps: Usage = Usage()


class FactBase(Protocol):
    """The stored facts, read as of a moment: nothing with `known_at > as_of` is ever returned."""

    async def lexicon(self) -> Lexicon: ...

    async def search(self, stems: Sequence[str], vector: Vector | None, *, as_of: datetime, limit: int) -> list[Hit]:
        """The best facts by words and by meaning together, at most `limit` from each."""
        ...

    async def gaps(self, stems: Sequence[str], vector: Vector | None, *, limit: int) -> list[GapHit]: ...

    async def facts(self, ids: Sequence[str], *, as_of: datetime) -> list[Fact]:
        """The facts of these ids that are known, in the order of `ids`."""
        ...

    async def successors(self, ids: Sequence[str], *, as_of: datetime) -> list[Fact]:
        """Known facts that supersede one of these."""
        ...

    async def series(self, measure: str, *, as_of: datetime) -> list[Fact]:
        """The figures of a measure in order of their data."""
        ...

    async def timeline(
        self, *, as_of: datetime, first: date, last: date, topic: str = "", entity: str = "", limit: int = 100
    ) -> list[Fact]:
        """Facts whose event date overlaps the days from `first` to `last`, in order of event date."""
        ...

    async def since(self, after: datetime, *, as_of: datetime) -> list[Fact]:
        """Facts that became known later than `after`, in the order in which they did."""
        ...

    async def count(self, *, as_of: datetime) -> int:
        """How many facts are known."""
        ...

    async def deadlines(self, *, as_of: datetime) -> list[Fact]:
        """Deadline facts in order of their due instant."""
        ...

    async def disputed(self, *, as_of: datetime) -> list[Fact]:
        """Facts that dispute one another, both known."""
        ...

    async def sources(self, *, as_of: datetime) -> list[Source]:
        """Sources published by then, newest first."""
        ...

    async def newest_source(self, *, as_of: datetime) -> date | None:
        """The day on which the newest of these sources appeared, None where there is none."""
        ...

    async def names(self, *, as_of: datetime) -> frozenset[str]:
        """The names of entities and the ids of measures that known facts carry. Cheap enough to ask at every key."""
        ...

    async def versions(self, fact_id: str) -> list[Fact]:
        """Every version of a fact, newest first; empty for an unknown id."""
        ...


class CaseStore(Protocol):
    """Takes a case in, and tells what is loaded."""

    async def load(self, case: Case) -> LoadReport: ...

    async def status(self) -> StoreStatus: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class LoadReport:
    """What a load changed, in numbers of facts."""

    added: int
    changed: int
    withdrawn: int
    unchanged: int


@dataclass(frozen=True, kw_only=True, slots=True)
class StoreStatus:
    """How much is stored; `vectors` of `facts` have their embedding."""

    case_id: str
    case_title: str
    case_version: str
    sources: int
    facts: int
    withdrawn: int
    vectors: int
    newest_source: date | None
    schema: int


class VectorStore(Protocol):
    """Keeps one vector a fact version and one a known gap."""

    async def missing_vectors(self, model: str, *, limit: int) -> list[tuple[str, int, str]]:
        """Texts without a vector of this model, as (kind, row, text)."""
        ...

    async def save_vectors(self, model: str, vectors: Sequence[tuple[str, int, Vector]]) -> None: ...


class Embedder(Protocol):
    """Turns text into vectors. `model` names the vectors, so that those of different models never mix.

    `unrelated` and `related` are the cosines that this model typically gives to texts that have nothing and much to do
    with one another; they bring the cosines of all models to one scale, 0 to 1.
    """

    model: str
    unrelated: float
    related: float

    async def embed(self, texts: Sequence[str], *, kind: Literal["query", "passage"]) -> list[Vector]: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """An earlier question of a conversation, as understood, and the facts that its answer showed, best first."""

    question: str
    resolved: str
    status: str
    fact_ids: tuple[str, ...]
    as_of: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenGap:
    """A question that was met and not answered, for the editors. `question` is empty where its text may not be kept."""

    id: int
    asked_at: datetime
    question: str
    reason: str
    near: tuple[str, ...]


class Journal(Protocol):
    """Remembers what was asked and answered."""

    async def record(
        self,
        *,
        asked_at: datetime,
        workspace: str,
        conversation: str,
        turn: Turn,
        elapsed_ms: float,
        keep_text: bool,
        made: Made = EXTRACTIVE,
    ) -> int: ...

    async def turns(self, workspace: str, conversation: str, *, limit: int) -> list[Turn]:
        """The latest turns of a conversation, newest first."""
        ...

    async def add_gap(
        self, *, asked_at: datetime, workspace: str, question: str, reason: str, near: Sequence[str]
    ) -> None: ...

    async def open_gaps(self, workspace: str, *, limit: int) -> list[OpenGap]: ...

    async def open_count(self, workspace: str) -> int:
        """How many gaps a workspace has."""
        ...
