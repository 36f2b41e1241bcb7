"""Open the database that a `[storage] url` names."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import aiosqlite

from bot.domain.errors import StoreError
from storage.cases import Cases
from storage.corrections import StoredCorrections
from storage.facts import Facts
from storage.inbox import StoredInbox
from storage.installations import StoredInstallations
from storage.journal import StoredJournal
from storage.ledger import StoredLedger
from storage.memos import StoredMemos
from storage.migrate import prepare
from storage.outbox import StoredOutbox
from storage.replies import StoredReplies
from storage.restem import restem
from storage.spending import StoredSpending
from storage.sqlite import Database
from storage.subscriptions import StoredSubscriptions
from storage.vectors import Vectors

T = TypeVar("T")
BUSY_TIMEOUT = 5.0
"""Seconds to wait for another process that holds the database."""

_PREFIX = "sqlite:///"


def open_store(
    url: str, *, must_exist: bool = False, read_only: bool = False, busy_timeout: float = BUSY_TIMEOUT
) -> Store:
    """A store to be entered with `async with`, which creates or migrates the file as needed.

    `url` is `sqlite:///relative.db` or `sqlite:////absolute.db`. Raises StoreError where it is neither; entering raises
    StoreError where the file cannot be used.
    """
    return Store(path_of(url), must_exist=must_exist, read_only=read_only, busy_timeout=busy_timeout)


def path_of(url: str) -> Path:
    """The file of a storage url. Raises StoreError."""
    if not url.startswith("sqlite:"):
        raise StoreError(
            f"storage url {url!r}: not a SQLite url; write sqlite:///sitrep.db or sqlite:////var/sitrep.db"
        )
    name = url.removeprefix(_PREFIX) if url.startswith(_PREFIX) else ""
    if not name or ":memory:" in name:
        raise StoreError(f"storage url {url!r}: names no file, and nothing would be kept; write sqlite:///sitrep.db")
    if "\0" in name or name.endswith("/"):
        raise StoreError(f"storage url {url!r}: does not name a file; write sqlite:///sitrep.db")
    return Path(name).expanduser()


class Store:
    """The parts of an open database, which share its connections."""

    def __init__(self, path: Path, *, must_exist: bool, read_only: bool, busy_timeout: float) -> None:
        self.path = path
        self._must_exist = must_exist
        self._read_only = read_only
        self._busy_timeout = busy_timeout
        self._db = Database(path, read_only=read_only, busy_timeout=busy_timeout)
        self.vectors = Vectors(self._db)
        self.facts = Facts(self._db, self.vectors)
        self.cases = Cases(self._db)
        self.journal = StoredJournal(self._db)
        self.subscriptions = StoredSubscriptions(self._db)
        self.outbox = StoredOutbox(self._db)
        self.ledger = StoredLedger(self._db)
        self.corrections = StoredCorrections(self._db)
        self.replies = StoredReplies(self._db)
        self.memos = StoredMemos(self._db)
        self.inbox = StoredInbox(self._db)
        self.installations = StoredInstallations(self._db)
        self.spending = StoredSpending(self._db)

    async def transact(self, fn: Callable[[aiosqlite.Connection], Awaitable[T]]) -> T:
        """Run `fn` in one write transaction that ends whatever happens to the caller; see Database.transact."""
        return await self._db.transact(fn)

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(
            prepare,
            self.path,
            must_exist=self._must_exist,
            read_only=self._read_only,
            busy_timeout=self._busy_timeout,
        )
        await self._db.open()
        try:
            if not self._read_only:
                await restem(self._db)
        except BaseException:
            await self._db.close()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._db.close()
