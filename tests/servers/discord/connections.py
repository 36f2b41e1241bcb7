"""Sessions of the gateway, and the websockets that carry them."""

from __future__ import annotations

import json
import socket
import struct
import zlib
from collections import deque
from dataclasses import dataclass, field

from aiohttp import web


@dataclass(eq=False)
class Session:
    """What RESUME takes up again: the events that were sent, numbered."""

    id: str
    shard: tuple[int, int]
    intents: int
    seq: int = 0
    events: deque[tuple[int, bytes]] = field(default_factory=lambda: deque(maxlen=20_000))
    connection: Connection | None = None


class Connection:
    """One websocket. `silent`: half-open, nothing goes in or out."""

    def __init__(self, ws: web.WebSocketResponse, request: web.Request) -> None:
        self.ws = ws
        self.request = request
        self.silent = False
        self.closed_by_us = False
        self.session: Session | None = None
        self._zlib = zlib.compressobj() if request.query.get("compress") == "zlib-stream" else None

    async def send(self, op: int, data: object = None) -> None:
        await self.write(json.dumps({"op": op, "d": data, "s": None, "t": None}).encode())

    async def write(self, raw: bytes) -> None:
        """Send a frame; one that no longer gets through is lost, as on a real network."""
        if self.silent or self.ws.closed:
            return
        try:
            if self._zlib is None:
                await self.ws.send_str(raw.decode())
            else:
                await self.ws.send_bytes(self._zlib.compress(raw) + self._zlib.flush(zlib.Z_SYNC_FLUSH))
        except ConnectionError:
            return

    async def close(self, code: int) -> None:
        """Close it with a code."""
        self.closed_by_us = True
        await self.ws.close(code=code)

    def reset(self) -> None:
        """Break the connection without a word (RST)."""
        transport = self.request.transport
        if transport is not None:
            gone: socket.socket = transport.get_extra_info("socket")
            gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            transport.abort()
