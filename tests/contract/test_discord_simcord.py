"""Commands on Discord: each ends in one reply, seen by whom it should be."""

from __future__ import annotations

import json
import logging
import sqlite3
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.settings import LimitSettings
from handlers.guarding import STORELESS
from tests.fakes import FakeAsker
from tests.simworlds import World, buttons, read, reply_to, world

FLED = {"question": "how many people fled?", "as_of": "2020-02-13"}


def callbacks(here: World) -> list[object]:
    """What interactions were acknowledged with, in order."""
    return [r.json for r in here.env.http_requests if r.path.endswith("/callback")]


async def shown(here: World, asked: simcord.InteractionResult) -> str:
    """The words of the one reply to an interaction."""
    return read(await reply_to(here, asked))


async def test_a_question_is_answered_in_the_channel(loaded: Path, tmp_path: Path) -> None:
    """/ask is acknowledged before anything else, and its one reply is the answer with its sources, for everybody."""
    async with world(loaded, tmp_path) as here:
        asked = await here.ann.slash(here.channel, "ask", **FLED)
        assert "800,000" in await shown(here, asked)
        assert read(asked.response).startswith("-# Asked: how many people fled?")
        assert "reliefweb.int" in read(asked.response)
        assert callbacks(here) == [{"type": 5}]
        assert not asked.ephemeral
        assert len(here.channel.history()) == 1


async def test_a_private_answer_is_shown_to_all_when_its_reader_wants_it(loaded: Path, tmp_path: Path) -> None:
    """private:True answers one person, who can post the answer to the channel, where it has no such button any more."""
    async with world(loaded, tmp_path) as here:
        asked = await here.ann.slash(here.channel, "ask", **FLED, private=True)
        post = await reply_to(here, asked)
        assert asked.ephemeral
        assert "sitrep:share" in buttons(post)
        assert not here.channel.history(viewer=here.boss)

        click = await here.ann.click(post.message, custom_id="sitrep:share")
        assert not click.ephemeral
        assert "800,000" in read(post) and "800,000" in await shown(here, click)
        assert "sitrep:share" not in buttons(click.response)
        assert len(here.channel.history(viewer=here.boss)) == 1


@pytest.mark.parametrize(
    "name",
    ["sitrep now", "sitrep figures", "sitrep timeline", "sitrep disputed", "sitrep sources", "sitrep deadlines list"],
)
async def test_what_readers_use_is_open_to_everybody(loaded: Path, tmp_path: Path, name: str) -> None:
    """Whoever is in a server may use what reads, and everybody there sees the answer."""
    async with world(loaded, tmp_path) as here:
        asked = await here.ann.slash(here.channel, name)
        assert len(await shown(here, asked)) > 100
        assert not asked.ephemeral


@pytest.mark.parametrize("name", ["digest list", "gaps", "sitrep status", "sitrep help"])
async def test_what_is_for_one_person_is_seen_by_them_alone(loaded: Path, tmp_path: Path, name: str) -> None:
    """What manages, and what tells of the bot itself, does not fill the channel."""
    async with world(loaded, tmp_path) as here:
        asked = await here.boss.slash(here.channel, name)
        assert await shown(here, asked)
        assert asked.ephemeral


async def test_managing_is_for_managers(loaded: Path, tmp_path: Path) -> None:
    """Discord offers /digest, /correct and /gaps to who may manage the server only; reminders are refused in words."""
    async with world(loaded, tmp_path) as here:
        assert not {"digest add", "correct", "gaps"} & set(here.ann.available_commands(here.channel))
        assert {"digest add", "correct", "gaps"} <= set(here.boss.available_commands(here.channel))
        asked = await here.ann.slash(here.channel, "sitrep deadlines track")
        assert "/sitrep deadlines track is for those who manage this place" in await shown(here, asked)
        asked = await here.boss.slash(here.channel, "sitrep deadlines track")
        assert "/sitrep deadlines untrack" in await shown(here, asked)


async def test_a_subscription_is_made_for_the_channel(loaded: Path, tmp_path: Path) -> None:
    """/digest add subscribes the channel in which it is used, for everybody there."""
    async with world(loaded, tmp_path) as here:
        asked = await here.boss.slash(here.channel, "digest add", when="daily 08:00 Europe/Istanbul")
        assert "08:00" in await shown(here, asked)
        (made,) = await here.store.subscriptions.all(workspace=str(here.guild.id))
        assert (made.to.channel, made.to.user) == (str(here.channel.id), "")


async def test_facts_are_corrected_from_the_servers_that_may(loaded: Path, tmp_path: Path) -> None:
    """With correcting_servers set, every other server is told that it may not correct."""
    change = {"fact": "ocha-2020-02-13/1", "how": "retract", "reason": "withdrawn"}
    async with world(loaded, tmp_path, correcting_servers=("1",)) as here:
        asked = await here.boss.slash(here.channel, "correct", **change)
        assert "corrected from another server" in await shown(here, asked)
        (now,) = await here.store.facts.versions("ocha-2020-02-13/1")
        assert now.version == 1


async def test_with_several_servers_it_must_be_said_who_corrects(loaded: Path, tmp_path: Path) -> None:
    """The facts are one base: a bot that strangers may have invited takes corrections from nobody until it is told."""
    change = {"fact": "ocha-2020-02-13/1", "how": "retract", "reason": "withdrawn"}
    async with world(loaded, tmp_path) as here:
        here.env.create_guild("Strangers")
        asked = await here.boss.slash(here.channel, "correct", **change)
        words = await shown(here, asked)
        assert "several servers" in words and str(here.guild.id) in words
        (now,) = await here.store.facts.versions("ocha-2020-02-13/1")
        assert now.version == 1


async def test_a_private_question_is_kept_from_editors(loaded: Path, tmp_path: Path) -> None:
    """What one person asks in private goes on the list of gaps without its words."""
    async with world(loaded, tmp_path) as here:
        for private in (False, True):
            asked = await here.ann.slash(here.channel, "ask", question="who won the cup of bread?", private=private)
            await shown(here, asked)
        gaps = await here.store.journal.open_gaps(str(here.guild.id), limit=5)
        assert [g.question for g in gaps] == ["", "who won the cup of bread?"]


async def test_nothing_is_promised_where_the_bot_may_not_post(loaded: Path, tmp_path: Path) -> None:
    """A subscription for a channel that is closed to the bot is refused at once, with what to allow."""
    async with world(loaded, tmp_path) as here:
        nobody: Any = {here.guild.default_role: discord.PermissionOverwrite(send_messages=False)}
        closed = here.guild.create_text_channel("closed", overwrites=nobody)
        asked = await here.boss.slash(closed, "digest add", when="daily 08:00 Europe/Istanbul")
        assert "Send Messages" in await shown(here, asked)
        assert not await here.store.subscriptions.all(workspace=str(here.guild.id))


async def test_who_is_too_fast_is_told_when_to_come_back(loaded: Path, tmp_path: Path) -> None:
    """Beyond the limit of a person one is told to wait, each time, while others are answered."""
    async with world(loaded, tmp_path, limits=LimitSettings(user_per_min=2)) as here:
        said = [await shown(here, await here.ann.slash(here.channel, "sitrep status")) for _ in range(4)]
        assert ["come back in" in words for words in said] == [False, False, True, True]
        assert "come back in" not in await shown(here, await here.boss.slash(here.channel, "sitrep status"))


async def test_a_locked_store_is_told(loaded: Path, tmp_path: Path) -> None:
    """While another process holds the database, a question ends in words that say so, and not in silence."""
    async with world(loaded, tmp_path) as here:
        with sqlite3.connect(tmp_path / "sitrep.db") as other:
            other.execute("BEGIN IMMEDIATE")
            asked = await here.boss.slash(here.channel, "digest add", when="daily 08:00 Europe/Istanbul")
            await here.bot.inbound.settled()
            assert await shown(here, asked) == STORELESS
            other.rollback()


async def test_a_fault_ends_in_one_reply_with_its_reference(
    loaded: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What breaks inside is told with a short reference that the log has too."""
    async with world(loaded, tmp_path, changed={"asker": FakeAsker(RuntimeError("boom"))}) as here:
        words = await shown(here, await here.ann.slash(here.channel, "ask", **FLED))
        assert "reference" in words and "boom" not in words
        (line,) = [
            r for r in caplog.records if r.__dict__.get("action") == "command.failed" and r.levelno >= logging.ERROR
        ]
        assert line.__dict__["reference"] in words
        assert "boom" in line.__dict__["fault"]


async def test_a_layout_that_discord_refuses_is_said_plainly(loaded: Path, tmp_path: Path) -> None:
    """Where Discord refuses a card, the same words go out as plain text."""
    async with world(loaded, tmp_path) as here:
        here.env.inject_error("PATCH", "/webhooks/*/messages/@original", status=400, code=50035, message="Invalid")
        asked = await here.ann.slash(here.channel, "ask", **FLED)
        assert "800,000" in (await reply_to(here, asked)).content


async def test_what_cannot_be_said_at_all_is_logged(
    loaded: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Where Discord takes no reply whatsoever, the log has it, and nothing else breaks."""
    async with world(loaded, tmp_path) as here:
        here.env.inject_error("PATCH", "/webhooks/*", status=404, code=10015, message="Unknown Webhook", times=None)
        await here.ann.slash(here.channel, "ask", **FLED)
        await here.settled()
        assert [r for r in caplog.records if "Unknown Webhook" in str(r.__dict__.get("fault"))]
        assert not here.env.errors


async def test_completions_are_offered_while_typing(loaded: Path, tmp_path: Path) -> None:
    """Names, facts, moments and time zones complete, and nothing from after the moment asked about is offered."""
    async with world(loaded, tmp_path) as here:
        names = await here.ann.autocomplete(here.channel, "sitrep who", "name", "erdog")
        assert any("Erdogan" in n["value"] for n in names)
        zones = await here.boss.autocomplete(here.channel, "digest add", "when", "daily 08:00 Europe/Ista")
        assert any(z["value"] == "daily 08:00 Europe/Istanbul" for z in zones)
        early = await here.ann.autocomplete(here.channel, "sitrep fact", "id", "ocha-2020-02-13", as_of="2020-01-10")
        late = await here.ann.autocomplete(here.channel, "sitrep fact", "id", "ocha-2020-02-13", as_of="2020-02-20")
        assert "2020-02-13" in str(late)
        assert "2020-02" not in str(early)


async def test_every_option_of_the_table_reaches_its_command(loaded: Path, tmp_path: Path) -> None:
    """Days, numbers, choices and words arrive as they were typed."""
    async with world(loaded, tmp_path) as here:
        asked = await here.ann.slash(
            here.channel, "sitrep timeline", **{"about": "Saraqib", "from": "2020-02-01", "to": "2020-02-15"}
        )
        assert "Saraqib" in await shown(here, asked)
        asked = await here.ann.slash(here.channel, "sitrep deadlines list", show="pending")
        assert "Pending" in await shown(here, asked)
        asked = await here.ann.slash(here.channel, "sitrep now", days=2, about="aid")
        assert await shown(here, asked)


async def test_nobody_is_mentioned_by_an_answer(loaded: Path, tmp_path: Path) -> None:
    """Every post of the bot says that it mentions nobody, whatever stands in it."""
    async with world(loaded, tmp_path) as here:
        await shown(here, await here.ann.slash(here.channel, "sitrep who", name="@everyone <@1>"))
        edits = [r.json for r in here.env.http_requests if r.path.endswith("@original")]
        assert edits and all(isinstance(e, dict) and e["allowed_mentions"] == {"parse": []} for e in edits)
        assert "@everyone" not in json.dumps(edits)
