"""Who keeps a fact's words but for a few may not put one of its other words, days or numbers in the place of these."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.asking.names import Gazetteer
from bot.domain.asking.say import attributed
from bot.domain.facts import Entity
from bot.domain.grounding.check import LONGEST, check
from bot.domain.grounding.claims import Draft
from bot.domain.grounding.premise import Grounds, Premise
from bot.domain.grounding.tokens import read
from bot.domain.grounding.words import edits
from tests.samples import fact

NAMES = Gazetteer.build([Entity(name="Idlib", kind="place"), Entity(name="Turkey", kind="state")])


def put_in(statement: str, sentence: str) -> list[tuple[str, str]]:
    """What is found, with the check that it fails."""
    premise = Premise.of(fact("x-2020-03-07/1", statement, "2020-03-05"))
    return [(f.check, sentence[f.start : f.end]) for f in edits.faults(read(sentence), premise, NAMES)]


STRIKE = "The strike outside Idlib on 5 March 2020 killed two teachers and left ten others wounded, hours before talks."
PACT = "Turkey agreed in Moscow on 5 March 2020 that all of the fighting in Idlib must stop from 6 March 2020."


@pytest.mark.parametrize(
    ("statement", "old", "new", "check"),
    [
        (STRIKE, "outside", "inside", "word"),
        (STRIKE, "wounded", "killed", "word"),
        (STRIKE, "hours", "days", "word"),
        (STRIKE, "ten", "two", "number"),
        (STRIKE, "The strike", "Only the strike", "word"),
        (PACT, "5 March 2020", "6 March 2020", "date"),
        (PACT, "agreed", "agreed not", "word"),
        (PACT, "must stop", "will have to stop", "word"),
    ],
)
def test_a_word_of_the_fact_in_the_place_of_another_is_seen(statement: str, old: str, new: str, check: str) -> None:
    """Though the fact has the word, it has it of something else."""
    found = put_in(statement, statement.replace(old, new, 1))
    assert [c for c, _ in found] == [check] and found[0][1].lower() in new.lower()


@pytest.mark.parametrize(
    ("statement", "old", "new"),
    [
        (STRIKE, "wounded", "injured"),
        (STRIKE, "on 5 March 2020", "on March 5, 2020"),
        (STRIKE, "ten", "10"),
        (PACT, "must stop", "has to stop"),
        (PACT, "Turkey agreed in Moscow on 5 March 2020", "On 5 March 2020 in Moscow, Turkey agreed"),
    ],
)
def test_another_word_for_the_same_is_none(statement: str, old: str, new: str) -> None:
    """Synonyms, other ways to write a day or a number, and another order put nothing in."""
    assert put_in(statement, statement.replace(old, new, 1)) == []


def test_a_sentence_with_words_of_its_own_is_left_to_the_other_checks() -> None:
    """Far from the words of the fact, a word may be needed twice."""
    assert put_in(STRIKE, "Ten people were wounded and two killed by a strike days before.") == []


def test_a_statement_of_a_speaker_with_a_long_name_may_be_told() -> None:
    """The words of the base pass at any length; a sentence of somebody else's has its limit."""
    told = fact(
        "x-2020-03-07/1", f"{'Fighting went on. ' * 16}".strip(), "2020-03-05", said_by="A Board " * 20 + "of Idlib"
    )
    grounds = Grounds.of([told], gazetteer=NAMES, as_of=datetime(2021, 1, 1, tzinfo=UTC))
    assert len(attributed(told)) > LONGEST
    assert check(Draft(text=attributed(told), cites=(told.id,)), grounds).passed
    assert not check(Draft(text=f"Yes, {attributed(told)}", cites=(told.id,)), grounds).passed
