"""What ties two things together, says how, or what something is like, is held against the fact too."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.asking.names import Gazetteer
from bot.domain.facts import Entity
from bot.domain.grounding.check import check
from bot.domain.grounding.claims import Draft
from bot.domain.grounding.premise import Grounds, Premise
from bot.domain.grounding.tokens import read
from bot.domain.grounding.words import adverbs, links, modifiers
from bot.domain.grounding.words.vocabulary import faults
from tests.samples import fact

NAMES = Gazetteer.build(
    [
        Entity(name="Idlib", kind="place", description="Last province of the rebels"),
        Entity(name="Syria", kind="state"),
        Entity(name="Turkey", kind="state"),
        Entity(name="Russia", kind="state"),
    ]
)
PLAIN = "Turkey closed the border post near Idlib on 3 March 2020."


def premise(statement: str) -> Premise:
    return Premise.of(fact("x-2020-03-04/1", statement, "2020-03-03"))


def tied(statement: str, sentence: str) -> list[str]:
    return [sentence[f.start : f.end].lower() for f in links.faults(read(sentence), premise(statement))]


def manner(statement: str, sentence: str) -> list[str]:
    return [sentence[f.start : f.end] for f in adverbs.faults(read(sentence), premise(statement))]


@pytest.mark.parametrize(
    ("lead", "found"),
    [
        ("As a result, ", "as a result"),
        ("Because of the shelling, ", "because of"),
        ("Together with Russia, ", "together with"),
        ("Despite the deal, ", "despite"),
        ("For the first time, ", "for the first time"),
        ("Only in Idlib, ", "only"),
        ("In a war crime, ", "in a "),
    ],
)
def test_no_sentence_is_led_into_by_a_tie_that_the_fact_does_not_make(lead: str, found: str) -> None:
    """A cause, company, an exception or a first time is a claim."""
    assert [f.strip() for f in tied(PLAIN, f"{lead}Turkey closed the border post.")] == [found.strip()]


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("The patrol was cut short over security concerns.", "The patrol was cut short because of security concerns."),
        ("Snow closed the road, so trucks waited.", "Trucks waited because snow had closed the road."),
        ("Turkish troops fought alongside rebels.", "Together with rebels, Turkish troops fought."),
        ("Two crossings alone stayed open.", "Only two crossings stayed open."),
        ("Fighting resumed on 3 March.", "Fighting began again on 3 March."),
    ],
)
def test_a_tie_of_the_fact_may_be_told_in_other_words(statement: str, sentence: str) -> None:
    """What the fact ties together may be tied by another word of the kind."""
    assert tied(statement, sentence) == []


def test_a_tie_holds_only_what_the_fact_ties() -> None:
    """A cause of one thing is not told as that of another."""
    statement = "Prices rose because the lira fell, and shelling killed four people."
    assert tied(statement, "Prices rose because of shelling.") == ["because of"]


def test_an_adverb_rests_on_no_verb_that_only_looks_like_it() -> None:
    """Who opened a road did nothing openly."""
    statement = "Turkey opened the road and entered Idlib."
    assert manner(statement, "Turkey openly entered Idlib.") == ["openly"]


def test_an_adverb_stays_with_what_it_is_said_of() -> None:
    """What was said to be wrong was not wrongly said."""
    statement = "The army claimed on 3 March that the heavily shelled town was safe."
    assert manner(statement, "The army heavily claimed that the town was safe.") == ["heavily"]
    assert manner(statement, "The town that was shelled heavily was safe, the army claimed.") == []


def test_an_adjective_stays_with_its_noun() -> None:
    """A foreign minister makes no foreign troops."""
    known = premise("The foreign minister said that rebel posts were hit; the troops of Turkey stayed behind.")
    found = modifiers.faults(read("The minister said that the foreign troops of Turkey stayed."), known)
    assert [f.check for f in found] == ["word"]
    assert not modifiers.faults(read("The foreign minister said it."), known)


def test_what_describes_a_place_describes_nothing_else() -> None:
    """The last province is what Idlib is called; its people are not the remaining ones."""
    known = premise("People fled Idlib.")
    assert [f.check for f in faults(read("The remaining people fled Idlib."), known, NAMES)] == ["word"]
    assert not faults(read("People fled the province of Idlib."), known, NAMES)


def test_a_sentence_does_not_go_over_to_another_fact_between_subject_and_verb() -> None:
    """What one fact tells of some is not told of those of another fact."""
    facts = [
        fact("a-2020-03-04/1", "Turkish soldiers entered Idlib.", "2020-03-03"),
        fact("b-2020-03-04/1", "Wounded rebels were treated in a clinic.", "2020-03-03"),
    ]
    grounds = Grounds.of(facts, gazetteer=NAMES, as_of=datetime(2026, 1, 1, tzinfo=UTC))
    cites = tuple(f.id for f in facts)
    spliced = Draft(text="Turkish soldiers entered Idlib, and were treated in a clinic.", cites=cites)
    whole = Draft(text="Turkish soldiers entered Idlib, and wounded rebels were treated in a clinic.", cites=cites)
    assert not check(spliced, grounds).passed
    assert check(whole, grounds).passed
