"""Turns that lean on what was said before."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.domain.asking.followup import Resolved, leans_on_before, nearness, resolve
from bot.domain.asking.times import read_times
from bot.domain.edtf import Span
from bot.domain.facts import Fact
from bot.domain.ports import Turn
from tests.fakes import INFO
from tests.readers import TODAY, reader
from tests.samples import DEADLINE, FIRST, OUTCOME, RUSSIAN, SECOND, TURKISH

BEFORE = "how many people were displaced by 12 february 2020?"


def turn(text: str = BEFORE) -> Turn:
    return Turn(
        question=text, resolved=text, status="answered", fact_ids=(SECOND.id,), as_of=datetime(2020, 3, 10, tzinfo=UTC)
    )


def resolved(text: str, before: str = BEFORE, shown: tuple[Fact, ...] = (SECOND,)) -> Resolved:
    return resolve(text, [turn(before)], shown, reader=reader(), today=TODAY)


def span(text: str) -> tuple[str, Span]:
    """The one time reference of a question."""
    (time,) = read_times(text, today=TODAY, period=INFO.period)
    return time.relation, time.span


def day(month: int, number: int) -> Span:
    return Span(date(2020, month, number), date(2020, month, number))


@pytest.mark.parametrize(
    "text",
    [
        "and a week later?", "what about turkey?", "who said that?", "why?", "and russia?", "how many of them kids?",
        "where was it?", "says who?", "end of feb?", "source?", "when?", "and by 20 february?", "what did he say?",
    ],
)  # fmt: skip
def test_a_short_turn_leans_on_the_one_before(text: str) -> None:
    """A turn that says too little, or points back, is completed and keeps to what was shown."""
    assert leans_on_before(text, reader(), today=TODAY)
    found = resolved(text)
    assert found.focus == (SECOND,)
    assert "displaced" in found.text


@pytest.mark.parametrize(
    "text",
    [
        "how many turkish soldiers were killed in the strike on 27 february?",
        "when does the ceasefire between Turkey and Syria begin",
        "latest number of displaced people in Syria",
    ],
)
def test_a_full_question_stands_alone(text: str) -> None:
    """A question that says everything is left as it is."""
    assert resolved(text) == Resolved(text=text)


def test_without_a_turn_before_nothing_is_added() -> None:
    """The first turn of a talk is taken as it is."""
    assert resolve("and a week later?", [], [], reader=reader(), today=TODAY) == Resolved(text="and a week later?")


@pytest.mark.parametrize(
    ("text", "before", "expected"),
    [
        ("and a week later?", BEFORE, ("by", day(2, 19))),
        ("two days before?", BEFORE, ("by", day(2, 10))),
        ("and the month after?", BEFORE, ("by", day(3, 12))),
        ("and a week later?", "how many people were displaced on 12 february 2020?", ("on", day(2, 19))),
        ("and three weeks earlier?", "how many people were displaced on 12 february 2020?", ("on", day(1, 22))),
        ("and a month earlier?", "how many people were displaced on 31 march 2020?", ("on", day(2, 29))),
    ],
)
def test_a_step_in_time_starts_from_the_time_before(text: str, before: str, expected: tuple[str, Span]) -> None:
    """Steps such as "a week later" count from the day asked about before, and keep how it was related to that day."""
    assert span(resolved(text, before).text) == expected


def test_a_step_in_time_without_a_day_starts_from_the_fact_shown() -> None:
    """Where the question before named no day, the step counts from the first fact shown, else from today."""
    assert span(resolved("and a week later?", "how many people were displaced?").text)[1] == day(2, 19)
    assert span(resolved("and a week earlier?", "how many people were displaced?", ()).text)[1] == day(3, 3)


def test_an_own_time_takes_the_place_of_the_one_before() -> None:
    """A follow-up with a day of its own asks the same of that day."""
    assert span(resolved("and by 20 february?").text) == ("by", day(2, 20))


@pytest.mark.parametrize(
    "text", ["who said that?", "says who?", "source?", "according to whom?", "and who counted that?"]
)
def test_who_said_that_is_about_the_last_answer(text: str) -> None:
    """A question for the source is about the fact shown first."""
    found = resolved(text)
    assert found.asks_speaker
    assert found.focus == (SECOND,)


@pytest.mark.parametrize("text", ["why?", "and a week later?", "who said they would leave?", "who is he?"])
def test_other_follow_ups_are_not(text: str) -> None:
    """Why, when and who else are questions of their own."""
    assert not resolved(text).asks_speaker


def test_why_keeps_the_subject() -> None:
    """A bare "why?" asks for the reason of what was asked before."""
    assert {"why", "people", "displaced"} <= set(resolved("why?").text.replace("?", "").split())


@pytest.mark.parametrize(
    ("fact", "focus", "least"),
    [
        (SECOND, (SECOND,), 3.0),
        (FIRST, (SECOND,), 2.0),
        (RUSSIAN, (TURKISH,), 1.0),
        (OUTCOME, (SECOND,), 0.0),
        (DEADLINE, (), 0.0),
    ],
)
def test_nearness_counts_what_facts_share(fact: Fact, focus: tuple[Fact, ...], least: float) -> None:
    """The same fact is nearest, then its series and links; a fact of another source and subject is not near."""
    assert nearness(fact, focus) == least
