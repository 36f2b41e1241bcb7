"""Leads, aims, what stands within a compound, and the halves of words with a hyphen are held against the fact."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.asking.names import Gazetteer
from bot.domain.facts import Entity
from bot.domain.grounding.check import check
from bot.domain.grounding.claims import Draft
from bot.domain.grounding.parties import compounds
from bot.domain.grounding.premise import Grounds, Premise
from bot.domain.grounding.tokens import read
from bot.domain.grounding.words import leads, modifiers
from tests.samples import fact

NAMES = Gazetteer.build(
    [
        Entity(name="Idlib", kind="place", description="Last province of the rebels"),
        *(Entity(name=name, kind="state") for name in ("Syria", "Turkey", "Russia", "Iran")),
    ]
)
BLAMED = "Turkey attributed the displacement of 586,000 people to air strikes, shelling and an offensive."
FIRST = "Turkey won control of the border post near Idlib on 11 February 2020 for the first time since 2012."
GAVE = "Russia gave Syria a deadline on 5 February 2020."


def premise(statement: str) -> Premise:
    return Premise.of(fact("x-2020-03-04/1", statement, "2020-03-03"))


def led(statement: str, sentence: str) -> list[str]:
    return [sentence[f.start : f.end] for f in leads.faults(read(sentence), premise(statement))]


@pytest.mark.parametrize(
    ("statement", "sentence", "found"),
    [
        (BLAMED, f"Because of the shelling, {BLAMED}", ["Because of"]),
        (
            "Rebel commanders said a helicopter was shot down near Idlib.",
            "Because of the shelling, rebel commanders said a helicopter was shot down.",
            ["Because of"],
        ),
        (
            "Khamis blamed the fall of the pound on sanctions.",
            "Owing to the sanctions, Khamis blamed the fall of the pound.",
            ["Owing to"],
        ),
        (
            "Fifty clinics closed because of heavy fighting.",
            "Due to the fighting, fifty clinics closed because of heavy fighting.",
            ["Due to"],
        ),
        (
            "Cavusoglu said Turkey preferred diplomacy with Russia.",
            "Together with Russia, Cavusoglu said Turkey preferred diplomacy.",
            ["Together with"],
        ),
        (
            "Jets bombed villages in Idlib despite the truce.",
            "Despite the talks, jets bombed villages in Idlib.",
            ["Despite"],
        ),
        (
            "Syria announced its first death on 29 March 2020.",
            "For the first time, Syria announced its first death.",
            ["For the first time"],
        ),
    ],
)
def test_a_lead_needs_a_connective_of_its_kind_before_the_same_word(
    statement: str, sentence: str, found: list[str]
) -> None:
    """Neither a verb such as `attributed`, nor another noun, nor what the rest tells already, carries a lead."""
    assert led(statement, sentence) == found


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("Fifty clinics closed because of heavy fighting.", "Owing to heavy fighting, fifty clinics closed."),
        ("Heavy fighting forced fifty clinics to close.", "Because of heavy fighting, fifty clinics closed."),
        ("A patrol was cut short over security concerns.", "Because of security concerns, a patrol was cut short."),
        ("Turkey and Russia brokered truces.", "Together with Russia, Turkey brokered truces."),
        ("Jets bombed villages despite the March truce.", "Despite the truce, jets bombed villages."),
        ("The raid went on even after Turkey raised the alarm.", "Although Turkey raised the alarm, the raid went on."),
        (FIRST, "For the first time since 2012, Turkey won control of the border post."),
        ("Syria announced its first death on 29 March 2020.", "For the first time, Syria announced a death."),
    ],
)
def test_a_lead_that_the_fact_makes_is_kept(statement: str, sentence: str) -> None:
    """The same cause, company, defiance or first time may be put before the sentence."""
    assert led(statement, sentence) == []


@pytest.mark.parametrize("cites", [("y-2020-03-04/2",), ("x-2020-03-04/1", "y-2020-03-04/2")])
def test_a_lead_is_carried_by_the_fact_of_the_words_behind_it(cites: tuple[str, ...]) -> None:
    """What happened for the first time in one fact makes nothing of another a first time."""
    facts = [fact("x-2020-03-04/1", FIRST, "2020-02-11"), fact("y-2020-03-04/2", GAVE, "2020-02-05")]
    grounds = Grounds.of(facts, gazetteer=NAMES, as_of=datetime(2030, 1, 1, tzinfo=UTC))
    assert check(Draft(text=GAVE, cites=("y-2020-03-04/2",)), grounds).passed
    assert not check(Draft(text=f"For the first time, {GAVE}", cites=cites), grounds).passed
    assert leads.is_lead_alone(read("For the first time,"))
    assert not leads.is_lead_alone(read(f"For the first time, {GAVE}"))


@pytest.mark.parametrize(
    ("statement", "sentence", "found"),
    [
        (
            "Deaths were in areas outside government control, Lowcock told the Security Council on 6 February 2020.",
            "Lowcock told the Security Council on 6 February 2020 to protect civilians.",
            ["to protect"],
        ),
        (
            "Russia accused militants of using civilians as shields.",
            "Russia accused militants of using civilians as shields to protect civilians.",
            ["to protect"],
        ),
        ("Police entered the town to secure civilians.", "Police entered the town to protect civilians.", []),
        ("An envoy arrived in Ankara for talks on Idlib.", "An envoy came to Ankara to discuss Idlib.", []),
        ("Turkey vowed to push the army back by force.", "Turkey vowed to use force to push back the army.", []),
    ],
)
def test_an_aim_at_the_end_must_be_one_of_the_fact(statement: str, sentence: str, found: list[str]) -> None:
    """`To` and a verb at the end needs an aim, or the same done to the same, in the fact."""
    assert led(statement, sentence) == found


@pytest.mark.parametrize(
    ("statement", "sentence", "found"),
    [
        ("Government forces encircled the town.", "Government surrounded forces encircled the town.", ["surrounded"]),
        ("Government troops left for other areas.", "Government remaining troops left for areas.", ["remaining"]),
        ("The army attacked foreign fighters.", "The army foreign posts attacked fighters.", ["foreign"]),
        ("The remaining government forces left.", "The remaining government forces left.", []),
        ("The government's surrounded forces left.", "The government surrounded forces left.", []),
    ],
)
def test_what_stands_within_a_compound_stands_before_its_head_in_the_fact(
    statement: str, sentence: str, found: list[str]
) -> None:
    """A participle or an adjective may come between two nouns only where the fact has it before the second."""
    assert [sentence[f.start : f.end] for f in modifiers.faults(read(sentence), premise(statement))] == found


@pytest.mark.parametrize(
    ("statement", "sentence", "found"),
    [
        ("Iranian-backed forces fought there.", "Iranian-fought forces fought there.", ["fought"]),
        ("Turkish-backed fighters took a town.", "Turkish-held fighters took a town.", ["held"]),
        ("Turkey gave the rebels support against Russia.", "Turkey gave Russian-backed rebels support.", ["backed"]),
        ("Iranian-backed forces fought there.", "Iranian-supported forces fought there.", []),
        ("Forces backed by Iran fought there.", "Iranian-backed forces fought there.", []),
        ("Forces with Iranian support fought there.", "Iranian-backed forces fought there.", []),
    ],
)
def test_the_second_half_of_a_compound_is_that_of_the_fact(statement: str, sentence: str, found: list[str]) -> None:
    """Whom Iran backs it has not fought; another word for backing is kept."""
    assert [sentence[f.start : f.end] for f in compounds.faults(read(sentence), read(statement))] == found
