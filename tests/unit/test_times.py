"""Time references in a question."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.asking import time_words
from bot.domain.asking.times import Shift, TimeRef, read_shift, read_times, shift_day, wants_latest
from bot.domain.edtf import MONTHS, Span

PERIOD = Span(date(2019, 12, 1), date(2020, 8, 1))
TODAY = date(2020, 2, 20)
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))
PIECES = [
    *time_words.MONTH_OF,
    *time_words.RELATION_OF,
    *time_words.PART_OF,
    *time_words.NUMBERS,
    *"0 1 13 31 32 2020 2019 2099 13th 3rd 1,000 ٣ ² 99999999".split(),
    *"30.2. 13.2.2020 2020-02-30 2020-13-01 13/2 45/13/20".split(),
    *"days week month later before next winter spring - – / . , ? today last now sonu night".split(),
]
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=10).map(" ".join))


def read(text: str, *, today: date = TODAY, period: Span | None = PERIOD) -> tuple[TimeRef, ...]:
    return read_times(text, today=today, period=period)


def only(text: str) -> tuple[str, str, str]:
    """First day, last day and relation of the one reference of a text."""
    (ref,) = read(text)
    return str(ref.span.first), str(ref.span.last), ref.relation


@given(TEXTS, DAYS, st.sampled_from([PERIOD, None]))
def test_every_text_can_be_read(text: str, today: date, period: Span | None) -> None:
    """No text raises, and spans run forwards."""
    for ref in read(text, today=today, period=period):
        assert ref.span.first <= ref.span.last
        assert ref.words


@given(TEXTS, DAYS)
def test_every_shift_can_be_made(text: str, day: date) -> None:
    """No text raises, and every step that is read leads to a day."""
    shift = read_shift(text)
    assert shift is None or isinstance(shift_day(day, shift), date)


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)), st.sampled_from([PERIOD, None]))
def test_a_day_is_the_same_however_written(day: date, period: Span | None) -> None:
    """A full date is that day in every order and notation, whatever the period."""
    month = MONTHS[day.month]
    for written in (
        day.isoformat(),
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"the {day.day}th of {month[:3]} {day.year}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day}.{day.month}.{day.year}",
    ):
        (ref,) = read(f"what happened {written}", period=period)
        assert ref.span == Span(day, day), written
        assert ref.year_given


@pytest.mark.parametrize(
    ("text", "first", "last", "relation"),
    [
        ("how many by 13 feb?", "2020-02-13", "2020-02-13", "by"),
        ("since the 5th of march", "2020-03-05", "2020-03-05", "since"),
        ("before 1 dec", "2019-12-01", "2019-12-01", "before"),
        ("on the night of feb 27", "2020-02-27", "2020-02-27", "on"),
        ("seit dem 13. Februar", "2020-02-13", "2020-02-13", "on"),
        ("NATO 28 feb", "2020-02-28", "2020-02-28", "on"),
        ("nearby 28 feb", "2020-02-28", "2020-02-28", "on"),
        ("11-13 feb", "2020-02-11", "2020-02-13", "on"),
        ("11th to 13th of february 2020", "2020-02-11", "2020-02-13", "on"),
        ("killed in march", "2020-03-01", "2020-03-31", "on"),
        ("in feb. 2020", "2020-02-01", "2020-02-29", "on"),
        ("dec to march", "2019-12-01", "2020-03-31", "on"),
        ("between december 2019 and 2 march", "2019-12-01", "2019-12-31", "on"),
        ("early february", "2020-02-01", "2020-02-10", "on"),
        ("mid feb", "2020-02-10", "2020-02-20", "on"),
        ("late feb", "2020-02-20", "2020-02-29", "on"),
        ("by the end of february", "2020-02-25", "2020-02-29", "by"),
        ("Şubat sonu", "2020-02-25", "2020-02-29", "on"),
        ("first half of march", "2020-03-01", "2020-03-15", "on"),
        ("second half of march", "2020-03-16", "2020-03-31", "on"),
        ("spring 2019", "2019-03-01", "2019-05-31", "on"),
        ("winter of 2019", "2019-12-01", "2020-02-29", "on"),
        ("in 2018", "2018-01-01", "2018-12-31", "on"),
        ("к 8 января 2020", "2020-01-08", "2020-01-08", "on"),
        ("today", "2020-02-20", "2020-02-20", "by"),
        ("yesterday", "2020-02-19", "2020-02-19", "on"),
        ("last week", "2020-02-10", "2020-02-16", "on"),
        ("this month", "2020-02-01", "2020-02-20", "on"),
        ("last month", "2020-01-01", "2020-01-31", "on"),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, first: str, last: str, relation: str) -> None:
    """Days, ranges, months, parts of months, seasons, years and relative dates are the days that they mean."""
    ref = read(text)[0]
    assert (str(ref.span.first), str(ref.span.last), ref.relation) == (first, last, relation)


@pytest.mark.parametrize(
    "text",
    [
        "may the truce hold",
        "Can Putin may keep it",
        "did they march on Idlib",
        "45/13 or 30.2.",
        "3.6 million",
        "",
    ],
)
def test_other_words_and_numbers_are_no_dates(text: str) -> None:
    """Verbs that look like months, days that do not exist and plain numbers name no time."""
    assert read(text) == ()


def test_of_a_day_that_does_not_exist_the_rest_counts() -> None:
    """The month or year of an impossible date is still what the question is about."""
    assert only("on 30 february") == ("2020-02-01", "2020-02-29", "on")
    assert only("2020-13-01") == ("2020-01-01", "2020-12-31", "on")


def test_a_number_after_a_month_is_no_day() -> None:
    """A count or a time of day beside a month does not make it a day."""
    assert only("in march 33 soldiers died") == ("2020-03-01", "2020-03-31", "on")
    assert only("in march 20:00") == ("2020-03-01", "2020-03-31", "on")


def test_months_that_run_backwards_are_two() -> None:
    """Months of which the first lies after the second are no range but each itself."""
    assert [str(ref.span.first) for ref in read("march 2020 to february 2020")] == ["2020-03-01", "2020-02-01"]


def test_references_come_in_the_order_of_the_text() -> None:
    """Several references are given from left to right."""
    spans = [str(ref.span.first) for ref in read("from 5 march till 13 feb, in 2019 and yesterday")]
    assert spans == ["2020-03-05", "2020-02-13", "2019-01-01", "2020-02-19"]


def test_a_missing_year_is_guessed_and_told() -> None:
    """Without a year the period decides, or else the nearest year; the reference says that it was a guess."""
    assert [str(ref.span.first) for ref in read("13 december", period=PERIOD)] == ["2019-12-13"]
    assert [str(ref.span.first) for ref in read("13 december", period=None, today=date(2021, 1, 3))] == ["2020-12-13"]
    assert [str(ref.span.first) for ref in read("13 november", period=PERIOD)] == ["2020-11-13"]
    assert [ref.year_given for ref in read("13 december")] == [False]


@pytest.mark.parametrize(
    ("text", "shift"),
    [
        ("two days later", Shift(2, 0)),
        ("and a week later?", Shift(7, 0)),
        ("eight days earlier", Shift(-8, 0)),
        ("a couple of weeks before", Shift(-14, 0)),
        ("the day after", Shift(1, 0)),
        ("the previous month", Shift(0, -1)),
        ("3 months on", Shift(0, 3)),
        ("the next day, and a week later", Shift(1, 0)),
        ("99999999 days later", None),
        ("last week", None),
    ],
)
def test_steps_are_relative_to_the_turn_before(text: str, shift: Shift | None) -> None:
    """Numbers, articles and directions make a step; the first of several counts."""
    assert read_shift(text) == shift


@given(DAYS, st.integers(-999, 999))
def test_a_step_in_days_can_be_undone(day: date, days: int) -> None:
    """Days forward and the same days back lead to the start."""
    assert shift_day(shift_day(day, Shift(days, 0)), Shift(-days, 0)) == day


@given(DAYS, st.integers(-999, 999))
def test_a_step_in_months_keeps_the_day(day: date, months: int) -> None:
    """So many months later it is the same day of the month, or the last one of a shorter month."""
    moved = shift_day(day, Shift(0, months))
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(days=1)).day == 1)


@pytest.mark.parametrize("text", ["latest figure", "how many so far", "Who is CURRENTLY in charge", "is it still open"])
def test_the_newest_is_asked_for(text: str) -> None:
    """Words for the present ask for the newest that is known."""
    assert wants_latest(text)
    assert not wants_latest("how many fled in february")
