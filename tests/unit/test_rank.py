"""Order of found facts: each pair differs in one thing that a question demands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.asking.rank import FEATURES, rank
from bot.domain.asking.weights import RANK
from bot.domain.facts import Fact
from bot.domain.ports import Hit
from tests.readers import hit, reader, reading
from tests.samples import DEADLINE, FIRST, OUTCOME, SECOND, fact

PLAIN = fact("ap-2020-02-20/1", "The road was blocked.", "2020-02-15")


def order(question: str, *hits: Hit, superseded: tuple[str, ...] = ()) -> list[str]:
    by = reader([h.fact for h in hits], asks=["who blocked the road", "why was the road blocked"])
    ranked = rank(by, reading(question, by), hits, superseded=frozenset(superseded))
    assert [r.score for r in ranked] == sorted((r.score for r in ranked), reverse=True)
    return [r.fact.id for r in ranked]


def twin(number: int, of: Fact = PLAIN, **more: object) -> Fact:
    """The same fact under a later id, with some things changed: it wins no tie."""
    return replace(of, id=f"{of.source.id}/{number}", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "better"),
    [
        ("what did Erdogan do about the road?", {"actors": ("Recep Tayyip Erdogan",)}),
        ("road blocked in Syria", {"places": ("Syria",)}),
        ("what did Erdogan say about the road?", {"said_by": "Recep Tayyip Erdogan"}),
        ("road blocked on 3 march", {"event_date": "2020-03-03"}),
        ("road blocked in march", {"event_date": "2020-03-01/2020-03-05"}),
        ("how many blocked the road?", {"figure": FIRST.figure, "statement": "9 blocked the road."}),
        ("what is the deadline for the road?", {"deadline": DEADLINE.deadline}),
        ("what did they say of the road?", {"kind": "position"}),
        ("who shelled the road?", {"statement": "The road was blocked and shelled."}),
        ("road blocked", {"credibility": 1}),
    ],
)
def test_what_meets_the_demand_comes_first(question: str, better: dict[str, object]) -> None:
    """Of two facts alike but for one thing, the one comes first that has the asked-for actor, place, day or kind."""
    fitting = twin(2, PLAIN, **better)
    assert order(question, hit(PLAIN), hit(fitting)) == [fitting.id, PLAIN.id]


def test_a_question_that_a_fact_answers_lifts_it() -> None:
    """The fact one of whose index questions is the question itself comes first."""
    other = twin(2)
    assert (
        order("who blocked the road?", hit(PLAIN, "why was the road blocked"), hit(other, "who blocked the road"))[0]
        == other.id
    )


def test_words_and_meaning_count() -> None:
    """A better match by words comes first, and so does a better one by meaning."""
    other = twin(2)
    assert order("road", hit(PLAIN, words=2.0), hit(other, words=9.0))[0] == other.id
    assert order("road", hit(PLAIN, meaning=0.1), hit(other, meaning=0.9))[0] == other.id


def test_a_superseded_fact_yields_only_where_the_newest_is_asked() -> None:
    """Without a time, or with "latest", the newer fact comes first; a question with a day may want the older one."""
    newer = twin(2)
    assert order("road blocked", hit(PLAIN), hit(newer), superseded=(PLAIN.id,))[0] == newer.id
    assert order("latest on the road", hit(PLAIN), hit(newer), superseded=(PLAIN.id,))[0] == newer.id
    assert order("road blocked on 15 february", hit(PLAIN), hit(newer), superseded=(PLAIN.id,))[0] == PLAIN.id


def test_the_order_never_wavers() -> None:
    """Facts that are alike are ordered by id, however they were found."""
    hits = [hit(twin(n)) for n in range(1, 6)]
    assert order("road", *hits) == order("road", *reversed(hits)) == [h.fact.id for h in hits]


def test_nothing_found_ranks_to_nothing() -> None:
    """No hits give an empty order, and a question without words breaks nothing."""
    assert order("road") == []
    assert len(order("?", hit(PLAIN, words=0.0))) == 1


def test_what_a_fact_covers_counts_its_questions_too() -> None:
    """The covered stems are those of the question that the fact or one of its index questions has."""
    by = reader([PLAIN])
    (one,) = rank(by, reading("who cut the road?", by), [hit(PLAIN, "road cut")], superseded=frozenset())
    assert one.covered == {"cut", "road"}
    assert one.features["cover"] == 1.0
    assert set(one.features) == set(FEATURES)


def test_every_feature_has_its_weight() -> None:
    """The fitted weights and the features name the same things, with and without vectors."""
    assert [set(RANK[kind]) for kind in ("meaning", "words")] == [set(FEATURES)] * 2


def test_facts_found_by_meaning_alone_are_ranked_beside_others() -> None:
    """A hit without words and one without vector stand in one order."""
    assert set(order("road", hit(SECOND, words=0.0, meaning=0.5), hit(OUTCOME, meaning=None))) == {
        SECOND.id,
        OUTCOME.id,
    }
