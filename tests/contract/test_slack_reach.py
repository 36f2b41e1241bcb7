"""How far one reaches on Slack: from a direct message not into channels, and from another workspace nowhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.domain.errors import Forbidden
from handlers.commands import COMMANDS
from handlers.slack.managing import Managing, belongs
from handlers.slack.talk import Sender
from tests.slackbots import Scene, scene

BY_NUMBER = ("digest remove 1", "digest pause 1", "digest resume 1", "digest preview 1", "digest log 1")
NONE = "There is no subscription number 1; /sitrep digest list shows those of this place"


async def told(here: Scene, user: str, channel: str, text: str) -> str:
    """What one person sees after typing `/sitrep`."""
    await here.team.command(user, channel, "/sitrep", text)
    await here.settled()
    return here.team.ephemerals(user)[-1].words


async def standing(here: Scene) -> list[str]:
    return [s.standing for s in await here.store.subscriptions.all(workspace="T1")]


@pytest.mark.parametrize("text", BY_NUMBER)
async def test_no_number_of_a_channel_works_from_a_direct_message(loaded: Path, tmp_path: Path, text: str) -> None:
    """Who manages their own direct messages only can neither change nor read what a channel gets."""
    async with scene(loaded, tmp_path) as here:
        await told(here, "U1", "C1", "digest add daily 08:00")
        assert NONE in await told(here, "U2", here.team.dm("U2"), text)
        assert await standing(here) == ["active"]


@pytest.mark.parametrize("text", BY_NUMBER[3:])
async def test_no_number_of_a_private_channel_tells_anything_elsewhere(loaded: Path, tmp_path: Path, text: str) -> None:
    """What a private channel gets is told to nobody in another channel, however they ask."""
    async with scene(loaded, tmp_path) as here:
        here.team.channel("G1", members={"U1"}, private=True)
        await told(here, "U1", "G1", "digest add daily 08:00 topics:aid")
        assert NONE in await told(here, "U2", "C1", text)
        await here.team.says("U2", "C1", f"{here.me} /{text}")
        await here.settled()
        assert NONE in here.team.posts("C1")[-1].words
        assert NONE not in await told(here, "U1", "G1", text)


async def test_who_manages_the_workspace_ends_what_a_channel_gets_from_anywhere(loaded: Path, tmp_path: Path) -> None:
    """An admin removes the digest of a channel by its number, as where the channel is archived, and one's own too."""
    async with scene(loaded, tmp_path) as here:
        await told(here, "U1", "C1", "digest add daily 08:00")
        assert "Number 1 is removed" in await told(here, "U1", here.team.dm("U1"), "digest remove 1")
        await told(here, "U2", here.team.dm("U2"), "digest add daily 08:00")
        assert "Number 2 is removed" in await told(here, "U2", here.team.dm("U2"), "digest remove 2")


async def test_an_unsure_slack_lets_nobody_reach_further(loaded: Path, tmp_path: Path) -> None:
    """As long as Slack does not say who somebody is, they manage what is their own and nothing else."""
    async with scene(loaded, tmp_path) as here:
        await told(here, "U1", "C1", "digest add daily 08:00")
        here.server.fault("users.info", "500", times=9)
        here.team.user("U3", admin=True)
        direct = here.team.dm("U3")
        assert NONE in await told(here, "U3", direct, "digest remove 1")
        assert "Number 2" in await told(here, "U3", direct, "digest add daily 08:00")


async def test_who_installed_it_by_themselves_corrects_nothing(loaded: Path, tmp_path: Path) -> None:
    """Where anybody may install the bot, an admin corrects only what the operator lets their workspace correct."""
    async with scene(loaded, tmp_path) as here:
        open_to_all = here.bot.settings.model_copy(update={"mode": "http", "client_id": SecretStr("1.2")})
        chosen = open_to_all.model_copy(update={"correcting_workspaces": ("T1",)})
        admin, correct = Sender(workspace="T1", user="U1", channel="C1"), COMMANDS["correct"]
        with pytest.raises(Forbidden, match="must be told whose corrections count"):
            await Managing(kit=replace(here.bot.kit, settings=open_to_all)).allow(correct, admin)
        await Managing(kit=replace(here.bot.kit, settings=chosen)).allow(correct, admin)


def test_people_of_other_workspaces_are_nobody_here() -> None:
    """Slack calls nobody a stranger who shares a channel with us, so that their own workspace is looked at."""
    assert belongs({"team_id": "T1"}, "T1")
    assert not belongs({"team_id": "T2", "is_stranger": False}, "T1")
    assert not belongs({}, "T1")
    assert belongs({"team_id": "E1", "enterprise_user": {"teams": ["T7", "T1"]}}, "T1")


@pytest.mark.parametrize("fault", ["500", "429", "error:missing_scope", "error:user_not_found", "html"])
async def test_what_slack_says_to_us_is_not_told_to_people(
    loaded: Path, tmp_path: Path, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Where Slack does not say who manages, one is asked to try again in one line, and the log has Slack's words."""
    async with scene(loaded, tmp_path) as here:
        here.server.fault("users.info", fault, times=1)
        said = await told(here, "U1", "C1", "digest pause 1")
        assert said == "That did not go through just now; try again in a moment. The log says why."
        assert "asking Slack who manages the workspace" in caplog.text
