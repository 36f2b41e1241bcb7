"""Steps of a delivery: each is written whole, by the one who holds the lease, and journalled."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.delivery import SETTLED, Delivery, State
from bot.domain.errors import LeaseLost
from tests.outboxes import HERE, NOW, WALL, Worker, channel, draft, receipt, subscribed, working

MINUTE = timedelta(minutes=1)
TABLES = ("delivery", "post", "transition", "hold", "exposure", "subscription", "correction_told")


@pytest.fixture
async def worker(tmp_path: Path) -> AsyncIterator[Worker]:
    async with working(tmp_path) as worker:
        yield worker


def all_rows(folder: Path) -> dict[str, list[Any]]:
    with closing(sqlite3.connect(folder / "sitrep.db")) as plain:
        return {table: plain.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall() for table in TABLES}


async def test_attempting_is_committed_first(worker: Worker, tmp_path: Path) -> None:
    """Before the network is touched the database says so, with the count of tries and the machine's instant."""
    await worker.put(draft("one"))
    await worker.begin(await worker.one())
    (row,) = all_rows(tmp_path)["delivery"]
    assert "attempting" in row
    async with working(tmp_path, "other") as other:
        held = await other.store.outbox.take_over(1, 1, worker="other")
    assert held is not None and (held.state, held.attempts, held.attempted_at) == ("attempting", 1, WALL)


WRITES: dict[str, Callable[[Worker, Delivery], Awaitable[None]]] = {
    "begin": lambda worker, delivery: worker.begin(delivery),
    "sent": lambda worker, delivery: worker.step(delivery, "sent"),
    "failed": lambda worker, delivery: worker.step(delivery, "failed", "no", pauses=True, drafts=(draft("notice"),)),
    "held": lambda worker, delivery: worker.step(delivery, "queued", "429", wait_s=5, holds="platform"),
    "recompose": lambda worker, delivery: worker.store.outbox.recompose(delivery, "stale", at=NOW),
}


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("began", [False, True])
async def test_a_thawed_worker_is_refused(tmp_path: Path, worker: Worker, write: str, began: bool) -> None:
    """A worker whose lease was taken over can write nothing at all, whatever it was about to."""
    subscription = await subscribed(worker.store)
    await worker.put(draft("one", "1", "2", subscription=subscription.id))
    frozen = await worker.one()
    if began:
        await worker.begin(frozen)
    assert await worker.store.outbox.take_over(frozen.id, frozen.fence, worker="other")
    before = all_rows(tmp_path)
    with pytest.raises(LeaseLost, match="another worker holds it"):
        await WRITES[write](worker, frozen)
    assert all_rows(tmp_path) == before


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("ended", ["given back", "sent"])
async def test_a_lease_that_was_given_back_is_over(tmp_path: Path, worker: Worker, write: str, ended: str) -> None:
    """After a step the same lease writes nothing more."""
    await worker.put(draft("one", "1", "2"))
    held = await worker.one()
    await worker.step(held, "queued" if ended == "given back" else "sent", "done")
    before = all_rows(tmp_path)
    with pytest.raises(LeaseLost):
        await WRITES[write](worker, held)
    assert all_rows(tmp_path) == before


async def test_a_send_is_begun_once(worker: Worker) -> None:
    """A lease allows one send: a second `attempting` is refused."""
    await worker.put(draft("one"))
    held = await worker.one()
    await worker.begin(held)
    with pytest.raises(LeaseLost):
        await worker.begin(held)


async def test_sent_writes_what_the_place_has_seen(worker: Worker, tmp_path: Path) -> None:
    """With the receipt the ledger gets the facts of that page, each in the version shown, and in which post last."""
    await worker.put(draft("one", "a", "b", seen=(("a", 2), ("b", 1))), draft("two", "a", seen=(("a", 2),)))
    assert await worker.store.ledger.seen(HERE) == {}
    await worker.send(await worker.one())
    assert await worker.store.ledger.seen(HERE) == {"a": 2}
    for _ in range(2):
        await worker.send(await worker.one())
    assert await worker.store.ledger.seen(HERE) == {"a": 2, "b": 1}
    assert [(row[1], row[2], row[4]) for row in all_rows(tmp_path)["exposure"]] == [("a", 2, 3), ("b", 1, 2)]
    assert await worker.store.ledger.seen(channel("desk")) == {}


@pytest.mark.parametrize("state", sorted(SETTLED - {"sent"}))
async def test_only_sent_has_been_seen(worker: Worker, state: State) -> None:
    """What did not go out was seen by nobody."""
    await worker.put(draft("one", "a"))
    held = await worker.one()
    await worker.begin(held)
    await worker.step(held, state, "because")
    assert await worker.store.ledger.seen(HERE) == {}
    (line,) = await worker.store.outbox.log(workspace="w")
    assert line.steps[-1] == (NOW, state, "because")


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("failed", "an earlier page failed"),
        ("dead", "an earlier page failed"),
        ("missed", "an earlier page is missed"),
    ],
)
async def test_later_pages_go_with_an_earlier_one(worker: Worker, state: State, reason: str) -> None:
    """Where a page cannot be sent, those after it are not sent either, and what comes after the slot is."""
    await worker.put(draft("one", "1", "2", "3"), draft("two"), draft("one", "x", "y", to=channel("desk")))
    first, _ = await worker.claim()
    await worker.send(first)
    second = await worker.one()
    await worker.step(second, state, "no")
    assert await worker.states() == {1: "sent", 2: state, 3: state, 4: "queued", 5: "queued", 6: "queued"}
    third = (await worker.store.outbox.log(workspace="w"))[3]
    assert third.steps[-1] == (NOW, state, reason)
    assert (await worker.one()).slot == "two"


async def test_a_refused_place_pauses_its_subscription(worker: Worker) -> None:
    """The subscription is paused with the reason, and the notices about it are written with it, each once."""
    subscription = await subscribed(worker.store)
    await worker.put(draft("one", subscription=subscription.id), draft("two", subscription=subscription.id))
    owner = draft("trouble 1 owner", kind="notice", to=replace(HERE, channel="", user="anna"))
    one = await worker.one()
    await worker.begin(one)
    await worker.step(one, "failed", "403: no access", pauses=True, drafts=(owner, owner))
    paused = await worker.store.subscriptions.get(subscription.id, workspace="w")
    assert paused == replace(subscription, standing="paused", reason="403: no access")
    assert {d.slot for d in await worker.claim()} == {"trouble 1 owner", "two"}
    assert await worker.states() == {1: "failed", 2: "queued", 3: "queued"}


async def test_what_may_have_arrived_stays_unsure(worker: Worker) -> None:
    """Only reading back clears a doubt: a later try that certainly failed does not, nor does it move the first try."""
    await worker.put(draft("one"))
    one = await worker.one()
    await worker.begin(one)
    await worker.step(one, "ambiguous", "timeout")
    worker.wall = WALL + MINUTE
    again = await worker.one()
    assert (again.state, again.unsure, again.attempts, again.attempted_at) == ("ambiguous", True, 1, WALL)
    await worker.begin(again)
    await worker.step(again, "ambiguous", "429")
    again = await worker.one()
    assert (again.unsure, again.attempts, again.attempted_at) == (True, 2, WALL)
    await worker.begin(again)
    await worker.step(again, "queued", "429")
    again = await worker.one()
    assert (again.state, again.unsure, again.attempted_at) == ("queued", True, WALL)
    await worker.step(again, "ambiguous", "to be read back")
    await worker.step(await worker.one(), "queued", "not there")
    again = await worker.one()
    assert (again.state, again.unsure, again.attempts) == ("queued", False, 3)
    await worker.begin(again)
    await worker.step(again, "queued", "no connection")
    assert (await worker.one()).attempted_at == worker.wall


async def test_the_key_is_the_same_at_every_try(worker: Worker) -> None:
    """The platform is told one name for a post, and the same bytes."""
    await worker.put(draft("one"))
    tries = []
    for _ in range(3):
        held = await worker.one()
        tries.append((held.key, held.body))
        await worker.begin(held)
        await worker.step(held, "queued", "no connection")
    assert len(set(tries)) == 1


async def test_giving_back_is_no_event(worker: Worker) -> None:
    """What is given back as it was, without a reason, leaves no trace in the log, and a reason does."""
    await worker.put(draft("one"))
    await worker.step(await worker.one(), "queued")
    (line,) = await worker.store.outbox.log(workspace="w")
    assert line.steps == ((NOW, "queued", ""),)
    await worker.step(await worker.one(), "queued", "its worker vanished")
    (line,) = await worker.store.outbox.log(workspace="w")
    assert line.steps[1:] == ((NOW, "queued", "its worker vanished"),)


async def test_every_change_is_journalled(worker: Worker, tmp_path: Path) -> None:
    """Each change of state is kept with where it came from and who made it."""
    await worker.put(draft("one", "1", "2"))
    one = await worker.one()
    await worker.begin(one)
    await worker.step(one, "failed", "400\ud800\0")
    assert [row[1:2] + row[3:] for row in all_rows(tmp_path)["transition"]] == [
        (1, "", "queued", "", ""),
        (2, "", "queued", "", ""),
        (1, "queued", "attempting", "", "worker"),
        (1, "attempting", "failed", "400?", "worker"),
        (2, "queued", "failed", "an earlier page failed", ""),
    ]


async def test_a_receipt_is_kept(worker: Worker, tmp_path: Path) -> None:
    """The platform's proof is stored with the instant that it names."""
    await worker.put(draft("one"))
    one = await worker.one()
    await worker.begin(one)
    await worker.step(one, "sent", receipt=receipt(one, "ts 17"))
    (row,) = all_rows(tmp_path)["delivery"]
    assert any(isinstance(value, str) and '"ts 17"' in value for value in row)
    assert row[-1] == "2020-02-12T05:00:00.000000+00:00"
