"""Every way a send can end, and what becomes of the post: none is lost, none is repeated, or somebody is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.domain.delivery import Capabilities, Destination, Receipt
from bot.domain.errors import Held, PlatformError, Unreached, Unsure
from bot.services.deliver import Deliverer
from tests.delivering import NOW, OPERATOR, Desk, channel, fake, rules
from tests.platforms import (
    DEDUPS,
    PLAIN,
    Behaviour,
    FakePlatform,
    hang,
    held,
    late,
    lost_reply,
    unreached,
    unsure,
)

HERE = channel()


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with Desk(tmp_path, [FakePlatform()], rules=rules(send_timeout_s=0.05)) as desk:
        yield desk


async def test_a_post_is_sent_once(desk: Desk) -> None:
    """What is due is posted, recorded with its receipt, and not touched again."""
    platform = fake(desk)
    desk.clock.at = NOW + timedelta(seconds=7)
    await desk.put(HERE, due_at=NOW)
    await desk.work_on(desk.deliverer(), seconds=3600, every=600)
    assert platform.shown(HERE) == ["one page 1"]
    assert await desk.passed() == ["queued", "attempting", "sent"]
    assert desk.lateness == [("notice", 7.0)]


async def test_what_is_not_due_waits(desk: Desk) -> None:
    """Nothing goes out before its time."""
    await desk.put(HERE, due_at=NOW + timedelta(minutes=5))
    deliverer = desk.deliverer()
    desk.wait(299)
    await deliverer.drain()
    assert not fake(desk).calls
    desk.wait(1)
    await deliverer.drain()
    assert fake(desk).shown(HERE) == ["one page 1"]


@pytest.mark.parametrize("can", [PLAIN, DEDUPS], ids=["reads-back", "dedups"])
@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("fault", [unsure(), lost_reply(), hang("never"), hang("now")])
async def test_a_lost_reply_loses_and_repeats_nothing(
    desk: Desk, can: Capabilities, times: int, fault: Behaviour
) -> None:
    """Accepted or not, once or twice in a row: the reader sees the post once where that can be found out."""
    platform = fake(desk, can)
    platform.will(*[fault] * times)
    await desk.put(HERE)
    await desk.work_on(desk.deliverer(), seconds=300, every=2)
    assert platform.shown(HERE) == ["one page 1"]
    assert await desk.states() == ["sent"]
    assert len({c.key for c in platform.calls}) == 1


async def test_late_acceptance_is_found_by_reading_back(desk: Desk) -> None:
    """A post that shows up before it is read back is not sent again."""
    platform = fake(desk)
    platform.will(late())
    await desk.put(HERE)
    deliverer = desk.deliverer()
    await deliverer.drain()
    desk.wait(desk.rules.settle_s - 1)
    await deliverer.drain()
    assert platform.count("find") == 0
    platform.arrive()
    desk.wait(1)
    await deliverer.drain()
    assert platform.shown(HERE) == ["one page 1"]
    assert platform.count("send") == 1
    assert await desk.passed() == ["queued", "attempting", "ambiguous", "sent"]


@pytest.mark.parametrize("trouble", [Unsure("503"), Unreached("no connection"), Held("429: slow", retry_after=40)])
async def test_reading_back_is_tried_again(desk: Desk, trouble: PlatformError) -> None:
    """While a platform cannot be read the post stays in doubt, and is read again at growing intervals."""
    platform = fake(desk)
    platform.will(lost_reply())
    platform.troubles.extend([trouble] * 3)
    await desk.put(HERE)
    await desk.work_on(desk.deliverer(), seconds=1800, every=5)
    assert platform.shown(HERE) == ["one page 1"]
    assert await desk.states() == ["sent"]
    assert platform.count("find") == 4


@pytest.mark.parametrize("fault", [unreached(), held(1.0), held(1.0, everywhere=True)])
async def test_doubt_survives_a_failed_repeat(desk: Desk, fault: Behaviour) -> None:
    """A repeat that certainly did not arrive says nothing about the first try, which is still looked for."""
    platform = fake(desk, Capabilities(message_limit=None, tables=False, edits=False, reads_back=True, dedup_s=20))
    platform.will(lost_reply(), fault)
    await desk.put(HERE)
    deliverer = desk.deliverer()
    await deliverer.drain()
    assert await desk.states() == ["ambiguous"]
    desk.wait(60)  # the platform has forgotten the key
    await deliverer.drain()
    assert platform.shown(HERE) == ["one page 1"]
    assert await desk.states() == ["sent"]


async def test_no_connection_is_tried_again_ever_more_slowly(desk: Desk) -> None:
    """Without a connection the same bytes are tried again, each time later, and then arrive once."""
    platform = fake(desk)
    platform.will(*[unreached()] * 8)
    await desk.put(HERE)
    await desk.work_on(desk.deliverer(), seconds=600, every=1)
    tries = [c.at for c in platform.calls]
    gaps = [(b - a).total_seconds() for a, b in pairwise(tries)]
    assert gaps[0] <= 2 and gaps == sorted(gaps) and gaps[-1] > 90
    assert platform.shown(HERE) == ["one page 1"]


async def test_what_is_out_of_date_is_composed_anew(desk: Desk) -> None:
    """A post that is too old makes room for a new composition, if it certainly has not arrived."""
    platform = fake(desk)
    first = {channel("never"): unsure(), channel("arrived"): lost_reply()}
    platform.script = lambda to, key, n: first.pop(to, Behaviour())
    soon = NOW + timedelta(minutes=5)
    await desk.put(channel("never"), channel("arrived"), fresh_until=soon)
    await desk.put(channel("old"), fresh_until=NOW - timedelta(seconds=11))
    deliverer = desk.deliverer()
    await deliverer.drain()
    assert await desk.states() == ["ambiguous", "ambiguous", "superseded"]
    desk.wait(600)
    await deliverer.drain()
    assert await desk.states() == ["superseded", "sent", "superseded"]
    await desk.put(channel("never"), channel("old"))
    await deliverer.drain()
    assert [len(platform.shown(channel(c))) for c in ("never", "arrived", "old")] == [1, 1, 1]


async def test_pages_go_out_in_order(desk: Desk) -> None:
    """The next page waits until the one before it has certainly arrived."""
    platform = fake(desk)
    platform.will(Behaviour(), lost_reply())
    await desk.put(HERE, pages=3)
    await desk.put(HERE, slot="two", pages=2)
    deliverer = desk.deliverer()
    await deliverer.drain()
    assert platform.shown(HERE) == ["one page 1", "one page 2"]
    desk.wait(30)
    await deliverer.drain()
    assert platform.shown(HERE) == ["one page 1", "one page 2", "one page 3", "two page 1", "two page 2"]


@pytest.mark.parametrize("fault", [unsure(), lost_reply(), unreached(), held(3.0)])
async def test_an_edit_is_simply_repeated(desk: Desk, fault: Behaviour) -> None:
    """An edit that may have arrived is made again, since that does no harm."""
    platform = fake(desk)
    await desk.put(HERE)
    deliverer = desk.deliverer()
    await deliverer.drain()
    (post,) = platform.posts
    assert fault.raises is not None
    platform.troubles.append(fault.raises)
    receipt = Receipt(to=HERE, id=post.id, sent_at=post.at)
    await desk.put(HERE, slot="edit 1", kind="edit", edits=receipt)
    await desk.work_on(deliverer, seconds=10, every=1)
    assert platform.shown(HERE) == ["edit 1 page 1"]
    assert await desk.states() == ["sent", "sent"]


async def test_a_fault_of_our_own_is_no_silence(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """An exception that no adapter should raise is logged, and the post is found out about when its lease has ended."""
    platform = fake(desk)

    def broken(to: Destination, key: str, n: int) -> Behaviour:
        if n == 1:
            raise ZeroDivisionError("a bug")
        return Behaviour()

    platform.script = broken
    await desk.put(HERE)
    await desk.work_on(desk.deliverer(), seconds=120, every=10)
    assert "ZeroDivisionError" in " ".join(str(vars(r).get("fault")) for r in caplog.records)
    assert platform.shown(HERE) == ["one page 1"]
    assert await desk.passed() == ["queued", "attempting", "ambiguous", "queued", "attempting", "sent"]


async def test_the_first_reply_counts(desk: Desk) -> None:
    """A send that takes its time within the limit is one send."""
    platform, release = fake(desk), asyncio.Event()
    platform.will(hang("now", until=release))
    desk.rules = rules()
    await desk.put(HERE)
    task = asyncio.create_task(desk.deliverer().drain())
    await platform.called.wait()
    assert await desk.states() == ["attempting"]
    release.set()
    await task
    assert await desk.passed() == ["queued", "attempting", "sent"]


async def test_reading_back_that_is_held_for_ever(desk: Desk) -> None:
    """A post that may have arrived does not block its place for ever while reading back is put off: someone is told."""
    platform = fake(desk)
    platform.will(unsure())
    platform.troubles.extend([Held("429: slow down", retry_after=3000)] * 99)
    await desk.put(HERE)
    await desk.put(HERE, slot="two")
    await desk.work_on(desk.deliverer(), seconds=26 * 3600, every=3600)
    assert (await desk.entries())[0].state == "ambiguous"
    assert (await desk.store.outbox.gauges(now=desk.clock.at)).parked == 1
    assert platform.shown(OPERATOR)


async def test_a_story_that_runs_fast(desk: Desk) -> None:
    """Where an hour of the story is a second, a post is not composed anew for the seconds that it takes to send it."""
    await desk.put(HERE, fresh_until=NOW + timedelta(minutes=5))
    desk.wait(3600)
    posting = desk.posting()
    await Deliverer(posting, clock=desk.clock, wall=desk.wall, worker="one", speed=3600).drain()
    assert await desk.states() == ["sent"]
