"""Our side of Slack on the Slack of the tests: its settings, clocks and services, and the whole adapter."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.domain.answer import Question, Reply, Telling
from bot.settings import LimitSettings, SlackSettings
from handlers.request import Asks, Services
from handlers.slack.client import Slack
from storage.store import Store
from tests.fakes import StillClock
from tests.servers.slack import SlackServer, Team
from tests.talking import NOW as NOW
from tests.talking import running, services_with

LIMITS = LimitSettings()
FLED = "how many people fled?"
"""What the shipped case answers with a figure, as of `NOW`."""


@dataclass
class Walled:
    """The machine's clock, put forward by what a test says."""

    ahead: timedelta = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class Sleeps:
    """Pauses of a bot: short ones are over at once; those of a minute last until `minute` is called."""

    slept: list[float] = field(default_factory=list)
    waiting: list[asyncio.Event] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)
        if seconds < 60:
            await asyncio.sleep(0)
            return
        minute = asyncio.Event()
        self.waiting.append(minute)
        await minute.wait()

    def minute(self) -> None:
        """A minute is over."""
        waiting, self.waiting = self.waiting, []
        for each in waiting:
            each.set()


@dataclass
class Listening:
    """An asker that keeps in mind what it is asked, and may wait before it answers, as a slow model does."""

    asker: Asks
    asked: list[Question] = field(default_factory=list)
    wait: asyncio.Event | None = None

    async def ask(self, question: Question, *, record: bool = True, telling: Telling | None = None) -> Reply:
        self.asked.append(question)
        if self.wait is not None:
            await self.wait.wait()
        return await self.asker.ask(question, record=record)


def settings(server: SlackServer, team: Team | None = None, **more: Any) -> SlackSettings:
    """Socket Mode on the server, in one workspace."""
    token = team.token if team else next(iter(server.teams.values())).token
    given: dict[str, Any] = {"bot_token": SecretStr(token), "app_token": SecretStr(server.app_token)}
    return SlackSettings(**{**given, "api_base": server.base, **more})


def services_of(store: Store, chosen: SlackSettings, *, now: datetime = NOW, asker: Asks | None = None) -> Services:
    """What the commands work with, as a process has it that serves Slack."""
    platform = Slack(chosen, inbox=store.inbox, installations=store.installations, clock=StillClock(now))
    return services_with(store, platform, now=now, asker=asker)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Another process writes into the database, and does not come to an end."""
    connection = sqlite3.connect(folder / "sitrep.db", isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


@asynccontextmanager
async def served(
    server: SlackServer, store: Store, *, services: Services | None = None, sockets: int = 1, **more: Any
) -> AsyncIterator[Slack]:
    """The whole adapter until the end of the block; without `services` it answers nobody, and opens no socket.

    `more` is what Slack takes, and settings as `slack={…}`.
    """
    chosen = settings(server, **more.pop("slack", {}))
    given: dict[str, Any] = {"clock": StillClock(NOW), "inbox": store.inbox, "installations": store.installations}
    platform = Slack(chosen, **{**given, **more})
    if services is not None:
        platform.serve(services, limits=LIMITS, keep_dm_text=False)
    async with running(platform, server.ready(sockets if services is not None else 0)):
        yield platform
