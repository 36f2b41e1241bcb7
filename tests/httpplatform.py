"""A platform over HTTP: the adapter that speaks to tests/servers/postoffice.py."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self

import aiohttp

from bot.domain.delivery import Capabilities, Destination, Page, Receipt
from bot.domain.errors import Held, Refused, Unreached, Unsure
from bot.domain.message import Message
from tests.platforms import PLAIN, FakePlatform


@dataclass(kw_only=True)
class HttpPlatform:
    """Posts to the office at `url`. Usable from its first send on, and closed with `async with` or by ending `run`."""

    url: str
    name: str = "fake"
    capabilities: Capabilities = PLAIN
    message_limit: int | None = None
    _session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *raised: object) -> None:
        if self._session is not None:
            await self._session.close()

    async def run(self) -> None:
        async with self:
            await asyncio.Event().wait()

    def render(self, message: Message) -> tuple[Page, ...]:
        limited = replace(self.capabilities, message_limit=self.message_limit)
        return FakePlatform(capabilities=limited).render(message)

    def render_reply(self, message: Message, page: int = 1) -> Page:
        return self.render(message)[page - 1]

    async def send(self, to: Destination, body: bytes, *, key: str, reply_to: Receipt | None = None) -> Receipt:
        answered = reply_to.id if reply_to else ""
        said = {"place": _place(to), "key": key, "body": body.decode(), "reply_to": answered}
        async with self._call("POST", "/send", json=said) as told:
            return Receipt(to=to, id=told["id"], sent_at=datetime.fromisoformat(told["at"]))

    async def edit(self, receipt: Receipt, body: bytes) -> None:
        async with self._call("POST", "/edit", json={"id": receipt.id, "body": body.decode()}):
            pass

    async def find(self, to: Destination, *, key: str, since: datetime) -> Receipt | None:
        asked = {"key": key, "since": since.isoformat()}
        async with self._call("GET", "/find", params=asked) as told:
            if told is None:
                return None
            return Receipt(to=to, id=told["id"], sent_at=datetime.fromisoformat(told["at"]))

    @asynccontextmanager
    async def _call(self, method: str, path: str, **more: Any) -> AsyncIterator[Any]:
        """One call, with what it replies. Raises PlatformError."""
        if self._session is None:
            self._session = aiohttp.ClientSession(headers={"X-Pid": str(os.getpid())})
        try:
            async with self._session.request(method, self.url + path, **more) as reply:
                _check(reply.status, reply.headers)
                yield await reply.json()
        except aiohttp.ClientConnectorError as error:
            raise Unreached(f"{self.url} cannot be reached: {error}") from error
        except (aiohttp.ClientError, ConnectionError, TimeoutError, ValueError, KeyError, TypeError) as error:
            raise Unsure(f"{type(error).__name__}: {error}") from error


def _place(to: Destination) -> list[str]:
    return [to.platform, to.workspace, to.channel, to.thread, to.user]


def _check(status: int, headers: Mapping[str, str]) -> None:
    match status:
        case 200:
            return
        case 429:
            everywhere = headers.get("X-Everywhere", "") == "yes"
            raise Held("429", retry_after=float(headers.get("Retry-After", "1")), everywhere=everywhere)
        case 403 | 404:
            raise Refused(f"{status}: closed to us", gone=True)
        case 400:
            raise Refused("400: not a valid post", gone=False)
        case _:
            raise Unsure(f"{status}: a fault of the platform")
