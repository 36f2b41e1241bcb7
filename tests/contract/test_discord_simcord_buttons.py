"""Buttons under answers: they work for whoever presses them, also when another process posted the answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import simcord
from discord import ui

from bot.domain.replies import Kept
from bot.settings import LimitSettings
from storage.replies import StoredReplies
from tests.simworlds import World, buttons, read, reply_to, world

FLED = {"question": "how many people fled?", "as_of": "2020-02-13"}


async def answered(here: World) -> simcord.ResponseMessage:
    """The answer to a question whose sources contradict one another."""
    asked = await here.ann.slash(here.channel, "ask", **FLED)
    return await reply_to(here, asked)


async def pressed(here: World, post: simcord.ResponseMessage, button: str) -> simcord.InteractionResult:
    click = await here.boss.click(post.message, custom_id=button)
    await here.settled()
    return click


@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize(
    ("button", "words"),
    [
        ("sitrep:sources", "Sources of the answer"),
        ("sitrep:sides", "The accounts side by side"),
        ("sitrep:more", "Further facts"),
        ("sitrep:up", "Thank you"),
        ("sitrep:down", "Thank you"),
    ],
)
async def test_a_button_answers_who_presses_it(
    loaded: Path, tmp_path: Path, button: str, words: str, restarted: bool
) -> None:
    """Each button gives one reply that only its reader sees, after a restart too."""
    async with world(loaded, tmp_path) as here:
        post = await answered(here)
        if restarted:
            await here.restart()
        click = await pressed(here, post, button)
        assert click.ephemeral and click.response is not None
        assert words in read(click.response)
        assert not click.followups
        assert len(here.channel.history(viewer=here.ann)) == 1


async def test_an_answer_is_shared_once(loaded: Path, tmp_path: Path) -> None:
    """Who presses “Post to channel” twice is told that it is there, and the channel sees it once."""
    async with world(loaded, tmp_path) as here:
        post = await reply_to(here, await here.ann.slash(here.channel, "ask", **FLED, private=True))
        for _ in range(2):
            click = await here.ann.click(post.message, custom_id="sitrep:share")
            await here.settled()
        assert click.ephemeral and click.response is not None
        assert "in the channel already" in read(click.response)
        assert len(here.channel.history(viewer=here.boss)) == 1


class Slow:
    """Replies that are not written down yet when they are looked for first."""

    def __init__(self, replies: StoredReplies, looks: int) -> None:
        self._replies = replies
        self._looks = looks

    def __getattr__(self, name: str) -> Any:
        return getattr(self._replies, name)

    async def find(self, platform: str, post: str, *, channel: str) -> Kept | None:
        self._looks -= 1
        return None if self._looks >= 0 else await self._replies.find(platform, post, channel=channel)


async def test_a_button_works_at_once(loaded: Path, tmp_path: Path) -> None:
    """Who presses a button before the answer is written down is not told that it is lost."""
    async with world(loaded, tmp_path) as here:
        post = await answered(here)
        await here.restart(replies=Slow(here.store.replies, 2))
        click = await pressed(here, post, "sitrep:up")
        assert click.response is not None and "Thank you" in read(click.response)


async def test_a_page_is_turned_in_place(loaded: Path, tmp_path: Path) -> None:
    """The pages of a list follow one another in one post, after a restart too."""
    async with world(loaded, tmp_path) as here:
        asked = await here.ann.slash(here.channel, "sitrep sources")
        await here.settled()
        assert asked.response is not None
        first = read(asked.response)
        assert "sitrep:page:2" in buttons(asked.response)
        await here.restart()
        await pressed(here, asked.response, "sitrep:page:2")
        second = read(asked.response)
        assert "Page 2 of" in second and second != first
        await pressed(here, asked.response, "sitrep:page:1")
        assert read(asked.response) == first
        assert len(here.channel.history()) == 1


async def test_a_post_stays_what_it_is_when_its_pages_are_turned(loaded: Path, tmp_path: Path) -> None:
    """A list that went out plainly, since Discord refused the card, goes on plainly."""
    async with world(loaded, tmp_path) as here:
        here.env.inject_error("PATCH", "/webhooks/*/messages/@original", status=400, code=50035, message="Invalid")
        post = await reply_to(here, await here.ann.slash(here.channel, "sitrep sources"))
        assert len(post.content) > 1000
        first = post.content
        await pressed(here, post, "sitrep:page:2")
        assert len(post.content) > 1000 and post.content != first


async def test_the_last_word_of_a_reader_counts(loaded: Path, tmp_path: Path) -> None:
    """Thumbs are stored by person, and a second one takes the place of the first."""
    async with world(loaded, tmp_path) as here:
        post = await answered(here)
        await pressed(here, post, "sitrep:up")
        await pressed(here, post, "sitrep:down")
        kept = await here.store.replies.find("discord", str(post.id), channel=str(here.channel.id))
        assert kept is not None
        rows = await here.store.transact(lambda c: c.execute_fetchall("SELECT helpful FROM feedback"))
        assert [tuple(r) for r in rows] == [(0,)]


async def test_a_button_of_an_answer_that_is_gone_says_so(loaded: Path, tmp_path: Path) -> None:
    """Where the answer is not held any more, one is told to ask again."""
    async with world(loaded, tmp_path) as here:
        post = await answered(here)
        await here.restart(replies=None)
        for button in ("sitrep:sources", "sitrep:up", "sitrep:page:2"):
            click = await pressed(here, post, button)
            assert "no longer have this answer" in read(await reply_to(here, click))
            assert click.ephemeral


async def test_a_button_of_another_time_says_so(loaded: Path, tmp_path: Path) -> None:
    """A button that this version does not know is answered too."""
    async with world(loaded, tmp_path) as here:
        view = ui.View(timeout=None)
        view.add_item(ui.Button(label="old", custom_id="sitrep:gone:7"))
        view.stop()
        channel = here.bot.get_channel(here.channel.id)
        assert channel is not None
        post = await channel.send("old", view=view)  # type: ignore[union-attr]
        click = await here.ann.click(post, custom_id="sitrep:gone:7")
        await here.settled()
        assert click.ephemeral and click.response is not None
        assert "no longer have this answer" in read(click.response)


async def test_who_presses_too_fast_is_told(loaded: Path, tmp_path: Path) -> None:
    """Buttons count like commands, those that turn pages too."""
    async with world(loaded, tmp_path, limits=LimitSettings(user_per_min=1)) as here:
        post = await answered(here)
        await pressed(here, post, "sitrep:sources")
        for button in ("sitrep:sources", "sitrep:page:2"):
            click = await pressed(here, post, button)
            assert "come back in" in read(await reply_to(here, click))
            assert click.ephemeral


async def test_a_private_answer_is_kept_as_one(loaded: Path, tmp_path: Path) -> None:
    """An answer that one person sees is kept with that person, so that nothing is ever posted in its stead."""
    async with world(loaded, tmp_path) as here:
        asked = await here.ann.slash(here.channel, "ask", **FLED, private=True)
        await here.settled()
        assert asked.response is not None
        kept = await here.store.replies.find("discord", str(asked.response.id), channel=str(here.channel.id))
        assert kept is not None
        assert (kept.receipt.to.channel, kept.receipt.to.user) == (str(here.channel.id), str(here.ann.id))
        assert kept.workspace == str(here.guild.id)


async def test_a_page_that_cannot_be_found_is_told(loaded: Path, tmp_path: Path) -> None:
    """What breaks while a page is turned is told with a reference, as everywhere, and the post stays as it is."""
    async with world(loaded, tmp_path) as here:
        asked = await here.ann.slash(here.channel, "sitrep sources")
        post = await reply_to(here, asked)
        before = read(post)
        await here.restart(replies=_Broken(here.store.replies._db))
        click = await pressed(here, post, "sitrep:page:2")
        assert click.ephemeral and "reference" in read(await reply_to(here, click))
        assert read(here.channel.last_message) == before


class _Broken(StoredReplies):
    async def find(self, platform: str, post: str, *, channel: str, workspace: str = "") -> Kept | None:
        raise RuntimeError("boom")
