"""A workspace whose people ask, our whole adapter that answers them, and everything that breaks its socket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bot.settings import LimitSettings
from handlers.slack.client import Slack
from storage.store import open_store
from tests.fakes import FakeAsker
from tests.servers.slack import Asked, Post, SlackServer, Team, slack_server
from tests.slackposting import CHANNEL, desk_of, ended, hasty, settings, slack
from tests.slacks import services_of

NO_LIMITS = LimitSettings(user_per_min=1000, workspace_per_min=100_000)
PEOPLE = 60
"""Who ask in turn, so that nobody is too fast."""
BEAT_S = 0.4


def stale(server: SlackServer) -> None:
    """The next ticket is used up before it arrives; then the socket breaks."""
    sockets, make = server.sockets, server.sockets.ticket

    def spent() -> str:
        sockets.ticket = make  # type: ignore[method-assign]
        url = make()
        sockets.tickets.clear()
        return url

    sockets.ticket = spent  # type: ignore[method-assign]
    server.drop_sockets()


def refused(how: str) -> Callable[[SlackServer], Awaitable[None]]:
    """The socket breaks, and the next two are not welcome."""

    async def break_it(server: SlackServer) -> None:
        before = len([c for c in server.calls if c.method == "apps.connections.open"])
        server.refuse_sockets = how
        server.drop_sockets()
        await server.changes.until(
            lambda: len([c for c in server.calls if c.method == "apps.connections.open"]) >= before + 2
        )
        server.refuse_sockets = ""

    return break_it


async def reset(server: SlackServer) -> None:
    server.drop_sockets()


async def half_open(server: SlackServer) -> None:
    server.half_open()


async def stale_ticket(server: SlackServer) -> None:
    stale(server)


async def no_ticket(server: SlackServer) -> None:
    server.fault("apps.connections.open", "503", times=2)
    server.drop_sockets()


BREAKS: dict[str, Callable[[SlackServer], Awaitable[None]]] = {
    "reset": reset,
    "warning": lambda s: s.disconnect("warning"),
    "refresh": lambda s: s.disconnect("refresh_requested"),
    "refresh and close": lambda s: s.disconnect("refresh_requested", close=True),
    "link disabled": lambda s: s.disconnect("link_disabled", close=True),
    "refused": refused("503"),
    "closed at once": refused("close"),
    "reset at once": refused("reset"),
    "stale ticket": stale_ticket,
    "no ticket": no_ticket,
}


@dataclass(kw_only=True)
class Desk:
    """A workspace whose people ask, and our whole adapter, which answers them."""

    server: SlackServer
    team: Team
    platform: Slack
    asker: FakeAsker
    task: asyncio.Task[None]

    async def asks(self, n: int) -> Post:
        """One of the people asks, and has one answer."""
        asked = await self.team.command(f"U{n % PEOPLE}", CHANNEL, "/sitrep", f"question {n}?")
        assert asked.acked, asked.sent[0].failed
        return await asked.answered()

    async def writes(self, n: int) -> Asked:
        """One of the people mentions the bot; the words are under way."""
        return await self.team.says(f"U{n % PEOPLE}", CHANNEL, f"<@{self.team.bot_user}> question {n}?", wait=False)

    async def breaks(self, how: Callable[[SlackServer], Awaitable[None]]) -> None:
        """Break the socket, and wait until another one stands alone."""
        opened = self.server.sockets.opened
        await how(self.server)
        sockets = self.server.sockets
        await self.server.changes.until(
            lambda: sockets.opened > opened and len(sockets.connections) == len(sockets.live) == 1
        )


@asynccontextmanager
async def desk(folder: Path) -> AsyncIterator[Desk]:
    """The adapter, connected."""
    async with slack_server() as server, open_store(f"sqlite:///{folder}/sitrep.db") as store:
        team, asker = desk_of(server), FakeAsker()
        given = settings(server, team)
        platform = slack(store, given, sleep=hasty, beat_s=BEAT_S)
        platform.serve(replace(services_of(store, given), asker=asker), limits=NO_LIMITS, keep_dm_text=False)
        task = asyncio.create_task(platform.run())
        try:
            await server.ready()
            yield Desk(server=server, team=team, platform=platform, asker=asker, task=task)
        finally:
            await ended(task)
