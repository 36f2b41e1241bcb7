"""The server as a test holds it."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from tests.servers.breaking import break_off
from tests.servers.changes import Changes
from tests.servers.openai import replies
from tests.servers.openai.acts import Act
from tests.servers.openai.asked import Asked
from tests.servers.openai.brains import Brain, honest

BIG = 10_000_000
JSON, EVENTS = "application/json", "text/event-stream"


class OpenAIServer:
    """Replies with what its brain says, in the way that the next act has it. Use it in the loop that serves it.

    `pace_s`: seconds between the bytes of `drip`. `wanted_key`: any other key is refused with 401, if there is one.
    `served`: bytes of body that were written. `open`: requests under way; `most`: most of them at once.
    """

    def __init__(self, brain: Brain = honest) -> None:
        self.brain = brain
        self.usual = Act()
        self.wanted_key = ""
        self.pace_s = 1.0
        self.asked: list[Asked] = []
        self.changes = Changes()
        self.served = self.open = self.most = 0
        self.address = ""
        self._next: deque[Act] = deque()

    @property
    def base(self) -> str:
        """What a client's base_url is."""
        return f"http://{self.address}/v1"

    def next(self, *acts: Act | str) -> None:
        """What happens to the coming requests, one after the other; after them it is `usual`."""
        self._next.extend(Act(kind=act) if isinstance(act, str) else act for act in acts)

    def always(self, act: Act | str) -> None:
        """What happens to all requests from now on."""
        self._next.clear()
        self.usual = Act(kind=act) if isinstance(act, str) else act

    async def handle(self, request: web.Request) -> web.StreamResponse:
        asked = Asked(body=await request.json(), headers={k.lower(): v for k, v in request.headers.items()})
        self.asked.append(asked)
        self.open += 1
        self.most = max(self.most, self.open)
        self.changes.tell()
        try:
            return await self._reply(self._next.popleft() if self._next else self.usual, asked, request)
        except ConnectionError:  # who asked has gone
            return web.Response(status=500)
        finally:
            self.open -= 1
            self.changes.tell()

    async def _reply(self, act: Act, asked: Asked, request: web.Request) -> web.StreamResponse:
        if self.wanted_key and asked.key != self.wanted_key:
            return self._error(act, 401, message="Incorrect API key provided: " + asked.key, code="invalid_api_key")
        for name in act.refuses:
            if name in asked.body:
                what = f"Unsupported parameter: '{name}' is not supported with this model."
                return self._error(act, 400, message=what, param=name, code="unsupported_parameter")
        if act.kind.isdecimal():
            said = {"message": f"no: {asked.key} {asked.data}", **(act.error or {})}
            return self._error(act, int(act.kind), **said)
        match act.kind:
            case "down":
                return await break_off("reset", request)
            case "hang":
                return await break_off("hang", request)
            case "slow":
                await asyncio.sleep(act.wait_s)
            case "quota":
                return self._error(act, 429, message="You exceeded your current quota.", code="insufficient_quota")
            case "redirect":
                return web.Response(status=307, headers={"Location": f"{self.base}/elsewhere"})
            case "html":
                return web.Response(text="<!DOCTYPE html><title>please log in</title>", content_type="text/html")
            case "bomb":
                return web.Response(
                    body=gzip.compress(b" " * BIG), headers={"Content-Encoding": "gzip"}, content_type=JSON
                )
        content = json.dumps(self.brain(asked.job, asked.rules, asked.data, asked.schema), ensure_ascii=False)
        return await self._send(act, asked, request, content)

    async def _send(self, act: Act, asked: Asked, request: web.Request, content: str) -> web.StreamResponse:
        """The reply of the brain, on its way."""
        stream = asked.stream and act.kind != "no-stream"
        if stream:
            body = "".join(f"data: {piece}\n\n" for piece in replies.pieces(act, asked, content)).encode()
        else:
            body = json.dumps(replies.whole(act, asked, content)).encode()
        if act.kind == "empty":
            body = b""
        if act.kind == "garbage":
            body = b"data: {]\xff not json\n\n" if stream else b"{]\xff not json"
        response = web.StreamResponse(headers={"Content-Type": EVENTS if stream else JSON, **act.headers})
        if not stream and act.kind not in ("big", "endless"):
            response.content_length = len(body)
        await response.prepare(request)
        assert request.transport is not None
        if act.kind == "cut":
            await response.write(body[: len(body) // 2])
            request.transport.close()
        elif act.kind == "drip":
            for n in range(len(body)):
                await response.write(body[n : n + 1])
                await asyncio.sleep(self.pace_s)
        elif act.kind in ("big", "endless"):
            await self._pour(response, body, stream=stream, endless=act.kind == "endless")
        else:
            await response.write(body)
            self.served += len(body)
        return response

    async def _pour(self, response: web.StreamResponse, body: bytes, *, stream: bool, endless: bool) -> None:
        """Much more body than anyone wants: a stream that goes on, or one long reply."""
        if not stream:
            await response.write(body.split(b'"content": ')[0] + b'"content": "')
        while endless or self.served < BIG:
            part = body.removesuffix(b"data: [DONE]\n\n") if stream else b"a" * 65_536
            await response.write(part)
            self.served += len(part)

    def _error(self, act: Act, status: int, **said: object) -> web.Response:
        return web.json_response(replies.error(status, **said), status=status, headers=dict(act.headers))

    def app(self) -> web.Application:
        app = web.Application(client_max_size=30_000_000)
        app.add_routes([web.post("/v1/chat/completions", self.handle), web.get("/asked", self._seen)])
        return app

    async def _seen(self, request: web.Request) -> web.Response:
        """What it was asked, for a script beside it."""
        told: list[dict[str, Any]] = [{"job": a.job, "rules": a.rules, "data": a.data} for a in self.asked]
        return web.json_response(told)


@asynccontextmanager
async def openai_server(brain: Brain = honest, *, port: int = 0) -> AsyncIterator[OpenAIServer]:
    """The server, on a free port of this machine."""
    server = OpenAIServer(brain)
    runner = web.AppRunner(server.app(), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        host, bound = runner.addresses[0][:2]
        server.address = f"{host}:{bound}"
        yield server
    finally:
        await runner.cleanup()
