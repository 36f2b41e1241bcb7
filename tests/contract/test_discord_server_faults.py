"""A bare discord.py client against the Discord server of the tests: limits, faults, and connections that break."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest

from tests.discordbots import BareBot, card, pointed_at, running
from tests.servers.discord import Channel, DiscordServer, serving
from tests.servers.discord.limits import Bucket

FAST = {"heartbeat_timeout": 0.4}
"""Seconds after which the client takes a silent connection for dead."""


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with serving() as served:
        yield served


@pytest.fixture
def channel(server: DiscordServer) -> Channel:
    return server.add_channel(server.add_guild("Desk"), "news")


def there(bot: BareBot, channel: Channel) -> discord.PartialMessageable:
    return bot.get_partial_messageable(int(channel.id))


async def code_of(attempt: Awaitable[Any]) -> tuple[int, int]:
    """The status and code with which an attempt is refused."""
    with pytest.raises(discord.HTTPException) as refused:
        await attempt
    return refused.value.status, refused.value.code


async def test_posts_beyond_the_limits_are_refused(server: DiscordServer, channel: Channel) -> None:
    """2,000 characters of content, 4,000 of a card and 40 components are taken; one more of each is not."""

    def texts(*lengths: int) -> discord.ui.LayoutView:
        view = discord.ui.LayoutView(timeout=None)
        for length in lengths:
            view.add_item(discord.ui.TextDisplay("x" * length))
        view.stop()
        return view

    async with running(server) as bot:
        to = there(bot, channel)
        await to.send("x" * 2000)
        assert await code_of(to.send("x" * 2001)) == (400, 50035)
        assert await code_of(to.send("")) == (400, 50006)
        await to.send(view=texts(2000, 2000))
        assert await code_of(to.send(view=texts(2000, 2001))) == (400, 50035)
        await to.send(view=texts(*[1] * 40))
        many = [{"type": 17, "components": [{"type": 10, "content": "x"}] * 40}]
        route = discord.http.Route("POST", "/channels/{channel_id}/messages", channel_id=int(channel.id))
        for components in (many, [{"type": 10, "content": " "}], [{"type": 2, "style": 1, "custom_id": "x"}]):
            body = {"flags": 1 << 15, "components": components}
            assert await code_of(bot.http.request(route, json=body)) == (400, 50035)
        for body in ({"components": card("x").to_components()}, {"content": "x", "flags": 1 << 15, "components": many}):
            assert await code_of(bot.http.request(route, json=body)) == (400, 50035)


async def test_a_429_is_waited_for_or_raised(server: DiscordServer, channel: Channel) -> None:
    """With `Via` the client waits and sends again; with a longer wait, or from a proxy's ban, it says so at once."""
    async with running(server) as bot:
        bot.http.max_ratelimit_timeout = 1.0
        to = there(bot, channel)
        fault = server.fail("POST .*/messages", "429", retry_after=0.05)
        await to.send("waited")
        assert fault.met == 2 and len(server.posts(channel)) == 1
        server.fail("POST .*/messages", "429-global", retry_after=7.0)
        with pytest.raises(discord.RateLimited) as held:
            await to.send("too long")
        assert held.value.retry_after == 7.0
        server.fail("POST .*/messages", "429-banned", retry_after=3.0)
        with pytest.raises(discord.HTTPException) as banned:
            await to.send("banned")
        assert banned.value.status == 429 and banned.value.response.headers["Retry-After"] == "3"


async def test_buckets_are_told_of(server: DiscordServer, channel: Channel) -> None:
    """A bucket is known from the headers of what was taken: the client waits for it, or says that it would."""
    server.rest.posting = Bucket(limit=2, per_s=0.3)
    async with running(server) as bot:
        for n in range(5):
            await there(bot, channel).send(f"post {n}")
        assert {s.status for s in server.requests if s.line.endswith("/messages")} == {200}
        server.rest.posting = Bucket(limit=1, per_s=60.0)
        bot.http.max_ratelimit_timeout = 1.0
        other = server.add_channel(server.guilds[0], "other")
        await there(bot, other).send("one")
        with pytest.raises(discord.RateLimited) as held:
            await there(bot, other).send("two")
        assert 50 < held.value.retry_after <= 60 and len(server.posts(other)) == 1


@pytest.mark.parametrize(("fault", "raised"), [("reset", aiohttp.ClientError), ("truncated", aiohttp.ClientError)])
async def test_requests_break(server: DiscordServer, channel: Channel, fault: str, raised: type[Exception]) -> None:
    """A connection that breaks after the post was taken leaves the client not knowing, and the post there."""
    async with running(server) as bot:
        server.fail("POST .*/messages", fault, accepts=True)
        with pytest.raises(raised):
            await there(bot, channel).send("sent", nonce="n")
        await there(bot, channel).send("sent", nonce="n")
        assert len(server.posts(channel)) == 1


Breaks = Callable[[DiscordServer], Awaitable[None]]
BREAKS: dict[str, Breaks] = {
    "reset": lambda s: s.gateway.drop(),
    "close 1000": lambda s: s.gateway.drop(1000),
    "close 4000": lambda s: s.gateway.drop(4000),
    "op 7": lambda s: s.gateway.reconnect(),
    "op 9 true": lambda s: s.gateway.invalidate(resumable=True),
}


@pytest.mark.parametrize("how", BREAKS)
async def test_a_broken_session_is_resumed(server: DiscordServer, channel: Channel, how: str) -> None:
    """After a break the session goes on, with what was said meanwhile, once."""
    ann = server.add_user("ann")
    async with running(server) as bot:
        if how == "close 1000":  # Discord's close with 1000 ends a session; keep it, as a proxy's close does
            kept = dict(server.gateway.sessions)
            await server.gateway.drop(1000)
            server.gateway.sessions |= kept
        else:
            await BREAKS[how](server)
        await server.say(channel, ann, f"<@{server.bot.id}> first")
        await server.changes.until(lambda: server.gateway.resumed == 1)
        await server.say(channel, ann, f"<@{server.bot.id}> second")
        await server.changes.until(lambda: len(bot.heard) >= 2)
        assert [m.content.split()[-1] for m in bot.heard] == ["first", "second"]
        assert len(server.gateway.identifies) == 1 and bot.readies == 1


async def test_a_half_open_connection_is_noticed(server: DiscordServer, channel: Channel) -> None:
    """A connection on which nothing comes any more is given up and resumed; what was said meanwhile arrives."""
    server.gateway.heartbeat_ms = 100
    async with running(server, BareBot(**FAST)) as bot:
        await server.changes.until(lambda: server.gateway.heartbeats >= 2)
        server.gateway.silence()
        await server.say(channel, server.add_user("ann"), f"<@{server.bot.id}> there?")
        await server.changes.until(lambda: bot.heard)
        assert server.gateway.resumed == 1 and len(server.gateway.identifies) == 1


async def test_a_session_that_is_over_begins_anew(server: DiscordServer) -> None:
    """Op 9 false ends the session: the client identifies once more, and is ready twice."""

    class Hasty(BareBot):
        async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
            """Do not wait."""

    async with running(server, Hasty()) as bot:
        await server.gateway.invalidate(resumable=False)
        await server.changes.until(lambda: bot.readies == 2)
        assert len(server.gateway.identifies) == 2 and server.gateway.resumed == 0 and server.syncs == 1


@pytest.mark.parametrize(
    ("code", "raised"), [("4004", discord.ConnectionClosed), ("4014", discord.PrivilegedIntentsRequired)]
)
async def test_an_identify_is_refused(server: DiscordServer, code: str, raised: type[Exception]) -> None:
    """A close code that ends it all reaches who started the client."""
    server.gateway.refuse = code
    bot = BareBot()
    with pointed_at(server), pytest.raises(raised):
        async with bot, asyncio.timeout(5):
            await bot.start(server.token)


async def test_privileged_intents_are_asked_for(server: DiscordServer) -> None:
    """A privileged intent that is not switched on closes the connection with 4014."""
    server.gateway.privileged = 0
    bot = BareBot(intents=discord.Intents(guilds=True, message_content=True))
    with pointed_at(server), pytest.raises(discord.PrivilegedIntentsRequired):
        async with bot, asyncio.timeout(5):
            await bot.start(server.token)


async def test_guilds_come_and_go(server: DiscordServer, channel: Channel) -> None:
    """An invitation and an expulsion reach a bot that is connected."""
    async with running(server) as bot:
        later = server.add_guild("Later", has_bot=False)
        await server.invite(later)
        await server.changes.until(lambda: len(bot.guilds) == 2)
        await server.expel(later)
        await server.changes.until(lambda: len(bot.guilds) == 1)


async def test_it_serves_as_a_process(tmp_path: Path) -> None:
    """`python -m tests.servers.discord` serves a guild with a channel and a member, told and asked over HTTP."""
    told_in = tmp_path / "discord.json"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.servers.discord", str(told_in), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        assert await asyncio.wait_for(process.stdout.readline(), 20) == b"ready\n"
        told = json.loads(told_in.read_text(encoding="utf-8"))
        async with aiohttp.ClientSession(headers={"Authorization": f"Bot {told['token']}"}) as session:
            await session.post(f"{told['api_base']}/channels/{told['channel']}/messages", json={"content": "hello"})
            async with session.post(told["control"], json={"do": "posts", "channel": told["channel"]}) as reply:
                posts = await reply.json()
            assert [(p["author"], p["text"]) for p in posts] == [("sitrep", "hello")]
            async with session.post(told["control"], json={"do": "dance"}) as reply:
                assert reply.status == 400
    finally:
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 20) == 0
