"""What the buttons under an answer lead to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.answer import Abstention, Account, Answer, Sentence
from bot.domain.message import Action, Message, Sources
from handlers.answers import answer_message
from handlers.following import follow
from handlers.paging import shown
from handlers.plain import render
from handlers.request import Talk
from tests.fakes import ZONE
from tests.samples import DEADLINE, FIRST, OUTCOME, RUSSIAN, SECOND, TURKISH, services

AT = datetime(2020, 3, 1, 20, 59, 59, 999999, tzinfo=UTC)
TALK = Talk(asked_by="ann", workspace="w1")
COUNT = Answer(
    status="answered", sentences=(Sentence(text=SECOND.statement, facts=(SECOND,)),), as_of=AT, more=(FIRST,)
)


async def led_to(action: Action) -> Message:
    return await follow(services(), action, TALK)


def test_an_answer_offers_what_it_has() -> None:
    """An answer can be rated, leads to its sources, and to further facts where there are any; no dispute, no sides."""
    assert answer_message(COUNT, zone=ZONE).actions == (
        Action(what="rate"),
        Action(what="sources", facts=(SECOND.id,), as_of=AT),
        Action(what="more", facts=(FIRST.id,), as_of=AT),
    )


def test_a_disputed_answer_leads_to_its_sides() -> None:
    """Where a cited fact is disputed, the sides can be seen."""
    answer = Answer(
        status="disputed",
        sentences=(Sentence(text="Accounts differ.", facts=(TURKISH, RUSSIAN)),),
        accounts=(Account(text="a", facts=(TURKISH,)), Account(text="b", facts=(RUSSIAN,))),
        as_of=AT,
    )
    sides = Action(what="sides", facts=(TURKISH.id, RUSSIAN.id), as_of=AT)
    assert sides in answer_message(answer, zone=ZONE).actions


def test_a_refusal_leads_on_but_is_not_rated() -> None:
    """A refusal offers the sources of what is related and further facts; one without facts offers nothing."""
    refusal = Abstention(reason="not-held", text="No.", as_of=AT, related=(SECOND,), more=(FIRST, DEADLINE))
    assert [a.what for a in answer_message(refusal, zone=ZONE).actions] == ["sources", "more"]
    assert answer_message(Abstention(reason="empty", text="No.", as_of=AT), zone=ZONE).actions == ()


async def test_sources_are_told_in_full_under_the_same_numbers() -> None:
    """Each cited fact comes with publisher, title, link, days, speaker, its grade in words, and its id and version."""
    message = await led_to(Action(what="sources", facts=(SECOND.id, TURKISH.id), as_of=AT))
    text = render(message, UTC)
    assert text.startswith("Sources of the answer\nAbout 800,000 people had been displaced, according to OCHA. [1]\n")
    assert (
        "Published by: OCHA, 13 February 2020: Report ocha-2020-02-13 (https://example.org/ocha-2020-02-13)\n"
        "Said by: OCHA\n"
        "Figure: about 800,000 people\n"
        "When: 12 February 2020\n"
        "Grade: A2: source completely reliable, information probably true\n"
        "Known from: 13 February 2020, 00:00 UTC\n"
        "Fact: ocha-2020-02-13/1, version 1\n"
    ) in text
    assert "33 soldiers were killed, according to Turkey (disputed). [2]" in text
    assert text.endswith("As of 1 March 2020")
    assert shown(message) == message.fact_ids == (SECOND.id, TURKISH.id)


async def test_sides_stand_side_by_side() -> None:
    """A disputed fact brings every account that contradicts it, cited or not, with who, figure, day and grade."""
    text = render(await led_to(Action(what="sides", facts=(TURKISH.id,), as_of=AT)))
    assert "- Turkey: 33 soldiers were killed. [1]" in text
    assert "- Russia: At least 30 soldiers were killed among terrorists. [2] (figure: at least 30 soldiers" in text
    assert "Dispute 1" not in text


async def test_further_facts_are_not_sold_as_an_answer() -> None:
    """Further facts are told with day, speaker and number, and the reader is told that they were not judged."""
    text = render(await led_to(Action(what="more", facts=(FIRST.id, DEADLINE.id), as_of=AT)))
    assert "whether they answer it is for you to judge" in text
    assert "- 2 February 2020: About 586,000 people had been displaced, according to OCHA. [1]" in text
    assert "Erdogan gave Syria" in text


@pytest.mark.parametrize("what", ["sources", "sides", "more"])
async def test_nothing_later_than_the_answer_is_told(what: str) -> None:
    """What was not known at the moment of the answer is not told, even where its id is asked for."""
    early = datetime(2020, 2, 10, tzinfo=UTC)
    asked = Action(what=what, facts=(FIRST.id, SECOND.id, TURKISH.id, OUTCOME.id), as_of=early)  # type: ignore[arg-type]
    assert set((await led_to(asked)).fact_ids) <= {FIRST.id}


async def test_withdrawn_facts_are_counted_out() -> None:
    """Where facts were withdrawn since, the rest are told, and how many are gone."""
    message = await led_to(Action(what="sources", facts=("gone/1", FIRST.id), as_of=AT))
    assert "1 fact was withdrawn since" in render(message)
    assert [s.fact_id for b in message.blocks if isinstance(b, Sources) for s in b.lines] == [FIRST.id]
    assert "2 facts were withdrawn since" in render(await led_to(Action(what="more", facts=("a/1", "b/1"), as_of=AT)))
    assert "disputed any more" in render(await led_to(Action(what="sides", facts=("a/1",), as_of=AT)))


async def test_every_button_ends_in_a_message() -> None:
    """A button that leads nowhere says so; nothing is raised."""
    assert "ask again" in render(await led_to(Action(what="share")))


def test_a_source_line_knows_the_version_of_its_fact() -> None:
    """What a reader saw is known by version, so that a correction of it finds the post."""
    (sources,) = [b for b in answer_message(COUNT, zone=ZONE).blocks if isinstance(b, Sources)]
    assert [s.version for s in sources.lines] == [SECOND.version]
