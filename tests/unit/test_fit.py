"""What the fit is judged by, and the file that it writes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import pytest

from bench.fit.fitted import Decision, Fitted, Kind, module
from bench.fit.score import MOST_FALSE, Judged, Tally, auroc, choose, tally
from bot.domain.asking import weights

RIGHT = Judged(answerable=True, right=True, signs=())
WRONG = Judged(answerable=True, right=False, signs=())
UNANSWERABLE = Judged(answerable=False, right=False, signs=())
KINDS: tuple[Kind, ...] = ("meaning", "words")


def test_tally_counts_what_is_met_rightly() -> None:
    """A right answer given and an unanswerable question refused are met rightly; nothing else is."""
    judged = [RIGHT, RIGHT, WRONG, WRONG, UNANSWERABLE, UNANSWERABLE, UNANSWERABLE, UNANSWERABLE]
    sure = [0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0.1, 0.1]
    assert tally(judged, sure, 0.5) == Tally(accuracy=4 / 8, false_answers=1 / 4, refused=2 / 4)


def test_what_is_just_sure_enough_is_answered() -> None:
    """A probability that equals the needed one is enough, as it is when a question is answered."""
    assert tally([RIGHT], [0.5], 0.5) == Tally(accuracy=1.0, false_answers=0.0, refused=0.0)
    assert tally([UNANSWERABLE], [0.5], 0.5) == Tally(accuracy=0.0, false_answers=1.0, refused=0.0)


def test_an_empty_set_has_a_tally() -> None:
    """Nothing asked is nothing met, and no division by zero."""
    assert tally([], [], 0.5) == Tally(accuracy=0.0, false_answers=0.0, refused=0.0)


@pytest.mark.parametrize(
    ("yes", "no", "expected"),
    [
        ([0.8, 0.9], [0.1, 0.2], 1.0),
        ([0.1, 0.2], [0.8, 0.9], 0.0),
        ([0.5, 0.5], [0.5], 0.5),
        ([0.9, 0.4], [0.5, 0.3], 0.75),
        ([0.9, 0.5], [0.5], 0.75),
    ],
)
def test_auroc_is_the_share_of_pairs_in_order(yes: Sequence[float], no: Sequence[float], expected: float) -> None:
    """AUROC is how often the answerable question of a pair is the surer one, a tie counting half."""
    judged = [*(RIGHT for _ in yes), *(UNANSWERABLE for _ in no)]
    assert auroc(judged, [*yes, *no]) == pytest.approx(expected)


@pytest.mark.parametrize("judged", [[], [RIGHT], [UNANSWERABLE]])
def test_auroc_needs_both_kinds(judged: Sequence[Judged]) -> None:
    """Without answerable or without unanswerable questions there is no AUROC, and no error."""
    assert math.isnan(auroc(judged, [0.5] * len(judged)))


def test_the_needed_probability_is_the_lowest_that_keeps_false_answers_down() -> None:
    """False answers stay within bounds at what is chosen, and would not a step below."""
    judged = [UNANSWERABLE] * 10
    sure = [0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85]
    needed = choose(judged, sure)
    assert needed == 0.76
    assert tally(judged, sure, needed).false_answers <= MOST_FALSE < tally(judged, sure, needed - 0.01).false_answers


def test_no_needed_probability_is_made_up() -> None:
    """Where no probability keeps false answers down, the fit ends and says so."""
    with pytest.raises(SystemExit, match="unanswerable"):
        choose([UNANSWERABLE], [1.0])


def test_probability_is_even_at_the_mean() -> None:
    """Signs at their mean speak neither way, a sign above it speaks with its weight, and nothing found is 0."""
    decision = Decision(weights={"score": 2.0, "bias": 0.0}, mean={"score": 1.5})
    assert decision.probability((1.5,)) == 0.5
    assert decision.probability((2.0,)) == pytest.approx(1 / (1 + math.exp(-1)))
    assert decision.probability(None) == 0.0


def test_the_shipped_weights_are_what_the_fit_writes() -> None:
    """The module of weights is byte for byte what the fit makes of its values: nobody edited it by hand."""
    fitted = {
        kind: Fitted(
            ranking=weights.RANK[kind],
            decision=Decision(weights=weights.DECIDE[kind], mean=weights.MEAN[kind]),
            needed=weights.NEEDED[kind],
        )
        for kind in KINDS
    }
    assert module(fitted) == Path(weights.__file__).read_text(encoding="utf-8")
