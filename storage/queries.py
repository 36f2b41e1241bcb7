"""The named queries of `storage/sql`, one set a table group. `SET.name.sql` is the text of a query."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import aiosql
import aiosqlite

SQL = Path(__file__).parent / "sql"


def _named(name: str) -> Any:
    return aiosql.from_path(SQL / f"{name}.sql", "aiosqlite")


async def fetch(connection: aiosqlite.Connection, query: Any, **params: object) -> list[tuple[Any, ...]]:
    """Run one named query in a transaction, in one trip to the connection's thread; gives all that it returns."""
    return cast("list[tuple[Any, ...]]", await connection.execute_fetchall(query.sql, params))


FACTS = _named("facts")
CASES = _named("cases")
VECTORS = _named("vectors")
JOURNAL = _named("journal")
SUBSCRIPTIONS = _named("subscriptions")
OUTBOX = _named("outbox")
LEDGER = _named("ledger")
CORRECTIONS = _named("corrections")
REPLIES = _named("replies")
MEMOS = _named("memos")
INBOX = _named("inbox")
INSTALLATIONS = _named("installations")
SPENDING = _named("spending")
