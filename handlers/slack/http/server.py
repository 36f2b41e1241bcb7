"""Slack over HTTP: what Slack sends is checked on its raw bytes before anything reads it, then handed to Bolt."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeVar

from aiohttp import web
from multidict import CIMultiDict
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import Clock, SignatureVerifier

from bot.domain.errors import SitrepError
from bot.settings import SlackSettings
from handlers.slack.http.installing import Flow
from handlers.slack.http.threshold import Threshold
from handlers.slack.manifest import EVENTS_PATH, INSTALL_PATH, REDIRECT_PATH

_log = logging.getLogger(__name__)

MOST = 1_000_000
"""Bytes that a request may have."""
FRESH_S = 300
"""Seconds that the time of a request may lie off ours; what is older may be a recording of it."""
PATIENCE_S = 10.0
"""Seconds that a request has to arrive."""
LINGER_S = 0.2
"""Seconds for which the rest of a request that was refused is thrown away before the connection closes."""
_STAMP = "X-Slack-Request-Timestamp"
_SIGNATURE = "X-Slack-Signature"
_KNOWN = ("Content-Type", _STAMP, _SIGNATURE, "X-Slack-Retry-Num", "X-Slack-Retry-Reason")
_UNREADABLE = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError)
"""What Bolt ends with when a body has not the form that Slack gives it."""
_PAGE = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Its URL holds a code and a state: nobody keeps it, and no other site is told of it."""

Now = Callable[[], float]
_Reply = TypeVar("_Reply", bound=web.HTTPException)
Handler = Callable[[web.Request], Awaitable[web.Response]]


class Check:
    """Was it Slack that sent this, just now? `now` is the machine's clock in seconds."""

    def __init__(self, signing_secret: str, now: Now = time.time) -> None:
        self._now = now
        self._verifier = SignatureVerifier(signing_secret, _Told(now))

    def fresh(self, stamp: str) -> bool:
        """Is it a time in plain digits, at most five minutes off?"""
        return re.fullmatch(r"[0-9]{1,15}", stamp) is not None and abs(self._now() - int(stamp)) <= FRESH_S

    def signed(self, raw: bytes, stamp: str, signature: str) -> bool:
        """Is it fresh, and signed with our secret? Slack signs nothing but UTF-8."""
        if not (self.fresh(stamp) and re.fullmatch(r"v0=[0-9a-f]{64}", signature)):
            return False
        try:
            return self._verifier.is_valid(raw, stamp, signature)
        except UnicodeDecodeError:
            return False


async def serve(
    settings: SlackSettings, app: AsyncApp, *, listening: Callable[[int], None] | None = None, now: Now = time.time
) -> None:
    """Take what Slack sends at `settings.listen`, until cancelled; with an OAuth flow in `app` workspaces install it.

    `listening` is told the port, which the system chooses where the address says 0. Raises SitrepError where the
    address cannot be had.
    """
    runner = web.AppRunner(
        application(settings, app, now=now),
        access_log=None,
        shutdown_timeout=1.0,
        lingering_time=LINGER_S,
        auto_decompress=False,
    )
    await runner.setup()
    host, _, port = settings.listen.rpartition(":")
    try:
        try:
            await web.TCPSite(runner, host.removeprefix("[").removesuffix("]"), int(port)).start()
        except (OSError, OverflowError, UnicodeError) as error:
            raise SitrepError(
                f"cannot listen for Slack at {settings.listen}: {_why(error)}; set [slack] listen anew"
            ) from error
        _log.info("listening for Slack at %s", settings.listen, extra={"action": "slack.listening"})
        if listening is not None:
            listening(runner.addresses[0][1])
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()


def application(settings: SlackSettings, app: AsyncApp, *, now: Now = time.time) -> web.Application:
    """What is served: the requests of Slack, and where workspaces install the bot, if they do."""
    check = Check(settings.signing_secret.get_secret_value(), now)
    served = web.Application(client_max_size=MOST)
    flow = app.oauth_flow if isinstance(app.oauth_flow, Flow) else None
    served.add_routes([web.post(EVENTS_PATH, _events(check, app, flow.threshold if flow else None))])
    if flow is not None:
        install = _page(flow.handle_installation)
        redirected = _page(flow.handle_callback)
        served.add_routes(
            [
                web.get(INSTALL_PATH, install, allow_head=False),
                web.get(REDIRECT_PATH, redirected, allow_head=False),
            ]
        )
    return served


def _events(check: Check, app: AsyncApp, threshold: Threshold | None) -> Handler:
    async def handle(request: web.Request) -> web.Response:
        raw = await _checked(request, check)
        try:
            asked = AsyncBoltRequest(body=raw.decode(), headers=_headers(request, _KNOWN))
            stopped = await threshold.stops(asked) if threshold else None
            return _response(stopped or await app.async_dispatch(asked))
        except _UNREADABLE as error:  # what a listener fails with Bolt keeps to itself
            _log.warning(
                "a request of Slack cannot be read: %s", type(error).__name__, extra={"action": "slack.unread"}
            )
            return web.Response(status=400)
        except SitrepError as error:
            _log.error("a request of Slack waits for its next try: %s", error, extra={"action": "slack.threshold"})
            return web.Response(status=500)

    return handle


async def _checked(request: web.Request, check: Check) -> bytes:
    """The body, where Slack sent it. Raises the reply where it did not, or where it is too long or too slow."""
    stamp, signature = _one(request, _STAMP), _one(request, _SIGNATURE)
    if not (check.fresh(stamp) and signature):
        raise _turned_away("its time is missing, no number, or more than five minutes off")
    if (request.content_length or 0) > MOST:
        raise _without_words(web.HTTPRequestEntityTooLarge(MOST))
    try:
        async with asyncio.timeout(PATIENCE_S):
            raw = await request.read()
    except TimeoutError as error:
        raise _without_words(web.HTTPRequestTimeout()) from error
    if not check.signed(raw, stamp, signature):
        raise _turned_away("it is not signed with SLACK_SIGNING_SECRET")
    return raw


def _page(answer: Callable[[AsyncBoltRequest], Awaitable[BoltResponse]]) -> Handler:
    async def handle(request: web.Request) -> web.Response:
        asked = AsyncBoltRequest(body="", query=request.query_string, headers=_headers(request, ("Cookie",)))
        response = _response(await answer(asked))
        response.headers.update(_PAGE)
        return response

    return handle


def _headers(request: web.Request, known: Sequence[str]) -> dict[str, str | Sequence[str]]:
    """Those that Bolt shall know: others are not signed, and some would change what Bolt does."""
    return {name: list(request.headers.getall(name)) for name in known if name in request.headers}


def _one(request: web.Request, name: str) -> str:
    """A header that stands there once; '' where it does not."""
    found = request.headers.getall(name, [])
    return found[0] if len(found) == 1 else ""


def _turned_away(why: str) -> web.HTTPUnauthorized:
    """Somebody else's request tells nobody what was wrong with it but the log, which gets none of it."""
    _log.info("a request to %s was turned away: %s", EVENTS_PATH, why, extra={"action": "slack.turned_away"})
    return _without_words(web.HTTPUnauthorized())


def _without_words(reply: _Reply) -> _Reply:
    reply.text = ""
    return reply


def _response(made: BoltResponse) -> web.Response:
    headers: CIMultiDict[str] = CIMultiDict()
    for name, values in _each(made.headers):
        headers.extend((name, value) for value in values)
    return web.Response(status=made.status, body=made.body.encode(), headers=headers)


def _each(headers: Mapping[str, object]) -> list[tuple[str, list[str]]]:
    return [(name, [str(v) for v in values]) for name, values in headers.items() if isinstance(values, list | tuple)]


def _why(error: Exception) -> str:
    """The system's word for it, without asyncio's longer one around it."""
    number = error.errno if isinstance(error, OSError) else None
    return os.strerror(number).lower() if number and number > 0 else "there is no such address"


class _Told(Clock):
    """The SDK's clock, told by ours."""

    def __init__(self, now: Now) -> None:
        self._now = now

    def now(self) -> float:
        return self._now()
