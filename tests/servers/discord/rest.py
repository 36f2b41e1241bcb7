"""The REST API: who asks, what goes wrong, and which part of the server answers."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.servers.discord import payloads, validate
from tests.servers.discord.bodies import reply, said
from tests.servers.discord.faults import Fault, go_wrong
from tests.servers.discord.limits import Bucket, limited
from tests.servers.discord.world import Json, Refusal

if TYPE_CHECKING:
    from tests.servers.discord.server import DiscordServer

API = "/api/v10"
SAID: web.RequestKey[Any] = web.RequestKey("said", object)
"""The JSON that came with a request."""
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A request as it came, and what it was answered (0: not at all). `at` is monotonic."""

    method: str
    path: str
    body: Json | list[Json] | None
    status: int
    at: float

    @property
    def line(self) -> str:
        return f"{self.method} {self.path}"


class Rest:
    """Answers requests, and keeps them.

    `per_s`: requests a second that are taken before a global 429, 0 for any number; interactions do not count.
    `posting`: how many posts a channel takes, None for any number.
    """

    def __init__(self, server: DiscordServer) -> None:
        self._server = server
        self.requests: list[Seen] = []
        self.faults: list[Fault] = []
        self.per_s = 0
        self._window: tuple[int, int] = (0, 0)
        self.posting: Bucket | None = None

    def app(self) -> web.Application:
        app = web.Application(middlewares=[self._middleware], client_max_size=30_000_000)
        app.router.add_get("/gw", self._server.gateway.handle)
        app.router.add_get("/gw/", self._server.gateway.handle)
        channel, hook = f"{API}/channels/{{channel}}", f"{API}/webhooks/{{app}}/{{token}}"
        app.add_routes(
            [
                web.get(f"{API}/users/@me", self._me),
                web.get(f"{API}/users/{{user}}", self._user),
                web.post(f"{API}/users/@me/channels", self._open_dm),
                web.get(f"{API}/oauth2/applications/@me", self._application),
                web.get(f"{API}/applications/@me", self._application),
                web.get(f"{API}/gateway", self._gateway),
                web.get(f"{API}/gateway/bot", self._gateway),
                web.get(f"{API}/applications/{{app}}/commands", self._commands),
                web.put(f"{API}/applications/{{app}}/commands", self._put_commands),
                web.get(f"{API}/guilds/{{guild}}", self._guild),
                web.get(channel, self._channel),
                web.post(f"{channel}/typing", self._typing),
                web.get(f"{channel}/messages", self._history),
                web.post(f"{channel}/messages", self._send),
                web.get(f"{channel}/messages/{{post}}", self._post),
                web.patch(f"{channel}/messages/{{post}}", self._edit),
                web.delete(f"{channel}/messages/{{post}}", self._delete),
                web.post(f"{channel}/messages/{{post}}/threads", self._thread),
                web.post(f"{channel}/threads", self._thread),
                web.post(f"{API}/interactions/{{id}}/{{token}}/callback", self._callback),
                web.post(hook, self._follow_up),
                web.get(f"{hook}/messages/{{post}}", self._hook_get),
                web.patch(f"{hook}/messages/{{post}}", self._hook_edit),
                web.delete(f"{hook}/messages/{{post}}", self._hook_delete),
            ]
        )
        return app

    @web.middleware
    async def _middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if not request.path.startswith(API):
            return await handler(request)
        at, body, status = time.perf_counter(), await said(request), 0
        request[SAID] = body
        line = f"{request.method} {request.path.removeprefix(API)}"
        try:
            answer = await self._answer(request, handler, line)
            status = answer.status
            return answer
        finally:
            method, path = line.split(" ", 1)
            self.requests.append(Seen(method=method, path=path, body=body, status=status, at=at))
            self._server.changes.tell()

    async def _answer(self, request: web.Request, handler: Handler, line: str) -> web.StreamResponse:
        fault = next((f for f in self.faults if f.meets(line)), None)
        try:
            by_token = "/interactions/" in line or "/webhooks/" in line
            if not by_token and request.headers.get("Authorization") != f"Bot {self._server.token}":
                raise Refusal(401, 0, "401: Unauthorized")
            if not by_token and self._too_many():
                return limited(1.0, everywhere=True)
            if fault is not None:
                if fault.accepts:
                    await handler(request)
                return await go_wrong(fault, request)
            return await handler(request)
        except Refusal as refusal:
            return reply(refusal.body, refusal.status)
        except web.HTTPException as error:
            return reply({"message": f"{error.status}: {error.reason}", "code": 0}, error.status)

    def _too_many(self) -> bool:
        second = int(time.monotonic())
        count = self._window[1] + 1 if self._window[0] == second else 1
        self._window = (second, count)
        return bool(self.per_s) and count > self.per_s

    async def _me(self, request: web.Request) -> web.Response:
        return reply(payloads.user(self._server.bot))

    async def _user(self, request: web.Request) -> web.Response:
        user = self._server.users.get(request.match_info["user"])
        if user is None:
            raise Refusal(404, 10013, "Unknown User")
        return reply(payloads.user(user))

    async def _open_dm(self, request: web.Request) -> web.Response:
        user = self._server.users.get(str(request[SAID]["recipient_id"]))
        if user is None:
            raise validate.invalid("recipient_id", "USER_UNKNOWN", "Unknown user")
        return reply(payloads.channel(self._server.dm(user)))

    async def _application(self, request: web.Request) -> web.Response:
        server = self._server
        told: Json = {
            "id": server.application_id, "name": "Sitrep", "icon": None, "description": "", "bot_public": True,
            "bot_require_code_grant": False, "verify_key": "0" * 64, "flags": 0, "owner": payloads.user(server.bot),
            "team": None, "rpc_origins": None,
        }  # fmt: skip
        return reply(told)

    async def _gateway(self, request: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 1000 - len(self._server.gateway.identifies), "reset_after": 0}
        return reply(
            {
                "url": self._server.gateway_url,
                "shards": self._server.shards,
                "session_start_limit": {**limit, "max_concurrency": 1},
            }
        )

    async def _commands(self, request: web.Request) -> web.Response:
        return reply(self._server.commands)

    async def _put_commands(self, request: web.Request) -> web.Response:
        given: list[Json] = request[SAID]
        validate.commands(given)
        fresh = {"application_id": self._server.application_id, "version": self._server.time.snowflake()}
        shown = [{"type": 1, "description": "", **c, **fresh} for c in given]
        self._server.commands = [{**c, "id": self._server.time.snowflake()} for c in shown]
        self._server.syncs += 1
        self._server.changes.tell()
        return reply(self._server.commands)

    async def _guild(self, request: web.Request) -> web.Response:
        for guild in self._server.guilds:
            if guild.id == request.match_info["guild"] and guild.has_bot:
                return reply(payloads.guild(guild, self._server.bot))
        raise Refusal(404, 10004, "Unknown Guild")

    async def _channel(self, request: web.Request) -> web.Response:
        return reply(payloads.channel(self._server.board.channel(request.match_info["channel"])))

    async def _typing(self, request: web.Request) -> web.Response:
        self._server.board.channel(request.match_info["channel"])
        return web.Response(status=204)

    async def _history(self, request: web.Request) -> web.Response:
        found = self._server.board.history(request.match_info["channel"], dict(request.query))
        return reply([payloads.post(p, self._server.users) for p in found])

    async def _send(self, request: web.Request) -> web.Response:
        files, channel = request.content_type == "multipart/form-data", request.match_info["channel"]
        headers: dict[str, str] = {}
        if self.posting is not None:
            wait_s, headers = self.posting.take(channel)
            if wait_s:
                return limited(wait_s, more=headers)
        post = await self._server.board.send(channel, request[SAID], has_files=files)
        return reply(payloads.post(post, self._server.users), headers=headers)

    async def _post(self, request: web.Request) -> web.Response:
        board, where = self._server.board, request.match_info
        return reply(payloads.post(board.found(board.channel(where["channel"]), where["post"]), self._server.users))

    async def _edit(self, request: web.Request) -> web.Response:
        board, where = self._server.board, request.match_info
        post = await board.edit(board.found(board.channel(where["channel"]), where["post"]), request[SAID])
        return reply(payloads.post(post, self._server.users))

    async def _delete(self, request: web.Request) -> web.Response:
        board, where = self._server.board, request.match_info
        await board.delete(board.found(board.channel(where["channel"]), where["post"]))
        return web.Response(status=204)

    async def _thread(self, request: web.Request) -> web.Response:
        where = request.match_info
        opened = await self._server.board.thread(where["channel"], where.get("post", ""), request[SAID])
        return reply(payloads.channel(opened), 201)

    async def _callback(self, request: web.Request) -> web.Response:
        where = request.match_info
        told = await self._server.interactions.take(where["id"], where["token"], request[SAID])
        return reply(told) if request.query.get("with_response") else web.Response(status=204)

    async def _follow_up(self, request: web.Request) -> web.Response:
        files = request.content_type == "multipart/form-data"
        post = await self._server.interactions.follow_up(request.match_info["token"], request[SAID], has_files=files)
        return reply(payloads.post(post, self._server.users))

    async def _hook_get(self, request: web.Request) -> web.Response:
        where = request.match_info
        return reply(payloads.post(self._server.interactions.get(where["token"], where["post"]), self._server.users))

    async def _hook_edit(self, request: web.Request) -> web.Response:
        where = request.match_info
        post = await self._server.interactions.edit(where["token"], where["post"], request[SAID])
        return reply(payloads.post(post, self._server.users))

    async def _hook_delete(self, request: web.Request) -> web.Response:
        await self._server.interactions.delete(request.match_info["token"], request.match_info["post"])
        return web.Response(status=204)
