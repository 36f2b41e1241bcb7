"""Before is not after, to is not from, and up is not down."""

from __future__ import annotations

import pytest

from bot.domain.grounding.premise import Premise
from bot.domain.grounding.sense.order import faults
from bot.domain.grounding.tokens import read
from tests.samples import fact


def found(statement: str, sentence: str) -> set[str]:
    premise = Premise.of(fact("x-2020-02-12/1", statement, "2020-02-12"))
    return {f.check for f in faults(read(sentence), premise)}


AFTER = "Turkish drones struck the base after the convoy was shelled."


@pytest.mark.parametrize(
    "sentence",
    [
        "After the convoy was shelled, Turkish drones struck the base.",
        "The convoy was shelled before Turkish drones struck the base.",
        "Turkish drones hit the base following the shelling of the convoy.",
        "Turkish drones struck the base.",
    ],
)
def test_an_order_may_be_told_from_either_end(sentence: str) -> None:
    """X after Y is Y before X."""
    assert found(AFTER, sentence) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "Turkish drones struck the base before the convoy was shelled.",
        "The convoy was shelled after Turkish drones struck the base.",
        "Before the convoy was shelled, Turkish drones struck the base.",
    ],
)
def test_an_order_may_not_be_turned_round(sentence: str) -> None:
    """What came after did not come before."""
    assert found(AFTER, sentence) == {"order"}


def test_an_order_may_not_be_brought_in() -> None:
    """Two things that a fact tells side by side are not told one after the other."""
    assert found("Rebels took the town and shelled the road.", "Rebels took the town after shelling the road.") == {
        "order"
    }


def test_month_after_month_is_no_order() -> None:
    """A word that is repeated tells how often, not when."""
    assert found("Prices rose every month.", "Prices rose month after month.") == set()


def test_where_from_and_where_to_are_not_exchanged() -> None:
    """From Turkey into Syria is not from Syria into Turkey."""
    statement = "The trucks crossed from Turkey into Syria."
    assert found(statement, "The trucks went into Syria from Turkey.") == set()
    assert found(statement, "The trucks crossed from Syria into Turkey.") == {"order"}
    assert found(statement, "The trucks crossed into Turkey.") == {"order"}


@pytest.mark.parametrize(
    ("statement", "sentence", "turned"),
    [
        (
            "North of the road it was calm, south of it shelling began.",
            "South of the road it was calm, north of it shelling began.",
            True,
        ),
        ("Rebels lost Nayrab and won Saraqib.", "Rebels won Saraqib and lost Nayrab.", False),
        ("In the north prices rose, in the city they fell.", "In the north prices fell.", True),
        ("Prices rose in the north and fell in the city.", "In the city prices fell.", False),
    ],
)
def test_opposites_keep_their_places(statement: str, sentence: str, turned: bool) -> None:
    """Where a fact has both of two opposites, each stays with what stands beside it."""
    assert found(statement, sentence) == ({"order"} if turned else set())
