"""Signed requests and installing on the Slack server of the tests, met by Bolt's own check and the real client."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.errors import SlackApiError

from tests.servers.slack import SlackServer, Team, slack_server
from tests.slackbare import BareBot, client_of


@asynccontextmanager
async def hosted(server: SlackServer) -> AsyncIterator[BareBot]:
    """A bare bot that Slack calls by HTTP."""
    async with aiohttp.ClientSession() as session:
        bot = BareBot(server, session, signing_secret=server.signing_secret)
        runner = web.AppRunner(bot.app.web_app("/slack/events"), shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        server.request_url, server.via = f"http://{host}:{port}/slack/events", "http"
        try:
            yield bot
        finally:
            await server.settled()
            await runner.cleanup()


@pytest.fixture
async def desk() -> AsyncIterator[tuple[SlackServer, Team, BareBot]]:
    async with slack_server() as server:
        team = server.add_team("T1")
        team.channel("C1")
        async with hosted(server) as bot:
            yield server, team, bot


Parts = tuple[SlackServer, Team, BareBot]


async def test_commands_events_and_forms_come_signed(desk: Parts) -> None:
    """Bolt takes the signed requests of commands, events and interactions; replies are acknowledgements."""
    server, team, bot = desk
    assert await server.signed.verifies_url()
    asked = await team.command("U1", "C1", "/sitrep", "Ünïcode & <b>?")
    assert (await asked.answered()).words == "You asked: Ünïcode & <b>?" and asked.ack_ms is not None
    mention = await team.says("U1", "C1", f"<@{team.bot_user}> who?")
    assert (await mention.replied()).words == "Constant [1]." and mention.acked
    view = await (await team.shortcut("U1", "check", "C1", mention.ts)).modal()
    assert (await team.submits("U1", view, {"words": "bad"})).errors == {"words": "Not that."}
    assert bot.kinds()[0] == "/sitrep"


@pytest.mark.parametrize("how", ["forged", "old"])
async def test_wrong_signatures_are_refused(desk: Parts, how: str) -> None:
    """What is signed with another secret, or was signed six minutes ago, is refused with 401."""
    server, team, bot = desk
    server.signed.forged = how == "forged"
    server.signed.skew_s = -360.0 if how == "old" else 0.0
    asked = await team.command("U1", "C1", "/sitrep", "x")
    assert asked.sent[0].status == 401 and not asked.acked and bot.heard == []


async def test_nobody_there_is_a_failure_and_comes_again(desk: Parts) -> None:
    """An event that nobody took comes again, with the number of the attempt in a header."""
    server, team, bot = desk
    url, server.request_url = server.request_url, "http://127.0.0.1:1/"
    lost = await team.dms("U1", "x")
    assert lost.sent[0].failed == "unreachable"
    server.request_url = url
    (again,) = await server.deliveries.again(reason="http_error")
    assert again.attempt == 1 and again.status == 200 and len(bot.heard) == 1


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")  # Slack's client uses it
async def test_installing_gives_a_token_that_works(desk: Parts) -> None:
    """The page sends the browser back with a code and the state; the code is good once, for its redirect address."""
    server, _, bot = desk
    team = server.add_team("T2", "New", installed=False)
    client = client_of(server, team, bot.session)
    with pytest.raises(SlackApiError, match="invalid_auth"):
        await client.auth_test()
    query = {
        "client_id": server.client_id, "scope": "chat:write,commands", "state": "s1",
        "redirect_uri": "http://127.0.0.1:1/back",
    }  # fmt: skip
    page = f"http://{server.address}/oauth/v2/authorize?{urlencode(query)}"
    async with bot.session.get(page) as shown:
        assert "New" in await shown.text()
    async with bot.session.get(f"{page}&team=T2", allow_redirects=False) as sent:
        back = parse_qs(urlsplit(sent.headers["Location"]).query)
    assert back["state"] == ["s1"]
    asked: dict[str, Any] = {"client_id": server.client_id, "code": back["code"][0]}
    with pytest.raises(SlackApiError, match="bad_client_secret"):
        await client.oauth_v2_access(**asked, client_secret="no")
    with pytest.raises(SlackApiError, match="bad_redirect_uri"):
        await client.oauth_v2_access(**asked, client_secret=server.client_secret, redirect_uri="http://127.0.0.1:2/")
    got = await client.oauth_v2_access(**asked, client_secret=server.client_secret, redirect_uri=query["redirect_uri"])
    assert got["team"]["id"] == "T2" and got["access_token"] == team.token and got["bot_user_id"] == team.bot_user
    assert (await client.auth_test())["team_id"] == "T2" and team.scopes == {"chat:write", "commands"}
    with pytest.raises(SlackApiError, match="code_already_used"):
        await client.oauth_v2_access(**asked, client_secret=server.client_secret)


async def test_who_says_no_is_sent_back_without_a_code(desk: Parts) -> None:
    """Where the person refuses, the browser comes back with access_denied and the state."""
    server, team, bot = desk
    server.oauth.into, server.oauth.denied = team, True
    query = {"client_id": server.client_id, "scope": "commands", "state": "s2", "redirect_uri": "http://127.0.0.1:1/b"}
    page = f"http://{server.address}/oauth/v2/authorize?{urlencode(query)}"
    async with bot.session.get(page, allow_redirects=False) as sent:
        assert sent.headers["Location"].endswith("?error=access_denied&state=s2")


async def test_removing_the_app_kills_its_token(desk: Parts) -> None:
    """Who removes the app kills its token, and the bot is told of both."""
    server, team, bot = desk
    await team.uninstalls()
    assert bot.kinds() == ["tokens_revoked", "app_uninstalled"]
    with pytest.raises(SlackApiError, match="account_inactive"):
        await client_of(server, team, bot.session).auth_test()


async def test_it_serves_as_a_process(tmp_path: Path) -> None:
    """`python -m tests.servers.slack` serves a workspace with a channel and a person, told and asked over HTTP."""
    told_in = tmp_path / "slack.json"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.servers.slack", str(told_in), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        assert b"ready\n" in await asyncio.wait_for(process.stdout.readuntil(b"ready\n"), 20)
        told = json.loads(told_in.read_text(encoding="utf-8"))
        bearer = {"Authorization": f"Bearer {told['bot_token']}"}
        async with aiohttp.ClientSession(headers=bearer) as session:
            post = {"channel": told["channel"], "text": "hello"}
            async with session.post(f"{told['api_base']}chat.postMessage", json=post) as reply:
                assert (await reply.json())["ok"]
            async with session.post(told["control"], json={"do": "posts", "channel": told["channel"]}) as reply:
                assert [p["words"] for p in (await reply.json())["done"]] == ["hello"]
            asking = {"do": "command", "user": told["user"], "channel": told["channel"], "text": "x"}
            async with session.post(told["control"], json=asking) as reply:
                assert (await reply.json())["done"]["failed"] == ["no_socket"]
            async with session.post(told["control"], json={"do": "dance"}) as reply:
                assert reply.status == 400
    finally:
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 20) == 0
