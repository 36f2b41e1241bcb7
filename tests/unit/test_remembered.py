"""Replies of a model are held for a while, and never more of them than fit."""

from __future__ import annotations

from bot.services.remembered import HELD, LENGTH, Remembered
from tests.consulting import prompt


def held(remembered: Remembered, count: int) -> list[object]:
    found = (remembered.get("m", prompt(str(n))) for n in range(count))
    return [one[0] for one in found if one is not None]


def test_only_so_many_are_held() -> None:
    """However short replies are, the oldest go when there are too many."""
    remembered = Remembered()
    for n in range(2 * HELD):
        remembered.put("m", prompt(str(n)), n)
    assert held(remembered, 2 * HELD) == list(range(HELD, 2 * HELD))


def test_long_replies_take_the_place_of_several() -> None:
    """A server that replies at great length fills no memory, and a reply beyond all bounds is not held at all."""
    remembered = Remembered()
    for n in range(20):
        remembered.put("m", prompt(str(n)), "x" * (HELD * LENGTH // 10))
    assert len(held(remembered, 20)) == 9
    remembered.put("m", prompt("0"), "x" * (HELD * LENGTH + 1))
    assert len(held(remembered, 20)) == 9


def test_each_model_has_its_own() -> None:
    """What one model replied is not taken for the reply of another, and None is a reply too."""
    remembered = Remembered()
    remembered.put("m", prompt("a"), None)
    assert remembered.get("m", prompt("a")) == (None,)
    assert remembered.get("n", prompt("a")) is None
    remembered.drop("m", prompt("a"))
    assert remembered.get("m", prompt("a")) is None
