"""Corrections through the real store and out to the places that saw what was wrong, once each."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.errors import BadRequest
from bot.services.correct import retract, supersede, tell
from tests.correcting import FEWER, NOW, change, edits, marked, notices, pass_on, post
from tests.delivering import channel
from tests.platforms import BLIND
from tests.reminding import HERE, Room, room_in
from tests.samples import FIRST, OUTCOME

OTHER = channel("other")
LOOSE = replace(FIRST, supersedes=())


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    """A desk that knows two facts; nothing was posted yet."""
    async with room_in(tmp_path, LOOSE, OUTCOME, start=NOW) as room:
        yield room


async def test_who_saw_it_is_told_once(room: Room) -> None:
    """One notice in reply to the post that carried it, which is marked; a place that saw nothing gets nothing."""
    carried = await post(room, FIRST.id, OUTCOME.id)
    await post(room, OUTCOME.id, to=OTHER)
    await change(room)
    assert await pass_on(room) == 1
    (notice,) = notices(room)
    assert notice.reply_to is not None and notice.reply_to.id == carried.id
    assert "568,000" in notice.text and "586,000" in notice.text and "a slip" in notice.text
    (line,) = marked(carried)
    assert FIRST.statement.rstrip(".") in line
    assert not notices(room, OTHER) and len(room.platform.shown(OTHER)) == 1
    assert await room.desk.store.ledger.seen(HERE) == {FIRST.id: 2, OUTCOME.id: 1}
    assert [await pass_on(room) for _ in range(3)] == [0, 0, 0]
    assert len(notices(room)) == len(edits(room)) == 1


async def test_a_place_that_cannot_reply_or_edit_gets_a_plain_notice(room: Room) -> None:
    """Where the platform can do neither, the notice stands for itself and the post stays as it is."""
    room.platform.capabilities = BLIND
    carried = await post(room, FIRST.id)
    await change(room)
    assert await pass_on(room) == 1
    (notice,) = notices(room)
    assert notice.reply_to is None
    assert not marked(carried) and not edits(room)


async def test_several_corrections_are_one_notice(room: Room) -> None:
    """All that is owed to a place is told at once, in reply to the newest post; each post is edited once."""
    first = await post(room, FIRST.id, OUTCOME.id)
    room.desk.wait(60)
    second = await post(room, OUTCOME.id, slot="sitrep 2")
    one = await change(room)
    two = await retract(
        room.desk.posting(), OUTCOME.id, reason="nobody said so", made_by="ed", now=room.desk.clock.now()
    )
    assert await pass_on(room) == 1
    (notice,) = notices(room)
    assert notice.reply_to is not None and notice.reply_to.id == second.id
    assert "a slip" in notice.text and "nobody said so" in notice.text
    assert edits(room) == [first.id, second.id]
    assert [len(marked(p)) for p in (first, second)] == [2, 1]
    assert [e.slot for e in await room.desk.entries()][2:] == [
        f"correction {one},{two.id}",
        f"edit {first.id} {one},{two.id}",
        f"edit {second.id} {two.id}",
    ]


async def test_a_correction_of_a_correction(room: Room) -> None:
    """What was corrected wrongly is corrected again: a second notice, and the first mark is kept."""
    carried = await post(room, FIRST.id, OUTCOME.id)
    await change(room)
    await pass_on(room)
    await change(room, statement="About 576,000 people had been displaced.", value=576_000)
    await pass_on(room)
    first, second = notices(room)
    assert "568,000" in second.text and "576,000" in second.text
    assert second.reply_to is not None and second.reply_to.id == first.id
    assert marked(carried)
    assert await pass_on(room) == 0


async def test_superseded(room: Room) -> None:
    """Whoever saw a fact is told which one takes its place."""
    await post(room, OUTCOME.id)
    now = room.desk.clock.now()
    await supersede(room.desk.posting(), OUTCOME.id, by=FIRST.id, reason="it is newer", made_by="ed", now=now)
    assert await pass_on(room) == 1
    (notice,) = notices(room)
    assert OUTCOME.statement.rstrip(".") in notice.text and FIRST.statement.rstrip(".") in notice.text


async def test_retracted_before_anybody_saw_it(room: Room) -> None:
    """What nobody saw is taken back in silence, and cannot be taken back twice."""
    posting, now = room.desk.posting(), room.desk.clock.now()
    await retract(posting, FIRST.id, reason="a slip", made_by="ed", now=now)
    assert await pass_on(room) == 0
    with pytest.raises(BadRequest, match="withdrawn"):
        await retract(posting, FIRST.id, reason="a slip", made_by="ed", now=now)


async def test_two_processes_tell_once(room: Room) -> None:
    """Two that look at the same moment put one notice and one edit into the outbox."""
    await post(room, FIRST.id)
    await change(room)
    other = await room.desk.open()
    now = room.desk.clock.now()
    told = await asyncio.gather(tell(room.desk.posting(), now), tell(room.desk.posting(other), now))
    assert sorted(told) == [0, 1]
    await asyncio.gather(room.deliverer.drain(), room.desk.deliverer("two", store=other).drain())
    assert len(notices(room)) == len(edits(room)) == 1


async def test_a_changed_case_is_told_too(room: Room) -> None:
    """A fact that reads otherwise in the case, or is gone from it, is corrected where it was seen."""
    carried = await post(room, FIRST.id, OUTCOME.id)
    await room.load(replace(FIRST, statement=FEWER, supersedes=()))
    assert await pass_on(room) == 1
    (notice,) = notices(room)
    assert FEWER.rstrip(".") in notice.text and "the case was revised" in notice.text
    assert len(marked(carried)) == 2
    await room.load(replace(FIRST, statement=FEWER, supersedes=()))
    assert await pass_on(room) == 0
