"""Corrections that meet others on their way: several changes, edits that wait, sitreps that are due."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from bot.services.correct import tell
from bot.services.due import due
from bot.services.subscribe import subscribe
from tests.correcting import MINUTE, NOW, change, edits, marked, notices, pass_on, post
from tests.platforms import held, unreached
from tests.reminding import HERE, Room, room_in
from tests.samples import FIRST, OUTCOME, SECOND

LOOSE = replace(FIRST, supersedes=())


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    """A desk that knows two facts; nothing was posted yet."""
    async with room_in(tmp_path, LOOSE, OUTCOME, start=NOW) as room:
        yield room


async def test_two_changes_before_any_notice_are_one_correction(room: Room) -> None:
    """A place is told the way from what it saw to what holds, not every step between."""
    await post(room, FIRST.id)
    await change(room)
    await change(room, statement="About 576,000 people had been displaced.", value=576_000)
    assert await pass_on(room) == 1
    (notice,) = notices(room)
    assert "586,000" in notice.text and "576,000" in notice.text and "568,000" not in notice.text
    assert await room.desk.store.ledger.seen(HERE) == {FIRST.id: 3}


async def test_a_second_edit_keeps_the_first_mark(room: Room) -> None:
    """A post in which another fact is corrected later bears both marks, also where the edits wait for one another."""
    carried = await post(room, FIRST.id, OUTCOME.id)
    await change(room)
    await pass_on(room)
    await change(room, OUTCOME.id, "Syria pulled back on 2 March.", None)
    await pass_on(room)
    assert len(marked(carried)) == 2
    assert edits(room) == [carried.id, carried.id]


async def test_edits_that_wait_keep_each_others_marks(room: Room) -> None:
    """Two corrections while the platform holds us up: in the end the post bears both marks."""
    carried = await post(room, FIRST.id, OUTCOME.id)
    room.platform.will(held(3600))
    await change(room)
    await pass_on(room)
    await change(room, OUTCOME.id, "Syria pulled back on 2 March.", None)
    for _ in range(62):
        await pass_on(room)
    assert len(notices(room)) == 2
    assert len(marked(carried)) == 2


async def test_a_notice_that_waits_is_composed_anew(room: Room) -> None:
    """A notice that could not go out before the fact was corrected again tells what holds when it goes out."""
    await post(room, FIRST.id)
    room.platform.will(held(3600))
    await change(room)
    await pass_on(room)
    await change(room, statement="About 576,000 people had been displaced.", value=576_000)
    for _ in range(62):
        await pass_on(room)
    (notice,) = notices(room)
    assert "586,000" in notice.text and "576,000" in notice.text and "568,000" not in notice.text


async def sitreps(room: Room, beats: Sequence[datetime]) -> None:
    """What the heartbeat does for sitreps and corrections."""
    for now in beats:
        room.at(now)
        posting = room.desk.posting()
        await due(posting, now)
        await tell(posting, now)
        await room.deliverer.drain()


async def subscribed(room: Room) -> None:
    store = room.desk.store
    await subscribe(
        store.subscriptions,
        store.ledger,
        words="daily 10:00 UTC",
        zone="UTC",
        topics=(),
        to=HERE,
        workspace="w",
        owner="ada",
        now=room.desk.clock.now(),
    )


async def test_corrected_before_the_sitrep_went_out(room: Room) -> None:
    """A sitrep that waits is composed anew, so that nobody sees the old words and no notice is needed."""
    ten = NOW + 60 * MINUTE
    fresh = replace(SECOND, id="ocha-2020-03-05/1", known_at=NOW, supersedes=())
    await room.load(LOOSE, OUTCOME, fresh)
    await subscribed(room)
    room.platform.will(held(1200))
    await sitreps(room, [ten])
    assert not room.platform.posts
    await change(room, fresh.id, "About 808,000 people had been displaced.", 808_000)
    await sitreps(room, [ten + n * MINUTE for n in (1, 19, 21, 22, 23)])
    (text,) = room.platform.shown(HERE)
    assert "808,000" in text and "800,000" not in text
    assert not notices(room)


async def test_a_sitrep_takes_what_is_owed(room: Room) -> None:
    """Where a sitrep is due in the same beat it tells the correction, no notice is sent, and the post is marked."""
    carried = await post(room, FIRST.id)
    await subscribed(room)
    await change(room)
    await sitreps(room, [NOW + 60 * MINUTE, NOW + 61 * MINUTE])
    _, sitrep = room.platform.shown(HERE)
    assert "568,000" in sitrep and "a slip" in sitrep
    assert not notices(room)
    assert marked(carried)


async def test_a_place_that_cannot_be_reached_for_days(room: Room) -> None:
    """A correction is owed until it is told: after days without a connection it comes, once, and the post is marked."""
    carried = await post(room, FIRST.id)
    await change(room)
    room.platform.script = lambda to, key, n: unreached()
    for _ in range(50):
        room.desk.wait(3600)
        await pass_on(room)
    room.platform.script = None
    for _ in range(3):
        room.desk.wait(3600)
        await pass_on(room)
    assert len(notices(room)) == 1
    assert len(marked(carried)) == 1
    assert {state for _, state in await room.record()} == {"sent", "superseded"}
