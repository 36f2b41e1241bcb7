"""Runs that come while nobody looks, while the clock is set, and while two look at once: each slot once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.facts import Case
from bot.services.due import due
from storage.store import Store
from tests.desks import PLACE, channel, current, delivered, entries, opened, posting, slots, subscribed
from tests.fakes import INFO
from tests.platforms import FakePlatform
from tests.samples import FIRST, SECOND, fact

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ASKED = datetime(2020, 2, 11, 12, tzinfo=UTC)
RUN = datetime(2020, 2, 12, 5, tzinfo=UTC)
"""The first run of `daily 08:00` in Istanbul after `ASKED`."""
BEAT = timedelta(seconds=12)
NEWS = fact("ap-2020-02-12/1", "Trucks crossed.", "2020-02-11", topics=("aid",))
LATER = fact("ap-2020-02-13/1", "More trucks crossed.", "2020-02-12", topics=("aid",))


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with opened(tmp_path, Case(info=INFO, facts=(FIRST, SECOND, NEWS, LATER))) as store:
        yield store


async def test_three_days_down(store: Store) -> None:
    """After three days one sitrep tells it all, and the log says which ones it takes the place of."""
    desk = posting(store)
    made = await subscribed(desk, "daily 08:00", ASKED)
    now = RUN + 2 * DAY + 3 * HOUR
    assert await due(desk, now) == 1
    (sent,) = await delivered(desk, now)
    assert {i for i, _ in sent.seen} >= {NEWS.id, LATER.id, SECOND.id}
    assert await slots(desk) == [
        ("2020-02-12 08:00 … 2020-02-13 08:00", "superseded"),
        ("2020-02-14 08:00", "sent"),
    ]
    taken_in, late = await entries(desk)
    assert taken_in.steps[0][2] == "coalesced into 2020-02-14 08:00"
    assert late.late
    assert late.steps[0][2] == "covers 2020-02-12 08:00 … 2020-02-13 08:00 too"
    assert (await current(desk, made.id)).next_run_at == RUN + 3 * DAY


async def test_a_month_down(store: Store) -> None:
    """After a month there are three rows in all, and what is too old to be made up for is called missed."""
    desk = posting(store)
    await subscribed(desk, "every 1h", ASKED)
    assert await due(desk, ASKED + 30 * DAY) == 1
    await delivered(desk, ASKED + 30 * DAY)
    missed, taken_in, late = await entries(desk)
    assert (missed.state, taken_in.state, late.state) == ("missed", "superseded", "sent")
    assert missed.slot == "2020-02-11 16:00 … 2020-03-09 14:00"
    assert missed.steps[0][2] == ("down from 2020-02-11 16:00 to 2020-03-09 14:00, more than 72 h ago: not made up for")
    assert taken_in.slot == "2020-03-09 15:00 … 2020-03-12 14:00"


async def test_a_weekly_one_that_is_too_late(store: Store) -> None:
    """A run too old to be made up for is missed; what it would have told comes with the next one."""
    desk = posting(store)
    made = await subscribed(desk, "weekly wed 08:00", ASKED)
    assert await due(desk, RUN + 4 * DAY) == 1
    assert await slots(desk) == [("2020-02-12 08:00", "missed")]
    after = await current(desk, made.id)
    assert (after.next_run_at, after.covered_to) == (RUN + 7 * DAY, made.covered_to)
    assert await due(desk, RUN + 7 * DAY) == 1
    (sent,) = await delivered(desk, RUN + 7 * DAY)
    assert {i for i, _ in sent.seen} >= {NEWS.id, LATER.id}
    assert not sent.late


@pytest.mark.parametrize("jump", [HOUR, DAY, 3650 * DAY])
async def test_the_clock_jumps_ahead_and_back(store: Store, jump: timedelta) -> None:
    """However far the clock is set ahead and back, no slot and no fact is told twice and the sitreps go on."""
    platform = FakePlatform()
    desk = posting(store, platform)
    await subscribed(desk, "every 1h", ASKED)
    now = ASKED
    for leap in (jump, -jump):
        for _ in range(3):
            now += HOUR
            await due(desk, now)
            await delivered(desk, now)
        now += leap
    for _ in range(60):
        now += HOUR
        await due(desk, now)
        await delivered(desk, now)
    log = await entries(desk)
    assert len({e.slot for e in log if e.state == "sent"}) == len([e for e in log if e.state == "sent"])
    assert len(log) < 80
    assert sum("- Trucks crossed." in text for text in platform.shown(PLACE)) == 1
    assert sum("- More trucks crossed." in text for text in platform.shown(PLACE)) == 1
    assert log[-1].slot == f"{now.replace(minute=0) + 3 * HOUR:%Y-%m-%d %H:%M}"


async def test_the_clock_is_set_back_a_little(store: Store) -> None:
    """A clock that went back by an hour is waited out: nothing is told again, nothing is rescheduled."""
    desk = posting(store)
    made = await subscribed(desk, "daily 08:00", ASKED)
    await due(desk, RUN + BEAT)
    before = await current(desk, made.id)
    assert await due(desk, RUN - HOUR) == 0
    assert await current(desk, made.id) == before


async def test_the_clock_is_set_back_far(store: Store) -> None:
    """A clock that went back by years begins anew; a slot that was had is not had again, and loses nothing."""
    desk = posting(store)
    made = await subscribed(desk, "daily 08:00", ASKED)
    ahead = RUN + 3 * DAY
    assert await due(desk, ahead) == 1
    await delivered(desk, ahead)
    assert await due(desk, RUN - HOUR) == 1
    anew = await current(desk, made.id)
    assert (anew.next_run_at, anew.covered_to) == (RUN, RUN - HOUR)
    for n in range(5):
        await due(desk, RUN + n * DAY + BEAT)
        await delivered(desk, RUN + n * DAY + BEAT)
    sent = [slot for slot, state in await slots(desk) if state == "sent"]
    assert sorted(sent) == [f"2020-02-{n} 08:00" for n in range(12, 17)]
    assert len(set(sent)) == len(sent)


async def test_two_processes_at_once(tmp_path: Path) -> None:
    """Two processes on one database that see a run come due at once put it into the outbox once."""
    case = Case(info=INFO, facts=(FIRST, SECOND, NEWS))
    async with opened(tmp_path, case) as one, opened(tmp_path) as other:
        desks = [posting(one), posting(other)]
        for n in range(20):
            await subscribed(desks[0], "daily 08:00", ASKED, to=channel(str(n)))
        made = await asyncio.gather(*(due(desk, RUN + BEAT) for desk in desks))
        assert sum(made) == 20
        log = await entries(desks[0])
        assert len(log) == 20
        assert len({e.subscription for e in log}) == 20


@pytest.mark.parametrize(
    ("zone", "run"),
    [
        ("Asia/Kolkata", "2020-02-12T02:30:00+00:00"),
        ("Asia/Kathmandu", "2020-02-12T02:15:00+00:00"),
        ("Australia/Lord_Howe", "2020-02-11T21:00:00+00:00"),
    ],
)
async def test_zones_that_are_half_an_hour_off(store: Store, zone: str, run: str) -> None:
    """Eight in the morning is eight there."""
    desk = posting(store)
    await subscribed(desk, f"daily 08:00 {zone}", ASKED)
    at = datetime.fromisoformat(run)
    assert await due(desk, at - BEAT) == 0
    assert await due(desk, at) == 1
    assert await slots(desk) == [("2020-02-12 08:00", "queued")]
