"""The Slack server of the tests gone wrong: calls that fail, sockets that break, tokens that die."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.servers.slack import SlackServer, Team, error, slack_server, slow
from tests.slackbare import client_of, connected


class Line:
    """A server with a workspace and a channel, and a client without a bot."""

    def __init__(self, server: SlackServer, session: aiohttp.ClientSession) -> None:
        self.server, self.session = server, session
        self.team: Team = server.add_team("T1")
        self.team.channel("C1")
        self.client: AsyncWebClient = client_of(server, self.team, session)

    async def post(self, client: AsyncWebClient | None = None) -> Any:
        return await (client or self.client).chat_postMessage(channel="C1", text="x")

    async def socket(self) -> aiohttp.ClientWebSocketResponse:
        """A connection by hand."""
        url = (await self.client.apps_connections_open(app_token=self.server.app_token))["url"]
        ws = await self.session.ws_connect(url, autoping=False)
        assert (await ws.receive_json())["type"] == "hello"
        return ws


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    async with slack_server() as server, aiohttp.ClientSession() as session:
        yield Line(server, session)


async def test_too_many_requests_say_when_to_come_again(line: Line) -> None:
    """A 429 has Retry-After, and nothing is posted; the next call is well."""
    line.server.fault("chat.postMessage", "429", retry_after=7)
    with pytest.raises(SlackApiError) as refused:
        await line.post()
    assert refused.value.response.status_code == 429 and refused.value.response.headers["Retry-After"] == "7"
    assert line.team.posts("C1") == [] and (await line.post())["ok"]


async def test_a_channel_takes_so_many_posts_a_second(line: Line) -> None:
    """With per_s a channel that gets more is ratelimited, until a second has passed."""
    line.server.api.per_s = 1
    await line.post()
    with pytest.raises(SlackApiError, match="ratelimited"):
        await line.post()
    line.server.time.advance(1.1)
    assert (await line.post())["ok"]


@pytest.mark.parametrize(("kind", "landed"), [("reset_before", 0), ("reset_after", 1), ("close", 0), ("truncated", 0)])
async def test_broken_replies_break(line: Line, kind: str, landed: int) -> None:
    """A broken reply is a client error; after reset_after the post stands all the same."""
    line.server.fault("chat.postMessage", kind)
    with pytest.raises((aiohttp.ClientError, SlackApiError)):
        await line.post()
    assert len(line.team.posts("C1")) == landed


@pytest.mark.parametrize("kind", ["500", "503", "html", "not_json"])
async def test_senseless_replies_are_no_answers(line: Line, kind: str) -> None:
    """What is no JSON is never taken for an answer."""
    line.server.fault("chat.*", kind)
    with pytest.raises((SlackApiError, AttributeError, ValueError, TypeError)):
        (await line.post())["ts"]
    assert line.team.posts("C1") == []


async def test_a_hanging_reply_never_comes(line: Line) -> None:
    """A call that hangs is ended by its caller; one that hangs afterwards has posted."""
    line.server.fault("chat.postMessage", "hang_after")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(line.post(), 0.05)
    assert len(line.team.posts("C1")) == 1


async def test_faults_strike_whom_they_should(line: Line) -> None:
    """A fault can be meant for one workspace, for later calls, and for a code of the API; slow answers are well."""
    other = line.server.add_team("T2")
    other.channel("C1")
    line.server.fault("chat.postMessage", error("not_in_channel"), team=other, skip=1)
    theirs = client_of(line.server, other, line.session)
    assert (await line.post())["ok"] and (await line.post(theirs))["ok"] and (await line.post())["ok"]
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await line.post(theirs)
    line.server.fault("chat.postMessage", slow(0.01))
    assert (await line.post())["ok"]
    with pytest.raises(ValueError, match="no fault"):
        line.server.fault("chat.postMessage", "sulk")


async def test_tokens_are_looked_at(line: Line) -> None:
    """No token, a wrong one, one of the wrong kind, a revoked one, and one without the scope each have their code."""
    for token, code in (
        ("", "not_authed"),
        ("xoxb-no", "invalid_auth"),
        (line.server.app_token, "not_allowed_token_type"),
    ):
        client = AsyncWebClient(token=token or None, base_url=line.server.base, session=line.session, retry_handlers=[])
        with pytest.raises(SlackApiError, match=code):
            await line.post(client)
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await line.client.apps_connections_open(app_token=line.team.token)
    line.team.scopes.discard("chat:write")
    with pytest.raises(SlackApiError, match="missing_scope"):
        await line.post()
    line.team.revokes()
    with pytest.raises(SlackApiError, match="token_revoked"):
        await line.client.auth_test()


async def test_a_ticket_is_good_for_one_connection(line: Line) -> None:
    """The URL of a connection cannot be used twice."""
    url = (await line.client.apps_connections_open(app_token=line.server.app_token))["url"]
    ws = await line.session.ws_connect(url)
    assert (await ws.receive_json())["num_connections"] == 1
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await line.session.ws_connect(url)
    assert line.server.sockets.stale == 1
    await ws.close()


async def test_each_event_goes_to_one_of_several_connections(line: Line) -> None:
    """Of two connections each gets every second event; one that was asked to leave gets none."""
    first, second = await line.socket(), await line.socket()
    for _ in range(4):
        await line.team.dms("U1", "x", wait=False)
    assert len({(await ws.receive_json())["payload"]["event_id"] for ws in (first, first, second, second)}) == 4
    line.server.sockets.connections[0].leaving = True
    await line.team.dms("U1", "y", wait=False)
    assert (await second.receive_json())["payload"]["event"]["text"] == "y"
    for ws in (first, second):
        await ws.close()


async def test_what_was_not_acknowledged_comes_again(line: Line) -> None:
    """Events of a time without a connection, or lost with one, come again with the number of the attempt."""
    lost = await line.team.dms("U1", "nobody hears it")
    assert lost.sent[0].failed == "no_socket"
    ws = await line.socket()
    broken = await line.team.dms("U1", "half heard", wait=False)
    assert (await ws.receive_json())["retry_attempt"] == 0
    line.server.drop_sockets()
    await line.server.changes.until(lambda: broken.sent[0].failed == "broken")
    ws = await line.socket()
    sending = asyncio.ensure_future(line.server.deliveries.again())
    for _ in range(2):
        envelope = await ws.receive_json()
        assert (envelope["retry_attempt"], envelope["retry_reason"]) == (1, "timeout")
        await ws.send_json({"envelope_id": envelope["envelope_id"]})
    assert len(await sending) == 2 and line.server.deliveries.untaken() == []
    await ws.close()


async def test_a_half_open_socket_is_silent(line: Line) -> None:
    """Half-open: pings are not answered, nothing comes, and a new connection hears what is new."""
    dead = await line.socket()
    assert line.server.half_open() == 1
    await dead.ping(b"there?")
    await line.team.dms("U1", "lost", wait=False)
    alive = await line.socket()
    await line.team.dms("U1", "heard", wait=False)
    assert (await alive.receive_json())["payload"]["event"]["text"] == "heard"
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(dead.receive(), 0.05)
    await alive.ping(b"there?")
    assert (await alive.receive()).data == b"there?"
    await alive.close()


@pytest.mark.parametrize("how", ["503", "close", "silent", "reset"])
async def test_connections_can_be_refused(line: Line, how: str) -> None:
    """A new connection can meet a status, an end, or silence; no hello comes."""
    line.server.refuse_sockets = how
    url = (await line.client.apps_connections_open(app_token=line.server.app_token))["url"]
    try:
        ws = await line.session.ws_connect(url)
        heard = await asyncio.wait_for(ws.receive(), 0.05)
        assert how == "close" and heard.type is aiohttp.WSMsgType.CLOSE
    except TimeoutError:
        assert how == "silent"
    except aiohttp.ClientError:
        assert how in ("503", "reset")


async def test_the_real_client_comes_back(line: Line) -> None:
    """Told to disconnect, Slack's own client opens another connection and hears on."""
    async with connected(line.server) as bot:
        await line.server.disconnect("refresh_requested", close=True)
        await line.server.changes.until(lambda: line.server.sockets.opened == 2 and line.server.sockets.live)
        asked = await line.team.dms("U1", "still there?")
        assert asked.acked and bot.kinds() == ["message"]


async def test_a_hundred_connections_leave_nothing_behind(line: Line) -> None:
    """Connections that came and went are forgotten, and each took milliseconds."""
    for _ in range(100):
        ws = await line.socket()
        line.server.drop_sockets()
        assert (await ws.receive()).type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.ERROR)
    await line.server.changes.until(lambda: not line.server.sockets.connections)
    assert line.server.sockets.opened == 100 and not line.server.sockets.tickets
