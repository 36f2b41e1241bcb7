"""The server as a test holds it."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from tests.servers.changes import Changes
from tests.servers.discord import payloads
from tests.servers.discord.asked import Asked
from tests.servers.discord.board import Board
from tests.servers.discord.faults import Fault
from tests.servers.discord.gateway import GUILDS, Gateway
from tests.servers.discord.interactions import Interactions
from tests.servers.discord.people import People
from tests.servers.discord.rest import Handler, Rest, Seen
from tests.servers.discord.world import DM, GROUP, TEXT, Channel, Guild, Json, Post, Time, User


class DiscordServer:
    """Everything that Discord knows of one application and its bot. Not thread-safe: use it in the loop that serves it.

    `shards`: what GET /gateway/bot recommends. `commands`: as registered; `syncs`: how often they were put.
    """

    def __init__(self, *, shards: int = 1) -> None:
        self.time = Time()
        self.changes = Changes()
        self.application_id = self.time.snowflake()
        self.bot = User(id=self.application_id, name="sitrep", bot=True)
        self.token = f"{base64.b64encode(self.application_id.encode()).decode().rstrip('=')}.fake.token"
        self.shards = shards
        self.users: dict[str, User] = {self.bot.id: self.bot}
        self.guilds: list[Guild] = []
        self.channels: dict[str, Channel] = {}
        self.commands: list[Json] = []
        self.syncs = 0
        self.address = ""
        self.gateway = Gateway(self, self.changes)
        self.board = Board(self)
        self.interactions = Interactions(self)
        self.people = People(self)
        self.rest = Rest(self)

    @property
    def api_base(self) -> str:
        return f"http://{self.address}/api/v10"

    @property
    def gateway_url(self) -> str:
        return f"ws://{self.address}/gw"

    @property
    def asked(self) -> list[Asked]:
        """Every interaction so far."""
        return self.interactions.asked

    @property
    def requests(self) -> list[Seen]:
        """Every request so far."""
        return self.rest.requests

    def lines(self, starting: str = "") -> list[str]:
        """The requests so far, as "METHOD /path"."""
        return [s.line for s in self.requests if s.line.startswith(starting)]

    def add_user(self, name: str) -> User:
        user = User(id=self.time.snowflake(), name=name)
        self.users[user.id] = user
        return user

    def add_guild(self, name: str, *, has_bot: bool = True) -> Guild:
        """A server; add it before the bot connects."""
        guild = Guild(id=self.time.snowflake(), name=name, has_bot=has_bot)
        self.guilds.append(guild)
        return guild

    def add_channel(self, guild: Guild, name: str, *, denied: int = 0) -> Channel:
        """A text channel; add it before the bot connects."""
        channel = Channel(id=self.time.snowflake(), type=TEXT, name=name, guild=guild, denied=denied)
        guild.channels.append(channel)
        self.channels[channel.id] = channel
        return channel

    def dm(self, user: User) -> Channel:
        """The one channel between the bot and a user."""
        for channel in self.channels.values():
            if channel.type == DM and channel.recipients == [user]:
                return channel
        channel = Channel(id=self.time.snowflake(), type=DM, recipients=[user])
        self.channels[channel.id] = channel
        return channel

    def group(self, *users: User) -> Channel:
        """A group of people that the bot is not in; it is spoken to there as a user install."""
        channel = Channel(id=self.time.snowflake(), type=GROUP, name="group", recipients=list(users))
        self.channels[channel.id] = channel
        return channel

    def posts(self, channel: Channel, *, by_bot: bool = True) -> list[Post]:
        """What stands in a channel: the bot's posts, or everybody's. Ephemeral ones too; deleted ones not."""
        return [p for p in channel.posts if not p.deleted and (p.author is self.bot or not by_bot)]

    async def ready(self, sessions: int = 1, within_s: float = 10.0) -> None:
        """Wait until that many gateway sessions are connected."""
        await self.changes.until(lambda: len(self.gateway.live) >= sessions, within_s)

    async def invite(self, guild: Guild) -> None:
        """Bring the bot into a guild while it is connected."""
        guild.has_bot = True
        told = payloads.guild(guild, self.bot)
        await self.gateway.dispatch("GUILD_CREATE", told, guild_id=guild.id, needs=GUILDS)

    async def expel(self, guild: Guild) -> None:
        """Put the bot out of a guild."""
        guild.has_bot = False
        await self.gateway.dispatch("GUILD_DELETE", {"id": guild.id}, guild_id=guild.id, needs=GUILDS)

    async def delete_channel(self, channel: Channel) -> None:
        """Take a guild's channel away."""
        channel.deleted = True
        assert channel.guild is not None
        told = payloads.channel(channel)
        await self.gateway.dispatch("CHANNEL_DELETE", told, guild_id=channel.guild.id, needs=GUILDS)

    async def slash(
        self, channel: Channel, user: User, command: str, *, installed: bool = False, **options: Any
    ) -> Asked:
        """Use a slash command, as `slash(channel, ann, "sitrep deadlines list", private=True)`. Raises NotOffered."""
        return await self.people.slash(channel, user, command, installed=installed, **options)

    async def complete(self, channel: Channel, user: User, command: str, focused: str, **options: Any) -> list[Json]:
        """The choices that the bot offers for the option `focused` while these options are typed."""
        asked = await self.people.slash(channel, user, command, focused=focused, **{focused: "", **options})
        await self.changes.until(lambda: asked.choices is not None)
        return asked.choices or []

    async def menu(self, post: Post, user: User, name: str, *, installed: bool = False) -> Asked:
        """Use a context menu command on a post. Raises NotOffered."""
        return await self.people.menu(post, user, name, installed=installed)

    async def click(self, post: Post, user: User, custom_id: str) -> Asked:
        """Press a button. Raises NotOffered."""
        return await self.people.click(post, user, custom_id)

    async def submit(self, asked: Asked, **values: str) -> Asked:
        """Send the modal that came of an interaction, fields by custom id. Raises NotOffered."""
        return await self.people.submit(asked, **values)

    async def say(self, channel: Channel, user: User, text: str, *, reply_to: Post | None = None) -> Post:
        """Write a message; `<@id>` in it mentions."""
        post = self.board.write(channel, user, {"content": text}, reply_to=reply_to)
        await self.board.announce("MESSAGE_CREATE", post)
        return post

    def fail(self, where: str, fault: str, **how: Any) -> Fault:
        """Let coming requests whose "METHOD /path" matches the pattern `where` go wrong (see faults.Fault)."""
        made = Fault(where=where, fault=fault, **how)
        self.rest.faults.append(made)
        return made


@asynccontextmanager
async def serving(
    server: DiscordServer | None = None, *, port: int = 0, control: Handler | None = None
) -> AsyncIterator[DiscordServer]:
    """The server, on a free port of this machine; `control` answers POST /control."""
    served = server or DiscordServer()
    app = served.rest.app()
    if control is not None:
        app.router.add_post("/control", control)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        host, bound = runner.addresses[0][:2]
        served.address = f"{host}:{bound}"
        yield served
    finally:
        await served.gateway.close()
        await runner.cleanup()
