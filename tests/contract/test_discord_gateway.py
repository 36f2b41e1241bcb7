"""The connection to Discord: whatever breaks it, nobody is left without an answer, and nothing piles up."""

from __future__ import annotations

import asyncio
import gc
import random
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.settings import LimitSettings
from handlers.discord.client import Discord
from storage.store import open_store
from tests.discords import MovedClock, settings
from tests.fakes import FakeAsker
from tests.servers.discord import Asked, Channel, DiscordServer, Post, User, serving
from tests.simworlds import services_of

NO_LIMITS = LimitSettings(user_per_min=1000, workspace_per_min=100_000)
OPEN_FILES = Path("/proc/self/fd")
PEOPLE = 60
"""Who ask in turn, so that nobody is too fast."""

Break = Callable[[DiscordServer], Awaitable[None]]


BREAKS: dict[str, Break] = {
    "reset": lambda s: s.gateway.drop(),
    "close 4000": lambda s: s.gateway.drop(4000),
    "op 7": lambda s: s.gateway.reconnect(),
    "op 9 true": lambda s: s.gateway.invalidate(resumable=True),
}


@dataclass(kw_only=True)
class Desk:
    """A server with one channel in which people ask, and our adapter, which answers there."""

    server: DiscordServer
    channel: Channel
    people: list[User]
    asker: FakeAsker
    wall: MovedClock
    task: asyncio.Task[None]

    async def ask(self, n: int) -> Asked:
        """One of the people asks."""
        person = self.people[n % len(self.people)]
        return await self.server.slash(self.channel, person, "ask", question=f"Question {n}?")

    async def asks(self, n: int) -> Post:
        """One of the people asks, and has one answer."""
        return await (await self.ask(n)).answered(30.0)


@asynccontextmanager
async def desk(folder: Path, *, commands: str = "", **chosen: Any) -> AsyncIterator[Desk]:
    """The adapter, connected. `commands`: the fault with which Discord meets their registration, three times."""
    async with serving() as server, open_store(f"sqlite:///{folder}/sitrep.db") as store:
        channel = server.add_channel(server.add_guild("Desk"), "news")
        people = [server.add_user(f"reader{n}") for n in range(PEOPLE)]
        wall, asker, given = MovedClock(), FakeAsker(), settings(server, **chosen)
        platform = Discord(given, memos=store.memos, clock=wall, wall=wall, gap_s=0.0, sleep=wall.sleep)
        if commands:
            server.fail("PUT /applications", commands, times=3, retry_after=3600)
        platform.serve(replace(services_of(store, given), asker=asker), limits=NO_LIMITS, keep_dm_text=False)
        task = asyncio.create_task(platform.run())
        try:
            await server.ready(given.shards or 1)
            yield Desk(server=server, channel=channel, people=people, asker=asker, wall=wall, task=task)
        finally:
            task.cancel()
            await asyncio.wait([task])


def descriptors() -> int:
    return len(list(OPEN_FILES.iterdir())) if OPEN_FILES.exists() else 0


async def flat(server: DiscordServer, descriptors_before: int, threads_before: int) -> None:
    """Wait until there are no more open files and threads than before."""

    def back() -> bool:
        gc.collect()
        return descriptors() <= descriptors_before and threading.active_count() <= threads_before

    await server.changes.until(back)


@pytest.mark.parametrize("drops", [60, pytest.param(1000, marks=pytest.mark.slow)])
async def test_drops_leave_nobody_deaf(tmp_path: Path, drops: int) -> None:
    """However often and however the connection breaks, each question gets one answer, and nothing piles up."""
    order = random.Random(drops)
    async with desk(tmp_path) as d:
        await d.asks(0)
        before = descriptors(), threading.active_count(), len(asyncio.all_tasks())
        for n in range(1, drops + 1):
            broken = BREAKS[order.choice(list(BREAKS))](d.server)
            if order.random() < 0.5:
                await broken
                await d.asks(n)
            else:  # it breaks while the question is under way
                asked = await d.ask(n)
                await broken
                await asked.answered(30.0)
            await d.server.ready()
        assert d.server.gateway.resumed > drops * 0.9
        assert [len(a.replies) for a in d.server.asked] == [1] * (drops + 1)
        assert len(d.asker.asked) == drops + 1
        assert len(d.server.gateway.identifies) == 1 and d.server.syncs == 1
        assert max(a.acked_s or 9.0 for a in d.server.asked) < 3.0
        await flat(d.server, *before[:2])
        assert len(asyncio.all_tasks()) <= before[2] + 2


async def test_a_hundred_new_sessions_change_nothing(tmp_path: Path) -> None:
    """Discord ends the session a hundred times: each time one answer to a question, and commands are put once."""
    async with desk(tmp_path) as d:
        await d.asks(0)
        before = descriptors(), threading.active_count(), len(asyncio.all_tasks())
        for n in range(1, 101):
            d.wall.at += timedelta(minutes=10)
            await d.server.gateway.invalidate(resumable=False)
            await d.server.changes.until(lambda n=n: len(d.server.gateway.identifies) > n)  # type: ignore[misc]
            await d.server.ready()
            await d.asks(n)
        assert [len(a.replies) for a in d.server.asked] == [1] * 101
        assert len(d.server.gateway.identifies) == 101 and d.server.syncs == 1
        await flat(d.server, *before[:2])
        assert len(asyncio.all_tasks()) <= before[2] + 2


async def test_a_crash_loop_identifies_seldom(tmp_path: Path) -> None:
    """A process that dies as soon as it is connected, and is started again at once, for a day: under 50 IDENTIFYs."""
    async with serving() as server, open_store(f"sqlite:///{tmp_path}/sitrep.db") as store:
        server.add_channel(server.add_guild("Desk"), "news")
        wall = MovedClock()
        ends = wall.at + timedelta(days=1)
        while wall.at < ends:
            platform = Discord(settings(server), memos=store.memos, clock=wall, wall=wall, gap_s=0.0, sleep=wall.sleep)
            task = asyncio.create_task(platform.run())
            await server.ready()
            task.cancel()
            await asyncio.wait([task])
            await server.changes.until(lambda: not server.gateway.connections)
            wall.at += timedelta(seconds=2)
        assert 10 < len(server.gateway.identifies) < 50


@pytest.mark.parametrize("how", ["garbled", "silent, then reset", "expired", "two at once"])
async def test_other_failures_are_survived(tmp_path: Path, how: str) -> None:
    """A frame that cannot be read, a session that Discord forgot, breaks in a row: answers come again."""
    async with desk(tmp_path) as d:
        await d.asks(0)
        if how == "garbled":
            await d.server.gateway.garble()
            await d.server.changes.until(lambda: len(d.server.gateway.identifies) == 2)
        elif how == "silent, then reset":
            d.server.gateway.silence()
            await d.server.gateway.drop()
        elif how == "expired":
            await d.server.gateway.drop(4009)
            await d.server.changes.until(lambda: len(d.server.gateway.identifies) == 2)
        else:
            await d.server.gateway.drop()
            await d.server.changes.until(lambda: d.server.gateway.connections)
            await d.server.gateway.drop()
        await d.server.ready()
        await d.asks(1)
        assert [len(a.replies) for a in d.server.asked] == [1, 1] and d.server.syncs == 1
        assert not d.task.done()


async def test_a_long_outage_is_not_followed_by_a_long_silence(tmp_path: Path) -> None:
    """However often a shard has failed to connect, it tries again within a minute."""
    async with desk(tmp_path) as here:
        await here.asks(0)
        backoff: Any = vars(discord.shard)["ExponentialBackoff"]()
        assert max(backoff.delay() for _ in range(200)) <= 60


async def test_every_shard_answers(tmp_path: Path) -> None:
    """With two shards each server's questions come in on its own, direct messages on the first; all are answered."""
    async with desk(tmp_path, shards=2) as d:
        halls = [d.channel, d.server.dm(d.people[0])]
        while len({int(c.guild.id) >> 22 & 1 for c in halls if c.guild}) < 2:
            d.server.time.advance(0.001)
            guild = d.server.add_guild("Other", has_bot=False)
            halls.append(d.server.add_channel(guild, "hall"))
            await d.server.invite(guild)
        for hall in halls:
            asked = await d.server.slash(hall, d.people[0], "ask", question="Who?")
            await asked.answered()
        assert sorted(i["shard"] for _, i in d.server.gateway.identifies) == [[0, 2], [1, 2]] and d.server.syncs == 1


async def test_a_repeated_event_is_answered_once(tmp_path: Path) -> None:
    """Discord may tell the same interaction twice, as after a RESUME with an old number: one answer."""
    async with desk(tmp_path) as d:
        await d.asks(0)
        await d.server.interactions.redeliver(d.server.asked[0])
        await d.asks(1)
        assert [len(a.replies) for a in d.server.asked] == [1, 1] and len(d.asker.asked) == 2


async def test_commands_are_put_until_discord_takes_them(tmp_path: Path) -> None:
    """A registration that fails is tried again, ever more seldom, beside a connection that stands."""
    async with desk(tmp_path, commands="50035") as d:
        await d.server.changes.until(lambda: d.server.syncs)
        assert [s for s in d.wall.slept if s] == [60, 120, 240]
        await d.asks(1)


@pytest.mark.slow
async def test_commands_that_must_wait_hold_up_nobody(tmp_path: Path) -> None:
    """Where Discord takes new commands only in an hour, the bot serves people all the same, and ends when told to."""
    async with desk(tmp_path, commands="429") as d:
        assert not d.server.syncs
        await d.server.say(d.server.dm(d.people[0]), d.people[0], "Question 1?")
        await d.server.changes.until(lambda: d.server.posts(d.server.dm(d.people[0])))
