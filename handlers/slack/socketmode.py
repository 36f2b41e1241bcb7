"""Socket Mode: a socket to Slack, made anew for as long as it takes."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

import aiohttp
from slack_bolt.app.async_app import AsyncApp

from bot.domain.errors import Held, PlatformError, SitrepError
from bot.settings import SlackSettings
from handlers.slack.connection import Connection, first
from handlers.slack.faults import REVOKED, WRONG_TOKEN, code_of, seam
from handlers.slack.teams import web_client
from handlers.slack.work import Work

_log = logging.getLogger(__name__)

BEAT_S = 10.0
"""Seconds of silence after which a socket is asked whether it lives; half as many again without a sign end it.

Slack also gets so long to greet a new one.
"""
LONGEST_PAUSE_S = 60.0
STEADY_S = 30.0
"""A socket that held for so many seconds ends a row of failures."""
REFUSED = (
    "Slack refuses SLACK_APP_TOKEN; make one at api.slack.com/apps → your app → Basic Information → "
    "App-Level Tokens, with the scope connections:write"
)
_LET_IN = WRONG_TOKEN | REVOKED | {"missing_scope"}

Sleep = Callable[[float], Awaitable[None]]


class SocketMode:
    """Keeps a socket open. `beat_s` is `BEAT_S`; `sleep` waits between tries."""

    def __init__(
        self,
        app: AsyncApp,
        settings: SlackSettings,
        session: aiohttp.ClientSession,
        *,
        beat_s: float = BEAT_S,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._app = app
        self._session = session
        self._token = settings.app_token.get_secret_value()
        self._web = web_client(settings, session)
        self._beat_s = beat_s
        self._sleep = sleep
        self._pause = 0.0
        self._work = Work()
        self._stands: Connection | None = None

    async def run(self) -> None:
        """Give to Bolt what Slack tells us, until the task is cancelled.

        Raises SitrepError where Slack does not let the app in.
        """
        old: Connection | None = None
        try:
            while True:
                new = await self._connected()
                if old is not None:
                    self._work.begin(old.retire())
                old = await self._held(new)
        finally:
            await self._work.end()
            for left in (self._stands, old):
                if left is not None:
                    await left.close()

    async def _held(self, new: Connection) -> Connection | None:
        """Wait until another one is needed; the one that is left may serve until that stands."""
        self._stands, began = new, time.monotonic()
        _log.info("connected to Slack", extra={"action": "slack.connected"})
        await first(new.leaving, new.over)
        if time.monotonic() - began > STEADY_S:
            self._pause = 0.0
        _log.info("the socket is renewed: %s", new.why, extra={"action": "slack.disconnected"})
        if not new.over.is_set():
            return new
        self._stands = None
        await new.close()
        return None

    async def _connected(self) -> Connection:
        """A socket that Slack has greeted, after as many tries as it takes."""
        while True:
            if self._pause:
                await self._sleep(self._pause)
            self._pause = min(LONGEST_PAUSE_S, self._pause * 2 or 1.0)
            try:
                url = await self._address()
                connection = Connection(self._app, self._web, url, begin=self._work.begin, instead=lambda: self._stands)
                await connection.open(self._session, beat_s=self._beat_s)
                return connection
            except PlatformError as error:
                if isinstance(error, Held):
                    self._pause = max(self._pause, error.retry_after)
                _tell("slack.connection", f"no connection to Slack, trying again in {self._pause:g} s: {error}")

    async def _address(self) -> str:
        """Where a socket may be opened once. Raises PlatformError; SitrepError where Slack does not let the app in."""
        try:
            with seam("asking Slack for a socket"):
                return str((await self._web.apps_connections_open(app_token=self._token))["url"] or "")
        except PlatformError as error:
            if code_of(error) in _LET_IN:
                raise SitrepError(REFUSED) from error
            raise


def _tell(action: str, text: str) -> None:
    _log.warning(text, extra={"action": action})
