"""However a bot crashes and is started again, it begins few sessions a day, and soon after a single failure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import StoreBusy
from handlers.discord.identify import DAY, RENEWALS, STARTS, Budget, Pace, wait_for
from tests.discords import MovedClock, memos_in

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class LostMemos:
    """A store that is locked for good."""

    async def get(self, name: str) -> str:
        raise StoreBusy("locked")

    async def put(self, name: str, value: str) -> None:
        raise StoreBusy("locked")


def crash_loop(pace: Pace, lives_s: list[float], *, days: int = 3) -> list[datetime]:
    """When a bot begins its sessions that dies so many seconds after each of them, in turn, over and over."""
    now, begun = NOON, list[datetime]()
    while now < NOON + days * DAY:
        now += wait_for(begun, now, pace)
        begun.append(now)
        now += timedelta(seconds=lives_s[len(begun) % len(lives_s)])
    return begun


def most_in_a_day(begun: list[datetime]) -> int:
    return max(sum(first <= other < first + DAY for other in begun) for first in begun)


@pytest.mark.parametrize("life_s", [0.0, 1.0, 60.0, 600.0, 1700.0])
def test_a_crash_loop_stays_under_fifty_a_day(life_s: float) -> None:
    """A bot that dies after each start begins fewer than 50 sessions in any 24 hours, whatever time it lives."""
    begun = crash_loop(STARTS, [life_s])
    assert 30 <= most_in_a_day(begun) < 50
    assert max(b - a for a, b in pairwise(begun)) < timedelta(hours=2)


@given(lives=st.lists(st.floats(0, 40_000), min_size=1, max_size=8))
def test_no_pattern_of_crashes_beats_the_limits(lives: list[float]) -> None:
    """Whenever a bot dies, no 24 hours have more sessions than the pace allows, nor two within its gap."""
    begun = crash_loop(STARTS, lives, days=2)
    assert most_in_a_day(begun) <= STARTS.most < 50
    assert all(b - a >= STARTS.gap for a, b in pairwise(begun))


def test_sessions_that_discord_ends_are_renewed_often_enough() -> None:
    """An hour of ended sessions costs minutes at most each, and a day of them stays far below what Discord allows."""
    begun = crash_loop(RENEWALS, [0.0])
    assert 300 <= most_in_a_day(begun) <= RENEWALS.most < 500
    assert max(b - a for a, b in pairwise(begun) if b < NOON + DAY / 2) <= RENEWALS.longest


def test_a_few_restarts_wait_for_nothing() -> None:
    """The first starts of a day need only Discord's five seconds between them, and one after a quiet day none."""
    begun = [NOON + timedelta(minutes=n) for n in range(11)]
    assert wait_for(begun, NOON + timedelta(minutes=11), STARTS) == timedelta(0)
    assert wait_for(begun, begun[-1], STARTS) == timedelta(seconds=5)
    assert wait_for(begun * 7, NOON + DAY * 2, STARTS) == timedelta(0)


def test_a_clock_that_was_set_back_locks_nobody_out() -> None:
    """Instants that lie in the future, since the clock was wrong when they were written, count for nothing."""
    ahead = [NOON + timedelta(days=300, minutes=n) for n in range(48)]
    assert wait_for(ahead, NOON, STARTS) == timedelta(0)


async def test_the_budget_outlives_the_process(tmp_path: Path) -> None:
    """What one process spent the next one knows, for each shard by itself."""
    wall = MovedClock(at=NOON)
    async with memos_in(tmp_path) as memos:
        for _ in range(16):
            await Budget(memos, "discord/starts/1/0", STARTS, wall).spend()
    async with memos_in(tmp_path) as memos:
        again = Budget(memos, "discord/starts/1/0", STARTS, wall)
        assert await again.wait_s() == 5 * 2**5
        assert await Budget(memos, "discord/starts/1/1", STARTS, wall).wait_s() == 0
        wall.at += timedelta(hours=23)
        assert await again.spend() == 17
        wall.at += timedelta(hours=2)
        assert await again.spend() == 2


async def test_a_locked_store_stops_no_session() -> None:
    """Where the store cannot be had, the bot connects all the same, at the pace that this process knows of."""
    wall = MovedClock(at=NOON)
    budget = Budget(LostMemos(), "discord/starts/1/0", STARTS, wall)
    assert await budget.wait_s() == 0
    assert [await budget.spend() for _ in range(14)][-1] == 14
    assert await budget.wait_s() == 40
