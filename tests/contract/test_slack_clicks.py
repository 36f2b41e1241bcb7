"""Buttons under answers on Slack: for whoever presses them, in their own workspace only."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.domain.replies import Kept
from bot.services.correct import amend
from bot.settings import LimitSettings
from handlers.slack.layout import lay
from handlers.slack.render import render_reply
from handlers.slack.replying import Replier, given
from handlers.slack.talk import place
from storage.replies import StoredReplies
from tests.slackbots import scene
from tests.slackpresses import FACT, answered, pressed, restarted, whispered
from tests.slacks import NOW

THEIR_FIRST = (
    ("sitrep:sources", None, "Sources of the answer"),
    ("sitrep:sides", None, "The accounts side by side"),
    ("sitrep:more", None, "Further facts"),
    ("sitrep:rate", "up", "Thank you, that is noted."),
    ("sitrep:rate", "down", "Thank you, that is noted."),
)


@pytest.mark.parametrize("public", [True, False])
@pytest.mark.parametrize(("button", "value", "says"), THEIR_FIRST)
async def test_a_button_answers_who_presses_it(
    loaded: Path, tmp_path: Path, button: str, value: str | None, says: str, public: bool
) -> None:
    """Each button gives one reply that only its presser sees, under posts and under ephemeral answers alike."""
    async with scene(loaded, tmp_path) as here:
        post = await answered(here) if public else await whispered(here)
        user = "U2" if public else "U1"
        before = len(here.team.posts("C1"))
        asked = await pressed(here, post, button, value, user)
        (reply,) = asked.posts
        assert says in reply.words
        assert reply.ephemeral and reply.seen_only_by == user
        assert len(here.team.posts("C1")) == before


async def test_a_reply_to_a_button_stands_in_its_thread(loaded: Path, tmp_path: Path) -> None:
    """What a button of a post in a thread tells stands in that thread."""
    async with scene(loaded, tmp_path) as here:
        post = await answered(here)
        asked = await pressed(here, post, "sitrep:sources")
        assert post.thread and asked.posts[0].thread == post.thread


async def test_buttons_outlive_the_process(loaded: Path, tmp_path: Path) -> None:
    """After a restart a button finds its answer, under a post and under an ephemeral one."""
    async with scene(loaded, tmp_path) as here:
        posts = [await answered(here), await whispered(here)]
        await restarted(here)
        for post in posts:
            asked = await pressed(here, post, "sitrep:sources")
            assert "Sources of the answer" in asked.posts[0].words


async def test_the_last_word_of_a_reader_counts(loaded: Path, tmp_path: Path) -> None:
    """Thumbs are stored by person, and a second one takes the place of the first."""
    async with scene(loaded, tmp_path) as here:
        post = await answered(here)
        await pressed(here, post, "sitrep:rate", "up")
        await pressed(here, post, "sitrep:rate", "down")
        await pressed(here, post, "sitrep:rate", "up", "U2")
        rows = await here.store.transact(lambda c: c.execute_fetchall("SELECT user, helpful FROM feedback ORDER BY 1"))
        assert [tuple(r) for r in rows] == [("U1", 0), ("U2", 1)]


async def test_an_answer_is_shared_once(loaded: Path, tmp_path: Path) -> None:
    """Who shares twice, also after a restart, is told that it is there, and the channel sees it once, by the bot."""
    async with scene(loaded, tmp_path) as here:
        post = await whispered(here)
        await pressed(here, post, "sitrep:share")
        (shared,) = here.team.posts("C1")
        assert "OCHA" in shared.words and "sitrep:share" not in shared.actions
        assert shared.metadata is not None and shared.made_by == "chat.postMessage"
        for restart in (False, True):
            if restart:
                await restarted(here)
            asked = await pressed(here, post, "sitrep:share")
            assert "in the channel already" in asked.posts[0].words
        assert here.team.posts("C1") == [shared]
        asked = await pressed(here, shared, "sitrep:sources", user="U2")
        assert "Sources of the answer" in asked.posts[0].words


async def test_a_press_that_is_told_twice_counts_once(loaded: Path, tmp_path: Path) -> None:
    """Slack may tell of a press again; it is shared, and replied to, once."""
    async with scene(loaded, tmp_path) as here:
        post = await whispered(here)
        asked = await here.team.clicks("U1", post, "sitrep:share", copies=3)
        await here.settled()
        assert len(here.team.posts("C1")) == 1 and not asked.posts
        again = await here.team.clicks("U1", post, "sitrep:sources", copies=3)
        await here.settled()
        assert len(again.posts) == 1


async def test_nothing_is_shared_where_the_bot_is_not(loaded: Path, tmp_path: Path) -> None:
    """In a channel without the bot one is told to invite it; once it is there, the same press shares."""
    async with scene(loaded, tmp_path) as here:
        channel = here.team.channel("C7", bot=False)
        post = await whispered(here, channel="C7")
        asked = await pressed(here, post, "sitrep:share")
        assert "/invite" in asked.posts[0].words
        assert not here.team.posts("C7") and not here.team.posts("DU1")
        channel.bot = True
        await pressed(here, post, "sitrep:share")
        assert len(here.team.posts("C7")) == 1


async def test_what_a_channel_does_not_take_is_not_called_shared(loaded: Path, tmp_path: Path) -> None:
    """Where the channel's rules refuse the post, who pressed gets it directly, and may press again later."""
    async with scene(loaded, tmp_path) as here:
        post = await whispered(here)
        here.server.fault("chat.postMessage", "error:restricted_action", times=1)
        await pressed(here, post, "sitrep:share")
        (direct,) = here.team.posts("DU1")
        assert "I may not write in" in direct.words and not here.team.posts("C1")
        await pressed(here, post, "sitrep:share")
        assert len(here.team.posts("C1")) == 1


async def test_what_was_corrected_is_not_shared(loaded: Path, tmp_path: Path) -> None:
    """An answer that one person sees bears no mark; after a correction it is not shared any more."""
    async with scene(loaded, tmp_path) as here:
        post = await whispered(here)
        posting = here.bot.services.scheduled()
        more: dict[str, Any] = {"reason": "a slip", "made_by": "U1", "now": NOW}
        await amend(posting, FACT, statement="About 799,000 people fled.", value=799_000, **more)
        asked = await pressed(here, post, "sitrep:share")
        assert "was corrected since" in asked.posts[0].words
        assert not here.team.posts("C1")


@pytest.mark.parametrize("public", [True, False])
async def test_a_page_is_turned_in_place(loaded: Path, tmp_path: Path, public: bool) -> None:
    """The pages of a list follow one another in one post, after a restart too."""
    async with scene(loaded, tmp_path) as here:
        post = await (answered(here, "sources") if public else whispered(here, "sources"))
        first = post.words
        assert "Page 1 of" in first
        await restarted(here)
        asked = await pressed(here, post, "sitrep:page:2")
        assert "Page 2 of" in post.words and post.words != first
        await pressed(here, post, "sitrep:page:1")
        assert post.words == first
        assert not [p for p in asked.posts if p is not post]
        assert len(here.team.posts("C1")) == (1 if public else 0)
        assert len(here.team.ephemerals("U1")) == (0 if public else 1)


async def test_a_button_of_an_answer_that_is_gone_says_so(loaded: Path, tmp_path: Path) -> None:
    """Where the answer is not held any more, one is told to ask again, once a press."""
    async with scene(loaded, tmp_path) as here:
        posts = [await answered(here, "sources"), await whispered(here, "sources")]
        await here.store.replies.forget(NOW.replace(year=2030))
        for post in posts:
            for button in ("sitrep:page:2",):
                asked = await pressed(here, post, button)
                assert [p.words for p in asked.posts] == ["I no longer have this answer; ask again."]


async def test_a_button_of_another_time_says_so(loaded: Path, tmp_path: Path) -> None:
    """A button that this version does not know is answered too."""
    async with scene(loaded, tmp_path) as here:
        post = await answered(here)
        here.team.board.change(post, text="old", shown=[_old()], body={})
        asked = await pressed(here, post, "sitrep:gone:7")
        assert [p.words for p in asked.posts] == ["I no longer have this answer; ask again."]


def _old() -> dict[str, Any]:
    button = {"type": "button", "action_id": "sitrep:gone:7", "text": {"type": "plain_text", "text": "Old"}}
    return {"type": "actions", "block_id": "sitrep:0:", "elements": [button]}


async def test_answers_of_other_workspaces_and_people_are_not_told(loaded: Path, tmp_path: Path) -> None:
    """A button that names the answer of another workspace, or of another person alone, leads to nothing."""
    async with scene(loaded, tmp_path) as here:
        private = await whispered(here)
        ref = next(b["block_id"] for b in private.blocks if b["type"] == "actions").rpartition(":")[2]
        post = await answered(here)
        kept = await here.store.replies.find("slack", ref, channel="C1")
        assert kept is not None
        foreign = replace(kept.receipt, to=place("T2", "C1", user="U2"), id="their-ref")
        page = render_reply(kept.message)
        await here.store.replies.keep(kept.message, page, foreign, workspace="T2", at=NOW)
        for name in (ref, "their-ref"):
            laid = lay(page.body, ref=name)
            here.team.board.change(post, text=laid.text, shown=laid.blocks, body={})
            asked = await pressed(here, post, "sitrep:sources", user="U2")
            assert [p.words for p in asked.posts] == ["I no longer have this answer; ask again."]


async def test_what_was_sent_directly_has_buttons_that_work(loaded: Path, tmp_path: Path) -> None:
    """An answer that came as a direct message is found by its buttons, for the one it was sent to."""
    async with scene(loaded, tmp_path) as here:
        kept = await here.store.replies.find("slack", (await answered(here)).ts, channel="C1")
        assert kept is not None
        replier = Replier(kit=here.bot.kit)
        assert await replier.post(given(kept.message), place("T1", "", user="U2"), key="direct", asked_by="U2")
        (post,) = here.team.posts(here.team.dm("U2"))
        asked = await pressed(here, post, "sitrep:sources", user="U2")
        assert "Sources of the answer" in asked.posts[0].words


class Slow:
    """Replies that are not written down yet when they are looked for first."""

    def __init__(self, replies: StoredReplies, looks: int) -> None:
        self._replies = replies
        self._looks = looks

    def __getattr__(self, name: str) -> Any:
        return getattr(self._replies, name)

    async def find(self, platform: str, post: str, *, channel: str, workspace: str) -> Kept | None:
        self._looks -= 1
        if self._looks >= 0:
            return None
        return await self._replies.find(platform, post, channel=channel, workspace=workspace)


async def test_a_button_works_at_once(loaded: Path, tmp_path: Path) -> None:
    """Who presses a button before the answer is written down is not told that it is lost."""
    async with scene(loaded, tmp_path) as here:
        post = await answered(here)
        await restarted(here, replies=Slow(here.store.replies, 2))
        asked = await pressed(here, post, "sitrep:rate", "up")
        assert "Thank you" in asked.posts[0].words


async def test_who_presses_too_fast_is_told(loaded: Path, tmp_path: Path) -> None:
    """Buttons count like commands, those that turn pages too."""
    async with scene(loaded, tmp_path, limits=LimitSettings(user_per_min=1)) as here:
        post = await answered(here, "sources")
        await restarted(here)
        await pressed(here, post, "sitrep:page:2", user="U2")
        asked = await pressed(here, post, "sitrep:page:1", user="U2")
        assert "come back in" in asked.posts[0].words
