"""Claims: who may work on what, in which order, and what has to wait."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.outboxes import NOW, WALL, Worker, channel, draft, working

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def worker(tmp_path: Path) -> AsyncIterator[Worker]:
    async with working(tmp_path) as worker:
        yield worker


async def test_the_longest_due_come_first(worker: Worker) -> None:
    """Of what is due as many as asked for are given, the longest due first, and what is due later is not."""
    await worker.put(*(draft("s", to=channel(f"c{n}"), due_at=NOW - n * MINUTE) for n in (1, -1, 3, 2)))
    assert [d.to.channel for d in await worker.claim(2)] == ["c3", "c2"]
    assert [d.to.channel for d in await worker.claim()] == ["c1"]
    assert await worker.claim(0) == []
    worker.at = NOW + MINUTE
    assert [d.to.channel for d in await worker.claim()] == ["c-1"]


async def test_only_platforms_that_are_served(worker: Worker) -> None:
    """Nobody gets what goes to a platform that it does not serve."""
    await worker.put(draft("s"), draft("s", to=channel("news", "other")))
    assert await worker.claim(platforms=()) == []
    assert [d.to.platform for d in await worker.claim(platforms=("other", "third"))] == ["other"]
    assert [d.to.platform for d in await worker.claim(platforms=("fake", "other"))] == ["fake"]


async def test_pages_go_in_order(worker: Worker) -> None:
    """A page is given only when the one before it has arrived, while other places go on."""
    await worker.put(draft("s", "1", "2", "3"), draft("s", "x", to=channel("desk")))
    first, other = await worker.claim()
    assert (first.body, other.body) == (b"1", b"x")
    assert await worker.claim() == []
    await worker.begin(first)
    assert await worker.claim() == []
    await worker.step(first, "ambiguous", wait_s=1)
    assert await worker.claim() == []
    worker.wall += timedelta(seconds=1)
    again = await worker.one()
    assert (again.id, again.state) == (first.id, "ambiguous")
    await worker.step(again, "sent")
    second = await worker.one()
    assert second.body == b"2"
    await worker.send(second)
    assert (await worker.one()).body == b"3"


async def test_posts_of_a_place_go_in_order(worker: Worker) -> None:
    """What was put into the outbox first reaches a place first, though something later is longer due."""
    await worker.put(draft("one"))
    await worker.put(draft("two", kind="edit", due_at=NOW - MINUTE))
    one = await worker.one()
    assert one.slot == "one"
    await worker.step(one, "failed", "not valid")
    assert (await worker.one()).slot == "two"


async def test_a_parked_post_holds_up_nobody(worker: Worker) -> None:
    """What waits for a person is not given any more, and what comes after it is."""
    await worker.put(draft("one"), draft("two"))
    one = await worker.one()
    await worker.begin(one)
    await worker.step(one, "ambiguous", "cannot be read back", parked=True)
    assert (await worker.one()).slot == "two"


@pytest.mark.parametrize("state", ["queued", "ambiguous"])
async def test_a_wait_is_kept_by_the_machines_clock(worker: Worker, state: str) -> None:
    """A post that waits is given again when its time has come by the wall, however fast the story goes."""
    await worker.put(draft("one"), draft("two", to=channel("desk")))
    one, _ = await worker.claim()
    await worker.begin(one)
    await worker.step(one, state, "later", wait_s=60)
    worker.at = NOW + timedelta(days=300)
    worker.wall = WALL + timedelta(seconds=59.999999)
    assert await worker.claim() == []
    worker.wall = WALL + MINUTE
    assert (await worker.one()).id == one.id


@pytest.mark.parametrize("holds", ["", "place", "platform"])
@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1), timedelta(days=3650)])
async def test_a_clock_set_back_ends_a_wait(worker: Worker, holds: str, back: timedelta) -> None:
    """Where the clock jumps back, nobody waits for the time that it has lost."""
    await worker.put(draft("one"))
    one = await worker.one()
    await worker.begin(one)
    await worker.step(one, "queued", "429", wait_s=60, holds=holds)
    assert await worker.claim() == []
    worker.wall = WALL - back
    assert (await worker.one()).id == one.id


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1), timedelta(days=3650)])
async def test_the_storys_clock_set_back(worker: Worker, back: timedelta) -> None:
    """What was due before the clock was set back is still due after it."""
    await worker.put(draft("one"))
    worker.at = NOW - back
    assert (await worker.one()).slot == "one"


async def test_a_place_on_hold(worker: Worker) -> None:
    """A 429 for one place holds up all that goes there, and no other place."""
    await worker.put(draft("one"), draft("two"), draft("one", to=channel("desk")), draft("two", to=channel("desk")))
    here, desk = await worker.claim()
    await worker.begin(here)
    await worker.step(here, "queued", "429", wait_s=60, holds="place")
    await worker.send(desk)
    assert (await worker.one()).to.channel == "desk"
    worker.wall = WALL + MINUTE
    assert (await worker.one()).id == here.id


async def test_a_platform_on_hold(worker: Worker) -> None:
    """A 429 for all of a platform holds up every place there, and no other platform."""
    both = ("fake", "other")
    await worker.put(draft("one"), draft("one", to=channel("desk")), draft("one", to=channel("news", "other")))
    (here,) = await worker.claim(1)
    await worker.begin(here)
    await worker.step(here, "queued", "429", wait_s=60, holds="platform")
    assert [d.to.platform for d in await worker.claim(platforms=both)] == ["other"]
    worker.wall = WALL + MINUTE
    assert [d.to.channel for d in await worker.claim(platforms=both)] == ["news", "desk"]


async def test_the_longer_hold_counts(worker: Worker) -> None:
    """A second, shorter 429 does not shorten the first; and a wait without end is asked about again after a day."""
    await worker.put(draft("one"), draft("one", to=channel("desk")))
    for delivery, wait_s in zip(await worker.claim(), (float("inf"), 5), strict=True):
        await worker.begin(delivery)
        await worker.step(delivery, "queued", "429", wait_s=wait_s, holds="platform")
    worker.wall = WALL + timedelta(hours=23)
    assert await worker.claim() == []
    worker.wall = WALL + timedelta(hours=24)
    assert len(await worker.claim()) == 2


async def test_leases_and_taking_over(worker: Worker) -> None:
    """What is held is listed with its fence; it is taken over with that fence only, once, and gets the next one."""
    await worker.put(draft("one"), draft("two", to=channel("desk")))
    outbox = worker.store.outbox
    one, two = await worker.claim()
    await worker.begin(one)
    assert await outbox.leases() == [(one.id, 1), (two.id, 1)]
    taken = await outbox.take_over(one.id, 1, worker="other")
    assert taken is not None and (taken.state, taken.fence, taken.attempts) == ("attempting", 2, 1)
    assert await outbox.take_over(one.id, 1, worker="third") is None
    assert await outbox.leases() == [(one.id, 2), (two.id, 1)]
    await worker.step(two, "sent")
    assert await outbox.take_over(two.id, 1, worker="other") is None
    assert await outbox.leases() == [(one.id, 2)]
