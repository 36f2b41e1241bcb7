"""Which facts tell of one deadline, and which of them says how it stands."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.deadlines import DeadlineState, Standing, grouped, state_at
from bot.domain.facts import Fact
from bot.services.deadlines import standings_at
from tests.fakes import FakeFactBase
from tests.reminding import DUE, after, before, news, ultimatum
from tests.samples import fact

FIRST = ultimatum("afp-2020-02-20/1")
AGAIN = ultimatum("sana-2020-02-22/1", "The answer is due by 10 March, Turkey repeated.")
ANEW = ultimatum("tass-2020-02-25/1", "Turkey will not wait until 10 March.", supersedes=("afp-2020-02-20/1",))
LATER = ultimatum(
    "ap-2020-03-01/1", "The limit is 20 March now.", due=after(days=10), supersedes=("tass-2020-02-25/1",)
)
OTHER = ultimatum("efe-2020-02-21/1", "Syria was given until 10 March by Russia.", set_by="Russia")
REFUSED = news("ap-2020-03-12/1", "The governor did not answer.", after(days=2))


EVE = before(days=1)


def standings(*facts: Fact, at: datetime = EVE, evidence: tuple[Fact, ...] = ()) -> list[Standing]:
    return grouped(state_at(f, [e for e in evidence if e.known_at <= at], as_of=at) for f in facts)


def ids(facts: tuple[Fact, ...]) -> list[str]:
    return [f.id for f in facts]


def test_a_restatement_is_no_second_deadline() -> None:
    """Facts in which the same body sets the same instant are one deadline; the latest says how it stands."""
    (standing,) = standings(FIRST, AGAIN)
    assert (standing.head.fact, standing.earlier, standing.first) == (AGAIN, (FIRST,), FIRST)
    assert standing.overtaken == () and standing.turn is None


def test_different_bodies_set_different_deadlines() -> None:
    """The same instant set by another body is a deadline of its own."""
    assert [s.head.fact for s in standings(FIRST, OTHER)] == [FIRST, OTHER]


def test_what_is_superseded_stands_no_more() -> None:
    """The latest fact that no other supersedes is the head, and the ones overtaken are known as such."""
    (standing,) = standings(FIRST, AGAIN, ANEW)
    assert standing.head.fact == ANEW
    assert standing.overtaken == (FIRST,)
    assert standing.turn == ANEW


def test_a_later_fact_that_is_superseded_is_not_the_head() -> None:
    """Not the date makes the head but that nothing supersedes it."""
    late = replace(AGAIN, known_at=before(days=2))
    newest = replace(ANEW, supersedes=(FIRST.id, AGAIN.id))
    (standing,) = standings(FIRST, late, newest)
    assert standing.head.fact == newest
    assert ids(standing.earlier) == [FIRST.id, AGAIN.id]


def test_a_moved_deadline_is_the_same_one_with_a_new_term() -> None:
    """One that is moved keeps its earlier facts, and is named by the first fact with the new instant."""
    (standing,) = standings(FIRST, ANEW, LATER)
    assert (standing.head.fact, standing.first) == (LATER, LATER)
    assert ids(standing.earlier) == [FIRST.id, ANEW.id]
    assert standing.term == (LATER,)
    assert standing.head.left == timedelta(days=11)


def test_facts_that_supersede_each_other_in_a_circle_still_have_a_head() -> None:
    """A mistake of the editors does not take the deadline away: the latest is told."""
    circle = replace(FIRST, supersedes=(ANEW.id,))
    (standing,) = standings(circle, ANEW)
    assert standing.head.fact == ANEW


def test_an_outcome_that_only_one_restatement_names_is_everybodys() -> None:
    """Where the editors told only one fact what came of it, the deadline is over all the same."""
    named = ultimatum("afp-2020-02-20/1", outcome="missed", told_by=REFUSED.id)
    (standing,) = standings(named, AGAIN, at=after(days=3), evidence=(REFUSED,))
    assert standing.head.fact == AGAIN
    assert (standing.head.status, standing.head.evidence) == ("missed", (REFUSED,))
    (before_it,) = standings(named, AGAIN, at=after(days=1), evidence=(REFUSED,))
    assert before_it.head.status == "passed"


def test_the_end_of_what_was_superseded_is_not_the_end_of_what_stands() -> None:
    """A deadline that was withdrawn and then set anew is pending."""
    dropped = news("ap-2020-02-24/1", "Turkey dropped the ultimatum.", before(days=15))
    withdrawn = ultimatum("afp-2020-02-20/1", outcome="withdrawn", told_by=dropped.id)
    (linked,) = standings(withdrawn, ANEW, evidence=(dropped,))
    assert linked.head.status == "pending"
    restated = ultimatum("sana-2020-02-26/1", "Turkey asks again for an answer by 10 March.")
    (unlinked,) = standings(withdrawn, restated, evidence=(dropped,))
    assert unlinked.head.status == "pending"


def test_when_an_outcome_became_known() -> None:
    """It is told from the first of the facts that tell it, and never for a pending one."""
    confirmed = news("ap-2020-03-13/1", "Confirmed.", after(days=3))
    limit = ultimatum("afp-2020-02-20/1", outcome="missed", told_by=REFUSED.id)
    assert limit.deadline
    both = replace(limit, deadline=replace(limit.deadline, outcome_facts=(confirmed.id, REFUSED.id)))
    assert state_at(both, (confirmed, REFUSED), as_of=after(days=4)).told_at == REFUSED.known_at
    assert state_at(both, (), as_of=before(days=1)).told_at is None


def test_no_state_without_a_deadline() -> None:
    """Another fact is refused."""
    with pytest.raises(ValueError, match="no deadline"):
        state_at(REFUSED, (), as_of=DUE)


@given(st.permutations([FIRST, AGAIN, ANEW, LATER, OTHER]))
def test_the_order_of_the_facts_does_not_matter(facts: list[Fact]) -> None:
    """Every order of the same facts gives the same deadlines, in order of their instants."""
    assert standings(*facts) == standings(FIRST, AGAIN, ANEW, LATER, OTHER)


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from(["Turkey", "Russia"]), st.integers(0, 5), st.integers(0, 9)),
        max_size=8,
    )
)
def test_every_fact_is_told_of_once(drawn: list[tuple[int, str, int, int]]) -> None:
    """Whatever links what, each fact belongs to exactly one deadline, and no two deadlines could be one."""
    names = [f"afp-2020-02-{n + 10}/1" for n in range(len(drawn))]
    facts = [
        ultimatum(
            name,
            due=after(days=due),
            set_by=who,
            known_at=before(days=20 - age),
            supersedes=tuple(n for n in names[link : link + 1] if n != name),
        )
        for name, (due, who, age, link) in zip(names, drawn, strict=True)
    ]
    found = standings(*facts)
    assert sorted(f.id for s in found for f in s.facts) == sorted(names)
    assert not any(a.tells(f) for a, b in itertools.permutations(found, 2) for f in b.facts)


async def test_standings_are_read_as_of_a_moment() -> None:
    """What becomes known later, an outcome or a newer fact, plays no part."""
    limit = ultimatum("afp-2020-02-20/1", outcome="missed", told_by=REFUSED.id)
    facts = FakeFactBase(known=(limit, AGAIN, REFUSED, fact("afp-2020-02-21/2", "Something else.", "2020-02-21")))
    (early,) = await standings_at(facts, as_of=limit.known_at)
    (late,) = await standings_at(facts, as_of=after(days=3))
    assert (early.head.fact, early.head.status) == (limit, "pending")
    assert (late.head.fact, late.head.status) == (AGAIN, "missed")
    assert isinstance(late.head, DeadlineState)
