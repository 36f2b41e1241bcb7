"""A bare discord.py bot on the Discord server of the tests, as little as shows that both speak the same protocol."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket

from tests.servers.discord import DiscordServer

EVERYWHERE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
BOTH = app_commands.AppInstallationType(guild=True, user=True)
INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


class BareBot(discord.Client):
    """Answers a constant. `waits`: an event that /slow awaits before it acknowledges."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"intents": INTENTS, "guild_ready_timeout": 0, **options})
        self.tree: app_commands.CommandTree[BareBot] = app_commands.CommandTree(
            self, allowed_contexts=EVERYWHERE, allowed_installs=BOTH
        )
        self.waits = asyncio.Event()
        self.readies = 0
        self.heard: list[discord.Message] = []
        self.refused: list[discord.HTTPException] = []
        add_commands(self)

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_ready(self) -> None:
        self.readies += 1

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        if interaction.type is discord.InteractionType.component:
            await interaction.response.send_message("You pressed it.", ephemeral=True)


class Form(discord.ui.Modal, title="Report"):
    words: discord.ui.TextInput[Form] = discord.ui.TextInput(label="What is wrong?", custom_id="words")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"Reported: {self.words.value}", ephemeral=True)


def card(text: str) -> discord.ui.LayoutView:
    """A text and a button."""
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.Container(discord.ui.TextDisplay(text)))
    view.add_item(discord.ui.ActionRow(discord.ui.Button(label="Press", custom_id="press")))
    view.stop()
    return view


def add_commands(bot: BareBot) -> None:
    @bot.tree.command(name="ask", description="Ask")
    async def ask(i: discord.Interaction[BareBot], question: str, topic: str = "", private: bool = False) -> None:
        await i.response.defer(ephemeral=private)
        await i.edit_original_response(view=card(f"{question} Constant [1]."))

    @ask.autocomplete("topic")
    async def topics(i: discord.Interaction[BareBot], typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{typed}{n}", value=str(n)) for n in range(3)]

    @bot.tree.command(name="slow", description="Takes its time")
    async def slow(i: discord.Interaction[BareBot], then: int = 1) -> None:
        await bot.waits.wait()
        try:
            for n in range(then):
                await i.response.send_message(f"answer {n}") if n == 0 else await i.followup.send(f"answer {n}")
        except discord.HTTPException as error:
            bot.refused.append(error)

    @bot.tree.command(name="manage", description="For who manages")
    @app_commands.default_permissions(manage_guild=True)
    async def manage(i: discord.Interaction[BareBot]) -> None:
        await i.response.send_message("managed", ephemeral=True)

    @bot.tree.context_menu(name="Report an error")
    async def report(i: discord.Interaction[BareBot], message: discord.Message) -> None:
        await i.response.send_modal(Form())


@contextmanager
def pointed_at(server: DiscordServer) -> Iterator[None]:
    """discord.py speaks to this server."""
    before = discord.http.Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    discord.http.Route.BASE = server.api_base
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(server.gateway_url)
    try:
        yield
    finally:
        discord.http.Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


@asynccontextmanager
async def running(server: DiscordServer, bot: BareBot | None = None, *, token: str = "") -> AsyncIterator[BareBot]:
    """A bare bot that is connected, until the end of the block."""
    bot = bot or BareBot()
    with pointed_at(server):
        task = asyncio.create_task(bot.start(token or server.token))
        try:
            await server.ready()
            await bot.wait_until_ready()
            yield bot
        finally:
            bot.waits.set()
            await bot.close()
            with suppress(asyncio.CancelledError, discord.DiscordException):
                await task
