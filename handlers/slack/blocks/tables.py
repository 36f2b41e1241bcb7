"""Tables of a message → Slack's table where it is compact, else lines or quotes. Pure.

A phone has no room for wide columns.
"""

from __future__ import annotations

from itertools import zip_longest

from bot.domain.message import Cite, Inline, Link, Place, Plain, Table, Time
from handlers.fitting import LABEL
from handlers.safe import clip
from handlers.slack.blocks.escape import words
from handlers.slack.blocks.rich import Line, length, listed, quote
from handlers.slack.blocks.spans import bold, elements, plainer, said_in_utc
from handlers.slack.layout import Element

MOST_ROWS = 100

_COLUMNS, _CELL, _WIDTH = 5, 32, 70
"""Of a compact table: columns, characters of a cell, and of the widest row."""
_SHORT = 60
_FEW = 4
_NOTHING = ("", "–")


def table_block(table: Table) -> Element | None:
    """The table as a block of its own; None where it is not compact, and where one row makes it none."""
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    heads = [words(name).strip() for name in table.headings]
    if not (1 < len(rows) < MOST_ROWS and 1 < len(heads) <= _COLUMNS and all(heads)):
        return None
    if any(len(row) != len(heads) or None in row for row in rows):
        return None
    texts = [heads, *([cell or "–" for cell in row] for row in rows)]
    if any(len(cell) > _CELL for row in texts for cell in row) or any(len("".join(row)) > _WIDTH for row in texts):
        return None
    return {"type": "table", "rows": [[{"type": "raw_text", "text": text} for text in row] for row in texts]}


def table_lines(table: Table) -> list[Element]:
    """Rows as short lines, or as quotes one below the other."""
    first = table.rows[0] if table.rows else ()
    if len(table.rows) == 1 and sum(_cites(cell) for cell in first) > 1:
        return [q for name, cell in _named(table, first) for q in quote(bold(clip(name, LABEL)), elements(cell))]
    rows = [_row(table, row) for row in table.rows]
    if len(table.headings) <= _FEW and all(length(said) <= _SHORT for _, said, _ in rows):
        return listed([_line(*row) for row in rows])
    return [q for row in rows for q in quote(*row)]


def _row(table: Table, row: tuple[Inline, ...]) -> tuple[Line, Line, Line]:
    """A row's first cell, its second one, and what the others hold, with their headings."""
    cells = _named(table, row) + [("", ())] * 2
    tail: list[Inline] = []
    for name, cell in cells[2:]:
        if plainer(cell) not in _NOTHING:
            tail.append((Plain(f"{clip(name, LABEL).lower()}: "), *cell) if name else cell)
    return _strong(cells[0][1]), elements(cells[1][1]), elements(_between(tail))


def _between(parts: list[Inline]) -> Inline:
    return tuple(s for n, part in enumerate(parts) for s in ((Plain(" · "), *part) if n else part))


def _line(name: Line, said: Line, tail: Line) -> Line:
    head = [*name, *_sign(": "), *said] if name and said else name or said
    return [*head, *_sign(" · "), *tail] if head and tail else head or tail


def _sign(text: str) -> Line:
    """A few signs of ours between others' words."""
    return [{"type": "text", "text": text}]


def _named(table: Table, row: tuple[Inline, ...]) -> list[tuple[str, Inline]]:
    return [(name or "", cell or ()) for name, cell in zip_longest(table.headings, row)]


def _strong(cell: Inline) -> Line:
    """A cell that names its row."""
    return bold("".join(s.text for s in cell if isinstance(s, Plain))) if _is_plain(cell) else elements(cell)


def _is_plain(cell: Inline) -> bool:
    return all(isinstance(s, Plain) for s in cell)


def _cell(cell: Inline) -> str | None:
    """A cell as text; None where text cannot tell all of it."""
    if any(isinstance(s, Link | Place) for s in cell):
        return None
    return plainer(tuple(Plain(said_in_utc(s.at)) if isinstance(s, Time) else s for s in cell))


def _cites(cell: Inline) -> bool:
    return any(isinstance(s, Cite) for s in cell)
