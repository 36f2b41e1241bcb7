"""A model that fails again and again is left alone, and tried with one call after a while."""

from __future__ import annotations

from contextlib import suppress

import pytest

from bot.domain.errors import Denied, ModelError, Nonsense, Throttled, Unanswered
from bot.services.breaker import FAILURES, LONG_REST_S, REST_S, Breaker

DOWN = Unanswered("no connection")


class Watched:
    """A breaker with a timer that is set by hand, and what it told."""

    def __init__(self) -> None:
        self.now = 0.0
        self.told: list[str] = []
        self.breaker = Breaker(
            timer=lambda: self.now,
            opened=lambda error: self.told.append(f"opened: {error}"),
            closed=lambda: self.told.append("closed"),
        )

    def call(self, error: BaseException | None = None) -> bool:
        """Make a call that ends so; whether it was let through."""
        passed = []
        with suppress(*[type(error)] if error else []), self.breaker.attempt() as lets:
            passed.append(lets)
            if lets and error is not None:
                raise error
        return passed == [True]

    def outlast(self) -> None:
        """A call that fails, and while it is under way enough others do."""
        with self.breaker.attempt():
            self.open()
            self.now += REST_S - 1
            raise DOWN

    def open(self, error: ModelError = DOWN) -> None:
        """Fail until it is left alone."""
        while not self.breaker.rests():
            assert self.call(error)


def test_it_opens_after_some_failures_in_a_row() -> None:
    """Failures are only counted in a row, and what opens it is told once."""
    it = Watched()
    for error in [DOWN] * (FAILURES - 1) + [None] + [Throttled("429", retry_after=None)] * (FAILURES - 1):
        assert it.call(error)
    assert not it.breaker.rests()
    assert it.call(DOWN)
    assert it.breaker.rests() and not it.call()
    assert it.told == ["opened: no connection"]


@pytest.mark.parametrize(
    ("error", "rest_s"),
    [
        (DOWN, REST_S),
        (Throttled("429", retry_after=None), REST_S),
        (Throttled("429", retry_after=60.0), 60.0),
        (Throttled("429", retry_after=86_400.0), LONG_REST_S),
        (Denied("401"), LONG_REST_S),
    ],
)
def test_how_long_it_rests(error: ModelError, rest_s: float) -> None:
    """As long as its server asks for, within bounds, and long where nothing will change soon."""
    it = Watched()
    it.open(error)
    it.now = rest_s - 0.1
    assert not it.call()
    it.now = rest_s
    assert it.call()


def test_what_is_denied_opens_it_at_once() -> None:
    """A wrong key is not tried again and again."""
    it = Watched()
    assert it.call(Denied("401"))
    assert it.breaker.rests()


def test_after_a_rest_one_call_tries_it() -> None:
    """While the one is under way no other is let through; if it fails, the rest begins anew, and nothing is told."""
    it = Watched()
    it.open()
    it.now = REST_S
    assert not it.breaker.rests()
    with it.breaker.attempt() as lets:
        assert lets
        assert it.breaker.rests() and not it.call()
    it.now = 0.0
    it.open()
    it.now = REST_S
    assert it.call(DOWN)
    it.now = 2 * REST_S - 0.1
    assert not it.call()
    it.now = 2 * REST_S
    assert it.call()
    assert it.told == ["opened: no connection", "closed"] * 2


@pytest.mark.parametrize("end", [KeyboardInterrupt(), ValueError("x")])
def test_a_try_without_an_outcome_frees_the_place(end: BaseException) -> None:
    """One that was given up says nothing of the model, and the next may try at once."""
    it = Watched()
    it.open()
    it.now = REST_S
    assert it.call(end)
    assert it.told == ["opened: no connection"]
    assert it.call()
    assert it.told[-1] == "closed"


def test_nonsense_is_an_answer() -> None:
    """A server that replies is there, whatever it says."""
    it = Watched()
    it.open()
    it.now = REST_S
    assert it.call(Nonsense("not JSON"))
    assert not it.breaker.rests()
    for _ in range(2 * FAILURES):
        assert it.call(Nonsense("not JSON"))


def test_calls_from_before_do_not_prolong_the_rest() -> None:
    """Calls that were under way when it opened fail without a further rest; one that succeeds ends it."""
    it = Watched()
    with pytest.raises(Unanswered):
        it.outlast()
    it.now = REST_S
    assert not it.breaker.rests()
    it = Watched()
    with it.breaker.attempt():
        it.open()
    assert not it.breaker.rests()
