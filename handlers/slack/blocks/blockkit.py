"""Blocks of a message → Slack's blocks. Pure. Nothing that a person or a source wrote is read as markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.domain.message import (
    Block,
    Bold,
    Bullets,
    Fields,
    Heading,
    Inline,
    Message,
    Plain,
    Quote,
    Rule,
    Sources,
    Table,
    Text,
)
from handlers.fitting import LABEL
from handlers.safe import clip, size
from handlers.slack.blocks import tables
from handlers.slack.blocks.escape import words
from handlers.slack.blocks.rich import length, listed, plain_text, quote, rich, section
from handlers.slack.blocks.smallprint import small, sources
from handlers.slack.blocks.spans import bold, elements
from handlers.slack.layout import Element

TITLE = 250
"""Characters of a title or question; the rest of a longer one is left out."""
FOOTER = 1000

_HEADER = 150
_SHORT = 60


def blocks_of(message: Message, *, with_table: bool = True) -> list[Element]:
    """The blocks that say it, without buttons. At most one is a table, none without `with_table`."""
    return [*_head(message), *_body(message.blocks, with_table=with_table), *small(clip(message.footer, FOOTER))]


def _head(message: Message) -> Iterator[Element]:
    asked = clip(message.question, TITLE)
    yield from small(f"Asked: {asked}" if words(asked).strip() else "")
    title = words(clip(message.title, TITLE)).strip()
    if 0 < size(title) <= _HEADER:
        yield {"type": "header", "text": plain_text(title)}
    elif title:
        yield rich(section(bold(title)))


def _body(blocks: Iterable[Block], *, with_table: bool) -> Iterator[Element]:
    """What belongs together is one block of rich text; a line between two of them only where there are two."""
    group: list[Element] = []
    before: Block | None = None
    some = ruled = False
    for block in blocks:
        made = list(_apart(block, with_table=with_table))
        parts = [] if made else parts_of(block)
        if group and (made or isinstance(block, Rule) or (parts and not _goes_on(before, block, parts))):
            yield rich(group)
            group = []
        if (made or parts) and ruled:
            yield {"type": "divider"}
            ruled = False
        yield from made
        with_table = with_table and not any(b["type"] == "table" for b in made)
        for part in parts:
            if group and group[-1]["type"] == part["type"] == "rich_text_quote":
                yield rich(group)
                group = []
            group.append(part)
        some = some or bool(made or parts)
        ruled = ruled or (isinstance(block, Rule) and some)
        before = block if made or parts or isinstance(block, Rule) else before
    if group:
        yield rich(group)


def _apart(block: Block, *, with_table: bool) -> Iterator[Element]:
    """Blocks of Slack's that stand by themselves."""
    if isinstance(block, Sources):
        yield from sources(block)
    elif isinstance(block, Table) and with_table and (made := tables.table_block(block)):
        yield made


def _goes_on(before: Block | None, block: Block, parts: list[Element]) -> bool:
    """Does it stand close below what is before it? A heading is part of what follows, a short line of its paragraph."""
    if isinstance(before, Heading):
        return True
    close = isinstance(before, Text) and isinstance(block, Text)
    return close and length(parts[0]["elements"]) <= _SHORT


def parts_of(block: Block) -> list[Element]:
    """A block as parts of rich text; a rule has none, nor have sources."""
    match block:
        case Text(spans):
            return section(elements(spans))
        case Heading(text):
            return section(bold(clip(text, LABEL)))
        case Quote(who, spans):
            return quote(bold(f"{clip(who, LABEL - 1)}:") if who else [], elements(spans))
        case Bullets(items):
            return listed(map(elements, items))
        case Fields(pairs):
            return [part for name, value in pairs for part in section(elements(_pair(name, value)))]
        case Table():
            return tables.table_lines(block)
        case Rule() | Sources():
            return []


def _pair(name: str, value: Inline) -> Inline:
    return (Bold(f"{clip(name, LABEL - 1)}:"), Plain(" "), *value) if name else value
