"""What can be done with any message: check it against the facts, and report an error in a post of the bot."""

from __future__ import annotations

from pathlib import Path

import simcord

from handlers.discord.menus import CHECK, REPORT
from tests.simworlds import World, read, reply_to, world

FLED = {"question": "how many people fled?", "as_of": "2020-02-13"}
WORDS = {"sitrep:words": "the figure is from the day before"}


async def answered(here: World) -> simcord.ResponseMessage:
    asked = await here.ann.slash(here.channel, "ask", **FLED)
    return await reply_to(here, asked)


async def test_a_message_is_checked_for_one_reader(loaded: Path, tmp_path: Path) -> None:
    """Somebody's message is held against the facts, and only who asked sees what the base says."""
    async with world(loaded, tmp_path) as here:
        claim = await here.boss.send(
            here.channel, "More than 800,000 people fled north-west Syria by 12 February 2020."
        )
        asked = await here.ann.context_menu(here.channel, CHECK, claim)
        assert "Checked against the facts" in read(await reply_to(here, asked))
        assert asked.ephemeral
        assert not await here.store.journal.open_gaps(str(here.guild.id), limit=5)


async def test_a_card_of_the_bot_is_checked_too(loaded: Path, tmp_path: Path) -> None:
    """The words of a card count as the words of a message."""
    async with world(loaded, tmp_path) as here:
        post = await answered(here)
        asked = await here.ann.context_menu(here.channel, CHECK, post.message)
        await here.settled()
        assert asked.response is not None
        assert "Checked against the facts" in read(asked.response)


async def test_an_error_is_reported(loaded: Path, tmp_path: Path) -> None:
    """A form asks what is wrong; it is kept with the facts of the post, and its reader is thanked."""
    async with world(loaded, tmp_path) as here:
        post = await answered(here)
        form = await here.ann.context_menu(here.channel, REPORT, post.message)
        assert form.modal is not None
        sent = await here.ann.submit_modal(form, WORDS)
        await here.settled()
        assert sent.ephemeral and sent.response is not None
        assert "Your report has number 1" in read(sent.response)
        (report,) = await here.store.replies.reports(str(here.guild.id), limit=5)
        assert report.words == WORDS["sitrep:words"]
        assert report.post.id == str(post.id)
        assert "ocha-2020-02-13/1" in report.facts


async def test_a_form_outlives_a_restart(loaded: Path, tmp_path: Path) -> None:
    """A form that was opened before a restart and sent after it is not lost."""
    async with world(loaded, tmp_path) as here:
        post = await answered(here)
        form = await here.ann.context_menu(here.channel, REPORT, post.message)
        await here.restart()
        sent = await here.ann.submit_modal(form, WORDS)
        await here.settled()
        assert sent.response is not None
        assert "Your report has number 1" in read(sent.response)


async def test_errors_are_reported_in_posts_of_the_bot(loaded: Path, tmp_path: Path) -> None:
    """A message of somebody else opens no form; one is told what to do instead."""
    async with world(loaded, tmp_path) as here:
        claim = await here.boss.send(here.channel, "Ten people fled.")
        asked = await here.ann.context_menu(here.channel, REPORT, claim)
        await here.settled()
        assert asked.modal is None
        assert asked.ephemeral and asked.response is not None
        assert "not a post of mine" in read(asked.response)
