"""Versions of facts, written and indexed. Everything here runs inside a transaction of its caller."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import aiosqlite

from storage.indexing import Prepared, fact_row, index_rows
from storage.queries import CASES


async def next_row(connection: aiosqlite.Connection) -> int:
    """The row that the next new version gets."""
    return int(await CASES.last_row(connection)) + 1


async def add(connection: aiosqlite.Connection, versions: Sequence[tuple[int, int, Prepared]]) -> None:
    """Write new current versions, given as (row, version, fact). The ones before must not be current any more."""
    await CASES.add_fact(connection, [fact_row(row, version, p) for row, version, p in versions])
    await CASES.add_body(connection, [{"row": row, "body": p.body} for row, _, p in versions])


async def index(connection: aiosqlite.Connection, facts: Sequence[tuple[int, Prepared]]) -> None:
    """Let facts be found, given as (row, fact)."""
    rows = await asyncio.to_thread(index_rows, facts)
    await CASES.index_fts(connection, rows.fts)
    await CASES.index_asked(connection, rows.asked)
    await CASES.index_topic(connection, rows.topics)
    await CASES.index_name(connection, rows.names)
    await CASES.link(connection, rows.links)


async def unindex(connection: aiosqlite.Connection, gone: Sequence[tuple[int, str]]) -> None:
    """Let facts be found no more, given as (row, id)."""
    rows = [{"row": row} for row, _ in gone]
    for query in (CASES.unindex_fts, CASES.unindex_asked, CASES.unindex_topics, CASES.unindex_names):
        await query(connection, rows)
    await CASES.unlink(connection, [{"id": fact_id} for _, fact_id in gone])


async def count_words(connection: aiosqlite.Connection) -> None:
    """Take stock of the words of the index after it has changed."""
    await CASES.forget_words(connection)
    await CASES.count_words(connection)
