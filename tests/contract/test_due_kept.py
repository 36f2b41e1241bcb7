"""Nothing is lost, told twice or told out of its time, whatever happens between two sitreps."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.delivery import Capabilities, Delivery, Step
from bot.domain.facts import Case
from bot.domain.subscription import Subscription
from bot.services.correct import amend
from bot.services.deliver import Deliverer
from bot.services.due import due
from handlers.sitreps import DOUBTFUL
from storage.store import Store
from tests.desks import PLACE, channel, current, delivered, ended, opened, posting, slots, subscribed
from tests.fakes import INFO, StillClock
from tests.platforms import FakePlatform
from tests.postings import draft
from tests.samples import FIRST, SECOND, fact

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ASKED = datetime(2020, 2, 11, 12, tzinfo=UTC)
RUN = datetime(2020, 2, 12, 5, tzinfo=UTC)
"""The first run of `daily 08:00` in Istanbul after `ASKED`."""
BEAT = timedelta(seconds=12)
OLD = fact("ap-2020-01-12/1", "Trucks came in January.", "2020-01-11", topics=("aid",))
NEWS = fact("ap-2020-02-12/1", "Trucks crossed.", "2020-02-11", topics=("aid",))
LATER = fact("ap-2020-02-13/1", "More trucks crossed.", "2020-02-12", topics=("aid",))


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with opened(tmp_path, Case(info=INFO, facts=(FIRST, SECOND, OLD, NEWS, LATER))) as store:
        yield store


async def test_two_sitreps_of_a_place_at_once(store: Store) -> None:
    """Two sitreps for one place at one time do not tell the same line twice: the second waits for the first."""
    platform = FakePlatform()
    desk = posting(store, platform)
    await subscribed(desk, "daily 08:00", ASKED)
    await subscribed(desk, "daily 08:00", ASKED, topics=("aid",))
    for n in range(1, 4):
        await due(desk, RUN + n * BEAT)
        await delivered(desk, RUN + n * BEAT)
    shown = platform.shown(PLACE)
    assert len(shown) == 2
    assert sum("Trucks crossed." in text for text in shown) == 1


async def test_a_sitrep_that_ends_in_doubt_while_the_next_is_made(store: Store) -> None:
    """What a sitrep told that turns out not to have arrived is told by the next, though that was begun before."""
    desk = posting(store)
    await subscribed(desk, "daily 08:00", ASKED)
    await due(desk, RUN)
    (one,) = await desk.outbox.claim(("fake",), worker="w", at=RUN, wall=RUN, limit=1)
    await desk.outbox.begin(one, at=RUN, wall=RUN)
    asked = desk.subscriptions
    before = await current(desk, 1)
    await desk.outbox.step(one, Step(state="ambiguous", parked=True), at=RUN + DAY, wall=RUN)

    class Early:
        """Gives the subscription once as it was read before the sitrep was parked."""

        def __init__(self) -> None:
            self.given = [before]

        async def due(self, now: datetime, platforms: tuple[str, ...], *, limit: int) -> list[Subscription]:
            first, self.given = self.given, []
            return first or await asked.due(now, platforms, limit=limit)

    assert await due(replace(desk, subscriptions=Early()), RUN + DAY) == 0  # type: ignore[arg-type]
    assert await due(desk, RUN + DAY) == 1
    (sent,) = await delivered(desk, RUN + DAY)
    assert NEWS.id in dict(sent.seen)


async def test_doubt_is_told_however_often_the_next_one_is_composed(store: Store) -> None:
    """A sitrep says that the one before may not have arrived, also when it is composed for the eighth time."""
    platform = FakePlatform()
    desk = posting(store, platform)
    await subscribed(desk, "daily 08:00", ASKED)
    await due(desk, RUN)
    await ended(desk, RUN, Step(state="ambiguous", parked=True))
    for _ in range(7):
        await due(desk, RUN + DAY)
        (one,) = await desk.outbox.claim(("fake",), worker="w", at=RUN + DAY, wall=RUN, limit=1)
        await desk.outbox.recompose(one, "composed too long ago", at=RUN + DAY)
    await due(desk, RUN + DAY)
    await delivered(desk, RUN + DAY)
    assert DOUBTFUL in platform.shown(PLACE)[-1]


async def test_an_old_fact_that_is_worded_anew_is_no_news(store: Store) -> None:
    """A fact that was known before the place subscribed does not come up as new because an editor words it anew."""
    desk = posting(store)
    await subscribed(desk, "daily 08:00", ASKED)
    await due(desk, RUN)
    await delivered(desk, RUN)
    await amend(desk, OLD.id, statement="Trucks came.", reason="a slip", made_by="ann", now=RUN + HOUR)
    await due(desk, RUN + DAY)
    (sent,) = await delivered(desk, RUN + DAY)
    assert OLD.id not in dict(sent.seen)


async def test_a_clock_that_was_ten_years_ahead_for_a_moment(store: Store) -> None:
    """A weekly sitrep that was put down as missed by a wrong clock goes on when the clock is right again."""
    desk = posting(store)
    made = await subscribed(desk, "weekly mon 08:00", ASKED)
    assert await due(desk, datetime(2030, 2, 15, 12, tzinfo=UTC)) == 1
    assert (await slots(desk))[0][1] == "missed"
    assert await due(desk, ASKED + HOUR) == 1
    assert (await current(desk, made.id)).next_run_at == datetime(2020, 2, 17, 5, tzinfo=UTC)
    assert await due(desk, ASKED + HOUR) == 0
    await due(desk, datetime(2020, 2, 17, 5, tzinfo=UTC))
    assert (await slots(desk))[-1] == ("2020-02-17 08:00", "queued")


async def test_a_sitrep_of_a_time_to_come_is_composed_anew(store: Store) -> None:
    """What waits when the clock is set back by weeks does not tell what is not known yet."""
    platform = FakePlatform()
    desk = posting(store, platform)
    await subscribed(desk, "daily 08:00", ASKED)
    await due(desk, RUN + 30 * DAY)
    now = StillClock(RUN - BEAT)
    deliverer = Deliverer(desk, clock=now, wall=now, worker="w")
    for _ in range(4):
        await deliverer.drain()
        await due(desk, now.at)
        now.at += BEAT
    (text,) = platform.shown(PLACE)
    assert "Trucks crossed." in text and "More trucks" not in text
    assert (await slots(desk))[-1] == ("2020-02-12 08:00", "sent")


async def test_a_correction_on_a_page_that_fails(store: Store) -> None:
    """A correction on a later page of a sitrep is owed again where that page does not arrive, and else it is not."""
    can = Capabilities(message_limit=700, tables=False, edits=False, reads_back=True)
    many = [fact(f"ap-2020-02-12/{n}", f"Event number {n} took place in the north.", "2020-02-12") for n in range(2, 9)]
    told = replace(FIRST, supersedes=())
    await store.cases.load(Case(info=INFO, facts=(told, *many)))
    platform = FakePlatform(capabilities=can)
    desk = posting(store, platform)
    places = (PLACE, channel("other"))
    for to in places:
        await subscribed(desk, "daily 08:00", told.known_at + HOUR, to=to)
    early, now = told.known_at + 8 * HOUR, datetime(2020, 2, 13, 5, tzinfo=UTC)
    await due(desk, early)
    await delivered(desk, early)
    await amend(desk, told.id, statement="Some 586,000 people fled.", reason="a slip", made_by="ann", now=early)
    await due(desk, now)

    def arrives(page: Delivery) -> bool:
        return page.to == PLACE or page.page == 1

    while pages := await desk.outbox.claim(("fake",), worker="w", at=now, wall=now, limit=9):
        for page in pages:
            await desk.outbox.begin(page, at=now, wall=now)
            receipt = await platform.send(page.to, page.body, key=page.key)
            step = Step(state="sent", receipt=receipt) if arrives(page) else Step(state="failed")
            await desk.outbox.step(page, step, at=now, wall=now)
    assert "fled" not in [p.text for p in platform.posts if p.to == PLACE][1]
    assert [o.to for o in await desk.ledger.owed(("fake",))] == [places[1]]


async def test_each_place_is_corrected_from_what_it_saw(store: Store) -> None:
    """Of two places that are owed the same correction in their sitreps, each reads what it was told before."""
    platform = FakePlatform()
    desk = posting(store, platform)
    other = channel("other")
    for to in (PLACE, other):
        await subscribed(desk, "daily 08:00", ASKED, to=to)
    now = RUN - HOUR
    for to, version in ((PLACE, 1), (other, 2)):
        await store.outbox.enqueue([draft(to, [(OLD.id, version)], "s", at=now)], at=now)
        await delivered(desk, now)
        said = f"Trucks came, {'two' if version == 1 else 'three'} of them."
        await amend(desk, OLD.id, statement=said, reason="a slip", made_by="ann", now=now)
    await due(desk, RUN)
    await delivered(desk, RUN)
    first, second = " ".join(platform.shown(PLACE)), " ".join(platform.shown(other))
    assert "in January" in first and "two of them" not in first
    assert "two of them" in second and "in January" not in second
