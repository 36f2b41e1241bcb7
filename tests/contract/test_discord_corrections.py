"""A fact is corrected: the answers that told it, wherever people got them on Discord, and what their readers see."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.services.correct import tell
from bot.services.deliver import Deliverer
from bot.settings import DiscordSettings, LimitSettings
from handlers.discord.client import Discord
from handlers.request import Services
from storage.store import Store, open_store
from tests.discordbots import pointed_at
from tests.discords import MovedClock, place, settings
from tests.servers.discord import MANAGER, Channel, DiscordServer, Post, User, serving
from tests.simworlds import NOW, services_of

ASKED = "how many people fled?"
FLED: dict[str, Any] = {"question": ASKED, "as_of": "2020-02-13"}
WRONG = "ocha-2020-02-13/1"
TOKEN_S = 901


@dataclass(kw_only=True)
class Desk:
    """A server with the bot and one without it, a reader, and somebody who may correct."""

    server: DiscordServer
    store: Store
    given: DiscordSettings
    wall: MovedClock
    news: Channel
    foreign: Channel
    ann: User
    boss: User
    services: Services

    def later(self, seconds: float) -> None:
        self.server.time.advance(seconds)
        self.wall.at = self.server.time.now()

    @asynccontextmanager
    async def bot(self) -> AsyncIterator[None]:
        """A process of the bot, with a memory of its own."""
        platform = Discord(self.given, memos=self.store.memos, clock=self.wall, wall=self.wall, gap_s=0.0)
        made = services_of(self.store, self.given)
        assert made.posting
        self.services = replace(made, posting=replace(made.posting, platforms={"discord": platform}))
        platform.serve(self.services, limits=LimitSettings(), keep_dm_text=False)
        before = len(self.server.gateway.identifies)
        task = asyncio.create_task(platform.run())
        try:
            gateway = self.server.gateway
            await self.server.changes.until(lambda: len(gateway.identifies) > before and bool(gateway.live))
            yield
        finally:
            task.cancel()
            await asyncio.wait([task])

    async def asks(self, channel: Channel, **more: Any) -> Post:
        """Ann asks, and her answer is kept."""
        post = await (await self.server.slash(channel, self.ann, "ask", **FLED, **more)).answered()
        await self.server.changes.until(lambda: "800,000" in post.text)
        return await self.kept(post)

    async def kept(self, post: Post) -> Post:
        """Wait until the answer that stands in a post is written down."""
        async with asyncio.timeout(10):
            while await self.store.replies.find("discord", post.id, channel=post.channel.id) is None:
                pass
        return post

    async def correct(self, fact: str = WRONG, **how: Any) -> None:
        """The boss takes a fact back, or changes it."""
        given = how or {"how": "retract"}
        asked = await self.server.slash(self.news, self.boss, "correct", fact=fact, reason="a slip", **given)
        assert "holds from now on" in (await asked.answered()).text

    async def pass_on(self) -> int:
        """Tell what is owed and send it; gives the number of places that are told."""
        posting = self.services.posting
        assert posting
        told = await tell(posting, NOW)
        await Deliverer(posting, clock=self.services.clock, wall=self.wall, worker="w").drain()
        return told


@asynccontextmanager
async def desk(loaded: Path, folder: Path, **chosen: Any) -> AsyncIterator[Desk]:
    shutil.copy(loaded, folder / "sitrep.db")
    async with serving() as server, open_store(f"sqlite:///{folder}/sitrep.db") as store:
        home, far = server.add_guild("Desk"), server.add_guild("Elsewhere", has_bot=False)
        ann, boss = server.add_user("ann"), server.add_user("boss")
        home.permissions[boss.id] = MANAGER
        given = settings(server, **chosen)
        with pointed_at(server):
            yield Desk(
                server=server,
                store=store,
                given=given,
                wall=MovedClock(at=datetime.now(UTC)),
                news=server.add_channel(home, "news"),
                foreign=server.add_channel(far, "talk"),
                ann=ann,
                boss=boss,
                services=services_of(store, given),
            )


def notices(desk: Desk, channel: Channel) -> list[Post]:
    return [p for p in desk.server.posts(channel) if not p.ephemeral and p.text.startswith("## Correction")]


async def test_an_answer_is_corrected_where_it_stands(loaded: Path, tmp_path: Path) -> None:
    """The answer is marked in place, its channel is told once below it, and who corrected is told no more."""
    async with desk(loaded, tmp_path) as d, d.bot():
        post = await d.asks(d.news)
        assert WRONG not in await d.store.ledger.seen(place(d.news))
        await d.correct()
        assert await d.pass_on() == 1
        (notice,) = notices(d, d.news)
        assert notice.reply_to is post and not notice.pings
        assert "Retracted" in post.text and "sitrep:up" in post.buttons
        assert [await d.pass_on() for _ in range(3)] == [0, 0, 0]
        assert len(d.server.posts(d.news)) == 3 and len(post.earlier) == 1


async def test_an_old_answer_is_edited_as_a_post(loaded: Path, tmp_path: Path) -> None:
    """When its token is over, and another process serves, the answer is edited as any post of the bot."""
    async with desk(loaded, tmp_path) as d:
        async with d.bot():
            post = await d.asks(d.news)
        d.later(TOKEN_S)
        async with d.bot():
            await d.correct()
            assert await d.pass_on() == 1
        assert "Retracted" in post.text and len(notices(d, d.news)) == 1
        assert d.server.lines(f"PATCH /channels/{d.news.id}/messages/{post.id}")


async def test_a_private_answer_is_marked_and_nothing_else(loaded: Path, tmp_path: Path) -> None:
    """What one person sees is edited while Discord lets it be; nobody else ever hears of it."""
    async with desk(loaded, tmp_path) as d, d.bot():
        post, old = await d.asks(d.news, private=True), await d.asks(d.foreign, private=True, installed=True)
        await d.correct()
        assert await d.pass_on() == 2
        assert "Retracted" in post.text and "Retracted" in old.text
        assert [await d.pass_on() for _ in range(3)] == [0, 0, 0]
        assert not notices(d, d.news) and not d.server.lines("POST /channels")


async def test_a_private_answer_of_another_time_is_let_be(loaded: Path, tmp_path: Path) -> None:
    """When its token is over nothing is posted in its stead, and the matter is settled."""
    async with desk(loaded, tmp_path) as d, d.bot():
        post = await d.asks(d.news, private=True)
        d.later(TOKEN_S)
        await d.correct()
        assert [await d.pass_on() for _ in range(3)] == [1, 0, 0]
        assert "Retracted" not in post.text and not d.server.lines("POST /channels")


async def test_a_shared_answer_is_corrected_for_everybody(loaded: Path, tmp_path: Path) -> None:
    """An answer that was shown to all is marked there too, and the channel is told once."""
    async with desk(loaded, tmp_path) as d, d.bot():
        post = await d.asks(d.news, private=True)
        shared = await d.kept(await (await d.server.click(post, d.ann, "sitrep:share")).answered())
        await d.correct()
        assert await d.pass_on() == 2
        assert "Retracted" in post.text and "Retracted" in shared.text
        (notice,) = notices(d, d.news)
        assert notice.reply_to is shared


async def test_what_was_corrected_is_not_shared(loaded: Path, tmp_path: Path) -> None:
    """An old private answer is no way to post what does not hold any more."""
    async with desk(loaded, tmp_path) as d, d.bot():
        await d.asks(d.news)
        post = await d.asks(d.news, private=True)
        d.later(TOKEN_S)
        await d.correct()
        await d.pass_on()
        shared = await (await d.server.click(post, d.ann, "sitrep:share")).answered()
        assert "corrected" in shared.text and "800,000" not in shared.text


async def test_every_page_of_an_answer_is_corrected(loaded: Path, tmp_path: Path) -> None:
    """Who turns the pages of a corrected list finds the mark on whichever page the fact stands, and no page is lost."""
    async with desk(loaded, tmp_path) as d, d.bot():
        asked = await d.server.slash(d.news, d.ann, "sitrep timeline", to="2020-02-20")
        post = await d.kept(await asked.answered())
        await (await d.server.click(post, d.boss, "sitrep:page:2")).answered()
        fact = post.text.rpartition("grade ")[2].split()[2]
        await d.correct(fact)
        assert await d.pass_on() == 1
        assert "sitrep:page:2" in post.buttons and "Retracted" not in post.text
        await (await d.server.click(post, d.ann, "sitrep:page:2")).answered()
        assert "Retracted" in post.text


async def test_answers_in_threads_and_direct_messages_are_corrected(loaded: Path, tmp_path: Path) -> None:
    """Where a mention or a direct message was answered, the answer is marked and the correction told, there."""
    async with desk(loaded, tmp_path, mention_threads=True) as d, d.bot():
        said = await d.server.say(d.news, d.ann, f"<@{d.server.bot.id}> {ASKED}")
        direct = d.server.dm(d.ann)
        await d.server.say(direct, d.ann, ASKED)
        await d.server.changes.until(lambda: said.thread and d.server.posts(said.thread) and d.server.posts(direct))
        posts = [await d.kept(post) for channel in (said.thread, direct) if channel for post in d.server.posts(channel)]
        await d.correct()
        assert await d.pass_on() == 2
        for post in posts:
            (notice,) = notices(d, post.channel)
            assert "Retracted" in post.text and notice.reply_to is post
        assert not notices(d, d.news)


async def test_where_the_bot_is_no_member_it_only_edits(loaded: Path, tmp_path: Path) -> None:
    """An answer in somebody else's server is edited; the bot does not try to post where it never can."""
    async with desk(loaded, tmp_path) as d, d.bot():
        post = await d.asks(d.foreign, installed=True)
        await d.correct()
        assert [await d.pass_on() for _ in range(3)] == [1, 0, 0]
        assert "Retracted" in post.text and not d.server.lines("POST /channels")
