from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.delivery import Destination, Entry, State
from handlers.digestlog import say_slot
from tests.fakes import ZONE

DUE = datetime(2020, 2, 12, 5, tzinfo=UTC)
"""08:00 in Istanbul."""
ENTRY = Entry(
    id=1,
    kind="sitrep",
    to=Destination(platform="fake", channel="c"),
    subscription=1,
    slot="2020-02-12 08:00",
    page=1,
    pages=1,
    state="sent",
    due_at=DUE,
    late=False,
    steps=(),
)
Steps = tuple[tuple[float, State, str], ...]


def entry(*steps: tuple[float, State, str], **more: object) -> Entry:
    """A post that went through these states, each so many seconds after it was due."""
    at = tuple((DUE + timedelta(seconds=s), state, why) for s, state, why in steps)
    return replace(ENTRY, steps=at, state=steps[-1][1] if steps else "queued", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        (((1, "queued", ""), (2, "attempting", ""), (4, "sent", "")), "sent 08:00:04"),
        (((1, "queued", ""),), "queued since 08:00:01"),
        (((1, "queued", ""), (2, "attempting", "")), "being sent since 08:00:02"),
        (
            ((1, "attempting", ""), (16, "ambiguous", "timeout after 15 s"), (47, "sent", "found in the channel")),
            "sent 08:00:47, found in the channel (before: ambiguous 08:00:16, timeout after 15 s)",
        ),
        (((2, "attempting", ""), (4, "failed", "403: no access")), "failed 08:00:04, 403: no access"),
        (((16, "ambiguous", "timeout"),), "may or may not have arrived, ambiguous since 08:00:16, timeout"),
        (((90_000, "dead", "tried 40 times"),), "given up 13 Feb 09:00:00, tried 40 times"),
        (((300, "missed", "too late"),), "missed 08:05:00, too late"),
        (((300, "superseded", ""),), "superseded 08:05:00"),
        ((), "queued since 08:00:00"),
    ],
)
def test_a_slot_says_what_became_of_it_when_and_why(steps: Steps, says: str) -> None:
    """Due, state, the instant of it and every reason, in the zone of the subscription."""
    assert say_slot([entry(*steps)], ZONE) == f"12 Feb 2020 08:00 — {says}"


def test_a_late_post_says_so() -> None:
    """What was sent late is told as late, with the reason that the queue gave."""
    late = entry((4400, "queued", "the process was down"), (4402, "sent", ""), late=True)
    assert say_slot([late], ZONE) == (
        "12 Feb 2020 08:00 — sent late at 09:13:22 (before: queued 09:13:20, the process was down)"
    )


def test_pages_are_one_line() -> None:
    """A slot of several posts is one line: all there, or how many of them."""
    first, second = (entry((n, "sent", ""), page=n, pages=2) for n in (1, 2))
    assert say_slot([first, second], ZONE) == "12 Feb 2020 08:00 — sent 08:00:02, 2 pages"
    waits = replace(second, state="queued", steps=((DUE, "queued", ""),))
    assert say_slot([first, waits], ZONE) == "12 Feb 2020 08:00 — queued since 08:00:00, 1 of 2 pages sent"


def test_what_was_composed_anew_is_told_with_what_went_out() -> None:
    """A composition that was replaced is part of its slot's line, and not its state."""
    old = entry((1, "queued", ""), (3, "superseded", "a fact had changed"))
    line = say_slot([entry((4, "queued", ""), (5, "sent", "")), old], ZONE)
    assert line == "12 Feb 2020 08:00 — sent 08:00:05 (before: superseded 08:00:03, a fact had changed)"


def test_reasons_that_repeat_are_counted() -> None:
    """A post that was held a hundred times says so in one clause, from when to when, not in a hundred."""
    waits = [(10.0 * n, "queued", f"asked to wait {n} s: 429") for n in range(1, 101)]
    line = say_slot([entry(*waits, (1001, "sent", ""))], ZONE)  # type: ignore[arg-type]
    assert line == (
        "12 Feb 2020 08:00 — sent 08:16:41 (before: queued 100 times, 08:00:10 to 08:16:40, asked to wait 100 s: 429)"
    )


def test_compositions_that_repeat_are_counted() -> None:
    """A sitrep that was composed anew again and again is told with how often, not each time."""
    old = [entry((60 * n, "queued", ""), (60 * n + 59, "superseded", "a fact had changed")) for n in range(30)]
    line = say_slot([entry((1801, "queued", ""), (1802, "sent", "")), *old], ZONE)
    assert line.endswith("(before: superseded 30 times, 08:00:59 to 08:29:59, a fact had changed)")


def test_a_line_tells_five_reasons() -> None:
    """However much went wrong, the line stays one that can be read."""
    steps = [(float(n), "queued", f"reason {'abcdefgh'[n]}") for n in range(8)]
    line = say_slot([entry(*steps, (9, "sent", ""))], ZONE)  # type: ignore[arg-type]
    assert line.endswith("queued 08:00:04, reason e; and 3 other reasons)")


def test_slots_that_became_one_are_told_from_first_to_last() -> None:
    """A row that stands for several runs names the first and the last of them."""
    row = entry((0, "superseded", "told in 2020-02-12 08:00"), slot="2020-02-09 08:00 … 2020-02-11 08:00")
    assert say_slot([row], ZONE).startswith("9 Feb 2020 08:00 … 11 Feb 2020 08:00 — superseded 08:00:00")
    assert say_slot([replace(row, slot="a … b")], ZONE).startswith("a … b — ")


def test_other_posts_are_named() -> None:
    """A reminder or a notice is told with its slot, a mark by its correction and not by the id of the post."""
    line = say_slot([entry((1, "sent", ""), kind="reminder", slot="reuters-2020-02-05/1 7d")], ZONE)
    assert line == "12 Feb 2020 08:00 reminder, reuters-2020-02-05/1 7d — sent 08:00:01"
    line = say_slot([entry((1, "sent", ""), kind="correction", slot="correction 1,2")], ZONE)
    assert line == "12 Feb 2020 08:00 correction 1,2 — sent 08:00:01"
    line = say_slot([entry((1, "sent", ""), kind="edit", slot="edit 1581480000.000100 1,2")], ZONE)
    assert line == "12 Feb 2020 08:00 mark of correction 1,2 — sent 08:00:01"
