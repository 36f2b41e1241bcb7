"""Several workers on one database: each post is sent by one of them, and who was away too long is refused."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.delivery import Destination, Draft
from tests.delivering import NOW, Desk, Hook, channel, fake, texts
from tests.platforms import ACCEPT, DEDUPS, FakePlatform, hang


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with Desk(tmp_path, [FakePlatform()]) as desk:
        yield desk


def stop_at(where: str, reached: asyncio.Event, release: asyncio.Event) -> Hook:
    """A worker that stands still at a named point, once."""

    async def hook(at: str) -> None:
        if at == where and not reached.is_set():
            reached.set()
            await release.wait()

    return hook


async def put_many(desk: Desk, count: int) -> None:
    pages = texts("one", 1)
    for first in range(0, count, 1000):
        drafts = [
            Draft(kind="notice", to=channel(n), slot="one", due_at=NOW, pages=pages)
            for n in range(first, min(count, first + 1000))
        ]
        await desk.store.outbox.enqueue(drafts, at=NOW)


@pytest.mark.parametrize("count", [1000, pytest.param(10_000, marks=pytest.mark.slow)])
async def test_five_workers_share_the_work(desk: Desk, count: int) -> None:
    """Five workers with connections of their own send each of the due posts once, and all of them work."""
    await put_many(desk, count)
    begun: Counter[str] = Counter()
    all_work = asyncio.Event()

    def counting(worker: str) -> Hook:
        async def hook(at: str) -> None:
            if at == "begin after":
                begun[worker] += 1
                if len(begun) == len(names):
                    all_work.set()
                await all_work.wait()  # nobody sends before everybody has something to send

        return hook

    names = [f"w{n}" for n in range(5)]
    workers = [desk.deliverer(n, store=await desk.open(), hook=counting(n)) for n in names]
    await asyncio.gather(*(w.drain() for w in workers))
    platform = fake(desk)
    assert len(platform.posts) == platform.count("send") == count
    assert platform.repeated() == 0
    assert await desk.states() == ["sent"] * count
    assert begun.total() == count and set(begun) == set(names)


@pytest.mark.parametrize("where", ["claim after", "stale before", "stale after", "begin before"])
async def test_frozen_before_it_began(desk: Desk, where: str) -> None:
    """A worker that freezes past its lease before a send is refused by its fence when it thaws, and sends nothing."""
    reached, release = asyncio.Event(), asyncio.Event()
    await desk.put(channel())
    frozen = asyncio.create_task(desk.deliverer("frozen", hook=stop_at(where, reached, release)).drain())
    await reached.wait()
    other = desk.deliverer("other", store=await desk.open())
    await other.drain()
    desk.wait(desk.rules.lease_s - 1)
    await other.drain()
    assert not fake(desk).calls
    desk.wait(1)
    await other.drain()
    release.set()
    await frozen
    assert fake(desk).count("send") == 1
    assert await desk.passed() == ["queued", "queued", "attempting", "sent"]


async def test_frozen_between_its_word_and_the_send(desk: Desk) -> None:
    """A worker that committed the attempt, froze past its lease and thawed does not send any more."""
    reached, release = asyncio.Event(), asyncio.Event()
    await desk.put(channel())
    frozen = asyncio.create_task(desk.deliverer("frozen", hook=stop_at("begin after", reached, release)).drain())
    await reached.wait()
    other = desk.deliverer("other", store=await desk.open())
    await desk.work_on(other, seconds=desk.rules.lease_s + desk.rules.settle_s, every=5)
    release.set()
    await frozen
    assert fake(desk).count("send") == 1
    assert await desk.passed() == ["queued", "attempting", "ambiguous", "queued", "attempting", "sent"]


async def test_held_up_for_less_than_a_lease(desk: Desk) -> None:
    """A worker that was held up too long for a whole send, but not past its lease, gives the post back unsent."""
    reached, release = asyncio.Event(), asyncio.Event()
    await desk.put(channel())
    frozen = asyncio.create_task(desk.deliverer("slow", hook=stop_at("begin after", reached, release)).drain())
    await reached.wait()
    desk.wait(desk.rules.lease_s - 1)
    release.set()
    await frozen
    assert fake(desk).count("send") == 1
    assert await desk.passed() == ["queued", "attempting", "queued", "attempting", "sent"]


@pytest.mark.parametrize("accepts", ["now", "never"])
async def test_frozen_in_the_middle_of_a_send(desk: Desk, accepts: str) -> None:
    """What a worker brings back after its lease is dropped; what the other one found out stands."""
    platform, release = fake(desk), asyncio.Event()
    platform.will(hang("now" if accepts == "now" else "never", until=release))
    await desk.put(channel())
    frozen = asyncio.create_task(desk.deliverer("frozen").drain())
    await platform.called.wait()
    other = desk.deliverer("other", store=await desk.open())
    await desk.work_on(other, seconds=desk.rules.lease_s + desk.rules.settle_s, every=5)
    found = await desk.passed()
    release.set()
    await frozen
    assert len(platform.shown(channel())) == 1
    assert await desk.passed() == found
    assert found[-1] == "sent" and "ambiguous" in found


async def test_a_vanished_worker_at_a_platform_that_tells_repeats(desk: Desk) -> None:
    """Where the key is still known when the lease ends, the post is sent again at once, and shown once."""
    platform = fake(desk)
    platform.capabilities = DEDUPS
    platform.will(hang("now"))
    await desk.put(channel())
    task = asyncio.create_task(desk.deliverer("gone").drain())
    await platform.called.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await desk.work_on(desk.deliverer("next"), seconds=desk.rules.lease_s, every=10)
    assert platform.count("send") == 2
    assert len(platform.posts) == 1
    assert await desk.states() == ["sent"]


async def test_clocks_that_are_set_end_no_lease(desk: Desk) -> None:
    """A clock that jumps ten years ahead or back takes no post from the worker that has it."""
    platform, release = fake(desk), asyncio.Event()
    platform.will(hang("now", until=release))
    await desk.put(channel())
    busy = asyncio.create_task(desk.deliverer("busy").drain())
    await platform.called.wait()
    other = desk.deliverer("other", store=await desk.open())
    for years in (10, -20, 10):
        desk.clock.at = desk.clock.at.replace(year=desk.clock.at.year + years)
        desk.wall.at = desk.wall.at.replace(year=desk.wall.at.year + years)
        await other.drain()
    release.set()
    await busy
    assert await desk.passed() == ["queued", "attempting", "sent"]
    assert platform.count("send") == 1


async def test_a_crash_between_pages(desk: Desk) -> None:
    """After a crash between two pages the rest follows in order, and no page comes twice."""
    platform = fake(desk)
    platform.script = lambda to, key, n: hang("never") if n == 2 else ACCEPT
    await desk.put(channel(), pages=3)
    task = asyncio.create_task(desk.deliverer("gone").drain())
    while platform.count("send") < 2:
        platform.called.clear()
        await platform.called.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await desk.work_on(desk.deliverer("next"), seconds=120, every=10)
    assert platform.shown(channel()) == ["one page 1", "one page 2", "one page 3"]


async def test_a_platform_served_elsewhere_keeps_its_posts(desk: Desk) -> None:
    """A process takes over what it cannot send only to lay it open for one that can."""
    platform = fake(desk)
    platform.will(hang("now"))
    await desk.put(channel())
    task = asyncio.create_task(desk.deliverer("gone").drain())
    await platform.called.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    desk.platforms = [FakePlatform(name="other")]
    await desk.work_on(desk.deliverer("stranger", store=await desk.open()), seconds=120, every=10)
    assert await desk.states() == ["ambiguous"]
    desk.platforms = [platform]
    await desk.deliverer("next").drain()
    assert await desk.states() == ["sent"]
    assert len(platform.posts) == 1


async def test_nobody_waits_on_a_platform_that_hangs(desk: Desk) -> None:
    """While one platform swallows every send, the posts of another go out."""
    stuck, other, release = fake(desk), FakePlatform(name="other", clock=desk.wall), asyncio.Event()
    stuck.script = lambda to, key, n: hang("never", until=release)
    desk.platforms = [stuck, other]
    await desk.put(*[channel(n) for n in range(100)])
    await desk.put(*[Destination(platform="other", channel=str(n)) for n in range(40)])
    task = asyncio.create_task(desk.deliverer().drain())
    while len(other.posts) < 40:
        other.called.clear()
        await other.called.wait()
    assert not stuck.posts
    release.set()
    await task
