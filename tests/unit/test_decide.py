"""Answer or abstain."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.domain.asking.decide import SIGNS, Verdict, decide, signs
from bot.domain.asking.rank import rank
from bot.domain.asking.weights import DECIDE, MEAN, NEEDED
from bot.domain.facts import Gap
from bot.domain.ports import Hit
from tests.readers import SAMPLES, gap_hit, hit, reader, reading
from tests.samples import FIRST, SECOND, TURKISH

HELD = ("how many people have been displaced", "how many soldiers were killed in the strike", "who gave the deadline")
LACKING = ("how many soldiers were wounded in the strike", "what were the names of the soldiers", "price of bread")
HITS = (hit(TURKISH, HELD[1]), hit(FIRST, HELD[0], words=3.0), hit(SECOND, HELD[0], words=3.0))


def gap(number: int, near: tuple[str, ...] = (TURKISH.id,)) -> Gap:
    return Gap(id=f"gap-{number}", question=LACKING[number], kind="near-miss", near=near)


def verdict(
    question: str, hits: Sequence[Hit] = HITS, gaps: Sequence[Gap] = (), meaning: float | None = None
) -> Verdict:
    by = reader(SAMPLES, asks=HELD, gaps=LACKING)
    asked = reading(question, by)
    found = [gap_hit(g, meaning=meaning) for g in gaps]
    return decide(by, asked, rank(by, asked, hits, superseded=frozenset()), found)


def test_nothing_found_is_never_an_answer() -> None:
    """Without a fact there is nothing to show."""
    found = verdict("how many soldiers were killed?", hits=(), gaps=[gap(0)])
    assert (found.answers, found.probability) == (False, 0.0)


def test_a_question_of_the_index_is_answered() -> None:
    """Where the question is one that the best fact answers and no gap is near, it is answered."""
    assert verdict(HELD[1]).answers
    assert verdict(HELD[1], gaps=[gap(0)]).answers


def test_a_question_that_is_a_known_gap_is_not_answered() -> None:
    """The question itself among those that go unanswered outweighs a fact with the same words."""
    found = verdict(LACKING[0], gaps=[gap(0), gap(1)])
    assert not found.answers
    assert found.probability < found.needed


def test_a_gap_that_is_nearer_makes_it_less_sure() -> None:
    """The nearer a known gap, the less sure is the answer."""
    question = "how many soldiers died in the strike"
    sure = [verdict(question, gaps=gaps).probability for gaps in ([], [gap(2, ())], [gap(0)])]
    assert sure[0] > sure[2] < sure[1]


def test_a_day_that_the_fact_does_not_have_makes_it_less_sure() -> None:
    """The same question with a wrong date is answered less surely than with the right one."""
    right, wrong = (verdict(f"{HELD[1]} on {day}", gaps=[gap(0)]) for day in ("27 february", "3 january"))
    assert wrong.probability < right.probability


def test_words_that_nothing_covers_make_it_less_sure() -> None:
    """A detail that no fact holds makes the answer less sure."""
    assert (
        verdict("how many soldiers from Konya were killed in the strike", gaps=[gap(0)]).probability
        < verdict("how many soldiers were killed in the strike", gaps=[gap(0)]).probability
    )


def test_the_reasons_are_told() -> None:
    """A verdict names its heaviest signs, the bound that it was held to, and answers exactly from there on."""
    found = verdict(HELD[1], gaps=[gap(0)])
    assert {name for name, _ in found.reasons} <= set(SIGNS)
    weights = [abs(weight) for _, weight in found.reasons]
    assert weights == sorted(weights, reverse=True) and weights
    assert found.answers == (found.probability >= found.needed)
    assert found.needed == NEEDED["words"]


def test_with_vectors_their_own_weights_count() -> None:
    """Where gaps come with a cosine, the weights fitted with vectors are used."""
    near, far = (verdict(HELD[1], gaps=[gap(0)], meaning=cosine) for cosine in (1.2, 0.2))
    assert near.needed == NEEDED["meaning"]
    assert near.probability < far.probability


@pytest.mark.parametrize("kind", ["meaning", "words"])
def test_every_sign_has_its_weight(kind: str) -> None:
    """The fitted weights and the signs name the same things, with and without vectors."""
    assert set(DECIDE[kind]) - {"bias"} == set(MEAN[kind]) == set(SIGNS)
    assert 0 < NEEDED[kind] < 1


@pytest.mark.parametrize("question", ["", "?", "the of and", "x", "27", "🙂"])
def test_a_question_without_content_breaks_nothing(question: str) -> None:
    """Whatever is left of a question, every sign is a number and the probability lies between 0 and 1."""
    by = reader(SAMPLES)
    asked = reading(question, by)
    found = signs(by, asked, rank(by, asked, HITS, superseded=frozenset()), [])
    assert set(found) == set(SIGNS)
    assert all(value == value for value in found.values())
    assert 0 <= verdict(question).probability <= 1
