"""The trap of the Idlib case: an ultimatum told by five facts, overtaken half-way, that ends as missed."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.services.deadlines import standings_at
from tests.delivering import channel
from tests.platforms import ACCEPT, unreached
from tests.reminding import HERE, Room, every, room_in

IDLIB = Path(__file__).parents[2] / "cases" / "idlib"
ULTIMATUM = "reuters-2020-02-05/1"
OVERTAKEN = (ULTIMATUM, "alarabiya-2020-02-12/3", "idlib-2020-02-14/5")
OVERTAKEN_AT = datetime(2020, 2, 14, 21, tzinfo=UTC)
DUE = datetime(2020, 2, 29, 20, 59, 59, tzinfo=UTC)
ENDED_AT = datetime(2020, 3, 1, 21, tzinfo=UTC)
LEADS = tuple(timedelta(hours=h) for h in (18 * 24, 14 * 24, 7 * 24, 24, 1))
START = datetime(2020, 2, 10, tzinfo=UTC)
END = datetime(2020, 3, 3, tzinfo=UTC)
TOLD = [
    f"{ULTIMATUM} 18d",
    f"{ULTIMATUM} changed sputnik-2020-02-15/1",
    f"{ULTIMATUM} 14d",
    f"{ULTIMATUM} 7d",
    f"{ULTIMATUM} changed aljazeera-2020-02-26/1",
    f"{ULTIMATUM} 1d",
    f"{ULTIMATUM} 1h",
    f"{ULTIMATUM} missed",
]


@pytest.fixture
async def room(loaded: Path, tmp_path: Path) -> AsyncIterator[Room]:
    shutil.copy(loaded, tmp_path / "sitrep.db")
    async with room_in(tmp_path, start=START) as room:
        await room.asks(at=START, leads=LEADS, only=(ULTIMATUM,))
        yield room


async def statements(room: Room, *ids: str) -> list[str]:
    found = await room.desk.store.facts.facts(ids, as_of=END)
    assert len(found) == len(ids)
    return [f.statement.rstrip(".") for f in found]


async def assert_only_what_stands(room: Room) -> None:
    """Every post says of the deadline what stood at its instant; older words come only as what is replaced."""
    for post in room.platform.posts:
        now = post.at - room.desk.wall.at + room.desk.clock.at
        standing = next(s for s in await standings_at(room.desk.store.facts, as_of=now) if s.first.id == ULTIMATUM)
        stands, _, _ = post.text.partition("This replaces what was told before:")
        assert standing.head.fact.statement.rstrip(".") in stands
        for old in await statements(room, *(f.id for f in standing.earlier)):
            assert old not in stands
        if now >= OVERTAKEN_AT:
            assert not any(old in stands for old in await statements(room, *OVERTAKEN))


async def sent(room: Room) -> list[str]:
    return [slot for slot, state in await room.record() if state == "sent"]


async def test_the_ultimatum_as_it_went(room: Room) -> None:
    """One deadline, reminded of once a lead; overtaken on 15 February, which is told once; on 2 March it is missed."""
    await room.beats(every(START, END, timedelta(minutes=20)))
    assert await sent(room) == TOLD
    await assert_only_what_stands(room)
    entries = {e.slot: e.steps[-1][0] for e in await room.desk.entries()}
    assert entries[TOLD[1]] == OVERTAKEN_AT
    assert entries[TOLD[-1]] == ENDED_AT
    *_, last = room.platform.shown(HERE)
    assert "Status: missed" in last
    assert not any(e.late for e in await room.desk.entries())


@pytest.mark.parametrize("seconds", [-1, 0, 1])
async def test_around_each_instant(room: Room, seconds: int) -> None:
    """A beat just before, at, or just after everything that happens changes nothing of what is told."""
    happens = [*(DUE - lead for lead in LEADS), OVERTAKEN_AT, datetime(2020, 2, 25, 21, tzinfo=UTC), DUE, ENDED_AT]
    beats = {at + timedelta(seconds=s) for at in happens for s in (seconds, 90)}
    await room.beats(sorted({*beats, END}))
    assert await sent(room) == TOLD
    await assert_only_what_stands(room)


async def test_no_connection_while_it_is_overtaken(room: Room) -> None:
    """A reminder that finds no connection until a minute after the change goes out with the new words."""
    late = channel("late")
    await room.asks(late, at=START, leads=[DUE - OVERTAKEN_AT + timedelta(minutes=2)], only=(ULTIMATUM,))
    back_at = OVERTAKEN_AT + timedelta(minutes=1)
    room.platform.script = lambda *_: unreached() if room.desk.clock.now() < back_at else ACCEPT
    first = OVERTAKEN_AT - timedelta(minutes=2)
    await room.beats(every(first, OVERTAKEN_AT + timedelta(minutes=20), timedelta(seconds=7)))
    await assert_only_what_stands(room)
    (text,) = room.platform.shown(late)
    assert not any(old in text for old in await statements(room, *OVERTAKEN))


async def test_down_while_it_is_overtaken(room: Room) -> None:
    """Down from 12 to 20 February: the change and the lead that is left over are told late, from what stands."""
    await room.beats(every(START, datetime(2020, 2, 12, tzinfo=UTC), timedelta(hours=1)))
    await room.beats(every(datetime(2020, 2, 20, 6, tzinfo=UTC), END, timedelta(hours=1)))
    assert await sent(room) == TOLD
    await assert_only_what_stands(room)
    assert [e.slot for e in await room.desk.entries() if e.late] == TOLD[1:3]


async def test_down_past_its_end(room: Room) -> None:
    """Down from 28 February to 3 March: one notice tells that it passed, and how it ended."""
    await room.beats(every(START, datetime(2020, 2, 28, tzinfo=UTC), timedelta(hours=1)))
    await room.beats([END, END + timedelta(hours=1)])
    assert await sent(room) == [*TOLD[:5], TOLD[-1]]
    *_, last = room.platform.shown(HERE)
    assert last.startswith("Deadline passed") and "Status: missed" in last
    await assert_only_what_stands(room)
