"""What an answer says, from hand-made facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.answer import Answer
from bot.domain.asking.say import Evidence, attributed, say, say_left
from bot.domain.facts import Fact
from tests.readers import ranked, reading
from tests.samples import DEADLINE, DEATHS, FIRST, MEASURE, OUTCOME, RUSSIAN, SECOND, TURKISH, fact

AS_OF = datetime(2020, 3, 10, 12, tzinfo=UTC)


def told(question: str, evidence: Evidence, *, as_of: datetime = AS_OF, now: datetime | None = None) -> Answer:
    return say(reading(question), evidence, as_of=as_of, now=now or as_of)


def text(answer: Answer) -> str:
    return " ".join(s.text for s in answer.sentences)


def linked(*facts: Fact) -> dict[str, Fact]:
    return {f.id: f for f in facts}


def test_every_sentence_is_cited_and_comes_from_its_fact() -> None:
    """Each sentence carries its fact, best first, and the answer its moment."""
    answer = told("what happened in syria?", Evidence(ranked=ranked(OUTCOME, FIRST)))
    assert [s.facts for s in answer.sentences] == [(OUTCOME,), (FIRST,)]
    assert answer.sentences[0].text == OUTCOME.statement
    assert answer.cited == (OUTCOME, FIRST)
    assert (answer.status, answer.as_of) == ("answered", AS_OF)


def test_facts_far_behind_the_best_are_not_told() -> None:
    """Beside the best fact only those stand that are about as likely right."""
    assert told("what?", Evidence(ranked=ranked(OUTCOME, FIRST, step=3.0))).cited == (OUTCOME,)


def test_a_list_tells_more() -> None:
    """A question for all of something gets more facts than another."""
    votes = [fact(f"ap-2020-03-01/{n}", f"Town {n} fell.", "2020-03-01") for n in range(1, 6)]
    few = told("what fell?", Evidence(ranked=ranked(*votes)))
    many = told("list all the towns that fell", Evidence(ranked=ranked(*votes)))
    assert len(few.cited) < len(many.cited) == 5


def test_a_dispute_is_told_as_accounts() -> None:
    """Both sides stand side by side, each with its own fact, and neither is the plain answer."""
    evidence = Evidence(ranked=ranked(TURKISH), linked=linked(RUSSIAN))
    answer = told("how many soldiers were killed?", evidence)
    assert answer.status == "disputed"
    assert [a.facts for a in answer.accounts] == [(TURKISH,), (RUSSIAN,)]
    assert "33" in answer.accounts[0].text and "Turkey" in answer.accounts[0].text
    assert "30" in answer.accounts[1].text and "Russia" in answer.accounts[1].text
    assert not any(f.statement.rstrip(".") in text(answer) for f in (TURKISH, RUSSIAN))
    assert set(answer.cited) == {TURKISH, RUSSIAN}


def test_a_dispute_needs_the_other_side_to_be_known() -> None:
    """Where the rival is not known yet, there is one account and it is told as answer."""
    answer = told("how many soldiers were killed?", Evidence(ranked=ranked(TURKISH)))
    assert (answer.status, answer.accounts) == ("answered", ())
    assert answer.cited == (TURKISH,)


def test_all_sides_of_a_dispute_are_told() -> None:
    """A third side that only the rival knows of is told too, and nobody twice."""
    third = fact("sohr-2020-02-28/1", "34 soldiers were killed.", "2020-02-27", disputes=(RUSSIAN.id,), said_by="SOHR")
    rival = replace(RUSSIAN, disputes=(TURKISH.id, third.id))
    answer = told(
        "how many soldiers were killed?", Evidence(ranked=ranked(TURKISH), linked=linked(rival, third, TURKISH))
    )
    assert [f.id for a in answer.accounts for f in a.facts] == [TURKISH.id, RUSSIAN.id, third.id]


@pytest.mark.parametrize("kind", ["position", "assessment", "event", "figure"])
def test_a_speaker_is_always_named(kind: str) -> None:
    """Whoever said it stands in the sentence, once."""
    silent = fact("ap-2020-03-01/1", "The road was blocked.", "2020-03-01", kind=kind, said_by="Hulusi Akar")
    assert attributed(silent).count("Hulusi Akar") == 1
    named = replace(silent, statement="Akar said the road was blocked.")
    assert attributed(named) == named.statement


@pytest.mark.parametrize(
    ("kind", "disputes"), [("position", ()), ("assessment", ()), ("event", ("x-2020-01-01/1",)), ("figure", ("x",))]
)
def test_a_claim_without_speaker_is_the_outlets(kind: str, disputes: tuple[str, ...]) -> None:
    """Positions, assessments and contested facts without a speaker are attributed to who reported them."""
    claim = fact("ap-2020-03-01/1", "The road was blocked.", "2020-03-01", kind=kind, disputes=disputes)
    assert claim.source.publisher in attributed(claim)


def test_plain_events_need_nobody() -> None:
    """What an outlet reports as plain fact and nobody contests is told as it stands."""
    assert attributed(OUTCOME) == OUTCOME.statement


def test_a_surname_in_an_office_is_no_speaker() -> None:
    """A word that an office shares with the statement does not stand for who said it."""
    claim = fact("ap-2020-03-01/1", "The ministry was hit.", "2020-03-01", said_by="Turkish Defence Ministry")
    assert "Turkish Defence Ministry" in attributed(claim)


def test_a_question_for_the_day_gets_it() -> None:
    """A statement without its date is given it where the question asks when, and only then."""
    undated = fact("ap-2020-03-02/1", "The town fell.", "2020-03-01")
    assert text(told("when did the town fall?", Evidence(ranked=ranked(undated)))) == "The town fell (1 March 2020)."
    assert text(told("why did the town fall?", Evidence(ranked=ranked(undated)))) == "The town fell."
    dated = replace(undated, statement="The town fell on 1 March 2020.")
    assert text(told("when did the town fall?", Evidence(ranked=ranked(dated)))) == dated.statement


@pytest.mark.parametrize(
    ("as_of", "known", "says"),
    [
        ("2020-02-12T23:59:59+03:00", False, "pending, 17 days left"),
        ("2020-02-29T18:30:00+03:00", False, "pending, 5 hours left"),
        ("2020-02-29T23:30:00+03:00", False, "pending, under an hour left"),
        ("2020-03-01T08:00:00+03:00", False, "passed; the base does not hold what came of it"),
        ("2020-03-03T08:00:00+03:00", True, "missed"),
    ],
)
def test_a_deadline_has_its_state_of_that_moment(as_of: str, known: bool, says: str) -> None:
    """A deadline is told with its due day and what was known of it at `as_of`: time left, passed, or its outcome."""
    evidence = Evidence(ranked=ranked(DEADLINE), linked=linked(OUTCOME) if known else {})
    answer = told("what is erdogan's deadline?", evidence, as_of=datetime.fromisoformat(as_of))
    assert f"Deadline 29 February 2020: {says}." in text(answer)
    assert (OUTCOME in answer.cited) is known
    assert (OUTCOME.statement in text(answer)) is known


@pytest.mark.parametrize(
    ("left", "says"),
    [
        (timedelta(days=2), "2 days"),
        (timedelta(days=17, hours=23), "17 days"),
        (timedelta(days=1, hours=23, minutes=59), "47 hours"),
        (timedelta(hours=2), "2 hours"),
        (timedelta(hours=1, minutes=59), "an hour"),
        (timedelta(minutes=59), "under an hour"),
        (timedelta(seconds=1), "under an hour"),
    ],
)
def test_time_left_reads_in_whole_units(left: timedelta, says: str) -> None:
    """Time left is told in the largest unit of which there are two, never rounded up."""
    assert say_left(left) == says


def test_a_figure_comes_with_its_series() -> None:
    """The figure of the asked day leads, and its series stands beside it, once."""
    evidence = Evidence(ranked=ranked(FIRST, SECOND), measure=MEASURE, figures=(FIRST, SECOND))
    answer = told("how many people were displaced by 13 feb?", evidence)
    assert answer.sentences[0].facts == (SECOND,)
    assert FIRST.statement not in text(answer)
    assert answer.series == (FIRST, SECOND)
    assert answer.series_text == f"{MEASURE.title}: about 586,000 (2 Feb 2020) → about 800,000 (12 Feb 2020)"


def test_measures_are_never_mixed() -> None:
    """A series holds the figures of its measure alone, whatever else was found."""
    evidence = Evidence(ranked=ranked(TURKISH, FIRST, SECOND), measure=MEASURE, figures=(FIRST, SECOND))
    answer = told("how many people?", evidence)
    assert {f.figure.measure for f in answer.series if f.figure} == {MEASURE.id}
    assert DEATHS.title not in answer.series_text and "33" not in answer.series_text


def test_one_figure_is_no_series() -> None:
    """A measure with a single figure, or a time that none falls in, has no series."""
    assert told("how many?", Evidence(ranked=ranked(FIRST), measure=MEASURE, figures=(FIRST,))).series_text == ""
    none = told("how many in january?", Evidence(ranked=ranked(OUTCOME), measure=MEASURE, figures=(FIRST, SECOND)))
    assert (none.series, none.series_text) == ((), "")


@pytest.mark.parametrize(
    ("days", "says"),
    [(30, ""), (31, "31 days old"), (90, "3 months old"), (729, "24 months old"), (740, "2 years old")],
)
def test_an_old_answer_tells_its_age(days: int, says: str) -> None:
    """Where the newest source is more than a month old at the asker's now, the answer tells how old."""
    now = datetime(2020, 3, 2, 12, tzinfo=UTC) + timedelta(days=days)
    notes = told("what happened?", Evidence(ranked=ranked(OUTCOME, FIRST)), now=now).notes
    assert " ".join(notes).endswith(f"{says}." if says else "")
    assert bool(notes) is bool(says)


def test_the_age_counts_everything_that_is_cited() -> None:
    """An old deadline whose outcome was told lately is not called old."""
    evidence = Evidence(ranked=ranked(DEADLINE), linked=linked(OUTCOME))
    answer = told("what is erdogan's deadline?", evidence, now=datetime(2020, 3, 20, tzinfo=UTC))
    assert OUTCOME in answer.cited
    assert answer.notes == ()
