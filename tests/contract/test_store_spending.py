"""What is spent on the model never passes a limit, however many ask at once and from however many processes."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.domain.spending import Claim, Spent
from storage import spending
from storage.store import Store, open_store

DAY = date(2026, 3, 1)
ALL = Claim(scope="all")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(f"sqlite:///{tmp_path}/sitrep.db") as store:
        yield store


def user(who: str = "u", /, **limits: int) -> Claim:
    return Claim(scope="user", who=who, **limits)


def workspace(**limits: int) -> Claim:
    return Claim(scope="workspace", who="w", **limits)


async def counted(store: Store, day: date = DAY) -> dict[tuple[str, str], tuple[int, int]]:
    return {(s.scope, s.who): (s.tokens, s.money) for s in await store.spending.spent(day)}


async def test_each_is_counted_by_day(store: Store) -> None:
    """What a request takes counts to everyone in whose name it is made, on its day and on no other."""
    claims = (user(), workspace(), ALL)
    assert await store.spending.reserve(DAY, claims, tokens=100, money=7) is None
    assert await store.spending.reserve(DAY, (user("v"), workspace(), ALL), tokens=10, money=1) is None
    assert await store.spending.reserve(DAY + timedelta(days=1), claims, tokens=1, money=0) is None
    assert await store.spending.spent(DAY) == [
        Spent(scope="all", who="", tokens=110, money=8),
        Spent(scope="workspace", who="w", tokens=110, money=8),
        Spent(scope="user", who="u", tokens=100, money=7),
        Spent(scope="user", who="v", tokens=10, money=1),
    ]
    assert await counted(store, DAY + timedelta(days=1)) == {(c.scope, c.who): (1, 0) for c in claims}


@pytest.mark.parametrize("what", ["tokens", "money"])
async def test_a_limit_is_reached_and_not_passed(store: Store, what: str) -> None:
    """Up to its limit anybody can spend; what would pass it counts to nobody, and the one who is over is named."""
    claims = (user("7", **{f"{what}_limit": 10}), workspace(**{f"{what}_limit": 15}), ALL)
    amount = {"tokens": 0, "money": 0}
    assert await store.spending.reserve(DAY, claims, **amount | {what: 10}) is None
    before = await counted(store)
    assert await store.spending.reserve(DAY, claims, **amount | {what: 1}) == "user"
    others = (user("8", **{f"{what}_limit": 10}), *claims[1:])
    assert await store.spending.reserve(DAY, others, **amount | {what: 6}) == "workspace"
    assert await counted(store) == before
    assert await store.spending.reserve(DAY, others, **amount | {what: 5}) is None


async def test_what_was_reserved_is_put_right(store: Store) -> None:
    """What a call took stands in the place of what was reserved, more or less; nobody comes below nothing."""
    claims = (user(tokens_limit=100), ALL)
    await store.spending.reserve(DAY, claims, tokens=90, money=9)
    await store.spending.settle(DAY, claims, tokens=-60, money=-4)
    assert await counted(store) == {("user", "u"): (30, 5), ("all", ""): (30, 5)}
    assert await store.spending.reserve(DAY, claims, tokens=70, money=0) is None
    await store.spending.settle(DAY, claims, tokens=50, money=1)
    assert await counted(store) == {("user", "u"): (150, 6), ("all", ""): (150, 6)}
    await store.spending.settle(DAY, claims, tokens=-1000, money=-1000)
    assert await counted(store) == {("user", "u"): (0, 0), ("all", ""): (0, 0)}


@pytest.mark.parametrize("processes", [1, 2])
async def test_many_at_once_do_not_pass_it(tmp_path: Path, processes: int) -> None:
    """Of hundreds that ask in the same moment, in one process or two, as many are let through as there is room for."""
    async with AsyncExitStack() as stack:
        url = f"sqlite:///{tmp_path}/sitrep.db"
        stores = [await stack.enter_async_context(open_store(url, busy_timeout=30)) for _ in range(processes)]
        claims = (user(tokens_limit=1000), ALL)
        asked = [stores[n % processes].spending.reserve(DAY, claims, tokens=30, money=1) for n in range(300)]
        got = await asyncio.gather(*asked)
        assert got.count(None) == 33
        assert await counted(stores[0]) == {("user", "u"): (990, 33), ("all", ""): (990, 33)}


async def test_what_is_cancelled_is_counted_whole_or_not_at_all(store: Store) -> None:
    """A request that is given up while it is being counted leaves no half of it."""
    claims = (user(), workspace(), ALL)
    asked = [asyncio.ensure_future(store.spending.reserve(DAY, claims, tokens=1, money=1)) for _ in range(30)]
    await asyncio.sleep(0)
    for task in asked[::2]:
        task.cancel()
    await asyncio.gather(*asked, return_exceptions=True)
    found = await counted(store)
    assert len(set(found.values())) == 1
    assert 15 <= found["all", ""][0] <= 30


async def test_names_are_whatever_platforms_make_them(store: Store) -> None:
    """A name that looks like a number, or holds signs that no database takes, is a name like any other."""
    for who in ("123", "00123", "12e3", "null", "'; DROP TABLE spending; --", '"]', "a\0\ud800"):
        claims = (user(who, tokens_limit=5),)
        assert await store.spending.reserve(DAY, claims, tokens=5, money=0) is None
        assert await store.spending.reserve(DAY, claims, tokens=1, money=0) == "user"
    assert len(await store.spending.spent(DAY)) == 7


async def test_old_days_are_forgotten(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Days before a day go, however many people asked then; that day and later ones stay."""
    monkeypatch.setattr(spending, "AT_ONCE", 2)
    for days in range(3):
        claims = [*(user(str(n)) for n in range(4)), ALL]
        await store.spending.reserve(DAY + timedelta(days=days), claims, tokens=1, money=1)
    assert await store.spending.forget(DAY + timedelta(days=1)) == 5
    assert await store.spending.forget(DAY + timedelta(days=1)) == 0
    assert [len(await store.spending.spent(DAY + timedelta(days=n))) for n in range(3)] == [0, 5, 5]


async def test_it_outlives_the_process(tmp_path: Path) -> None:
    """A start of the bot is no fresh start for a budget."""
    claims = (ALL,)
    for _ in range(2):
        async with open_store(f"sqlite:///{tmp_path}/sitrep.db") as store:
            await store.spending.reserve(DAY, claims, tokens=5, money=1)
    with closing(sqlite3.connect(tmp_path / "sitrep.db")) as plain:
        assert plain.execute("SELECT day, tokens, money FROM spending").fetchall() == [("2026-03-01", 10, 2)]
