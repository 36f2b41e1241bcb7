"""Who is told of and what a prefix denies stay as the fact has them."""

from __future__ import annotations

import pytest

from bot.domain.grounding.premise import Premise
from bot.domain.grounding.sense import order, polarity
from bot.domain.grounding.tokens import read
from tests.samples import fact


def is_fine(sentence: str, statement: str) -> bool:
    """Does a sentence turn nothing round, and deny nothing that the fact does not?"""
    premise = Premise.of(fact("x-2020-02-12/1", statement, "2020-02-12"))
    said = read(sentence)
    return not (order.faults(said, premise) or polarity.faults(said, premise))


@pytest.mark.parametrize(
    ("pair", "statement"),
    [
        ("insufficient sufficient", "Aid was {} for the camps."),
        ("unable able", "Rebels were {} to hold the town."),
        ("unsafe safe", "The camps were {} for children."),
        ("disagreed agreed", "The two sides {} on a truce."),
        ("inaccurate accurate", "The reports were {}."),
        ("unstable stable", "The area was {} in March."),
        ("informal formal", "The {} camps were hit."),
        ("non-governmental governmental", "The {} groups left Idlib."),
    ],
)
def test_what_a_prefix_denies_is_not_told_without_it(pair: str, statement: str) -> None:
    """One of a word and its denial never stands where the fact has the other."""
    denied, plain = (statement.format(w) for w in pair.split())
    assert not is_fine(denied, plain)
    assert not is_fine(plain, denied)
    assert is_fine(plain, plain)
    assert is_fine(denied, denied)


def test_a_listing_by_the_un_denies_nothing() -> None:
    """Only what is no prefix of a name denies: groups listed by the UN are UN-listed."""
    assert is_fine("Groups listed by the UN broke the law.", "UN-listed groups broke the law.")


def test_groups_of_persons_do_not_change_places() -> None:
    """Where a fact has two groups of persons, each stays with what is told of it, though nobody is counted."""
    statement = "Damascus answered attacks on civilians and on its bases by militants from the north."
    assert is_fine("Damascus answered attacks on civilians by militants.", statement)
    assert not is_fine("Damascus answered attacks on militants and on its bases.", statement)
    assert not is_fine("It helped soldiers resist.", "Turkey sent troops with tanks to help rebels resist.")


def test_no_is_said_of_the_same_thing() -> None:
    """A word of the fact that ends or leaves out denies nothing of what it has only a name in common with."""
    assert not is_fine("No aid reached Idlib.", "The raid ended the calm in Idlib.")
