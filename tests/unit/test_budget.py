"""What may be spent on the model in a day, in tokens and in money."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import OverBudget
from bot.domain.model import Used
from bot.domain.spending import Claim, Scope
from bot.services.budget import ABSURD, REMEMBERED_S, Budget, Reservation
from bot.settings import BudgetSettings
from storage.store import Store, open_store
from tests.fakes import StillClock

NOW = datetime(2026, 3, 1, 23, 59, tzinfo=UTC)
DAY = NOW.date()
FREE = {"tokens_per_user": 0, "tokens_per_workspace": 0, "tokens": 0}


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(f"sqlite:///{tmp_path}/sitrep.db") as store:
        yield store


class Desk:
    """A budget on a real store, with clocks that are set by hand."""

    def __init__(self, store: Store, **rules: float) -> None:
        self.seconds = 0.0
        self.store = store
        self.wall = StillClock(NOW)
        settings = BudgetSettings.model_validate(FREE | rules)
        self.budget = Budget(store.spending, settings, self.wall, timer=lambda: self.seconds)

    async def reserve(self, user: str = "u", workspace: str = "w", *, size: int = 100) -> Reservation:
        """For a prompt of so many bytes, and a reply of ten tokens."""
        return await self.budget.reserve(user, workspace, prompt_bytes=size, completion=10)

    async def over(self, user: str = "u", workspace: str = "w") -> str:
        """Whose limit is in the way, '' for nobody's."""
        try:
            await self.reserve(user, workspace)
        except OverBudget as error:
            return error.whose
        return ""

    async def spent(self, day: date = DAY) -> dict[tuple[str, str], tuple[int, int]]:
        return {(s.scope, s.who): (s.tokens, s.money) for s in await self.store.spending.spent(day)}


async def test_a_call_is_counted_at_its_most_until_it_ends(store: Store) -> None:
    """Half the bytes of a prompt and the whole of a reply are counted, and in the end what was really taken."""
    desk = Desk(store, tokens=1000, input_price=0.25, output_price=2.0)
    reservation = await desk.reserve(size=101)
    assert await desk.spent() == {("all", ""): (61, 33)}
    assert await desk.budget.settle(reservation, Used(prompt=30, completion=5)) == Used(prompt=30, completion=5)
    assert await desk.spent() == {("all", ""): (35, 18)}


@pytest.mark.parametrize(
    "told",
    [
        None,
        Used(),
        Used(prompt=-5, completion=20),
        Used(prompt=5, completion=-1),
        Used(prompt=ABSURD * 60, completion=1),
    ],
)
async def test_what_cannot_be_believed_counts_as_reserved(store: Store, told: Used | None) -> None:
    """A server that tells nothing, less than nothing, or far too much, changes nothing of what was reserved."""
    desk = Desk(store)
    assert await desk.budget.settle(await desk.reserve(), told) == Used(prompt=50, completion=10)
    assert await desk.spent() == {("all", ""): (60, 0)}


async def test_more_than_was_reserved_is_counted(store: Store) -> None:
    """Where a prompt took more than its bytes let expect, that much is counted."""
    desk = Desk(store)
    await desk.budget.settle(await desk.reserve(), Used(prompt=ABSURD * 60 - 5, completion=5))
    assert await desk.spent() == {("all", ""): (600, 0)}


async def test_what_was_not_taken_is_given_back(store: Store) -> None:
    """A call that was not made costs nothing."""
    desk = Desk(store, tokens=60, input_price=1.0)
    for _ in range(3):
        assert await desk.budget.release(await desk.reserve()) == Used()
    assert await desk.spent() == {("all", ""): (0, 0)}


@pytest.mark.parametrize(
    ("rules", "whose"),
    [
        ({"tokens_per_user": 119}, "user"),
        ({"tokens_per_workspace": 119}, "workspace"),
        ({"tokens": 119}, "all"),
        ({"money_per_user": 0.000119, "input_price": 1.0, "output_price": 1.0}, "user"),
        ({"money_per_workspace": 0.000119, "input_price": 1.0, "output_price": 1.0}, "workspace"),
        ({"money": 0.000119, "input_price": 1.0, "output_price": 1.0}, "all"),
    ],
)
async def test_each_limit_holds(store: Store, rules: dict[str, float], whose: str) -> None:
    """Tokens and money of a person, of a workspace and of all are limits, each for those whom it concerns."""
    desk = Desk(store, **rules)
    assert await desk.over() == ""
    assert await desk.over() == whose
    others = [await desk.over("v"), await desk.over("x", "y")]
    assert others == {"user": ["", ""], "workspace": ["workspace", ""], "all": ["all", "all"]}[whose]


async def test_the_narrowest_limit_is_told(store: Store) -> None:
    """Where several limits are in the way, it is the person's own that is told."""
    desk = Desk(store, tokens=119, tokens_per_workspace=119, tokens_per_user=119)
    assert [await desk.over(), await desk.over(), await desk.over("v")] == ["", "user", "workspace"]


async def test_without_a_name_there_is_no_own_limit(store: Store) -> None:
    """Who is nobody, or nowhere, has only the limit of all; and whoever has no limit is not written down."""
    desk = Desk(store, tokens_per_user=60, tokens_per_workspace=60, tokens=180)
    assert [await desk.over("", "") for _ in range(4)] == ["", "", "", "all"]
    assert set(await desk.spent()) == {("all", "")}
    desk = Desk(store, tokens_per_user=60)
    assert await desk.over() == ""
    assert set(await desk.spent()) == {("all", ""), ("user", "u")}


async def test_a_new_day_is_a_new_budget(store: Store) -> None:
    """At midnight UTC everybody can spend again, and what is under way is put right on the day on which it began."""
    desk = Desk(store, tokens=60)
    reservation = await desk.reserve()
    assert await desk.over() == "all"
    desk.wall.at += timedelta(minutes=1)
    assert await desk.over() == ""
    await desk.budget.settle(reservation, Used(prompt=1, completion=1))
    assert (await desk.spent())["all", ""] == (2, 0)
    assert (await desk.spent(DAY + timedelta(days=1)))["all", ""] == (60, 0)


class Counting:
    """Spending that lets nobody spend, and counts how often it is asked."""

    def __init__(self, over: Scope) -> None:
        self.over: Scope = over
        self.asked = 0

    async def reserve(self, day: date, claims: Sequence[Claim], *, tokens: int, money: int) -> Scope | None:
        self.asked += 1
        return self.over

    async def settle(self, day: date, claims: Sequence[Claim], *, tokens: int, money: int) -> None:
        raise AssertionError

    async def spent(self, day: date) -> list[object]:
        raise AssertionError

    async def forget(self, before: date) -> int:
        raise AssertionError


async def test_who_is_over_is_remembered_for_a_while() -> None:
    """However often they ask, the database is asked once in some seconds; others are not taken for them."""
    now, spending = [0.0], Counting("user")
    rules = BudgetSettings.model_validate(FREE | {"tokens_per_user": 1})
    budget = Budget(spending, rules, StillClock(NOW), timer=lambda: now[0])  # type: ignore[arg-type]
    budget.check("u", "w")
    for _ in range(1000):
        with pytest.raises(OverBudget):
            await budget.reserve("u", "w", prompt_bytes=9, completion=9)
        with pytest.raises(OverBudget):
            budget.check("u", "")
    assert spending.asked == 1
    budget.check("v", "w")
    now[0] = REMEMBERED_S
    budget.check("u", "w")


amounts = st.one_of(st.none(), st.builds(Used, prompt=st.integers(-9, 99), completion=st.integers(-9, 99)))


@given(st.lists(st.tuples(st.integers(0, 3000), amounts), max_size=20), st.integers(1, 2000))
async def test_never_over_the_limit(calls: Sequence[tuple[int, Used | None]], limit: int) -> None:
    """Whatever is asked and told, the limit is passed by no more than one request, and nothing is below 0."""
    kept = Kept()
    rules = BudgetSettings.model_validate(FREE | {"tokens": limit})
    budget, most = Budget(kept, rules, StillClock(NOW), timer=lambda: 0.0), 0  # type: ignore[arg-type]
    for size, told in calls:
        try:
            reservation = await budget.reserve("u", "w", prompt_bytes=size, completion=10)
        except OverBudget:
            break
        assert kept.tokens <= limit
        most = max(most, (await budget.settle(reservation, told)).total)
        assert 0 <= kept.tokens <= limit + most


class Kept(Counting):
    """Spending of all together, in memory."""

    def __init__(self) -> None:
        super().__init__("all")
        self.tokens = 0

    async def reserve(self, day: date, claims: Sequence[Claim], *, tokens: int, money: int) -> Scope | None:
        (claim,) = claims
        if self.tokens + tokens > claim.tokens_limit:
            return "all"
        self.tokens += tokens
        return None

    async def settle(self, day: date, claims: Sequence[Claim], *, tokens: int, money: int) -> None:
        self.tokens += tokens


@pytest.mark.parametrize("price", [1e-12, 1e300])
async def test_absurd_settings_break_nothing(store: Store, price: float) -> None:
    """Prices and limits beyond all reason still count, and still limit."""
    desk = Desk(store, input_price=price, output_price=price, money=price, tokens=10**40)
    assert await desk.over() in ("", "all")
    desk = Desk(store, input_price=1e300, output_price=1e300, money=1e-300)
    assert await desk.over() == "all"
