"""Ways in which a reply never comes whole, for every server of the tests."""

from __future__ import annotations

import asyncio
import socket
import struct

from aiohttp import web

BREAKS = ("reset", "close", "hang", "truncated")


async def break_off(how: str, request: web.Request) -> web.StreamResponse:
    """End a request in one of the ways of BREAKS; what it gives is what the server has to give on."""
    transport = request.transport
    assert transport is not None
    match how:
        case "reset":
            gone: socket.socket = transport.get_extra_info("socket")
            gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            transport.abort()
        case "close":
            transport.close()
        case "hang":
            await asyncio.Event().wait()
        case "truncated":
            cut = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "1000"})
            await cut.prepare(request)
            await cut.write(b'{"id": "1')
            transport.close()
            return cut
    return web.Response(status=500)
