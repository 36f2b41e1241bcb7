"""A database that cannot be written costs no post and repeats none."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.delivery import Capabilities
from bot.domain.errors import StoreBusy, StoreReadOnly
from tests.delivering import OPERATOR, Desk, channel, fake
from tests.platforms import BLIND, DEDUPS, PLAIN, FakePlatform

HERE = channel()
POINTS = ["leases", "claim", "stale", "begin", "step"]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with Desk(tmp_path, [FakePlatform()]) as desk:
        yield desk


@pytest.mark.parametrize("can", [PLAIN, DEDUPS, BLIND], ids=["reads-back", "dedups", "blind"])
@pytest.mark.parametrize("side", ["before", "after"])
@pytest.mark.parametrize("point", POINTS)
async def test_a_full_disk_at_every_point(desk: Desk, can: Capabilities, point: str, side: str) -> None:
    """A write that fails, or seems to, costs no post and repeats none; an unrecorded send is found out about."""
    platform = fake(desk)
    platform.capabilities = can
    failures = 1

    async def full(where: str) -> None:
        nonlocal failures
        if where == f"{point} {side}" and failures:
            failures -= 1
            raise StoreReadOnly("the disk is full; make room")

    await desk.put(HERE)
    await desk.work_on(desk.deliverer(hook=full), seconds=120, every=5)
    told = platform.shown(OPERATOR)
    if can == BLIND and (point, side) in (("step", "before"), ("begin", "after")):
        # Nobody but a person can look there: the post is not sent blindly again.
        assert await desk.states() == ["ambiguous"]
        assert platform.count("send", HERE) == (point == "step")
        assert len(told) == 1
    else:
        assert platform.shown(HERE) == ["one page 1"]
        assert await desk.states() == ["sent"]
        assert told == []


async def test_a_disk_that_really_fills_up(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """SQLite that runs out of room again and again, in a hundred posts, loses none of them and repeats none."""
    places = [channel(n) for n in range(100)]
    await desk.put(*places)

    async def room(pages: int) -> None:
        await desk.store.transact(lambda c: c.execute_fetchall(f"PRAGMA max_page_count = {pages}"))

    ((used,),) = await desk.store.transact(lambda c: c.execute_fetchall("PRAGMA page_count"))
    deliverer = desk.deliverer()
    for more in range(1, 20):
        await room(used + more)
        await deliverer.drain()
        desk.wait(desk.rules.lease_s)
    assert "disk is full" in caplog.text
    await room(2**30)
    await desk.work_on(deliverer, seconds=120, every=10)
    assert set(await desk.states()) == {"sent"}
    assert [len(fake(desk).shown(p)) for p in places] == [1] * len(places)


async def test_a_busy_store_in_a_crowd(desk: Desk) -> None:
    """When every third write of many fails for a while, each post still arrives once."""
    platform = fake(desk)
    writes = 0

    async def busy(where: str) -> None:
        nonlocal writes
        if where in ("begin before", "step before"):
            writes += 1
            if writes < 300 and writes % 3 == 0:
                raise StoreBusy("locked by another process")

    await desk.put(*[channel(n) for n in range(100)])
    await desk.work_on(desk.deliverer(hook=busy), seconds=600, every=10)
    assert set(await desk.states()) == {"sent"}
    assert [len(platform.shown(channel(n))) for n in range(100)] == [1] * 100
