"""The Web API: whose token it is, what goes wrong, and which part of the server answers."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from aiohttp import web

from tests.servers.slack import access, chat, conversations, pane, streams, viewing
from tests.servers.slack.bodies import reply, said
from tests.servers.slack.calls import Call
from tests.servers.slack.faults import Fault, go_wrong
from tests.servers.slack.world import Json, Refusal

if TYPE_CHECKING:
    from tests.servers.slack.server import SlackServer
    from tests.servers.slack.team import Team

Method = Callable[["Team", Json], Json]
METHODS: dict[str, tuple[str, Method]] = {
    **chat.METHODS, **conversations.METHODS, **streams.METHODS, **pane.METHODS, **viewing.METHODS, **access.METHODS,
}  # fmt: skip
"""By name: the scope that its token needs ('' for none), and what it does for whose token it is."""


class Api:
    """Answers calls, and keeps them. `per_s`: posts that a channel takes in a second before 429, 0 for any number."""

    def __init__(self, server: SlackServer) -> None:
        self._server = server
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.per_s = 0
        self._posted: dict[tuple[str, str], list[float]] = {}

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """A method of the Web API."""
        method, args = request.match_info["method"], await said(request)
        header = request.headers.get("Authorization", "")
        token = header.removeprefix("Bearer ") if header.startswith("Bearer ") else str(args.pop("token", ""))
        team = self._server.by_token.get(token)

        async def do() -> web.StreamResponse:
            try:
                if method in access.BY_APP:
                    return reply(access.BY_APP[method](self._server, token, args, request))
                return reply(self._answer(method, team, token, args), headers=_scopes(team))
            except Refusal as refusal:
                if refusal.body["error"] == "ratelimited":
                    return reply(refusal.body, 429, {"Retry-After": "1"})
                return reply(refusal.body)

        return await self.carry_out(method, args, team, request, do)

    async def hook(self, request: web.Request) -> web.StreamResponse:
        """A post to a response URL."""
        args = await said(request)
        asked = self._server.hooks.asked(request.match_info["name"])

        async def do() -> web.StreamResponse:
            return await self._server.hooks.handle(request, args)

        return await self.carry_out("response_url", args, asked.team if asked else None, request, do)

    async def carry_out(
        self,
        method: str,
        args: Json,
        team: Team | None,
        request: web.Request,
        do: Callable[[], Awaitable[web.StreamResponse]],
    ) -> web.StreamResponse:
        """Do it, or let it go wrong; keep it either way."""
        at, status, error = time.perf_counter(), 0, ""
        fault = next((f for f in self.faults if not f.over and f.meets(method, team)), None)
        try:
            answer = await (do() if fault is None else go_wrong(fault, request, do))
            status = answer.status
            error = _error_of(answer)
            return answer
        finally:
            if fault is not None:
                error = error or fault.kind
            self.calls.append(Call(method=method, args=args, team=team, status=status, error=error, at=at))
            self._server.changes.tell()

    def _answer(self, method: str, team: Team | None, token: str, args: Json) -> Json:
        if not token:
            raise Refusal("not_authed")
        if team is None:
            raise Refusal("not_allowed_token_type" if token == self._server.app_token else "invalid_auth")
        if team.refused:
            raise Refusal(team.refused)
        if method not in METHODS:
            raise Refusal("unknown_method", req_method=method)
        scope, work = METHODS[method]
        if scope and scope not in team.scopes:
            raise Refusal("missing_scope", needed=scope, provided=",".join(sorted(team.scopes)))
        if method == "chat.postMessage":
            self._pace(team, args)
        return {"ok": True, **work(team, args)}

    def _pace(self, team: Team, args: Json) -> None:
        if not self.per_s:
            return
        now = self._server.time.now()
        key = (team.id, str(args.get("channel")))
        recent = [at for at in self._posted.get(key, []) if now - at < 1.0]
        if len(recent) >= self.per_s:
            raise Refusal("ratelimited")
        self._posted[key] = [*recent, now]


def _scopes(team: Team | None) -> dict[str, str]:
    return {"X-OAuth-Scopes": ",".join(sorted(team.scopes))} if team is not None else {}


def _error_of(answer: web.StreamResponse) -> str:
    """The code in an answer that says no, cheaply."""
    body = answer.body if isinstance(answer, web.Response) else None
    if not isinstance(body, bytes) or not body.startswith(b'{"ok": false'):
        return "" if answer.status < 400 else f"http {answer.status}"
    return body.split(b'"error": "', 1)[1].split(b'"', 1)[0].decode()
