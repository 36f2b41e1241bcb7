"""The socket to Slack: whatever breaks it, it is made anew, the next question is answered, and nothing piles up."""

from __future__ import annotations

import asyncio
import gc
import random
import threading
from pathlib import Path

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp

from bot.settings import SlackSettings
from handlers.slack.connection import Connection
from handlers.slack.socketmode import SocketMode
from handlers.slack.teams import web_client, web_session
from tests.servers.slack import SlackServer, slack_server
from tests.slackbreaks import BEAT_S, BREAKS, PEOPLE, desk, half_open
from tests.slackposting import CHANNEL, body, ended, place, settings

ODD = '{"envelope_id":"e1","type":"events_api","payload":"odd"}'
OPEN_FILES = Path("/proc/self/fd")


def descriptors() -> int:
    return len(list(OPEN_FILES.iterdir())) if OPEN_FILES.exists() else 0


def alive(kind: type) -> int:
    """How many of a kind there are in memory."""
    return sum(isinstance(o, kind) for o in gc.get_objects())


async def flat(server: SlackServer, before: tuple[int, int, int]) -> None:
    """Wait until there are no more open files, threads, tasks and sockets than before."""

    def back() -> bool:
        gc.collect()
        now = descriptors(), threading.active_count(), len(asyncio.all_tasks()) - 2
        return all(n <= b for n, b in zip(now, before, strict=True)) and alive(Connection) <= 1

    await server.changes.until(back)


def counted() -> tuple[int, int, int]:
    return descriptors(), threading.active_count(), len(asyncio.all_tasks())


@pytest.mark.parametrize("drops", [40, pytest.param(1000, marks=pytest.mark.slow)])
async def test_drops_leave_nobody_deaf(tmp_path: Path, drops: int) -> None:
    """However often and however the socket breaks, the next question gets one answer, and nothing piles up."""
    order = random.Random(drops)
    async with desk(tmp_path) as d:
        await d.asks(0)
        before = counted()
        for n in range(1, drops + 1):
            await d.breaks(half_open if n % 100 == 7 else BREAKS[order.choice(list(BREAKS))])
            await d.asks(n)
        assert len(d.asker.asked) == drops + 1
        assert [len(p) for p in (d.team.ephemerals(f"U{n}") for n in range(PEOPLE))] == [
            (drops - n) // PEOPLE + 1 if n <= drops else 0 for n in range(PEOPLE)
        ]
        await flat(d.server, before)
        assert not d.task.done()


@pytest.mark.parametrize("how", [*BREAKS, "half open"])
async def test_what_is_under_way_is_answered_once(tmp_path: Path, how: str) -> None:
    """Words that are under way when the socket breaks, and that Slack tells again, get one answer."""
    async with desk(tmp_path) as d:
        for n in range(4):
            asked = await d.writes(n)
            await d.breaks({**BREAKS, "half open": half_open}[how])
            await d.server.deliveries.again()
            await asked.replied()
            await d.asks(n)
        assert len(d.asker.asked) == 8
        assert len(d.team.posts(CHANNEL)) == 4


async def test_a_half_open_socket_is_noticed(tmp_path: Path) -> None:
    """A socket that stays open and says nothing any more is left within one and a half beats."""
    async with desk(tmp_path) as d:
        loop = asyncio.get_running_loop()
        began = loop.time()
        await d.breaks(half_open)
        assert loop.time() - began < BEAT_S * 5
        await d.asks(1)


async def test_a_quiet_socket_is_kept(tmp_path: Path) -> None:
    """A socket on which nothing happens for many beats, but pongs, stands."""
    async with desk(tmp_path) as d:
        (connection,) = d.server.sockets.connections
        await d.server.changes.until(lambda: connection.pings >= 3)
        await d.server.sockets.ping()
        await d.asks(1)
        assert d.server.sockets.opened == 1


@pytest.mark.parametrize(
    "text", ["{no json", "[]", "null", '"hello"', '{"type":"news"}', "{}", '{"envelope_id":7}', ODD]
)
async def test_what_cannot_be_read_is_passed_over(tmp_path: Path, text: str) -> None:
    """A frame that is no envelope breaks nothing."""
    async with desk(tmp_path) as d:
        await d.server.sockets.garble(text)
        await d.asks(1)
        assert d.server.sockets.opened == 1


async def test_a_renewal_loses_no_acknowledgement(tmp_path: Path) -> None:
    """Where Slack asks for a new socket, the new one stands before the old one goes, which acknowledges what it had."""
    async with desk(tmp_path) as d:
        (old,) = d.server.sockets.connections
        asked = await d.team.command("U1", CHANNEL, "/sitrep", "question?", wait=False)
        await d.server.disconnect("warning")
        await asked.answered()
        await d.server.changes.until(lambda: d.server.sockets.opened == 2 and old not in d.server.sockets.connections)
        assert asked.acked and not d.server.sockets.unknown_acks


async def test_a_greeting_that_does_not_come_is_not_waited_for(tmp_path: Path) -> None:
    """A socket that Slack opens and never greets is left, and another one tried."""
    async with desk(tmp_path) as d:
        opened = d.server.sockets.opened
        d.server.refuse_sockets = "silent"
        d.server.drop_sockets()
        await d.server.changes.until(lambda: d.server.sockets.opened >= opened + 2)
        d.server.refuse_sockets = ""
        await d.server.changes.until(lambda: len(d.server.sockets.connections) == 1)
        await d.asks(1)


async def test_posts_go_out_while_nobody_is_heard(tmp_path: Path) -> None:
    """While no socket can be had, posts go out all the same, and people are heard as soon as one stands."""
    async with desk(tmp_path) as d:
        d.server.refuse_sockets = "503"
        d.server.drop_sockets()
        await d.platform.send(place(d.team), body("Still here."), key="k")
        assert len(d.team.posts(CHANNEL)) == 1
        d.server.refuse_sockets = ""
        await d.server.ready()
        await d.asks(1)


async def test_pauses_grow_to_a_minute(tmp_path: Path) -> None:
    """Failures in a row are farther and farther apart, up to a minute, or for as long as Slack says."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        await asyncio.sleep(0)

    async with slack_server() as server, web_session() as session:
        server.fault("apps.connections.open", "503", times=8)
        server.fault("apps.connections.open", "429", retry_after=90)
        given = settings(server, server.add_team())
        task = asyncio.create_task(SocketMode(_bare(given, session), given, session, sleep=sleep).run())
        await server.ready()
        await ended(task)
    assert slept == [1, 2, 4, 8, 16, 32, 60, 60, 90]


async def test_what_nobody_wants_is_acknowledged(tmp_path: Path) -> None:
    """An event that nothing in the app listens to is acknowledged, so that Slack does not tell it again and again."""
    async with slack_server() as server, web_session() as session:
        team = server.add_team()
        team.channel(CHANNEL)
        given = settings(server, team)
        task = asyncio.create_task(SocketMode(_bare(given, session), given, session).run())
        await server.ready()
        asked = await team.says("U1", CHANNEL, "Anybody?")
        assert asked.acked
        await ended(task)


def _bare(given: SlackSettings, session: aiohttp.ClientSession) -> AsyncApp:
    """A Bolt app in which nothing listens."""
    client = web_client(given, session, given.bot_token.get_secret_value())
    return AsyncApp(client=client, signing_secret="unused")
