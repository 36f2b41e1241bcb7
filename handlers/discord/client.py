"""Discord as a platform: connects, serves the people there, posts, edits and reads back."""

from __future__ import annotations

import asyncio
import logging
import time
import zlib
from datetime import datetime

import aiohttp
import discord
from discord import app_commands

from bot.clock import Clock, RealClock
from bot.domain.delivery import Capabilities, Destination, Page, Receipt
from bot.domain.errors import SitrepError, StoreError
from bot.domain.message import Message
from bot.domain.replies import Memos
from bot.settings import DiscordSettings, LimitSettings
from handlers.discord import render
from handlers.discord.gateway import GAP_S, Gateway, Sleep, hush
from handlers.discord.inbound import Inbound
from handlers.discord.outbound import Outbound
from handlers.discord.tokens import Tokens
from handlers.discord.tree import sync
from handlers.pacing import Pacer
from handlers.request import Services

_log = logging.getLogger(__name__)

SETTLE_S = 3.0
"""Seconds that commands under way get to come to their end, and connections to close, when the process ends."""
LONGEST_PAUSE_S = 60.0
REGISTER_S = 3.0
"""Seconds for which a connection waits for the commands to be registered; Discord may keep that waiting for hours."""
REGISTER_LONGEST_S = 3600.0
STEADY_S = 300.0
"""A connection that held for so many seconds ends a row of failures."""
_PORTAL = "discord.com/developers → your application → Bot"
_TOKEN = f"Discord refuses DISCORD_TOKEN; take a new one from {_PORTAL} → Reset Token"
_INTENT = (
    f"Discord refuses the Message Content intent; switch it on at {_PORTAL} → Message Content Intent, "
    "or set [discord] mention_threads = false"
)
_CLOSED = {
    4004: _TOKEN,
    4010: "Discord refuses this number of shards; set [discord] shards = 0 to have Discord say how many",
    4011: "Discord wants more shards; set [discord] shards = 0 to have Discord say how many",
    4012: "Discord does not know this version of its gateway any more; update Sitrep",
    4013: "Discord does not know the intents that are asked for; update Sitrep",
    4014: _INTENT,
}
_UNREAD = (zlib.error, ValueError, LookupError, TypeError, AttributeError)
"""What discord.py ends a connection with when it cannot read what it was sent."""
_PASSING = (discord.DiscordException, aiohttp.ClientError, OSError, *_UNREAD)
"""What a connection ends with that may hold again."""


class Discord:
    """One bot on Discord. `serve` says what people are answered with, before `run`; without it nobody is answered.

    `gap_s` seconds lie between two sessions that are begun; `sleep` waits.
    """

    name = "discord"

    def __init__(
        self,
        settings: DiscordSettings,
        *,
        memos: Memos,
        clock: Clock,
        wall: Clock | None = None,
        gap_s: float = GAP_S,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._settings = settings
        self._memos = memos
        self._clock = clock
        self._wall = wall or RealClock()
        self._gap_s = gap_s
        self._sleep = sleep
        self._tokens = Tokens(self._wall)
        self._outbound = Outbound(self._tokens)
        self._inbound: Inbound | None = None
        self._registering: asyncio.Task[None] | None = None
        self.capabilities: Capabilities = render.capabilities(settings.cards)

    def serve(self, services: Services, *, limits: LimitSettings, keep_dm_text: bool) -> None:
        """Answer people with these services."""
        self._inbound = Inbound(
            services,
            settings=self._settings,
            pacer=Pacer(limits),
            tokens=self._tokens,
            keep_dm_text=keep_dm_text,
        )

    async def run(self) -> None:
        """Serve people until the task is cancelled, connecting again for as long as it takes.

        Raises SitrepError where Discord does not let the bot in.
        """
        hush()
        token = self._settings.token.get_secret_value()
        if not (token.isascii() and token.isprintable()):
            raise SitrepError(_TOKEN)
        pause = 0.0
        while True:
            began = time.monotonic()
            try:
                await self._session()
                why = "it was closed"
            except discord.LoginFailure as error:
                raise SitrepError(_TOKEN) from error
            except discord.PrivilegedIntentsRequired as error:
                raise SitrepError(_INTENT) from error
            except _PASSING as error:
                if refused := _refused(error):
                    raise SitrepError(refused) from error
                why = f"{type(error).__name__}: {error}"
            steady = time.monotonic() - began > STEADY_S
            pause = 1.0 if steady or not pause else min(LONGEST_PAUSE_S, pause * 2)
            _tell(
                "discord.connection", f"no connection to {self._settings.api_base}, trying again in {pause:g} s: {why}"
            )
            await self._sleep(pause)

    def render(self, message: Message) -> tuple[Page, ...]:
        """The posts that say it, in order."""
        return render.render(message, cards=self._settings.cards)

    def render_reply(self, message: Message, page: int = 1) -> Page:
        """The one post that answers a person."""
        return render.render_reply(message, page, cards=self._settings.cards)

    async def send(self, to: Destination, body: bytes, *, key: str, reply_to: Receipt | None = None) -> Receipt:
        """Post a page. Raises Refused, Held, Unreached, Unsure."""
        return await self._outbound.send(to, body, key=key, reply_to=reply_to)

    async def edit(self, receipt: Receipt, body: bytes) -> None:
        """Replace a post. Raises what `send` raises."""
        await self._outbound.edit(receipt, body)

    async def find(self, to: Destination, *, key: str, since: datetime) -> Receipt | None:
        """The post of that key, if it arrived at or after `since`. Raises what `send` raises."""
        return await self._outbound.find(to, key=key, since=since)

    async def _session(self) -> None:
        """Log in and stay connected until that ends. Posts go out from the login on."""
        client = Gateway(
            self._settings,
            memos=self._memos,
            wall=self._wall,
            set_up=self._set_up,
            gap_s=self._gap_s,
            sleep=self._sleep,
        )
        try:
            await client.login(self._settings.token.get_secret_value())
            await client.connect()
        finally:
            await self._leave(client)

    async def _set_up(self, client: Gateway) -> None:
        self._outbound.client = client
        if self._inbound is None:
            return
        registering = self._register(self._inbound.install(client), client.application_id or 0)
        self._registering = asyncio.create_task(registering, name="discord commands")
        await asyncio.wait([self._registering], timeout=REGISTER_S)

    async def _register(self, tree: app_commands.CommandTree[discord.Client], application: int) -> None:
        """Register the commands, trying until Discord takes them; meanwhile they are as they were there."""
        pause = 0.0
        while True:
            try:
                if await sync(tree, self._memos, application):
                    _log.info("Discord took the commands", extra={"action": "discord.commands"})
                return
            except (*_PASSING, StoreError) as error:
                why = " ".join(str(error).split())[:500]
            pause = min(REGISTER_LONGEST_S, pause * 2 or LONGEST_PAUSE_S)
            said = f"the commands could not be registered, and stay as they were; trying again in {pause:g} s: {why}"
            _tell("discord.commands", said)
            await self._sleep(pause)

    async def _leave(self, client: Gateway) -> None:
        if self._registering is not None:
            self._registering.cancel()
            await asyncio.wait([self._registering])
        try:
            async with asyncio.timeout(SETTLE_S):
                if self._inbound is not None:
                    await self._inbound.settled()
        except TimeoutError:
            _tell("discord.unsettled", f"commands under way had no reply within {SETTLE_S:g} s")
        self._outbound.client = None
        try:
            async with asyncio.timeout(SETTLE_S):
                await client.close()
        except TimeoutError:  # a peer that does not answer any more; what is left is closed without it
            await client.http.close()


def _refused(error: BaseException) -> str:
    """Why Discord lets the bot not in, '' where that may pass."""
    if isinstance(error, discord.ConnectionClosed):
        return _CLOSED.get(error.code, "")
    return _TOKEN if isinstance(error, discord.HTTPException) and error.status == 401 else ""


def _tell(action: str, text: str) -> None:
    _log.warning(text, extra={"action": action})
