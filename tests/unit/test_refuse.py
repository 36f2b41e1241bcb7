"""Refusals: why, and what may be told with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from bot.domain.answer import Abstention
from bot.domain.asking.refuse import RELATED, empty, is_beyond, is_off_topic, refuse, too_long
from bot.domain.facts import Fact, Gap
from tests.fakes import INFO
from tests.readers import SAMPLES, gap_hit, ranked, reader, reading
from tests.samples import FIRST, OUTCOME, SECOND, TURKISH

AS_OF = datetime(2020, 3, 10, 12, tzinfo=UTC)
LAST = date(2020, 3, 6)
WOUNDED = Gap(
    id="gap-1",
    question="how many soldiers were wounded in the strike",
    kind="near-miss",
    near=(TURKISH.id, OUTCOME.id),
    lacks="number of wounded",
)
BOTH = frozenset(WOUNDED.near)


def refused(
    question: str, *gaps: Gap, known: frozenset[str] = BOTH, found: Sequence[Fact] = (), last: date | None = LAST
) -> Abstention:
    by = reader(SAMPLES, gaps=[g.question for g in gaps])
    return refuse(
        by,
        reading(question, by),
        ranked(*found),
        [gap_hit(g) for g in gaps],
        as_of=AS_OF,
        last_day=last,
        known=known,
        why=("because",),
    )


def test_a_known_gap_tells_what_is_lacking() -> None:
    """A question that is a known gap is told what the base lacks, and what it holds nearby."""
    reply = refused(WOUNDED.question, WOUNDED, found=(TURKISH, FIRST))
    assert (reply.reason, reply.lacks) == ("not-held", "number of wounded")
    assert reply.related == (TURKISH, FIRST)
    assert (reply.as_of, reply.why) == (AS_OF, ("because",))


@pytest.mark.parametrize("known", [frozenset(), frozenset({TURKISH.id}), frozenset({OUTCOME.id})])
def test_what_is_lacking_gives_nothing_later_away(known: frozenset[str]) -> None:
    """While one of the facts near a gap is not known yet, what it lacks, which speaks of them, is not told."""
    reply = refused(WOUNDED.question, WOUNDED, known=known)
    assert (reply.reason, reply.lacks) == ("not-held", "")


def test_a_gap_far_from_the_question_tells_nothing() -> None:
    """What is lacking for another question is not told."""
    assert refused("did syria pull back from the deadline line?", WOUNDED).lacks == ""


def test_a_false_premise_is_called_so() -> None:
    """A question that takes something wrong for granted is told so once its facts are known."""
    gap = Gap(
        id="gap-2", question=WOUNDED.question, kind="false-premise", near=(TURKISH.id,), lacks="nobody was wounded"
    )
    assert refused(gap.question, gap).reason == "unsupported-premise"
    assert refused(gap.question, gap, known=frozenset()).reason == "not-held"


@pytest.mark.parametrize("question", ["best pizza oven", "weather oslo tomorrow", "write haiku penguins"])
def test_another_subject_is_off_topic(question: str) -> None:
    """Where no word or name is known, the refusal says what the base is about and offers nothing as related."""
    reply = refused(question, found=(FIRST,))
    assert reply.reason == "off-topic"
    assert INFO.title in reply.text
    assert reply.related == ()


def test_a_known_off_topic_question_is_off_topic_though_words_are_shared() -> None:
    """A gap that is marked off topic makes its like off topic."""
    gap = Gap(id="gap-3", question="how many people live in Syria", kind="off-topic")
    assert refused(gap.question, gap, found=(FIRST,)).reason == "off-topic"


@pytest.mark.parametrize(
    ("question", "off"),
    [
        ("how many soldiers were killed?", False),
        ("what about Ankara?", False),
        ("Erdoğan", False),
        ("football scores", True),
    ],
)
def test_a_known_word_or_name_is_on_topic(question: str, off: bool) -> None:
    """One word or name of the base makes a question one of its subject."""
    assert is_off_topic(reading(question)) is off


@pytest.mark.parametrize(
    ("question", "beyond"),
    [
        ("how many people were displaced on 7 march 2020?", True),
        ("how many people were displaced by 1 april 2020?", True),
        ("what happened in 2022?", True),
        ("how many people were displaced on 6 march 2020?", False),
        ("how many people were displaced in march 2020?", False),
        ("how many people have been displaced since 1 april 2020?", False),
        ("how many people were displaced before 1 april 2020?", False),
        ("how many people are displaced now?", False),
        ("how many people are displaced?", False),
    ],
)
def test_days_after_the_newest_source_are_beyond_the_base(question: str, beyond: bool) -> None:
    """A question for days that no source has reached is refused with the newest source's day."""
    assert is_beyond(reading(question), LAST) is beyond
    reply = refused(question, found=(FIRST,))
    assert (reply.reason == "outside-period") is beyond
    assert ("6 March 2020" in reply.text) is beyond


def test_an_empty_base_has_no_newest_source() -> None:
    """Without any source, nothing is beyond it and the refusal is plain."""
    assert refused("how many people were displaced on 7 march 2020?", last=None).reason == "not-held"


def test_related_facts_are_few() -> None:
    """At most a handful of facts is offered as related, nearest first."""
    assert refused("did syria pull back?", found=(FIRST, SECOND, TURKISH, OUTCOME)).related == (FIRST, SECOND, TURKISH)
    assert RELATED == 3


def test_no_question_and_too_much_of_one() -> None:
    """Empty and overlong input is refused politely, with what to do."""
    assert (empty(AS_OF).reason, too_long(AS_OF, 2000).reason) == ("empty", "too-long")
    assert "/help" in empty(AS_OF).text
    assert "2,000 characters" in too_long(AS_OF, 2000).text
