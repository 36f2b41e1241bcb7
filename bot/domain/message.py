"""What the bot says, before any platform renders it. Nothing in here is markup: renderers escape everything."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.places import Destination


@dataclass(frozen=True, slots=True)
class Plain:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Bold:
    """Text to stand out."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads to an address."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Time:
    """An instant, shown in the reader's own zone."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Cite:
    """The numbers, in `Sources`, of the facts that carry the text before it. It is never parted from that text."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A place, by the name that readers know it by where the platform can show that."""

    to: Destination


Span = Plain | Bold | Link | Time | Cite | Place
Inline = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    spans: Inline


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; each item is one line."""

    items: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """Short name and value pairs, shown side by side where the platform can."""

    pairs: tuple[tuple[str, Inline], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's claim, set apart: who, then what."""

    who: str
    spans: Inline


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a section."""

    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceLine:
    """One numbered source of a message."""

    number: int
    fact_id: str
    publisher: str
    title: str
    url: str
    published: str
    said_by: str
    event_date: str
    grade: str
    version: int = 0
    """Of the fact, 0 where it is not known."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The numbered sources that the text refers to as [1], [2] …"""

    lines: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line between sections."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Action:
    """What a reader may do with an answer where the platform has buttons.

    rate: say whether it helped. sources: see every source in full. sides: see the accounts that contradict one another.
    more: see further facts that may bear on it. share: show everybody what only they see. `facts` are the ids of the
    facts that it leads to, as they were known at `as_of`.
    """

    what: Literal["rate", "sources", "sides", "more", "share"]
    facts: tuple[str, ...] = ()
    as_of: datetime | None = None


Block = Text | Bullets | Fields | Quote | Table | Heading | Sources | Rule


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """One message. `fact_ids` are the facts that it shows, so that a later correction finds it.

    `question` is what it answers, where readers would not see that otherwise.
    """

    title: str = ""
    question: str = ""
    blocks: tuple[Block, ...] = ()
    footer: str = ""
    fact_ids: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()


def plain(text: str) -> Inline:
    """Running text as spans."""
    return (Plain(text),)


def placed(text: str, to: Destination) -> Inline:
    """Running text as spans, with the place `to` as one wherever the text names it, as an error of a platform does."""
    parts = re.split(rf"(?<!\w){re.escape(str(to))}(?![\w/])", text)
    spans = [s for part in parts for s in (Place(to), Plain(part))][1:]
    return tuple(s for s in spans if s != Plain(""))
