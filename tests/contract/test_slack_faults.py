"""What goes wrong with a post is named rightly: lost, refused and why, to be sent later, or in doubt."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.delivery import Destination
from bot.domain.errors import Held, PlatformError, Refused, Unreached, Unsure
from handlers.slack.outbound import Outbound
from handlers.slack.teams import OneTeam, web_session
from tests.servers.slack import slack_server
from tests.slackposting import CHANNEL, body, place, scene, settings

POST, HISTORY = "chat.postMessage", "conversations.history"
ERAS = timedelta(minutes=5)


@pytest.mark.parametrize("fault", ["reset_after", "reset_before", "500", "503", "html", "not_json"])
async def test_what_may_have_arrived_is_never_called_refused(tmp_path: Path, fault: str) -> None:
    """A fault on the way is in doubt after one single call, though the SDK by itself would try again."""
    async with scene(tmp_path) as s:
        s.server.fault(POST, fault, times=9)
        async with asyncio.timeout(2):
            with pytest.raises(Unsure):
                await s.platform.send(s.to, body("Hello."), key="k1")
        assert len(s.team.calls(POST)) == 1


@pytest.mark.parametrize(
    "code", ["internal_error", "fatal_error", "service_unavailable", "duplicate_message_not_found"]
)
async def test_a_fault_of_slack_is_in_doubt(tmp_path: Path, code: str) -> None:
    """What Slack calls its own fault may have happened after it posted."""
    async with scene(tmp_path) as s:
        s.server.fault(POST, f"error:{code}")
        with pytest.raises(Unsure, match=code):
            await s.platform.send(s.to, body("Hello."), key="k1")


@pytest.mark.parametrize(
    ("code", "gone", "says"),
    [
        ("channel_not_found", True, "/invite"),
        ("not_in_channel", True, "/invite"),
        ("is_archived", True, "unarchive"),
        ("restricted_action", True, "admins"),
        ("account_inactive", True, "install it again"),
        ("token_revoked", True, "install it again"),
        ("user_not_found", True, "directly"),
        ("msg_too_long", False, "too long"),
        ("no_text", False, "nothing"),
        ("brand_new_error", False, "brand_new_error"),
    ],
)
async def test_a_refusal_says_what_to_do(tmp_path: Path, code: str, gone: bool, says: str) -> None:
    """What Slack will never take is refused, as gone where the place is closed, with what to do."""
    async with scene(tmp_path) as s:
        s.server.fault(POST, f"error:{code}")
        with pytest.raises(Refused, match=says) as refused:
            await s.platform.send(s.to, body("Hello."), key="k1")
        assert refused.value.gone is gone and "\n" not in str(refused.value)


@pytest.mark.parametrize("code", ["invalid_auth", "not_authed"])
async def test_a_token_that_is_refused_loses_no_post(tmp_path: Path, code: str) -> None:
    """A wrong token is the operator's to mend: nothing was posted, no place is closed, and the variable is named."""
    async with scene(tmp_path) as s:
        s.server.fault(POST, f"error:{code}")
        with pytest.raises(Unreached, match="SLACK_BOT_TOKEN") as error:
            await s.platform.send(s.to, body("Hello."), key="k1")
        assert s.team.token not in str(error.value)


async def test_a_missing_scope_is_named(tmp_path: Path) -> None:
    """Where the app lacks a scope it says which, and where the manifest comes from; no place is closed for it."""
    async with scene(tmp_path) as s:
        s.team.scopes.discard("chat:write")
        with pytest.raises(Refused, match=r"chat:write.*sitrep manifest slack") as refused:
            await s.platform.send(s.to, body("Hello."), key="k1")
        assert not refused.value.gone


async def test_a_wait_is_handed_on_and_not_slept_through(tmp_path: Path) -> None:
    """A 429 is a wait for the deliverer to keep, of this place only, and comes back at once."""
    async with scene(tmp_path) as s:
        s.server.fault(POST, "429", retry_after=40)
        async with asyncio.timeout(1):
            with pytest.raises(Held) as held:
                await s.platform.send(s.to, body("Hello."), key="k1")
        assert held.value.retry_after == 40 and not held.value.everywhere
        await s.platform.send(s.to, body("Hello."), key="k1")
        assert len(s.texts()) == 1


async def test_another_workspace_is_none_of_ours(tmp_path: Path) -> None:
    """With the token of one workspace nothing is sent for another, and it is said whose the token is."""
    async with scene(tmp_path) as s:
        with pytest.raises(Refused, match=r"belongs to workspace T0DESK.*T0OTHER") as refused:
            await s.platform.send(replace(s.to, workspace="T0OTHER"), body("Hello."), key="k1")
        assert refused.value.gone and not s.team.calls(POST)
        await s.platform.send(replace(s.to, workspace=""), body("Hello."), key="k2")
        assert len(s.texts()) == 1


async def test_a_removed_bot_closes_its_places(tmp_path: Path) -> None:
    """In a workspace that removed the bot every place is gone, with what to do."""
    async with scene(tmp_path) as s:
        s.team.revokes("account_inactive")
        with pytest.raises(Refused, match="install it again") as refused:
            await s.platform.send(s.to, body("Hello."), key="k1")
        assert refused.value.gone


async def test_before_the_start_nothing_is_reached() -> None:
    """A send before the adapter runs certainly did not arrive, and says so."""
    with pytest.raises(Unreached, match="not connected"):
        await Outbound().send(Destination(platform="slack", channel=CHANNEL), body("Hello."), key="k")


async def test_an_address_where_nobody_listens_is_unreached() -> None:
    """When Slack cannot be reached, a post certainly did not arrive."""
    async with slack_server() as server, web_session() as session:
        given = settings(server, server.add_team(id="T0DESK", name="Desk"), api_base="http://127.0.0.1:1/api/")
        outbound = Outbound(OneTeam(given, session))
        with pytest.raises(Unreached, match="cannot be reached"):
            await outbound.send(Destination(platform="slack", channel=CHANNEL), body("Hello."), key="k")


async def test_many_that_ask_who_the_bot_is_ask_once(tmp_path: Path) -> None:
    """However many posts go out at once, Slack is asked for the bot's name once."""
    async with slack_server() as server, web_session() as session:
        team = server.add_team(id="T0DESK", name="Desk")
        teams = OneTeam(settings(server, team), session)
        assert len({me.user for me in await asyncio.gather(*(teams.me("") for _ in range(50)))}) == 1
        assert len(team.calls("auth.test")) == 1
        teams.forget(team.id)
        assert await teams.all() == [team.id] and len(team.calls("auth.test")) == 2
        allowed = await teams.authorize("T0CONNECTED")
        assert allowed is not None and allowed.bot_user_id == team.bot_user and allowed.bot_token == team.token


@pytest.mark.parametrize(
    ("fault", "error"),
    [("500", Unreached), ("reset_after", Unreached), ("429", Held), ("error:invalid_auth", Unreached)],
)
async def test_a_post_waits_for_who_the_bot_is(fault: str, error: type[PlatformError]) -> None:
    """While Slack does not say who the bot is nothing is posted, and it is asked again at the next post."""
    async with slack_server() as server, web_session() as session:
        team = server.add_team(id="T0DESK", name="Desk")
        team.channel(CHANNEL)
        outbound = Outbound(OneTeam(settings(server, team), session))
        server.fault("auth.test", fault)
        with pytest.raises(error):
            await outbound.send(place(team), body("Hello."), key="k")
        assert not team.posts(CHANNEL)
        await outbound.send(place(team), body("Hello."), key="k")
        assert len(team.posts(CHANNEL)) == 1


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("500", Unsure),
        ("not_json", Unsure),
        ("html", Unsure),
        ("truncated", Unsure),
        ("429", Held),
        ("error:invalid_auth", Unreached),
        ("error:thread_not_found", Refused),
    ],
)
async def test_a_history_that_cannot_be_read_is_not_an_empty_one(
    tmp_path: Path, fault: str, error: type[PlatformError]
) -> None:
    """Whatever goes wrong while reading back, it is never taken for "it did not arrive", and closes no place."""
    async with scene(tmp_path) as s:
        sent = await s.platform.send(s.to, body("Posted."), key="k1")
        s.server.fault(HISTORY, fault)
        with pytest.raises(error) as raised:
            await s.platform.find(s.to, key="k1", since=sent.sent_at - ERAS)
        assert not (isinstance(raised.value, Refused) and raised.value.gone)
        assert await s.platform.find(s.to, key="k1", since=sent.sent_at - ERAS) is not None
