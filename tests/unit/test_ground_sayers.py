"""Who says it: no other speaks for him, nothing is told of him that he only says, and one man's words stay his."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.grounding.check import check
from bot.domain.grounding.claims import Draft, Verdict
from bot.domain.grounding.premise import Grounds
from bot.domain.grounding.speech import hollow
from bot.domain.grounding.stretches import lacks_subject
from bot.domain.grounding.tokens import read
from tests.grounded import gazetteer
from tests.lies import is_dated
from tests.samples import fact

POSTS = "Two of Turkey's twelve posts in Idlib had ended up behind Syrian lines, Erdogan said on 5 February 2020."
CLOSED = "The Syrian army declared the airspace over Idlib closed on 1 March 2020."
CROSSED = "Russia's military said on 3 February 2020 that no Turkish aircraft crossed into Syria."
HOSTILE = "The Syrian army said on 2 March 2020 that it had shot down three Turkish drones."
WANTED = "Hulusi Akar said on 6 February 2020 that Turkey expects Russia to stop the attacks in Idlib."
HELPED = "200,000 people in Syria were displaced in June 2020, according to UN OCHA."


def told(text: str, *statements: tuple[str, str]) -> Verdict:
    """The verdict on a sentence that cites facts of some words and speakers."""
    kind = "position"
    facts = [
        fact(f"x-2020-03-04/{n}", words, "2020-03-03", said_by=said_by, kind=kind)
        for n, (words, said_by) in enumerate(statements, 1)
    ]
    grounds = Grounds.of(facts, gazetteer=gazetteer(), as_of=datetime(2030, 1, 1, tzinfo=UTC))
    return check(Draft(text=text, cites=tuple(f.id for f in facts)), grounds)


def checks(text: str, statement: str, said_by: str) -> set[str]:
    return {f.check for f in told(text, (statement, said_by)).faults}


def test_a_verb_without_a_subject_goes_over_to_a_fact_of_the_same_speaker_only() -> None:
    """What the army declared is not joined to what another said, as if the army had said both."""
    ours, theirs = (CLOSED, "Syrian Arab Army"), (CROSSED, "Russian Defence Ministry")
    lead = "The Syrian army declared the airspace over Idlib closed on 1 March 2020 and said on "
    assert not told(f"{lead}3 February 2020 that no Turkish aircraft crossed into Syria.", ours, theirs).passed
    both = told(f"{lead}2 March 2020 that it had shot down three Turkish drones.", ours, (HOSTILE, "Syrian Arab Army"))
    assert both.passed, both.faults


@pytest.mark.parametrize(
    ("stretch", "lacks"),
    [
        (", Idlib, was confirmed on 9 July 2020", True),
        (", was confirmed on 9 July 2020", True),
        ("and said on 9 July 2020 that it left", True),
        (", Russia said on 9 July 2020", False),
        ("and Turkey, which said so, left", False),
    ],
)
def test_a_name_between_commas_is_no_subject(stretch: str, *, lacks: bool) -> None:
    """A verb behind the name that only places what stands before it has no subject of its own."""
    assert lacks_subject(read(stretch)) is lacks


def test_what_belongs_to_a_speaker_does_not_speak_for_him() -> None:
    """A resolution of the army is not the army, though both facts are the army's words."""
    facts = [("Syrian army order 7 closed the airspace.", "Syrian Arab Army"), (HOSTILE, "Syrian Arab Army")]
    text = "Syrian army order 7 closed the airspace and said on 2 March 2020 that it had shot down three drones."
    assert not told(text, *facts).passed


@pytest.mark.parametrize(
    "text",
    [
        "Two of Turkey's twelve posts in Idlib said they had ended up behind Syrian lines on 5 February 2020.",
        "Turkish posts in Idlib said on 5 February 2020 that two had ended up behind Syrian lines.",
        "Two of Turkey's twelve posts in Idlib had ended up behind Syrian lines, he said on 5 February 2020.",
        "He said on 5 February 2020 that two of Turkey's twelve posts in Idlib had ended up behind Syrian lines.",
    ],
)
def test_a_word_of_the_fact_makes_nobody_a_speaker(text: str) -> None:
    """Posts of a state say nothing because its president does, and no pronoun stands for him."""
    assert "speaker" in checks(text, POSTS, "Recep Tayyip Erdogan")


@pytest.mark.parametrize("name", ["Erdogan", "Turkish President Erdogan", "Turkey"])
def test_his_name_his_office_and_his_state_still_speak(name: str) -> None:
    """Who is told by his name, his office, or the state that he speaks for is told."""
    text = (
        f"{name} said on 5 February 2020 that two of Turkey's twelve posts in Idlib had ended up behind Syrian lines."
    )
    assert "speaker" not in checks(text, POSTS, "Recep Tayyip Erdogan")


def test_words_beside_his_name_may_be_told_with_it() -> None:
    """Who the fact has speak with him may be told too."""
    statement = "Two civilians were killed in Idlib, UN OCHA workers and activists said."
    assert "speaker" not in checks(
        "Two civilians were killed in Idlib, activists and UN OCHA workers said.", statement, "UN OCHA"
    )


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("Erdogan said on 5 February 2020.", True),
        ("Turkish posts in Idlib said on 5 February 2020.", True),
        ("Erdogan said in an interview with NATO in Moscow.", True),
        ("Activists and NATO said.", True),
        ("Erdogan warned in February 2020.", True),
        ("Erdogan said no.", True),
        ("Erdogan said on 5 February 2020 that posts were lost.", False),
        ("Two posts were lost, Erdogan said on 5 February 2020.", False),
        ("Two posts were lost, according to Erdogan.", False),
        ("Erdogan accused Russia.", False),
        ("UN OCHA reported 900,000.", False),
    ],
)
def test_a_sentence_says_what_was_said(text: str, *, empty: bool) -> None:
    """That somebody said something somewhere is no statement."""
    assert bool(hollow.faults(read(text), gazetteer())) is empty
    assert not empty or not told(text, (POSTS, "Recep Tayyip Erdogan")).passed


@pytest.mark.parametrize(
    "text",
    [
        "Turkey expects Russia to stop the attacks in Idlib.",
        "Turkey expects Russia to stop the attacks in Idlib, he said.",
        "He said that Turkey expects Russia to stop the attacks in Idlib.",
    ],
)
def test_what_a_man_says_of_his_state_is_told_as_his(text: str) -> None:
    """His state may say what he said; what it has in mind is only his word for it."""
    assert checks(text, WANTED, "Hulusi Akar") == {"speaker"}
    assert told("Turkey expects Russia to stop the attacks in Idlib, Akar said.", (WANTED, "Hulusi Akar")).passed
    assert told("Turkey said it expects Russia to stop the attacks in Idlib.", (WANTED, "Hulusi Akar")).passed


def test_what_a_speaker_tells_is_not_done_to_him() -> None:
    """Whom the fact names only for his words is not the subject of its verb."""
    assert "speaker" in checks("UN OCHA were displaced in June 2020, according to UN OCHA.", HELPED, "UN OCHA")
    assert "speaker" not in checks("UN OCHA had counted 200,000 displaced people in June 2020.", HELPED, "UN OCHA")
    assert "speaker" not in checks("By UN OCHA's count 200,000 were displaced in June 2020.", HELPED, "UN OCHA")


@pytest.mark.parametrize(("year", "right"), [("2018", True), ("2020", False)])
def test_the_year_by_which_a_thing_is_called_is_not_when_it_was_said(year: str, *, right: bool) -> None:
    """The day on which somebody speaks of a deal makes it no deal of that year."""
    statement = "Under the 2018 agreement Turkey took on duties in Idlib, Akar said on 3 March 2020."
    text = f"Under the {year} agreement Turkey took on duties in Idlib, Akar said."
    assert told(text, (statement, "Hulusi Akar")).passed is right


@pytest.mark.parametrize(
    ("said", "event_date", "dated"),
    [
        ("Resolution 2504 of January 10.", "2020-01-10", True),
        ("Resolution 2504 of January 10.", "2019-12-01/2020-01-10", True),
        ("Resolution 2504 of January 11.", "2020-01-10", False),
        ("Resolution 10 of January 2020.", "2020-01-10", False),
        ("Resolution 2504 of January 2020.", "2020-01-10", False),
    ],
)
def test_a_day_that_the_fact_has_is_no_lie(said: str, event_date: str, *, dated: bool) -> None:
    """Of the numbers that liars change only the day of the fact itself, in its place, is true."""
    assert is_dated(said, "Resolution 2504 of January 2020.", event_date) is dated
