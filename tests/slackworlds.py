"""Two workspaces of one bot over HTTP, with the same ids and instants in both, and everything that each is shown."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
from pydantic import SecretStr

from bot.domain.inbox import Installation
from bot.services.posting import Posting
from bot.settings import LimitSettings, SlackSettings
from handlers.slack.client import Slack
from handlers.slack.http.sealing import Seal, Secret
from handlers.slack.talk import PLATFORM
from handlers.slack.teams import Teams
from handlers.slack.work import Work
from storage.store import Store, open_store
from tests.fakes import StillClock
from tests.servers.slack import SlackServer, Team, slack_server
from tests.slackbots import Watched
from tests.slacks import NOW, Sleeps, services_of
from tests.slackseen import Shown, logged, rows_of, shown_of
from tests.slackweb import KEY

CANARY = "quokka"
"""Stands in every id and in every word by which the first workspace can be told from the second."""
THEIRS, OURS = "T0QUOKKA", "T0MARTEN"
THEIR_CHANNEL, THEIR_USER = "C0QUOKKA", "U0QUOKKA"
"""What only the first workspace has; C1, C2, U1 and U2 are in both."""
WALL = datetime(2026, 3, 1, 9, tzinfo=UTC)
"""The machine's time, which stands still: so posts of both workspaces have the same ids."""

PER_MIN = 120
"""What one person may ask in a minute: enough for every look."""


def stamp(after: int) -> str:
    """The id of the post that was written so many others later than the first in its channel."""
    return f"{int(WALL.timestamp())}.{after:06d}"


@dataclass(kw_only=True)
class Trace:
    """What something leaves that somebody elsewhere could guess. As it is made it leads to nothing.

    `root` and `post`: a message and the bot's reply to it, both in C1 and in C2. `ref`: of an answer that one person
    sees. `number`: of a subscription. `view`: of a form.
    """

    root: str = field(default_factory=lambda: stamp(0))
    post: str = field(default_factory=lambda: stamp(1))
    ref: str = "guessed-ref1"
    number: int = 1
    view: str = "V0GUESSED"


Look = Callable[["World", Team, Trace], Awaitable[object]]


class Watching(Slack):
    """The adapter, which lets a test wait until nothing is under way."""

    work: Watched

    async def _listen(self, teams: Teams, session: aiohttp.ClientSession, work: Work) -> None:
        self.work = Watched()
        try:
            await super()._listen(teams, session, self.work)
        finally:
            await self.work.end()


@dataclass(frozen=True, kw_only=True, slots=True)
class World:
    """The server with both workspaces, the bot in them, and its database. `clock` is that of the story."""

    server: SlackServer
    store: Store
    slack: Watching
    posting: Posting
    clock: StillClock
    wall: StillClock
    file: Path

    @property
    def theirs(self) -> Team:
        return self.server.teams[THEIRS]

    @property
    def ours(self) -> Team:
        return self.server.teams[OURS]

    async def settled(self) -> None:
        """Wait until nothing is under way, nor what came of it."""
        for _ in range(2):
            await self.server.settled()
            await self.slack.work.settled()

    async def shown(self, team: Team, look: Look, trace: Trace) -> Shown:
        """What reaches a workspace when somebody in it looks."""
        calls, sent = len(self.server.calls), len(self.server.deliveries.sent)
        with logged() as lines:
            await look(self, team, trace)
            await self.settled()
        since = self.server.calls[calls:]
        others = [c.method for c in since if c.team is not team]
        assert not others, f"called with the token of another workspace: {others}"
        return shown_of(since, self.server.deliveries.sent[sent:], lines)

    def kept(self, team: Team) -> str:
        """All that the database has of a workspace, and all that stands in it, as text that can be compared."""
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as database:
            rows = list(rows_of(database, team.id))
        posts = [p for c in team.channels.values() for p in c.posts] + team.board.private
        stands = [(p.ts, p.text, p.blocks, p.deleted, p.edited_at) for p in posts]
        views = [v.body for shown in (team.shown.open, team.shown.published) for vs in shown.values() for v in vs]
        return "\n".join([*rows, *(repr(s) for s in (*stands, *views, team.prompts, team.statuses))])


@asynccontextmanager
async def world(loaded: Path, folder: Path) -> AsyncIterator[World]:
    """Both workspaces, with the bot in them, on a copy of the shipped case."""
    file = folder / "sitrep.db"
    shutil.copy(loaded, file)
    async with slack_server() as server, open_store(f"sqlite:///{file}") as store:
        server.time.freeze(WALL.timestamp())
        for id in (THEIRS, OURS):
            await _join(server, store, id)
        theirs = server.teams[THEIRS]
        theirs.channel(THEIR_CHANNEL)
        theirs.user("U2", admin=True)
        theirs.user(THEIR_USER, admin=True)
        clock, port = StillClock(NOW), asyncio.get_running_loop().create_future()
        settings, wall = _settings(server), StillClock(WALL)
        slack = Watching(
            settings, inbox=store.inbox, installations=store.installations, clock=clock, wall=wall,
            sleep=Sleeps(), listening=port.set_result,
        )  # fmt: skip
        services = services_of(store, settings)
        assert services.posting is not None
        posting = replace(services.posting, platforms={PLATFORM: slack})
        slack.serve(replace(services, posting=posting), limits=LimitSettings(user_per_min=PER_MIN), keep_dm_text=False)
        running = asyncio.create_task(slack.run())
        running.add_done_callback(lambda _: port.done() or port.cancel())
        try:
            server.request_url, server.via = f"http://127.0.0.1:{await port}/slack/events", "http"
            yield World(server=server, store=store, slack=slack, posting=posting, clock=clock, wall=wall, file=file)
        finally:
            running.cancel()
            await asyncio.wait([running])


async def _join(server: SlackServer, store: Store, id: str) -> None:
    """A workspace that installed the bot, with an admin U1 and somebody U2."""
    name = id.removeprefix("T0")
    team = server.add_team(id, f"{name.title()} desk", bot_user=f"U0{name}BOT", bot_id=f"B0{name}BOT")
    team.scopes |= {"channels:read", "im:write"}
    for channel in ("C1", "C2"):
        team.channel(channel)
    team.user("U1", admin=True)
    team.user("U2")
    secret = Secret(token=team.token, user=team.bot_user, bot=team.bot_id)
    await store.installations.put(
        Installation(platform=PLATFORM, workspace=id, sealed=Seal(KEY).seal(id, secret), installed_at=WALL)
    )


def _settings(server: SlackServer) -> SlackSettings:
    return SlackSettings(
        mode="http",
        listen="127.0.0.1:0",
        api_base=server.base,
        signing_secret=SecretStr(server.signing_secret),
        client_id=SecretStr(server.client_id),
        client_secret=SecretStr(server.client_secret),
        token_key=SecretStr(KEY),
        correcting_workspaces=(THEIRS,),
    )
