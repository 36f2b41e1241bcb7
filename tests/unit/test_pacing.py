from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from bot.domain.errors import TooFast
from bot.settings import LimitSettings
from handlers import pacing
from handlers.pacing import Pacer

Pass = Callable[[float], None]


@pytest.fixture
async def wait(monkeypatch: pytest.MonkeyPatch) -> Pass:
    """Lets time pass without waiting."""
    loop, passed = asyncio.get_running_loop(), [0.0]
    began = loop.time()
    monkeypatch.setattr(loop, "time", lambda: began + passed[0])

    def wait(seconds: float) -> None:
        passed[0] += seconds

    return wait


def pacer(user: int = 3, workspace: int = 100) -> Pacer:
    return Pacer(LimitSettings(user_per_min=user, workspace_per_min=workspace))


async def test_a_minutes_worth_at_once_then_a_drip(wait: Pass) -> None:
    """As many as a minute takes may come together; after that one is taken whenever its share of a minute is over."""
    paced = pacer()
    for _ in range(3):
        await paced.check("ann", "w")
    with pytest.raises(TooFast) as refused:
        await paced.check("ann", "w")
    assert str(refused.value) == "that is too fast: you can ask 3 times a minute; come back in 20 s"
    wait(refused.value.wait_s)
    await paced.check("ann", "w")
    with pytest.raises(TooFast):
        await paced.check("ann", "w")


async def test_who_comes_back_when_told_is_taken(wait: Pass) -> None:
    """Whatever the limit, the wait that is told is long enough."""
    for limit in (1, 7, 20, 999):
        paced = pacer(user=limit, workspace=100_000)
        for _ in range(limit):
            await paced.check("ann", "w")
        for _ in range(5):
            with pytest.raises(TooFast) as refused:
                await _hurry(paced)
            wait(refused.value.wait_s)
            await paced.check("ann", "w")


async def _hurry(paced: Pacer) -> None:
    """Ask until it is too much."""
    while True:
        await paced.check("ann", "w")


@pytest.mark.usefixtures("wait")
async def test_people_do_not_slow_one_another_down() -> None:
    """The pace of one person is nobody else's, and not that of the same person's place."""
    paced = pacer()
    for name in ("ann", "bob", "cem"):
        for _ in range(3):
            await paced.check(name, "w")


@pytest.mark.usefixtures("wait")
async def test_a_workspace_has_its_own_limit() -> None:
    """Many people in one place come to an end together; elsewhere the same people are taken."""
    paced = pacer(workspace=5)
    for n in range(5):
        await paced.check(f"user {n}", "w")
    with pytest.raises(TooFast, match="everyone here together can ask 5 times a minute; come back in 12 s"):
        await paced.check("user 6", "w")
    await paced.check("user 6", "another")


async def test_a_refused_request_costs_nothing(wait: Pass) -> None:
    """Who is refused because of the place keeps their own share, and hammering does not push the end back."""
    paced = pacer(user=2, workspace=1)
    await paced.check("ann", "w")
    for _ in range(100):
        with pytest.raises(TooFast):
            await paced.check("ann", "w")
    wait(60)
    await paced.check("ann", "w")


@pytest.mark.usefixtures("wait")
async def test_without_a_name_nothing_is_counted() -> None:
    """A place without a workspace, or nobody in particular, has no bucket of its own."""
    paced = pacer(user=1, workspace=1)
    for _ in range(5):
        await paced.check("", "")


@pytest.mark.usefixtures("wait")
async def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many people ask, only so many are kept in mind, and those who ask most are."""
    monkeypatch.setattr(pacing, "HELD", 10)
    paced = pacer(user=2, workspace=100_000)
    await paced.check("ann", "")
    for n in range(9):
        await paced.check(f"user {n}", "")
    await paced.check("ann", "")
    for n in range(9, 15):
        await paced.check(f"user {n}", "")
    with pytest.raises(TooFast):
        await paced.check("ann", "")
