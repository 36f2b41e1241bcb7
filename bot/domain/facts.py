"""The fact base as values: sources, facts, figures, deadlines, entities, measures, gaps, and the case with them all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from bot.domain.edtf import Span, parse_edtf

Kind = Literal["event", "figure", "position", "assessment", "background", "deadline"]
Bound = Literal["exact", "about", "at-least", "at-most"]
Outcome = Literal["met", "missed", "moved", "withdrawn", "lapsed"]
EntityKind = Literal["person", "organisation", "place", "armed-group", "state", "road", "agreement"]
GapKind = Literal["near-miss", "false-premise", "outside-period", "neighbouring", "off-topic"]

TOPICS = (
    "displacement", "casualties", "military", "diplomacy", "deadline", "aid", "health", "refugees", "economy",
    "energy", "territory", "aviation", "claims", "background",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A published document. `reliability` is its Admiralty grade, A (completely reliable) to F (cannot be judged)."""

    id: str
    title: str
    publisher: str
    url: str
    published: date
    reliability: str
    language: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """What a figure fact counts. `measure` is empty where the figure belongs to no series."""

    value: float
    unit: str
    bound: Bound
    measure: str = ""
    value_high: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadline:
    """The time limit that a deadline fact sets. `due_at` keeps the offset it was given with.

    `outcome` became known with the first of `outcome_facts`, and must not be shown as of an earlier moment.
    """

    due_at: datetime
    set_by: str
    addressed_to: str
    outcome: Outcome | None = None
    outcome_facts: tuple[str, ...] = ()
    outcome_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """One self-contained claim with its attribution and provenance.

    `said_by` is empty where the outlet reports it as plain fact. `known_at` is the UTC instant from which the base may
    use it. `credibility` is the Admiralty grade of the information, 1 (confirmed) to 6 (cannot be judged).
    `version` counts up when the wording or data of the fact changes.
    """

    id: str
    kind: Kind
    statement: str
    said_by: str
    event_date: str
    known_at: datetime
    credibility: int
    source: Source
    paragraph: int = 0
    version: int = 1
    places: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()
    note: str = ""
    figure: Figure | None = None
    deadline: Deadline | None = None

    @property
    def span(self) -> Span:
        """The days on which it happened or held."""
        return parse_edtf(self.event_date)

    @property
    def data_date(self) -> date:
        """The day up to which the fact speaks; orders the figures of a series."""
        return self.span.last


@dataclass(frozen=True, kw_only=True, slots=True)
class Entity:
    """A name that facts use, with how else people write it. `metonyms` stand for it only where nothing nearer fits."""

    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    description: str = ""
    fact_id: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """What a series of figures counts, and what it does not."""

    id: str
    title: str
    unit: str
    description: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """A question that the case is known not to answer. `near` are the closest facts, `lacks` is what is missing."""

    id: str
    question: str
    kind: GapKind
    near: tuple[str, ...] = ()
    lacks: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseInfo:
    """What a case says of itself. `timezone` is the IANA zone in which its dates are to be read."""

    id: str
    title: str
    description: str
    timezone: str
    language: str
    licence: str
    version: str
    period: Span | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A whole case as read from its folder. `asked` holds the index questions of `asks.toml` by fact id; never shown.

    `partial` marks a folder with only some of the sources, or a single source file, in which links to facts that are
    not there are no mistake.
    """

    info: CaseInfo
    facts: tuple[Fact, ...]
    entities: tuple[Entity, ...] = ()
    measures: tuple[Measure, ...] = ()
    gaps: tuple[Gap, ...] = ()
    asked: dict[str, tuple[str, ...]] = field(default_factory=dict)
    partial: bool = False
