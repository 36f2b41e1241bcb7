"""The texts inside blocks: to look at, and to change."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.message import Block, Bullets, Fields, Inline, Quote, Table, Text


def inlines(block: Block) -> tuple[Inline, ...]:
    """Every text that may cite a fact; headings and sources have none."""
    match block:
        case Text(spans) | Quote(_, spans):
            return (spans,)
        case Bullets(items):
            return items
        case Fields(pairs):
            return tuple(value for _, value in pairs)
        case Table(_, rows):
            return tuple(cell for row in rows for cell in row)
        case _:
            return ()


def mapped(block: Block, change: Callable[[Inline], Inline]) -> Block:
    """The block with each of its `inlines` changed."""
    match block:
        case Text(spans):
            return Text(change(spans))
        case Quote(who, spans):
            return Quote(who, change(spans))
        case Bullets(items):
            return Bullets(tuple(change(i) for i in items))
        case Fields(pairs):
            return Fields(tuple((name, change(value)) for name, value in pairs))
        case Table(headings, rows):
            return Table(headings, tuple(tuple(change(cell) for cell in row) for row in rows))
        case _:
            return block
