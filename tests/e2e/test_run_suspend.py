"""A machine that sleeps for eight hours: its clocks jump, what measures waits stands still."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.services.due import due
from tests.delivering import NOW, Desk, channel, fake
from tests.desks import slots, subscribed
from tests.platforms import FakePlatform, hang

SLEEP = timedelta(hours=8)


@pytest.fixture
async def desk(loaded: Path, tmp_path: Path) -> AsyncIterator[Desk]:
    """A desk on the shipped case."""
    shutil.copy(loaded, tmp_path)
    async with Desk(tmp_path, [FakePlatform()]) as desk:
        yield desk


def suspend(desk: Desk) -> None:
    """Close the lid and open it eight hours later; the monotonic clock does not count while it is closed."""
    desk.clock.at += SLEEP
    desk.wall.at += SLEEP


async def beat(desk: Desk) -> int:
    """One heartbeat, and everything that can be sent then."""
    made = await due(desk.posting(), desk.clock.at)
    await desk.deliverer().drain()
    return made


async def test_runs_that_were_slept_through(desk: Desk) -> None:
    """Of eight hourly sitreps slept through the latest comes, late, and the log names the others; none comes twice."""
    await subscribed(desk.posting(), "every 1h", NOW - timedelta(minutes=30), to=channel("news"))
    assert await beat(desk) == 1
    suspend(desk)
    assert await beat(desk) == 1
    assert await beat(desk) == 0
    shown = fake(desk).shown(channel("news"))
    assert ["(late)" in text.splitlines()[0] for text in shown] == [False, True]
    assert fake(desk).repeated() == 0
    assert await slots(desk.posting()) == [
        ("2020-02-12 08:00", "sent"),
        ("2020-02-12 09:00 … 2020-02-12 15:00", "superseded"),
        ("2020-02-12 16:00", "sent"),
    ]


@pytest.mark.parametrize("accepted", [True, False])
async def test_asleep_in_the_middle_of_a_send(desk: Desk, accepted: bool) -> None:
    """A send that was under way keeps its lease while all slept: another process does not send it again."""
    platform, release = fake(desk), asyncio.Event()
    platform.will(hang("now" if accepted else "never", until=release))
    await desk.put(channel())
    busy = asyncio.create_task(desk.deliverer("busy").drain())
    await platform.called.wait()
    other = desk.deliverer("other", store=await desk.open())
    await other.drain()
    suspend(desk)
    await other.drain()
    release.set()
    await busy
    await other.drain()
    assert platform.count("send") == 1
    assert await desk.states() == ["sent"]
