"""The gateway: sessions that outlive their connections, and connections that break in every known way."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING

from aiohttp import WSMsgType, web

from tests.servers.changes import Changes
from tests.servers.discord import payloads
from tests.servers.discord.connections import Connection, Session
from tests.servers.discord.world import Json

if TYPE_CHECKING:
    from tests.servers.discord.server import DiscordServer

GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = 1, 1 << 9, 1 << 12, 1 << 15
PRIVILEGED = (1 << 1) | (1 << 8) | MESSAGE_CONTENT
SESSION_OVER = (1000, 1001, 4007, 4009)


class Gateway:
    """All sessions and connections.

    `refuse`: what a new connection meets: "" (welcome), "503" (no websocket), "no-hello", "close-early" (right after
    HELLO), or a close code for its IDENTIFY. `heartbeat_ms`: asked of clients. `deaf`: heartbeats are not acknowledged.
    `gap_s`: seconds between two IDENTIFYs at least, the second gets op 9 (5 at Discord).
    `privileged`: bits of the privileged intents that the application may use.
    """

    def __init__(self, server: DiscordServer, changes: Changes) -> None:
        self._server = server
        self._changes = changes
        self.sessions: dict[str, Session] = {}
        self.connections: list[Connection] = []
        self.refuse = ""
        self.heartbeat_ms = 41_250
        self.deaf = False
        self.gap_s = 0.0
        self.privileged = PRIVILEGED
        self.identifies: list[tuple[float, Json]] = []
        self.resumes: list[Json] = []
        self.resumed = 0
        self.heartbeats = 0
        self.closes: list[int] = []
        """The codes with which clients closed."""

    @property
    def live(self) -> list[Session]:
        """Sessions that have a connection."""
        return [s for s in self.sessions.values() if s.connection is not None and not s.connection.silent]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if self.refuse == "503":
            return web.Response(status=503, text="upstream connect error")
        ws = web.WebSocketResponse(max_msg_size=0, compress=False, autoclose=False)
        await ws.prepare(request)
        connection = Connection(ws, request)
        self.connections.append(connection)
        try:
            if self.refuse == "no-hello":
                await ws.receive()
                return ws
            await connection.send(10, {"heartbeat_interval": self.heartbeat_ms})
            if self.refuse == "close-early":
                await connection.close(4000)
                return ws
            await self._listen(connection)
        finally:
            self._gone(connection)
        return ws

    async def _listen(self, connection: Connection) -> None:
        async for frame in connection.ws:
            if frame.type is not WSMsgType.TEXT or connection.silent:
                continue
            said = json.loads(frame.data)
            if said["op"] == 1:
                self.heartbeats += 1
                if not self.deaf:
                    await connection.send(11)
            elif said["op"] == 2:
                await self._identify(connection, said["d"])
            elif said["op"] == 6:
                await self._resume(connection, said["d"])

    def _gone(self, connection: Connection) -> None:
        code = None if connection.closed_by_us else connection.ws.close_code
        if code is not None:
            self.closes.append(int(code))
        self.connections.remove(connection)
        session = connection.session
        if session is not None and session.connection is connection:
            session.connection = None
            if code in (1000, 1001):
                self.sessions.pop(session.id, None)
        self._changes.tell()

    async def _identify(self, connection: Connection, said: Json) -> None:
        now = time.monotonic()
        early = bool(self.identifies) and now - self.identifies[-1][0] < self.gap_s
        self.identifies.append((now, said))
        self._changes.tell()
        if early:
            await connection.send(9, False)
            return
        refused = 0
        if self.refuse.isdigit():
            refused = int(self.refuse)
        elif said["token"] != self._server.token:
            refused = 4004
        elif said.get("intents", 0) & PRIVILEGED & ~self.privileged:
            refused = 4014
        if refused:
            await connection.close(refused)
            return
        first, count = said.get("shard") or (0, 1)
        session = Session(f"s{self._server.time.snowflake()}", (first, count), said.get("intents", 0))
        session.connection, connection.session = connection, session
        self.sessions[session.id] = session
        bot = self._server.bot
        guilds = [g for g in self._server.guilds if g.has_bot and self._shard(g.id, count) == first]
        ready: Json = {
            "v": 10,
            "user": payloads.user(bot),
            "guilds": [{"id": g.id, "unavailable": True} for g in guilds],
            "session_id": session.id,
            "resume_gateway_url": self._server.gateway_url,
            "application": {"id": self._server.application_id, "flags": 0},
            "shard": [first, count],
        }
        await self._put(session, "READY", ready)
        if session.intents & GUILDS:
            for guild in guilds:
                if guild.available:
                    await self._put(session, "GUILD_CREATE", payloads.guild(guild, bot))
        self._changes.tell()

    async def _resume(self, connection: Connection, said: Json) -> None:
        self.resumes.append(said)
        session = self.sessions.get(said["session_id"])
        if session is None or said["token"] != self._server.token or (said["seq"] or 0) > session.seq:
            await connection.send(9, False)
            return
        connection.session, seen = session, said["seq"] or 0
        session.connection = None  # what happens meanwhile is kept, and comes in its turn
        while missed := [(seq, raw) for seq, raw in session.events if seq > seen]:
            for seen, raw in missed:  # noqa: B007
                await connection.write(raw)
        session.connection = connection
        await self._put(session, "RESUMED", {})
        self.resumed += 1
        self._changes.tell()

    @staticmethod
    def _shard(guild_id: str, count: int) -> int:
        return (int(guild_id) >> 22) % count

    async def _put(self, session: Session, kind: str, data: Json) -> None:
        """Number an event, keep it for RESUME, and send it if there is a connection."""
        session.seq += 1
        raw = json.dumps({"op": 0, "d": data, "s": session.seq, "t": kind}).encode()
        session.events.append((session.seq, raw))
        if session.connection is not None:
            await session.connection.write(raw)

    async def dispatch(self, kind: str, data: Json, *, guild_id: str = "", needs: int = 0) -> None:
        """An event to every session that it concerns, those that are away for a moment too."""
        for session in list(self.sessions.values()):
            first, count = session.shard
            if first != (self._shard(guild_id, count) if guild_id else 0) or needs & ~session.intents:
                continue
            told = data
            if kind.startswith("MESSAGE_") and "author" in data and not session.intents & MESSAGE_CONTENT:
                told = payloads.unread(data, self._server.bot)
            await self._put(session, kind, told)

    async def drop(self, code: int | None = None) -> None:
        """Break every connection: with a close code, else with a reset. A code of SESSION_OVER ends sessions too."""
        for connection in list(self.connections):
            if code is None:
                connection.reset()
            else:
                if code in SESSION_OVER and connection.session is not None:
                    self.sessions.pop(connection.session.id, None)
                await connection.close(code)

    def silence(self) -> None:
        """Leave every connection half-open: nothing comes through, and nobody is told."""
        for connection in self.connections:
            connection.silent = True

    async def garble(self) -> None:
        """Send a frame that is no compressed JSON."""
        for connection in list(self.connections):
            await connection.ws.send_bytes(b"\x00garbled\x00\x00\xff\xff")

    async def reconnect(self) -> None:
        """Ask for a reconnect (op 7)."""
        for connection in list(self.connections):
            await connection.send(7)

    async def invalidate(self, *, resumable: bool) -> None:
        """Call sessions invalid (op 9)."""
        for connection in list(self.connections):
            if not resumable and connection.session is not None:
                self.sessions.pop(connection.session.id, None)
            await connection.send(9, resumable)

    async def close(self) -> None:
        """Let go of everything, at the end."""
        for connection in list(self.connections):
            connection.reset()
        await asyncio.sleep(0)
