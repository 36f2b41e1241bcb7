"""A language model behind an OpenAI-compatible endpoint, as the port `Model` has it."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.domain.errors import Denied, Unanswered
from bot.domain.model import Completion, Grown, Prompt
from bot.llm.asking import NotTaken, request
from bot.llm.hearing import Heard
from bot.modelsettings import LlmSettings

if TYPE_CHECKING:
    from bot.llm.wire import Wire


class Endpoint:
    """The model of the settings. Without a key an endpoint of one's own is assumed.

    `name` tells it from others: where it is, which one, and how it is told the shape of a reply.
    """

    def __init__(self, settings: LlmSettings) -> None:
        host = _host(settings.base_url)
        way = "" if settings.structured == "json_schema" else f"/{settings.structured}"
        self.name = f"{host}/{settings.model}{way}"
        self._where = f"the model at {host or 'no host'}"
        self._host = host
        self._settings = settings
        self._wire: Wire | None = None
        self._opening = asyncio.Lock()
        self._unwanted: frozenset[str] = frozenset()

    async def complete(self, prompt: Prompt, *, timeout_s: float, grown: Grown | None = None) -> Completion:
        """Its reply, in one try. With `grown` it is asked to stream, and each time more has come `grown` is told.

        What grown is told has no string or number that is not finished. Raises ModelError: Unanswered, Throttled,
        Denied, Nonsense.
        """
        try:
            async with asyncio.timeout(timeout_s) as bound:
                wire = await self._open()
                return await self._understood(wire, prompt, grown)
        except TimeoutError:
            if not bound.expired():
                raise
            raise Unanswered(f"{self._where} did not reply within {timeout_s:.1f} s") from None

    async def close(self) -> None:
        """Close the connections."""
        if self._wire is not None:
            await self._wire.close()

    async def _open(self) -> Wire:
        if not self._host:
            raise Denied(f"{self._where} has no address that can be called; check base_url in [llm]")
        async with self._opening:
            if self._wire is None:
                self._wire = await asyncio.to_thread(_wire, self._settings, self._where)
            return self._wire

    async def _understood(self, wire: Wire, prompt: Prompt, grown: Grown | None) -> Completion:
        """The reply to a request without what the server refuses by name; what helped once is left out for good."""
        unwanted = self._unwanted
        while True:
            body = request(self._settings, prompt, stream=grown is not None, unwanted=unwanted)
            try:
                completion = await self._reply(wire, body, grown)
            except NotTaken as refusal:
                more = refusal.names(body) - {"max_completion_tokens"}  # no reply without a bound
                if not more:
                    raise Denied(str(refusal)) from None
                unwanted |= more
            else:
                self._unwanted |= unwanted
                return completion

    async def _reply(self, wire: Wire, body: dict[str, Any], grown: Grown | None) -> Completion:
        settings = self._settings
        heard = Heard(
            self._where, tokens=settings.max_output_tokens, call=settings.structured == "tool", stream=grown is not None
        )
        if grown is None:
            heard.hear(await wire.whole(body))
            return heard.completion()
        told: object = None
        async with aclosing(wire.pieces(body)) as pieces:
            async for piece in pieces:
                if heard.hear(piece) and (value := heard.so_far()) is not None and value != told:
                    grown(value)
                    told = value
        return heard.completion()


def _wire(settings: LlmSettings, where: str) -> Wire:
    """The connection; runs in a thread, because its imports take two seconds."""
    from bot.llm.wire import Wire

    return Wire(settings, where)


def _host(url: str) -> str:
    """Host and port of an address, without a name and password in it; nothing where it is none."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    host = parts.hostname or ""
    return f"{host}:{port}" if host and port else host
