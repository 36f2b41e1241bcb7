"""The numbers of a sentence against those of a fact."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.facts import Figure
from bot.domain.grounding.counts import quantities
from bot.domain.grounding.counts.amounts import read_amounts
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.tokens import read
from storage.casefiles import read_case_with_warnings
from tests.samples import fact

CASE = Path(__file__).resolve().parents[2] / "cases" / "idlib"
PIECES = "0 1 12 2.9 1,000 900k 3bn 1st ² ٣ ½ a an half quarter of and - % per cent $ € million hundred dozen ninety"
PIECES += " two three thirds one in ten at least more than about up to several dozens people M4 30s , ."
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES.split()), max_size=10).map(" ".join))
DIGIT = re.compile(r"(?<![\d:,.A-Za-z-])[1-9](?=[\d,.]*\d? (?:people|soldiers|civilians|children|per cent|million)\b)")


def wrong(text: str, statement: str, **more: object) -> list[str]:
    """The stretches of a sentence that are faulty against a fact."""
    premise = Premise.of(fact("who-2020-03-01/1", statement, "2020-02-12", **more))
    return [text[f.start : f.end] for f in quantities.faults(read(text), premise)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("900k", 900_000),
        ("0.9 million", 900_000),
        ("900 000", 900_000),
        ("nine hundred thousand", 900_000),
        ("three million", 3_000_000),
        ("2.9m", 2_900_000),
        ("17bn", 17 * 10**9),
        ("two and a half million", 2_500_000),
        ("half a million", 500_000),
        ("a quarter of a million", 250_000),
        ("one hundred and forty-two", 142),
        ("seventy-one", 71),
        ("a dozen", 12),
        ("three thousand two hundred", 3_200),
    ],
)
def test_numbers_are_read_in_every_notation(text: str, value: int) -> None:
    """Digits, words and scales come to the same value, as one quantity."""
    (amount,) = read_amounts(read(f"{text} people fled"))
    assert amount.value == value


@pytest.mark.parametrize(
    ("told", "statement"),
    [
        ("0.9 million people fled.", "900,000 people fled."),
        ("Around 500 people died.", "Almost 500 people died."),
        ("About 33 soldiers died.", "33 soldiers died."),
        ("No fewer than 14 soldiers died.", "At least 14 soldiers died."),
        ("Upwards of 50 targets were hit.", "More than 50 targets were hit."),
        ("Up to 35 troops fell.", "30 to 35 troops fell."),
        ("Over 914,000 people live there.", "914,648 people live there."),
        ("Some 70% of the people fled.", "Some 70 per cent of the people fled."),
        ("30 percent of the children were ill.", "Three in ten children were ill."),
        ("Half of the people fled.", "50 per cent of the people fled."),
        ("It cost $36 million.", "It cost US$36 million."),
        ("It has a two-week stock.", "It has a 14-day stock."),
        ("Hundreds of people died.", "373 people died."),
        ("A dozen posts stood there.", "12 posts stood there."),
        ("One drone was lost.", "A drone was lost."),
        ("The 1st patrol failed.", "The first patrol failed."),
        ("It took a third village.", "It took a third village."),
        ("It fell for no one.", "It fell."),
        ("Of the seven attacks it made three.", "It made three of seven attacks."),
        ("At least 500 died.", "The dead numbered more than 500."),
    ],
)
def test_other_notation_and_weaker_bounds_are_faithful(told: str, statement: str) -> None:
    """The same quantity may be written otherwise, made less exact, or rounded and told as rounded."""
    assert not wrong(told, statement)


@pytest.mark.parametrize(
    ("told", "statement"),
    [
        ("9,000,000 people fled.", "900,000 people fled."),
        ("0.9 billion people fled.", "900,000 people fled."),
        ("More than 500 people died.", "Almost 500 people died."),
        ("500 people died.", "Almost 500 people died."),
        ("14 soldiers died.", "At least 14 soldiers died."),
        ("At most 14 soldiers died.", "At least 14 soldiers died."),
        ("At least 14 soldiers died.", "14 soldiers died."),
        ("Nearly 14 soldiers died.", "14 soldiers died."),
        ("Only 14 soldiers died.", "14 soldiers died."),
        ("30 troops fell.", "30 to 35 troops fell."),
        ("915,000 people live there.", "914,648 people live there."),
        ("70 people fled.", "70 per cent of the people fled."),
        ("A third of the people fled.", "Half of the people fled."),
        ("It cost 36 million euros.", "It cost US$36 million."),
        ("It has a two-month stock.", "It has a two-week stock."),
        ("It was stopped within 24 days.", "It was stopped within 24 hours."),
        ("Thousands of people died.", "373 people died."),
        ("Dozens of villages fell.", "Several villages fell."),
        ("The fifth patrol failed.", "The fourth patrol failed."),
        ("Resolution 2250 passed.", "Resolution 2254 passed."),
        ("They closed the M6.", "They closed the M5."),
        ("It lost an Su-34.", "It lost an Su-24."),
        ("It made seven of three attacks.", "It made three of seven attacks."),
        ("All villages fell.", "Villages fell."),
        ("53 children were hit.", "53 health facilities were hit; children fled."),
        ("298 injuries were counted.", "298 deaths were counted."),
        ("76 Turkish troops died.", "Turkey said 76 Syrian troops died."),
    ],
)
def test_another_number_kind_bound_or_thing_is_a_fault(told: str, statement: str) -> None:
    """Another value, scale, unit, bound or counted thing is caught."""
    assert wrong(told, statement)


@pytest.mark.parametrize(
    ("told", "statement"),
    [
        ("Strikes killed 35 women and 18 children.", "Strikes killed 18 women and 35 children."),
        ("Raids killed three civilians and wounded two.", "Raids killed two civilians and wounded three."),
        ("75,000 fled in December and 315,000 in January.", "315,000 fled in December and 75,000 in January."),
        ("It failed with seven votes for and four against.", "It failed with four votes for and seven against."),
        ("It hit schools in 17 cases and markets in 14.", "It hit markets in 17 cases and schools in 14."),
        ("It lost five tanks and six howitzers.", "It lost six tanks and five howitzers."),
    ],
)
def test_numbers_that_change_places_are_a_fault(told: str, statement: str) -> None:
    """A number stays with what it counts, what became of that, and when; in any order of them."""
    assert wrong(told, statement)
    assert not wrong(statement, statement)
    first, second = statement.removesuffix(".").rsplit(" and ", 1)
    assert not wrong(f"{second[0].upper()}{second[1:]}; {first[0].lower()}{first[1:]}.", statement)


@pytest.mark.parametrize(
    ("told", "statement", "fine"),
    [
        ("The attack wounded 10 people and injured 30.", "The attack killed 10 people and injured 30.", False),
        ("10 people were hurt and 30 injured.", "The attack killed 10 people and injured 30.", False),
        ("10 people were displaced.", "The attack killed 10 people and displaced 30.", False),
        ("The attack killed 5 soldiers and killed 5 more.", "The attack killed 5 soldiers and wounded 5 more.", False),
        ("They captured 3 drones and shot down 2.", "They shot down 3 drones and captured 2.", False),
        ("300 people fled and 20 returned.", "300 people returned and 20 fled.", False),
        ("There were 10 deaths and 30 injuries.", "The attack killed 10 people and injured 30.", True),
        ("10 people died and 30 were wounded.", "The attack killed 10 people and injured 30.", True),
        ("The killing of 10 people was told.", "The attack killed 10 people and injured 30.", True),
        ("Strikes killed 10 displaced people.", "10 displaced people were killed in strikes.", True),
        ("30 were injured in two attacks.", "Two attacks killed 10 people and injured 30.", True),
        ("The strikes killed or wounded 12 people.", "12 people were killed or wounded in strikes.", True),
    ],
)
def test_a_number_stays_with_what_was_done_to_those_it_counts(told: str, statement: str, fine: bool) -> None:
    """So many killed are never so many wounded, in whatever words and order either is told."""
    assert (not wrong(told, statement)) is fine


def test_a_stored_figure_carries_its_number() -> None:
    """What the figure of a fact counts may be told with its unit and its bound."""
    figure = Figure(value=16, unit="health facilities", bound="at-least")
    statement = "Hospitals and health centres were closed."
    assert not wrong("At least 16 health facilities were closed.", statement, figure=figure)
    assert wrong("16 health facilities were closed.", statement, figure=figure)
    assert wrong("At least 16 schools were closed.", statement, figure=figure)


def test_years_and_days_are_no_quantities() -> None:
    """The numbers of dates are left to the dates."""
    assert not read_amounts(read("On 12 February 2020, and from 9 to 12 March 2020, it fell; in 2019 it stood."))


def test_what_is_told_to_people_quotes_nothing_of_the_sentence() -> None:
    """The fault for people has the numbers of the fact, and none of the sentence."""
    premise = Premise.of(fact("who-2020-03-01/1", "Some 60 villages fell.", "2020-02-12"))
    (fault,) = quantities.faults(read("Some 61 villages fell."), premise)
    assert "Some 60" in fault.told
    assert "61" not in fault.told


@given(st.integers(2, 10**7), st.integers(2, 10**7))
def test_only_the_number_itself_is_carried(value: int, other: int) -> None:
    """Of all exact numbers, a fact carries exactly its own, with or without separators."""
    assert bool(wrong(f"{other:,} people fled.", f"{value} people fled to the north.")) is (value != other)


@given(TEXTS)
def test_every_text_can_be_read(text: str) -> None:
    """No text makes the reading fail; mentions lie within it, and have no token in common but for their bounds."""
    said = read(text)
    assert all(0 <= m.first < m.last <= len(said.tokens) for m in quantities.mentions(said))
    found = read_amounts(said)
    assert all(a.last <= b.first for a, b in pairwise(found))
    quantities.faults(said, Premise.of(fact("who-2020-03-01/1", "At least 5 of 7 people fell.", "2020")))


def test_every_statement_of_the_shipped_case_carries_its_own_numbers() -> None:
    """What a fact says, with its speaker or without, passes against it; with another digit it does not."""
    case, _ = read_case_with_warnings(CASE)
    premises = [Premise.of(f) for f in case.facts]
    assert not [p.said.text for p in premises if quantities.faults(p.said, p)]
    assert not [p.said.text for p in premises if quantities.faults(read(p.fact.statement), p)]
    changed = [(DIGIT.sub(lambda m: str(int(m[0]) % 9 + 1), p.said.text, count=1), p) for p in premises]
    assert not [text for text, p in changed if text != p.said.text and not quantities.faults(read(text), p)]
