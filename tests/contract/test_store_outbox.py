"""The outbox: a slot happens once, and all of it is written together or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.delivery import Destination, Draft, Receipt
from tests.outboxes import DAY, HERE, NOW, WALL, Worker, advance, channel, draft, subscribed, working

HOUR = timedelta(hours=1)


@pytest.fixture
async def worker(tmp_path: Path) -> AsyncIterator[Worker]:
    async with working(tmp_path) as worker:
        yield worker


def told(folder: Path) -> list[tuple[int, int]]:
    with closing(sqlite3.connect(folder / "sitrep.db")) as plain:
        return plain.execute(
            "SELECT correction, delivery FROM correction_told ORDER BY correction, delivery"
        ).fetchall()


def correct(folder: Path, number: int) -> None:
    """A correction with that number exists."""
    row = (number, "amend", "f", 1, "f", 2, "", "", "", "")
    with closing(sqlite3.connect(folder / "sitrep.db")) as plain:
        plain.execute("INSERT INTO correction VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        plain.commit()


async def test_a_draft_comes_back_as_its_deliveries(worker: Worker) -> None:
    """What was drafted is what is claimed, each page with its own bytes, facts and key."""
    post = Receipt(to=HERE, id="77", sent_at=NOW)
    more: dict[str, Any] = {
        "late": True,
        "fresh_until": NOW + HOUR,
        "expires_at": NOW + DAY,
        "reply_to": post,
        "edits": post,
    }
    await worker.put(draft("s", "one", "two", kind="correction", **more))
    first = await worker.one()
    await worker.send(first)
    second = await worker.one()
    assert (first.body, first.page, first.seen, second.body, second.page, second.seen) == (
        b"one", 1, (("one", 1),), b"two", 2, (("two", 1),),
    )  # fmt: skip
    for delivery in (first, second):
        assert (delivery.kind, delivery.to, delivery.workspace, delivery.slot) == ("correction", HERE, "w", "s")
        assert (delivery.pages, delivery.state, delivery.due_at, delivery.made_at) == (2, "queued", NOW, NOW)
        assert (delivery.fence, delivery.attempts, delivery.unsure, delivery.late) == (1, 0, False, True)
        assert (delivery.fresh_until, delivery.expires_at) == (NOW + HOUR, NOW + DAY)
        assert (delivery.reply_to, delivery.edits, delivery.subscription) == (post, post, None)
        assert delivery.key.startswith("sr-") and len(delivery.key) <= 25
    assert first.key != second.key


async def test_a_slot_happens_once(worker: Worker) -> None:
    """A slot that the subscription has is left out, whatever its pages; another subscription's is its own."""
    one, two = await subscribed(worker.store), await subscribed(worker.store)
    await worker.put(draft("s", "a", subscription=one.id))
    await worker.put(draft("s", "b", "c", subscription=one.id), draft("s", "d", subscription=two.id))
    await worker.send(await worker.one())
    await worker.put(draft("s", "e", subscription=one.id))
    assert (await worker.one()).body == b"d"
    assert await worker.states() == {1: "sent", 2: "queued"}
    assert await worker.store.outbox.slots(one.id) == {"s"}


async def test_without_a_subscription_a_slot_is_its_places(worker: Worker) -> None:
    """A notice of a slot goes to each place once."""
    notice = draft("trouble 4", "a", kind="notice")
    await worker.put(notice, notice, replace(notice, to=channel("desk")))
    await worker.put(notice)
    assert [d.to.channel for d in await worker.claim()] == ["news", "desk"]


async def test_a_draft_steps_its_subscription_on(worker: Worker) -> None:
    """The delivery and the step of the subscription are written together."""
    subscription = await subscribed(worker.store)
    made = draft("s", subscription=subscription.id)
    assert await worker.store.outbox.enqueue([made], at=NOW, advance=advance(subscription))
    moved = replace(subscription, next_run_at=NOW + DAY, covered_to=NOW, covered_row=20)
    assert await worker.store.subscriptions.get(subscription.id, workspace="w") == moved
    again = replace(advance(moved), covered_to=None, covered_row=None)
    assert await worker.store.outbox.enqueue([], at=NOW, advance=again)
    assert await worker.store.subscriptions.get(subscription.id, workspace="w") == replace(
        moved, next_run_at=NOW + 2 * DAY
    )


@pytest.mark.parametrize("standing", ["moved on", "paused", "removed"])
async def test_a_run_that_another_process_made(worker: Worker, standing: str) -> None:
    """Nothing is written where the subscription has moved on, or is not active any more."""
    subscription = await subscribed(worker.store)
    if standing == "moved on":
        assert await worker.store.outbox.enqueue([], at=NOW, advance=advance(subscription))
    elif standing == "paused":
        await worker.store.subscriptions.stand(subscription.id, "paused", "enough")
    else:
        await worker.store.subscriptions.stand(subscription.id, "removed", "")
    before = await worker.store.subscriptions.get(subscription.id, workspace="w")
    made = draft("s", subscription=subscription.id)
    assert not await worker.store.outbox.enqueue([made], at=NOW, advance=advance(subscription))
    assert await worker.store.subscriptions.get(subscription.id, workspace="w") == before
    assert await worker.states() == {}


async def test_a_reminder_of_a_paused_subscription(worker: Worker) -> None:
    """A paused channel gets no reminder, but the correction of what it has seen."""
    subscription = await subscribed(worker.store, product="reminders")
    await worker.store.subscriptions.stand(subscription.id, "paused", "")
    reminder = draft("f 7d", kind="reminder", subscription=subscription.id)
    assert not await worker.store.outbox.enqueue([reminder], at=NOW)
    assert await worker.store.outbox.enqueue([draft("correction 1", kind="correction")], at=NOW)


async def test_a_correction_is_told_once(worker: Worker, tmp_path: Path) -> None:
    """A draft that tells a place what it was told already writes nothing at all."""
    correct(tmp_path, 1)
    correct(tmp_path, 2)
    await worker.put(draft("correction 1", kind="correction", corrects=(1,)))
    both = draft("correction 1,2", kind="correction", corrects=(1, 2))
    assert not await worker.store.outbox.enqueue([draft("other"), both], at=NOW)
    await worker.put(replace(both, to=channel("desk")))
    assert told(tmp_path) == [(1, 1), (1, 2), (2, 2)]
    assert len(await worker.states()) == 2


async def test_what_is_only_put_on_record(worker: Worker) -> None:
    """A missed or coalesced run is a line of the log with its reason, and nothing is sent."""
    subscription = await subscribed(worker.store)
    on_record = draft("a … b", subscription=subscription.id, pages=(), state="superseded", reason="coalesced into c")
    await worker.put(on_record, replace(on_record, slot="older", state="missed", reason="down"))
    await worker.put(on_record)
    assert await worker.claim() == []
    older, coalesced = await worker.store.outbox.log(workspace="w", subscription=subscription.id)
    assert (coalesced.slot, coalesced.steps) == ("a … b", ((NOW, "superseded", "coalesced into c"),))
    assert (older.slot, older.state, older.page, older.pages) == ("older", "missed", 1, 1)
    assert await worker.store.outbox.slots(subscription.id) == {"older"}


async def test_a_draft_without_pages_is_refused(worker: Worker) -> None:
    """What has nothing to send is a mistake that is told, and nothing of its batch is written."""
    with pytest.raises(ValueError, match="no pages"):
        await worker.store.outbox.enqueue([draft("good"), draft("empty", pages=())], at=NOW)
    assert await worker.states() == {}


async def test_what_is_under_way(worker: Worker) -> None:
    """A place has a sitrep under way while one is neither settled nor parked; a parked one is in doubt."""
    outbox, subscription = worker.store.outbox, await subscribed(worker.store)
    assert not await outbox.under_way(HERE)
    await worker.put(draft("notice", kind="notice"))
    assert not await outbox.under_way(HERE)
    await worker.send(await worker.one())
    for n in range(3):
        await worker.put(draft(f"slot {n}", subscription=subscription.id))
        assert await outbox.under_way(HERE)
        last = await worker.one()
        assert not await outbox.doubtful(subscription.id)
        if n < 2:
            await worker.send(last)
            assert not await outbox.under_way(HERE)
    await worker.begin(last)
    await worker.step(last, "ambiguous", "cannot be read back", parked=True)
    assert not await outbox.under_way(HERE)
    assert await outbox.doubtful(subscription.id)
    await worker.put(draft("slot 3", subscription=subscription.id))
    await worker.send(await worker.one())
    assert not await outbox.doubtful(subscription.id)


async def test_slots_of_many(worker: Worker) -> None:
    """The slots of many subscriptions are read at once: the same as one by one, without superseded ones."""
    outbox = worker.store.outbox
    one, two, none = [await subscribed(worker.store, to=channel(str(n))) for n in range(3)]
    for subscription in (one, two):
        await worker.put(draft("a", "x", "y", to=subscription.to, subscription=subscription.id))
    await worker.put(draft("b", to=two.to, subscription=two.id))
    await worker.put(draft("c", to=two.to, subscription=two.id, state="superseded", pages=()))
    assert await outbox.slots_of([one.id, two.id, none.id]) == {one.id: {"a"}, two.id: {"a", "b"}}
    assert await outbox.slots(two.id) == {"a", "b"}
    assert await outbox.slots(none.id) == set()
    assert await outbox.has_slot(two.id, "b") and not await outbox.has_slot(two.id, "c")
    assert not await outbox.has_slot(one.id, "b")


async def test_the_log_tells_every_step(worker: Worker) -> None:
    """Each delivery's line has every state that it went through, with its instant and reason, newest line first."""
    await worker.put(draft("one"), draft("two", to=channel("desk")))
    assert await worker.store.outbox.enqueue([draft("three", workspace="other")], at=NOW)
    first, _ = await worker.claim()
    worker.at = NOW + HOUR
    await worker.begin(first)
    await worker.step(first, "queued", "429: wait 5 s", wait_s=5)
    two, one = await worker.store.outbox.log(workspace="w")
    assert (one.slot, one.state, one.to, one.due_at, one.late) == ("one", "queued", HERE, NOW, False)
    assert one.steps == (
        (NOW, "queued", ""), (NOW + HOUR, "attempting", ""), (NOW + HOUR, "queued", "429: wait 5 s"),
    )  # fmt: skip
    assert (two.slot, two.steps) == ("two", ((NOW, "queued", ""),))
    assert await worker.store.outbox.log(workspace="w", limit=1) == [two]


async def test_gauges(worker: Worker) -> None:
    """Deliveries are counted by state, and the oldest that is due tells how far behind it is, held or not."""
    gauges = await worker.store.outbox.gauges(now=NOW)
    assert (dict(gauges.by_state), gauges.parked, gauges.queue_age_s) == ({}, 0, 0.0)
    await worker.put(*(draft(f"s{n}", to=channel(f"c{n}"), due_at=NOW - n * HOUR) for n in range(4)))
    for delivery in await worker.claim(2):
        await worker.begin(delivery)
        await worker.step(delivery, "ambiguous", parked=True)
    await worker.claim()
    gauges = await worker.store.outbox.gauges(now=NOW)
    assert (dict(gauges.by_state), gauges.parked, gauges.queue_age_s) == ({"queued": 2, "ambiguous": 2}, 2, 3600.0)


@pytest.mark.parametrize("text", ["", "ünï¢ø∂é 🗺", "a\0b", "'; DROP TABLE delivery; --", '["', "\ud800"])
async def test_hostile_text(worker: Worker, text: str) -> None:
    """Names of places and slots, words and bytes come back as they were, whatever is in them."""
    to = Destination(platform="fake", workspace="w", channel=text or "c", thread=text)
    clean = text.replace("\ud800", "?")
    made: Draft = draft(f"slot {clean}", to=to, reply_to=Receipt(to=to, id=text, sent_at=WALL))
    await worker.put(replace(made, pages=(replace(made.pages[0], body=bytes(range(256))),)))
    (claimed,) = await worker.claim()
    assert (claimed.to, claimed.reply_to, claimed.body) == (made.to, made.reply_to, bytes(range(256)))
    assert claimed.slot == made.slot
