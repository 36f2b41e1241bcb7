"""Answers that come sentence by sentence to who used a command: each state is a whole message, the last one wins."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.domain.answer import Answer
from bot.domain.errors import StoreBusy
from bot.settings import DiscordSettings
from handlers.discord.faults import tracing
from handlers.discord.growing import APART_S
from storage.store import Store, open_store
from tests.discordbots import pointed_at
from tests.drafting import ENDS, READS, Drafting
from tests.servers.discord import Asked, Channel, DiscordServer, Post, User, serving
from tests.simworlds import Bot, inbound_of, services_of

FLED: dict[str, Any] = {"question": "how many people fled?"}
PARTS = r"PATCH /webhooks/"
FIRST = r"**\[1]**"
"""Before the first source."""
FAULTS = ["50035", "10008", "500", "503", "429", "429-banned", "reset", "close", "truncated", "garbage"]


@dataclass
class Pauses:
    """Pauses that are over when a test says so."""

    waited: list[float] = field(default_factory=list)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, seconds: float) -> None:
        self.waited.append(seconds)
        await self.over.wait()


@dataclass(kw_only=True)
class Scene:
    """A server with a channel and somebody in it, and the bot with an asker that shows how far it has come."""

    server: DiscordServer
    store: Store
    bot: Bot
    drafts: Drafting
    pauses: Pauses
    news: Channel
    ann: User

    async def asks(self, *steps: int, **more: Any) -> Asked:
        """A question; the asker goes so many steps."""
        self.drafts.goes_on(*steps)
        return await self.server.slash(self.news, self.ann, "ask", **FLED, **more)

    async def says(self, asked: Asked, words: str) -> Post:
        """The post of a command, once it says so."""
        (post,) = await self.server.changes.until(
            lambda: [asked.original] if asked.original and words in asked.original.text else []
        )
        return post

    async def shows(self, asked: Asked, number: int) -> Post:
        """The post of a command, once so many sentences stand in it and no more."""
        self.drafts.goes_on(number)
        await self.server.changes.until(lambda: self.drafts.answer)
        return await self.says(asked, sentences(self.drafts)[number - 1])

    async def ends(self, asked: Asked) -> Post:
        """The one reply, which tells the whole answer once and has its buttons."""
        self.drafts.goes_on(ENDS)
        await self.server.changes.until(lambda: asked.replies and "sitrep:up" in asked.replies[0].buttons)
        await self.bot.inbound.settled()
        post = asked.post
        assert all(post.text.count(text) == 1 for text in sentences(self.drafts))
        assert post.text.count("15:00") == 1 and post.text.count(FIRST) == 1 and not post.pings
        assert await self.store.replies.find("discord", post.id, channel=post.channel.id) is not None
        return post

    @property
    def edits(self) -> int:
        """How often the post of a command was edited, or tried to be."""
        return len(self.server.lines(PARTS))


def sentences(drafts: Drafting) -> list[str]:
    """The sentences of the answer, as Discord is given them."""
    answer = drafts.last if isinstance(drafts.last, Answer) else drafts.answer
    assert answer is not None
    return [sentence.text.rstrip(".") for sentence in answer.sentences]


@asynccontextmanager
async def scene(loaded: Path, folder: Path, drafts: Drafting | None = None, **discord_: Any) -> AsyncIterator[Scene]:
    """The bot, connected; `discord_` takes the place of some of its settings."""
    settings, drafts, pauses = DiscordSettings(**discord_), drafts or Drafting(), Pauses()
    shutil.copy(loaded, folder / "sitrep.db")
    async with serving() as server, open_store(f"sqlite:///{folder}/sitrep.db") as store:
        desk = server.add_guild("Desk")
        news, ann = server.add_channel(desk, "news"), server.add_user("ann")
        services = services_of(store, settings)
        drafts.asker = services.asker
        with pointed_at(server):
            bot = Bot(inbound_of(replace(services, asker=drafts), settings, pause=pauses), reads=False)
            bot.http.http_trace = tracing()
            task = asyncio.create_task(bot.start(server.token))
            try:
                await server.ready()
                await bot.wait_until_ready()
                yield Scene(server=server, store=store, bot=bot, drafts=drafts, pauses=pauses, news=news, ann=ann)
            finally:
                await bot.close()
                with suppress(asyncio.CancelledError, discord.DiscordException):
                    await task


@pytest.mark.parametrize("cards", [True, False])
@pytest.mark.parametrize("private", [True, False])
async def test_every_state_is_a_whole_message(loaded: Path, tmp_path: Path, cards: bool, private: bool) -> None:
    """First it is said how many facts are read, then what passed stands with its sources, then all with its buttons."""
    async with scene(loaded, tmp_path, cards=cards) as s:
        s.pauses.over.set()
        asked = await s.asks(READS, **({"private": True} if private else {}))
        post = await s.says(asked, "Reading 3 facts…")
        assert post.text == "Reading 3 facts…" and not post.buttons
        for number in (1, 2):
            await s.shows(asked, number)
            assert sentences(s.drafts)[number] not in post.text and not post.buttons
            assert f"**\\[{number}]**" in post.text and f"**\\[{number + 1}]**" not in post.text
            assert "As of 20 February 2020, 15:00" in post.text and post.text.startswith("-# Asked: how many")
        assert await s.ends(asked) is post and post.ephemeral is private
        assert s.edits == 4 and len(asked.replies) == 1


async def test_edits_lie_a_second_apart(loaded: Path, tmp_path: Path) -> None:
    """Within a second of an edit there is no other one, then the newest state follows; the whole answer never waits."""
    async with scene(loaded, tmp_path) as s:
        asked = await s.asks(READS)
        await s.says(asked, "Reading")
        await s.server.changes.until(lambda: s.pauses.waited)
        s.drafts.goes_on(1, 2)
        await s.server.changes.until(lambda: s.drafts.steps.empty())
        assert s.pauses.waited == [APART_S] and s.edits == 1
        s.pauses.over.set()
        post = await s.says(asked, sentences(s.drafts)[1])
        assert s.edits == 2 and "Reading" in post.earlier[-1]
        s.pauses.over.clear()
        await s.server.changes.until(lambda: len(s.pauses.waited) == 2)
        s.drafts.goes_on(3)
        await s.ends(asked)
        assert s.edits == 3


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("skip", [0, 1])
async def test_an_edit_that_fails_costs_nothing(loaded: Path, tmp_path: Path, fault: str, skip: int) -> None:
    """Where what passed so far cannot be shown it is left out, and the whole answer stands once."""
    async with scene(loaded, tmp_path) as s:
        s.pauses.over.set()
        met = s.server.fail(PARTS, fault, skip=skip, retry_after=7.0)
        asked = await s.asks(READS)
        await s.server.changes.until(lambda: s.edits == 1 and s.pauses.waited)
        if skip:
            s.drafts.goes_on(1)
            await s.server.changes.until(lambda: met.met > skip and len(s.pauses.waited) > 1)
        await s.ends(asked)
        assert s.pauses.waited[skip] == (7.0 if fault.startswith("429") else APART_S)


async def test_what_discord_refuses_is_not_tried_again(loaded: Path, tmp_path: Path) -> None:
    """Where Discord takes no part of an answer the next parts are not tried, and the whole one is."""
    async with scene(loaded, tmp_path) as s:
        s.pauses.over.set()
        s.server.fail(PARTS, "50035")
        asked = await s.asks(READS)
        await s.server.changes.until(lambda: s.pauses.waited)
        s.drafts.goes_on(1, 2, 3)
        await s.ends(asked)
        assert s.edits == 2


async def test_an_edit_that_hangs_does_not_come_after_the_end(loaded: Path, tmp_path: Path) -> None:
    """Where Discord is silent about a part, the whole answer waits for it for a moment only, and nothing follows it."""
    async with scene(loaded, tmp_path) as s:
        s.pauses.over.set()
        hangs = s.server.fail(PARTS, "hang")
        asked = await s.asks(1)
        await s.server.changes.until(lambda: hangs.met)
        assert not (await s.ends(asked)).earlier


async def test_nothing_is_edited_after_the_whole_answer(loaded: Path, tmp_path: Path) -> None:
    """What comes late changes nothing, and leaves nothing under way."""
    async with scene(loaded, tmp_path) as s:
        asked = await s.asks(READS, 1, 2)
        post = await s.ends(asked)
        edits, text, tasks = s.edits, post.text, len(asyncio.all_tasks())
        await s.drafts.tell(READS)
        await s.drafts.tell(1)
        assert len(asyncio.all_tasks()) == tasks
        await s.bot.inbound.settled()
        assert (s.edits, post.text) == (edits, text) and "sitrep:up" in post.buttons


@pytest.mark.parametrize("cards", [True, False])
async def test_an_answer_that_is_refused_stands_in_plain_words(loaded: Path, tmp_path: Path, cards: bool) -> None:
    """Where Discord refuses the whole answer as it is laid out, its words take the place of what was shown of it."""
    async with scene(loaded, tmp_path, cards=cards) as s:
        s.pauses.over.set()
        asked = await s.asks()
        await s.shows(asked, 1)
        s.server.fail(PARTS, "50035")
        post = await s.ends(asked)
        assert len(asked.replies) == 1 and len(post.buttons) > 2


@pytest.mark.parametrize("cards", [True, False])
async def test_a_failure_takes_the_place_of_what_stands(loaded: Path, tmp_path: Path, cards: bool) -> None:
    """Where the answer fails after all, half of it does not stay."""
    async with scene(loaded, tmp_path, Drafting(last=StoreBusy("busy")), cards=cards) as s:
        asked = await s.asks()
        await s.shows(asked, 1)
        s.drafts.goes_on(ENDS)
        post = await s.says(asked, "I cannot get at my facts")
        assert not post.buttons and FIRST not in post.text


async def test_a_failure_that_is_refused_is_told_in_plain_words(loaded: Path, tmp_path: Path) -> None:
    """The last resort, words alone, can stand in the place of a card too."""
    async with scene(loaded, tmp_path) as s:
        s.pauses.over.set()
        asked = await s.asks()
        await s.shows(asked, 1)
        s.server.fail(PARTS, "50035", times=2)
        s.drafts.goes_on(ENDS)
        post = await s.says(asked, "That failed here")
        assert len(asked.replies) == 1 and FIRST not in post.text


async def test_another_answer_takes_the_place_of_what_stands(loaded: Path, tmp_path: Path) -> None:
    """Where a sentence does not hold any more in the end it is gone."""
    async with scene(loaded, tmp_path) as s:
        asked = await s.asks()
        await s.shows(asked, 2)
        first = sentences(s.drafts)[0]
        assert s.drafts.answer is not None
        s.drafts.last = replace(s.drafts.answer, sentences=s.drafts.answer.sentences[1:])
        assert first not in (await s.ends(asked)).text


async def test_a_process_that_ends_leaves_nothing_under_way(loaded: Path, tmp_path: Path) -> None:
    """Broken off in the middle, neither the answer nor a part of it is under way, and nobody waits for it."""
    async with scene(loaded, tmp_path) as s:
        hangs = s.server.fail(PARTS, "hang")
        before = ours()
        await s.asks(1)
        await s.server.changes.until(lambda: hangs.met)
        (command,) = [t for t in ours() - before if t.get_name() == "CommandTree-invoker"]
        began = asyncio.get_running_loop().time()
        command.cancel()
        await asyncio.wait([command])
        await s.bot.inbound.settled()
        assert asyncio.get_running_loop().time() - began < 1
        assert not ours() - before


def ours() -> set[asyncio.Task[Any]]:
    """Tasks that are not the server's."""
    return {t for t in asyncio.all_tasks() if "RequestHandler" not in repr(t.get_coro())}


async def test_who_mentions_the_bot_gets_the_whole_answer_only(loaded: Path, tmp_path: Path) -> None:
    """A written message is answered once, and never edited."""
    async with scene(loaded, tmp_path) as s:
        s.drafts.goes_on(READS, 1, ENDS)
        await s.server.say(s.news, s.ann, f"<@{s.server.bot.id}> how many people fled?")
        (post,) = await s.server.changes.until(lambda: s.server.posts(s.news))
        await s.bot.inbound.settled()
        assert s.drafts.telling is None and not post.earlier and not s.edits


async def test_without_a_model_there_is_one_edit(loaded: Path, tmp_path: Path) -> None:
    """Where nothing is told on the way the deferred reply is filled once."""
    async with scene(loaded, tmp_path) as s:
        asked = await s.asks()
        post = await s.ends(asked)
        assert s.edits == 1 and not post.earlier and not s.pauses.waited
