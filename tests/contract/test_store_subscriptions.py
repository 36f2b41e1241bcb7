"""Subscriptions are kept for their workspace, and told when they are due."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot.domain.delivery import Destination
from bot.domain.schedule import Schedule
from bot.domain.subscription import LEADS, Subscription
from storage.store import Store, open_store
from tests.outboxes import DAY, HERE, NOW, channel, subscribed

HOUR = timedelta(hours=1)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(f"sqlite:///{tmp_path}/sitrep.db") as store:
        yield store


async def numbers(store: Store, workspace: str = "w", to: Destination | None = None) -> list[int]:
    return [s.id for s in await store.subscriptions.all(workspace=workspace, to=to)]


async def test_what_is_added_is_kept(store: Store, tmp_path: Path) -> None:
    """Everything that a channel asked for comes back, also in another process."""
    weekdays = Schedule(zone="Europe/London", times=(time(7, 30), time(18)), weekdays=frozenset({0, 3}))
    sitrep = await subscribed(store, schedule=weekdays, topics=("displacement", "aid"), reason="because")
    there = Destination(platform="fake", workspace="w", channel="news", thread="4", user="u")
    reminders = await store.subscriptions.add(
        Subscription(
            to=there,
            workspace="w",
            product="reminders",
            owner="anna",
            made_at=NOW,
            leads=(*LEADS, timedelta(minutes=10)),
            only=("a/1", "b/2"),
            but=("c/3",),
        )
    )
    assert (sitrep.id, reminders.id) == (1, 2)
    async with open_store(f"sqlite:///{tmp_path}/sitrep.db") as other:
        assert await other.subscriptions.all(workspace="w") == [sitrep, reminders]
        assert await other.subscriptions.get(2, workspace="w") == reminders


async def test_each_workspace_sees_its_own(store: Store) -> None:
    """Nobody finds another workspace's subscription, by number or in a list."""
    mine, yours = await subscribed(store), await subscribed(store, workspace="other")
    assert await numbers(store) == [mine.id]
    assert await numbers(store, "other") == [yours.id]
    assert await store.subscriptions.get(yours.id, workspace="w") is None


async def test_those_of_one_place(store: Store) -> None:
    """A place lists what it gets itself, and no thread or channel beside it."""
    here = await subscribed(store)
    await subscribed(store, to=channel("desk"))
    await subscribed(store, to=replace(HERE, thread="1"))
    assert await numbers(store, to=HERE) == [here.id]


async def test_pausing_and_resuming(store: Store) -> None:
    """Pausing keeps all but the standing; resuming sets the next run, and the reason goes."""
    one = await subscribed(store)
    await store.subscriptions.stand(one.id, "paused", "403\ud800")
    assert await store.subscriptions.get(one.id, workspace="w") == replace(one, standing="paused", reason="403?")
    assert await store.subscriptions.due(NOW, ["fake"], limit=9) == []
    await store.subscriptions.stand(one.id, "active", "", next_run_at=NOW + DAY)
    assert await store.subscriptions.get(one.id, workspace="w") == replace(one, next_run_at=NOW + DAY)


async def test_what_is_removed_is_gone(store: Store) -> None:
    """A removed subscription is found by nothing, and cannot be brought back; its number is not used again."""
    one = await subscribed(store)
    await store.subscriptions.stand(one.id, "removed", "")
    await store.subscriptions.stand(one.id, "active", "", next_run_at=NOW)
    await store.subscriptions.track(one.id, only=["a"], but=[], leads=[])
    assert await numbers(store) == []
    assert await store.subscriptions.get(one.id, workspace="w") is None
    assert await store.subscriptions.due(NOW, ["fake"], limit=9) == []
    assert await store.subscriptions.active("sitrep", ["fake"]) == []
    assert (await subscribed(store)).id == one.id + 1


async def test_tracking(store: Store) -> None:
    """What a channel follows can be changed without anything else."""
    one = await subscribed(store, product="reminders", leads=LEADS, schedule=None)
    await store.subscriptions.track(one.id, only=["a/1"], but=["b/1"], leads=[86_400, 1.5])
    changed = replace(one, only=("a/1",), but=("b/1",), leads=(DAY, timedelta(seconds=1.5)))
    assert await store.subscriptions.all(workspace="w") == [changed]


async def test_those_that_are_due(store: Store) -> None:
    """Active sitreps of served platforms whose run has come, the longest due first, as many as asked for."""
    runs = {n: NOW + n * HOUR for n in (0, -2, 1, -1)}
    made = {n: await subscribed(store, to=channel(f"c{n}"), next_run_at=at) for n, at in runs.items()}
    await subscribed(store, product="reminders")
    await subscribed(store, standing="paused")
    other = await subscribed(store, to=channel("c", "other"))
    assert await store.subscriptions.due(NOW, ["fake"], limit=9) == [made[-2], made[-1], made[0]]
    assert await store.subscriptions.due(NOW, ["fake"], limit=1) == [made[-2]]
    assert await store.subscriptions.due(NOW, ["other"], limit=9) == [other]
    assert await store.subscriptions.due(NOW, [], limit=9) == []


async def test_a_clock_that_was_set_back(store: Store) -> None:
    """Those that have covered a time still to come are told after those that are due."""
    ahead = await subscribed(store, next_run_at=NOW + 2 * DAY, covered_to=NOW + DAY)
    await subscribed(store, next_run_at=NOW + DAY, covered_to=NOW)
    due = await subscribed(store)
    assert await store.subscriptions.due(NOW, ["fake"], limit=9) == [due, ahead]


async def test_active_ones(store: Store) -> None:
    """Those of a product that are neither paused nor on a platform that is not served."""
    one = await subscribed(store, product="reminders")
    await subscribed(store, product="reminders", standing="paused")
    await subscribed(store, product="reminders", to=channel("c", "other"))
    await subscribed(store)
    assert await store.subscriptions.active("reminders", ["fake"]) == [one]
