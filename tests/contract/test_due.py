"""Sitreps that come due, on the real store: each slot once, late or not, and nothing lost with the ones that fail."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.delivery import Capabilities, Step
from bot.domain.errors import BadRequest
from bot.domain.facts import Case
from bot.domain.message import Message
from bot.domain.report import Sitrep
from bot.services.correct import amend
from bot.services.due import due, preview
from bot.services.subscribe import pause, resume
from handlers.posts import Posts
from storage.store import Store
from tests.desks import PLACE, channel, current, delivered, ended, entries, opened, posting, slots, subscribed
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


async def test_a_run_that_has_come(store: Store) -> None:
    """A sitrep is put into the outbox once its time has come, not before, and once only."""
    platform = FakePlatform()
    desk = posting(store, platform)
    made = await subscribed(desk, "daily 08:00", ASKED)
    assert await due(desk, RUN - BEAT) == 0
    assert await due(desk, RUN + BEAT) == 1
    assert await due(desk, RUN + BEAT) == 0
    after = await current(desk, made.id)
    assert after.next_run_at == RUN + DAY
    assert (after.covered_to, after.covered_row) == (RUN + BEAT, 4)
    (sent,) = await delivered(desk, RUN + BEAT)
    assert (sent.slot, sent.kind, sent.due_at, sent.late) == ("2020-02-12 08:00", "sitrep", RUN, False)
    assert sent.fresh_until == RUN + BEAT + HOUR
    assert sent.seen == ((NEWS.id, 1),)
    assert await desk.ledger.seen(PLACE) == {NEWS.id: 1}
    assert "Trucks crossed." in platform.shown(PLACE)[0]


async def test_a_late_one(store: Store) -> None:
    """After an hour down the sitrep is sent and says that it is late."""
    platform = FakePlatform()
    desk = posting(store, platform)
    await subscribed(desk, "daily 08:00", ASKED)
    assert await due(desk, RUN + HOUR) == 1
    (sent,) = await delivered(desk, RUN + HOUR)
    assert sent.late
    assert "(late)" in platform.shown(PLACE)[0]
    assert await slots(desk) == [("2020-02-12 08:00", "sent")]


async def test_what_is_not_wanted_is_left_alone(store: Store) -> None:
    """Paused subscriptions get nothing, and those of a platform that is not served here are not touched."""
    desk = posting(store)
    paused = await subscribed(desk, "daily 08:00", ASKED)
    await pause(desk.subscriptions, paused.id, workspace="w", now=ASKED)
    elsewhere = await subscribed(desk, "daily 08:00", ASKED, to=channel("c", "other"))
    assert await due(desk, RUN + BEAT) == 0
    assert await current(desk, elsewhere.id) == elsewhere
    await resume(desk.subscriptions, paused.id, workspace="w", now=RUN + HOUR)
    assert await due(desk, RUN + HOUR) == 0
    assert await due(desk, RUN + DAY) == 1


async def test_the_one_before_is_still_on_its_way(store: Store) -> None:
    """While a sitrep waits to be sent the next one waits too; composed anew, one sitrep tells both."""
    platform = FakePlatform()
    desk = posting(store, platform)
    await subscribed(desk, "daily 08:00", ASKED)
    await due(desk, RUN + BEAT)
    now = RUN + DAY + BEAT
    assert await due(desk, now) == 0
    (waiting,) = await desk.outbox.claim(("fake",), worker="w", at=now, wall=now, limit=9)
    await desk.outbox.recompose(waiting, "not fresh any more", at=now)
    assert await due(desk, now) == 1
    await delivered(desk, now)
    (text,) = platform.shown(PLACE)
    assert "Trucks crossed." in text and "More trucks crossed." in text
    assert (await slots(desk))[-1] == ("2020-02-13 08:00", "sent")


@pytest.mark.parametrize("state", ["failed", "dead"])
async def test_what_a_failed_one_told_is_told_by_the_next(store: Store, state: str) -> None:
    """What a sitrep told that never arrived is still news the next time."""
    platform = FakePlatform()
    desk = posting(store, platform)
    made = await subscribed(desk, "daily 08:00", ASKED)
    await due(desk, RUN + BEAT)
    assert await ended(desk, RUN + BEAT, Step(state="failed" if state == "failed" else "dead", reason="no"))
    assert (await current(desk, made.id)).covered_to == made.covered_to
    assert await due(desk, RUN + DAY) == 1
    await delivered(desk, RUN + DAY)
    (text,) = platform.shown(PLACE)
    assert "- Trucks crossed." in text and "- More trucks crossed." in text


async def test_what_may_not_have_arrived_is_told_again(store: Store) -> None:
    """After a sitrep of which nobody knows whether it arrived, the next one says so and tells it again."""
    platform = FakePlatform()
    desk = posting(store, platform)
    await subscribed(desk, "daily 08:00", ASKED)
    await due(desk, RUN + BEAT)
    assert await ended(desk, RUN + BEAT, Step(state="ambiguous", reason="cannot be read back", parked=True))
    assert await due(desk, RUN + DAY) == 1
    await delivered(desk, RUN + DAY)
    (text,) = platform.shown(PLACE)
    assert "may not have arrived" in text
    assert "- Trucks crossed." in text
    assert await due(desk, RUN + 2 * DAY) == 1
    await delivered(desk, RUN + 2 * DAY)
    assert "may not have arrived" not in platform.shown(PLACE)[-1]


async def test_an_ambiguous_one_is_waited_for(store: Store) -> None:
    """While it is being found out whether a sitrep arrived, the next one waits."""
    desk = posting(store)
    await subscribed(desk, "daily 08:00", ASKED)
    await due(desk, RUN + BEAT)
    assert await ended(desk, RUN + BEAT, Step(state="ambiguous", reason="timeout", wait_s=30.0))
    assert await due(desk, RUN + DAY) == 0


class Choosy(Posts):
    """Finds no words for reports on aid."""

    def sitrep(self, report: Sitrep, can: Capabilities) -> Message:
        if report.topics == ("aid",):
            raise BadRequest("no words for aid")
        return super().sitrep(report, can)


async def test_one_that_fails_stops_no_other(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    """A sitrep that cannot be composed is logged with its number, stays due, and holds up nobody."""
    desk = replace(posting(store), presenter=Choosy())
    broken = await subscribed(desk, "daily 08:00", ASKED, topics=("aid",))
    await subscribed(desk, "daily 08:00", ASKED)
    assert await due(desk, RUN + BEAT) == 1
    (error,) = [r for r in caplog.records if r.levelno >= logging.ERROR]
    assert error.getMessage() == f"sitrep of subscription {broken.id}: no words for aid"
    assert await current(desk, broken.id) == broken


async def test_the_log_names_the_moment_of_the_commit(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    """One line of the log stands right before a sitrep is committed, and one right after."""
    desk = posting(store)
    await subscribed(desk, "daily 08:00", ASKED)
    with caplog.at_level(logging.DEBUG, logger="bot.services.due"):
        await due(desk, RUN + BEAT)
    assert [getattr(r, "action", "") for r in caplog.records if r.name == "bot.services.due"] == [
        "due.composed",
        "due.enqueued",
    ]


async def test_a_correction_goes_into_the_sitrep(store: Store) -> None:
    """A place that is owed a correction when its sitrep comes gets it in there, once, and its old post is marked."""
    platform = FakePlatform()
    desk = posting(store, platform)
    await subscribed(desk, "daily 08:00", ASKED)
    await subscribed(desk, "daily 08:00", ASKED, topics=("aid",))
    for beat in (RUN + BEAT, RUN + 2 * BEAT):
        assert await due(desk, beat) == 1
        await delivered(desk, beat)
    await amend(desk, NEWS.id, statement="No truck crossed.", reason="a slip", made_by="ann", now=RUN + HOUR)
    now = RUN + DAY
    assert await due(desk, now) == 1
    await delivered(desk, now)
    assert await due(desk, now) == 1
    log = await entries(desk)
    assert [e.kind for e in log[2:]].count("sitrep") == 2
    assert "edit" in [e.kind for e in log]
    assert not await desk.ledger.owed(("fake",))
    await delivered(desk, now)
    assert sum("No truck crossed." in text for text in platform.shown(PLACE)) == 1
    assert (await desk.ledger.seen(PLACE))[NEWS.id] == 2


async def test_a_preview_writes_nothing(store: Store) -> None:
    """The next sitrep can be looked at without anything being sent, seen or moved on."""
    desk = posting(store)
    made = await subscribed(desk, "daily 08:00", ASKED)
    report = await preview(desk, made, RUN - HOUR)
    assert report.lead == (NEWS,)
    assert (report.due_at, report.next_at) == (RUN, RUN)
    assert await current(desk, made.id) == made
    assert await entries(desk) == []
    other = await subscribed(desk, "daily 08:00", ASKED, to=channel("c", "other"))
    assert (await preview(desk, other, RUN - HOUR)).lead == (NEWS,)


async def test_many_places_share_the_work(store: Store) -> None:
    """Places that get the same sitrep get the same bytes, composed and rendered once."""
    platform = Rendering()
    desk = posting(store, platform)
    for n in range(30):
        await subscribed(desk, "daily 08:00", ASKED, to=channel(str(n)), topics=("aid",) if n % 2 else ())
    assert await due(desk, RUN + BEAT) == 30
    assert platform.rendered == 2
    sent = await delivered(desk, RUN + BEAT)
    assert len({s.key for s in sent}) == 30
    assert len({s.body for s in sent}) == 2


class Rendering(FakePlatform):
    """Counts what it renders."""

    rendered = 0

    def render(self, message: Message):
        self.rendered += 1
        return super().render(message)
