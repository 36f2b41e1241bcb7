"""Serves /healthz, /readyz and /metrics over HTTP. The only file that imports aiohttp."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiohttp import web

from bot.domain.errors import SitrepError

PATIENCE = 5.0
"""Seconds that a probe waits for what it asks after."""
_Told = TypeVar("_Told")
_PROMETHEUS = {"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}


async def serve(
    address: str,
    *,
    ready: Callable[[], Awaitable[str]],
    metrics: Callable[[], Awaitable[bytes]],
    listening: Callable[[int], None] | None = None,
) -> None:
    """Serve at `address`, a host:port such as 127.0.0.1:8080 or [::1]:8080, until cancelled.

    `ready` gives the reason why the process is not ready, '' where it is; `metrics` the text for Prometheus.
    `listening` is told the port, which the system chooses where the address says 0. Raises SitrepError where the
    address cannot be had.
    """
    host, port = _split(address)
    runner = web.AppRunner(_app(ready, metrics), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except (OSError, UnicodeError) as error:
            raise SitrepError(f"cannot serve health at {address}: {_why(error)}; set [run] health anew") from error
        if listening is not None:
            listening(runner.addresses[0][1])
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()


def _app(ready: Callable[[], Awaitable[str]], metrics: Callable[[], Awaitable[bytes]]) -> web.Application:
    async def healthz(_: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def readyz(_: web.Request) -> web.Response:
        reason = await _patiently(ready)
        return web.Response(text=f"{reason}\n", status=503) if reason else web.Response(text="ok\n")

    async def told(_: web.Request) -> web.Response:
        text = await _patiently(metrics)
        if isinstance(text, str):
            return web.Response(text=f"{text}\n", status=503)
        return web.Response(body=text, headers=_PROMETHEUS)

    app = web.Application()
    app.add_routes([web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", told)])
    return app


async def _patiently(ask: Callable[[], Awaitable[_Told]]) -> _Told | str:
    """What `ask` gives, or the reason why it gives nothing."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await ask()
    except TimeoutError:
        return f"no answer within {PATIENCE:g} s"
    except SitrepError as error:
        return str(error)


def _split(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not host or not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise SitrepError(f"{address[:80]!r} is no address to serve health at; write one such as 127.0.0.1:8080")
    return host, int(port)


def _why(error: OSError | UnicodeError) -> str:
    """The system's word for it: asyncio wraps it in a longer one, but for a host that has no address."""
    if isinstance(error, OSError) and error.errno and not isinstance(error, socket.gaierror):
        return os.strerror(error.errno).lower()
    return "the host has no address"
