"""/healthz, /readyz and /metrics, asked over real HTTP."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import aiohttp
import pytest

import bot.health
from bot.domain.errors import SitrepError, StoreBusy
from bot.health import serve

SOON = 5.0
"""Seconds after which a test gives up."""


async def well() -> str:
    return ""


async def numbers() -> bytes:
    return b"sitrep_deliveries_parked 0.0\n"


@asynccontextmanager
async def served(
    ready: Callable[[], Awaitable[str]] = well,
    metrics: Callable[[], Awaitable[bytes]] = numbers,
    host: str = "127.0.0.1",
) -> AsyncIterator[str]:
    """The address of a server that ends with the block."""
    port: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(serve(f"{host}:0", ready=ready, metrics=metrics, listening=port.set_result))
    try:
        yield f"http://{host}:{await asyncio.wait_for(port, SOON)}"
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.wait_for(task, SOON)


async def get(url: str) -> tuple[int, str, str]:
    """Status, content type and body."""
    patience = aiohttp.ClientTimeout(total=SOON)
    async with aiohttp.ClientSession(timeout=patience) as session, session.get(url) as reply:
        return reply.status, reply.headers["Content-Type"], await reply.text()


async def test_healthz_says_ok() -> None:
    """A process whose loop turns is healthy, ready or not."""

    async def ill() -> str:
        return "no heartbeat for 60 s"

    async with served(ill) as address:
        assert (await get(f"{address}/healthz"))[::2] == (200, "ok\n")


async def test_readyz_says_why_not() -> None:
    """Not ready is 503 with the reason, and it changes with the process."""
    reasons = ["no heartbeat for 60 s", ""]

    async def ready() -> str:
        return reasons.pop(0)

    async with served(ready) as address:
        assert (await get(f"{address}/readyz"))[::2] == (503, "no heartbeat for 60 s\n")
        assert (await get(f"{address}/readyz"))[::2] == (200, "ok\n")


async def test_an_error_is_a_reason() -> None:
    """Where the database cannot be read, readiness and metrics say so in one line."""

    async def busy_reason() -> str:
        raise StoreBusy("the database is locked")

    async def busy_numbers() -> bytes:
        raise StoreBusy("the database is locked")

    async with served(busy_reason, busy_numbers) as address:
        assert (await get(f"{address}/readyz"))[::2] == (503, "the database is locked\n")
        assert (await get(f"{address}/metrics"))[::2] == (503, "the database is locked\n")


async def test_a_probe_is_not_left_hanging(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that cannot find out in time is not ready."""
    monkeypatch.setattr(bot.health, "PATIENCE", 0.01)

    async def stuck() -> str:
        await asyncio.Event().wait()
        return ""

    async with served(stuck) as address:
        assert (await get(f"{address}/readyz"))[::2] == (503, "no answer within 0.01 s\n")


async def test_metrics_are_given_as_prometheus_wants_them() -> None:
    """The text comes as it was rendered, with the content type that names its version."""
    async with served() as address:
        status, kind, body = await get(f"{address}/metrics")
    assert (status, body) == (200, "sitrep_deliveries_parked 0.0\n")
    assert kind == "text/plain; version=0.0.4; charset=utf-8"


async def test_nothing_else_is_there() -> None:
    """Other paths are not found, and nothing can be posted."""
    async with served() as address:
        assert (await get(f"{address}/"))[0] == 404
        async with aiohttp.ClientSession() as session, session.post(f"{address}/readyz") as reply:
            assert reply.status == 405


async def test_it_listens_on_ipv6() -> None:
    """An IPv6 address stands in brackets."""
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        pytest.skip("this machine has no IPv6")
    async with served(host="[::1]") as address:
        assert (await get(f"{address}/healthz"))[0] == 200


async def test_a_taken_port_is_said_in_one_line() -> None:
    """Where another process has the port, one line says which and what to do."""
    async with served() as address:
        taken = address.removeprefix("http://")
        with pytest.raises(SitrepError) as refused:
            await asyncio.wait_for(serve(taken, ready=well, metrics=numbers), SOON)
    assert str(refused.value) == f"cannot serve health at {taken}: address already in use; set [run] health anew"


@pytest.mark.parametrize("address", ["8080", ":8080", "localhost:", "localhost:http", "localhost:70000", "[]:80"])
async def test_nonsense_is_no_address(address: str) -> None:
    """An address that is none is refused before anything listens."""
    with pytest.raises(SitrepError, match=r"write one such as 127\.0\.0\.1:8080"):
        await serve(address, ready=well, metrics=numbers)


async def test_an_address_of_another_machine_is_refused() -> None:
    """An address that this machine does not have is said in one line, too."""
    with pytest.raises(SitrepError, match="cannot serve health at 192"):
        await asyncio.wait_for(serve("192.0.2.1:0", ready=well, metrics=numbers), SOON)


async def test_a_host_that_is_no_name_is_refused() -> None:
    """A host that no name server can know is said in one line, too."""
    with pytest.raises(SitrepError, match="the host has no address"):
        await asyncio.wait_for(serve(f"{'x' * 70}.invalid:0", ready=well, metrics=numbers), SOON)


async def test_cancelled_it_ends_at_once_and_frees_the_port() -> None:
    """It ends though a client keeps its connection, and leaves neither a task nor the port behind."""
    before = asyncio.all_tasks()
    connector = aiohttp.TCPConnector()
    async with aiohttp.ClientSession(connector=connector) as session:
        async with served() as address, session.get(f"{address}/healthz") as reply:
            await reply.read()
        with pytest.raises(aiohttp.ClientConnectorError):
            await session.get(f"{address}/healthz")
    assert asyncio.all_tasks() == before
