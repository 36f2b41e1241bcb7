"""Every workspace that installed the bot: its token opened from the store, and held no longer than a minute."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from weakref import WeakValueDictionary

import aiohttp
from cachetools import TTLCache
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock, RealClock
from bot.domain.errors import PlatformError, Refused, StoreError, Unreached
from bot.domain.inbox import Installation, Installations
from bot.settings import SlackSettings
from handlers.slack.faults import WRONG_TOKEN, code_of
from handlers.slack.http.sealing import NotOpened, Seal, Secret
from handlers.slack.talk import PLATFORM, Me
from handlers.slack.teams import authorized, web_client, who_am_i

_log = logging.getLogger(__name__)

HELD_S = 55.0
"""Seconds for which a token is used without a look into the store, where another process may have wiped it."""
MOST = 4_000
"""Workspaces that are held at a time."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Team:
    client: AsyncWebClient
    me: Me
    result: AuthorizeResult


class ManyTeams:
    """The workspaces that installed the bot. `wall` tells when one did, `monotonic` the age in seconds of what is held.

    Raises ConfigError where SITREP_TOKEN_KEY is no key.
    """

    def __init__(
        self,
        settings: SlackSettings,
        session: aiohttp.ClientSession,
        installations: Installations,
        *,
        wall: Clock | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self.session = session
        self._installations = installations
        self._wall = wall or RealClock()
        self.seal = Seal(settings.token_key.get_secret_value())
        self._held = TTLCache[str, _Team](MOST, ttl=HELD_S, timer=monotonic)
        self._reading = WeakValueDictionary[str, asyncio.Lock]()
        self._forgotten = 0

    async def client(self, workspace: str) -> AsyncWebClient:
        """What speaks in a workspace. Raises Refused (gone) where the bot is not installed; Unreached."""
        return (await self._team(workspace)).client

    async def me(self, workspace: str) -> Me:
        """Who the bot is there. Raises what `client` raises."""
        return (await self._team(workspace)).me

    async def authorize(self, workspace: str) -> AuthorizeResult | None:
        """What Bolt wants to know of a workspace; None where the bot is not installed. Raises Unreached."""
        try:
            return (await self._team(workspace)).result
        except Refused:
            return None

    async def all(self) -> list[str]:
        """The ids of the workspaces. Raises Unreached."""
        try:
            return [kept.workspace for kept in await self._installations.all(PLATFORM)]
        except StoreError as error:
            raise Unreached(str(error)) from error

    def forget(self, workspace: str) -> None:
        """Look into the store before anything more is done there."""
        self._held.pop(workspace, None)
        self._forgotten += 1

    async def install(self, me: Me, token: str) -> None:
        """Keep a workspace, in the place of what was kept of it. Raises StoreError."""
        secret = Secret(token=token, user=me.user, bot=me.bot)
        sealed = self.seal.seal(me.workspace, secret)
        at = self._wall.now()
        await self._installations.put(
            Installation(platform=PLATFORM, workspace=me.workspace, sealed=sealed, installed_at=at)
        )
        self.forget(me.workspace)
        _log.info("workspace %s installed the bot", me.workspace, extra={"action": "slack.installed"})

    async def remove(self, workspace: str) -> None:
        """Wipe a workspace that does not have the bot any more. Raises StoreError."""
        self.forget(workspace)
        gone = await self._installations.remove(PLATFORM, workspace)
        self.forget(workspace)
        if gone:
            _log.info("workspace %s removed the bot", workspace, extra={"action": "slack.uninstalled"})

    async def left(self, workspace: str, *, at: datetime) -> None:
        """Slack says that it removed the bot at an instant: wipe it, but for one that was installed again since.

        Slack tells such news late too. Where what is kept is the younger, Slack is asked whether the token still holds.
        Raises StoreError, and PlatformError where Slack does not say.
        """
        kept = await self._installations.get(PLATFORM, workspace)
        if kept is not None and at <= kept.installed_at and await self._holds(kept):
            return
        await self.remove(workspace)

    async def who(self, token: str) -> Me:
        """Who the bot is where a token belongs. Raises Refused, Held, Unreached."""
        return await who_am_i(web_client(self._settings, self.session, token))

    async def _holds(self, kept: Installation) -> bool:
        try:
            await self.who(self.seal.open(kept.workspace, kept.sealed).token)
        except (NotOpened, Refused):
            return False
        except PlatformError as error:
            if code_of(error) in WRONG_TOKEN:
                return False
            raise
        return True

    async def _team(self, workspace: str) -> _Team:
        """What is held, else what is kept; however many ask at once, it is read and opened once."""
        reading = self._reading.setdefault(workspace, asyncio.Lock())
        async with reading:
            while True:
                held = self._held.get(workspace)
                if held is not None:
                    return held
                before = self._forgotten
                read = await self._read(workspace)
                if before == self._forgotten:  # else what was read may be what was just wiped
                    self._held[workspace] = read

    async def _read(self, workspace: str) -> _Team:
        try:
            kept = await self._installations.get(PLATFORM, workspace)
        except StoreError as error:
            raise Unreached(str(error)) from error
        if kept is None:
            raise Refused(f"workspace {workspace[:40]!r} does not have the bot; install it there", gone=True)
        try:
            secret = self.seal.open(workspace, kept.sealed)
        except NotOpened as error:  # the operator can mend it, so nothing is given up for it
            _log.warning("%s", error, extra={"action": "slack.sealed"})
            raise Unreached(str(error)) from error
        me = Me(workspace=workspace, user=secret.user, bot=secret.bot)
        client = web_client(self._settings, self.session, secret.token)
        return _Team(client=client, me=me, result=authorized(me, secret.token))
