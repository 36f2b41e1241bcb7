"""What comes over HTTP is Slack's own, fresh and whole, before anything of ours reads it."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize

from bot.domain.errors import SitrepError
from handlers.slack.http.server import FRESH_S, MOST, Check, serve
from tests.slackweb import SECRET, Door, door, http_settings, signed

STAMP, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"
NOW = 1_800_000_000.0


class _Known(AsyncAuthorize):
    async def __call__(self, **_: Any) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_user_id="UBOT1", bot_id="BBOT1", bot_token="x")


class Heard:
    """A Bolt app that only writes down what reached it."""

    def __init__(self) -> None:
        self.bodies: list[dict[str, Any]] = []
        logger = logging.getLogger("tests.bolt")
        logger.setLevel(logging.CRITICAL)
        self.app = AsyncApp(signing_secret=SECRET, authorize=_Known(), logger=logger, process_before_response=True)
        self.app.use(self._hears)
        self.app.event("app_mention")(self._nothing)

    async def _hears(self, body: dict[str, Any], next_: Any) -> None:
        self.bodies.append(body)
        await next_()

    async def _nothing(self) -> None: ...


@asynccontextmanager
async def opened() -> AsyncIterator[tuple[Door, Heard]]:
    heard = Heard()
    async with door(http_settings(), heard.app) as served:
        yield served, heard


async def test_what_slack_signed_reaches_bolt() -> None:
    """A signed event is heard and acknowledged."""
    async with opened() as (served, heard):
        status, _ = await served.event({"type": "app_mention", "user": "U1", "text": "hi", "channel": "C1"})
        assert status == 200 and [b["event"]["text"] for b in heard.bodies] == ["hi"]


async def test_the_url_is_verified() -> None:
    """Slack's question whether the address is ours gets its challenge back."""
    async with opened() as (served, _):
        raw = json.dumps({"type": "url_verification", "challenge": "3eZbrw1a", "token": "x"}).encode()
        status, said = await served.post(raw, signed(raw))
        assert status == 200 and json.loads(said) == {"challenge": "3eZbrw1a"}


@pytest.mark.parametrize(
    "stamp",
    ["", "soon", "12.5", "+{}", "-{}", " {}x", "0x6B49D200", "1e9", "９", "٣", "{}" * 3, "9" * 400, "inf", "nan", "²"],
)
async def test_a_time_that_is_no_number_is_turned_away(stamp: str) -> None:
    """Whatever stands in the place of the time, it is 401 with nothing in it, and Bolt does not see it."""
    async with opened() as (served, heard):
        raw = b'{"type": "event_callback"}'
        headers = signed(raw)
        shown = stamp.replace("{}", headers[STAMP])
        assert await served.post(raw, {**headers, STAMP: shown}) == (401, b"")
        assert not heard.bodies


@pytest.mark.parametrize("missing", [STAMP, SIGNATURE])
async def test_a_missing_header_is_turned_away(missing: str) -> None:
    """Without its time or its signature a request is turned away."""
    async with opened() as (served, heard):
        raw = b"{}"
        headers = signed(raw)
        del headers[missing]
        assert await served.post(raw, headers) == (401, b"")
        assert not heard.bodies


@pytest.mark.parametrize("off_s", [-FRESH_S - 5, FRESH_S + 5, -(10**9), 10**9])
async def test_an_old_request_is_turned_away(off_s: int) -> None:
    """What is older or newer than five minutes is turned away, though its signature is right."""
    async with opened() as (served, heard):
        raw = b"{}"
        assert await served.post(raw, signed(raw, at=time.time() + off_s)) == (401, b"")
        assert not heard.bodies


@pytest.mark.parametrize(
    "signature", ["v0=", "v0=" + "0" * 64, "v1=" + "0" * 64, "v0=" + "é" * 64, "v0=" + "0" * 65, "{}x", "{}, {}"]
)
async def test_a_wrong_signature_is_turned_away(signature: str) -> None:
    """A signature of another form or of another secret is turned away."""
    async with opened() as (served, heard):
        raw = b"{}"
        headers = signed(raw)
        shown = signature.replace("{}", headers[SIGNATURE])
        assert await served.post(raw, {**headers, SIGNATURE: shown}) == (401, b"")
        assert await served.post(raw, signed(raw, secret="another")) == (401, b"")
        assert not heard.bodies


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe\x00", b"payload=%ff", b"[" * 100_000, b'"\\ud800"'])
async def test_a_body_is_not_read_before_its_signature(raw: bytes) -> None:
    """What is no JSON, no UTF-8 or too deep is turned away by its signature alone, and nothing tries to read it."""
    async with opened() as (served, heard):
        assert await served.post(raw, signed(b"something else")) == (401, b"")
        assert not heard.bodies


@pytest.mark.parametrize("raw", [b"{", b"[]", b"3", b"null", b"[" * 100_000, b"payload=%5B1%5D", b"payload=x"])
async def test_what_slack_signed_and_nobody_can_read_is_a_bad_request(raw: bytes) -> None:
    """A signed body that has not the form of Slack's gets 400 or goes nowhere, and the next one is heard."""
    async with opened() as (served, heard):
        kind = "application/json" if b"payload" not in raw else "application/x-www-form-urlencoded"
        assert (await served.post(raw, signed(raw), kind))[0] == 400
        assert (await served.event({"type": "app_mention", "user": "U1", "channel": "C1"}))[0] == 200
        assert len(heard.bodies) == 1


async def test_utf8_that_is_none_cannot_be_signed() -> None:
    """Bytes that are no UTF-8 are turned away whatever signature they carry."""
    async with opened() as (served, heard):
        assert await served.post(b"\xff\xfe", signed(b"")) == (401, b"")
        assert not heard.bodies


async def test_headers_that_change_bolt_do_not_reach_it() -> None:
    """Nobody makes Bolt skip its acknowledgement by a header of its own, which no signature covers."""
    async with opened() as (served, heard):
        raw = json.dumps({"type": "event_callback", "team_id": "T1", "event": {"type": "app_mention"}}).encode()
        odd = {"X-Slack-Bolt-Lazy-Only": "1", "X-Slack-Bolt-Lazy-Function-Name": "x"}
        assert (await served.post(raw, {**signed(raw), **odd}))[0] == 200
        assert len(heard.bodies) == 1


async def test_a_header_that_stands_there_twice_is_turned_away() -> None:
    """Two times or two signatures leave open which one counts, so none does."""
    async with opened() as (served, heard):
        raw = b"{}"
        for name, value in (headers := signed(raw)).items():
            twice = [*headers.items(), (name, value)]
            async with served.session.post(f"{served.url}/slack/events", data=raw, headers=twice) as reply:
                assert (reply.status, await reply.read()) == (401, b"")
        assert not heard.bodies


async def raw_request(served: Door, head: str, body: AsyncIterator[bytes]) -> tuple[bytes, int]:
    """The first line that comes back, and how many bytes were taken until the connection closed."""
    port = int(served.url.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(head.encode())
    answer = asyncio.create_task(reader.readline())
    sent = 0
    try:
        async for chunk in body:
            if answer.done():
                break
            writer.write(chunk)
            await writer.drain()
            sent += len(chunk)
    except ConnectionError:
        pass
    try:
        return await asyncio.wait_for(answer, 5), sent
    finally:
        writer.close()


async def chunks(*of: bytes) -> AsyncIterator[bytes]:
    for chunk in of:
        yield chunk


async def endless(chunk: bytes) -> AsyncIterator[bytes]:
    while True:
        yield chunk
        await asyncio.sleep(0)


def head_of(**headers: str) -> str:
    lines = {"Host": "x", "Content-Type": "application/json", **headers}
    return "POST /slack/events HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in lines.items()) + "\r\n"


async def test_a_long_body_is_refused_by_its_announced_length() -> None:
    """Who announces a gigabyte is refused before a byte of it was sent."""
    async with opened() as (served, heard):
        head = head_of(**signed(b""), **{"Content-Length": str(10**9)})

        line, _ = await raw_request(served, head, chunks())
        assert line.startswith(b"HTTP/1.1 413") and not heard.bodies


async def test_a_body_without_end_is_not_read_whole() -> None:
    """Who sends without end and announces nothing is refused after what a request may have."""
    async with opened() as (served, heard):
        head = head_of(**signed(b""), **{"Transfer-Encoding": "chunked"})
        chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
        line, sent = await raw_request(served, head, endless(chunk))
        assert line.startswith(b"HTTP/1.1 413") and not heard.bodies
        assert MOST < sent < 64 * MOST


async def test_a_stranger_is_turned_away_before_they_sent_their_body() -> None:
    """Without a fresh time the body is not waited for."""
    async with opened() as (served, _):
        line, _ = await raw_request(served, head_of(**{"Content-Length": "100"}), chunks())
        assert line.startswith(b"HTTP/1.1 401")


async def test_the_largest_body_is_taken() -> None:
    """A request of just the size that is allowed is heard."""
    async with opened() as (served, heard):
        frame = {"type": "event_callback", "team_id": "T1", "event": {"type": "app_mention", "text": ""}}
        frame["event"]["text"] = "x" * (MOST - len(json.dumps(frame)))  # type: ignore[index]
        raw = json.dumps(frame).encode()
        assert len(raw) == MOST
        assert (await served.post(raw, signed(raw)))[0] == 200 and len(heard.bodies) == 1


async def test_only_what_is_served_is_there() -> None:
    """Other methods and paths are refused, and where nobody installs it there is no page for that."""
    async with opened() as (served, _):
        for path, status in (("/slack/events", 405), ("/slack/install", 404), ("/slack/oauth_redirect", 404)):
            async with served.session.get(served.url + path) as reply:
                assert reply.status == status


async def test_nothing_of_a_strangers_request_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """The log says that somebody was turned away and why, but nothing of what they sent."""
    caplog.set_level(logging.DEBUG)
    async with opened() as (served, _):
        await served.post(b'{"text": "hidden words"}', signed(b"other"))
    text = "\n".join(r.getMessage() for r in caplog.records if r.name.startswith(("handlers", "slack", "tests")))
    assert "not signed with SLACK_SIGNING_SECRET" in text
    assert "hidden words" not in text and SECRET not in text and "v0=" not in text


@pytest.mark.parametrize("listen", ["192.0.2.1:3000", "127.0.0.1:99999", "no-such-host.invalid:3000"])
async def test_an_address_that_cannot_be_had_ends_in_one_line(listen: str) -> None:
    """Where the address is not the machine's the run ends with what to set."""
    with pytest.raises(SitrepError, match=r"^cannot listen for Slack at .*set \[slack\] listen anew$"):
        await serve(http_settings(listen=listen), Heard().app)


@given(stamp=st.text(max_size=20), raw=st.binary(max_size=40), signature=st.text(max_size=80))
def test_no_forgery_passes(stamp: str, raw: bytes, signature: str) -> None:
    """Whatever somebody makes up without the secret, it does not pass and breaks nothing."""
    assert not Check(SECRET, lambda: NOW).signed(raw, stamp, signature)


@given(raw=st.text(max_size=200), off=st.integers(-2 * FRESH_S, 2 * FRESH_S))
def test_what_is_signed_passes_while_it_is_fresh(raw: str, off: int) -> None:
    """A right signature passes within five minutes, and never outside of them."""
    body = raw.encode("utf-8", "replace")
    headers = signed(body, at=NOW + off)
    assert Check(SECRET, lambda: NOW).signed(body, headers[STAMP], headers[SIGNATURE]) == (abs(off) <= FRESH_S)


@given(raw=st.binary(min_size=1, max_size=60), at=st.integers(min_value=0), bit=st.integers(0, 7))
@examples(deadline=None)
def test_one_changed_bit_does_not_pass(raw: bytes, at: int, bit: int) -> None:
    """A body of which one bit was changed on the way does not pass."""
    body = raw.decode("latin-1").encode()
    headers = signed(body, at=NOW)
    changed = bytearray(body)
    changed[at % len(body)] ^= 1 << bit
    assert not Check(SECRET, lambda: NOW).signed(bytes(changed), headers[STAMP], headers[SIGNATURE])
