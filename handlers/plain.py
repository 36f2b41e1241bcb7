"""Message → plain text, which is what pipes, logs and programs get."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo
from itertools import zip_longest

from bot.domain.edtf import say_day
from bot.domain.message import (
    Block,
    Bullets,
    Cite,
    Fields,
    Heading,
    Inline,
    Link,
    Message,
    Place,
    Quote,
    Rule,
    SourceLine,
    Sources,
    Span,
    Table,
    Text,
    Time,
)
from handlers.safe import printable


def render(message: Message, zone: tzinfo | None = None, *, sources: bool = True) -> str:
    """The message as lines of text, without a line break at the end.

    Times are told in `zone`, without one in the machine's. `sources=False` leaves out the list of sources and the
    footer, for readers that get them as data.
    """
    text = printable(message.title)
    before: Block | None = None
    for block in message.blocks:
        if sources or not isinstance(block, Sources):
            text += (_gap(before, block) if text else "") + _block(block, zone)
            before = block
    if message.footer and sources:
        text += ("\n\n" if text else "") + printable(message.footer)
    return text


def _gap(before: Block | None, block: Block) -> str:
    """An empty line before a section, and between a list and a paragraph."""
    section = isinstance(block, Heading | Sources | Rule)
    ended = isinstance(before, Bullets | Fields | Table) and type(before) is not type(block)
    return "\n\n" if section or ended else "\n"


def render_inline(spans: Inline, zone: tzinfo | None = None) -> str:
    """Spans as one line of text."""
    return "".join(_span(s, zone) for s in spans)


def _span(span: Span, zone: tzinfo | None) -> str:
    match span:
        case Cite(numbers):
            return " " + "".join(f"[{n}]" for n in numbers) if numbers else ""
        case Link(text, url):
            return f"{printable(text)} ({printable(url)})"
        case Time(at):
            local = at.astimezone(zone)
            return f"{say_day(local.date())}, {local:%H:%M %Z}"
        case Place(to):
            return printable(str(to))
        case _:
            return printable(span.text)


def _block(block: Block, zone: tzinfo | None) -> str:
    match block:
        case Text(spans):
            return render_inline(spans, zone)
        case Heading(text):
            return f"{printable(text)}:"
        case Quote(who, spans):
            return f"{printable(who)}: {render_inline(spans, zone)}"
        case Bullets(items):
            return "\n".join(f"- {render_inline(i, zone)}" for i in items)
        case Fields(pairs):
            return "\n".join(f"{printable(name)}: {render_inline(value, zone)}" for name, value in pairs)
        case Table(headings, rows):
            if len(rows) == 1:
                cells = (render_inline(cell, zone) for cell in rows[0])
                return "\n".join(f"{printable(h)}: {cell}" for h, cell in zip_longest(headings, cells, fillvalue=""))
            return "\n".join(_row(headings, row, zone) for row in rows)
        case Sources(lines):
            return "\n".join(["Sources:", *source_lines(lines)])
        case Rule():
            return "---"


def _row(headings: tuple[str, ...], row: tuple[Inline, ...], zone: tzinfo | None) -> str:
    """A table's row as a line: its first cell leads, the others follow with their headings."""
    first, second, *others = [render_inline(cell, zone) for cell in row] + [""] * (2 - min(2, len(row)))
    tail = [f"{printable(h).lower()}: {cell}" for h, cell in zip(headings[2:], others, strict=False) if cell != "–"]
    return f"- {first}: {second}" + (f" ({'; '.join(tail)})" if tail else "")


def source_lines(lines: Sequence[SourceLine]) -> Iterator[str]:
    """Numbered sources: publisher, title, day, who said it, when it happened, grade, fact, address.

    A document that stands above is named by its number there.
    """
    for line, above in with_above(lines):
        said = f"; said by {line.said_by}" if line.said_by else ""
        tail = f"{said}; of {line.event_date}; grade {line.grade}; {line.fact_id}"
        if above:
            yield printable(f"[{line.number}] as [{above}]{tail}")
        else:
            document = f"{line.publisher}, “{line.title}”, {line.published}"
            yield printable(f"[{line.number}] {document}{tail} {line.url}")


def with_above(lines: Sequence[SourceLine]) -> Iterator[tuple[SourceLine, int]]:
    """Each line with the number of the first one of the same document, 0 where it is that itself."""
    first: dict[tuple[str, str, str], int] = {}
    for line in lines:
        number = first.setdefault((line.publisher, line.title, line.url), line.number)
        yield line, 0 if number == line.number else number
