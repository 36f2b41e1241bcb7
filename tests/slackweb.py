"""Slack's requests over HTTP, signed as Slack signs them, and the server of ours that takes them."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import aiohttp
from pydantic import SecretStr
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier

from bot.settings import SlackSettings
from handlers.slack.http.server import Now, serve

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
KEY = "a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2U="
FORM = "application/x-www-form-urlencoded"


def http_settings(**given: Any) -> SlackSettings:
    """HTTP mode with one workspace, at any port."""
    token, secret = SecretStr("xoxb-1"), SecretStr(SECRET)
    known = {"mode": "http", "listen": "127.0.0.1:0", "signing_secret": secret, "bot_token": token}
    return SlackSettings(**{**known, **given})


def installing_settings(base: str, **given: Any) -> SlackSettings:
    """HTTP mode where workspaces install the bot by themselves from the Slack at `base`."""
    return http_settings(
        api_base=base,
        bot_token=SecretStr(""),
        client_id=SecretStr("111.222"),
        client_secret=SecretStr("client-secret"),
        token_key=SecretStr(KEY),
        **given,
    )


def signed(raw: bytes, *, at: float | None = None, secret: str = SECRET) -> dict[str, str]:
    """The headers that Slack sends with a body."""
    stamp = str(int(time.time() if at is None else at))
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=raw)
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": str(signature)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Door:
    """Our server, as Slack and browsers reach it."""

    url: str
    session: aiohttp.ClientSession

    async def post(self, raw: bytes, headers: Mapping[str, str], kind: str = "application/json") -> tuple[int, bytes]:
        """(status, body) of what answers a raw request."""
        all_headers = {"Content-Type": kind, **headers}
        async with self.session.post(f"{self.url}/slack/events", data=raw, headers=all_headers) as reply:
            return reply.status, await reply.read()

    async def event(self, event: Mapping[str, Any], *, team: str = "T1", at: float | None = None) -> tuple[int, bytes]:
        """An event of the Events API, which happened at a second of the epoch."""
        when = int(time.time() if at is None else at)
        envelope = {"type": "event_callback", "team_id": team, "event_id": "Ev1", "event_time": when, "event": event}
        raw = json.dumps(envelope).encode()
        return await self.post(raw, signed(raw))

    async def command(self, *, team: str = "T1", text: str = "now", response_url: str = "") -> tuple[int, bytes]:
        """Somebody types `/sitrep`."""
        typed = {"command": "/sitrep", "text": text, "team_id": team, "user_id": "U1", "channel_id": "C1"}
        raw = urlencode({**typed, "trigger_id": "1.2.3", "response_url": response_url}).encode()
        return await self.post(raw, signed(raw), FORM)

    async def payload(self, payload: Mapping[str, Any]) -> tuple[int, bytes]:
        """Somebody presses or chooses something."""
        raw = urlencode({"payload": json.dumps(payload)}).encode()
        return await self.post(raw, signed(raw), FORM)


@asynccontextmanager
async def door(settings: SlackSettings, app: AsyncApp, *, now: Now = time.time) -> AsyncIterator[Door]:
    """Our server with this app behind it."""
    port: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    running = asyncio.create_task(serve(settings, app, listening=port.set_result, now=now))
    jar = aiohttp.CookieJar(unsafe=True)
    try:
        running.add_done_callback(lambda _: port.done() or port.cancel())
        await port
        async with aiohttp.ClientSession(cookie_jar=jar) as session:
            yield Door(url=f"http://127.0.0.1:{port.result()}", session=session)
    finally:
        running.cancel()
        await asyncio.wait([running])
