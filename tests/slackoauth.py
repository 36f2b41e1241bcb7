"""A Slack that only hands out tokens: oauth.v2.access, auth.test and auth.revoke, with what may go wrong there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import encode_basic_auth, web

CLIENT = encode_basic_auth("111.222", "client-secret")


@dataclass
class OAuthSlack:
    """`grants`: what a code is exchanged for. `live`: who each token belongs to. `odd`: what a method answers instead.

    `said` are the lines that were posted to response urls, `calls` the methods that were called.
    """

    base: str = ""
    grants: dict[str, dict[str, Any]] = field(default_factory=dict)
    live: dict[str, dict[str, str]] = field(default_factory=dict)
    odd: dict[str, web.Response] = field(default_factory=dict)
    said: list[dict[str, Any]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)

    def grant(self, code: str, *, team: str = "T1", token: str = "xoxb-T1-secret", **more: Any) -> None:
        """Somebody allowed it: the code is good once, for this token."""
        self.live[token] = {"team_id": team, "user_id": f"UBOT{team}", "bot_id": f"BBOT{team}"}
        granted = {"access_token": token, "token_type": "bot", "bot_user_id": f"UBOT{team}", "app_id": "A1"}
        self.grants[code] = {**granted, "team": {"id": team, "name": f"Team <{team}>"}, **more}

    async def answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        self.calls.append(method)
        if (odd := self.odd.get(method)) is not None:
            return odd
        if method == "oauth.v2.access":
            return web.json_response(await self._exchange(request))
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if method == "auth.revoke":
            return web.json_response({"ok": True, "revoked": self.live.pop(token, None) is not None})
        who = self.live.get(token)
        return web.json_response({"ok": True, **who} if who else {"ok": False, "error": "account_inactive"})

    async def _exchange(self, request: web.Request) -> dict[str, Any]:
        if request.headers.get("Authorization") != CLIENT:
            return {"ok": False, "error": "bad_client_secret"}
        granted = self.grants.pop(str((await request.post()).get("code")), None)
        return {"ok": True, **granted} if granted else {"ok": False, "error": "invalid_code"}

    async def hear(self, request: web.Request) -> web.Response:
        self.said.append(await request.json())
        return web.Response(text="ok")


@asynccontextmanager
async def oauth_slack() -> AsyncIterator[OAuthSlack]:
    """The stand-in, at a port of this machine."""
    slack = OAuthSlack()
    app = web.Application()
    app.add_routes([web.route("*", "/api/{method}", slack.answer), web.post("/respond", slack.hear)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    slack.base = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    try:
        yield slack
    finally:
        async with asyncio.timeout(5):
            await runner.cleanup()
