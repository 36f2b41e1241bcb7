"""Told to end, the adapter ends within seconds, whatever it waits for, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import gc
import logging
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.domain.answer import Question, Reply, Telling
from handlers.slack.work import Work
from tests.servers.slack import SlackServer, slack_server, slow
from tests.slackposting import (
    CHANNEL,
    Running,
    desk_of,
    ended,
    opens,
    refused,
    running,
    settings,
)

LONGEST_END_S = 8.0
OPEN_FILES = Path("/proc/self/fd")


class Never:
    """An asker that is asked, and does not answer."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()

    async def ask(self, question: Question, *, record: bool = True, telling: Telling | None = None) -> Reply:
        self.asked.set()
        await asyncio.Event().wait()
        raise AssertionError


async def connected(r: Running) -> None:
    await r.server.ready()


async def unknown(r: Running) -> None:
    await r.server.changes.until(lambda: r.server.api.faults[0].met)


async def half_open(r: Running) -> None:
    await r.server.ready()
    r.server.half_open()


async def renewing(r: Running) -> None:
    """An old socket is left, while no new one can be had."""
    await r.server.ready()
    r.server.refuse_sockets = "503"
    await r.server.disconnect("refresh_requested")
    await r.server.changes.until(lambda: len(opens(r.server)) >= 3)


async def let_go(r: Running) -> None:
    """The new socket stands, and the old one says no goodbye."""
    await r.server.ready()
    await r.server.disconnect("warning")
    r.server.half_open()
    await r.server.ready()


async def asked(r: Running) -> None:
    """Somebody waits for an answer that does not come."""
    await r.server.ready()
    await r.team.command("U1", CHANNEL, "/sitrep", "question?")


STATES: dict[str, tuple[Callable[[SlackServer], Any], Callable[[Running], Awaitable[None]]]] = {
    "Slack does not say who it is": (lambda s: s.fault("auth.test", "hang"), unknown),
    "Slack is down": (lambda s: s.fault("auth.test", "503", times=10_000), unknown),
    "a ticket is waited for": (lambda s: s.fault("apps.connections.open", slow(30)), unknown),
    "no socket is welcome": (lambda s: setattr(s, "refuse_sockets", "503"), refused),
    "a socket is not greeted": (lambda s: setattr(s, "refuse_sockets", "silent"), refused),
    "connected": (lambda s: None, connected),
    "a socket is half-open": (lambda s: None, half_open),
    "a socket is renewed": (lambda s: None, renewing),
    "an old socket is let go": (lambda s: None, let_go),
    "an answer is under way": (lambda s: None, asked),
}


@pytest.mark.parametrize(
    "state", [s if s != "an answer is under way" else pytest.param(s, marks=pytest.mark.slow) for s in STATES]
)
async def test_it_ends_soon_in_every_state(tmp_path: Path, state: str) -> None:
    """Told to end, the run does so within seconds, whatever it waits for, and leaves no task behind."""
    prepare, reached = STATES[state]
    async with slack_server() as server:
        given = settings(server, desk_of(server))
        tasks = _tasks()
        prepare(server)
        async with running(tmp_path, server, given, asker=Never()) as r:
            await reached(r)
            assert await ended(r.task) < LONGEST_END_S
            await server.settled()
            assert _tasks() <= tasks


async def test_nothing_is_left_behind(tmp_path: Path) -> None:
    """A run that is told to end closes its socket, and leaves no task, no thread and no open file."""
    async with slack_server() as server:
        given = settings(server, desk_of(server))

        async def once() -> None:
            async with running(tmp_path, server, given):
                await server.ready()
            await server.changes.until(lambda: not server.sockets.connections)

        await once()
        before = _tasks(), threading.active_count(), _descriptors()
        for _ in range(3):
            await once()
        gc.collect()
        await server.changes.until(
            lambda: _tasks() <= before[0] and threading.active_count() <= before[1] and _descriptors() <= before[2]
        )


async def test_answers_under_way_are_given_before_the_end(tmp_path: Path) -> None:
    """Told to end, the run lets what is nearly done come to its end."""
    async with slack_server() as server:
        given = settings(server, desk_of(server))
        async with running(tmp_path, server, given) as r:
            await server.ready()
            server.fault("response_url", slow(0.3))
            asked = await r.team.command("U1", CHANNEL, "/sitrep", "question?")
            await server.changes.until(lambda: asked.acked)
            assert await ended(r.task) < LONGEST_END_S
        assert len(asked.posts) == 1


async def test_work_that_fails_is_told_and_ends_no_other(caplog: pytest.LogCaptureFixture) -> None:
    """What one piece of work fails with stands in the log in one line, and the others go on to their end."""
    work, done = Work(), asyncio.Event()

    async def fails() -> None:
        raise ValueError("wrong")

    async def goes_on() -> None:
        await asyncio.sleep(0)
        done.set()

    work.begin(fails())
    work.begin(goes_on())
    assert await work.end(1) and done.is_set()
    assert [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING] == ["work under way failed"]
    work.begin(asyncio.Event().wait())
    assert not await work.end(0)


def _descriptors() -> int:
    return len(list(OPEN_FILES.iterdir())) if OPEN_FILES.exists() else 0


def _tasks() -> int:
    """Tasks that are not the server's."""
    return sum("RequestHandler" not in repr(t.get_coro()) for t in asyncio.all_tasks())
