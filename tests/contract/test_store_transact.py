"""A transaction runs to its end, whatever happens to the one who asked for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import aiosqlite
import pytest

from bot.domain.errors import StoreError
from storage.store import Store, open_store


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(f"sqlite:///{tmp_path}/sitrep.db") as store:
        await store.transact(lambda c: c.execute_fetchall("CREATE TABLE t (n INTEGER)"))
        yield store


async def numbers(store: Store) -> list[int]:
    """What is written, seen by a transaction of its own: it would fail inside one that was left open."""

    async def read(connection: aiosqlite.Connection) -> list[int]:
        return [row[0] for row in await connection.execute_fetchall("SELECT n FROM t ORDER BY n")]

    return await asyncio.wait_for(store.transact(read), 5)


async def write(connection: aiosqlite.Connection) -> str:
    for n in range(3):
        await connection.execute_fetchall("INSERT INTO t VALUES (?)", (n,))
        await asyncio.sleep(0)
    return "done"


async def test_it_gives_what_the_function_gives(store: Store) -> None:
    """The result comes back, and what was written stays."""
    assert await store.transact(write) == "done"
    assert await numbers(store) == [0, 1, 2]


async def test_an_error_rolls_back(store: Store) -> None:
    """An error in the function comes out as it is, and nothing of the transaction stays."""

    async def fail(connection: aiosqlite.Connection) -> None:
        await write(connection)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await store.transact(fail)
    assert await numbers(store) == []


async def test_sqlite_errors_are_ours(store: Store) -> None:
    """A failing statement is a StoreError in one line."""
    with pytest.raises(StoreError, match="no such table: nowhere"):
        await store.transact(lambda c: c.execute_fetchall("SELECT * FROM nowhere"))
    assert await numbers(store) == []


@pytest.mark.parametrize("steps", range(40))
async def test_a_cancelled_caller_leaves_a_whole_transaction(store: Store, steps: int) -> None:
    """Cancelled after any number of steps, the transaction ends by itself, and others can write after it."""
    task = asyncio.create_task(store.transact(write))
    for _ in range(steps):
        await asyncio.sleep(0)
    cancelled = task.cancel()
    (outcome,) = await asyncio.gather(task, return_exceptions=True)
    assert outcome == "done" or isinstance(outcome, asyncio.CancelledError)
    begun = steps > 0
    assert await numbers(store) == ([0, 1, 2] if begun or not cancelled else [])


@pytest.mark.parametrize("steps", range(0, 40, 3))
async def test_cancelled_again_while_it_waits(store: Store, steps: int) -> None:
    """A caller that is cancelled many times still waits for the end of its transaction."""
    task = asyncio.create_task(store.transact(write))
    await asyncio.sleep(0)
    for _ in range(steps):
        task.cancel()
        await asyncio.sleep(0)
    await asyncio.gather(task, return_exceptions=True)
    assert await numbers(store) == [0, 1, 2]


@pytest.mark.parametrize("steps", range(40))
async def test_an_ending_loop_leaves_no_open_transaction(store: Store, steps: int) -> None:
    """When every task is cancelled, as at the end of the program, the transaction is whole or not there at all."""
    before = asyncio.all_tasks()
    task = asyncio.create_task(store.transact(write))
    for _ in range(steps):
        await asyncio.sleep(0)
    for other in asyncio.all_tasks() - before:
        other.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert await numbers(store) in ([], [0, 1, 2])


async def test_transactions_wait_for_one_another(store: Store) -> None:
    """Two transactions never see each other half done."""
    seen: list[int] = []

    async def count_and_add(connection: aiosqlite.Connection) -> None:
        rows = list(await connection.execute_fetchall("SELECT count(*) FROM t"))
        await asyncio.sleep(0)
        seen.append(rows[0][0])
        await write(connection)

    await asyncio.gather(*(store.transact(count_and_add) for _ in range(5)))
    assert seen == [0, 3, 6, 9, 12]


async def test_those_that_wait_share_a_commit_and_no_error(store: Store) -> None:
    """What waits at the same time is committed at once; one that fails undoes nothing of the others."""
    go_on = asyncio.Event()

    async def first(connection: aiosqlite.Connection) -> None:
        await go_on.wait()

    async def add(connection: aiosqlite.Connection, n: int) -> int:
        await connection.execute_fetchall("INSERT INTO t VALUES (?)", (n,))
        if n % 3 == 0:
            raise ZeroDivisionError(n)
        if n % 3 == 1:
            await connection.execute_fetchall("SELECT * FROM nowhere")
        return n

    tasks: list[asyncio.Task[object]] = [asyncio.create_task(store.transact(first))]
    tasks += [asyncio.create_task(store.transact(partial(add, n=n))) for n in range(9)]
    await asyncio.sleep(0)
    commits: list[str] = []
    assert store._db._writer
    await store._db._writer.set_trace_callback(lambda s: commits.append(s) if s == "COMMIT" else None)
    go_on.set()
    done = await asyncio.gather(*tasks, return_exceptions=True)
    kinds = [type(d) for d in done]
    assert kinds == [type(None), *[ZeroDivisionError, StoreError, int] * 3] and commits == ["COMMIT"]
    assert await numbers(store) == [2, 5, 8]


@pytest.mark.parametrize("steps", range(0, 60, 4))
async def test_cancelling_one_of_many_leaves_the_others(store: Store, steps: int) -> None:
    """Of transactions that share a commit each is whole or not there at all, whoever of their callers is cancelled."""
    tasks = [asyncio.create_task(store.transact(write)) for _ in range(4)]
    for _ in range(steps):
        await asyncio.sleep(0)
    tasks[1].cancel()
    tasks[3].cancel()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert outcomes[0] == outcomes[2] == "done"
    assert len(await numbers(store)) % 3 == 0 and len(await numbers(store)) >= 6


async def test_a_timeout_around_a_transaction(store: Store) -> None:
    """A deadline that strikes during a transaction is told after it has ended."""
    started, go_on = asyncio.Event(), asyncio.Event()

    async def slow(connection: aiosqlite.Connection) -> None:
        started.set()
        await go_on.wait()
        await write(connection)

    async def impatient() -> None:
        async with asyncio.timeout(0.01):
            await store.transact(slow)

    task = asyncio.create_task(impatient())
    await started.wait()
    asyncio.get_running_loop().call_later(0.03, go_on.set)
    with pytest.raises(TimeoutError):
        await task
    assert await numbers(store) == [0, 1, 2]


async def test_readers_do_not_see_what_is_not_committed(store: Store) -> None:
    """Reading goes on beside a transaction and sees the state before it."""
    started, go_on = asyncio.Event(), asyncio.Event()

    async def slow(connection: aiosqlite.Connection) -> None:
        await connection.execute_fetchall("UPDATE change SET facts = 77")
        started.set()
        await go_on.wait()

    task = asyncio.create_task(store.transact(slow))
    await started.wait()
    assert (await store.cases.status()).facts == 0
    go_on.set()
    await task
