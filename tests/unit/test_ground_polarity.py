"""What a fact denies stays denied, and what it leaves open stays open; what it says plainly is neither."""

from __future__ import annotations

import pytest

from bot.domain.grounding.premise import Premise
from bot.domain.grounding.sense.polarity import faults
from bot.domain.grounding.tokens import read
from tests.samples import fact


def found(statement: str, sentence: str, kind: str = "position") -> set[str]:
    premise = Premise.of(fact("x-2020-02-12/1", statement, "2020-02-12", said_by="Turkey", kind=kind))
    return {f.check for f in faults(read(sentence), premise)}


DENIED = "Rebel sources denied that Turkish soldiers took part in the ground assault on Nayrab, Turkey said."
NO_CASE = "No Covid-19 case was confirmed in the north, Turkey said."
INTENT = "Turkey said it would strike Syrian forces if its posts were attacked."
MAY = "Turkey said the statements may have emboldened the rebels."


@pytest.mark.parametrize(
    "sentence",
    [
        "Turkey said rebel sources denied Turkish soldiers took part in the ground assault on Nayrab.",
        "According to Turkey, rebel sources said Turkish soldiers did not take part in the assault on Nayrab.",
        "Rebel sources said no Turkish soldiers had taken part in the ground assault, Turkey said.",
    ],
)
def test_a_denial_may_be_told_in_other_words(sentence: str) -> None:
    """Denied that they took part, did not take part and no soldiers took part are the same."""
    assert found(DENIED, sentence) == set()


def test_a_denial_may_not_be_left_out() -> None:
    """What somebody denies is not told as what he says."""
    assert "negation" in found(DENIED, "Rebel sources said that Turkish soldiers took part in the ground assault.")


@pytest.mark.parametrize(
    "sentence", ["There were no confirmed Covid-19 cases.", "Not one Covid-19 case was confirmed."]
)
def test_none_stays_none(sentence: str) -> None:
    """No case may be told as not one case."""
    assert found(NO_CASE, sentence) == set()


def test_none_may_not_become_some() -> None:
    """Where there was no case, no sentence has one."""
    assert "negation" in found(NO_CASE, "A Covid-19 case was confirmed in the north, Turkey said.")


@pytest.mark.parametrize("word", ["not", "never", "hardly"])
def test_a_negation_may_not_be_brought_in(word: str) -> None:
    """What a fact says is not denied."""
    assert "negation" in found("Syrian forces were driven from the town.", f"Syrian forces were {word} driven from it.")


def test_a_negation_beside_another_is_not_covered_by_it() -> None:
    """A fact that denies one thing does not let another be denied."""
    statement = "Turkey and Russia declared that the conflict has no military solution and needs a political process."
    sentence = "Turkey and Russia declared that the conflict does not need a political process."
    assert "negation" in found(statement, sentence)


def test_who_is_hit_and_who_is_not_are_not_exchanged() -> None:
    """Terrorists, not civilians, is not civilians, not terrorists."""
    statement = "The army strikes terrorists, not civilians."
    assert "negation" in found(statement, "The army strikes civilians, not terrorists.")
    assert found(statement, "The army strikes terrorists rather than civilians.") == set()


@pytest.mark.parametrize("bound", ["no more than", "no fewer than", "not less than"])
def test_bounds_deny_nothing(bound: str) -> None:
    """A bound of a number is no negation."""
    assert found("At least 12 people fled.", f"{bound} 12 people fled") == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "Turkey would hit Syrian forces if its posts came under attack, Turkey said.",
        "Turkey vowed to strike Syrian forces if Turkish posts were attacked.",
        "If its posts were attacked, Syrian forces would be struck, Turkey said.",
    ],
)
def test_an_intention_may_be_told_as_one(sentence: str) -> None:
    """Would strike, vowed to strike and would be struck leave the same open."""
    assert found(INTENT, sentence) == set()


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (INTENT, "Turkey said it struck Syrian forces if its posts were attacked."),
        (INTENT, "Turkey said it would strike Syrian forces after its posts were attacked."),
        (MAY, "Turkey said the statements have emboldened the rebels."),
        (MAY, "Turkey said the statements will embolden the rebels."),
        ("Turkey demanded that the attacks end.", "The attacks ended, Turkey said."),
        ("It was probable that rebels attacked the camp.", "Rebels attacked the camp, Turkey said."),
        ("The crew was rumoured captured.", "The crew was captured."),
        ("Fighters tried to enter the town.", "Fighters entered the town."),
    ],
)
def test_what_is_open_may_not_be_told_as_done(statement: str, sentence: str) -> None:
    """Possible, intended, demanded, conditional, rumoured and tried are not done."""
    assert "modality" in found(statement, sentence)


@pytest.mark.parametrize("words", ["may have been", "could have been", "were allegedly", "were probably"])
def test_doubt_may_not_be_brought_in(words: str) -> None:
    """What a fact says plainly is not left open."""
    assert "modality" in found("Three soldiers were killed by a rocket.", f"Three soldiers {words} killed by a rocket.")


def test_a_weaker_word_will_do() -> None:
    """Likely may be told as possible; possible not as likely."""
    likely, possible = "It is likely that rebels shelled the camp.", "It is possible that rebels shelled the camp."
    assert found(likely, possible) == set()
    assert "modality" in found(possible, likely)


def test_a_deadline_may_be_told_as_a_duty() -> None:
    """Forces that were given until a day to leave have to leave by then."""
    premise = "Turkey gave Syrian troops until the end of February to retreat behind the line."
    assert found(premise, "Syrian troops had to retreat behind the line by the end of February.") == set()
    assert "modality" in found("Weapons were to leave the zone by 10 October.", "Weapons left the zone by 10 October.")


def test_people_are_told_without_a_word_of_the_sentence() -> None:
    """What is shown of a fault has none of the sentence's words that its fact lacks."""
    premise = Premise.of(fact("x-2020-02-12/1", "Three soldiers were killed.", "2020-02-12"))
    assert all("never" not in f.told for f in faults(read("Three soldiers were never killed."), premise))
