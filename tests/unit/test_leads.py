"""How long before a deadline a reminder comes, in words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import BadRequest
from bot.domain.leads import FORMS, MOST, parse_leads, say_leads
from bot.domain.subscription import LEADS

WEEK, DAY, HOUR, MINUTE = (timedelta(**{unit: 1}) for unit in ("weeks", "days", "hours", "minutes"))


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("7d,1d,1h", LEADS),
        ("1h 1d 7d", LEADS),
        ("1 week, 1 day and 1 hour before", LEADS),
        ("2w", (2 * WEEK,)),
        ("30m", (30 * MINUTE,)),
        ("90 MIN", (90 * MINUTE,)),
        ("1d,24h,1d", (DAY,)),
        ("5m,60d", (60 * DAY, 5 * MINUTE)),
    ],
)
def test_words_for_leads(text: str, leads: tuple[timedelta, ...]) -> None:
    """Lengths of time are read as people write them: in any order, each counted once, longest first."""
    assert parse_leads(text) == leads


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", f"no length of time is given; {FORMS}"),
        (" , ", f"no length of time is given; {FORMS}"),
        ("soon", f"'soon' is no length of time; {FORMS}"),
        ("7d, x", f"'x' is no length of time; {FORMS}"),
        ("-1d", f"'-1d' is no length of time; {FORMS}"),
        ("7", f"'7' is no length of time; {FORMS}"),
        ("1y", f"'1y' is no length of time; {FORMS}"),
        ("1.5h", f"'1.5h' is no length of time; {FORMS}"),
        ("٣d", f"'٣d' is no length of time; {FORMS}"),
        ("1m", "1m before a deadline is not possible; give between 5m and 60d"),
        ("61d", "61d before a deadline is not possible; give between 5m and 60d"),
        ("999999w", "999999w before a deadline is not possible; give between 5m and 60d"),
        ("0h", "0h before a deadline is not possible; give between 5m and 60d"),
        ("1d,2d,3d,4d,5d,6d,7d,8d,9d", "9 reminders of one deadline are too many; give at most 8"),
    ],
)
def test_words_that_are_no_leads(text: str, says: str) -> None:
    """What cannot be read is refused in one line with the forms that it takes."""
    with pytest.raises(BadRequest) as refused:
        parse_leads(text)
    assert str(refused.value) == says


@given(st.sets(st.integers(5, 60 * 24 * 60), min_size=1, max_size=MOST))
def test_leads_are_told_in_words_that_can_be_read(minutes: set[int]) -> None:
    """What a place is told of its leads can be given back as it stands."""
    leads = tuple(timedelta(minutes=m) for m in sorted(minutes, reverse=True))
    assert parse_leads(say_leads(leads)) == leads


@given(st.text(max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    """Any text is read or refused."""
    try:
        leads = parse_leads(text)
    except BadRequest:
        return
    assert leads
