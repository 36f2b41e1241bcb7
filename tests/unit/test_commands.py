from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.errors import StoreBusy
from bot.domain.message import Cite, Sources, Text
from bot.domain.ports import OpenGap
from handlers.commands import COMMANDS, reply_to
from handlers.guarding import STORELESS
from handlers.plain import render
from handlers.request import Services, Talk
from tests.fakes import FakeAsker, FakeFactBase, FakeJournal
from tests.samples import DEADLINE, FIRST, OUTCOME, RUSSIAN, SECOND, TURKISH, services

TALK = Talk(asked_by="ann", conversation="c1", workspace="w1")


async def said(line: str, given: Services | None = None) -> str:
    return render(await reply_to(given or services(), line, TALK), UTC)


def test_table_is_whole() -> None:
    """The table holds every promised command, and each says what it is for."""
    names = (
        "ask, now, figures, timeline, disputed, who, fact, sources, "
        "deadlines list, deadlines track, deadlines untrack, "
        "digest add, digest list, digest preview, digest pause, digest resume, digest remove, digest log, "
        "correct, gaps, status, help"
    )
    assert ", ".join(COMMANDS) == names
    assert all(c.summary and c.example and all(o.help for o in c.options) for c in COMMANDS.values())


async def test_everything_without_a_slash_is_a_question() -> None:
    """Plain words go to the asker as they are, with who asked, when and in which talk."""
    asker = FakeAsker()
    given = services(asker)
    await reply_to(given, "how many\u200b fled?", TALK)
    await reply_to(given, "/ask how many fled? as_of:2020-02-13", TALK)
    (first, record), (second, _) = asker.asked
    assert (first.text, first.asked_by, first.conversation, first.workspace) == ("how many fled?", "ann", "c1", "w1")
    assert (first.now, first.as_of, record) == (given.clock.now(), None, True)
    assert second.as_of == datetime(2020, 2, 13, 20, 59, 59, 999999, tzinfo=UTC)


async def test_figures_tell_the_series() -> None:
    """A measure is told as its series from old to new, each figure with its own source."""
    text = await said("/figures displaced people")
    assert "about 586,000 people (2 February 2020) [1] → about 800,000 people (12 February 2020) [2]" in text
    assert "soldiers" not in text
    assert "800,000" not in await said("/figures displaced people as_of:2020-02-12")


async def test_figures_alone_list_every_measure() -> None:
    """Without words the newest figure of each measure is listed; unknown words are told."""
    text = await said("/figures")
    assert "People displaced since December: about 800,000 people" in text
    assert "Soldiers killed: 33 soldiers" in text
    assert "no figures on 'bananas'" in (await said("/figures bananas")).lower()


async def test_timeline_is_in_order_and_bounded() -> None:
    """The timeline goes by event date, within the days asked for, narrowed to a topic or a name."""
    text = await said("/timeline from:2020-02-03 to:2020-02-27")
    assert text.index("gave Syria") < text.index("800,000") < text.index("33 soldiers")
    assert "586,000" not in text
    assert "800,000" not in await said("/timeline casualties")
    text = await said("/timeline from:2020-03-01 to:2020-02-01")
    assert text == "from:2020-03-01 is later than to:2020-02-01; swap them"
    assert "did you mean Recep Tayyip Erdogan?" in await said("/timeline Erdgan")


async def test_disputes_stand_side_by_side() -> None:
    """Both accounts are told with who, figure, date and grade; with one of them known there is no dispute yet."""
    text = await said("/disputed")
    assert "- Turkey: 33 soldiers were killed. [1] (figure: 33 soldiers; when: 27 February 2020; grade: A2)" in text
    assert "- Russia: At least 30 soldiers" in text
    assert "grade: A4" in text
    assert "soldiers" not in await said("/disputed as_of:2020-02-27")
    assert "soldiers" not in await said("/disputed displacement")


async def test_entities_are_known_by_any_name() -> None:
    """A name, an alias, one without its accents or a metonym leads to the same card."""
    for name in ("Recep Tayyip Erdogan", "erdoğan", "ERDOGAN"):
        text = await said(f"/who {name}")
        assert "President of Turkey" in text
        assert "gave Syria until the end of February" in text
    assert (await said("/who Ankara")).startswith("Turkey\n")


async def test_an_entity_card_does_not_tell_the_future() -> None:
    """A description that rests on a later fact is left out as of an earlier moment, and so are later facts."""
    assert "Is: Pulled back." in await said("/who Syria")
    text = await said("/who Syria as_of:2020-02-20")
    assert "Pulled back" not in text
    assert "Nothing was known of it then." in text


async def test_a_fact_is_told_with_its_links() -> None:
    """A fact shows speaker, date, figure and grade, what it supersedes and what supersedes it."""
    text = await said(f"/fact {FIRST.id}")
    for part in ("Said by: OCHA", "When: 2 February 2020", "Figure: about 586,000 people", "Grade: A2"):
        assert part in text
    assert text.index("Superseded by") < text.index("800,000")
    assert "Superseded by" not in await said(f"/fact {FIRST.id} as_of:2020-02-10")
    assert "No fact" in await said(f"/fact {SECOND.id} as_of:2020-02-10")
    assert "No fact" in await said("/fact no/such")


async def test_a_withdrawn_fact_is_said_to_be_withdrawn() -> None:
    """Who looks up a fact that was taken back is told so, from the day on which it was known."""
    given = services()
    assert isinstance(given.facts, FakeFactBase)
    given.facts.old = (replace(TURKISH, id="gone/1"),)
    assert await said("/fact gone/1", given) == "gone/1 was withdrawn, and is told no more"
    assert "No fact" in await said("/fact gone/1 as_of:2020-02-10", given)


async def test_sources_are_found_by_words() -> None:
    """Sources are listed newest first and narrowed by words."""
    text = await said("/sources")
    assert text.index(OUTCOME.source.id) < text.index(FIRST.source.id)
    assert "tass" not in await said("/sources ocha-2020-02-06")
    assert "No such source" in await said("/sources bananas")


async def test_deadlines_have_their_state_of_that_moment() -> None:
    """A deadline is pending with its time left, then over with nothing known, then missed, and never sooner."""
    assert "Status: pending, 8 days 23 hours left." in await said("/deadlines as_of:2020-02-20")
    over = await said("/deadlines as_of:2020-03-01T12:00:00Z")
    assert "Status: passed 15 hours 0" not in over
    assert "Status: passed 15 hours ago, outcome not known." in over
    told = await said("/deadlines")
    assert "Status: missed." in told
    assert OUTCOME.id in told
    assert "No deadline was pending then." in await said("/deadlines show:pending")


async def test_a_sitrep_says_what_is_new() -> None:
    """A sitrep leads with what is new, and tells changed figures, disputes and deadlines; `days` says how far back."""
    text = await said("/now as_of:2020-02-13")
    assert text.startswith("Sitrep: A test case\nAs of 13 February 2020, 20:59 UTC; covers what became known from 10 ")
    assert "\nBottom line:\n- About 800,000 people had been displaced, according to OCHA. [1]\n" in text
    assert "about 586,000 people (2 February 2020, OCHA) [2] → about 800,000 people (12 February 2020, OCHA)" in text
    assert "pending, 15 days 23 hours left" in text
    assert "33 soldiers" not in text
    later = await said("/now as_of:2020-03-02 days:7")
    assert "33 soldiers were killed, according to Turkey (disputed)." in later
    assert "Disputed:\n- Turkey: 33 soldiers" in later
    assert "missed" in later


async def test_a_sitrep_of_quiet_days_is_two_lines() -> None:
    """Where nothing is new the sitrep says since when, and how old the newest source is."""
    assert await said("/now") == (
        "Sitrep: A test case\n"
        "As of 10 March 2020, 12:00 UTC: nothing new since 7 March 2020, 12:00 UTC; 6 facts known, "
        "the newest source of 2 March 2020."
    )


async def test_a_sitrep_is_narrowed_to_a_topic_or_a_name() -> None:
    """A topic stands in the header; a name leaves only what is told of it."""
    text = await said("/now casualties days:7 as_of:2020-03-02")
    assert "Topics: casualties." in text
    assert "33 soldiers" in text
    assert "pulled back" not in await said("/now Turkey days:7 as_of:2020-03-02")


async def test_gaps_met_and_known() -> None:
    """Questions that were not answered are listed; with words, the gaps that the case knows of."""
    given = services()
    assert isinstance(given.journal, FakeJournal)
    at = datetime(2020, 3, 9, tzinfo=UTC)
    given.journal.met = [
        OpenGap(id=2, asked_at=at, question="how many cats?", reason="not-held", near=()),
        OpenGap(id=1, asked_at=at, question="", reason="not-held", near=()),
    ]
    text = await said("/gaps", given)
    assert "9 March 2020: how many cats? (the base does not hold it)" in text
    assert "a question whose words are not kept" in text
    assert "(lacking: number of wounded)" in await said("/gaps wounded soldiers", given)
    assert "no known gap" in await said("/gaps zebra", given)


async def test_status_and_help() -> None:
    """Status tells what is stored and ready, help lists every command and explains one."""
    text = await said("/status")
    assert "6 from 3 sources" in text
    assert "4 of 6 facts ready" in text
    off = await said("/status", replace(services(), meaning=False))
    assert "Search by meaning: switched off; search goes by words alone" in off and "ready" not in off
    text = await said("/help")
    assert all(f"/{name} " in text for name in COMMANDS)
    assert "the first day" in await said("/help timeline")
    assert "did you mean /timeline?" in await said("/help timelin")


async def test_status_counts_the_gaps_of_who_asks() -> None:
    """How many questions others could not get answered is theirs to know: each workspace is told of its own."""
    given = replace(services(), journal=FakeJournal(counts={"w1": 7, "w2": 1204}))
    assert "Open gaps: 7" in await said("/status", given)


async def test_help_knows_groups() -> None:
    """The name of a group lists its commands, that of one of them explains it and says who may use it."""
    text = await said("/help digest")
    assert text.startswith("/digest\n- /digest add ")
    assert all(f"/{name} " in text for name in COMMANDS if name.startswith("digest "))
    assert "/status" not in text
    assert "Only for those who manage this place." in await said("/help digest add")
    assert "Only for" not in await said("/help digest log")
    assert "did you mean /digest pause?" in await said("/help digest puse")


@pytest.mark.parametrize("line", ["/digest", "/digest add daily 08:00", "/digest log", "/deadlines track"])
async def test_a_process_without_subscriptions_says_so(line: str) -> None:
    """Where nothing is posted by itself the commands for it say that, and looking things up goes on."""
    assert "keeps no subscriptions" in await said(line)
    assert "Deadlines" in await said("/deadlines")


async def test_who_may_not_manage_is_told_before_anything_else() -> None:
    """Commands that change what a place gets are refused to who does not manage it; all others are open."""
    for command in COMMANDS.values():
        talk = Talk(asked_by="ann", may_manage=False)
        text = render(await reply_to(services(), command.example, talk))
        assert ("those who manage this place" in text) == command.manages


@pytest.mark.parametrize("line", ["/now", "/figures displaced", "/timeline", "/disputed", "/who Erdogan", "/deadlines"])
@pytest.mark.parametrize("day", ["2019-12-01", "2020-02-05", "2020-02-13", "2020-02-28", "2020-03-02"])
async def test_nothing_known_later_is_shown(line: str, day: str) -> None:
    """As of a day no command shows a fact that became known after it."""
    message = await reply_to(services(), f"{line} as_of:{day}", TALK)
    late = {f.id for f in (FIRST, SECOND, TURKISH, RUSSIAN, DEADLINE, OUTCOME) if f.known_at.date().isoformat() > day}
    assert not late & set(message.fact_ids)
    assert not any(i in render(message) for i in late)


@pytest.mark.parametrize("line", ["/now days:30", "/figures", "/timeline", "/disputed", f"/fact {FIRST.id}"])
async def test_every_number_leads_to_a_source(line: str) -> None:
    """Each number in a message stands in its list of sources, and each source is cited."""
    message = await reply_to(services(), line, TALK)
    (sources,) = [b for b in message.blocks if isinstance(b, Sources)]
    numbers = [s.number for s in sources.lines]
    assert numbers == list(range(1, len(numbers) + 1))
    text = render(message, sources=False)
    assert all(f"[{n}]" in text for n in numbers)
    assert f"[{len(numbers) + 1}]" not in text
    assert tuple(s.fact_id for s in sources.lines) == message.fact_ids


async def test_a_database_that_cannot_be_had_is_told(caplog: pytest.LogCaptureFixture) -> None:
    """People are told to try again; where the database is and what is wrong with it is for the log."""
    given = services(FakeAsker(StoreBusy("sitrep.db: the database is locked by another process; try again")))
    assert await said("hello", given) == STORELESS
    assert "sitrep.db: the database is locked" in caplog.text


async def test_an_unforeseen_failure_is_told_with_a_reference(caplog: pytest.LogCaptureFixture) -> None:
    """A fault of the program ends one answer, with a reference that the log has too, and not the talk."""
    caplog.set_level("ERROR")
    text = await said("hello", services(FakeAsker(KeyError("secret detail"))))
    reference = text.split("reference ")[1][:4]
    assert "secret detail" not in text
    assert [getattr(r, "reference", "") for r in caplog.records] == [reference]


@pytest.mark.parametrize("line", ["", "   ", "\0", "\u202e\u200b", "\ud800"])
async def test_nothing_is_met_with_silence(line: str) -> None:
    """Even input that holds nothing gets one message."""
    message = await reply_to(services(), line, TALK)
    assert isinstance(message.blocks[0], Text)
    assert not any(isinstance(s, Cite) for s in message.blocks[0].spans)
    assert render(message)
