"""Message and limit → pages. A claim is never cut from its numbers, and has its sources on its page where they fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.domain.message import (
    Block,
    Bullets,
    Cite,
    Fields,
    Heading,
    Inline,
    Message,
    Plain,
    SourceLine,
    Sources,
    Table,
)
from handlers.blocks import inlines, mapped
from handlers.plain import render

LEAST = 500
"""The smallest limit: room for one source."""

Measure = Callable[[Message], int]


def plain_length(message: Message) -> int:
    """Characters of the message as plain text."""
    return len(render(message))


def pages(message: Message, limit: int, measure: Measure = plain_length) -> list[Message]:
    """Split a message so that every page measures at most `limit`, which is at least LEAST.

    The title stands on the first page, the footer on the last. A claim that is longer than a page is shortened to one;
    where its sources do not fit beside it, they follow on the next page. A page has the fact ids of its sources.
    """
    if limit < LEAST:
        raise ValueError(f"limit {limit} is below {LEAST}")
    if measure(message) <= limit:
        return [message]
    return [replace(page, fact_ids=shown(page)) for page in _Pager(message, limit, measure).split()]


def shown(page: Message) -> tuple[str, ...]:
    """The ids of the facts whose sources stand on a page, in order of their numbers."""
    return tuple(dict.fromkeys(s.fact_id for b in page.blocks if isinstance(b, Sources) for s in b.lines))


class _Pager:
    def __init__(self, message: Message, limit: int, measure: Measure) -> None:
        self._message = message
        self._limit = limit
        self._measure = measure
        self._lines = {s.number: s for b in message.blocks if isinstance(b, Sources) for s in b.lines}
        self._pages: list[Message] = []
        self._page = replace(message, title=_cut(message.title, 200), blocks=(), footer="")

    def split(self) -> list[Message]:
        for atom in _atoms(self._message.blocks):
            self._add(atom)
        shown = {n for page in (*self._pages, self._page) for n in _listed(page)}
        self._spill(sorted(self._lines.keys() - shown))
        footer = _cut(self._message.footer, 200)
        if self._measure(replace(self._page, footer=footer)) > self._limit:
            self._turn()
        self._pages.append(replace(self._page, footer=footer))
        return self._pages

    def _add(self, atom: tuple[Block, ...]) -> None:
        if self._fits(grown := self._with(atom)):
            self._page = grown
            return
        self._turn()
        while not self._fits(replace(self._page, blocks=(*self._page.blocks, *atom))) and (less := _shorter(atom)):
            atom = less
        if self._fits(grown := self._with(atom)):
            self._page = grown
            return
        self._page = replace(self._page, blocks=(*self._page.blocks, *atom))
        self._turn()
        self._spill(_numbers(atom))

    def _with(self, atom: tuple[Block, ...]) -> Message:
        """The page with an atom more, and with the sources of all its claims."""
        blocks = _joined([b for b in self._page.blocks if not isinstance(b, Sources)], atom)
        lines = tuple(self._lines[n] for n in _numbers(blocks) if n in self._lines)
        return replace(self._page, blocks=(*blocks, Sources(lines)) if lines else blocks)

    def _spill(self, numbers: list[int]) -> None:
        """Put sources that have no claim on this page."""
        for number in numbers:
            line = self._lines.get(number)
            if line is None:
                continue
            blocks = self._page.blocks
            last = blocks[-1] if blocks and isinstance(blocks[-1], Sources) else Sources(())
            before = blocks[:-1] if last.lines else blocks
            grown = replace(self._page, blocks=(*before, Sources((*last.lines, line))))
            if not self._fits(grown):
                self._turn()
                grown = replace(self._page, blocks=(Sources((self._fitting(line),)),))
            self._page = grown

    def _fitting(self, line: SourceLine) -> SourceLine:
        for less in (
            line,
            replace(line, title=_cut(line.title, 80)),
            replace(line, title=_cut(line.title, 80), url=""),
        ):
            if self._fits(replace(self._page, blocks=(Sources((less,)),))):
                return less
        return replace(line, title="…", url="", publisher=_cut(line.publisher, 40), said_by=_cut(line.said_by, 40))

    def _fits(self, page: Message) -> bool:
        return self._measure(page) <= self._limit

    def _turn(self) -> None:
        """End the page, unless nothing stands on it."""
        if self._page.blocks:
            self._pages.append(self._page)
        blank = replace(self._message, title=self._page.title, blocks=(), footer="")
        self._page = replace(blank, title="", question="") if self._pages else blank


def _listed(page: Message) -> set[int]:
    """The numbers of the sources that a page lists."""
    return {s.number for b in page.blocks if isinstance(b, Sources) for s in b.lines}


def _atoms(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    """The smallest parts that may stand apart; a heading goes with what follows it."""
    head: tuple[Block, ...] = ()
    for block in blocks:
        match block:
            case Heading(text):
                head = (*head, Heading(_cut(text, 200)))
                continue
            case Sources():
                continue
            case Bullets(items):
                parts: list[Block] = [Bullets((i,)) for i in items]
            case Fields(pairs):
                parts = [Fields((p,)) for p in pairs]
            case Table(headings, rows):
                parts = [Table(headings, (r,)) for r in rows]
            case _:
                parts = [block]
        for part in parts:
            yield (*head, part)
            head = ()
    if head:
        yield head


def _joined(blocks: list[Block], atom: tuple[Block, ...]) -> tuple[Block, ...]:
    """Blocks and an atom, a list that goes on being one list again."""
    last, first = (blocks[-1], atom[0]) if blocks else (None, atom[0])
    match last, first:
        case Bullets(items), Bullets(more):
            blocks, atom = [*blocks[:-1], Bullets((*items, *more))], atom[1:]
        case Fields(pairs), Fields(others):
            blocks, atom = [*blocks[:-1], Fields((*pairs, *others))], atom[1:]
        case Table(headings, rows), Table(same, new) if headings == same:
            blocks, atom = [*blocks[:-1], Table(headings, (*rows, *new))], atom[1:]
    return (*blocks, *atom)


def _numbers(blocks: tuple[Block, ...]) -> list[int]:
    """The numbers that the blocks cite, ascending."""
    spans = (s for b in blocks for inline in inlines(b) for s in inline)
    return sorted({n for s in spans if isinstance(s, Cite) for n in s.numbers})


def _shorter(atom: tuple[Block, ...]) -> tuple[Block, ...] | None:
    """The atom with its longest text a quarter shorter; None where all of it is short."""
    texts = [s.text for b in atom for inline in inlines(b) for s in inline if isinstance(s, Plain)]
    longest = max(texts, key=len, default="")
    if len(longest) < 8:
        return None
    less = Plain(_cut(longest, len(longest) * 3 // 4))

    def cut(inline: Inline) -> Inline:
        return tuple(less if isinstance(s, Plain) and s.text == longest else s for s in inline)

    return tuple(mapped(b, cut) for b in atom)


def _cut(text: str, length: int) -> str:
    """At most `length` characters, at a word's end where one is near, with an ellipsis where something is left out."""
    if len(text) <= length:
        return text
    short = text[: length - 1]
    return (short[: short.rfind(" ")] if " " in short[length // 2 :] else short) + "…"
