"""The bot as a process has it, connected by Socket Mode to the Slack of the tests, on a real store."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp

from bot.domain.answer import Question
from bot.settings import LimitSettings, SlackSettings
from handlers.pacing import Pacer
from handlers.request import Services
from handlers.slack import inbound
from handlers.slack.client import hush
from handlers.slack.kit import Kit
from handlers.slack.outbound import Outbound
from handlers.slack.socketmode import SocketMode
from handlers.slack.teams import OneTeam, web_session
from handlers.slack.work import Work
from storage.store import Store, open_store
from tests.servers.slack import SlackServer, Team, slack_server
from tests.slacks import FLED as FLED
from tests.slacks import LIMITS, Listening, Sleeps, Walled, services_of, settings


class Watched(Work):
    """Work of which a test can wait for the end."""

    async def settled(self) -> None:
        """Wait until nothing is under way."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))


@dataclass
class Bot:
    """One process of ours. `asker` knows what it was asked; `wall` and `sleeps` are its clock and its pauses."""

    server: SlackServer
    store: Store
    services: Services
    settings: SlackSettings
    asker: Listening
    limits: LimitSettings = LIMITS
    keep_dm_text: bool = False
    wall: Walled = field(default_factory=Walled)
    sleeps: Sleeps = field(default_factory=Sleeps)
    work: Watched = field(default_factory=Watched)
    kit: Kit = field(init=False)
    heard: inbound.Inbound = field(init=False)
    _open: AsyncExitStack = field(default_factory=AsyncExitStack)
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    async def start(self) -> None:
        """Connect, and take up what was left."""
        hush()
        session = await self._open.enter_async_context(web_session())
        teams = OneTeam(self.settings, session)
        self.kit = Kit(
            services=self.services,
            settings=self.settings,
            teams=teams,
            outbound=Outbound(teams),
            pacer=Pacer(self.limits),
            begin=self.work.begin,
            keep_dm_text=self.keep_dm_text,
        )
        self.heard = inbound.build(self.kit, self.store.inbox, wall=self.wall, sleep=self.sleeps)
        before = list(self.server.sockets.live)  # one of a process that ended just now may still be among them
        self._connect(session)
        await self.server.changes.until(lambda: [c for c in self.server.sockets.live if c not in before])

    def _connect(self, session: aiohttp.ClientSession) -> None:
        socket = SocketMode(self.heard.app, self.settings, session, sleep=self.sleeps)
        self._tasks = [asyncio.create_task(socket.run()), asyncio.create_task(self.heard.recover())]

    async def settled(self) -> None:
        """Wait until nothing that somebody did is under way."""
        await self.server.settled()
        await self.work.settled()

    async def take_up(self, *, after: timedelta = timedelta(minutes=3)) -> None:
        """Let time pass, and take up what was left."""
        self.wall.ahead += after
        await self.heard.taking.take_up(self.heard.recovering.again)

    async def crash(self) -> None:
        """End at once, in the middle of everything."""
        for task in self._tasks:
            task.cancel()
        await self.work.end(0.0)
        for task in self._tasks:
            with suppress(asyncio.CancelledError):
                await task
        await self._open.aclose()


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """A workspace `team` with the public channel C1, Ann who manages it (U1) and Ben who does not (U2)."""

    server: SlackServer
    team: Team
    store: Store
    bots: tuple[Bot, ...]

    @property
    def bot(self) -> Bot:
        return self.bots[0]

    @property
    def me(self) -> str:
        """How one mentions the bot."""
        return f"<@{self.team.bot_user}>"

    @property
    def asked(self) -> list[Question]:
        """Every question that any of the processes was asked."""
        return [q for bot in self.bots for q in bot.asker.asked]

    async def settled(self) -> None:
        """Wait until nothing is under way in any process."""
        for bot in self.bots:
            await bot.settled()


def bot_of(server: SlackServer, store: Store, *, changed: dict[str, Any] | None = None, **more: Any) -> Bot:
    """A process on the first workspace, not started yet; `changed` takes the place of some of its services."""
    chosen = more.pop("settings", None) or settings(server)
    services = services_of(store, chosen)
    asker = Listening(services.asker)
    services = replace(services, **{"asker": asker, **(changed or {})})
    return Bot(server=server, store=store, services=services, settings=chosen, asker=asker, **more)


@asynccontextmanager
async def scene(
    loaded: Path, folder: Path, *, processes: int = 1, busy_timeout: float = 0.2, **more: Any
) -> AsyncIterator[Scene]:
    """The bot, connected, on a copy of the shipped case; with several processes each has a socket of its own.

    `more` is what `bot_of` takes, and settings of Slack as `slack={…}`.
    """
    shutil.copy(loaded, folder / "sitrep.db")
    slack = more.pop("slack", {})
    async with (
        slack_server() as server,
        open_store(f"sqlite:///{folder}/sitrep.db", busy_timeout=busy_timeout) as store,
    ):
        team = server.add_team("T1")
        team.channel("C1")
        team.user("U1", admin=True)
        team.user("U2")
        bots = tuple(bot_of(server, store, settings=settings(server, **slack), **more) for _ in range(processes))
        started: list[Bot] = []
        try:
            for bot in bots:
                await bot.start()
                started.append(bot)
            yield Scene(server=server, team=team, store=store, bots=bots)
        finally:
            for bot in started:
                await bot.crash()
