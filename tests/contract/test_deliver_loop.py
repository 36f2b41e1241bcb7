"""The deliverer at work: it wakes, rests, stops in time, and can be cancelled or fail at any point."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import pytest

from bot.domain.delivery import Destination
from bot.domain.errors import StoreReadOnly
from bot.services.deliver import Deliverer
from tests.delivering import Desk, Hook, called, channel, fake, rules
from tests.platforms import ACCEPT, Behaviour, FakePlatform, hang, held, lost_reply

HERE = channel()
POINTS = ["leases", "claim", "stale", "begin", "step"]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with Desk(tmp_path, [FakePlatform()]) as desk:
        yield desk


def counting(what: str, reached: asyncio.Event, times: int) -> tuple[Hook, list[float]]:
    """A hook that notes when something was done, and sets `reached` at the n-th time."""
    at: list[float] = []

    async def hook(where: str) -> None:
        if where == what:
            at.append(asyncio.get_running_loop().time())
            if len(at) == times:
                reached.set()

    return hook, at


async def test_it_finds_what_is_put_there_by_others(desk: Desk) -> None:
    """Without being woken it looks again and again, and with `wake` at once."""
    running = asyncio.create_task(desk.deliverer().run())
    await desk.put(HERE)
    await called(fake(desk), 1)
    running.cancel()
    await asyncio.wait([running])
    slow = Deliverer(desk.posting(), clock=desk.clock, wall=desk.wall, worker="slow", poll_s=3600)
    running = asyncio.create_task(slow.run())
    await asyncio.sleep(0)
    await desk.put(HERE, slot="two")
    slow.wake()
    await called(fake(desk), 2)
    slow.stop()
    await running
    assert await desk.states() == ["sent", "sent"]


async def test_it_does_not_spin_while_a_place_is_held(desk: Desk) -> None:
    """While all that is due must wait, it looks no more often than when there is nothing."""
    fake(desk).will(held(1000))
    await desk.put(HERE)
    reached = asyncio.Event()
    hook, at = counting("claim before", reached, 12)
    running = asyncio.create_task((deliverer := desk.deliverer(hook=hook)).run())
    await reached.wait()
    deliverer.stop()
    await running
    # Right after its first send it may look once more.
    assert all(later - earlier > 0.01 for earlier, later in pairwise(at[3:]))
    assert fake(desk).count("send") == 1


async def test_it_rests_while_the_store_fails(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """A database that cannot be written is tried ever more seldom, said in one line each time, and then all goes on."""
    await desk.put(HERE)
    at: list[float] = []

    async def full(where: str) -> None:
        if where == "claim before":
            at.append(asyncio.get_running_loop().time())
            if len(at) <= 4:
                raise StoreReadOnly("the disk is full; make room")

    running = asyncio.create_task((deliverer := desk.deliverer(hook=full)).run())
    for _ in range(4):
        deliverer.wake()
    await called(fake(desk), 1)
    deliverer.stop()
    await running
    rests = [later - earlier for earlier, later in pairwise(at[:5])]
    assert [r > least for r, least in zip(rests, (0.01, 0.03, 0.07, 0.15), strict=True)] == [True] * 4
    assert [r.getMessage() for r in caplog.records].count("delivering failed: the disk is full; make room") == 4
    assert await desk.states() == ["sent"]


async def test_stop_finishes_what_is_under_way(desk: Desk) -> None:
    """After `stop` nothing is begun, what was being sent is recorded, and the rest waits for the next start."""
    platform, release = fake(desk), asyncio.Event()
    platform.script = lambda to, key, n: hang("now", until=release)
    await desk.put(*[channel(n) for n in range(100)])
    deliverer = desk.deliverer()
    running = asyncio.create_task(deliverer.run())
    await called(platform, 32)
    deliverer.stop()
    release.set()
    await asyncio.wait_for(running, 10)
    assert len(platform.posts) == 32
    states = await desk.states()
    assert (states.count("sent"), states.count("queued")) == (32, 68)
    assert await desk.store.outbox.leases() == []


async def test_stop_is_bounded_by_the_time_of_a_send(desk: Desk) -> None:
    """A platform that never replies holds the end up for no longer than a send may take."""
    desk.rules = rules(send_timeout_s=0.1)
    fake(desk).script = lambda to, key, n: hang("now")
    await desk.put(HERE)
    deliverer = desk.deliverer()
    running = asyncio.create_task(deliverer.run())
    await called(fake(desk), 1)
    deliverer.stop()
    await asyncio.wait_for(running, 5)
    assert await desk.states() == ["ambiguous"]


async def test_what_waits_for_its_turn_is_given_back_at_a_stop(desk: Desk) -> None:
    """Posts that were claimed and not begun when the process was told to stop are free for others at once."""
    reached, release = asyncio.Event(), asyncio.Event()

    async def at_claim(where: str) -> None:
        if where == "claim after" and not reached.is_set():
            reached.set()
            await release.wait()

    await desk.put(*[channel(n) for n in range(5)])
    deliverer = desk.deliverer(hook=at_claim)
    running = asyncio.create_task(deliverer.run())
    await reached.wait()
    deliverer.stop()
    release.set()
    await running
    assert not fake(desk).calls
    assert await desk.store.outbox.leases() == []
    await desk.deliverer("next").drain()
    assert await desk.states() == ["sent"] * 5


async def run_to(desk: Desk, deliverer: Deliverer, reached: asyncio.Event) -> None:
    """Run until a point, and be cancelled there."""
    running = asyncio.create_task(deliverer.run())
    await reached.wait()
    running.cancel()
    (outcome,) = await asyncio.gather(running, return_exceptions=True)
    assert isinstance(outcome, asyncio.CancelledError)


@pytest.mark.parametrize("side", ["before", "after"])
@pytest.mark.parametrize("point", [*POINTS, "send"])
async def test_cancelled_at_every_point(desk: Desk, point: str, side: str) -> None:
    """Wherever it is cancelled it leaves no task behind, and the next start sends each page once."""
    platform, reached = fake(desk), asyncio.Event()
    if point == "send":
        platform.script = lambda to, key, n: hang("never" if side == "before" else "now") if n == 1 else ACCEPT

    async def hook(where: str) -> None:
        if where == f"{point} {side}":
            reached.set()
            await asyncio.Event().wait()

    await desk.put(HERE, pages=2)
    await desk.put(channel("c2"))
    before = asyncio.all_tasks()
    await run_to(desk, desk.deliverer(hook=hook), platform.called if point == "send" else reached)
    assert asyncio.all_tasks() == before
    await desk.work_on(desk.deliverer("next"), seconds=120, every=10)
    assert platform.shown(HERE) == ["one page 1", "one page 2"]
    assert platform.shown(channel("c2")) == ["one page 1"]
    assert set(await desk.states()) == {"sent"}


async def test_a_lost_lease_says_so_and_does_no_harm(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """A worker that is refused drops the post with a warning and goes on with the next."""
    platform, release = fake(desk), asyncio.Event()
    platform.script = lambda to, key, n: hang("now", until=release) if n == 1 else Behaviour()
    await desk.put(HERE)
    task = asyncio.create_task(desk.deliverer("first").drain())
    await called(platform, 1)
    ((number, fence),) = await desk.store.outbox.leases()
    assert await desk.store.outbox.take_over(number, fence, worker="other")
    await desk.put(Destination(platform="fake", channel="c2"))
    release.set()
    await task
    assert "another worker holds it" in caplog.text
    assert await desk.states() == ["attempting", "sent"]


async def test_who_is_told_about_sends_learns_how_late_they_were(desk: Desk) -> None:
    """Lateness is told in seconds of the story, also of posts that were found by reading back."""
    platform = fake(desk)
    platform.will(lost_reply())
    await desk.put(HERE)
    desk.wait(90)
    await desk.work_on(desk.deliverer(), seconds=30, every=30)
    assert desk.lateness == [("notice", 120.0)]
