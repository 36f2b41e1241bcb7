"""`sitrep run` as a process on a Discord of its own: it answers people, and posts once whatever happens to it."""

from __future__ import annotations

import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.delivery import Destination, Page, Receipt
from bot.domain.inbox import Item
from bot.domain.message import Message
from storage.store import open_store
from tests.discords import place
from tests.running import QUICK, called, owe, running, states, until, write_config
from tests.servers.discord import Channel, DiscordServer, User, serving

SITREP = "Sitrep: The river crisis"
POSTS = r"POST /channels/\d+/messages"


def desk(server: DiscordServer) -> tuple[Channel, User]:
    """A server with a channel, and a person in it."""
    return server.add_channel(server.add_guild("Desk"), "news"), server.add_user("ann")


def config_for(
    folder: Path,
    river: Path,
    server: DiscordServer,
    patched: pytest.MonkeyPatch,
    delivery: dict[str, Any] | None = None,
) -> Path:
    """A configuration for the server, whose token is in the environment."""
    patched.setenv("DISCORD_TOKEN", server.token)
    where = {"api_base": server.api_base, "gateway": server.gateway_url}
    return write_config(folder, river, discord=where, delivery=delivery or {})


async def test_a_question_is_answered_and_a_sitrep_posted(
    ready: Path, river: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a token in the environment, people are answered and what is due is posted; it ends as it is told to."""
    async with serving() as server:
        news, ann = desk(server)
        config = config_for(ready, river, server, monkeypatch)
        async with running("run", "--config", str(config), cwd=ready) as one:
            await server.ready(within_s=30)
            asked = await server.slash(news, ann, "ask", question="How many people left their homes?")
            answer = await asked.answered()
            assert "700,000 people" in answer.text and len(asked.replies) == 1
            await owe(ready, place(news))
            await until(lambda: states(ready) == ["sent"])
            assert await one.stop() == 0
        assert [SITREP in p.text for p in server.posts(news)] == [False, True]
        assert server.token not in one.err and one.out == ""
        assert server.gateway.closes == [1000]


@pytest.mark.parametrize(
    "accepts",
    [pytest.param(True, id="it arrived"), pytest.param(False, id="it did not arrive", marks=pytest.mark.slow)],
)
async def test_a_sitrep_survives_a_kill(
    ready: Path, river: Path, monkeypatch: pytest.MonkeyPatch, *, accepts: bool
) -> None:
    """Killed while Discord holds a post back, the next process posts it if it had not arrived, and only then."""
    async with serving() as server:
        news, _ = desk(server)
        config = config_for(ready, river, server, monkeypatch, delivery={**QUICK, "send_timeout_s": 0.9})
        hangs = server.fail(POSTS, "hang", accepts=accepts, times=99)
        await owe(ready, place(news))
        async with running("run", "--config", str(config), cwd=ready) as one:
            await until(lambda: hangs.met > 0)
            one.tell(signal.SIGKILL)
            await one.ended()
        assert states(ready) == ["attempting"] and len(server.posts(news)) == int(accepts)
        server.rest.faults.clear()
        async with running("run", "--config", str(config), cwd=ready) as other:
            await until(lambda: states(ready) == ["sent"])
            assert await other.stop() == 0
        (post,) = server.posts(news)
        assert SITREP in post.text


@pytest.mark.slow
async def test_a_restart_registers_no_commands_again(ready: Path, river: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands are put to Discord by the first process, and not by the next one, which has the same."""
    async with serving() as server:
        desk(server)
        config = config_for(ready, river, server, monkeypatch)
        for _ in range(2):
            async with running("run", "--config", str(config), cwd=ready) as one:
                await server.ready(within_s=30)
                assert await one.stop() == 0
        assert server.syncs == 1 and len(server.gateway.identifies) == 2


async def test_a_wrong_token_is_told_in_one_line(ready: Path, river: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token that Discord refuses ends `sitrep run` with what to do about it."""
    async with serving() as server:
        config = config_for(ready, river, server, monkeypatch)
        monkeypatch.setenv("DISCORD_TOKEN", "MTIz.no.token")
        one = await called("run", "--config", str(config), cwd=ready)
        assert one.process.returncode == 1
        assert one.err.splitlines()[-1].startswith("sitrep: Discord refuses DISCORD_TOKEN; take a new one from")
        assert "MTIz" not in one.err


async def test_check_prints_the_invitation(ready: Path, river: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`sitrep check` ends with the links for servers and people when a token is set, and refuses what is no token."""
    monkeypatch.setenv("DISCORD_TOKEN", "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.verysecretindeedverysecret")
    one = await called("check", str(river), cwd=ready)
    assert one.process.returncode == 0 and "verysecret" not in one.out
    assert "Discord: served by `sitrep run`; DISCORD_TOKEN is set\n" in one.out
    assert one.out.count("https://discord.com/oauth2/authorize?client_id=123456789012345678") == 2
    monkeypatch.setenv("DISCORD_TOKEN", "something else")
    other = await called("check", str(river), cwd=ready)
    assert other.process.returncode == 1 and "DISCORD_TOKEN: not the token of a bot" in other.err


async def test_answers_are_forgotten_in_time(ready: Path, river: Path) -> None:
    """What is older than `[privacy] keep_answers_days` is deleted by a running process: answers, and what they answer.

    What is younger stays.
    """
    config = write_config(ready, river, privacy={"keep_answers_days": 2})
    to = Destination(platform="discord", channel="1")
    async with open_store(f"sqlite:///{ready}/sitrep.db") as store:
        for days in (1, 3):
            at = datetime.now(UTC) - timedelta(days=days)
            page = Page(body=b"", message=(told := Message(title=f"{days} days ago")))
            await store.replies.keep(told, page, Receipt(to=to, id=str(days), sent_at=at), workspace="w", at=at)
            asked = Item(to=to, key=str(days), kind="message", asked_by="1", taken_at=at, conversation=f"c{days}")
            assert await store.inbox.take(asked)
    assert len(states(ready, "answer")) == 2
    async with running("run", "--config", str(config), cwd=ready) as one:
        await until(lambda: len(states(ready, "answer")) == 1)
        assert await one.stop() == 0
    async with open_store(f"sqlite:///{ready}/sitrep.db") as store:
        assert await store.replies.find("discord", "1", channel="1")
        assert not await store.replies.find("discord", "3", channel="1")
        assert [await store.inbox.heard("", f"c{days}") for days in (1, 3)] == [True, False]
