"""People on a server that speaks Discord's protocol: installs, doubled events, lost acknowledgements, two processes."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.settings import DiscordSettings
from handlers.discord.tokens import Tokens
from storage.store import Store, open_store
from tests.discordbots import pointed_at
from tests.servers.discord import MANAGER, Asked, Channel, DiscordServer, User, payloads, serving
from tests.simworlds import Bot, inbound_of, services_of

FLED: dict[str, Any] = {"question": "how many people fled?", "as_of": "2020-02-13"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """A server of the desk, another that does not have the bot, and people."""

    server: DiscordServer
    store: Store
    bots: tuple[Bot, ...]
    tokens: Tokens
    news: Channel
    foreign: Channel
    ann: User

    async def settled(self) -> None:
        for bot in self.bots:
            await bot.inbound.settled()


@asynccontextmanager
async def scene(
    loaded: Path, folder: Path, *, processes: int = 1, mention_threads: bool = False
) -> AsyncIterator[Scene]:
    """The bot, connected; with several processes each of them hears everything."""
    shutil.copy(loaded, folder / "sitrep.db")
    settings, tokens = DiscordSettings(mention_threads=mention_threads), Tokens()
    async with serving() as server, open_store(f"sqlite:///{folder}/sitrep.db") as store, AsyncExitStack() as stack:
        desk, far = server.add_guild("Desk"), server.add_guild("Elsewhere", has_bot=False)
        news, foreign = server.add_channel(desk, "news"), server.add_channel(far, "talk")
        ann = server.add_user("ann")
        desk.permissions[ann.id] = MANAGER
        stack.enter_context(pointed_at(server))
        bots = tuple(
            Bot(inbound_of(services_of(store, settings), settings, tokens=tokens), reads=mention_threads)
            for _ in range(processes)
        )
        for number, bot in enumerate(bots, 1):
            await stack.enter_async_context(connected(server, bot, number))
        yield Scene(server=server, store=store, bots=bots, tokens=tokens, news=news, foreign=foreign, ann=ann)


@asynccontextmanager
async def connected(server: DiscordServer, bot: Bot, number: int) -> AsyncIterator[None]:
    task = asyncio.create_task(bot.start(server.token))
    try:
        await server.ready(number)
        await bot.wait_until_ready()
        yield
    finally:
        await bot.close()
        with suppress(asyncio.CancelledError, discord.DiscordException):
            await task


async def test_an_answer_can_be_edited_for_as_long_as_its_token_lives(loaded: Path, tmp_path: Path) -> None:
    """The token of an interaction is remembered for the post that answered it."""
    async with scene(loaded, tmp_path) as s:
        post = await (await s.server.slash(s.news, s.ann, "ask", **FLED)).answered()
        await s.settled()
        held = s.tokens.get(int(post.id))
        assert held is not None and held[0] == int(s.server.application_id)


async def test_a_user_install_is_answered_in_a_server_without_the_bot(loaded: Path, tmp_path: Path) -> None:
    """Who installed the bot can ask it anywhere; their words are not kept, and nothing is managed there."""
    async with scene(loaded, tmp_path) as s:
        post = await (await s.server.slash(s.foreign, s.ann, "ask", **FLED, installed=True)).answered()
        assert "800,000" in post.text
        await s.settled()
        kept = await s.store.replies.find("discord", post.id, channel=post.channel.id)
        assert kept is not None and kept.workspace == f"user-{s.ann.id}"
        refused = await s.server.slash(s.foreign, s.ann, "sitrep deadlines track", installed=True)
        assert "needs me as a member here" in (await refused.answered()).text


async def test_a_group_of_people_can_ask(loaded: Path, tmp_path: Path) -> None:
    """In a group that the bot is not in, a user install is answered in sight of the group."""
    async with scene(loaded, tmp_path) as s:
        group = s.server.group(s.ann, s.server.add_user("ben"))
        post = await (await s.server.slash(group, s.ann, "ask", **FLED, installed=True)).answered()
        assert "800,000" in post.text and not post.ephemeral


async def test_direct_messages_are_open_to_everybody_in_them(loaded: Path, tmp_path: Path) -> None:
    """In a direct message a sitrep can be scheduled, and nothing is hidden from the one who reads it anyway."""
    async with scene(loaded, tmp_path) as s:
        direct = s.server.dm(s.ann)
        asked = await s.server.slash(direct, s.ann, "digest add", when="daily 08:00 Europe/Istanbul")
        post = await asked.answered()
        assert "08:00" in post.text and not post.ephemeral
        (made,) = await s.store.subscriptions.all(workspace=f"user-{s.ann.id}")
        assert made.to.channel == direct.id


async def test_an_interaction_that_is_told_twice_is_answered_once(loaded: Path, tmp_path: Path) -> None:
    """After a lost connection Discord tells some things again; they are done once."""
    async with scene(loaded, tmp_path) as s:
        asked = await s.server.slash(s.news, s.ann, "digest add", when="daily 08:00 Europe/Istanbul")
        await asked.answered()
        await s.server.interactions.redeliver(asked)
        await (await s.server.slash(s.news, s.ann, "sitrep status")).answered()
        assert len(asked.replies) == 1
        assert len(s.server.lines(f"POST /interactions/{asked.id}")) == 1
        assert len(await s.store.subscriptions.all(workspace=s.news.guild.id if s.news.guild else "")) == 1


async def test_two_processes_give_one_answer(loaded: Path, tmp_path: Path) -> None:
    """Where two processes hear everything, a command is carried out by one of them, and a mention gets one reply."""
    async with scene(loaded, tmp_path, processes=2) as s:
        asked = await s.server.slash(s.news, s.ann, "digest add", when="daily 08:00 Europe/Istanbul")
        await asked.answered()
        await s.server.say(s.news, s.ann, f"<@{s.server.bot.id}> how many people fled?")
        await s.server.changes.until(lambda: len(s.server.posts(s.news)) >= 2)
        await s.settled()
        assert len(await s.store.subscriptions.all(workspace=s.news.guild.id if s.news.guild else "")) == 1
        assert len([p for p in s.server.posts(s.news) if not p.ephemeral]) == 1


async def test_two_processes_open_one_thread(loaded: Path, tmp_path: Path) -> None:
    """The thread of a mention is opened by one process, and holds one answer."""
    async with scene(loaded, tmp_path, processes=2, mention_threads=True) as s:
        asked = await s.server.say(s.news, s.ann, f"<@{s.server.bot.id}> how many people fled?")
        await s.server.changes.until(lambda: asked.id in s.server.channels)
        thread = s.server.channels[asked.id]
        await s.server.changes.until(lambda: s.server.posts(thread))
        await s.settled()
        assert len(s.server.posts(thread)) == 1
        assert not s.server.posts(s.news)


@pytest.mark.parametrize("fault", ["close", "garbage"])
@pytest.mark.parametrize("arrives", [True, False])
async def test_a_lost_acknowledgement_does_not_cost_the_answer(
    loaded: Path, tmp_path: Path, fault: str, arrives: bool
) -> None:
    """Where the reply to the acknowledgement is lost, whether it arrived or not, the question is answered once."""
    async with scene(loaded, tmp_path) as s:
        s.server.fail(r"POST /interactions/", fault, accepts=arrives)
        asked = await s.server.slash(s.news, s.ann, "ask", **FLED)
        assert "800,000" in (await asked.answered()).text
        assert len(asked.replies) == 1


@pytest.mark.parametrize("arrives", [True, False])
async def test_a_lost_page_or_form_is_shown_again(loaded: Path, tmp_path: Path, arrives: bool) -> None:
    """What answers at once is tried again too, where it may not have arrived: a page, a form, a refusal."""
    async with scene(loaded, tmp_path) as s:
        post = await (await s.server.slash(s.news, s.ann, "sitrep sources")).answered()
        await s.settled()
        said = await s.server.say(s.news, s.ann, "hello")

        async def lost(asking: Awaitable[Asked], callback: int) -> Asked:
            s.server.fail(r"POST /interactions/", "close", accepts=arrives)
            asked = await asking
            await s.server.changes.until(lambda: asked.callback == callback)
            await s.settled()
            return asked

        await lost(s.server.click(post, s.ann, "sitrep:page:2"), 7)
        await lost(s.server.menu(post, s.ann, "Report an error"), 9)
        refused = await lost(s.server.menu(said, s.ann, "Report an error"), 4)
        assert "sitrep:page:3" in post.buttons and "not a post of mine" in refused.post.text


@pytest.mark.parametrize("fault", ["close", "reset", "truncated", "garbage"])
@pytest.mark.parametrize("arrives", [True, False])
async def test_a_broken_connection_does_not_cost_the_answer(
    loaded: Path, tmp_path: Path, fault: str, arrives: bool
) -> None:
    """An answer that did not go through, or whose receipt was lost, is posted again, and is read once."""
    async with scene(loaded, tmp_path) as s:
        s.server.fail(r"PATCH /webhooks/", fault, accepts=arrives)
        asked = await s.server.slash(s.news, s.ann, "ask", **FLED)
        assert "800,000" in (await asked.answered()).text
        s.server.fail(r"POST /channels/\d+/messages", fault, accepts=arrives)
        await s.server.say(s.server.dm(s.ann), s.ann, "how many people fled?")
        await s.server.changes.until(lambda: s.server.posts(s.server.dm(s.ann)))
        await s.settled()
        assert len(asked.replies) == 1 and "800,000" in asked.post.text
        (post,) = s.server.posts(s.server.dm(s.ann))
        assert "displaced" in post.text


async def test_too_late_an_acknowledgement_ends_there(loaded: Path, tmp_path: Path) -> None:
    """What Discord does not wait for any more is neither carried out nor answered."""
    async with scene(loaded, tmp_path) as s:
        s.server.fail(r"POST /interactions/", "10062")
        asked = await s.server.slash(s.news, s.ann, "digest add", when="daily 08:00 Europe/Istanbul")
        await s.server.changes.until(lambda: s.server.lines("POST /interactions/"))
        await s.settled()
        assert not asked.replies
        assert not await s.store.subscriptions.all(workspace=s.news.guild.id if s.news.guild else "")


async def test_a_stale_command_is_answered(loaded: Path, tmp_path: Path) -> None:
    """A command that Discord still shows and the bot does not know any more is told to be stale."""
    async with scene(loaded, tmp_path) as s:
        s.server.commands.append({"id": "1", "name": "old", "type": 1, "contexts": [0], "integration_types": [0]})
        asked = await s.server.slash(s.news, s.ann, "old")
        assert "reload Discord" in (await asked.answered()).text


async def test_who_brings_the_bot_along_manages_nothing(loaded: Path, tmp_path: Path) -> None:
    """Where a server installed no commands, those of somebody's own account need Manage Server all the same."""
    async with scene(loaded, tmp_path) as s:
        guild, ben = s.news.guild, s.server.add_user("ben")
        assert guild is not None
        guild.has_bot = False
        s.server.people.permitted[guild.id, "digest"] = {ben.id}
        asked = await s.server.slash(s.news, ben, "digest add", when="daily 08:00", installed=True)
        assert "for those who manage" in (await asked.answered()).text


async def test_an_unknown_server_is_no_direct_message(loaded: Path, tmp_path: Path) -> None:
    """What is said in a server that the bot does not know of yet is not taken for something said to it."""
    async with scene(loaded, tmp_path) as s:
        said = s.server.board.write(s.foreign, s.ann, {"content": "how many people fled?"})
        await s.server.gateway.dispatch("MESSAGE_CREATE", payloads.event(said, s.server.users))
        direct = s.server.dm(s.ann)
        await s.server.say(direct, s.ann, "how many people fled?")
        await s.server.changes.until(lambda: s.server.posts(direct))
        await s.settled()
        assert s.server.lines("POST /channels") == [f"POST /channels/{direct.id}/messages"]


@pytest.mark.slow
async def test_a_thread_that_must_wait_does_not_hold_up_the_answer(loaded: Path, tmp_path: Path) -> None:
    """Where Discord lets no more threads be opened for a while, a mention is answered in place."""
    async with scene(loaded, tmp_path, mention_threads=True) as s:
        s.server.fail(r"POST /channels/\d+/messages/\d+/threads", "429", retry_after=600)
        said = await s.server.say(s.news, s.ann, f"<@{s.server.bot.id}> how many people fled?")
        (post,) = await s.server.changes.until(lambda: s.server.posts(s.news))
        assert post.reply_to is said
