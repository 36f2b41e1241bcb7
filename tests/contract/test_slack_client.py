"""The adapter comes up, stays up and ends, whatever Slack and the network do meanwhile."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.domain.errors import SitrepError, Unreached
from bot.settings import SlackSettings
from storage.store import open_store
from tests.servers.slack import SlackServer, slack_server
from tests.slackposting import (
    CHANNEL,
    body,
    desk_of,
    ended,
    hasty,
    opens,
    place,
    refused,
    running,
    settings,
    slack,
)

LONGEST_END_S = 8.0


async def ended_with(folder: Path, server: SlackServer, given: SlackSettings) -> str:
    """What a run says that ends by itself."""
    async with running(folder, server, given) as r, asyncio.timeout(10):
        with pytest.raises(SitrepError) as error:
            await r.task
    assert "\n" not in str(error.value)
    return str(error.value)


@pytest.mark.parametrize("token", ["xoxb-wrong-altogether", "xoxb-with\nnewline", "xoxb-ünïcode"])
async def test_a_wrong_bot_token_ends_in_one_line(tmp_path: Path, token: str) -> None:
    """A token that Slack refuses ends the run with where to get another one, and the token is not told."""
    async with slack_server() as server:
        given = settings(server, desk_of(server), bot_token=SecretStr(token))
        said = await ended_with(tmp_path, server, given)
    assert "SLACK_BOT_TOKEN" in said and "api.slack.com/apps" in said and token not in said


@pytest.mark.parametrize("token", ["xapp-wrong", "xapp-with\nnewline", "xapp-ünïcode"])
async def test_a_wrong_app_token_ends_in_one_line(tmp_path: Path, token: str) -> None:
    """So does the token that opens sockets, with the scope that it needs."""
    async with slack_server() as server:
        given = settings(server, desk_of(server), app_token=SecretStr(token))
        said = await ended_with(tmp_path, server, given)
    assert "SLACK_APP_TOKEN" in said and "connections:write" in said and token not in said


@pytest.mark.parametrize("error", ["token_revoked", "account_inactive"])
async def test_a_removed_bot_ends_in_one_line(tmp_path: Path, error: str) -> None:
    """Where the one workspace removed the bot there is nobody to serve."""
    async with slack_server() as server:
        team = desk_of(server)
        team.revokes(error)
        assert "SLACK_BOT_TOKEN" in await ended_with(tmp_path, server, settings(server, team))


async def test_a_persons_token_ends_in_one_line(tmp_path: Path) -> None:
    """A token that is good, but not that of a bot, could not find its own posts again."""
    async with slack_server() as server:
        team = desk_of(server)
        team.bot_id = ""
        assert "xoxb-" in await ended_with(tmp_path, server, settings(server, team))


@pytest.mark.parametrize("fault", ["503", "reset_before", "not_json", "429", "html"])
async def test_a_start_that_fails_is_tried_again(tmp_path: Path, fault: str) -> None:
    """While Slack is down at the start, it is asked again and again, ever more seldom, until it is back."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        await hasty(seconds)

    async with slack_server() as server:
        given = settings(server, desk_of(server))
        server.fault("auth.test", fault, times=8)
        async with running(tmp_path, server, given, sleep=sleep):
            await server.ready()
    assert slept[:8] == [1, 2, 4, 8, 16, 32, 60, 60]


async def test_posts_go_out_before_anybody_is_heard(tmp_path: Path) -> None:
    """While no socket can be had, posts go out already; before the run begins, and after it, nothing is reached."""
    async with slack_server() as server, open_store(f"sqlite:///{tmp_path}/sitrep.db") as store:
        team = desk_of(server)
        server.refuse_sockets = "503"
        platform = slack(store, settings(server, team), sleep=hasty)
        with pytest.raises(Unreached, match="not connected"):
            await platform.send(place(team), body("Too early."), key="k1")
        task = asyncio.create_task(platform.run())
        await server.changes.until(lambda: team.calls("auth.test"))
        await platform.send(place(team), body("Early."), key="k2")
        await ended(task)
        with pytest.raises(Unreached, match="not connected"):
            await platform.send(place(team), body("Too late."), key="k3")
        assert [p.text for p in team.posts(CHANNEL)] == ["Early."]


async def test_over_http_the_same_people_are_answered(tmp_path: Path) -> None:
    """In HTTP mode signed requests are answered as what comes over a socket is, and no socket is opened."""
    async with slack_server() as server:
        team, ports = desk_of(server), asyncio.Queue[int]()
        given = SlackSettings(
            mode="http",
            listen="127.0.0.1:0",
            bot_token=SecretStr(team.token),
            signing_secret=SecretStr(server.signing_secret),
            api_base=server.base,
        )
        async with running(tmp_path, server, given, listening=ports.put_nowait) as r:
            server.request_url = f"http://127.0.0.1:{await ports.get()}/slack/events"
            asked = await r.team.command("U1", CHANNEL, "/sitrep", "question?", via="http")
            await asked.answered()
            assert await ended(r.task) < LONGEST_END_S
        assert asked.acked and not opens(server)


async def test_an_address_that_is_taken_ends_in_one_line(tmp_path: Path) -> None:
    """Where the address for Slack's requests cannot be had, the run ends with which one, and what to set."""
    async with slack_server() as server:
        team = desk_of(server)
        given = SlackSettings(
            mode="http",
            listen=server.address,
            bot_token=SecretStr(team.token),
            signing_secret=SecretStr("secret"),
            api_base=server.base,
        )
        assert "[slack] listen" in await ended_with(tmp_path, server, given)


async def test_the_log_holds_no_words_and_no_tokens(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever happens, what people write and what opens doors stays out of the log."""
    async with slack_server() as server:
        given = settings(server, desk_of(server))
        with caplog.at_level(logging.INFO):
            async with running(tmp_path, server, given) as r:
                await server.ready()
                await (await r.team.command("U1", CHANNEL, "/sitrep", "who took Qaminas?")).answered()
                await server.sockets.garble('{"type": "Qaminas')
                server.refuse_sockets = "503"
                server.drop_sockets()
                await refused(r)
                server.refuse_sockets = ""
                await server.ready()
        said = "\n".join(r.getMessage() for r in caplog.records)
    assert "Qaminas" not in said and "connected to Slack" in said
    assert not any(secret in said for secret in (server.app_token, next(iter(server.by_token)), "ticket="))
