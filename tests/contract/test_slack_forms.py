"""Forms on Slack: opened while their trigger lives, checked while they stand, answered in their place or directly."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.domain.facts import Fact
from bot.domain.ports import FactBase
from handlers.slack.forms import SETTLES_S
from tests.servers.slack import SlackServer
from tests.servers.slack.asked import Asked
from tests.servers.slack.views import View
from tests.slackbots import Scene, scene
from tests.slacks import Sleeps

DAILY = {"channel": "C1", "when": "daily 08:00", "sitrep_zone": "Europe/London"}
FACT = "ocha-2020-02-13/1"


@dataclass
class Settling(Sleeps):
    """Pauses that last until Slack has taken the acknowledgement of every form that was sent."""

    server: SlackServer | None = None

    async def __call__(self, seconds: float) -> None:
        if seconds != SETTLES_S:
            await super().__call__(seconds)
            return
        assert self.server is not None
        await self.server.changes.until(self._shown)

    def _shown(self) -> bool:
        assert self.server is not None
        views = [v for t in self.server.teams.values() for vs in t.shown.open.values() for v in vs]
        return not any("submit" in v.body for v in views)


@asynccontextmanager
async def desk(loaded: Path, folder: Path, **more: Any) -> AsyncIterator[Scene]:
    pauses = Settling()
    async with scene(loaded, folder, sleeps=pauses, **more) as here:
        pauses.server = here.server
        here.team.scopes |= {"channels:read", "im:write"}
        yield here


async def asked_for(here: Scene, what: str = "digest add", user: str = "U1", channel: str = "C1") -> View:
    """The form that `/sitrep` opens."""
    return await (await here.team.command(user, channel, "/sitrep", what)).modal()


async def sent(here: Scene, view: View, state: dict[str, str], user: str = "U1", **how: Any) -> Asked:
    asked = await here.team.submits(user, view, state, **how)
    await here.settled()
    return asked


async def held(here: Scene) -> list[str]:
    found = await here.store.subscriptions.all(workspace="T1")
    return [f"{s.to.channel} {s.schedule} {','.join(s.topics)}".strip() for s in found]


async def test_a_digest_is_added_by_a_form(loaded: Path, tmp_path: Path) -> None:
    """Who types `/sitrep digest add` gets a form; what is filled in holds, and the form then says what comes when."""
    async with desk(loaded, tmp_path) as here:
        view = await asked_for(here)
        assert view.title == "Add a digest"
        asked = await sent(here, view, {**DAILY, "topics": "aid,displacement"})
        assert asked.ack is not None and asked.ack["response_action"] == "update"
        assert "Working…" in view.earlier[-1]
        assert "This place gets a sitrep daily 08:00 Europe/London; topics: displacement, aid." in view.words
        assert "Friday, 21 February 2020, 08:00 (Europe/London)" in view.words
        assert await held(here) == ["C1 daily 08:00 Europe/London displacement,aid"]
        assert not here.team.posts("C1") and not here.team.posts("DU1")


@pytest.mark.parametrize(
    ("state", "field", "says"),
    [
        ({**DAILY, "when": "at full moon"}, "when", "'full moon' is no time zone"),
        ({**DAILY, "when": "daily 25:00"}, "when", "25:00"),
        ({**DAILY, "when": "daily"}, "when", "no time"),
        ({**DAILY, "when": "daily 08:00 Mars/Base"}, "when", "Mars/Base"),
    ],
)
async def test_a_mistake_is_told_in_its_field(
    loaded: Path, tmp_path: Path, state: dict[str, str], field: str, says: str
) -> None:
    """What cannot be read is said at the field at once; the form stays open, and sent again it is taken."""
    async with desk(loaded, tmp_path) as here:
        view = await asked_for(here)
        asked = await sent(here, view, state)
        assert says in asked.errors[field]
        assert view in here.team.modals("U1")
        assert await held(here) == []
        await sent(here, view, DAILY)
        assert await held(here) == ["C1 daily 08:00 Europe/London"]
        assert not await here.store.inbox.left("slack", before=here.bot.wall.now(), limit=9)


async def test_a_form_is_acknowledged_before_the_work_is_done(loaded: Path, tmp_path: Path) -> None:
    """However long Slack takes to say what may be done where, the form says at once that we are at work."""
    async with desk(loaded, tmp_path) as here:
        view = await asked_for(here)
        here.server.fault("conversations.history", "slow:0.5")
        asked = await here.team.submits("U1", view, DAILY)
        assert view.words == "Working…"
        assert asked.ack_ms is not None and asked.ack_ms < 500
        await here.settled()
        assert "Number 1" in view.words or "This place gets" in view.words


async def test_a_form_that_was_closed_is_answered_directly(loaded: Path, tmp_path: Path) -> None:
    """Who closes the form while it works reads what came of it in a direct message."""
    async with desk(loaded, tmp_path) as here:
        view = await asked_for(here)
        asked = await here.team.submits("U1", view, DAILY, wait=False)
        await here.server.changes.until(lambda: asked.acked)
        await here.team.closes("U1", view)
        await here.settled()
        (post,) = here.team.posts("DU1")
        assert "This place gets a sitrep daily 08:00 Europe/London" in post.words


async def test_a_form_that_is_told_twice_is_done_once(loaded: Path, tmp_path: Path) -> None:
    """Slack may tell of a form again; nothing is added or said a second time."""
    async with desk(loaded, tmp_path) as here:
        view = await asked_for(here)
        await sent(here, view, DAILY, copies=3)
        assert await held(here) == ["C1 daily 08:00 Europe/London"]
        assert "Number 1" in view.words


async def test_a_channel_without_the_bot_gets_no_digest(loaded: Path, tmp_path: Path) -> None:
    """A digest for a channel that the bot is not in is refused, with what to do."""
    async with desk(loaded, tmp_path) as here:
        here.team.channel("C9", bot=False)
        view = await asked_for(here)
        await sent(here, view, {**DAILY, "channel": "C9"})
        assert "invite" in view.words and await held(here) == []


async def test_who_does_not_manage_gets_no_form(loaded: Path, tmp_path: Path) -> None:
    """Who does not manage the workspace is told so in place of a form for a channel."""
    async with desk(loaded, tmp_path) as here:
        for what in ("digest add", "correct"):
            asked = await here.team.command("U2", "C1", "/sitrep", what)
            assert "those who manage" in (await asked.answered()).words
            assert asked.opened is None


async def test_a_form_is_judged_again_when_it_is_sent(loaded: Path, tmp_path: Path) -> None:
    """Who may add a digest to their own messages cannot choose a channel in the form that they do not manage."""
    async with desk(loaded, tmp_path) as here:
        here.team.dm("U2")
        view = await asked_for(here, user="U2", channel="DU2")
        await sent(here, view, DAILY, user="U2")
        assert "those who manage" in view.words and await held(here) == []


async def test_one_has_a_digest_in_ones_own_messages(loaded: Path, tmp_path: Path) -> None:
    """Everybody may have a digest in their direct messages with the bot, and in nobody else's."""
    async with desk(loaded, tmp_path) as here:
        here.team.dm("U1")
        here.team.dm("U2")
        view = await asked_for(here, user="U2", channel="DU2")
        await sent(here, view, {**DAILY, "channel": "DU1"}, user="U2", anyway=True)
        assert "I am not in that conversation" in view.words and await held(here) == []
        view = await asked_for(here, user="U2", channel="DU2")
        await sent(here, view, {**DAILY, "channel": "DU2"}, user="U2")
        assert await held(here) == ["DU2 daily 08:00 Europe/London"]


async def test_zones_are_completed_by_city_and_region(loaded: Path, tmp_path: Path) -> None:
    """Some letters of a city or a region lead to its time zone; the case's own is the first and is set already."""
    async with desk(loaded, tmp_path) as here:
        view = await asked_for(here)
        found = await here.team.suggests("U1", "sitrep_zone", "dama", view)
        assert [o["value"] for o in found] == ["Asia/Damascus"]
        every = await here.team.suggests("U1", "sitrep_zone", "", view)
        assert every[0]["value"] == "Europe/Istanbul" and len(every) == 100
        assert await here.team.suggests("U1", "sitrep_zone", "atlantis", view) == []
        await sent(here, view, {"channel": "C1", "when": "weekdays 07:30"})
        assert await held(here) == ["C1 weekdays 07:30 Europe/Istanbul"]


async def test_a_fact_is_corrected_by_a_form(loaded: Path, tmp_path: Path) -> None:
    """The fact is found by its words, the correction holds, and the form says what every place will be told."""
    async with desk(loaded, tmp_path) as here:
        view = await asked_for(here, "correct")
        found = await here.team.suggests("U1", "sitrep_fact", "ocha-2020-02-13", view)
        assert FACT in [o["value"] for o in found]
        assert all(len(o["text"]["text"]) <= 75 for o in found)
        state = {
            "sitrep_fact": FACT,
            "how": "amend",
            "reason": "a slip",
            "statement": "About 799,000 fled.",
            "value": "799,000",
        }
        await sent(here, view, state)
        assert "Correction 1 holds from now on." in view.words
        assert await amended(here) == "About 799,000 fled."


async def amended(here: Scene) -> str:
    fact: Fact = (await here.store.facts.versions(FACT))[0]
    return fact.statement


@pytest.mark.parametrize(
    ("state", "field", "says"),
    [
        ({"how": "amend"}, "statement", "Fill this in to amend."),
        ({"how": "supersede"}, "by", "Fill this in to supersede."),
        ({"how": "retract", "statement": "other words"}, "statement", "Retract takes nothing here; empty this field."),
        ({"how": "amend", "statement": "other words", "value": "many"}, "value", "is no number"),
        ({"how": "retract", "sitrep_by": FACT}, "by", "Retract takes nothing here; empty this field."),
    ],
)
async def test_a_correction_is_checked_while_its_form_stands(
    loaded: Path, tmp_path: Path, state: dict[str, str], field: str, says: str
) -> None:
    """What a way of correcting needs and does not take is said at the field, and nothing is changed."""
    async with desk(loaded, tmp_path) as here:
        before = await amended(here)
        view = await asked_for(here, "correct")
        asked = await sent(here, view, {"sitrep_fact": FACT, "reason": "a slip", **state})
        assert list(asked.errors) == [field]
        assert says in asked.errors[field]
        assert await amended(here) == before


async def test_facts_are_not_corrected_from_anywhere(loaded: Path, tmp_path: Path) -> None:
    """A workspace whose corrections do not count is told so when the form is sent, or before."""
    async with desk(loaded, tmp_path, slack={"correcting_workspaces": ("T0OTHER",)}) as here:
        asked = await here.team.command("U1", "C1", "/sitrep", "correct")
        assert "another workspace" in (await asked.answered()).words


async def test_completions_that_take_too_long_are_left_out(loaded: Path, tmp_path: Path) -> None:
    """Where facts cannot be looked up in time, nothing is suggested and Slack is not kept waiting."""
    async with desk(loaded, tmp_path, changed={"facts": _Hanging()}) as here:
        view = await asked_for(here, "correct")
        assert await here.team.suggests("U1", "sitrep_fact", "ocha", view) == []


class _Hanging:
    """Facts that are never found: the looking is given up, as by a clock that ran out."""

    def __getattr__(self, name: str) -> Any:
        async def never(*args: object, **named: object) -> FactBase:
            raise TimeoutError

        return never
