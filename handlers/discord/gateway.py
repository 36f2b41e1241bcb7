"""The connection to Discord's gateway: discord.py's client, with the addresses and the restraint that we want."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable
from typing import Any, Literal

import discord
import yarl
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket

from bot.clock import Clock
from bot.domain.replies import Memos
from bot.settings import DiscordSettings
from handlers.discord.faults import tracing
from handlers.discord.identify import RENEWALS, STARTS, Budget

_log = logging.getLogger(__name__)

GAP_S = 5.0
"""Seconds between two sessions that are begun; Discord takes one in five."""
PATIENCE_S = 20.0
"""Seconds for which an open connection may wait before it begins its session; after a longer wait it is opened anew."""
LONGEST_PAUSE_S = 60.0

SetUp = Callable[["Gateway"], Awaitable[None]]
Sleep = Callable[[float], Awaitable[None]]


class Backoff(ExponentialBackoff[Literal[False]]):
    """The pauses of a shard that lost its connection: the library's own grow to a quarter of an hour of silence."""

    def delay(self) -> Any:
        return min(LONGEST_PAUSE_S, super().delay())


class Gateway(discord.AutoShardedClient):
    """Connects again for as long as it takes. `set_up` is called once, between the login and the first connection."""

    def __init__(
        self,
        settings: DiscordSettings,
        *,
        memos: Memos,
        wall: Clock,
        set_up: SetUp,
        gap_s: float = GAP_S,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        discord.http.Route.BASE = settings.api_base
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway)
        vars(discord.shard)["ExponentialBackoff"] = Backoff
        super().__init__(
            intents=intents(settings),
            allowed_mentions=discord.AllowedMentions.none(),
            shard_count=settings.shards or None,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=0,  # nothing waits until every server is known
            http_trace=tracing(),
        )
        self._shards = settings.shards
        self._memos = memos
        self._wall = wall
        self._set_up = set_up
        self._gap_s = gap_s
        self._sleep = sleep
        self._budgets: dict[tuple[int, str], Budget] = {}
        self._standing: set[int] = set()
        self._dialling = False

    async def setup_hook(self) -> None:
        await self._set_up(self)

    async def launch_shards(self) -> None:
        """Ask how many shards it takes, but not for the address: that is the configured one."""
        if not self._shards:
            count, _, limits = await self.http.get_bot_gateway()
            if limits["remaining"] < count:
                wait = limits["reset_after"] / 1000
                _tell("discord.identify", f"Discord grants no more sessions today; waiting {wait:.0f} s")
                await self._sleep(wait)
            self.shard_count = count
        await super().launch_shards()

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect a shard for the first time, trying until it succeeds.

        The library's own retries call this method from within itself, one level deeper every time.
        """
        if self._dialling:
            raise _Undialled
        pause = 0.0
        while True:
            await self._turn(shard_id)
            self._dialling = True
            try:
                await super().launch_shard(gateway, shard_id, initial=initial)
                return
            except _Undialled:
                pause = min(LONGEST_PAUSE_S, pause * 2 or 1.0)
            finally:
                self._dialling = False
            await self._sleep(pause)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        shard = shard_id or 0
        stood = shard in self._standing
        budget = self._budget(shard, stood=stood)
        wait = max(await budget.wait_s(), 0.0 if initial else self._gap_s)
        if wait > PATIENCE_S:
            raise _TooOften(f"shard {shard} began too many sessions; the next one may begin in {wait:.0f} s")
        await self._sleep(wait)
        self._standing.discard(shard)
        number = await budget.spend()
        kind = "renewal" if stood else "start"
        _log.info(
            "shard %d begins a session, %d. %s in a day", shard, number, kind, extra={"action": "discord.identify"}
        )

    async def on_shard_connect(self, shard_id: int) -> None:
        """A session stands."""
        self._standing.add(shard_id)
        _log.info("shard %d is connected", shard_id, extra={"action": "discord.connected"})

    async def on_shard_resumed(self, shard_id: int) -> None:
        _log.info("shard %d goes on with its session", shard_id, extra={"action": "discord.resumed"})

    async def on_shard_disconnect(self, shard_id: int) -> None:
        _log.info("shard %d lost its connection", shard_id, extra={"action": "discord.disconnected"})

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        error = sys.exc_info()[1]
        fault = f"{type(error).__name__}: {error}"
        _log.error("%s failed", event_method, extra={"action": "discord.event", "fault": fault})
        _log.debug("where", exc_info=error, extra={"action": "discord.event"})

    async def _turn(self, shard: int) -> None:
        """Wait until a session of the shard may be begun."""
        while (wait := await self._budget(shard, stood=False).wait_s()) > 0:
            if wait > PATIENCE_S:
                why = f"shard {shard} began many sessions within a day, as in a crash loop; waiting {wait:.0f} s"
                _tell("discord.identify", why)
            await self._sleep(wait)

    def _budget(self, shard: int, *, stood: bool) -> Budget:
        kind, pace = ("renewals", RENEWALS) if stood else ("starts", STARTS)
        if (shard, kind) not in self._budgets:
            name = f"discord/{kind}/{self.application_id}/{shard}"
            self._budgets[shard, kind] = Budget(self._memos, name, pace, self._wall)
        return self._budgets[shard, kind]


class _Undialled(Exception):
    """A shard could not be connected."""


class _TooOften(TimeoutError):
    """A session must wait; discord.py takes it as a connection that failed, and tries again later."""


def intents(settings: DiscordSettings) -> discord.Intents:
    """What the gateway tells us: servers, and messages in them and to us; their text only for mention threads."""
    wanted = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
    wanted.message_content = settings.mention_threads
    return wanted


def hush() -> None:
    """Keep people's words and tokens, which discord.py logs as details, out of the log; its faults get one line."""
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    logging.getLogger("discord").setLevel(logging.WARNING)
    for room in ("client", "shard", "gateway", "http", "state"):
        logging.getLogger(f"discord.{room}").addFilter(_one_line)


def _one_line(record: logging.LogRecord) -> bool:
    if record.exc_info and record.exc_info[1]:
        error = record.exc_info[1]
        record.msg, record.args = f"{record.getMessage()} ({type(error).__name__}: {error})", ()
        record.exc_info = None
    return True


def _tell(action: str, text: str) -> None:
    _log.warning(text, extra={"action": action})
