"""What went stale before it went out is superseded, and makes room for what is composed anew."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.errors import LeaseLost
from storage.casefiles import read_case
from tests.casefolders import AFP, spoil, write_case
from tests.outboxes import DAY, NOW, Worker, advance, channel, draft, subscribed, working

FACT = "afp-2020-02-11/1"
OTHER = "ocha-2020-02-06/1"


@pytest.fixture
async def worker(tmp_path: Path) -> AsyncIterator[Worker]:
    async with working(tmp_path) as worker:
        await worker.store.cases.load(read_case(write_case(tmp_path / "river")))
        yield worker


async def test_a_superseded_slot_makes_room(worker: Worker) -> None:
    """All pages are superseded, and the same slot can be put anew, with new keys."""
    subscription = await subscribed(worker.store)
    made = draft("s", "1", "2", subscription=subscription.id)
    await worker.put(made)
    old = await worker.one()
    await worker.store.outbox.recompose(old, "composed too long ago", at=NOW)
    assert await worker.states() == {1: "superseded", 2: "superseded"}
    assert await worker.store.outbox.slots(subscription.id) == set()
    assert await worker.claim() == []
    await worker.put(made)
    new = await worker.one()
    assert (new.id, new.slot) == (3, "s") and new.key != old.key
    (line, *_) = (await worker.store.outbox.log(workspace="w"))[2:]
    assert line.steps[-1] == (NOW, "superseded", "composed too long ago")


async def test_the_subscription_steps_back(worker: Worker) -> None:
    """The run comes again, and covers what it covered before; one that was paused meanwhile stays so."""
    subscription = await subscribed(worker.store)
    made = draft("s", "1", subscription=subscription.id)
    for standing in ("active", "paused"):
        assert await worker.store.outbox.enqueue([made], at=NOW, advance=advance(subscription))
        if standing == "paused":
            await worker.store.subscriptions.stand(subscription.id, "paused", "enough")
        await worker.store.outbox.recompose(await worker.one(), "stale", at=NOW)
        back = await worker.store.subscriptions.get(subscription.id, workspace="w")
        assert back == replace(subscription, standing=standing, reason="enough" if standing == "paused" else "")


async def test_it_never_steps_forward(worker: Worker) -> None:
    """A run that comes sooner than the one composed anew stays the next one."""
    subscription = await subscribed(worker.store)
    made = draft("s", "1", subscription=subscription.id, due_at=NOW - DAY)
    assert await worker.store.outbox.enqueue(
        [made], at=NOW, advance=replace(advance(subscription), next_run_at=NOW - 2 * DAY)
    )
    await worker.store.outbox.recompose(await worker.one(), "stale", at=NOW)
    (back,) = await worker.store.subscriptions.all(workspace="w")
    assert back.next_run_at == NOW - 2 * DAY


async def test_a_reminder_leaves_its_subscription(worker: Worker) -> None:
    """Only sitreps step a subscription back."""
    subscription = await subscribed(worker.store, product="reminders", next_run_at=None, covered_to=None)
    await worker.put(draft("f 7d", kind="reminder", subscription=subscription.id))
    await worker.store.outbox.recompose(await worker.one(), "stale", at=NOW)
    assert await worker.store.subscriptions.all(workspace="w") == [subscription]


async def test_corrections_are_owed_again(worker: Worker, tmp_path: Path) -> None:
    """What a superseded post would have told counts as not told."""
    with closing(sqlite3.connect(tmp_path / "sitrep.db")) as plain:
        plain.execute("INSERT INTO correction VALUES (4, 'amend', 'f', 1, 'f', 2, '', '', '', '')")
        plain.commit()
    made = draft("correction 4", kind="correction", corrects=(4,))
    await worker.put(made)
    await worker.put(replace(made, to=channel("desk")))
    assert not await worker.store.outbox.enqueue([made], at=NOW)
    here, _ = await worker.claim()
    await worker.store.outbox.recompose(here, "stale", at=NOW)
    assert await worker.store.outbox.enqueue([made], at=NOW)
    assert not await worker.store.outbox.enqueue([replace(made, to=channel("desk"))], at=NOW)


@pytest.mark.parametrize("went", ["a page went out", "one may have arrived"])
async def test_what_may_have_gone_out_is_never_composed_anew(worker: Worker, went: str) -> None:
    """A slot of which something may have arrived is refused, and stays as it is."""
    await worker.put(draft("s", "1", "2"))
    first = await worker.one()
    await worker.begin(first)
    await worker.step(first, "sent" if went == "a page went out" else "ambiguous", "so")
    held = await worker.one()
    before = await worker.states()
    with pytest.raises(LeaseLost):
        await worker.store.outbox.recompose(held, "stale", at=NOW)
    assert await worker.states() == before


async def test_what_is_current_is_not_stale(worker: Worker) -> None:
    """A post that shows the current versions, or no facts at all, can go out."""
    await worker.put(draft("s", FACT, OTHER), draft("notice", to=channel("desk")))
    assert [await worker.store.outbox.stale(d) for d in await worker.claim()] == [False, False]


@pytest.mark.parametrize(
    "shows", [((FACT, 2), (OTHER, 1)), (("nowhere-2020-01-01/1", 1), (OTHER, 1)), ((OTHER, 1), (FACT, 2))]
)
async def test_another_version_is_stale(worker: Worker, shows: tuple[tuple[str, int], ...]) -> None:
    """A version that is not the current one, or a fact that is not there, on any page, makes the post stale."""
    await worker.put(draft("s", *(fact for fact, _ in shows), seen=shows))
    assert await worker.store.outbox.stale(await worker.one())


async def test_a_fact_that_changes_makes_it_stale(worker: Worker, tmp_path: Path) -> None:
    """A post is stale from when a load changes a fact that it shows, and others are not."""
    await worker.put(draft("s", FACT), draft("s", OTHER, to=channel("desk")))
    spoil(tmp_path / "river", AFP, "The governor refused to answer.", "The governor did not answer.")
    await worker.store.cases.load(read_case(tmp_path / "river"))
    assert [await worker.store.outbox.stale(d) for d in await worker.claim()] == [True, False]


async def test_a_withdrawn_fact_makes_it_stale(worker: Worker, tmp_path: Path) -> None:
    """A post is stale when the case does not hold its fact any more."""
    await worker.put(draft("s", FACT))
    await worker.store.cases.load(replace(read_case(tmp_path / "river"), facts=()))
    assert await worker.store.outbox.stale(await worker.one())


async def test_a_page_that_went_out_is_not_looked_at(worker: Worker) -> None:
    """Of a slot that is half out, only what is still to come can be stale."""
    await worker.put(draft("s", "gone-2020-01-01/1", FACT))
    first = await worker.one()
    assert await worker.store.outbox.stale(first)
    await worker.send(first)
    assert not await worker.store.outbox.stale(await worker.one())
