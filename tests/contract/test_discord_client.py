"""The adapter comes up, stays up and ends, whatever Discord and the network do meanwhile."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.clock import RealClock
from bot.domain.delivery import Receipt
from bot.domain.errors import Refused, SitrepError
from bot.settings import DiscordSettings
from handlers.discord.client import Discord
from handlers.discord.identify import STARTS, Budget
from handlers.discord.outbound import Outbound
from handlers.discord.tokens import Tokens
from tests.discordbots import pointed_at, running
from tests.discords import MovedClock, body, memos_in, place, served, settings
from tests.servers.discord import DiscordServer, User, serving


async def ended_with(server: DiscordServer, folder: Path, given: DiscordSettings) -> str:
    """What a run says that ends by itself."""
    async with memos_in(folder) as memos:
        with pointed_at(server):
            async with asyncio.timeout(10):
                with pytest.raises(SitrepError) as error:
                    await Discord(given, memos=memos, clock=RealClock(), gap_s=0).run()
    return str(error.value)


async def until(condition: Callable[[], bool], server: DiscordServer) -> None:
    await server.changes.until(condition)


async def sessions(server: DiscordServer, number: int) -> None:
    """Wait until so many sessions were begun, and the last one stands."""
    await until(lambda: len(server.gateway.identifies) == number and bool(server.gateway.live), server)


@pytest.mark.parametrize("token", ["wrong.token.altogether", "with\nnewline", "ünïcode"])
async def test_a_wrong_token_ends_in_one_line(tmp_path: Path, token: str) -> None:
    """A token that Discord refuses ends the run with where to get another one, and the token is not told."""
    async with serving() as server:
        said = await ended_with(server, tmp_path, settings(server, token=SecretStr(token)))
    assert said.startswith("Discord refuses DISCORD_TOKEN; take a new one from discord.com/developers")
    assert "\n" not in said and token not in said and not server.gateway.identifies


async def test_a_missing_intent_ends_in_one_line(tmp_path: Path) -> None:
    """Mention threads without the Message Content intent end the run with what to click, or what to set."""
    async with serving() as server:
        server.gateway.privileged = 0
        said = await ended_with(server, tmp_path, settings(server, mention_threads=True))
    assert "Message Content Intent" in said and "mention_threads = false" in said and "\n" not in said


@pytest.mark.parametrize(
    ("code", "says"), [(4004, "DISCORD_TOKEN"), (4010, "shards"), (4011, "shards"), (4013, "update")]
)
async def test_a_door_that_stays_shut_ends_in_one_line(tmp_path: Path, code: int, says: str) -> None:
    """Whatever Discord will refuse tomorrow too ends the run with what to do about it."""
    async with serving() as server:
        server.gateway.refuse = str(code)
        said = await ended_with(server, tmp_path, settings(server))
    assert says in said and "\n" not in said


async def test_without_privileged_intents_it_asks_for_none(tmp_path: Path) -> None:
    """As shipped the bot runs without any privileged intent."""
    async with serving() as server, memos_in(tmp_path) as memos:
        server.gateway.privileged = 0
        async with served(server, memos):
            ((_, said),) = server.gateway.identifies
    assert said["intents"] == (1 << 0) | (1 << 9) | (1 << 12)


@pytest.mark.parametrize("fault", ["503", "reset", "garbage", "truncated", "429-banned"])
async def test_a_login_that_fails_is_tried_again(tmp_path: Path, fault: str) -> None:
    """While Discord is down at the start, it is asked again and again, ever more seldom, until it is back."""
    wall = MovedClock()
    async with serving() as server, memos_in(tmp_path) as memos:
        server.fail("GET /users/@me", fault, times=16)
        async with served(server, memos, wall=wall, sleep=wall.sleep):
            tries = len(server.lines("GET /users/@me"))
    assert tries == 17
    assert [s for s in wall.slept if s][:8] == [1, 2, 4, 8, 16, 32, 60, 60]


async def test_a_connection_that_is_garbled_is_made_anew(tmp_path: Path) -> None:
    """What the library cannot read ends a connection and not the bot; posts go out again afterwards."""
    wall = MovedClock()
    async with serving() as server, memos_in(tmp_path) as memos:
        news = server.add_channel(server.add_guild("Desk"), "news")
        async with served(server, memos, wall=wall, sleep=wall.sleep) as platform:
            for n in range(1, 4):
                await server.gateway.garble()
                await sessions(server, n + 1)
            await platform.send(place(news), body(platform, "Still here."), key="k")
        assert len(server.posts(news)) == 1


async def test_an_ended_session_is_begun_anew(tmp_path: Path) -> None:
    """When Discord ends the session, a new one is begun; it counts as a renewal and not as a start."""
    async with serving() as server, memos_in(tmp_path) as memos:
        async with served(server, memos):
            await server.gateway.invalidate(resumable=False)
            await sessions(server, 2)
        counted = [await memos.get(f"discord/{kind}/{server.application_id}/0") for kind in ("starts", "renewals")]
    assert [text.count(",") + 1 for text in counted if text] == [1, 1]


async def test_a_crash_loop_waits_before_it_connects(tmp_path: Path) -> None:
    """A process that follows on many others logs in, so that posts go out, and begins its session only much later."""
    wall = MovedClock()
    waiting = asyncio.Event()

    async def sleep(seconds: float) -> None:
        await wall.sleep(seconds)
        if seconds > 60:
            waiting.set()
            await asyncio.Event().wait()

    async with serving() as server, memos_in(tmp_path) as memos:
        news = server.add_channel(server.add_guild("Desk"), "news")
        starts = Budget(memos, f"discord/starts/{server.application_id}/0", STARTS, wall)
        for _ in range(40):
            await starts.spend()
        platform = Discord(settings(server), memos=memos, clock=RealClock(), wall=wall, gap_s=0, sleep=sleep)
        with pointed_at(server):
            task = asyncio.create_task(platform.run())
            async with asyncio.timeout(10):
                await waiting.wait()
            await platform.send(place(news), body(platform, "Early."), key="k")
            await ended(task)
        assert wall.slept[-1] == 3600 and not server.gateway.identifies and len(server.posts(news)) == 1


@pytest.mark.parametrize(("shards", "asked"), [(0, 1), (2, 0)])
async def test_every_shard_has_its_session(tmp_path: Path, shards: int, asked: int) -> None:
    """As many shards are begun as Discord recommends, or as many as are set, all at the configured address."""
    async with serving(DiscordServer(shards=3)) as server, memos_in(tmp_path) as memos:
        count = shards or 3
        platform = Discord(settings(server, shards=shards), memos=memos, clock=RealClock(), gap_s=0)
        with pointed_at(server):
            task = asyncio.create_task(platform.run())
            await server.ready(count)
            await ended(task)
        assert sorted(said["shard"] for _, said in server.gateway.identifies) == [[n, count] for n in range(count)]
        assert len(server.lines("GET /gateway/bot")) == asked


async def ended(task: asyncio.Task[None]) -> None:
    """Tell a run to end, and wait until it did."""
    task.cancel()
    async with asyncio.timeout(10):
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_nothing_is_left_behind(tmp_path: Path) -> None:
    """A run that is told to end closes its session, and leaves no task and no thread."""
    async with serving() as server, memos_in(tmp_path) as memos:
        wall, tasks, threads = MovedClock(), len(asyncio.all_tasks()), set(threading.enumerate())
        for _ in range(3):
            async with served(server, memos, wall=wall, sleep=wall.sleep):
                pass
        await until(lambda: not server.gateway.connections, server)
        assert server.gateway.closes == [1000] * 3
        for thread in set(threading.enumerate()) - threads:
            thread.join(timeout=5)
        assert set(threading.enumerate()) <= threads and len(asyncio.all_tasks()) <= tasks


async def test_a_peer_that_fell_silent_holds_up_no_end(tmp_path: Path) -> None:
    """When the other side does not answer any more, the run ends all the same within seconds."""
    async with serving() as server, memos_in(tmp_path) as memos:
        loop = asyncio.get_running_loop()
        async with served(server, memos):
            server.gateway.silence()
            began = loop.time()
        assert loop.time() - began < 8


@pytest.mark.slow
async def test_a_gateway_that_is_down_at_the_start_is_tried_again(tmp_path: Path) -> None:
    """While the gateway cannot be had, posts go out already, and the session is begun as soon as it is back."""
    wall = MovedClock()

    async def sleep(seconds: float) -> None:
        """Two tries fail, and the bot is there to post all the while."""
        await wall.sleep(seconds)
        if seconds:
            await platform.send(place(news), body(platform, "Early."), key=f"k{len(wall.slept)}")
            server.gateway.refuse = "" if len([s for s in wall.slept if s]) == 2 else "503"

    async with serving() as server, memos_in(tmp_path) as memos:
        news = server.add_channel(server.add_guild("Desk"), "news")
        server.gateway.refuse = "503"
        platform = Discord(settings(server), memos=memos, clock=RealClock(), wall=wall, gap_s=0, sleep=sleep)
        with pointed_at(server):
            task = asyncio.create_task(platform.run())
            await server.ready(within_s=20)
            await ended(task)
        assert len(server.posts(news)) == 2 and [s for s in wall.slept if s] == [1, 2]


async def test_an_answer_is_edited_by_its_token_while_that_lives(tmp_path: Path) -> None:
    """An answer is edited through its interaction; when the token is over, as a post, or not at all where it is hidden.

    The token may be over before we think so: Discord's word counts.
    """
    async with serving() as server, running(server) as bare:
        ann = server.add_user("ann")
        outbound = Outbound(Tokens())
        outbound.client = bare
        page = Discord(settings(server), memos=Nothing(), clock=RealClock())
        receipts = [await asked(server, outbound, ann, private=private) for private in (True, False)]
        for receipt in receipts:
            await outbound.edit(receipt, body(page, "Corrected."))
        assert len(server.lines("PATCH /webhooks")) == 4 and not server.lines("PATCH /channels")
        server.time.advance(16 * 60)
        with pytest.raises(Refused, match="quarter of an hour") as refused:
            await outbound.edit(receipts[0], body(page, "Too late."))
        assert not refused.value.gone
        await outbound.edit(receipts[1], body(page, "Corrected twice."))
        assert ["Corrected." in p.text for p in server.posts(server.dm(ann))] == [True, False]
        assert "Corrected twice." in server.posts(server.dm(ann))[1].text


async def asked(server: DiscordServer, outbound: Outbound, user: User, *, private: bool) -> Receipt:
    """An answered question in direct messages, whose token is remembered."""
    channel = server.dm(user)
    one = await server.slash(channel, user, "ask", question="Who?", private=private)
    post = await one.answered()
    to = replace(place(channel), user=user.id) if private else place(channel)
    outbound.tokens.remember(
        int(post.id),
        application_id=int(server.application_id),
        token=one.token,
        until=server.time.now() + timedelta(minutes=15),
    )
    return Receipt(to=to, id=post.id, sent_at=post.at)


class Nothing:
    """Remembers nothing."""

    async def get(self, name: str) -> str:
        return ""

    async def put(self, name: str, value: str) -> None: ...
