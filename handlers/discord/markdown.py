"""Blocks of a message → Discord's markdown. Pure. Nothing that a person or a source wrote is read as markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from bot.domain.message import (
    Block,
    Bullets,
    Cite,
    Fields,
    Heading,
    Inline,
    Message,
    Plain,
    Quote,
    Rule,
    SourceLine,
    Sources,
    Table,
    Text,
)
from handlers.discord.escape import escape, link, number
from handlers.discord.spans import bold, line, run
from handlers.fitting import LABEL
from handlers.plain import with_above
from handlers.safe import clip, size

TITLE = 250

_LONGEST = {"publisher": 100, "published": 40, "grade": 20, "fact_id": 100}
_LONGEST_TITLE = 200
_SHORT = 60
_FEW = 4
_NOTHING = ("", "–")


def parts(message: Message) -> list[str]:
    """What stands between the dividers of a message, without its footer."""
    title = line((Plain(clip(message.title, TITLE)),))
    asked = line((Plain(clip(message.question, TITLE)),))
    heading = [f"-# Asked: {asked}" if asked else "", f"## {title}" if title else ""]
    found = ["\n".join(filter(None, heading))]
    before: Block = Heading("")
    for block in message.blocks:
        text = text_of(block)
        if isinstance(block, Rule | Sources) or isinstance(before, Rule | Sources):
            found.append(text)
        elif text:
            found[-1] += (_gap(before, block, text) if found[-1] else "") + text
        before = block if text or isinstance(block, Rule) else before
    return [text for text in found if text]


def text_of(block: Block) -> str:
    """A block as lines."""
    return "\n".join(_lines(block))


def footer(message: Message) -> str:
    """The last line of a message in small print, which may be empty."""
    text = line((Plain(message.footer),))
    return f"-# {text}" if text else ""


def _label(text: str) -> str:
    return line((Plain(clip(text, LABEL)),))


def _name(text: str) -> str:
    return bold(clip(text, LABEL)).strip()


def _gap(before: Block, block: Block, text: str) -> str:
    """A heading has its own space above and below; short lines stand close, all else has an empty line between."""
    if isinstance(block, Heading) or isinstance(before, Heading):
        return "\n"
    close = isinstance(before, Text) and isinstance(block, Text) and size(text) <= _SHORT
    return "\n" if close else "\n\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Text(spans):
            yield from filter(None, [line(spans)])
        case Heading(text):
            yield from (f"### {name}" for name in filter(None, [_label(text)]))
        case Quote(who, spans):
            yield from _quotes([(_name(f"{clip(who, LABEL - 1)}:") if who else "", line(spans), "")])
        case Bullets(items):
            yield from (f"- {text}" for text in filter(None, map(line, items)))
        case Fields(pairs):
            yield from filter(None, (_pair(name, value) for name, value in pairs))
        case Table():
            yield from _table(block)
        case Sources(lines):
            yield from (f"-# {_source(source, above)}" for source, above in with_above(lines))


def _pair(name: str, value: Inline) -> str:
    head = _name(f"{clip(name, LABEL - 1)}:") if name else ""
    return f"{head} {run(value).strip()}".strip() if head else line(value)


def _table(table: Table) -> Iterator[str]:
    """Rows as short lines, or as quotes one below the other: a phone has no room for columns."""
    first = table.rows[0] if table.rows else ()
    if len(table.rows) == 1 and sum(_cites(cell) for cell in first) > 1:
        yield from _quotes((_name(name), line(cell), "") for name, cell in _named(table, first))
        return
    rows = [_row(table, row) for row in table.rows]
    if len(table.headings) <= _FEW and all(size(said) <= _SHORT for _, said, _ in rows):
        for name, said, tail in rows:
            head = f"{name}: {said}" if name and said else name or said
            yield from (f"- {text}" for text in filter(None, [" · ".join(filter(None, [head, tail]))]))
    else:
        yield from _quotes(rows)


def _row(table: Table, row: tuple[Inline, ...]) -> tuple[str, str, str]:
    """A row's first cell, its second one, and what the others hold, with their headings."""
    cells = _named(table, row) + [("", ())] * 2
    said = ((escape(clip(name, LABEL)).lower(), run(cell).strip()) for name, cell in cells[2:])
    tail = " · ".join(f"{name}: {text}" if name else text for name, text in said if text not in _NOTHING)
    return _strong(cells[0][1]), line(cells[1][1]), tail


def _named(table: Table, row: tuple[Inline, ...]) -> list[tuple[str, Inline]]:
    return [(name or "", cell or ()) for name, cell in zip_longest(table.headings, row)]


def _strong(cell: Inline) -> str:
    """A cell that names its row."""
    texts = [s.text for s in cell if isinstance(s, Plain)]
    return bold("".join(texts)).strip() if len(texts) == len(cell) else line(cell)


def _quotes(rows: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    for n, (name, said, tail) in enumerate(rows):
        if n:
            yield ""
        yield from (f"> {text}" for text in filter(None, [name, said, f"-# {tail}" if tail else ""]))


def _cites(cell: Inline) -> bool:
    return any(isinstance(s, Cite) for s in cell)


def _source(source: SourceLine, above: int) -> str:
    """A numbered source. Who said it and when it happened is in the words that cite it; the fact's id leads to all."""
    of = {name: run((Plain(clip(getattr(source, name), most)),)).strip() for name, most in _LONGEST.items()}
    title = link(f"“{clip(source.title, _LONGEST_TITLE)}”", source.url)
    document = [f"as {number(above)}"] if above else [of["publisher"], title, of["published"]]
    grade = of["grade"] and f"grade {of['grade']}"
    return f"**{number(source.number)}** {' · '.join(filter(None, [*document, grade, of['fact_id']]))}"
