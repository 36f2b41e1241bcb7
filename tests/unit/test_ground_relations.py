"""The words of a fact may not be put together in another way."""

from __future__ import annotations

import pytest

from bot.domain.grounding.counts import lasting, wholes
from bot.domain.grounding.parties import compounds, frames
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.sense import order, plans
from bot.domain.grounding.sense.polarity import faults as polarity_faults
from bot.domain.grounding.tokens import read
from tests.samples import fact


def premise_of(statement: str, kind: str = "event") -> Premise:
    return Premise.of(fact("x-2020-02-12/1", statement, "2020-02-12", kind=kind))


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("The highway fell when government forces took the town.", "Government forces lost the town."),
        ("China supported Russia's refusal of the statement.", "China opposed Russia's refusal of the statement."),
        ("About 300 people had returned to their homes.", "About 300 people had fled to their homes."),
        ("It passed once two attempts to renew it had failed.", "It passed once two attempts to renew it had passed."),
        ("They were rivals in the east and partners in the west.", "They were rivals in the east and rivals too."),
        ("It was adopted with 11 votes in favour.", "It was adopted with 11 votes against."),
        ("The vote renewed aid into Syria.", "The vote renewed aid out of Syria."),
        ("Nayrab is a village east of the city.", "Nayrab is a village west of the city."),
        ("The skies were free of warplanes.", "The skies were full of warplanes."),
        ("It was the last rebel-held town.", "It was the last government-held town."),
        ("The office, linked to the group, closed.", "The office, part of the group, closed."),
        ("People fled other towns.", "People fled to other towns."),
    ],
)
def test_an_opposite_does_not_stand_where_the_fact_has_the_other(statement: str, sentence: str) -> None:
    """Whatever else of the fact may carry such a word, it is held against what stands beside it."""
    assert order.faults(read(sentence), premise_of(statement))


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("Losing the town, the army captured 20 villages.", "The army lost the town but took 20 villages."),
        ("The team counted 300 displaced people as returned.", "300 displaced people went back, the team counted."),
        ("Troops took the north and the south.", "The south and the north were taken by troops."),
        ("It was the last rebel-held town.", "It was the last town held by rebels."),
    ],
)
def test_both_opposites_may_be_told_where_both_stand(statement: str, sentence: str) -> None:
    """A fact that has both is told with both, in either order."""
    assert not order.faults(read(sentence), premise_of(statement))


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("The aircraft was unarmed, the army said.", "The aircraft was armed, the army said."),
        ("The EU asked that aid be let through unhindered.", "The EU asked that aid be let through hindered."),
    ],
)
def test_what_a_prefix_denies_stays_denied(statement: str, sentence: str) -> None:
    """Unarmed is not armed, though an army stands in the fact."""
    assert order.faults(read(sentence), premise_of(statement))


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (
            "Greece would accept no new applications after Turkey stopped holding back migrants.",
            "Greece would accept some new applications after Turkey stopped holding back migrants.",
        ),
        ("Only Turkish soldiers stood in the way.", "Not only Turkish soldiers stood in the way."),
        ("HTS signed a truce that ended days of fighting.", "HTS never signed a truce that ended days of fighting."),
        ("Ersen expected Turkey to avoid provoking a crisis.", "Ersen expected Turkey to provoke a crisis."),
    ],
)
def test_another_negation_does_not_stand_for_one_that_is_missing(statement: str, sentence: str) -> None:
    """What the fact stops or ends elsewhere denies nothing here."""
    assert "negation" in {f.check for f in polarity_faults(read(sentence), premise_of(statement))}


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("Turkey wanted to keep troops there so that refugees would not come.",
         "Turkey did keep troops there so that refugees would not come."),
        ("There were strong signs that flight had ended.", "Flight had ended."),
    ],
)  # fmt: skip
def test_another_modal_word_does_not_stand_for_one_that_is_missing(statement: str, sentence: str) -> None:
    """A would for one thing leaves nothing open of another."""
    assert "modality" in {f.check for f in polarity_faults(read(sentence), premise_of(statement, "position"))}


def test_a_plan_is_not_told_as_done() -> None:
    """What they agreed to do they have not done yet; what they managed to do they have."""
    agreed = premise_of("They agreed to carry out the deal.").said
    assert plans.faults(read("They carried out the deal."), agreed)
    assert not plans.faults(read("They agreed that the deal be carried out."), agreed)
    assert not plans.faults(read("They carried out the deal."), premise_of("They managed to carry out the deal.").said)


def test_who_backs_whom_is_kept() -> None:
    """Compounds keep their first half, and support the one who gives it."""
    backed = premise_of("Iranian-backed militias fought beside Syrian government forces.").said
    assert compounds.faults(read("Syrian-backed militias fought beside government forces."), backed)
    assert not compounds.faults(read("Iran-backed militias fought there."), backed)
    assert compounds.faults(read("Militias fought with Turkish support."), backed)
    helped = premise_of("Rebels retook the town with Turkish military support.").said
    assert not compounds.faults(read("Rebels retook the town with Turkish support."), helped)


@pytest.mark.parametrize(
    ("statement", "sentence", "turned"),
    [
        ("Air strikes injured about 350 people.", "About 350 people injured air strikes.", True),
        ("The patrol on the road was completed.", "The patrol completed the road.", True),
        ("Protesters were shot by soldiers.", "Soldiers shot protesters.", False),
        ("Soldiers shot protesters.", "Protesters shot by soldiers were buried.", False),
        ("A rocket fired by Turkish forces downed the helicopter.", "A helicopter downed the rocket.", True),
    ],
)
def test_nobody_does_what_is_done_to_him(statement: str, sentence: str, turned: bool) -> None:
    """Who does it and who suffers it stay who they are, in the active and in the passive."""
    assert bool(frames.faults(read(sentence), premise_of(statement).said)) is turned


def test_the_adjective_of_a_state_stays_with_its_noun() -> None:
    """Turkish posts that shells hit are not posts that Turkish shells hit."""
    statement = premise_of("Shells hit Turkish posts.").said
    assert frames.faults(read("Turkish shells hit posts."), statement)
    assert not frames.faults(read("Turkish posts were hit by shells."), statement)


def test_a_time_without_a_number_keeps_its_unit() -> None:
    """Weeks of attacks are not years of attacks."""
    statement = premise_of("They had been attacking for weeks.").said
    assert lasting.faults(read("They had been attacking for years."), statement)
    assert not lasting.faults(read("They had been attacking for weeks."), statement)


def test_a_share_is_not_the_whole() -> None:
    """Half of them are not all of them, and cities, towns and villages are not cities."""
    half = premise_of("War had displaced half of Syria's population.").said
    assert wholes.faults(read("War had displaced Syria's population."), half)
    assert not wholes.faults(read("War had displaced half of the population."), half)
    row = premise_of("Forces took about 300 cities, towns and villages.").said
    assert wholes.faults(read("Forces took about 300 cities."), row)
    assert not wholes.faults(read("Forces took about 300 towns, villages and cities."), row)
