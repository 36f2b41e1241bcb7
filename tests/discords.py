"""Our side of Discord, the whole adapter, on the Discord server of the tests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.clock import RealClock
from bot.domain.delivery import Destination
from bot.domain.message import Message, Text, plain
from bot.domain.replies import Memos
from bot.settings import DiscordSettings
from handlers.discord.client import Discord
from storage.store import open_store
from tests.discordbots import pointed_at
from tests.servers.discord import Channel, DiscordServer, User
from tests.talking import running


@dataclass
class MovedClock:
    """A clock that goes on when somebody sleeps by it. `slept`: the seconds of each sleep."""

    at: datetime = datetime(2026, 3, 1, 12, tzinfo=UTC)
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)
        await asyncio.sleep(0)


def settings(server: DiscordServer, **more: Any) -> DiscordSettings:
    """What points the adapter at the server."""
    given: dict[str, Any] = {"token": SecretStr(server.token), "api_base": server.api_base}
    return DiscordSettings(**{**given, "gateway": server.gateway_url, **more})


@asynccontextmanager
async def memos_in(folder: Path) -> AsyncIterator[Memos]:
    async with open_store(f"sqlite:///{folder}/sitrep.db") as store:
        yield store.memos


@asynccontextmanager
async def served(server: DiscordServer, memos: Memos, **more: Any) -> AsyncIterator[Discord]:
    """The adapter, connected until the end of the block; it answers nobody."""
    platform = Discord(settings(server), memos=memos, clock=RealClock(), **{"gap_s": 0.0, **more})
    with pointed_at(server):
        async with running(platform, server.ready()):
            yield platform


def place(channel: Channel) -> Destination:
    """A channel of the server as a destination."""
    return Destination(platform="discord", workspace=channel.guild.id if channel.guild else "", channel=channel.id)


def person(user: User) -> Destination:
    return Destination(platform="discord", user=user.id)


def body(platform: Discord, text: str) -> bytes:
    """A post that says it."""
    return platform.render(Message(blocks=(Text(plain(text)),)))[0].body
