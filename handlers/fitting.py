"""Splits what is too long for one post at places where a reader can follow, so that no text is cut off. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest

from bot.domain.message import (
    Block,
    Bold,
    Bullets,
    Cite,
    Fields,
    Heading,
    Inline,
    Link,
    Message,
    Plain,
    Quote,
    Span,
    Table,
    Text,
)
from handlers.safe import clip

LABEL = 120
"""Characters of a heading, or of the name of a field or speaker; the rest of a longer one is left out."""

Measure = Callable[[Block], int]
"""How much of a post's limit a block takes."""

_NAMED = 2 * LABEL + 20
"""Room that the name of a field or a speaker takes at most."""


def fit(message: Message, room: int, measure: Measure) -> Message:
    """The message with every part that cannot be split by paging taking at most `room`, which is 600 or more.

    A claim that is longer becomes several, each with the numbers of all of it.
    """
    fitting = _Fitting(measure)
    return replace(message, blocks=tuple(_alone(b for block in message.blocks for b in fitting.fitted(block, room))))


def _alone(blocks: Iterable[Block]) -> Iterator[Block]:
    """Of headings in a row, only the last stays one: they are not parted from what follows them."""
    before: Block | None = None
    for block in blocks:
        if isinstance(before, Heading):
            yield Text((Bold(clip(before.text, LABEL)),)) if isinstance(block, Heading) else before
        if not isinstance(block, Heading):
            yield block
        before = block
    if isinstance(before, Heading):
        yield before


class _Fitting:
    def __init__(self, measure: Measure) -> None:
        self._measure = measure

    def fitted(self, block: Block, room: int) -> Iterator[Block]:
        match block:
            case Text(spans):
                yield from (Text(part) for part in self._split(spans, room))
            case Quote(who, spans):
                yield from (Quote(who, part) for part in self._split(spans, room - _NAMED))
            case Bullets(items):
                yield Bullets(tuple(part for item in items for part in self._split(item, room)))
            case Fields(pairs):
                yield Fields(tuple((n, part) for n, value in pairs for part in self._split(value, room - _NAMED)))
            case Table(headings, rows):
                yield from self._rows(headings, rows, room)
            case _:
                yield block

    def _rows(self, headings: tuple[str, ...], rows: tuple[tuple[Inline, ...], ...], room: int) -> Iterator[Block]:
        """Rows as tables of those that have room, and as fields where one has none."""
        some: list[tuple[Inline, ...]] = []
        for row in rows:
            if self._measure(Table(headings, (row,))) <= room:
                some.append(row)
                continue
            if some:
                yield Table(headings, tuple(some))
            some = []
            cells = zip_longest(headings, row)
            yield from self.fitted(Fields(tuple((name or "", cell or ()) for name, cell in cells)), room)
        if some:
            yield Table(headings, tuple(some))

    def _split(self, spans: Inline, room: int) -> list[Inline]:
        """Spans as lines that take at most `room` each."""
        if self._size(spans) <= room:
            return [spans]
        return self._packed((piece for claim in _claims(spans) for piece in self._pieces(claim, room)), room)

    def _size(self, spans: Inline) -> int:
        return self._measure(Text(spans))

    def _packed(self, pieces: Iterable[Inline], room: int) -> list[Inline]:
        made: list[Inline] = []
        now: Inline = ()
        for piece in pieces:
            if now and self._size((*now, *piece)) > room:
                made.append(now)
                now = ()
            now = (*now, *piece)
        return [*made, now]

    def _pieces(self, claim: Inline, room: int) -> list[Inline]:
        """A claim as parts, each with its numbers; where those are too many, the first part has the first of them."""
        if self._size(claim) <= room:
            return [claim]
        first, *others = self._cites([n for s in claim if isinstance(s, Cite) for n in s.numbers], room // 3)
        left = room - self._size((first,)) - 1
        words = (part for s in claim if not isinstance(s, Cite) for part in _short(s, left // 2 - 8))
        return [
            *((*words, first) for words in self._packed(((w,) for w in words), left)),
            *((Plain("…"), cite) for cite in others),
        ]

    def _cites(self, numbers: list[int], room: int) -> list[Cite]:
        made = [Cite(())]
        for number in numbers:
            longer = Cite((*made[-1].numbers, number))
            if self._size((longer,)) < room:
                made[-1] = longer
            else:
                made.append(Cite((number,)))
        return made


def _claims(spans: Inline) -> Iterator[Inline]:
    """Runs of spans that end with their numbers."""
    claim: list[Span] = []
    for span in spans:
        if claim and isinstance(claim[-1], Cite) and not isinstance(span, Cite):
            yield tuple(claim)
            claim = []
        claim.append(span)
    yield tuple(claim)


def _short(span: Span, length: int) -> Iterator[Span]:
    """A span as several whose text has at most `length` characters."""
    match span:
        case Plain(text):
            yield from map(Plain, _chunks(text, length))
        case Bold(text):
            yield from map(Bold, _chunks(text, length))
        case Link(text, url):
            yield from (Link(part, url) for part in _chunks(text, LABEL))
        case _:
            yield span


def _chunks(text: str, length: int) -> Iterator[str]:
    """Text in parts, parted between words where there are some."""
    while len(text) > length:
        space = text.rfind(" ", length // 2, length)
        end = space if space > 0 else length - 1
        yield f"{text[:end]}…" if space < 0 else f"{text[:end]} …"[:length]
        text = f"… {text[end:].lstrip()}"
    yield text
