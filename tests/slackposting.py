"""Our side of Slack, the whole adapter, on the Slack server of the tests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.clock import RealClock
from bot.domain.delivery import Destination
from bot.domain.message import Message, Text, plain
from bot.settings import LimitSettings, SlackSettings
from handlers.slack.client import Slack
from handlers.slack.render import render
from storage.store import Store, open_store
from tests.fakes import FakeAsker
from tests.servers.slack import SlackServer, Team, slack_server
from tests.servers.slack.calls import Call
from tests.slacks import services_of

CHANNEL, PERSON = "C0NEWS", "U0ANN"
HASTE = 10_000
"""How many seconds of the adapter's pauses pass in one."""


async def hasty(seconds: float) -> None:
    """Wait, but not for long."""
    await asyncio.sleep(seconds / HASTE)


def settings(server: SlackServer, team: Team | None = None, **more: Any) -> SlackSettings:
    """What points the adapter at the server, in the place of one workspace."""
    token = team.token if team else "xoxb-nobody"
    given = {"bot_token": SecretStr(token), "app_token": SecretStr(server.app_token), "api_base": server.base}
    return SlackSettings(**{**given, **more})


def slack(store: Store, given: SlackSettings, **more: Any) -> Slack:
    """The adapter on a store."""
    return Slack(given, inbox=store.inbox, installations=store.installations, clock=RealClock(), **more)


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """A workspace with one channel, and the adapter that posts there; it hears nobody."""

    server: SlackServer
    team: Team
    platform: Slack

    @property
    def to(self) -> Destination:
        return place(self.team)

    def texts(self, channel: str = CHANNEL) -> list[str]:
        return [p.words for p in self.team.posts(channel)]


@asynccontextmanager
async def scene(folder: Path, **more: Any) -> AsyncIterator[Scene]:
    """The adapter on a server of its own, from the moment on at which it knows who it is."""
    async with slack_server() as server, open_store(f"sqlite:///{folder}/slack.db") as store:
        team = desk_of(server)
        platform = slack(store, settings(server, team), **more)
        task = asyncio.create_task(platform.run())
        try:
            await server.changes.until(lambda: team.calls("auth.test"))
            yield Scene(server=server, team=team, platform=platform)
        finally:
            await ended(task)


def desk_of(server: SlackServer) -> Team:
    """A workspace with one channel that has the bot."""
    team = server.add_team(id="T0DESK", name="Desk")
    team.channel(CHANNEL)
    return team


async def ended(task: asyncio.Task[None]) -> float:
    """Tell a run to end, and wait until it did; gives the seconds that took. What it failed with is raised."""
    began = asyncio.get_running_loop().time()
    task.cancel()
    async with asyncio.timeout(10):
        await asyncio.wait([task])
    if not task.cancelled():
        task.result()
    return asyncio.get_running_loop().time() - began


def place(team: Team, channel: str = CHANNEL, *, thread: str = "", user: str = "") -> Destination:
    return Destination(platform="slack", workspace=team.id, channel=channel, thread=thread, user=user)


def body(text: str) -> bytes:
    """A post that says it."""
    return render(Message(blocks=(Text(plain(text)),)))[0].body


@dataclass(frozen=True, kw_only=True, slots=True)
class Running:
    """The adapter under way."""

    server: SlackServer
    team: Team
    platform: Slack
    task: asyncio.Task[None]


@asynccontextmanager
async def running(
    folder: Path, server: SlackServer, given: SlackSettings, *, asker: Any = None, **more: Any
) -> AsyncIterator[Running]:
    """The adapter, begun and not waited for."""
    async with open_store(f"sqlite:///{folder}/sitrep.db") as store:
        platform = slack(store, given, **{"sleep": hasty, "beat_s": 0.4, **more})
        services = replace(services_of(store, given), asker=asker or FakeAsker())
        platform.serve(services, limits=LimitSettings(), keep_dm_text=False)
        task = asyncio.create_task(platform.run())
        try:
            yield Running(server=server, team=next(iter(server.teams.values())), platform=platform, task=task)
        finally:
            if not task.done():
                await ended(task)


async def refused(r: Running) -> None:
    """Wait until several sockets were asked for."""
    await r.server.changes.until(lambda: len(opens(r.server)) >= 3)


def opens(server: SlackServer) -> list[Call]:
    """Every time that somebody asked for a socket."""
    return [c for c in server.calls if c.method == "apps.connections.open"]
