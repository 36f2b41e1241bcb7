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
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

import aiosqlite

from bot.domain.errors import StoreBusy, StoreDamaged, StoreError, StoreReadOnly
from storage.committing import Wanted, finished

T = TypeVar("T")
Row = tuple[Any, ...]
READERS = 2
TOGETHER = 64
"""Transactions that share a commit at most."""

WRITING = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON")
"""How we write: what is committed is on the disk, and what is deleted is written over."""

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
        self._waiting: list[Wanted] = []

    async def open(self) -> None:
        """Connect. Raises StoreError; connections already made are closed then."""
        try:
            with store_errors(self.path):
                if not self.read_only:
                    self._writer = await self._connect("rw")
                    for pragma in WRITING:
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

    async def empty_log(self) -> None:
        """Cut the write-ahead log, where deleted things stand until they are written over; not while others read."""
        async with self._lock:
            if self._writer is not None:
                with suppress(sqlite3.Error):
                    try:
                        await self._writer.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
                    except asyncio.CancelledError:
                        await self._writer.rollback()  # comes after what is still under way, so that nobody meets it
                        raise

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
        in `fn` undoes all that it did. Transactions of one Database run one after the other; those that wait at the
        same time share a commit, so that many small ones wait for another process, and for the disk, only once. Never
        call `transact` in `fn`.
        """
        if self._writer is None:
            state = "opened read-only" if self.read_only else "closed"
            raise StoreReadOnly(f"{self.path}: the database is {state} and cannot be written")
        wanted = Wanted(fn, asyncio.get_running_loop().create_future())
        self._waiting.append(wanted)
        asyncio.ensure_future(self._commit()).add_done_callback(partial(self._committed, wanted))
        try:
            return cast("T", await asyncio.shield(wanted.result))
        except asyncio.CancelledError:
            await finished(wanted.result)
            raise

    async def _commit(self) -> None:
        """Run those that wait, unless others did so meanwhile."""
        async with self._lock:
            some, self._waiting = self._waiting[:TOGETHER], self._waiting[TOGETHER:]
            if not some:
                return
            try:
                with store_errors(self.path):
                    outcomes = await self._run(some)
            except BaseException as error:
                for one in some:
                    one.end(error)
                raise
            for one, outcome in zip(some, outcomes, strict=True):
                one.end(outcome)

    def _committed(self, wanted: Wanted, task: asyncio.Task[None]) -> None:
        """A task that was cancelled before its turn leaves what it should have run."""
        if wanted in self._waiting:
            self._waiting.remove(wanted)
            wanted.result.cancel()
        if not task.cancelled():
            task.exception()  # whoever waits has it from the result

    async def _run(self, some: Sequence[Wanted]) -> list[Any]:
        """What each gives or raises. Raises where none of them can be committed."""
        writer = self._writer
        if writer is None:
            raise StoreReadOnly(f"{self.path}: the database is closed and cannot be written")
        outcomes: list[Any] = []
        try:
            await writer.execute_fetchall("BEGIN IMMEDIATE")
            for one in some if len(some) > 1 else ():
                outcomes.append(await one.apart(writer))
            if not outcomes:
                outcomes.append(await some[0].fn(writer))
            await writer.commit()
        except BaseException:
            # The connection works its queue off in order: even if this wait is cut short, the rollback comes
            # after whatever was still under way and before the next transaction.
            await writer.rollback()
            raise
        return [_mapped(outcome, self.path) for outcome in outcomes]


def _mapped(outcome: Any, path: Path) -> Any:
    """What a transaction gave or raised, with an error of SQLite as one of ours."""
    if not isinstance(outcome, sqlite3.Error):
        return outcome
    error = _ours(outcome, path)
    error.__cause__ = outcome
    return error
