"""What is past stays past, what was only said or averted does not happen, and each does what he does in the fact."""

from __future__ import annotations

import pytest

from bot.domain.grounding.parties import agents
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.sense import embedding, tense
from bot.domain.grounding.tokens import read
from tests.samples import fact


def premise(statement: str) -> Premise:
    return Premise.of(fact("x-2020-03-04/1", statement, "2020-03-03"))


def shifted(statement: str, sentence: str) -> bool:
    return bool(tense.faults(read(sentence), premise(statement)))


def bare(statement: str, sentence: str) -> bool:
    return bool(embedding.faults(read(sentence), premise(statement)))


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("Iran was ready to talk.", "Iran will be ready to talk."),
        ("SANA said the army took the town.", "SANA will say the army took the town."),
        ("60 soldiers were killed.", "60 soldiers are being killed."),
        ("A mandate was due to lapse.", "A mandate will be due to lapse."),
        ("WHO was preparing a hospital.", "WHO is preparing a hospital."),
        ("The camps were full.", "The camps are full."),
        ("Patrols were to begin.", "Patrols will be to begin."),
    ],
)
def test_what_a_fact_has_as_past_is_not_told_as_going_on_or_to_come(statement: str, sentence: str) -> None:
    """A past stays one, whatever it leaves open."""
    assert shifted(statement, sentence)


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("Turkey vowed to strike again.", "Turkey will strike again, it vowed."),
        ("Talks were planned for Monday.", "Talks will be held on Monday."),
        ("The law would cost it a say.", "The law would cost it a say."),
        ("Militants use people as shields.", "Militants are using people as shields."),
    ],
)
def test_what_a_fact_has_as_coming_may_be_told_so(statement: str, sentence: str) -> None:
    """What was vowed or planned will be."""
    assert not shifted(statement, sentence)


def test_what_a_fact_leaves_open_did_not_happen() -> None:
    """What would endanger somebody did not endanger him."""
    assert shifted("The attack would endanger the deal.", "The attack did endanger the deal.")
    assert shifted("Turkey threatened to push the army back.", "Turkey went on to push the army back.")


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("Protesters carried banners reading 'Assad has fled abroad'.", "Assad has fled abroad."),
        ("Leaflets read that the army had taken Saraqib.", "The army had taken Saraqib."),
        ("A court heard that Russia had bombed a hospital.", "Russia had bombed a hospital."),
        ("Turkey averted an attack on Saraqib.", "There was an attack on Saraqib."),
        ("There were fears of a massacre in Idlib.", "There was a massacre in Idlib."),
    ],
)
def test_what_was_only_said_written_feared_or_averted_is_not_told_bare(statement: str, sentence: str) -> None:
    """What stands within somebody's words or did not come about is told as such."""
    assert bare(statement, sentence)
    assert not bare(statement, statement)


def test_who_does_something_does_it_in_the_same_clause_of_the_fact() -> None:
    """Those who attacked did not flee because others in the same fact did."""
    fled = premise("Syrian troops attacked Saraqib, and Turkish troops fled.")
    assert [f.check for f in agents.faults(read("Syrian troops fled."), fled)] == ["name"]
    assert not agents.faults(read("Turkish troops fled."), fled)
    killed = premise("Turkish troops, whom Syria had surrounded, killed 30 soldiers.")
    assert agents.faults(read("Syria killed 30 soldiers."), killed)
    assert not agents.faults(read("Turkish troops killed 30 soldiers."), killed)
