"""Reminders that wait, are in doubt, or are looked at by several processes: still once, and never in old words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.services.correct import retract
from bot.services.remind import remind, stands
from tests.delivering import channel
from tests.platforms import held, lost_reply, unsure
from tests.reminding import DUE, HERE, Room, after, before, every, news, room_in, ultimatum

LIMIT = ultimatum("afp-2020-02-20/1")
NAME = LIMIT.id
ANEW = ultimatum(
    "tass-2020-03-06/1", "Turkey will not wait until 10 March.", known_at=before(days=4), supersedes=(NAME,)
)
AHEAD = "Deadline ahead"


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    async with room_in(tmp_path) as room:
        yield room


async def test_old_text_that_waits_never_goes_out(room: Room) -> None:
    """A reminder that waits while the platform holds us up is composed anew from the facts as they stand then."""
    await room.load(LIMIT, replace(ANEW, known_at=before(days=6, hours=12)))
    await room.asks()
    room.platform.will(held(20 * 3600))
    await room.beats(every(before(days=7), before(days=6), timedelta(hours=1)))
    assert [(slot, state) for slot, state in await room.record() if state != "superseded"] == [(f"{NAME} 7d", "sent")]
    (text,) = room.platform.shown(HERE)
    assert "will not wait" in text and LIMIT.statement.rstrip(".") not in text


async def test_a_reminder_that_waits_past_the_deadline_is_not_sent_as_ahead(room: Room) -> None:
    """It goes out as passed, or not at all."""
    await room.load(LIMIT)
    await room.asks()
    room.platform.will(held(3 * 3600))
    await room.beats([before(hours=1), before(minutes=30), after(minutes=30), after(hours=3), after(hours=4)])
    assert room.titles() == ["Deadline passed (late)"]
    assert await room.record() == [
        (f"{NAME} 7d", "superseded"),
        (f"{NAME} 1d", "superseded"),
        (f"{NAME} 1h", "superseded"),
        (f"{NAME} passed", "sent"),
    ]


async def test_a_doubtful_reminder_is_checked_before_it_is_composed_anew(room: Room) -> None:
    """One whose reply was lost is found again; one that did not arrive goes out in the words that hold by then."""
    await room.load(LIMIT, ANEW)
    await room.asks()
    room.platform.will(lost_reply())
    await room.beats([before(days=7), before(days=7) + timedelta(minutes=10)])
    assert await room.record() == [(f"{NAME} 7d", "sent")]
    room.platform.will(unsure())
    await room.beats(every(before(days=4, minutes=-1), before(days=3), timedelta(minutes=20)))
    assert room.titles() == [AHEAD, "Deadline changed (late)"]


async def test_what_a_waiting_reminder_says_is_checked(room: Room) -> None:
    """Before it goes out it can be asked whether it would be composed of the same facts at that very moment."""
    await room.load(LIMIT, ANEW)
    await room.asks()
    room.at(before(days=4, minutes=2))
    posting = room.desk.posting()
    assert await remind(posting, room.desk.clock.now()) == 1
    (waiting,) = await posting.outbox.claim(["fake"], worker="w", at=DUE, wall=DUE, limit=9)
    assert await stands(posting, waiting, before(days=4, minutes=1))
    assert not await stands(posting, waiting, before(days=4))
    assert not await stands(posting, waiting, after(hours=1))


async def test_two_processes_remind_once(room: Room, tmp_path: Path) -> None:
    """Two that look at the same moment put one reminder into the outbox."""
    await room.load(LIMIT)
    await room.asks()
    other = await room.desk.open()
    room.at(before(minutes=30))
    now = room.desk.clock.now()
    await asyncio.gather(remind(room.desk.posting(), now), remind(room.desk.posting(other), now))
    await asyncio.gather(room.deliverer.drain(), room.desk.deliverer("two", store=other).drain())
    assert room.titles() == [f"{AHEAD} (late)"]
    assert [s for _, s in await room.record()] == ["superseded", "superseded", "sent"]


async def test_who_is_paused_gets_nothing(room: Room) -> None:
    """Nothing is put into the outbox for a paused subscription; what is still ahead comes after it is resumed."""
    await room.load(LIMIT)
    subscription = await room.asks()
    await room.desk.store.subscriptions.stand(subscription.id, "paused", "asked for")
    await room.beats([before(days=7), before(days=6)])
    assert await room.record() == []
    await room.desk.store.subscriptions.stand(subscription.id, "active", "")
    await room.beat(before(days=2))
    assert room.titles() == [f"{AHEAD} (late)"]


async def test_a_platform_of_another_process_is_left_to_it(room: Room) -> None:
    """Channels of platforms that this process does not serve are not touched."""
    await room.load(LIMIT)
    await room.asks(replace(HERE, platform="elsewhere"))
    assert await remind(room.desk.posting(), before(days=6)) == 0


async def test_a_beat_without_news_reads_the_deadlines_once(room: Room) -> None:
    """A hundred channels cost one reading of the deadlines."""
    await room.load(LIMIT)
    for number in range(100):
        await room.asks(channel(number))
    calls: list[str] = []

    class Counted:
        """Counts what is read."""

        async def deadlines(self, *, as_of: datetime) -> object:
            calls.append("deadlines")
            return await room.desk.store.facts.deadlines(as_of=as_of)

        def __getattr__(self, name: str) -> object:
            calls.append(name)
            return getattr(room.desk.store.facts, name)

    posting = replace(room.desk.posting(), facts=Counted())  # type: ignore[arg-type]
    assert await remind(posting, before(days=6)) == 100
    calls.clear()
    assert await remind(posting, before(days=5)) == 0
    assert calls == ["deadlines", "facts", "successors"]


@pytest.mark.parametrize("asked", ["only", "but"])
async def test_what_is_tracked_outlasts_the_fact_that_named_it(room: Room, asked: str) -> None:
    """A deadline that a place follows, or does not want, stays so when the fact that named it is retracted."""
    again = ultimatum("ap-2020-02-22/1", "It was said again that the governor has until 10 March.")
    await room.load(LIMIT, again)
    only, but = ((NAME,), ()) if asked == "only" else ((), (NAME,))
    await room.asks(only=only, but=but)
    await retract(room.desk.posting(), NAME, reason="never said", made_by="ed", now=before(days=10))
    await room.beat(before(days=7))
    assert len(room.titles()) == (1 if asked == "only" else 0)


async def test_a_deadline_that_a_plain_fact_does_away_with(room: Room) -> None:
    """Once a fact without a date supersedes a deadline, nobody is reminded of it any more."""
    await room.load(LIMIT, replace(news("ap-2020-03-05/1", "It was dropped.", before(days=5)), supersedes=(NAME,)))
    await room.asks()
    await room.beats([before(days=7), before(days=1), before(hours=1)])
    assert room.titles() == [AHEAD]


async def test_a_date_that_the_case_had_wrong(room: Room) -> None:
    """A deadline whose date is put right in the case is reminded of anew, for the right date."""
    await room.load(LIMIT)
    await room.asks()
    await room.beats([before(days=7), before(days=1), before(hours=1)])
    moved = DUE + timedelta(days=10)
    await room.load(ultimatum(NAME, "The governor was told to answer by 20 March.", due=moved))
    await room.beats(moved - lead for lead in (timedelta(days=7), timedelta(days=1), timedelta(hours=1)))
    assert room.titles().count(AHEAD) == 6
    await room.load(LIMIT)
    await room.beats([moved, moved + timedelta(hours=1)])
    assert room.titles().count(AHEAD) == 6
