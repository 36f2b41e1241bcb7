"""Subscribing a place, and changing what it gets."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.delivery import Destination
from bot.domain.errors import BadRequest
from bot.domain.facts import Case
from bot.domain.subscription import LEADS, Subscription
from bot.services.subscribe import MOST, pause, remove, resume, subscribe, track, untrack
from storage.store import Store
from tests.desks import PLACE, opened
from tests.fakes import INFO, ZONE, FakeFactBase
from tests.samples import DEADLINE, SECOND

NOW = datetime(2020, 2, 12, 6, 30, tzinfo=UTC)
DAY = timedelta(days=1)
ELSEWHERE = Destination(platform="fake", workspace="w", channel="other")
assert DEADLINE.deadline
OTHER = replace(
    DEADLINE,
    id="un-2020-01-10/2",
    known_at=NOW - 30 * DAY,
    deadline=replace(DEADLINE.deadline, due_at=NOW + 100 * DAY, set_by="UN Security Council"),
)
AGAIN = replace(DEADLINE, id="alarabiya-2020-02-12/3", known_at=NOW - DAY / 4)
FACTS = FakeFactBase(known=(DEADLINE, OTHER, AGAIN, SECOND))


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with opened(tmp_path, Case(info=INFO, facts=(DEADLINE,))) as store:
        yield store


async def sitrep(store: Store, words: str = "daily 08:00", **more: Any) -> Subscription:
    given: dict[str, Any] = {"zone": ZONE, "topics": (), "to": PLACE, "workspace": "w", "owner": "ada", "now": NOW}
    given |= more
    return await subscribe(store.subscriptions, store.ledger, words=words, **given)


async def reminders(store: Store, **more: Any) -> Subscription:
    given: dict[str, Any] = {"to": PLACE, "workspace": "w", "owner": "ada", "now": NOW} | more
    return await track(store.subscriptions, FACTS, **given)


async def stored(store: Store, number: int) -> Subscription | None:
    return await store.subscriptions.get(number, workspace="w")


async def test_a_sitrep(store: Store) -> None:
    """A place gets the next run of its schedule, which tells the last day."""
    made = await sitrep(store, topics=("Aid", " displacement "))
    assert await stored(store, made.id) == made
    assert made.next_run_at == datetime(2020, 2, 13, 5, tzinfo=UTC)
    assert made.topics == ("displacement", "aid")
    assert made.covered_to == NOW - DAY
    assert made.covered_row == await store.ledger.newest_row() == 1


async def test_the_zone_in_the_words_goes_first(store: Store) -> None:
    """The zone of the place holds only where the words name none."""
    made = await sitrep(store, "daily 08:00 Europe/London", zone="Asia/Tokyo")
    assert made.schedule and made.schedule.zone == "Europe/London"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"topics": ("displacment",)}, "'displacment' is no topic; did you mean displacement?"),
        ({"topics": ("aid", "xyz")}, "'xyz' is no topic; there are displacement, casualties, "),
        ({"words": "now and then"}, "'now"),
    ],
)
async def test_what_cannot_be_subscribed_to(store: Store, more: dict[str, Any], says: str) -> None:
    """An unknown topic or schedule is refused with what is meant or possible, and nothing is stored."""
    with pytest.raises(BadRequest) as refused:
        await sitrep(store, **more)
    assert str(refused.value).startswith(says)
    assert not await store.subscriptions.all(workspace="w")


async def test_the_same_sitrep_twice(store: Store) -> None:
    """A place cannot have the same sitrep twice; another topic, another time or another place is another one."""
    await sitrep(store, topics=("aid", "health"))
    with pytest.raises(BadRequest, match="this place has that sitrep already, as number 1"):
        await sitrep(store, topics=("health", "aid"))
    await pause(store.subscriptions, 1, workspace="w", now=NOW)
    with pytest.raises(BadRequest, match="number 1; resume it with `/digest resume 1`"):
        await sitrep(store, topics=("health", "aid"))
    await sitrep(store, topics=("health",))
    await sitrep(store, "daily 08:01", topics=("health", "aid"))
    await sitrep(store, topics=("health", "aid"), to=ELSEWHERE)
    await remove(store.subscriptions, 1, workspace="w", now=NOW)
    await sitrep(store, topics=("health", "aid"))


async def test_a_place_has_room_for_fifty(store: Store) -> None:
    """A place that has fifty sitreps gets no further one; reminders do not count."""
    await reminders(store)
    for minute in range(MOST):
        await sitrep(store, f"daily 08:{minute:02}")
    with pytest.raises(BadRequest, match="this place has 50 sitreps, and 50 is the most; remove one first"):
        await sitrep(store, "daily 09:00")
    await sitrep(store, "daily 09:00", to=ELSEWHERE)


async def test_pause_and_resume(store: Store) -> None:
    """A paused sitrep goes on with the next run, and covers what became known meanwhile."""
    made = await sitrep(store)
    paused = await pause(store.subscriptions, made.id, workspace="w", now=NOW)
    assert (paused.standing, paused.reason) == ("paused", "paused by a person")
    assert await stored(store, made.id) == paused
    assert await pause(store.subscriptions, made.id, workspace="w", now=NOW) == paused
    later = NOW + 10 * DAY
    resumed = await resume(store.subscriptions, made.id, workspace="w", now=later)
    assert resumed.next_run_at == datetime(2020, 2, 23, 5, tzinfo=UTC)
    assert resumed.covered_to == made.covered_to
    assert await stored(store, made.id) == resumed
    assert await resume(store.subscriptions, made.id, workspace="w", now=later + DAY) == resumed


async def test_remove(store: Store) -> None:
    """What was removed is gone, also for whoever asks for it by number."""
    made = await sitrep(store)
    assert (await remove(store.subscriptions, made.id, workspace="w", now=NOW)).standing == "removed"
    assert await stored(store, made.id) is None
    with pytest.raises(BadRequest, match="there is no subscription number 1; `/digest list` shows those of this place"):
        await resume(store.subscriptions, made.id, workspace="w", now=NOW)


@pytest.mark.parametrize("change", [pause, resume, remove])
async def test_another_workspace_is_not_known(store: Store, change: Any) -> None:
    """A number of another workspace is refused just as one that there never was."""
    made = await sitrep(store)
    for number, workspace in ((made.id, "other"), (made.id + 1, "w"), (-1, "w")):
        with pytest.raises(BadRequest) as refused:
            await change(store.subscriptions, number, workspace=workspace, now=NOW)
        assert (
            str(refused.value) == f"there is no subscription number {number}; `/digest list` shows those of this place"
        )
    assert await stored(store, made.id) == made


async def test_reminders_of_everything(store: Store) -> None:
    """A place is reminded of every deadline 7 days, 1 day and 1 hour before, unless it says otherwise."""
    made = await reminders(store)
    assert (made.product, made.leads, made.only, made.but) == ("reminders", LEADS, (), ())
    assert await stored(store, made.id) == made


async def test_tracking_again_changes_the_one_that_there_is(store: Store) -> None:
    """A place has one subscription of reminders; other leads take the place of those before."""
    made = await reminders(store)
    again = await reminders(store, leads="2w, 30m")
    assert again == replace(made, leads=(timedelta(weeks=2), timedelta(minutes=30)))
    assert await stored(store, made.id) == again
    assert (await reminders(store, to=ELSEWHERE)).id != made.id


async def test_reminders_of_one_deadline(store: Store) -> None:
    """A deadline goes by its earliest fact, whichever fact on it is named; more of them can be added."""
    made = await reminders(store, only=(AGAIN.id,))
    assert made.only == (DEADLINE.id,)
    more = await reminders(store, only=(OTHER.id, DEADLINE.id))
    assert (more.id, more.only) == (made.id, (DEADLINE.id, OTHER.id))
    assert (await reminders(store)).only == ()


async def test_untracking_one_deadline(store: Store) -> None:
    """A place that follows every deadline can leave one out, and take it up again."""
    await reminders(store)
    left = await untrack(store.subscriptions, FACTS, but=(AGAIN.id,), to=PLACE, workspace="w", now=NOW)
    assert (left.only, left.but) == ((), (DEADLINE.id,))
    assert await stored(store, left.id) == left
    again = await reminders(store, only=(DEADLINE.id,))
    assert (again.only, again.but) == ((), ())


async def test_untracking_the_last_one(store: Store) -> None:
    """A place that leaves the last deadline that it followed is reminded of nothing, not of everything."""
    await reminders(store, only=(DEADLINE.id, OTHER.id))
    left = await untrack(store.subscriptions, FACTS, but=(DEADLINE.id,), to=PLACE, workspace="w", now=NOW)
    assert (left.only, left.but, left.standing) == ((OTHER.id,), (), "active")
    gone = await untrack(store.subscriptions, FACTS, but=(OTHER.id,), to=PLACE, workspace="w", now=NOW)
    assert gone.standing == "removed"
    with pytest.raises(BadRequest, match="this place gets no reminders; `/deadlines track` begins them"):
        await untrack(store.subscriptions, FACTS, to=PLACE, workspace="w", now=NOW)


async def test_untracking_everything(store: Store) -> None:
    """Without a deadline to leave out, all reminders end."""
    made = await reminders(store)
    await untrack(store.subscriptions, FACTS, to=PLACE, workspace="w", now=NOW)
    assert await stored(store, made.id) is None


async def test_tracking_ends_a_pause(store: Store) -> None:
    """Whoever tracks again is reminded again."""
    made = await reminders(store)
    await pause(store.subscriptions, made.id, workspace="w", now=NOW)
    assert (await reminders(store)).standing == "active"
    assert (await stored(store, made.id)) == made


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"only": ("reuters-2020-02-05/9",)}, "no deadline 'reuters-2020-02-05/9' is known; did you mean "),
        ({"only": (SECOND.id,)}, f"no deadline {SECOND.id!r} is known; "),
        ({"only": ("?",)}, "no deadline '?' is known; `/deadlines list` shows them"),
        ({"only": (AGAIN.id,), "now": NOW - DAY}, f"no deadline {AGAIN.id!r} is known; "),
        ({"leads": "soon"}, "'soon' is no length of time; "),
    ],
)
async def test_what_cannot_be_tracked(store: Store, more: dict[str, Any], says: str) -> None:
    """What is no deadline, or is not known yet, is refused with the nearest one, and nothing is stored."""
    with pytest.raises(BadRequest) as refused:
        await reminders(store, **more)
    assert str(refused.value).startswith(says)
    assert not await store.subscriptions.all(workspace="w")
