"""Event dates."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.edtf import Span, parse_edtf, say_edtf

DAYS = st.dates(min_value=date(1000, 1, 1))


@given(DAYS)
def test_a_day_is_itself(day: date) -> None:
    """A written day is one day long."""
    assert parse_edtf(day.isoformat()) == Span(day, day)
    assert parse_edtf(day.isoformat()).days == 1


@given(DAYS)
def test_a_month_and_a_year_hold_their_days(day: date) -> None:
    """A month holds the days of the month and no other, a year those of the year."""
    month = parse_edtf(f"{day:%Y-%m}")
    assert day in month
    assert {month.first.month, month.last.month} == {day.month}
    assert (month.first - timedelta(days=1)).month != day.month
    assert month.last == date.max or (month.last + timedelta(days=1)).month != day.month
    year = parse_edtf(f"{day.year:04}")
    assert (year.first, year.last) == (date(day.year, 1, 1), date(day.year, 12, 31))


@given(DAYS, DAYS)
def test_an_interval_runs_forwards(one: date, other: date) -> None:
    """Two days in order are an interval with both ends in it, and in the other order a mistake."""
    first, last = sorted((one, other))
    span = parse_edtf(f"{first}/{last}")
    assert first in span
    assert last in span
    if first != last:
        with pytest.raises(ValueError, match="ends before it begins"):
            parse_edtf(f"{last}/{first}")


@given(DAYS, DAYS, DAYS, DAYS)
def test_overlap_is_mutual(a: date, b: date, c: date, d: date) -> None:
    """Two spans overlap exactly if they have a day in common."""
    one, other = Span(*sorted((a, b))), Span(*sorted((c, d)))
    assert one.overlaps(other) == other.overlaps(one)
    assert one.overlaps(other) == (max(one.first, other.first) <= min(one.last, other.last))


@given(st.text(max_size=24))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    """Nothing but ValueError comes out of a text that is no date."""
    with suppress(ValueError):
        span = parse_edtf(text)
        assert span.first <= span.last
        assert say_edtf(text)


@pytest.mark.parametrize(
    "text",
    ["", "/", "2020-13", "2020-02-30", "2020-2-3", "20", "0000", "2020-02-12/", "2020/2021/2022", "2020-02-12T10:00",
     "2020~", "..", " 2020", "2020\n", "٢٠٢٠", "２０２０"],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    """Dates that do not exist, other digits, and the parts of EDTF that a case does not use are mistakes."""
    with pytest.raises(ValueError, match=r"."):
        parse_edtf(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2020-02-12", "12 February 2020"),
        ("2020-02", "February 2020"),
        ("2020", "2020"),
        ("2019-12-01/2020-02-12", "1 December 2019 – 12 February 2020"),
        ("2019/2020-02", "2019 – February 2020"),
    ],
)
def test_dates_are_said_in_words(text: str, said: str) -> None:
    """An event date is shown no more exactly than it was given."""
    assert say_edtf(text) == said
