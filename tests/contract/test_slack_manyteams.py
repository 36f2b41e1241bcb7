"""Who has the bot and who has it no more: tokens are read once, used for a minute at most, and wiped when it goes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.domain.errors import Refused, StoreBusy, Unreached
from bot.domain.inbox import Installation
from handlers.slack.http.installing import ManyTeams
from handlers.slack.http.teams import HELD_S
from handlers.slack.http.threshold import NOT_NOW
from handlers.slack.talk import Me
from handlers.slack.teams import web_session
from tests.slackinstalls import AT, PUBLIC, World, world
from tests.slackweb import KEY, installing_settings

ME = Me(workspace="T1", user="UBOTT1", bot="BBOTT1")
LATER = AT.timestamp() + 60
EARLIER = AT.timestamp() - 60
UNINSTALLED = {"type": "app_uninstalled"}
REVOKED = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["UBOTT1"]}}


async def installed(w: World) -> None:
    """T1 has the bot, and its token is in use."""
    w.slack.grant("code1")
    assert (await w.install("code1"))[0] == 200
    assert await w.teams.authorize("T1") is not None


async def gone(w: World) -> bool:
    """Is nothing of T1 left, neither in the store nor in use?"""
    kept = await w.store.installations.get("slack", "T1")
    try:
        await w.teams.client("T1")
    except Refused as error:
        return error.gone and kept is None
    return False


def in_files(folder: Path) -> bytes:
    """Every byte that the store left in its folder."""
    return b"".join(path.read_bytes() for path in folder.iterdir())


@pytest.mark.parametrize("event", [UNINSTALLED, REVOKED])
async def test_who_removes_it_is_forgotten(tmp_path: Path, event: dict[str, object]) -> None:
    """A workspace that removes the bot, or takes its token away, leaves no token, and what is under way is refused."""
    async with world(tmp_path) as w:
        await installed(w)
        assert (await w.door.event(event, at=LATER))[0] == 200
        assert await gone(w) and await w.teams.authorize("T1") is None and await w.teams.all() == []
        assert "auth.test" not in w.slack.calls[2:]
    assert b"gAAAAA" not in in_files(tmp_path)


async def test_a_persons_token_is_none_of_ours(tmp_path: Path) -> None:
    """When people take away tokens of their own, the bot stays."""
    async with world(tmp_path) as w:
        await installed(w)
        event = {"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}}
        assert (await w.door.event(event, at=LATER))[0] in (200, 404)
        assert not await gone(w)


@pytest.mark.parametrize("event", [UNINSTALLED, REVOKED])
async def test_late_news_of_an_earlier_removal_wipes_nothing(tmp_path: Path, event: dict[str, object]) -> None:
    """Where a workspace installed it again since, Slack's late word that it was removed is checked first."""
    async with world(tmp_path) as w:
        await installed(w)
        assert (await w.door.event(event, at=EARLIER))[0] == 200
        assert not await gone(w)
        w.slack.live.clear()
        assert (await w.door.event(event, at=EARLIER))[0] == 200
        assert await gone(w)


async def test_news_that_cannot_be_checked_come_again(tmp_path: Path) -> None:
    """Where Slack does not say whether the token holds, the event is not acknowledged, so that it is told again."""
    async with world(tmp_path) as w:
        await installed(w)
        w.slack.odd["auth.test"] = web.Response(status=503)
        assert (await w.door.event(UNINSTALLED, at=EARLIER))[0] == 500
        assert not await gone(w)


async def test_a_wipe_that_fails_comes_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the store is busy the event is not acknowledged, and its next copy wipes."""
    async with world(tmp_path) as w:
        await installed(w)

        async def busy(platform: str, workspace: str) -> bool:
            raise StoreBusy("another process writes")

        with monkeypatch.context() as patch:
            patch.setattr(w.store.installations, "remove", busy)
            assert (await w.door.event(UNINSTALLED, at=LATER))[0] == 500
        assert (await w.door.event(UNINSTALLED, at=LATER))[0] == 200
        assert await gone(w)


async def test_who_is_not_in_is_told_in_one_line(tmp_path: Path) -> None:
    """A command from a workspace without the bot is acknowledged with where to install it."""
    async with world(tmp_path) as w:
        status, said = await w.door.command(team="T9", response_url=w.slack.base.replace("/api/", "/respond"))
        reply = json.loads(said)
        assert status == 200 and reply["response_type"] == "ephemeral" and not w.slack.said
        assert (
            reply["text"].startswith("I am not installed in this workspace")
            and f"{PUBLIC}/slack/install" in reply["text"]
        )


async def test_who_presses_a_button_of_old_is_told_too(tmp_path: Path) -> None:
    """A button under an old post, in a workspace without the bot, answers by its response url."""
    async with world(tmp_path) as w:
        url = w.slack.base.replace("/api/", "/respond")
        pressed = {"type": "block_actions", "team": {"id": "T9"}, "user": {"id": "U1"}, "response_url": url}
        assert await w.door.payload(pressed) == (200, b"")
        (said,) = w.slack.said
        assert said["response_type"] == "ephemeral" and "not installed" in said["text"] and not said["replace_original"]


async def test_who_sends_a_form_of_old_is_told_in_it(tmp_path: Path) -> None:
    """A form that is still open in a workspace without the bot says so in its place, in place of closing as if done."""
    async with world(tmp_path) as w:
        sent = {"type": "view_submission", "team": {"id": "T9"}, "user": {"id": "U1"}, "view": {"callback_id": "x"}}
        status, said = await w.door.payload(sent)
        reply = json.loads(said)
        assert status == 200 and reply["response_action"] == "update"
        assert "not installed" in reply["view"]["blocks"][0]["text"]["text"]


async def test_a_response_url_that_fails_is_no_fault_of_ours(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Where nobody can be told any more it is acknowledged all the same, and the url stays out of the log."""
    async with world(tmp_path) as w:
        pressed = {"type": "block_actions", "team": {"id": "T9"}, "user": {"id": "U1"}}
        for url in ("http://127.0.0.1:1/secret-path", "nonsense", "http://[/"):
            assert (await w.door.payload({**pressed, "response_url": url}))[0] == 200
    assert "nobody could be told" in caplog.text and "secret-path" not in caplog.text


async def test_an_event_without_the_bot_goes_nowhere(tmp_path: Path) -> None:
    """Events of a workspace without the bot are acknowledged, and nothing is said."""
    async with world(tmp_path) as w:
        assert await w.door.event({"type": "message", "text": "hi"}, team="T9") == (200, b"")
        assert not w.slack.said and not w.slack.calls


async def test_a_command_while_the_store_is_busy_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the token cannot be read a command gets one honest line, and an event comes again."""
    async with world(tmp_path) as w:

        async def busy(platform: str, workspace: str) -> Installation | None:
            raise StoreBusy("another process writes")

        monkeypatch.setattr(w.store.installations, "get", busy)
        status, said = await w.door.command()
        assert status == 200 and json.loads(said)["text"] == NOT_NOW
        assert (await w.door.event({"type": "message"}))[0] == 500


async def test_slack_is_not_asked_once_an_event(tmp_path: Path) -> None:
    """However many events come, who the bot is stands in the store."""
    async with world(tmp_path) as w:
        await installed(w)
        before = list(w.slack.calls)
        for _ in range(20):
            await w.door.event({"type": "message", "text": "hi", "user": "U1", "channel": "C1"})
        assert w.slack.calls == before


class Counted:
    """A store's installations, counted, and held up until they are let go."""

    def __init__(self, w: World) -> None:
        self.inner = w.store.installations
        self.read = 0
        self.asked = asyncio.Event()
        self.go = asyncio.Event()
        self.go.set()

    async def put(self, installation: Installation) -> None:
        await self.inner.put(installation)

    async def get(self, platform: str, workspace: str) -> Installation | None:
        self.read += 1
        found = await self.inner.get(platform, workspace)
        self.asked.set()
        await self.go.wait()
        return found

    async def all(self, platform: str) -> Sequence[Installation]:
        return await self.inner.all(platform)

    async def remove(self, platform: str, workspace: str) -> bool:
        return await self.inner.remove(platform, workspace)


async def test_many_at_once_read_once(tmp_path: Path) -> None:
    """A hundred events at once open the token once, and who gives up meanwhile does not hold up the rest."""
    async with world(tmp_path) as w, web_session() as session:
        await w.teams.install(ME, "xoxb-1")
        counted = Counted(w)
        counted.go.clear()
        teams = ManyTeams(installing_settings(w.slack.base), session, counted)
        asking = [asyncio.create_task(teams.client("T1")) for _ in range(100)]
        await counted.asked.wait()
        asking[0].cancel()
        counted.go.set()
        clients = await asyncio.gather(*asking[1:])
        assert len({id(c) for c in clients}) == 1 and counted.read == 2


async def test_what_is_wiped_while_it_is_read_is_not_used(tmp_path: Path) -> None:
    """A token that is read just when it is wiped does not come into use."""
    async with world(tmp_path) as w, web_session() as session:
        await w.teams.install(ME, "xoxb-1")
        counted = Counted(w)
        counted.go.clear()
        teams = ManyTeams(installing_settings(w.slack.base), session, counted)
        asking = asyncio.create_task(teams.client("T1"))
        await counted.asked.wait()
        await teams.remove("T1")
        counted.go.set()
        with pytest.raises(Refused):
            await asking


async def test_what_another_process_wiped_is_used_for_a_minute_at_most(tmp_path: Path) -> None:
    """A token in use here is looked up again before a minute is over, and then is gone."""
    now = 0.0
    async with world(tmp_path) as w, web_session() as session:
        await w.teams.install(ME, "xoxb-1")
        settings = installing_settings(w.slack.base)
        other = ManyTeams(settings, session, w.store.installations, monotonic=lambda: now)
        assert (await other.client("T1")).token == "xoxb-1"
        await w.teams.remove("T1")
        now = HELD_S - 1
        assert (await other.client("T1")).token == "xoxb-1"
        now = 60.0
        with pytest.raises(Refused, match="'T1' does not have the bot; install it there") as error:
            await other.client("T1")
        assert error.value.gone


async def test_a_moved_row_opens_for_nobody(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Who copies a workspace's row to another workspace does not make the bot speak there, nor give up on it."""
    async with world(tmp_path) as w:
        await w.teams.install(ME, "xoxb-1-secret")
        row = await w.store.installations.get("slack", "T1")
        assert row is not None
        moved = Installation(platform="slack", workspace="T2", sealed=row.sealed, installed_at=AT)
        await w.store.installations.put(moved)
        with pytest.raises(Unreached, match="'T2' does not open with SITREP_TOKEN_KEY"):
            await w.teams.client("T2")
        status, said = await w.door.command(team="T2")
        assert status == 200 and json.loads(said)["text"] == NOT_NOW
    assert "does not open" in caplog.text and "xoxb" not in caplog.text and KEY not in caplog.text


async def test_a_new_key_leaves_what_the_old_one_sealed(tmp_path: Path) -> None:
    """With a new key before the old one every workspace is still spoken to; with the new one alone it waits."""
    new = "bmV3" * 10 + "bmU="
    async with world(tmp_path) as w, web_session() as session:
        await w.teams.install(ME, "xoxb-1")
        settings = installing_settings(w.slack.base)
        both, alone = (settings.model_copy(update={"token_key": SecretStr(k)}) for k in (f"{new},{KEY}", new))
        assert (await ManyTeams(both, session, w.store.installations).client("T1")).token == "xoxb-1"
        with pytest.raises(Unreached):
            await ManyTeams(alone, session, w.store.installations).client("T1")


async def test_forgetting_looks_into_the_store_again(tmp_path: Path) -> None:
    """After `forget` the next use reads what is kept, such as a token that another process put there."""
    async with world(tmp_path) as w, web_session() as session:
        await w.teams.install(ME, "xoxb-1")
        other = ManyTeams(installing_settings(w.slack.base), session, w.store.installations)
        assert (await other.client("T1")).token == "xoxb-1"
        await w.teams.install(ME, "xoxb-2")
        other.forget("T1")
        assert (await other.client("T1")).token == "xoxb-2"
        assert await other.me("T1") == ME and await other.all() == ["T1"]
