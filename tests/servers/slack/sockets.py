"""Socket Mode: single-use tickets, envelopes and their acknowledgements, and connections that break in every way.

From documents only: which of several connections gets an event (here each in its turn), what follows a `disconnect`
(here the socket stays open until the client closes it, and gets nothing while there is another), that an eleventh
connection is told `too_many_websockets`.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from typing import TYPE_CHECKING

from aiohttp import WSMsgType, web

from tests.servers.breaking import break_off
from tests.servers.slack.asked import Sent
from tests.servers.slack.world import Json

if TYPE_CHECKING:
    from tests.servers.slack.server import SlackServer

MOST = 10
FOREVER_S = 86_400.0


class Connection:
    """One socket. `silent`: half-open. `leaving`: it was told to disconnect. `pings`: of the client."""

    def __init__(self, ws: web.WebSocketResponse, request: web.Request) -> None:
        self.ws = ws
        self.request = request
        self.silent = False
        self.leaving = False
        self.pings = 0
        self.waiting: dict[str, Sent] = {}

    async def write(self, text: str) -> bool:
        """Send; False where the socket is gone."""
        if self.silent:
            return True
        try:
            await self.ws.send_str(text)
        except (ConnectionError, RuntimeError):
            return False
        return True

    @property
    def gone(self) -> bool:
        """Did the other side let go of the socket?"""
        transport = self.request.transport
        return transport is None or transport.is_closing()

    def reset(self) -> None:
        """Break it without a word."""
        self.leaving = True
        if self.request.transport is not None:
            self.request.transport.abort()


class Sockets:
    """All connections. `opened`: how many there ever were; `tickets`: URLs given and not used; `stale`: uses refused.

    `refuse`: what a new connection meets: "" (welcome), "503" or another status, "close" (before hello), "silent" (no
    hello). `ack_s`: how long an acknowledgement is waited for.
    """

    def __init__(self, server: SlackServer) -> None:
        self._server = server
        self.connections: list[Connection] = []
        self.tickets: set[str] = set()
        self.opened = 0
        self.stale = 0
        self.refuse = ""
        self.ack_s = 3.0
        self.unknown_acks: list[Json] = []
        self._turn = 0

    @property
    def live(self) -> list[Connection]:
        """Connections on which something comes through."""
        return [c for c in self.connections if not c.silent and not c.leaving]

    def ticket(self) -> str:
        """A URL for one connection."""
        made = secrets.token_urlsafe(12)
        self.tickets.add(made)
        return f"ws://{self._server.address}/link/?ticket={made}&app_id={self._server.app_id}"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if self.refuse.isdigit():
            return web.Response(status=int(self.refuse), text="upstream connect error")
        ticket = request.query.get("ticket", "")
        if ticket not in self.tickets:
            self.stale += 1
            return web.Response(status=408, text="")
        self.tickets.discard(ticket)
        if self.refuse == "reset":
            return await break_off("reset", request)
        ws = web.WebSocketResponse(max_msg_size=0, compress=False, autoclose=False, autoping=False)
        await ws.prepare(request)
        connection = Connection(ws, request)
        self.connections.append(connection)
        self.opened += 1
        try:
            if self.refuse == "close":
                await ws.close()
                return ws
            if self.refuse != "silent":
                await self._hello(connection)
            await self._listen(connection)
        finally:
            self._gone(connection)
        return ws

    async def _hello(self, connection: Connection) -> None:
        about = {"host": "applink-test", "build_number": 1, "approximate_connection_time": 18060}
        hello = {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": about,
            "connection_info": {"app_id": self._server.app_id},
        }
        await connection.write(json.dumps(hello))
        if len(self.connections) > MOST:
            await self._dismiss(connection, "too_many_websockets")
        self._server.changes.tell()

    async def _listen(self, connection: Connection) -> None:
        while True:
            frame = await connection.ws.receive()
            if frame.type in (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR):
                break
            if connection.silent:
                continue
            if frame.type is WSMsgType.PING:
                connection.pings += 1
                await connection.ws.pong(frame.data)
            elif frame.type is WSMsgType.TEXT:
                self._acknowledged(connection, json.loads(frame.data))
        if connection.silent:
            await self._server.changes.until(lambda: connection.gone, FOREVER_S)  # its farewell is not answered
        elif not connection.ws.closed:
            await connection.ws.close()

    def _acknowledged(self, connection: Connection, said: Json) -> None:
        sent = connection.waiting.pop(said.get("envelope_id", ""), None)
        if sent is None:
            self.unknown_acks.append(said)
            return
        sent.ack_ms = (time.perf_counter() - sent.at) * 1000
        sent.ack = said.get("payload")
        sent.over.set()
        self._server.changes.tell()

    def _gone(self, connection: Connection) -> None:
        self.connections.remove(connection)
        for sent in connection.waiting.values():
            sent.failed = "broken"
            sent.over.set()
        connection.waiting.clear()
        self._server.changes.tell()

    def _next(self) -> Connection | None:
        open_ones = self.live or [c for c in self.connections if not c.silent] or self.connections
        self._turn += 1
        return open_ones[self._turn % len(open_ones)] if open_ones else None

    async def send(self, sent: Sent, *, reason: str = "") -> None:
        """Put an envelope on one of the connections, and do not wait for its acknowledgement."""
        connection = self._next()
        sent.at = time.perf_counter()
        if connection is None:
            sent.failed = "no_socket"
            sent.over.set()
            return
        envelope: Json = {
            "envelope_id": sent.envelope,
            "payload": sent.payload,
            "type": sent.kind,
            "accepts_response_payload": sent.kind != "events_api",
        }
        if sent.kind == "events_api":
            envelope |= {"retry_attempt": sent.attempt, "retry_reason": reason}
        connection.waiting[sent.envelope] = sent
        if not await connection.write(json.dumps(envelope)):
            connection.waiting.pop(sent.envelope, None)
            sent.failed = "broken"
            sent.over.set()

    async def wait(self, sent: Sent, within_s: float | None = None) -> None:
        """Wait for the acknowledgement of an envelope, or for its end."""
        try:
            async with asyncio.timeout(self.ack_s if within_s is None else within_s):
                await sent.over.wait()
        except TimeoutError:
            sent.failed = "timeout"

    def drop(self) -> int:
        """Break every connection without a word; gives their number."""
        for connection in list(self.connections):
            connection.reset()
        return len(self.connections)

    async def disconnect(self, reason: str = "refresh_requested", *, close: bool = False) -> None:
        """Ask every connection to go; with `close` shut the socket behind it."""
        for connection in list(self.connections):
            await self._dismiss(connection, reason)
            if close:
                await connection.ws.close()

    @staticmethod
    async def _dismiss(connection: Connection, reason: str) -> None:
        connection.leaving = reason != "warning"
        told = {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-test"}}
        await connection.write(json.dumps(told))

    def half_open(self) -> int:
        """Leave every connection open and dead: nothing comes through, pongs stop; gives their number."""
        for connection in self.connections:
            connection.silent = True
        return len(self.connections)

    async def ping(self) -> None:
        """Ping every connection, as Slack does now and then."""
        for connection in self.live:
            await connection.ws.ping(b"Ping from applink-test")

    async def garble(self, text: str = "{no json") -> None:
        """Send something that is no envelope."""
        for connection in self.live:
            await connection.write(text)
