"""What becomes of runs that have come: sent, taken in by a later one, or missed."""

from __future__ import annotations

import itertools
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.occurrence import Occurrence, occurrence
from bot.domain.schedule import Schedule, last_run, next_run, parse_schedule

HERE = "Europe/Istanbul"
DAILY = parse_schedule("daily 08:00", zone=HERE)
WEEKLY = parse_schedule("weekly mon 08:00", zone=HERE)
HOURLY = parse_schedule("every 1h", zone=HERE)
DUE = datetime(2020, 2, 12, 5, tzinfo=UTC)
CATCH_UP = timedelta(hours=72)


def at(now: datetime, schedule: Schedule = DAILY, since: datetime = DUE) -> Occurrence:
    return occurrence(schedule, since, now, catch_up=CATCH_UP, late_after=timedelta(minutes=5))


def test_on_time() -> None:
    """A run that has just come is sent, and nothing is put on record."""
    what = at(DUE + timedelta(seconds=20))
    assert (what.run.slot, what.sends, what.late) == ("2020-02-12 08:00", True, False)
    assert what.coalesced is what.missed is None


@pytest.mark.parametrize(("minutes", "late"), [(5, False), (6, True), (60, True)])
def test_late(minutes: int, late: bool) -> None:
    """After five minutes a run is late."""
    assert at(DUE + timedelta(minutes=minutes)).late is late


def test_three_days_down() -> None:
    """Of several runs the latest is sent and says so; those before it are taken in by it."""
    what = at(DUE + timedelta(days=3, hours=1), since=DUE + timedelta(days=1))
    assert (what.run.slot, what.sends, what.late) == ("2020-02-15 08:00", True, True)
    assert what.coalesced and what.coalesced.slot == "2020-02-13 08:00 … 2020-02-14 08:00"
    assert what.missed is None


def test_a_single_earlier_run_goes_by_its_own_name() -> None:
    """One run that was taken in is on record under its own slot."""
    what = at(DUE + timedelta(days=1, minutes=1))
    assert what.coalesced and what.coalesced.slot == "2020-02-12 08:00"
    assert what.late


def test_a_month_down() -> None:
    """What came more than 72 hours ago is missed, in one stretch; the rest is taken in by the latest."""
    what = at(DUE + timedelta(days=30, hours=2))
    assert (what.run.slot, what.sends) == ("2020-03-13 08:00", True)
    assert what.missed and what.missed.slot == "2020-02-12 08:00 … 2020-03-10 08:00"
    assert what.coalesced and what.coalesced.slot == "2020-03-11 08:00 … 2020-03-12 08:00"


def test_a_week_late() -> None:
    """A weekly run that is too old to be made up for is missed, and nothing is sent."""
    monday = datetime(2020, 2, 10, 5, tzinfo=UTC)
    what = at(monday + timedelta(days=4), WEEKLY, since=monday)
    assert not what.sends
    assert what.missed and what.missed.slot == "2020-02-10 08:00"
    assert what.coalesced is None


def test_ten_years_of_hours_take_no_time() -> None:
    """However long the process was down, the runs are not counted one by one."""
    began = time.perf_counter()
    what = at(DUE + timedelta(days=3650), HOURLY)
    assert time.perf_counter() - began < 0.1
    assert what.missed and what.missed.first.at == DUE
    assert what.coalesced and what.run.at - what.coalesced.first.at <= CATCH_UP


schedules = st.sampled_from([DAILY, WEEKLY, HOURLY, parse_schedule("mon,thu 02:30,23:30", zone="America/New_York")])


@given(schedule=schedules, hours=st.floats(0, 17_000), down=st.floats(0, 400))
def test_every_run_has_one_fate(schedule: Schedule, hours: float, down: float) -> None:
    """Missed, taken in and sent runs follow one another without a gap and without an overlap."""
    first = next_run(schedule, DUE - timedelta(hours=hours))
    what = at(first.at + timedelta(days=down), schedule, since=first.at)
    stretches = [s for s in (what.missed, what.coalesced) if s]
    assert what.run == last_run(schedule, first.at + timedelta(days=down))
    ends = [(s.first, s.last) for s in stretches] + ([(what.run, what.run)] if what.sends else [])
    assert ends[0][0] == first
    assert ends[-1][1] == what.run
    for (_, last), (following, _) in itertools.pairwise(ends):
        assert next_run(schedule, last.at) == following
