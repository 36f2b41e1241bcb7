"""The page that tells how things stand: what a workspace gets, what went out, what lies ahead, what is not known."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.delivery import Destination
from bot.domain.message import Place
from handlers.blocks import inlines
from handlers.homepage import Viewer, homepage
from handlers.plain import render
from handlers.prompts import MOST, prompts
from handlers.request import Talk
from tests.chats import Chat, open_chat
from tests.delivering import channel
from tests.fakes import ZONE
from tests.samples import services

OPEN, SECRET, ALONE = channel("open"), channel("secret"), channel("alone")
ANN = Talk(asked_by="ann", workspace="w", here=ALONE, may_manage=False)
THURSDAY = datetime(2020, 2, 13, 5, 1, tzinfo=UTC)


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with open_chat(tmp_path) as opened:
        yield opened


async def open_only(places: Collection[Destination]) -> frozenset[Destination]:
    """Only one channel is open to everybody."""
    return frozenset(places) & {OPEN}


async def page(chat: Chat, talk: Talk = ANN) -> str:
    message = await homepage(chat.services, Viewer(talk=talk, seen=open_only))
    return render(message, ZoneInfo(ZONE))


async def added(chat: Chat, to: Destination, by: str, line: str = "/digest add daily 08:00") -> None:
    await chat.say(line, Talk(asked_by=by, workspace=to.workspace, here=to))


async def test_an_empty_workspace_is_told_so(chat: Chat) -> None:
    """Where nothing was asked for, each section says so, and the page still tells as of when and how it answers."""
    text = await page(chat)
    assert text.startswith("A test case\n2 facts are known, the newest source of 6 February 2020.")
    assert "Nothing by itself yet." in text
    assert "Nothing went out yet." in text
    assert "No question has gone unanswered yet." in text
    assert text.endswith("As of 12 February 2020, 12:00 (Europe/Istanbul). Engine: extractive; facts are found by "
                         "words and by meaning")  # fmt: skip


async def test_the_page_tells_what_a_workspace_gets(chat: Chat) -> None:
    """Each subscription stands there with its place and its next run, and the deadlines that lie ahead."""
    await added(chat, OPEN, "bob")
    text = await page(chat)
    assert "- Number 1, fake open: sitrep daily 08:00 Europe/Istanbul; all topics; next on Thursday, 13" in text
    assert "Erdogan gave Syria until the end of February" in text
    assert "pending, 17 days 11 hours left" in text
    assert "Sources:" in text


async def test_the_page_tells_what_became_of_the_last_posts(chat: Chat) -> None:
    """A post that went out is told with its state, in the zone of its schedule."""
    await added(chat, OPEN, "bob", "/digest add daily 08:00 Europe/London")
    await chat.until(datetime(2020, 2, 13, 8, 1, tzinfo=UTC))
    text = await page(chat)
    assert "- Number 1, fake open: 13 Feb 2020 08:00 — sent" in text
    assert "(Europe/London)" in text


async def test_places_of_others_are_a_number(chat: Chat) -> None:
    """What goes to private channels and to direct messages of others is counted, and no word tells of it."""
    await added(chat, SECRET, "bob")
    await added(chat, channel("dm-of-bob"), "bob")
    await added(chat, OPEN, "bob")
    await chat.until(THURSDAY)
    text = await page(chat)
    assert "secret" not in text
    assert "dm-of-bob" not in text
    assert "Number 1" not in text and "Number 3, fake open" in text
    assert "2 subscriptions go to direct messages of others or to private channels." in text
    assert "2 posts go to direct messages of others or to private channels." in text


async def test_ones_own_places_are_told(chat: Chat) -> None:
    """Who asked for something sees it wherever it goes, and what comes to their own direct messages."""
    await added(chat, SECRET, "ann")
    await added(chat, ALONE, "system")
    await chat.until(THURSDAY)
    text = await page(chat)
    assert "Number 1, fake secret: sitrep" in text
    assert "Number 2, fake alone: sitrep" in text
    assert text.count("— sent") == 2
    assert "private channels" not in text


async def test_nothing_of_another_workspace_is_told(chat: Chat) -> None:
    """Neither subscriptions, posts nor open gaps of another workspace are told or counted."""
    far = Destination(platform="fake", workspace="far", channel="open")
    await added(chat, far, "ann")
    await chat.until(THURSDAY)
    at = chat.desk.clock.at
    await chat.services.journal.add_gap(asked_at=at, workspace="far", question="whose?", reason="not-held", near=())
    text = await page(chat)
    assert "Nothing by itself yet." in text and "Nothing went out yet." in text
    assert "No question has gone unanswered yet." in text
    assert "private channels" not in text


async def test_only_who_manages_reads_open_gaps(chat: Chat) -> None:
    """The words of unanswered questions are for those who manage; everybody sees how many there are."""
    for n in range(7):
        await chat.services.journal.add_gap(
            asked_at=chat.desk.clock.at, workspace="w", question=f"why {n}?", reason="not-held", near=()
        )
    text = await page(chat)
    assert "7 questions have gone unanswered; those who manage this workspace see which." in text
    assert "why" not in text
    managers = await page(chat, replace(ANN, may_manage=True))
    assert "why 6?" in managers and "why 1?" not in managers
    assert "/sitrep gaps lists them" in managers


async def test_long_lists_are_cut_with_their_number(chat: Chat) -> None:
    """Of many subscriptions the first are told, and how many more there are."""
    for hour in range(18):
        await added(chat, OPEN, "bob", f"/digest add daily {hour:02}:00")
    text = await page(chat)
    assert "Number 15, fake open" in text and "Number 16" not in text
    assert "And 3 more." in text


async def test_places_stand_as_places(chat: Chat) -> None:
    """A platform gets each place as one, so that it can name it as readers know it."""
    await added(chat, OPEN, "bob")
    message = await homepage(chat.services, Viewer(talk=ANN, seen=open_only))
    spans = [s for block in message.blocks for inline in inlines(block) for s in inline]
    assert Place(OPEN) in spans


async def test_the_page_stands_without_a_sender() -> None:
    """A process that keeps no subscriptions tells the rest."""
    text = render(await homepage(services(), Viewer(talk=ANN, seen=open_only)), ZoneInfo(ZONE))
    assert "What this workspace gets" not in text
    assert "Deadlines ahead:\nNone is known." in text


async def test_prompts_have_something_to_say() -> None:
    """Disputes and deadlines are offered only while there are some, and never more than four prompts."""
    early = services(at=datetime(2020, 2, 6, tzinfo=UTC))
    late = services(at=datetime(2020, 3, 10, tzinfo=UTC))
    assert [p.words for p in await prompts(early)] == ["now", "deadlines", "figures", "sources"]
    assert [p.words for p in await prompts(late)] == ["now", "disputed", "figures", "sources"]
    assert len(await prompts(services(at=datetime(2020, 2, 29, tzinfo=UTC)))) == MOST


async def test_prompts_begin_with_what_a_channel_follows(chat: Chat) -> None:
    """Beside a channel whose sitreps are narrowed to a topic, that topic is offered first; elsewhere it is not."""
    await added(chat, OPEN, "bob", "/digest add daily 08:00 topics:displacement")
    first = (await prompts(chat.services, "w", OPEN.channel))[0]
    assert first == ("What is new on displacement?", "/now displacement")
    for workspace, about in (("w", "elsewhere"), ("far", OPEN.channel), ("w", "")):
        assert (await prompts(chat.services, workspace, about))[0].words == "now"
