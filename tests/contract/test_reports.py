"""What readers say is wrong, on the real store: kept, told to the operator, listed."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.delivery import Page, Receipt
from bot.domain.message import Message
from handlers.citing import Citer
from handlers.plain import render
from handlers.reporting import report
from handlers.request import Services
from tests.chats import CHAT, HERE, THERE, Chat, open_chat
from tests.samples import FIRST

POST = Receipt(to=HERE, id="m7", sent_at=datetime(2020, 2, 12, 8, tzinfo=UTC))
WORDS = "The figure is from   the wrong\nday"


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with open_chat(tmp_path) as opened:
        opened.services = replace(opened.services, replies=opened.desk.store.replies)
        yield opened


def told_to_operator(services: Services) -> Services:
    posting = services.scheduled()
    return replace(services, posting=replace(posting, operator=THERE))


async def said(services: Services, words: str) -> str:
    return render(await report(services, POST, words, CHAT))


async def shown(chat: Chat) -> None:
    """Keep the post as an answer that shows a fact."""
    citer = Citer()
    citer.cite(FIRST)
    message = Message(blocks=citer.sources(), fact_ids=(FIRST.id,))
    page = Page(body=b"x", message=message, facts=(FIRST.id,))
    await chat.desk.store.replies.keep(message, page, POST, workspace="w", at=POST.sent_at)


async def test_a_report_is_kept_with_what_the_post_shows(chat: Chat) -> None:
    """A report is stored with who said it, when, of which post and of which facts, and thanked for by its number."""
    await shown(chat)
    assert await said(chat.services, WORDS) == ("Thank you\nYour report has number 1. The editors of this base see it.")
    (kept,) = await chat.desk.store.replies.reports("w", limit=5)
    assert (kept.id, kept.words, kept.made_by) == (1, "The figure is from the wrong day", "ann")
    assert (kept.post.id, kept.facts, kept.made_at) == ("m7", (FIRST.id,), chat.desk.clock.at)
    assert await chat.desk.store.replies.reports("other", limit=5) == []


async def test_a_report_tells_nothing_of_another_channel(chat: Chat) -> None:
    """Who names a post of another channel learns nothing of what that shows."""
    await shown(chat)
    await report(chat.services, replace(POST, to=THERE), WORDS, CHAT)
    (kept,) = await chat.desk.store.replies.reports("w", limit=5)
    assert kept.facts == ()


async def test_the_operator_is_told_once(chat: Chat) -> None:
    """The operator's place gets one notice of each report with its words, its post and what to do, as typed there."""
    services = told_to_operator(chat.services)
    await report(services, POST, WORDS, CHAT, facts=(FIRST.id,))
    await report(services, POST, "Another thing", CHAT)
    await chat.desk.deliverer().drain()
    first, second = (p for p in chat.platform.posts if p.to == THERE)
    text = first.text
    assert "A reader reports an error, number 1" in text
    assert "A reader: The figure is from the wrong day" in text
    assert "Post: m7, in fake here" in text
    assert f"Facts in it: {FIRST.id}" in text
    assert f"/sitrep fact {FIRST.id} shows where the first of them comes from; /sitrep correct corrects" in text
    assert "number 2" in second.text
    assert "none that is known" in second.text


async def test_without_an_operator_it_stands_on_the_list(chat: Chat) -> None:
    """Where nobody is named to be told, the report is kept all the same, and gaps lists it after the questions."""
    await said(chat.services, WORDS)
    await report(chat.services, POST, "Wrong name", CHAT, facts=(FIRST.id,))
    text = await chat.say("/gaps")
    assert text.startswith("Gaps\nNo question has gone unanswered yet.")
    assert "Errors that readers report:\n- 12 February 2020, number 2, of ocha-2020-02-06/1: Wrong name\n" in text
    assert "- 12 February 2020, number 1, in post m7: The figure is from the wrong day" in text
    assert "report" not in await chat.say("/gaps wounded")


async def test_another_workspace_does_not_see_it(chat: Chat) -> None:
    """Reports are listed where they were made, and nowhere else."""
    await said(chat.services, WORDS)
    assert "wrong day" not in await chat.say("/gaps", replace(CHAT, workspace="other"))


@pytest.mark.parametrize(
    ("words", "says"),
    [("", "A report needs words"), ("\u200b ", "A report needs words"), ("x" * 2001, "too long"), ("\ud800", "broken")],
)
async def test_a_report_that_cannot_be_read_is_told(chat: Chat, words: str, says: str) -> None:
    """An empty, overlong or broken report is refused in words, and nothing is kept."""
    assert says in await said(chat.services, words)
    assert await chat.desk.store.replies.reports("w", limit=5) == []


async def test_a_process_without_replies_says_so(chat: Chat) -> None:
    """Where nothing is kept, that is said."""
    assert "keeps no reports" in await said(replace(chat.services, replies=None), WORDS)


async def test_a_report_outlives_a_full_outbox(chat: Chat, tmp_path: Path) -> None:
    """Where the notice cannot be written, the report is kept and thanked for; it is not asked for twice."""
    with closing(sqlite3.connect(tmp_path / "sitrep.db")) as connection:
        connection.execute("CREATE TRIGGER full BEFORE INSERT ON delivery BEGIN SELECT RAISE(ABORT, 'full'); END")
        connection.commit()
    assert "number 1" in await said(told_to_operator(chat.services), WORDS)
    assert len(await chat.desk.store.replies.reports("w", limit=5)) == 1
