from __future__ import annotations

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import BadRequest
from handlers.moments import parse_day, parse_moment, say_moment

NOW = datetime(2020, 3, 10, 12, tzinfo=UTC)


def read(text: str, zone: str = "Europe/Istanbul") -> str:
    return parse_moment(text, zone=zone, now=NOW).isoformat()


def test_a_day_means_its_end_in_the_zone_of_the_case() -> None:
    """A date reaches to the last moment of that day, where the case is, over clock changes too."""
    assert read("2020-02-13") == "2020-02-13T20:59:59.999999+00:00"
    assert read("2020-03-29", "Europe/Berlin") == "2020-03-29T21:59:59.999999+00:00"
    assert read("2020-10-25", "Europe/Berlin") == "2020-10-25T22:59:59.999999+00:00"


def test_instants_keep_their_offset() -> None:
    """An instant with offset, and now, mean exactly that."""
    assert read("2020-02-13T18:00:00+03:00") == "2020-02-13T15:00:00+00:00"
    assert read("2020-02-13t18:00Z") == "2020-02-13T18:00:00+00:00"
    assert read(" NOW ") == NOW.isoformat()


@pytest.mark.parametrize(
    "text",
    [
        "", "yesterday", "2020-02-30", "2020-13-01", "0000-01-01", "20200213", "2020-W07-4", "2020-02-13T18:00",
        "2020-02-13T25:00:00Z", "2020-02-13T18:00:00+99:00", "٢٠٢٠-٠٢-١٣", "2020-02-13\0", "9" * 10_000, "2020-02-13Z",
    ],
)  # fmt: skip
def test_anything_else_is_refused(text: str) -> None:
    """What is no moment is refused in one short line that shows how to write one."""
    with pytest.raises(BadRequest, match="write a day such as") as caught:
        read(text)
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize(("day", "zone"), [("0001-01-01", "Asia/Tokyo"), ("9999-12-31", "America/New_York")])
def test_the_ends_of_the_calendar_do_not_break(day: str, zone: str) -> None:
    """A moment so early or late that days cannot be added to it is refused."""
    with pytest.raises(BadRequest, match=r"outside the years|calendar"):
        read(day, zone)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text whatever breaks the reading of moments and days."""
    for reading in (read, parse_day):
        with contextlib.suppress(BadRequest):
            reading(text)


def test_moments_are_told_as_they_were_meant() -> None:
    """The end of a day is told as that day, an instant with its time and zone."""
    zone = "Europe/Istanbul"
    assert say_moment(parse_moment("2020-02-13", zone=zone, now=NOW), zone) == "13 February 2020"
    assert say_moment(NOW, zone) == "10 March 2020, 15:00 (Europe/Istanbul)"
