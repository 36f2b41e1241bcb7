"""After an upgrade: stored asks and gaps as this version's code reads them, without the case at hand."""

from __future__ import annotations

import asyncio
import json

import aiosqlite

from bot.domain.asking.demand import marked
from storage.indexing import ask_stems, rules
from storage.queries import CASES
from storage.sqlite import Database, Row


async def restem(db: Database) -> None:
    """Bring the stored stems to the rules of this version; does nothing where they are. Raises StoreError."""
    current = await asyncio.to_thread(rules)
    if not await db.row(CASES.one_of_other_rules, rules=current):
        return

    async def work(connection: aiosqlite.Connection) -> None:
        facts = [row async for row in CASES.of_other_rules(connection, rules=current)]
        gaps = [row async for row in CASES.stored_gaps(connection)]
        await CASES.restem_fact(connection, await asyncio.to_thread(_fact_stems, facts))
        await CASES.restem_gap(connection, await asyncio.to_thread(_gap_stems, gaps))
        await CASES.set_indexed(connection, [{"row": r, "indexed": _moved(was, current)} for r, _, was in facts])
        await CASES.facts_changed(connection)

    await db.transact(work)


def _fact_stems(facts: list[Row]) -> list[dict[str, object]]:
    return [{"row": row, "stems": ask_stems(asks.split("\n"))} for row, asks, _ in facts]


def _gap_stems(gaps: list[Row]) -> list[dict[str, object]]:
    return [{"row": row, "stems": json.dumps(marked(question))} for _, row, question, _ in gaps]


def _moved(indexed: str, current: str) -> str:
    """The same content under the current rules."""
    return f"{current}:{indexed.rpartition(':')[2]}"
