"""Memos: small values under a name, for adapters."""

from __future__ import annotations

from storage.columns import text
from storage.queries import MEMOS, fetch
from storage.sqlite import Database


class StoredMemos:
    """Memos. Each method is one transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def get(self, name: str) -> str:
        """The value under a name, '' where there is none."""
        row = await self._db.row(MEMOS.get, name=text(name))
        return "" if row is None else str(row[0])

    async def put(self, name: str, value: str) -> None:
        """Keep a value, in the place of an earlier one."""
        await self._db.transact(lambda connection: fetch(connection, MEMOS.put, name=text(name), value=text(value)))
