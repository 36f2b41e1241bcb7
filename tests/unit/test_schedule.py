"""Schedules in plain words, and their runs."""

from __future__ import annotations

import time as clock
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import BadRequest
from bot.domain.schedule import FORMS, Schedule, last_run, next_run, parse_schedule

HERE = "Europe/Istanbul"
INSTANT = timedelta(microseconds=1)
ZONES = (
    HERE,
    "UTC",
    "Europe/London",
    "America/New_York",
    "America/Havana",
    "America/Nuuk",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Antarctica/Troll",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Chatham",
)

schedules = st.builds(
    lambda zone, times, days: Schedule(zone=zone, times=tuple(sorted(times)), weekdays=days),
    st.sampled_from(ZONES),
    st.one_of(
        st.sets(st.builds(time, st.integers(0, 23), st.integers(0, 59)), min_size=1, max_size=4),
        st.sampled_from([{time(h) for h in range(0, 24, step)} for step in (1, 2, 3, 4, 6, 8, 12, 24)]),
    ),
    st.one_of(st.just(frozenset(range(7))), st.frozensets(st.integers(0, 6), min_size=1)),
)
instants = st.one_of(
    st.builds(
        lambda seconds: datetime(2005, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds), st.integers(0, 40 * 365 * 86400)
    ),
    # Most of the world's clocks change within these days.
    st.builds(
        lambda year, month, day, minute: datetime(year, month, day, tzinfo=UTC) + timedelta(minutes=minute),
        st.integers(2020, 2035),
        st.sampled_from([3, 4, 10, 11]),
        st.integers(1, 30),
        st.integers(0, 24 * 60),
    ),
)


def slots(words: str, after: str, count: int) -> list[str]:
    """The slots of the next runs after a local moment of the schedule's zone."""
    schedule = parse_schedule(words, zone=HERE)
    at = datetime.fromisoformat(after).replace(tzinfo=ZoneInfo(schedule.zone))
    found = []
    for _ in range(count):
        run = next_run(schedule, at)
        at = run.at
        found.append(run.slot)
    return found


@pytest.mark.parametrize(
    ("words", "canonical"),
    [
        ("daily 08:00 Europe/Istanbul", "daily 08:00 Europe/Istanbul"),
        ("Every day, at 8:00 europe/istanbul", "daily 08:00 Europe/Istanbul"),
        ("daily 8am", "daily 08:00 Europe/Istanbul"),
        ("daily 8:30 PM", "daily 20:30 Europe/Istanbul"),
        ("daily 12am", "daily 00:00 Europe/Istanbul"),
        ("daily 12 pm", "daily 12:00 Europe/Istanbul"),
        ("weekdays 07:30 Europe/London", "weekdays 07:30 Europe/London"),
        ("every weekday at 07:30", "weekdays 07:30 Europe/Istanbul"),
        ("weekends 09:00", "sat,sun 09:00 Europe/Istanbul"),
        ("mon,thu 07:30 Europe/London", "mon,thu 07:30 Europe/London"),
        (" THU ,Mon   at 07:30", "mon,thu 07:30 Europe/Istanbul"),
        ("on mondays and Thursdays 07:30", "mon,thu 07:30 Europe/Istanbul"),
        ("tues thurs 07:30", "tue,thu 07:30 Europe/Istanbul"),
        ("weekly mon 07:30 Europe/London", "weekly mon 07:30 Europe/London"),
        ("every week on Monday at 07:30", "weekly mon 07:30 Europe/Istanbul"),
        ("Monday 07:30", "weekly mon 07:30 Europe/Istanbul"),
        ("mon tue wed thu fri 07:30", "weekdays 07:30 Europe/Istanbul"),
        ("every 6h", "every 6h Europe/Istanbul"),
        ("every 6 hours Asia/Damascus", "every 6h Asia/Damascus"),
        ("every 12 hrs, utc", "every 12h UTC"),
        ("every hour", "every 1h Europe/Istanbul"),
        ("daily 00:00,12:00", "every 12h Europe/Istanbul"),
        ("daily 08:00 and 20:00", "daily 08:00,20:00 Europe/Istanbul"),
        ("daily 08:00 America/New York", "daily 08:00 America/New_York"),
    ],
)
def test_plain_words_are_read(words: str, canonical: str) -> None:
    """What a person may write is read, and told back in one form."""
    assert str(parse_schedule(words, zone=HERE)) == canonical


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("", "no day and no time"),
        ("daily", "no time"),
        ("08:00", "no day"),
        ("weekly 08:00", "weekly needs a day"),
        ("daily 25:00", "'25:00'"),
        ("daily 08:60", "'08:60'"),
        ("daily 24:00", "'24:00'"),
        ("daily 8", "'8'"),
        ("daily 13pm", "'13pm'"),
        ("daily 0am", "'0am'"),
        ("daily ²:00", "'²:00'"),
        ("every 5h", "every 5h"),
        ("every 0 hours", "every 0h"),
        ("every 24h", "every 24h"),
        ("every 6h mon", "no day"),
        ("every 6h 08:00", "no other time"),
        ("every 99999h", "'99999h'"),
        ("every 30 minutes", "'30'"),
        ("daily mon 08:00", "daily takes no other day"),
        ("whenever you like", "'whenever you like'"),
        ("mon-fri 08:00", "'mon-fri'"),
        ("daily 08:00 " + "x" * 5000, "'xxx"),
    ],
)
def test_nonsense_is_refused_with_the_forms(words: str, wrong: str) -> None:
    """Anything else is refused in one line that names what is wrong and the forms that it takes."""
    with pytest.raises(BadRequest) as refused:
        parse_schedule(words, zone=HERE)
    line = str(refused.value)
    assert wrong in line
    assert FORMS in line
    assert "\n" not in line
    assert len(line) < 300


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        ("daily 08:00 Europe/Istambul", "Europe/Istanbul"),
        ("daily 08:00 istanbul", "Europe/Istanbul"),
        ("daily 08:00 Europe/Londn", "Europe/London"),
        ("daily 08:00 America/New Yrok", "America/New_York"),
        ("daily 08:00 Asia/Damascas", "Asia/Damascus"),
        ("mondey 08:00 Europe/London", "monday"),
        ("dayli 08:00 Europe/London", "daily"),
        ("daily 08:00 EST", "America/New_York"),
        ("daily 08:00 localtime", "Europe/Istanbul"),
        ("daily 08:00 UTC+3", "Europe/Istanbul"),
        ("daily 08:00 +03:00", "Europe/Istanbul"),
    ],
)
def test_a_misspelt_word_is_refused_with_the_nearest(words: str, nearest: str) -> None:
    """A misspelt zone or day is refused with the nearest, and so is a zone that follows no region's clocks."""
    with pytest.raises(BadRequest, match=nearest):
        parse_schedule(words, zone=HERE)


def test_two_zones_are_refused() -> None:
    """A schedule has one zone."""
    with pytest.raises(BadRequest, match="one time zone"):
        parse_schedule("daily 08:00 Europe/London Europe/Paris", zone=HERE)


def test_the_given_zone_must_exist_too() -> None:
    """A zone that the configuration names wrongly is refused as well."""
    with pytest.raises(BadRequest, match="Europe/Istanbul"):
        parse_schedule("daily 08:00", zone="Europe/Istambul")


@given(schedules)
def test_its_words_are_read_back(schedule: Schedule) -> None:
    """Every schedule can be written in words that give it back."""
    assert parse_schedule(str(schedule), zone="UTC") == schedule


@given(schedules, instants)
def test_runs_lie_on_their_side(schedule: Schedule, at: datetime) -> None:
    """The next run is later, the last one is not, and no run lies between them."""
    last, following = last_run(schedule, at), next_run(schedule, at)
    assert last.at <= at < following.at
    assert next_run(schedule, last.at - INSTANT) == last
    assert next_run(schedule, last.at) == following
    assert last_run(schedule, following.at) == following
    assert last_run(schedule, following.at - INSTANT) == last


@given(schedules, instants, st.sampled_from(ZONES))
def test_the_zone_of_the_question_does_not_matter(schedule: Schedule, at: datetime, zone: str) -> None:
    """An instant is the same instant in any zone."""
    elsewhere = at.astimezone(ZoneInfo(zone))
    assert next_run(schedule, elsewhere) == next_run(schedule, at)
    assert last_run(schedule, elsewhere) == last_run(schedule, at)


def test_weekdays_leave_out_the_weekend() -> None:
    """A schedule on weekdays goes from Friday to Monday."""
    assert slots("weekdays 07:30", "2020-02-13T08:00", 2) == ["2020-02-14 07:30", "2020-02-17 07:30"]


def test_weekly_runs_on_its_day() -> None:
    """A weekly schedule runs on its day, also where today's time has just passed."""
    assert slots("weekly mon 07:30", "2020-02-10T07:30", 2) == ["2020-02-17 07:30", "2020-02-24 07:30"]


def test_every_six_hours_runs_by_the_wall_clock() -> None:
    """Every six hours means midnight, six, noon and six, on the wall."""
    assert slots("every 6h", "2020-02-10T05:59", 3) == ["2020-02-10 06:00", "2020-02-10 12:00", "2020-02-10 18:00"]


def test_a_removed_time_moves_that_day_only() -> None:
    """A time in a spring-forward gap runs as much later as the gap is long, and stands for its slot."""
    schedule = parse_schedule("daily 02:30 Europe/Berlin", zone=HERE)
    run = next_run(schedule, datetime(2026, 3, 28, 12, tzinfo=UTC))
    assert (run.slot, run.at) == ("2026-03-29 02:30", datetime(2026, 3, 29, 1, 30, tzinfo=UTC))
    assert next_run(schedule, run.at).at == datetime(2026, 3, 30, 0, 30, tzinfo=UTC)


def test_a_repeated_time_runs_the_first_time_only() -> None:
    """A time that a fall-back repeats runs once."""
    schedule = parse_schedule("daily 02:30 Europe/Berlin", zone=HERE)
    run = next_run(schedule, datetime(2026, 10, 24, 12, tzinfo=UTC))
    assert run.at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert next_run(schedule, run.at).slot == "2026-10-26 02:30"


def test_slots_on_one_instant_are_one_run() -> None:
    """Where a gap moves one slot onto the next one, it is one run, in the name of the time that the wall shows."""
    after = ["2026-03-29 00:00", "2026-03-29 02:00", "2026-03-29 03:00"]
    assert slots("every 1h Europe/London", "2026-03-28T23:00", 3) == after


def test_slots_on_one_instant_are_one_run_over_midnight() -> None:
    """The same holds where the gap ends at midnight, so that the two slots are of different dates."""
    after = ["2026-03-28 22:00", "2026-03-29 00:00", "2026-03-29 01:00"]
    assert slots("every 1h America/Nuuk", "2026-03-28T21:00", 3) == after


def test_a_date_that_never_was_has_no_run_of_its_own() -> None:
    """Samoa left out 30 December 2011: what would have run then falls on the next day's run."""
    after = ["2011-12-29 08:00", "2011-12-31 08:00", "2012-01-01 08:00"]
    assert slots("daily 08:00 Pacific/Apia", "2011-12-29T00:00", 3) == after


def test_a_run_of_tomorrow_may_lie_behind() -> None:
    """In 2010 St John's went from a minute past midnight back to the day before: the new day's run was made then."""
    schedule = parse_schedule("daily 00:00 America/St_Johns", zone=HERE)
    evening_again = datetime(2010, 11, 6, 23, 30, fold=1, tzinfo=ZoneInfo("America/St_Johns"))
    assert last_run(schedule, evening_again).slot == "2010-11-07 00:00"
    assert next_run(schedule, evening_again).slot == "2010-11-08 00:00"


def test_ten_years_are_jumped_over() -> None:
    """After ten years of hourly runs the last is found at once, and not by counting through 87,000 of them."""
    schedule = parse_schedule("every 1h Europe/London", zone=HERE)
    began = clock.perf_counter()
    runs = [last_run(schedule, datetime(2036, 6, 1, 12, minute, tzinfo=UTC)) for minute in range(10)]
    assert (clock.perf_counter() - began) / len(runs) < 0.02
    assert {run.slot for run in runs} == {"2036-06-01 13:00"}
