"""The dates of a sentence against those of a fact."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.edtf import MONTHS, say_day
from bot.domain.grounding.days import dates
from bot.domain.grounding.days.calendar_words import ROLE_OF, WEEKDAYS
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.tokens import read
from storage.casefiles import read_case_with_warnings
from tests.samples import fact

CASE = Path(__file__).resolve().parents[2] / "cases" / "idlib"
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2050, 12, 31))
PIECES = [
    *MONTHS[1:],
    *ROLE_OF,
    *WEEKDAYS,
    *"0 1 31 32 2020 1999 3rd ٣ ² - / . : , to and the 12:30 5pm noon late".split(),
]
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=10).map(" ".join))


def wrong(text: str, statement: str, day: str = "2020-02-12") -> list[str]:
    """The stretches of a sentence that are faulty against a fact."""
    premise = Premise.of(fact("who-2020-03-01/1", statement, day))
    return [text[f.start : f.end] for f in dates.faults(read(text), premise)]


@pytest.mark.parametrize(
    "told",
    [
        "Troops took it on February 12, 2020.",
        "Troops took it on 12 Feb.",
        "Troops took it on the 12th of February.",
        "On 2020-02-12 troops took it.",
        "Troops took it on Wednesday, 12 February 2020.",
        "Troops took it in February 2020.",
        "Troops took it in mid-February.",
        "Troops took it in early 2020.",
        "In 2020 troops took it.",
        "About 12 February troops took it.",
        "Troops may have taken it.",
    ],
)
def test_other_writing_and_less_precision_are_faithful(told: str) -> None:
    """A day may be written in any common way, and told as its part of the month, its month or its year."""
    assert not wrong(told, "Troops took the town on 12 February 2020.")


@pytest.mark.parametrize(
    "told",
    [
        "Troops took it on 13 February 2020.",
        "Troops took it on 12 March 2020.",
        "Troops took it on 12 February 2019.",
        "Troops took it in late February.",
        "Troops took it in 2019.",
        "Troops took it on Tuesday, 12 February 2020.",
        "Troops took it on Wednesday.",
        "Troops have held it since 12 February 2020.",
        "Troops took it by 12 February 2020.",
        "Troops took it until 12 February 2020.",
        "Troops took it yesterday.",
        "Troops recently took it.",
        "Troops took it last week.",
        "Troops took it at 14:00 on 12 February 2020.",
        "Troops took it on the evening of 12 February 2020.",
        "Troops took it in the early hours of 12 February 2020.",
    ],
)
def test_another_nearer_or_turned_date_is_a_fault(told: str) -> None:
    """Another day, more precision, another side of the day, and words that count from today are caught."""
    assert wrong(told, "Troops took the town on 12 February 2020.")


def test_a_month_is_not_told_as_a_day() -> None:
    """What the fact has for a month gets no day, and no part of the month."""
    statement = "Turkey sent troops in February 2020."
    assert wrong("Turkey sent troops on 3 February 2020.", statement, "2020-02") == ["3 February 2020"]
    assert wrong("Turkey sent troops in early February 2020.", statement, "2020-02") == ["early February 2020"]
    assert not wrong("Turkey sent troops in 2020.", statement, "2020-02")


@pytest.mark.parametrize(
    ("told", "faithful"),
    [
        ("between 1 December 2019 and 12 February 2020", True),
        ("from Dec 1, 2019 to Feb 12, 2020", True),
        ("since 1 December 2019", True),
        ("by 12 February", True),
        ("until 1 December 2019", False),
        ("since 12 February", False),
        ("on 12 February", False),
        ("between 1 December 2019 and 13 February 2020", False),
        ("by 1 December 2019", False),
    ],
)
def test_the_ends_of_a_span_keep_their_sides(told: str, faithful: bool) -> None:
    """The start of a span is told as a start, and its end as an end."""
    statement = "Many people fled between 1 December 2019 and 12 February 2020."
    assert bool(wrong(f"Many people fled {told}.", statement, "2019-12-01/2020-02-12")) is not faithful


@pytest.mark.parametrize("told", ["9-12 February", "9 to 12 February 2020", "February 9-12, 2020", "Feb 9 to 12"])
def test_days_that_share_their_month_are_one_span(told: str) -> None:
    """The first day of `9 to 12 February` is a day of February however that is written."""
    statement = "People fled in four days, 9 to 12 February 2020."
    assert not wrong(f"People fled in four days, {told}.", statement, "2020-02-09/2020-02-12")
    assert wrong(f"People fled in four days, {told.replace('9', '8')}.", statement, "2020-02-09/2020-02-12")


def test_the_end_of_a_month_is_its_last_day() -> None:
    """`The end of February` and the 29th are the same; so is `before March` for a time limit."""
    assert not wrong("They must leave by 29 February 2020.", "They must leave by the end of February 2020.")
    assert not wrong("They must leave by the end of February.", "They must leave before March 2020.")
    assert wrong("They must leave by 28 February 2020.", "They must leave by the end of February 2020.")
    assert wrong("They must leave by the middle of February.", "They must leave by the end of February 2020.")


def test_a_date_that_names_a_thing_has_no_side() -> None:
    """`After the 6 March ceasefire` and `after the ceasefire of 6 March` are the same."""
    statement = "People returned after the 6 March 2020 ceasefire."
    assert not wrong("People returned after the ceasefire of 6 March 2020.", statement, "2020-04")
    assert wrong("People returned after the ceasefire of 5 March 2020.", statement, "2020-04")


def test_the_same_day_is_counted_from_the_date_before_it() -> None:
    """`The same day` and `two days later` must come to a day of the fact."""
    statement = "Erdogan said on 12 February 2020 that Turkey would act."
    before = "Troops took the town on {} February 2020, and {} Erdogan said that Turkey would act."
    for day, words, faithful in ((12, "the same day", True), (11, "the next day", True), (10, "the same day", False)):
        whole = read(before.format(day, words))
        later = next(n for n, t in enumerate(whole.tokens) if t.word == "and")
        premise = Premise.of(fact("who-2020-03-01/1", statement, "2020-02-12"))
        assert bool(dates.faults(whole.part(later, len(whole.tokens)), premise)) is not faithful


def test_what_is_told_to_people_quotes_nothing_of_the_sentence() -> None:
    """The fault for people has the dates of the fact, and none of the sentence."""
    premise = Premise.of(fact("who-2020-03-01/1", "It fell on 12 February 2020.", "2020-02-12"))
    (fault,) = dates.faults(read("It fell on 17 July 1999."), premise)
    assert "12 February 2020" in fault.told
    assert "July" not in fault.told
    assert "1999" not in fault.told


@given(DAYS, DAYS)
def test_only_the_day_itself_is_carried(day: date, other: date) -> None:
    """Of all days, a fact of one day carries exactly that day."""
    statement = f"It fell on {say_day(day)}."
    assert bool(wrong(f"On {MONTHS[other.month]} {other.day}, {other.year} it fell.", statement, str(day))) is (
        day != other
    )


@given(DAYS, st.integers(1, 60))
def test_a_day_of_a_span_is_not_told_for_it(first: date, length: int) -> None:
    """A span is carried as a span, and never one of its ends as the day of it."""
    last = first + timedelta(days=length)
    statement = f"They fled between {say_day(first)} and {say_day(last)}."
    assert not wrong(f"They fled from {say_day(first)} to {say_day(last)}.", statement, f"{first}/{last}")
    assert wrong(f"They fled on {say_day(last)}.", statement, f"{first}/{last}")


@given(TEXTS)
def test_every_text_can_be_read(text: str) -> None:
    """No text makes the reading fail; mentions lie within it, and have no token in common."""
    said = read(text)
    found = dates.mentions(said)
    assert all(0 <= m.first < m.last <= len(said.tokens) for m in found)
    assert all(a.last <= b.first for a, b in pairwise(found))
    dates.faults(said, Premise.of(fact("who-2020-03-01/1", "It fell in 2020.", "2020")))


def test_every_statement_of_the_shipped_case_carries_its_own_dates() -> None:
    """What a fact says, with its speaker or without, passes against it."""
    case, _ = read_case_with_warnings(CASE)
    premises = [Premise.of(f) for f in case.facts]
    assert not [p.said.text for p in premises if dates.faults(p.said, p)]
    assert not [p.said.text for p in premises if dates.faults(read(p.fact.statement), p)]
