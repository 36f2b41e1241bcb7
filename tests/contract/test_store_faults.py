"""Writes that are cut short by a cancelled task, a full disk or a failing one: all of a write is there, or none."""

from __future__ import annotations

import itertools
import resource
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import aiosqlite
import pytest

from bot.domain.errors import StoreError, StoreReadOnly
from storage.casefiles import read_case
from storage.store import Store, open_store
from tests.casefolders import write_case
from tests.postings import DESK
from tests.stepping import Who, cancel_at
from tests.storestates import FLED, NOW, REFUSED, WRITES, Arranged, Saved, arrange, state


@pytest.fixture
async def arranged(tmp_path: Path) -> AsyncIterator[Arranged]:
    case = read_case(write_case(tmp_path / "river"))
    async with open_store(f"sqlite:///{tmp_path}/sitrep.db", busy_timeout=0) as store:
        yield await arrange(store, case)


@pytest.fixture
def saved(arranged: Arranged) -> Iterator[Saved]:
    with closing(Saved(arranged.store.path)) as saved:
        yield saved


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """Writes that go past `size` bytes of any file fail as they do on a broken disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def empty_log(path: Path) -> None:
    """Bring the write-ahead log into the database, so that the next write begins it anew."""
    with closing(sqlite3.connect(path, timeout=0)) as plain:
        assert plain.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone() == (0, 0, 0)


def whole(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as plain:
        return bool(plain.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))


async def refusal(work: Awaitable[object]) -> StoreError | None:
    """The error that a write ends with; None where it went through."""
    try:
        await work
    except StoreError as error:
        return error
    return None


@pytest.mark.parametrize("write", WRITES)
async def test_cancelled_at_every_await(arranged: Arranged, saved: Saved, write: str) -> None:
    """Cancelled at any await of its way, a write is there whole or not at all, and the next writer need not wait.

    Once only who asked for it is cancelled, once every task, as at the end of the program.
    """
    path = arranged.store.path
    before = found = state(path)
    await WRITES[write](arranged)
    after = state(path)
    assert after != before
    everyone: tuple[Who, ...] = ("caller", "everybody")
    for who in everyone:
        for number in itertools.count(1):
            saved.restore()
            struck = await cancel_at(as_coroutine(WRITES[write](arranged)), number, who)
            found = state(path)
            assert found in (before, after)
            if not struck:
                break
        assert number > 2
        assert found == after


async def as_coroutine(work: Awaitable[object]) -> object:
    return await work


@pytest.mark.parametrize("write", WRITES)
async def test_the_disk_fails_at_every_write(arranged: Arranged, write: str) -> None:
    """At whichever write to the disk it fails, nothing of the change is there, and once the disk is well it works."""
    path = arranged.store.path
    before = state(path)
    for number in itertools.count():
        empty_log(path)
        # A frame of the log is a head of 24 bytes and a page, after the head of the log itself; some writes are torn.
        with files_up_to(32 + number * (24 + 4096) + (0, 24, 2000)[number % 3]):
            error = await refusal(WRITES[write](arranged))
        if error is None:
            break
        assert (
            str(error) == f"{path}: the disk cannot be read or written (disk I/O error); check the disk and its space"
        )
        assert state(path) == before
    assert number > 0
    assert state(path) != before
    assert whole(path)


async def test_the_disk_is_full_at_every_new_page(arranged: Arranged) -> None:
    """However little room is left, nothing of the change is there, and with more room it succeeds."""
    store, path = arranged.store, arranged.store.path
    before = state(path)
    for room in itertools.count():
        await leave_room(store, room)
        error = await refusal(WRITES["enqueue"](arranged))
        if error is None:
            break
        assert isinstance(error, StoreReadOnly)
        assert "(database or disk is full)" in str(error)
        assert "\n" not in str(error)
        assert state(path) == before
    assert room > 3
    assert state(path) != before
    assert whole(path)


async def leave_room(store: Store, pages: int) -> None:
    """Let the database grow by so many pages and no more."""

    async def limit(connection: aiosqlite.Connection) -> None:
        ((used,),) = await connection.execute_fetchall("PRAGMA page_count")
        await connection.execute_fetchall(f"PRAGMA max_page_count = {used + pages}")

    await store.transact(limit)


async def test_a_receipt_that_could_not_be_written(arranged: Arranged) -> None:
    """After a send whose record failed, nobody else gets the delivery, and its holder can record it later."""
    store = arranged.store
    empty_log(store.path)
    with files_up_to(0):
        assert await refusal(WRITES["step_sent"](arranged))
    assert (arranged.begun.id, arranged.begun.fence) in await store.outbox.leases()
    assert await store.outbox.claim(["fake"], worker="v", at=NOW, wall=NOW, limit=9) == []
    assert await refusal(WRITES["step_sent"](arranged)) is None
    assert await store.ledger.seen(DESK) == {REFUSED: 1, FLED: 1}
