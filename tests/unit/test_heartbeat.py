"""The pulse, also while the machine's clock is set."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta, tzinfo
from typing import ClassVar, Self

import pytest
from apscheduler.schedulers import base

from bot.schedule import Heartbeat

QUICK = 0.02
NEVER = 3600.0
SOON = 5.0
"""Seconds after which a test gives up."""


class SettableTime(datetime):
    """The machine's clock as APScheduler reads it, which a test can set."""

    shift: ClassVar[timedelta] = timedelta()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        real = datetime.now(tz) + cls.shift
        return cls.fromtimestamp(real.timestamp(), tz)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> type[SettableTime]:
    monkeypatch.setattr(base, "datetime", SettableTime)
    monkeypatch.setattr(SettableTime, "shift", timedelta())
    return SettableTime


async def beats(heart: Heartbeat, count: int) -> float:
    """Seconds that so many beats take."""
    began = asyncio.get_running_loop().time()
    async with asyncio.timeout(SOON):
        for _ in range(count):
            await anext(heart)
    return asyncio.get_running_loop().time() - began


async def test_the_first_beat_is_at_once() -> None:
    """Whatever became due while the process was down is looked for at the start."""
    async with Heartbeat(NEVER) as heart:
        assert await beats(heart, 1) < 1


async def test_it_beats_on() -> None:
    """The pulse goes on by itself, as often as it was told."""
    async with asyncio.timeout(SOON), Heartbeat(QUICK) as heart:
        count = 0
        began = asyncio.get_running_loop().time()
        async for _ in heart:
            count += 1
            if count == 5:
                break
        assert asyncio.get_running_loop().time() - began >= 3.5 * QUICK


async def test_it_can_be_woken_early() -> None:
    """A beat that is asked for comes at once."""
    async with Heartbeat(NEVER) as heart:
        await beats(heart, 1)
        waiting = asyncio.create_task(beats(heart, 1))
        await asyncio.sleep(0)
        heart.beat()
        assert await waiting < 1


async def test_a_slow_consumer_gets_one_beat() -> None:
    """Beats that were due while the last one was worked on are one, not a backlog."""
    async with Heartbeat(NEVER) as heart:
        await beats(heart, 1)
        for _ in range(3):
            heart.beat()
        await beats(heart, 1)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(QUICK):
                await anext(heart)


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1), timedelta(days=3650)], ids=str)
async def test_a_clock_set_back_does_not_stall_it(
    machine: type[SettableTime], back: timedelta, caplog: pytest.LogCaptureFixture
) -> None:
    """After the machine's clock was set back the pulse goes on, and is not silent until the old time comes again."""
    caplog.set_level(logging.INFO, logger="bot.schedule")
    async with Heartbeat(QUICK) as heart:
        await beats(heart, 2)
        machine.shift = -back
        await beats(heart, 5)
        restarts = [r for r in caplog.records if getattr(r, "action", "") == "heartbeat.restarted"]
        assert restarts


async def test_after_a_clock_set_back_the_pulse_itself_is_back(machine: type[SettableTime]) -> None:
    """One late beat is all that a clock set back costs: then they are as far apart as before."""
    every = 0.3
    async with Heartbeat(every) as heart:
        await beats(heart, 2)
        machine.shift = -timedelta(days=1)
        assert await beats(heart, 1) >= 1.5 * every
        assert await beats(heart, 1) < 1.9 * every


@pytest.mark.parametrize("ahead", [timedelta(hours=1), timedelta(days=1), timedelta(days=3650)], ids=str)
async def test_a_clock_set_forward_does_not_spin_it(machine: type[SettableTime], ahead: timedelta) -> None:
    """After the machine's clock was set forward there is no burst of beats, and the loop does not stand still."""
    async with Heartbeat(QUICK) as heart:
        await beats(heart, 2)
        machine.shift = ahead
        assert 1.5 * QUICK <= await beats(heart, 4) < 3


async def test_nothing_of_it_outlives_it(caplog: pytest.LogCaptureFixture) -> None:
    """No task of the scheduler is left behind, whenever it is left, and nothing is logged about it."""
    caplog.set_level(logging.DEBUG)
    before = asyncio.all_tasks()
    for turns in range(20):
        async with Heartbeat(0.0005) as heart:
            await beats(heart, 3)
            for _ in range(turns):
                await asyncio.sleep(0)
        assert asyncio.all_tasks() == before
    assert not [r for r in caplog.records if r.name.startswith("apscheduler")]


async def test_it_ends_where_it_is_cancelled() -> None:
    """Cancelled while waiting for a beat, it ends cleanly."""
    before = asyncio.all_tasks()

    async def pulse() -> None:
        async with Heartbeat(NEVER) as heart:
            async for _ in heart:
                first.set()

    first = asyncio.Event()
    task = asyncio.create_task(pulse())
    await asyncio.wait_for(first.wait(), SOON)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert asyncio.all_tasks() == before
