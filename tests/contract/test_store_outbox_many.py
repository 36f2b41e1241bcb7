"""Many deliveries, several workers and processes: each delivery is one worker's, and finding it costs little."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from storage.queries import OUTBOX
from tests.outboxes import NOW, WALL, Worker, channel, draft, working

ROOT = Path(__file__).resolve().parents[2]

CLAIMER = """
import asyncio, pathlib, sys
from tests.outboxes import working

async def main() -> None:
    async with working(pathlib.Path(sys.argv[1]), sys.argv[2]) as worker:
        print("ready", flush=True)
        sys.stdin.readline()
        while claimed := await worker.claim(5):
            for delivery in claimed:
                await worker.send(delivery)
                print(delivery.id, flush=True)

asyncio.run(main())
"""


@pytest.fixture
async def worker(tmp_path: Path) -> AsyncIterator[Worker]:
    async with working(tmp_path) as worker:
        yield worker


async def test_five_workers_never_hold_the_same(tmp_path: Path) -> None:
    """Of five workers on one file each gets its own deliveries, and together they get all, in order for each place."""
    async with AsyncExitStack() as stack:
        workers = [await stack.enter_async_context(working(tmp_path, f"w{n}")) for n in range(5)]
        drafts = [draft(f"s{n}", to=channel(f"c{n % 40}")) for n in range(120)]
        await workers[0].put(*drafts)
        claimed: list[tuple[int, str]] = []

        async def work(worker: Worker) -> None:
            while deliveries := await worker.claim(7):
                claimed.extend((d.id, d.to.channel) for d in deliveries)
                for delivery in deliveries:
                    await worker.send(delivery)

        for _ in range(3):
            await asyncio.gather(*(work(worker) for worker in workers))
        assert sorted(number for number, _ in claimed) == list(range(1, 121))
        for place in {to for _, to in claimed}:
            there = [number for number, to in claimed if to == place]
            assert there == sorted(there)
        assert set((await workers[0].states()).values()) == {"sent"}


async def test_three_processes_never_hold_the_same(tmp_path: Path) -> None:
    """Real processes on one file share the work, and no delivery is given to two of them."""
    async with working(tmp_path) as worker:
        await worker.put(*(draft("s", to=channel(f"c{n}")) for n in range(90)))
    pipe = asyncio.subprocess.PIPE
    started = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", CLAIMER, str(tmp_path), f"w{n}", cwd=ROOT, stdin=pipe, stdout=pipe
        )
        for n in range(3)
    ]
    for process in started:
        assert process.stdout and await process.stdout.readline() == b"ready\n"
    told = await asyncio.gather(*(process.communicate(b"go\n") for process in started))
    assert [process.returncode for process in started] == [0, 0, 0]
    assert sorted(int(line) for out, _ in told for line in out.split()) == list(range(1, 91))


@pytest.fixture
def many(tmp_path: Path, worker: Worker) -> Path:
    """10,000 deliveries to 10,000 places, written straight into the file of the worker."""
    values = f"'queued', 'k' || n, '[]', 0, '{iso(NOW)}', '{iso(NOW)}', '', '', 0, 0, 0, 0"
    with closing(sqlite3.connect(tmp_path / "sitrep.db")) as plain:
        plain.execute(
            "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 10000) INSERT INTO delivery "
            "(workspace, kind, platform, place, slot, page, pages, state, dedup_key, seen, late, due_at, made_at, "
            "before, holder, fence, attempts, unsure, parked) SELECT 'w', 'sitrep', 'fake', "
            f'\'["fake","w","\' || n || \'","",""]\', \'s\', 1, 1, {values} FROM c'
        )
        plain.execute("INSERT INTO post SELECT id, x'00', '{}' FROM delivery")
        plain.commit()
    return tmp_path / "sitrep.db"


def iso(instant: datetime) -> str:
    return instant.isoformat(timespec="microseconds")


def work(path: Path, query: str, **params: object) -> int:
    """How many steps of SQLite's machine a query takes, in hundreds."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    with closing(sqlite3.connect(path)) as plain:
        plain.set_progress_handler(count, 100)
        plain.execute(query, params).fetchall()
    return counted


async def test_a_claim_looks_at_little(many: Path, worker: Worker) -> None:
    """With 10,000 deliveries waiting, a claim of 32 looks at no more than those, and finds them by their due time."""
    params = {"platforms": '["fake"]', "at": iso(NOW), "wall": iso(WALL)}
    assert work(many, OUTBOX.claimable.sql, **params, limit=32) < 50
    assert len(await worker.claim(32)) == 32
    with closing(sqlite3.connect(many)) as plain:
        plan = plain.execute(f"EXPLAIN QUERY PLAN {OUTBOX.claimable.sql}", {**params, "limit": 32}).fetchall()
    assert "USING INDEX delivery_due" in plan[0][3]
    assert not any("TEMP B-TREE FOR ORDER" in detail for *_, detail in plan)


async def test_a_claim_with_everything_on_hold(many: Path, worker: Worker) -> None:
    """With 500 places on hold and nothing else to do, a claim takes a few thousand steps, not millions."""
    with closing(sqlite3.connect(many)) as plain:
        plain.execute("DELETE FROM post WHERE delivery > 500")
        plain.execute("DELETE FROM delivery WHERE id > 500")
        plain.execute(
            "INSERT INTO hold SELECT platform, place, ?, ? FROM delivery", (iso(WALL), iso(WALL + timedelta(hours=1)))
        )
        plain.commit()
    params = {"platforms": '["fake"]', "at": iso(NOW), "wall": iso(WALL)}
    assert work(many, OUTBOX.claimable.sql, **params, limit=32) < 500
    assert await worker.claim() == []
    worker.wall = WALL + timedelta(hours=1)
    assert len(await worker.claim()) == 100
