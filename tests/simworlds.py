"""The bot as SimCord drives it: a real client on a real store with the shipped case, and no network."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import discord
import simcord
from discord import app_commands

from bot.settings import DiscordSettings, LimitSettings
from handlers.discord.client import Discord
from handlers.discord.inbound import Inbound
from handlers.discord.tokens import Tokens
from handlers.pacing import Pacer
from handlers.request import Services
from storage.store import Store, open_store
from tests.fakes import StillClock
from tests.talking import NOW as NOW
from tests.talking import services_with

LIMITS = LimitSettings()


class Bot(discord.Client):
    """A client that serves people; `tree` is where SimCord looks for its commands."""

    tree: app_commands.CommandTree[discord.Client]

    def __init__(self, inbound: Inbound, *, reads: bool = True) -> None:
        intents = discord.Intents(guilds=True, dm_messages=True, guild_messages=True, message_content=reads)
        super().__init__(intents=intents, allowed_mentions=discord.AllowedMentions.none(), guild_ready_timeout=0)
        self.inbound = inbound
        self.tree = inbound.install(self)

    async def setup_hook(self) -> None:
        await self.tree.sync()


@dataclass
class World:
    """A server with a channel, somebody who manages it and somebody who does not."""

    env: simcord.Env
    store: Store
    services: Services
    settings: DiscordSettings
    limits: LimitSettings
    guild: simcord.GuildHandle = field(init=False)
    channel: simcord.ChannelHandle = field(init=False)
    ann: simcord.MemberActor = field(init=False)
    boss: simcord.MemberActor = field(init=False)
    bot: Bot = field(init=False)

    async def settled(self) -> None:
        """Everything that was begun is done."""
        await self.bot.inbound.settled()
        await self.env.settle()

    async def restart(self, **changed: Any) -> None:
        """Another process takes over: a new client and new memory on the same store."""
        await self.env.restart_bot(self.made(**changed))

    def made(self, **changed: Any) -> Bot:
        services = replace(self.services, **changed)
        self.bot = Bot(inbound_of(services, self.settings, self.limits), reads=self.settings.mention_threads)
        return self.bot


def services_of(store: Store, settings: DiscordSettings, *, now: datetime = NOW) -> Services:
    """What the commands work with, as a process has it that serves Discord."""
    return services_with(store, Discord(settings, memos=store.memos, clock=StillClock(now)), now=now)


def inbound_of(services: Services, settings: DiscordSettings, limits: LimitSettings = LIMITS, **given: Any) -> Inbound:
    """What answers people, with a memory of its own as every process has it, and without pauses between tries."""
    pacer = Pacer(limits)
    made: dict[str, Any] = {"tokens": Tokens(), "keep_dm_text": False, "pauses": (0.0, 0.0)} | given
    return Inbound(services, settings=settings, pacer=pacer, **made)


@asynccontextmanager
async def world(
    loaded: Path,
    folder: Path,
    *,
    limits: LimitSettings = LIMITS,
    changed: Mapping[str, Any] | None = None,
    **discord_: Any,
) -> AsyncIterator[World]:
    """A running bot in a server; `changed` takes the place of some of its services, `discord_` of its settings."""
    path = folder / "sitrep.db"
    shutil.copy(loaded, path)
    settings = DiscordSettings(**discord_)
    async with open_store(f"sqlite:///{path}", busy_timeout=0.2) as store:
        services = replace(services_of(store, settings), **changed or {})
        here = World(env=None, store=store, services=services, settings=settings, limits=limits)  # type: ignore[arg-type]
        async with simcord.run(here.made()) as env:
            here.env = env
            here.guild = env.create_guild("Desk")
            here.channel = here.guild.create_text_channel("news")
            here.ann = here.guild.add_member(env.create_user("ann"))
            manager = here.guild.create_role("managers", permissions=discord.Permissions(manage_guild=True))
            here.boss = here.guild.add_member(env.create_user("boss"), roles=[manager])
            yield here


async def reply_to(here: World, asked: simcord.InteractionResult) -> simcord.ResponseMessage:
    """The one reply to an interaction."""
    await here.settled()
    assert asked.response is not None
    assert not asked.followups
    return asked.response


def read(shown: Any) -> str:
    """Every word of a message as SimCord shows it: content, texts and buttons."""
    return "\n".join(t for t in (shown.content, *_words(_raw(shown))) if t)


def buttons(shown: Any) -> list[str]:
    """The ids of the buttons of a message."""
    return [c["custom_id"] for c in _walk(_raw(shown)) if "custom_id" in c]


def _raw(shown: Any) -> list[dict[str, Any]]:
    return [c if isinstance(c, dict) else c.to_dict() for c in shown.components]


def _walk(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for component in components:
        yield component
        yield from _walk(component.get("components", []))


def _words(components: list[dict[str, Any]]) -> Iterator[str]:
    for component in _walk(components):
        yield component.get("content") or component.get("label") or ""
