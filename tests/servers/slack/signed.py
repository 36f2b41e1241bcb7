"""Events over HTTP: requests signed with the app's secret, as Slack posts them to `request_url`."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import aiohttp

from tests.servers.slack.asked import Sent
from tests.servers.slack.world import Json

if TYPE_CHECKING:
    from tests.servers.slack.server import SlackServer


def signature(secret: str, stamp: str, body: bytes) -> str:
    """`v0=` and the HMAC-SHA256 of `v0:timestamp:body`."""
    return "v0=" + hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()


class Signed:
    """Posts signed requests. `skew_s`: seconds by which their timestamp is off. `forged`: are they signed wrongly?"""

    def __init__(self, server: SlackServer) -> None:
        self._server = server
        self.skew_s = 0.0
        self.forged = False
        self._session: aiohttp.ClientSession | None = None

    def headers(self, body: bytes, *, kind: str = "application/json") -> dict[str, str]:
        """What goes with a body."""
        stamp = str(int(time.time() + self.skew_s))
        secret = "forged" if self.forged else self._server.signing_secret
        return {
            "Content-Type": kind,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature(secret, stamp, body),
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        }

    async def send(self, sent: Sent, *, reason: str = "") -> None:
        """Post one request, and take its reply as the acknowledgement: JSON, or words, or nothing."""
        if sent.kind == "events_api":
            body, kind = json.dumps(sent.payload).encode(), "application/json"
        else:
            fields = sent.payload if sent.kind == "slash_commands" else {"payload": json.dumps(sent.payload)}
            body, kind = urlencode(fields).encode(), "application/x-www-form-urlencoded"
        headers = self.headers(body, kind=kind)
        if sent.attempt:
            headers |= {"X-Slack-Retry-Num": str(sent.attempt), "X-Slack-Retry-Reason": reason or "http_timeout"}
        sent.at = time.perf_counter()
        try:
            sent.status, said = await self.post(body, headers)
        except TimeoutError:
            sent.failed = "timeout"
        except aiohttp.ClientError:
            sent.failed = "unreachable"
        else:
            if 200 <= sent.status < 300:
                sent.ack_ms = (time.perf_counter() - sent.at) * 1000
                sent.ack = _read(said)
            else:
                sent.failed = f"http {sent.status}"
        sent.over.set()
        self._server.changes.tell()

    async def post(self, body: bytes, headers: dict[str, str], *, within_s: float | None = None) -> tuple[int, str]:
        """Post anything to the request URL; gives the status and what was said."""
        if self._session is None:
            self._session = aiohttp.ClientSession()
        within = aiohttp.ClientTimeout(total=self._server.sockets.ack_s if within_s is None else within_s)
        async with self._session.post(self._server.request_url, data=body, headers=headers, timeout=within) as reply:
            return reply.status, await reply.text()

    async def verifies_url(self) -> bool:
        """Send the challenge with which Slack checks a request URL; was it answered?"""
        body = json.dumps({"token": "verification", "challenge": "c0ffee", "type": "url_verification"}).encode()
        status, said = await self.post(body, self.headers(body))
        return status == 200 and "c0ffee" in said

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def _read(said: str) -> Json | None:
    if not said:
        return None
    if said.startswith("{"):
        read: Json = json.loads(said)
        return read
    return {"text": said}
