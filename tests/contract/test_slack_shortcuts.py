"""What can be done with any message on Slack: check it against the facts, and report an error in a post of the bot."""

from __future__ import annotations

from pathlib import Path

from tests.slackbots import scene
from tests.slackpresses import FACT, answered, restarted


async def test_a_message_is_checked_for_one_reader(loaded: Path, tmp_path: Path) -> None:
    """Somebody's message is held against the facts, and only who asked sees what the base says, in the thread."""
    async with scene(loaded, tmp_path) as here:
        root = await here.team.says("U2", "C1", "What do you know?")
        said = await here.team.says(
            "U2", "C1", "More than 800,000 people fled north-west Syria by 12 February 2020.", thread=root.ts
        )
        asked = await here.team.shortcut("U1", "sitrep_check", "C1", said.ts)
        post = await asked.answered()
        await here.settled()
        assert "Checked against the facts" in post.words and "800,000" in post.words
        assert post.seen_only_by == "U1" and post.thread == root.ts
        assert not await here.store.journal.open_gaps("T1", limit=5)


async def test_an_answer_of_the_bot_is_checked_too(loaded: Path, tmp_path: Path) -> None:
    """The blocks of a post of ours count as its words."""
    async with scene(loaded, tmp_path) as here:
        post = await answered(here)
        asked = await here.team.shortcut("U1", "sitrep_check", "C1", post.ts)
        assert "OCHA" in (await asked.answered()).words


async def test_an_error_is_reported(loaded: Path, tmp_path: Path) -> None:
    """A form asks what is wrong; it is kept with the facts of the post, and its reader is thanked in the form."""
    async with scene(loaded, tmp_path) as here:
        post = await answered(here)
        view = await (await here.team.shortcut("U2", "sitrep_report", "C1", post.ts)).modal()
        await restarted(here)
        empty = await here.team.submits("U2", view, {"words": "   "})
        assert "needs words" in empty.errors["words"]
        await here.team.submits("U2", view, {"words": "the figure is from the day before"})
        await here.settled()
        (report,) = await here.store.replies.reports("T1", limit=5)
        assert (report.words, report.post.id) == ("the figure is from the day before", post.ts)
        assert FACT in report.facts


async def test_errors_are_reported_in_posts_of_the_bot(loaded: Path, tmp_path: Path) -> None:
    """A message of somebody else opens no form; one is told what to do instead."""
    async with scene(loaded, tmp_path) as here:
        said = await here.team.says("U2", "C1", "Ten people fled.")
        asked = await here.team.shortcut("U1", "sitrep_report", "C1", said.ts)
        assert "not a post of mine" in (await asked.answered()).words
        assert asked.opened is None
