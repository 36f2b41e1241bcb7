"""The pane beside a channel: that the bot works, what one may ask, and answers that grow and are whole in the end."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.servers.slack import Asked, error, slow
from tests.slackbots import FLED, Scene, bot_of, scene

FAULTS = ["500", "429", "reset_before", "reset_after", "close", "html", "not_json", error("unknown_method")]


async def one_whole_answer(s: Scene, asked: Asked) -> None:
    """The thread of a direct message holds one answer, from its first line to its buttons, and nothing works on it."""
    post = await asked.replied()
    await s.settled()
    (shown,) = s.team.posts("DU1")
    assert shown is post and not shown.streaming
    assert shown.words.startswith("About 900,000 people") and shown.words.count("About 900,000 people had") == 1
    assert "As of 20 February 2020" in shown.words and "sitrep:rate" in shown.actions
    assert await s.store.replies.find("slack", shown.ts, channel="DU1") is not None
    assert not s.team.statuses or s.team.statuses[-1]["status"] == ""


async def test_an_answer_grows_in_a_direct_message(loaded: Path, tmp_path: Path) -> None:
    """In a direct message the lead stands first, and the rest follows in the same post, which can be found again."""
    async with scene(loaded, tmp_path) as s:
        asked = await s.team.dms("U1", FLED)
        await one_whole_answer(s, asked)
        (post,) = s.team.posts("DU1")
        assert post.made_by == "chat.startStream" and len(post.chunks) == 2
        assert post.metadata is not None and post.metadata["event_payload"] == {"delivery": f"re-{asked.ts}"}


async def test_what_is_short_is_posted_at_once(loaded: Path, tmp_path: Path) -> None:
    """A line that says little does not grow."""
    async with scene(loaded, tmp_path) as s:
        asked = await s.team.dms("U1", "   ")
        assert "in words" in (await asked.replied()).words and not s.team.calls("chat.startStream")


@pytest.mark.parametrize("kind", FAULTS)
async def test_a_beginning_that_fails_costs_no_answer(loaded: Path, tmp_path: Path, kind: str) -> None:
    """Where an answer cannot begin to grow, or its beginning is lost on the way back, it stands once and whole."""
    async with scene(loaded, tmp_path) as s:
        s.server.fault("chat.startStream", kind)
        await one_whole_answer(s, await s.team.dms("U1", FLED))


@pytest.mark.parametrize("kind", [*FAULTS, error("message_not_in_streaming_state"), error("invalid_blocks")])
async def test_an_end_that_fails_costs_no_answer(loaded: Path, tmp_path: Path, kind: str) -> None:
    """Where an answer cannot be ended as it grows, what stands there is replaced by all of it."""
    async with scene(loaded, tmp_path) as s:
        fault = s.server.fault("chat.stopStream", kind)
        if kind.startswith("error:"):
            s.server.stream_s = -1.0  # Slack ended it by itself
        await one_whole_answer(s, await s.team.dms("U1", FLED))
        assert fault.met


async def test_an_end_waits_as_long_as_slack_wants(loaded: Path, tmp_path: Path) -> None:
    """Where Slack takes no more for some seconds the answer is ended after them, and not given up before."""
    async with scene(loaded, tmp_path) as s:
        s.server.fault("chat.stopStream", "429", retry_after=20)
        await one_whole_answer(s, await s.team.dms("U1", FLED))
        assert 20 in s.bot.sleeps.slept


async def test_a_sign_that_hangs_does_not_hold_up_the_end(loaded: Path, tmp_path: Path) -> None:
    """Work that is broken off while Slack is silent ends at once, and leaves nothing behind."""
    async with scene(loaded, tmp_path) as s:
        silent = s.server.fault("assistant.threads.setStatus|chat.startStream", "hang", times=9)
        await s.team.dms("U1", FLED)
        await s.server.changes.until(lambda: silent.met == 2)
        began = asyncio.get_running_loop().time()
        assert not await s.bot.work.end()
        assert asyncio.get_running_loop().time() - began < 1 and await s.bot.work.end()


async def test_an_answer_that_was_half_there_is_made_whole(loaded: Path, tmp_path: Path) -> None:
    """A process that died while an answer grew leaves half of one, which the next process completes."""
    async with scene(loaded, tmp_path) as s:
        fault = s.server.fault("chat.stopStream", "hang")
        asked = await s.team.dms("U1", FLED)
        await s.server.changes.until(lambda: fault.met)
        await s.bot.crash()
        after = bot_of(s.server, s.store)
        await after.start()
        try:
            await after.take_up()
            await after.settled()
            await one_whole_answer(s, asked)
        finally:
            await after.crash()


@pytest.mark.parametrize("channel", ["C1", "DU1"])
async def test_a_status_is_shown_while_the_bot_works(loaded: Path, tmp_path: Path, channel: str) -> None:
    """While a slow model thinks the thread says that the bot works, and no more when the answer stands."""
    async with scene(loaded, tmp_path) as s:
        s.team.dm("U1")
        s.bot.asker.wait = asyncio.Event()
        asked = await s.team.says("U1", channel, f"{s.me} {FLED}")
        (status,) = await s.server.changes.until(lambda: s.team.statuses)
        assert status["status"] and status["thread"] == asked.ts
        s.bot.asker.wait.set()
        await asked.replied()
        await s.settled()
        assert [bool(each["status"]) for each in s.team.statuses] == [True, False]


@pytest.mark.parametrize("kind", ["500", "reset_before", error("missing_scope"), error("thread_not_found")])
async def test_a_status_that_fails_costs_nothing(loaded: Path, tmp_path: Path, kind: str) -> None:
    """Where Slack shows no status the answer comes all the same, and nothing is said of it."""
    async with scene(loaded, tmp_path) as s:
        s.server.fault("assistant.threads.setStatus", kind, times=9)
        await one_whole_answer(s, await s.team.dms("U1", FLED))


async def test_a_slow_status_does_not_hold_up_the_answer(loaded: Path, tmp_path: Path) -> None:
    """The answer does not wait for the status, and a status that comes late is taken away again."""
    async with scene(loaded, tmp_path) as s:
        s.server.fault("assistant.threads.setStatus", slow(0.7))
        asked = await s.team.dms("U1", FLED)
        await asked.replied()
        assert not s.team.statuses
        await s.settled()
        assert [bool(each["status"]) for each in s.team.statuses] == [True, False]


async def test_prompts_are_suggested_where_the_pane_opens(loaded: Path, tmp_path: Path) -> None:
    """Who opens the conversation with the bot, or looks at another channel beside it, is offered questions."""
    async with scene(loaded, tmp_path) as s:
        await s.team.opens_home("U1", tab="messages")
        await s.team.context_changed("U1", "C1")
        await s.server.changes.until(lambda: len(s.team.prompts) == 2)
        await s.settled()
        for told in s.team.prompts:
            assert told["channel"] == "DU1" and 1 <= len(told["prompts"]) <= 4
        asked = await s.team.dms("U1", s.team.prompts[0]["prompts"][0]["message"])
        assert "no command" not in (await asked.replied()).words


async def test_prompts_that_fail_are_left_out(loaded: Path, tmp_path: Path) -> None:
    """Where Slack takes no suggestions nothing else goes wrong."""
    async with scene(loaded, tmp_path) as s:
        s.server.fault("assistant.threads.setSuggestedPrompts", error("missing_scope"))
        opened = await s.team.opens_home("U1", tab="messages")
        await s.settled()
        assert opened.acked and not s.team.prompts and not s.team.posts("DU1")
