"""`sitrep run` as a process on a Slack of its own: it answers people, and posts once whatever happens to it."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Any

import pytest

from handlers.slack.talk import place
from tests.running import QUICK, called, owe, running, states, until, write_config
from tests.servers.slack import SlackServer, Team, slack_server

SITREP = "Sitrep: The river crisis"


def desk(server: SlackServer) -> Team:
    """A workspace with a channel, and a person in it."""
    team = server.add_team("T1")
    team.channel("C1")
    team.user("U1")
    return team


def config_for(folder: Path, river: Path, server: SlackServer, patched: pytest.MonkeyPatch, **delivery: Any) -> Path:
    """A configuration for the server, whose tokens are in the environment."""
    patched.setenv("SLACK_BOT_TOKEN", server.teams["T1"].token)
    patched.setenv("SLACK_APP_TOKEN", server.app_token)
    return write_config(folder, river, slack={"api_base": server.base}, delivery=delivery)


async def test_questions_are_answered_and_a_sitrep_posted(
    ready: Path, river: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With tokens in the environment, people are answered and what is due is posted; it ends as it is told to."""
    async with slack_server() as server:
        team = desk(server)
        config = config_for(ready, river, server, monkeypatch)
        async with running("run", "--config", str(config), cwd=ready) as one:
            await server.ready(within_s=30)
            command = await team.command("U1", "C1", "/sitrep", "ask How many people left their homes?")
            assert "700,000 people" in (await command.answered()).words
            mention = await team.says("U1", "C1", f"<@{team.bot_user}> How many people left their homes?")
            assert "700,000 people" in (await mention.replied()).words
            await owe(ready, place("T1", "C1"))
            await until(lambda: states(ready) == ["sent"])
            assert await one.stop() == 0
        assert len(command.posts) == 1
        assert sum(SITREP in p.text for p in team.posts("C1")) == 1
        assert team.token not in one.err and server.app_token not in one.err and one.out == ""


@pytest.mark.parametrize("kind", ["reset_before", "reset_after"], ids=["it did not arrive", "it arrived"])
async def test_a_sitrep_whose_reply_was_lost_is_posted_once(
    ready: Path, river: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """A post of which nobody knows whether it arrived stays ambiguous over a kill, is read back, and is there once."""
    async with slack_server() as server:
        team = desk(server)
        config = config_for(ready, river, server, monkeypatch, **QUICK)
        server.fault("chat.postMessage", kind)
        await owe(ready, place("T1", "C1"))
        async with running("run", "--config", str(config), cwd=ready) as one:
            await until(lambda: states(ready) == ["ambiguous"])
            one.tell(signal.SIGKILL)
            await one.ended()
        assert len(team.posts("C1")) == int(kind == "reset_after")


async def test_a_wrong_token_is_told_in_one_line(ready: Path, river: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token that Slack refuses ends `sitrep run` with what to do about it, and is not shown."""
    async with slack_server() as server:
        desk(server)
        config = config_for(ready, river, server, monkeypatch)
        monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1-wrong")
        one = await called("run", "--config", str(config), cwd=ready)
        assert one.process.returncode == 1
        assert one.err.splitlines()[-1].startswith("sitrep: Slack refuses SLACK_APP_TOKEN; make one at")
        assert "xapp-1-wrong" not in one.err


async def test_check_says_that_slack_is_served(ready: Path, river: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`sitrep check` says whether Slack is served; half a pair of tokens is one clear line."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1-secretindeed")
    half = await called("check", str(river), cwd=ready)
    assert half.process.returncode == 1 and "SLACK_APP_TOKEN is not set" in half.err
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1-secretindeed")
    whole = await called("check", str(river), cwd=ready)
    assert whole.process.returncode == 0 and "secretindeed" not in whole.out + whole.err + half.err
    assert "Slack: served by `sitrep run`; SLACK_BOT_TOKEN and SLACK_APP_TOKEN are set\n" in whole.out
