"""One socket of Socket Mode, over which Slack tells us what people do."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.errors import Unreached
from handlers.slack.faults import seam

_log = logging.getLogger(__name__)

ACK_S = 3.0
"""Seconds for which an old socket stays open, so that what came over it is acknowledged there."""
CLOSE_S = 1.0
"""Seconds that a peer gets to say goodbye."""
RENEWED = ("warning", "refresh_requested")
"""Why Slack will close a socket soon; whatever else it names closes it now."""

Begin = Callable[[Any], object]


class Wire(aiohttp.ClientWebSocketResponse):
    """A web socket that can be let go of for good: aiohttp itself holds on to one that broke until it is collected."""

    def hang_up(self) -> None:
        """Free what it holds, without a word."""
        self._response.close()


class Connection(AsyncBaseSocketModeClient):
    """One socket, which is opened once and closed once.

    The library's own client opens a socket anew by the same address, which Slack takes once only, and looks for a
    broken one now and then; this one says at once that it is over, or soon will be, and leaves what follows to
    `SocketMode`. `begin` owns the work on what comes in.
    """

    def __init__(
        self,
        app: AsyncApp,
        web: AsyncWebClient,
        url: str,
        *,
        begin: Begin,
        instead: Callable[[], Connection | None],
    ) -> None:
        self.logger = logging.getLogger("slack_sdk.socket_mode")
        self.web_client = web
        self.app_token = ""
        self.wss_uri = url
        self.auto_reconnect_enabled = self.trace_enabled = self.closed = False
        self.message_listeners = []
        self.socket_mode_request_listeners = [self._take]
        self.greeted, self.leaving, self.over = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self.why = "it was closed"
        self._app = app
        self._begin = begin
        self._instead = instead
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._taken = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def open(self, session: aiohttp.ClientSession, *, beat_s: float) -> None:
        """Open it, and wait until Slack greets; both may take `beat_s` seconds of silence. Raises PlatformError."""
        with seam("opening a socket"):
            self._socket = await session.ws_connect(
                self.wss_uri,
                heartbeat=beat_s,
                timeout=aiohttp.ClientWSTimeout(ws_close=CLOSE_S),
                proxy=self.web_client.proxy,
                ssl=self.web_client.ssl if self.web_client.ssl is not None else True,
            )
        self._begin(self._receive(self._socket))
        try:
            await self._greeting(beat_s)
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """Say goodbye, and hang up."""
        self.closed = True
        if self._socket is None:
            return
        try:
            # One that does not answer is let go of without a word.
            with suppress(TimeoutError, aiohttp.ClientError, OSError):
                async with asyncio.timeout(CLOSE_S * 2):
                    await self._socket.close()
        finally:
            if isinstance(self._socket, Wire):
                self._socket.hang_up()
            self.over.set()

    async def retire(self) -> None:
        """Close it after what came over it was acknowledged."""
        try:
            # What is not acknowledged by then Slack tells us again.
            with suppress(TimeoutError):
                async with asyncio.timeout(ACK_S):
                    await first(self._idle, self.over)
        finally:
            await self.close()

    async def _greeting(self, within_s: float) -> None:
        try:
            async with asyncio.timeout(within_s):
                await first(self.greeted, self.over)
        except TimeoutError as error:
            raise Unreached(f"Slack does not greet within {within_s:g} s") from error
        if not self.greeted.is_set():
            raise Unreached(f"Slack closes the socket at once: {self.why}")

    async def connect_to_new_endpoint(self, force: bool = False) -> None:
        """The library calls it to connect again; that is for `SocketMode`."""
        self.leaving.set()

    async def send_message(self, message: str) -> None:
        """Send on this socket; where it is broken, on the one that stands in its place."""
        for socket in (self._socket, other._socket if (other := self._instead()) else None):
            if socket is None:
                continue
            try:
                await socket.send_str(message)
            except (ConnectionError, aiohttp.ClientError):
                continue
            return
        _log.debug("an acknowledgement was lost with its socket", extra={"action": "slack.unacknowledged"})

    async def _receive(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        try:
            async for frame in socket:
                if frame.type is aiohttp.WSMsgType.TEXT:
                    self._hear(frame.data)
                elif frame.type is aiohttp.WSMsgType.ERROR:
                    self.why = f"{type(frame.data).__name__}: {frame.data}"
                    break
        except (aiohttp.ClientError, OSError) as error:
            self.why = f"{type(error).__name__}: {error}"
        finally:
            self.over.set()

    def _hear(self, raw: str) -> None:
        try:
            message = json.loads(raw)
            kind = message.get("type")
        except (ValueError, AttributeError):
            _tell("slack.unread", "Slack sent something that cannot be read; it is passed over")
            return
        if kind == "hello":
            self.greeted.set()
        elif kind == "disconnect":
            self.why = f"Slack asks for it ({message.get('reason')})"
            self.leaving.set()
            if message.get("reason") not in RENEWED:
                self.over.set()
        elif "envelope_id" in message:
            self._taken += 1
            self._idle.clear()
            self._begin(self._work(message, raw))

    async def _work(self, message: dict[str, Any], raw: str) -> None:
        """Give it to Bolt, through the library, which logs what goes wrong there."""
        try:
            await self.run_message_listeners(message, raw)
        finally:
            self._taken -= 1
            if not self._taken:
                self._idle.set()

    async def _take(self, _: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        began = time.time()
        response = await run_async_bolt_app(self._app, request)
        if response.status == 404:  # what nobody wants; else Slack would tell us of it again and again
            await self.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))
            return
        await send_async_response(self, request, response, began)


async def first(*events: asyncio.Event) -> None:
    """Wait until one of them has happened."""
    waits = [asyncio.ensure_future(e.wait()) for e in events]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()


def _tell(action: str, text: str) -> None:
    _log.warning(text, extra={"action": action})
