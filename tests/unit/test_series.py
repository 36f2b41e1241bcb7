"""Figures of one measure: which one answers, and how the series reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.asking.series import LONGEST, current, measure_of, pick, say_series, say_value, shown
from bot.domain.facts import Fact, Figure
from tests.readers import ranked, reading
from tests.samples import DEATHS, FIRST, MEASURE, OUTCOME, SECOND, TURKISH, fact, people

THIRD = replace(SECOND, id="ocha-2020-02-20/1", event_date="2020-02-20", figure=people(900_000), supersedes=())
SERIES = (FIRST, SECOND, THIRD)


def figure(day: int, value: float, **more: object) -> Fact:
    """A figure of the measure whose data is of a day in February."""
    name = f"ocha-2020-03-01/{day}"
    return fact(name, f"{value:,.0f} people.", f"2020-02-{day:02}", kind="figure", figure=people(value), **more)


def test_the_current_figure_is_not_a_superseded_one() -> None:
    """A figure that another supersedes does not hold, even where its data is of a later day."""
    later, corrected = figure(20, 900_000), figure(18, 850_000, supersedes=("ocha-2020-03-01/20",))
    assert current([later, corrected, FIRST]) is corrected


def test_among_those_that_hold_the_newest_data_counts() -> None:
    """The day of the data decides and not that of the source; then the better grade, then what was known last."""
    old_data = replace(figure(3, 1), known_at=datetime(2020, 6, 1, tzinfo=UTC))
    assert current([old_data, THIRD]) is THIRD
    doubtful, sure = figure(21, 2, credibility=4), replace(figure(21, 3), id="ocha-2020-02-22/9", credibility=1)
    assert current([doubtful, sure]) is sure
    assert current([sure, replace(doubtful, credibility=1, known_at=datetime(2020, 7, 1, tzinfo=UTC))]) is not sure
    assert current([]) is None


def test_figures_that_supersede_each_other_in_a_ring_still_give_one() -> None:
    """Where every figure is superseded, the newest data counts."""
    one, two = figure(3, 1, supersedes=("ocha-2020-03-01/4",)), figure(4, 2, supersedes=("ocha-2020-03-01/3",))
    assert current([one, two]) is two


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("how many displaced?", THIRD),
        ("how many displaced by 13 feb?", SECOND),
        ("how many displaced by 12 feb?", SECOND),
        ("how many displaced by 5 feb?", FIRST),
        ("how many displaced before 12 feb?", FIRST),
        ("how many displaced on 12 feb?", SECOND),
        ("how many displaced in february", THIRD),
        ("how many displaced since 5 february?", THIRD),
        ("how many displaced by 1 february?", None),
        ("how many displaced in january?", None),
    ],
)
def test_the_time_of_the_question_picks_the_figure(question: str, expected: Fact | None) -> None:
    """Of the figures up to the asked day the newest counts, superseded later or not; none where none was there yet."""
    assert pick(reading(question), SERIES) is expected


def test_a_named_speaker_picks_among_his_own_figures() -> None:
    """A speaker's own figure comes though another is newer, and others where he gave none."""
    turkey = figure(14, 1_000_000, said_by="Turkey")
    assert pick(reading("how many displaced according to Turkey?"), (*SERIES, turkey)) is turkey
    assert pick(reading("how many displaced according to Turkey?"), SERIES) is THIRD


def test_the_facts_of_a_measure_vote_together() -> None:
    """Three figures that share the question's words outvote one of another measure a little ahead of them."""
    votes = ranked(TURKISH, FIRST, SECOND, THIRD, step=0.1)
    assert measure_of(reading("how many people?"), votes) == MEASURE.id
    assert measure_of(reading("how many people?"), ranked(TURKISH, FIRST, SECOND, step=3.0)) == DEATHS.id


def test_only_a_question_for_figures_has_a_measure() -> None:
    """A question for reasons, a base without series, and a fact far ahead of all figures give none."""
    assert measure_of(reading("why were people displaced?"), ranked(FIRST, SECOND)) == ""
    assert measure_of(reading("how many people?"), ranked(OUTCOME)) == ""
    assert measure_of(reading("how many people?"), []) == ""
    assert measure_of(reading("how many people?"), ranked(OUTCOME, FIRST, step=4.0)) == ""


def test_a_series_ends_with_the_chosen_figure() -> None:
    """Unless the question asks how it developed, figures after the chosen one are left out, and old ones of many."""
    assert shown(reading("how many displaced by 13 feb?"), [THIRD, SECOND, FIRST], SECOND) == (FIRST, SECOND)
    many = [figure(day, day) for day in range(1, 29)]
    assert shown(reading("how many displaced?"), many, many[-1]) == tuple(many[-LONGEST:])


def test_a_trend_shows_the_figures_of_its_time() -> None:
    """A question for development gets all, in order of data; one with dates those between them."""
    assert shown(reading("how did displacement evolve?"), [THIRD, FIRST, SECOND], FIRST) == SERIES
    asked = reading("how did displacement evolve from 10 february to 25 february?")
    assert shown(asked, SERIES, THIRD) == (SECOND, THIRD)


def test_a_series_reads_in_values_and_days() -> None:
    """Each figure is told with its bound and day; the same value of the same day is told once."""
    again = replace(SECOND, id="voa-2020-02-14/1")
    assert say_series((FIRST, SECOND, again)) == "about 586,000 (2 Feb 2020) → about 800,000 (12 Feb 2020)"


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (Figure(value=13, unit="x", bound="exact"), "13"),
        (Figure(value=1.5, unit="x", bound="at-least"), "at least 1.5"),
        (Figure(value=12_000, value_high=25_000, unit="x", bound="about"), "about 12,000–25,000"),
        (Figure(value=1e6, unit="x", bound="at-most"), "at most 1,000,000"),
        (Figure(value=0, unit="x", bound="exact"), "0"),
    ],
)
def test_a_value_reads_with_its_bound(figure: Figure, text: str) -> None:
    """Values have thousands separators, ranges both ends, bounds their word."""
    assert say_value(figure) == text
