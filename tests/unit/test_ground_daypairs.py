"""A day stays with what it is the day of, and a sentence stays one sentence."""

from __future__ import annotations

import pytest

from bot.domain.grounding import surface
from bot.domain.grounding.days import dates
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.tokens import read
from tests.samples import fact


def wrong(statement: str, sentence: str, day: str = "2020-03-03") -> list[str]:
    premise = Premise.of(fact("x-2020-03-04/1", statement, day))
    return [sentence[f.start : f.end] for f in dates.faults(read(sentence), premise)]


def test_a_day_that_no_month_has_is_none() -> None:
    """33 February is no number and no day."""
    statement = "33 soldiers died in the strike of 27 February 2020."
    assert wrong(statement, "33 soldiers died in the strike of 33 February 2020.") == ["33 February"]


def test_of_two_days_of_a_fact_each_stays_with_its_own() -> None:
    """Who met on one day and resumed on another did not meet on the other."""
    statement = "Turkish and Russian delegations met in Ankara on 8 March 2020 and resumed the talks on 10 March."
    assert wrong(statement, "Turkish and Russian delegations met in Ankara on 10 March 2020.") == ["10 March 2020"]
    assert wrong(statement, "Turkish and Russian delegations met in Ankara on 8 March 2020.") == []
    assert wrong(statement, "They resumed the talks on 10 March 2020.") == []


def test_a_thing_is_not_named_by_the_day_of_telling() -> None:
    """Who on the 5th told of an attack of the 3rd told of no attack of the 5th."""
    statement = "Erdogan called the 3 March 2020 attack a turning point."
    assert wrong(statement, "Erdogan called the 5 March 2020 attack a turning point.", "2020-03-05") == ["5 March 2020"]


def test_the_number_of_a_text_is_not_the_day_of_it() -> None:
    """Resolution 2504 of 10 January is not resolution 10 of January."""
    statement = "Resolution 2504 of 10 January 2020 kept two crossings open."
    assert wrong(statement, "Resolution 10 of January 2020 kept two crossings open.", "2020-01-10") == ["10"]


@pytest.mark.parametrize(
    "end", [", so stay away.", " Ask Russia.", "., so stay away", " It is time to act.", ", see the next message."]
)
def test_no_appeal_is_hung_on_to_a_sentence(end: str) -> None:
    """What speaks to its reader is seen without a full stop before it."""
    premise = Premise.of(fact("x-2020-03-04/1", "The deal would calm Idlib.", "2020-03-03"))
    assert surface.faults(read(f"The deal would calm Idlib{end}"), [premise])
    assert not surface.faults(read("The deal would calm Idlib."), [premise])
