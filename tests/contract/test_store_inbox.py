"""What people send us is taken once however often it arrives, left to nobody, and forgotten when its time is over."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.delivery import Destination
from bot.domain.errors import StoreError
from bot.domain.inbox import Ended, Item
from storage import inbox
from storage.queries import INBOX
from storage.store import Store, open_store
from tests.storestates import NOW

MINUTE = timedelta(minutes=1)
THREAD = Destination(platform="slack", workspace="T1", channel="C1", thread="1.0")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(f"sqlite:///{tmp_path}/sitrep.db") as store:
        yield store


def item(key: str = "C1/1.0", *, to: Destination = THREAD, minutes: int = 0, conversation: str = "") -> Item:
    at = NOW + minutes * MINUTE
    return Item(to=to, key=key, kind="message", asked_by="U1", taken_at=at, conversation=conversation)


async def left(store: Store, *, minutes: int = 60, limit: int = 99) -> list[Item]:
    return await store.inbox.left("slack", before=NOW + minutes * MINUTE, limit=limit)


async def test_what_is_taken_is_not_taken_again(store: Store) -> None:
    """However often it arrives and in whatever wrapping, one gets to work on it; the row stays as the first had it."""
    assert await store.inbox.take(item())
    again = replace(item(minutes=3), kind="app_mention", asked_by="U2", tries=2)
    assert not await store.inbox.take(again)
    assert await left(store) == [item()]


async def test_a_key_counts_in_its_workspace(store: Store) -> None:
    """The same key from another workspace or platform, or another key in the same place, is another thing."""
    assert await store.inbox.take(item())
    assert await store.inbox.take(item(to=replace(THREAD, workspace="T2")))
    assert await store.inbox.take(item(to=replace(THREAD, platform="other")))
    assert await store.inbox.take(item("C1/1.1"))


async def test_one_of_many_processes_takes_it(tmp_path: Path) -> None:
    """When several processes are told of it in the same moment, exactly one works on it."""
    url = f"sqlite:///{tmp_path}/sitrep.db"
    async with open_store(url) as one, open_store(url) as two:
        keys = [f"C1/{n}" for n in range(8)]
        takes = [store.inbox.take(item(key)) for key in keys for store in (one, two, one)]
        taken = await asyncio.gather(*takes)
    assert [sum(taken[n * 3 : n * 3 + 3]) for n in range(len(keys))] == [1] * len(keys)


async def test_it_is_taken_once_over_restarts(tmp_path: Path) -> None:
    """What arrives again after a restart is known, whether it was answered or not."""
    url = f"sqlite:///{tmp_path}/sitrep.db"
    async with open_store(url) as store:
        assert await store.inbox.take(item("a")) and await store.inbox.take(item("b"))
        await store.inbox.end(item("a"), "answered")
    async with open_store(url) as store:
        assert not await store.inbox.take(item("a")) and not await store.inbox.take(item("b"))
        assert await left(store) == [item("b")]


@pytest.mark.parametrize("how", ["answered", "apologised", "given up"])
async def test_what_has_its_reply_is_not_left(store: Store, how: Ended) -> None:
    """However it ended, it is over: not among what is left, not to be retaken, and not taken anew."""
    assert await store.inbox.take(item())
    await store.inbox.end(item(), how)
    assert await left(store) == []
    assert await store.inbox.retake(item(), at=NOW + MINUTE) is None
    assert not await store.inbox.take(item())


async def test_the_first_end_counts(store: Store) -> None:
    """Of two who worked on it, what the first made of it is written down; the end of something unknown is nothing."""
    await store.inbox.take(item())
    await store.inbox.end(item(), "answered")
    await store.inbox.end(item(), "given up")
    await store.inbox.end(item("C1/9"), "answered")
    rows = await store.transact(lambda c: c.execute_fetchall("SELECT key, ended FROM inbox"))
    assert list(rows) == [("C1/1.0", "answered")]


async def test_what_is_left_comes_oldest_first(store: Store) -> None:
    """What was taken before the instant and has no reply, of this platform, as it was taken, and no more than asked."""
    full = replace(item("x", minutes=2, conversation="slack-C1-1.0"), to=replace(THREAD, user="U1"), kind="command")
    for one in (item("b", minutes=4), full, item("a", minutes=1), item("c", minutes=5)):
        await store.inbox.take(one)
    await store.inbox.take(item("other", to=replace(THREAD, platform="other")))
    assert await left(store, minutes=5) == [item("a", minutes=1), full, item("b", minutes=4)]
    assert await left(store, minutes=5, limit=1) == [item("a", minutes=1)]
    assert await left(store, minutes=0) == []


async def test_what_was_left_is_retaken_by_one(tmp_path: Path) -> None:
    """Of all who find it left, one works on it, with one try more; for the others it is no longer left."""
    url = f"sqlite:///{tmp_path}/sitrep.db"
    async with open_store(url) as one, open_store(url) as two:
        await one.inbox.take(item())
        found = [(await left(store))[0] for store in (one, two, two)]
        at = NOW + 9 * MINUTE
        got = await asyncio.gather(
            *(s.inbox.retake(i, at=at) for s, i in zip((one, two, two), found, strict=True)),
        )
        again = replace(item(), taken_at=at, tries=2)
        assert sorted(map(str, got)) == sorted(map(str, (again, None, None)))
        assert await left(one, minutes=9) == []
        assert await left(two, minutes=10) == [again]
        third = await two.inbox.retake(again, at=at + MINUTE)
        assert third is not None and third.tries == 3


async def test_what_is_held_is_not_left(store: Store) -> None:
    """Who works on it for long keeps it, until somebody else took it up or it has ended."""
    await store.inbox.take(item())
    await store.inbox.hold(item(), at=NOW + 3 * MINUTE)
    assert await left(store, minutes=3) == []
    (held,) = await left(store, minutes=4)
    again = await store.inbox.retake(held, at=NOW + 5 * MINUTE)
    await store.inbox.hold(item(), at=NOW + 9 * MINUTE)
    assert await left(store, minutes=6) == [again]


async def test_who_came_late_may_still_end_it(store: Store) -> None:
    """A first try that was given up for lost and answers after all ends it, so that nobody apologises later."""
    await store.inbox.take(item())
    assert await store.inbox.retake(item(), at=NOW + MINUTE)
    await store.inbox.end(item(), "answered")
    assert await left(store) == []


async def test_a_conversation_is_heard_once_something_of_it_was_taken(store: Store) -> None:
    """In its own workspace, whether answered yet or not; what belongs to none makes no conversation."""
    await store.inbox.take(item("a", conversation="slack-C1-1.0"))
    await store.inbox.take(item("b"))
    assert await store.inbox.heard("T1", "slack-C1-1.0")
    await store.inbox.end(item("a"), "answered")
    assert await store.inbox.heard("T1", "slack-C1-1.0")
    assert not await store.inbox.heard("T2", "slack-C1-1.0")
    assert not await store.inbox.heard("T1", "slack-C1-2.0")
    assert not await store.inbox.heard("T1", "")


async def test_forgetting(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was taken before the instant goes, ended or not and however much, in portions; what came later stays."""
    monkeypatch.setattr(inbox, "AT_ONCE", 3)
    for n in range(7):
        await store.inbox.take(item(f"old {n}", conversation="slack-C1-1.0"))
        if n % 2:
            await store.inbox.end(item(f"old {n}"), "answered")
    await store.inbox.take(item("new", minutes=5, conversation="slack-C1-2.0"))
    assert await store.inbox.forget(NOW + 5 * MINUTE) == 7
    assert await store.inbox.forget(NOW + 5 * MINUTE) == 0
    assert await left(store) == [item("new", minutes=5, conversation="slack-C1-2.0")]
    assert not await store.inbox.heard("T1", "slack-C1-1.0") and await store.inbox.heard("T1", "slack-C1-2.0")


async def test_what_was_retaken_is_as_old_as_its_last_try(store: Store) -> None:
    """What somebody works on just now is not forgotten under their hands."""
    await store.inbox.take(item())
    again = await store.inbox.retake(item(), at=NOW + 5 * MINUTE)
    assert await store.inbox.forget(NOW + MINUTE) == 0
    assert await left(store) == [again]


async def test_nothing_to_forget_waits_for_nobody(store: Store, tmp_path: Path) -> None:
    """Where there is nothing to delete, forgetting is a read, while another process holds the write lock."""
    await store.inbox.take(item())
    with closing(sqlite3.connect(tmp_path / "sitrep.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert await store.inbox.forget(NOW) == 0
        assert await store.inbox.heard("T1", "") is False
        assert await left(store) == [item()]


@pytest.mark.parametrize("name", ["take", "end", "left", "retake", "hold", "heard", "old", "drop"])
async def test_no_query_walks_the_table(store: Store, name: str) -> None:
    """However much was ever sent to us, each query goes to its rows by an index, and sorts nothing."""
    query = getattr(INBOX, name)
    with closing(sqlite3.connect(store.path)) as plain:
        plan = plain.execute(f"EXPLAIN QUERY PLAN {query.sql}", dict.fromkeys(query.parameters, 1)).fetchall()
    assert not [step for *_, step in plan if step.startswith(("SCAN", "USE TEMP B-TREE"))]


async def test_it_has_no_room_for_words() -> None:
    """What is kept of somebody's message is who, where and when; there is no field for what they said."""
    named = {"to", "key", "kind", "asked_by", "taken_at", "conversation", "tries"}
    assert {f.name for f in fields(Item)} == named


async def test_any_name_can_be_kept(store: Store) -> None:
    """Quotes, half characters and NUL in what a platform says break nothing, and such a thing is taken once too."""
    odd = replace(item("'; DROP TABLE inbox; --\ud800\0", conversation="\ud800"), asked_by="\0U1")
    assert await store.inbox.take(odd) and not await store.inbox.take(odd)
    (found,) = await left(store)
    assert (found.key, found.asked_by) == ("'; DROP TABLE inbox; --?", "U1")
    assert await store.inbox.retake(found, at=NOW + MINUTE)
    await store.inbox.end(odd, "answered")
    assert await left(store) == []


async def test_a_row_of_another_kind_is_refused(store: Store) -> None:
    """The database takes no end that is none."""
    await store.inbox.take(item())
    with pytest.raises(StoreError, match="CHECK"):
        await store.transact(lambda c: c.execute_fetchall("UPDATE inbox SET ended = 'lost'"))
