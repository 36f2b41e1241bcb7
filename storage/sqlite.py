"""SQLite by aiosqlite: one writer, two readers apart, and the one place where its exceptions become ours.

SQLITE_BUSY, LOCKED                      StoreBusy
SQLITE_CORRUPT, NOTADB                   StoreDamaged
SQLITE_READONLY, CANTOPEN, PERM, FULL …  StoreReadOnly
SQLITE_IOERR, any other sqlite3.Error    StoreError
"""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

import aiosqlite

from bot.domain.errors import StoreBusy, StoreDamaged, StoreError, StoreReadOnly

T = TypeVar("T")
Row = tuple[Any, ...]
READERS = 2

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_READ_ONLY = {
    sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_FULL, sqlite3.SQLITE_AUTH,
}  # fmt: skip


@contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite raises about the file `path` into our errors."""
    try:
        yield
    except sqlite3.Error as error:
        raise _ours(error, path) from error


def _ours(error: sqlite3.Error, path: Path) -> StoreError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _BUSY:
        return StoreBusy(f"{path}: the database is locked by another process; end that one or try again")
    if code in _DAMAGED:
        return StoreDamaged(
            f"{path}: not a Sitrep database, or damaged ({error}); put a backup in its place, or move it away and load "
            "the case anew"
        )
    if code in _READ_ONLY:
        return StoreReadOnly(
            f"{path}: the database cannot be written ({error}); check the rights of the file and its folder, and the "
            "space on the disk"
        )
    if code == sqlite3.SQLITE_IOERR:
        return StoreError(f"{path}: the disk cannot be read or written ({error}); check the disk and its space")
    return StoreError(f"{path}: the database cannot be used ({error}); if it stays so, put a backup in its place")


def address(path: Path, mode: str) -> str:
    """The `file:` address of a database, opened `ro`, `rw` or `rwc`."""
    return f"{path.absolute().as_uri()}?mode={mode}"


class Database:
    """The open connections to one file. Reads go to the readers; every write is a function given to `transact`."""

    def __init__(self, path: Path, *, read_only: bool, busy_timeout: float) -> None:
        self.path = path
        self.read_only = read_only
        self._busy_timeout = busy_timeout
        self._writer: aiosqlite.Connection | None = None
        self._readers: list[aiosqlite.Connection] = []
        self._turn = itertools.count()
        self._lock = asyncio.Lock()

    async def open(self) -> None:
        """Connect. Raises StoreError; connections already made are closed then."""
        try:
            with store_errors(self.path):
                if not self.read_only:
                    self._writer = await self._connect("rw")
                    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
                        await self._writer.execute_fetchall(f"PRAGMA {pragma}")
                for _ in range(READERS):
                    self._readers.append(await self._connect("ro" if self.read_only else "rw"))
                    await self._readers[-1].execute_fetchall("PRAGMA query_only = ON")
        except BaseException:
            await self.close()
            raise

    async def _connect(self, mode: str) -> aiosqlite.Connection:
        return await aiosqlite.connect(
            address(self.path, mode), uri=True, timeout=self._busy_timeout, isolation_level=None, cached_statements=256
        )

    async def close(self) -> None:
        """Close every connection, the writer last, after its transaction has ended."""
        async with self._lock:
            readers, self._readers = self._readers, []
            for connection in readers:
                await connection.close()
            writer, self._writer = self._writer, None
            if writer is not None:
                await writer.close()

    async def rows(self, query: Any, **params: object) -> list[Row]:
        """All rows of one named query, in one trip to a reader's thread."""
        if not self._readers:
            raise StoreError(f"{self.path}: the database is closed")
        reader = self._readers[next(self._turn) % len(self._readers)]
        with store_errors(self.path):
            return cast("list[Row]", await reader.execute_fetchall(query.sql, params))

    async def row(self, query: Any, **params: object) -> Row | None:
        """The first row of one named query, None where there is none."""
        return next(iter(await self.rows(query, **params)), None)

    async def transact(self, fn: Callable[[aiosqlite.Connection], Awaitable[T]]) -> T:
        """Run `fn` in one write transaction, and give what it returns.

        It runs to its end even when the caller is cancelled; the caller's CancelledError is raised after that. An error
        in `fn` rolls everything back. Transactions of one Database wait for one another. Never call `transact` in `fn`.
        """
        if self._writer is None:
            state = "opened read-only" if self.read_only else "closed"
            raise StoreReadOnly(f"{self.path}: the database is {state} and cannot be written")
        task = asyncio.ensure_future(self._run(fn))
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            await _finished(task)
            raise

    async def _run(self, fn: Callable[[aiosqlite.Connection], Awaitable[T]]) -> T:
        async with self._lock:
            writer = self._writer
            if writer is None:
                raise StoreReadOnly(f"{self.path}: the database is closed and cannot be written")
            with store_errors(self.path):
                try:
                    await writer.execute_fetchall("BEGIN IMMEDIATE")
                    result = await fn(writer)
                    await writer.commit()
                except BaseException:
                    # The connection works its queue off in order: even if this wait is cut short, the rollback comes
                    # after whatever was still under way and before the next transaction.
                    await writer.rollback()
                    raise
            return result


async def _finished(task: asyncio.Future[T]) -> None:
    """Wait until `task` is done, whatever else is cancelled meanwhile, and drop its result."""
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError:
            continue
    if not task.cancelled():
        task.exception()
