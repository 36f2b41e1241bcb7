"""Message → rich. Pure. Nothing that a person or a source wrote is read as markup."""

from __future__ import annotations

from datetime import tzinfo

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule as Line
from rich.style import Style
from rich.table import Table as Grid
from rich.text import Text as Rich

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
    Place,
    Quote,
    Rule,
    Sources,
    Table,
    Text,
    Time,
)
from handlers.plain import render_inline, with_above
from handlers.safe import printable


def renderable(message: Message, zone: tzinfo | None) -> RenderableType:
    """The message for a terminal, times in `zone` (None is the machine's)."""
    parts: list[RenderableType] = []
    if message.title:
        parts.append(Rich(printable(message.title), style="bold underline"))
    parts += [_block(b, zone) for b in message.blocks]
    if message.footer:
        parts.append(Rich(printable(message.footer), style="dim italic"))
    return Group(*parts)


def inline(spans: Inline, zone: tzinfo | None) -> Rich:
    """Spans as one styled text."""
    text = Rich()
    for span in spans:
        match span:
            case Cite():
                text.append(render_inline((span,), zone), style="cyan")
            case Bold(words):
                text.append(printable(words), style="bold")
            case Link(words, url):
                text.append(printable(words), style=_link(url))
            case Time():
                text.append(render_inline((span,), zone), style="magenta")
            case Place(to):
                text.append(printable(str(to)))
            case _:
                text.append(printable(span.text))
    return text


def _link(url: str) -> Style:
    safe = url.startswith(("http://", "https://")) and url.isprintable() and " " not in url
    return Style(underline=True, link=url if safe else None)


def _block(block: Block, zone: tzinfo | None) -> RenderableType:
    match block:
        case Text(spans):
            return inline(spans, zone)
        case Heading(words):
            return Padding(Rich(printable(words), style="bold"), (1, 0, 0, 0))
        case Quote(who, spans):
            return Padding(Rich(printable(who), style="bold") + Rich(": ") + inline(spans, zone), (0, 0, 0, 2))
        case Bullets(items):
            return _grid([(Rich("•"), inline(i, zone)) for i in items])
        case Fields(pairs):
            return _grid([(Rich(printable(n), style="bold"), inline(v, zone)) for n, v in pairs])
        case Table(headings, rows):
            grid = Grid(box=box.SIMPLE_HEAD, header_style="bold")
            for words in headings:
                grid.add_column(Rich(printable(words)))
            for row in rows:
                grid.add_row(*[inline(cell, zone) for cell in row])
            return grid
        case Sources():
            return _sources(block)
        case Rule():
            return Line(style="dim")


def _grid(rows: list[tuple[Rich, Rich]]) -> Grid:
    grid = Grid.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in rows:
        grid.add_row(name, value)
    return grid


def _sources(sources: Sources) -> RenderableType:
    rows = []
    for line, above in with_above(sources.lines):
        text = Rich(f"as [{above}]") if above else Rich(printable(f"{line.publisher}, "))
        if not above:
            text.append(printable(f"“{line.title}”"), style=_link(line.url))
            text.append(printable(f", {line.published}"), style="dim")
        said = f"; said by {line.said_by}" if line.said_by else ""
        tail = f"{said}; of {line.event_date}; grade {line.grade}; {line.fact_id}"
        text.append(printable(tail), style="dim")
        rows.append((Rich(f"[{line.number}]", style="cyan"), text))
    return Padding(_grid(rows), (1, 0, 0, 0))
