"""Every change of every clock of the zone database, against a rule of its own.

`pytest -s -k sweep` shows what was counted; `-m slow` walks the zones that keep the same time, too.
"""

from __future__ import annotations

import zoneinfo
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from bot.domain.schedule import Run, Schedule, last_run, next_run

FIRST, LAST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
TIMES = (time(0, 0), time(0, 30), time(1, 30), time(2, 30), time(23, 30))
STEPS = (1, 2, 3, 4, 6, 8, 12)
DAY = timedelta(days=1)
AROUND = 3 * DAY
LOOK = 6 * DAY
"""Shorter than any two changes of one zone lie apart: Morocco's month of Ramadan is the shortest."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A clock is set: its offset before and after an instant."""

    at: datetime
    before: timedelta
    after: timedelta


@cache
def changes(zone: str) -> tuple[Change, ...]:
    """Every change of a zone's offset within the years of the sweep."""
    return tuple(_changes(ZoneInfo(zone)))


def _changes(zone: ZoneInfo) -> Iterator[Change]:
    low, before = FIRST, _offset(zone, FIRST)
    while low < LAST:
        high = low + LOOK
        after = _offset(zone, high)
        if after != before:
            yield Change(at=_bisect(zone, low, high, after), before=before, after=after)
        low, before = high, after


def _bisect(zone: ZoneInfo, low: datetime, high: datetime, after: timedelta) -> datetime:
    while high - low > timedelta(seconds=1):
        middle = (low + (high - low) / 2).replace(microsecond=0)
        low, high = (low, middle) if _offset(zone, middle) == after else (middle, high)
    return high


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    offset = at.astimezone(zone).utcoffset()
    assert offset is not None
    return offset


def expected(change: Change, day: date, at: time) -> datetime:
    """When a local time comes, reckoned from the offsets before and after the change alone."""
    local = datetime.combine(day, at, tzinfo=UTC)
    old, new = local - change.before, local - change.after
    if old < change.at:
        return old
    # Neither the old nor the new clock shows a removed time: it comes as much later as the gap is long.
    return new if new >= change.at else old


def walk(schedule: Schedule, first: datetime, last: datetime) -> list[Run]:
    """Every run later than `first` and not later than `last`."""
    runs: list[Run] = []
    run = next_run(schedule, first)
    while run.at <= last:
        assert not runs or run.at > runs[-1].at
        runs.append(run)
        run = next_run(schedule, run.at)
    return runs


def check(zone: str, change: Change) -> Counter[str]:
    """Walk over a change at each of the local times: one run a date, each when it is expected."""
    count = Counter(changes=1)
    for at in TIMES:
        schedule = Schedule(zone=zone, times=(at,))
        # From noon to noon of the old clock, which no time of the sweep is near.
        noon = datetime.combine((change.at + change.before - AROUND).date(), time(12), tzinfo=UTC) - change.before
        runs = walk(schedule, noon, noon + 2 * AROUND)
        days = [(noon + change.before).date() + (n + 1) * DAY for n in range(6)]
        first = days[0] if at < time(12) else days[0] - DAY
        wanted = [first + n * DAY for n in range(6)]
        assert [r.slot for r in runs] == [f"{d} {at:%H:%M}" for d in wanted], (zone, change)
        assert [r.at for r in runs] == [expected(change, d, at) for d in wanted], (zone, change)
        shown = [r.at.astimezone(ZoneInfo(zone)).time() for r in runs]
        moved = [d for d, t in zip(wanted, shown, strict=True) if t != at]
        assert len(moved) <= (1 if change.after > change.before else 0), (zone, change, moved)
        assert last_run(schedule, runs[3].at) == runs[3]
        assert last_run(schedule, runs[3].at - timedelta(microseconds=1)) == runs[2]
        count += Counter(fires=len(runs), moved=len(moved))
    return count


def sweep(zones: list[str]) -> Counter[str]:
    total: Counter[str] = Counter()
    for zone in zones:
        total["zones"] += 1
        for change in changes(zone):
            total += check(zone, change)
    return total


def tell(name: str, count: Counter[str]) -> None:
    print(f"\n{name}: " + ", ".join(f"{n:,} {what}" for what, n in count.items()))  # noqa: T201


def every_zone() -> list[str]:
    """All but the zone of this machine, which has another name as well."""
    return sorted(zoneinfo.available_timezones() - {"localtime"})


def kinds() -> dict[tuple[Change, ...], str]:
    """One zone for each set of zones whose clocks change alike."""
    return {changes(zone): zone for zone in every_zone() if changes(zone)}


def test_sweep_each_kind_of_zone() -> None:
    """In each zone that differs from the others, each date around each change of the clock has exactly one run."""
    count = sweep(sorted(kinds().values()))
    tell("sweep of the zones that differ", count)
    assert count["zones"] > 30
    assert count["changes"] > 700
    assert count["moved"] > 100


@pytest.mark.slow
def test_sweep_every_zone() -> None:
    """In every zone, each date around each change of the clock 2020–2035 has exactly one run at each local time."""
    count = sweep(every_zone())
    tell("sweep of every zone", count)
    assert count["zones"] > 400
    assert count["changes"] > 4000


def test_sweep_every_few_hours() -> None:
    """Around a change each slot of an every-N-hours schedule runs once, and those on one instant are one run."""
    count: Counter[str] = Counter()
    for every, zone in kinds().items():
        for change in every[:2]:
            count["changes"] += 1
            for step in STEPS:
                times = tuple(time(h) for h in range(0, 24, step))
                first, last = change.at - DAY, change.at + DAY
                runs = walk(Schedule(zone=zone, times=times), first, last)
                days = [(first + change.before).date() + n * DAY for n in range(-1, 5)]
                wanted = {expected(change, d, t) for d in days for t in times}
                assert [r.at for r in runs] == sorted(at for at in wanted if first < at <= last), (zone, change, step)
                count["fires"] += len(runs)
    tell("sweep of every N hours", count)


def test_sweep_asked_at_any_moment() -> None:
    """Asked at any moment around a change, the next run and the last are those on either side of it.

    Just before and just at midnight, since a gap may move the one past the other.
    """
    times = (time(0, 0), time(23, 30))
    count: Counter[str] = Counter()
    for every, zone in kinds().items():
        for change in every:
            days = [(change.at + change.before).date() + n * DAY for n in (-1, 0, 1)]
            wanted = sorted({expected(change, d, t) for d in days for t in times})
            for halves in range(-4, 5):
                moment = change.at + halves * timedelta(minutes=30)
                schedule = Schedule(zone=zone, times=times)
                following = bisect_right(wanted, moment)
                assert next_run(schedule, moment).at == wanted[following], (zone, change, moment)
                assert last_run(schedule, moment).at == wanted[following - 1], (zone, change, moment)
                count["moments"] += 1
    tell("sweep of moments", count)


@pytest.mark.parametrize("zone", ["Europe/London", "America/Nuuk", "Africa/Casablanca", "Antarctica/Troll"])
def test_sweep_sixteen_years_without_a_break(zone: str) -> None:
    """Day by day for sixteen years, each local date has its one run."""
    schedule = Schedule(zone=zone, times=(time(0, 30),))
    first = datetime(2020, 1, 1, tzinfo=ZoneInfo(zone))
    runs = walk(schedule, first, datetime(2036, 1, 1, tzinfo=ZoneInfo(zone)))
    assert [r.slot for r in runs] == [f"{first.date() + n * DAY} 00:30" for n in range(5844)]
