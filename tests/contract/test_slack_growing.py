"""Answers that come sentence by sentence: each is shown once, and in the end the whole answer stands, and it alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.answer import Answer
from bot.domain.errors import StoreBusy
from tests.drafting import ENDS, READS, Drafting
from tests.fakes import FakeAsker
from tests.servers.slack import Asked, Post, error
from tests.slackbots import FLED, Scene, bot_of, scene

FAULTS = ["500", "429", "reset_before", "reset_after", "close", "html", "not_json", error("unknown_method")]
SHORT = ("Many fled.", "Most had fled before.", "None came back.")
"""Lines that stand in one paragraph when they are shown at once."""


@asynccontextmanager
async def drafting(loaded: Path, folder: Path, asker: Drafting | None = None) -> AsyncIterator[tuple[Scene, Drafting]]:
    """The bot with an asker that shows how far it has come."""
    drafts = asker or Drafting()
    async with scene(loaded, folder, changed={"asker": drafts}) as s:
        drafts.asker = s.bot.asker
        yield s, drafts


async def grown(s: Scene, drafts: Drafting, number: int) -> Post:
    """The post, once so many sentences stand in it."""
    drafts.goes_on(number)
    (post,) = await s.server.changes.until(lambda: [p for p in s.team.posts("DU1") if told(p, drafts, number)])
    return post


def told(post: Post, drafts: Drafting, number: int) -> bool:
    return drafts.answer is not None and post.words.count(drafts.answer.sentences[number - 1].text) == 1


async def one_whole_answer(s: Scene, asked: Asked, drafts: Drafting) -> Post:
    """The thread holds one post, which tells the answer once, with all that belongs to it."""
    await asked.replied()
    await s.settled()
    (post,) = s.team.posts("DU1")
    answer = drafts.last if isinstance(drafts.last, Answer) else drafts.answer
    assert answer is not None and not post.streaming and post.metadata is not None
    assert post.metadata["event_payload"] == {"delivery": f"re-{asked.ts}"}
    places = [post.words.index(sentence.text) for sentence in answer.sentences]
    assert places == sorted(places) and all(post.words.count(sentence.text) == 1 for sentence in answer.sentences)
    assert post.words.count("*[1]*") == 1 and post.words.count("As of 20 February 2020, 15:00") == 1
    assert "sitrep:rate" in post.actions
    assert await s.store.replies.find("slack", post.ts, channel="DU1") is not None
    return post


def methods(s: Scene) -> list[str]:
    """What was called, without looking who we are."""
    return [c.method for c in s.team.calls() if c.method not in ("auth.test", "apps.connections.open")]


async def test_sentences_are_added_as_they_pass(loaded: Path, tmp_path: Path) -> None:
    """First it is said how many facts are read, then each sentence is added once, and the rest ends the post."""
    async with drafting(loaded, tmp_path) as (s, drafts):
        asked = await s.team.dms("U1", FLED)
        drafts.goes_on(READS)
        status = await s.server.changes.until(lambda: [t for t in s.team.statuses if "reading" in t["status"]])
        assert status[0]["status"] == "is reading 3 facts…" and status[0]["thread"] == asked.ts
        assert not s.team.posts("DU1")
        for number in (1, 2, 3):
            post = await grown(s, drafts, number)
            assert post.streaming and post.metadata is None
            assert "sitrep:" not in str(post.blocks) and "As of" not in post.words
        drafts.goes_on(ENDS)
        await one_whole_answer(s, asked, drafts)
        calls = [m for m in methods(s) if m.startswith("chat.")]
        assert calls == ["chat.startStream", "chat.appendStream", "chat.appendStream", "chat.stopStream"]
        assert s.team.statuses[-1]["status"] == ""


@pytest.mark.parametrize("steps", [(1, 2, 3), (3,), (READS, 2, 3), (1, 1, 1)])
async def test_what_comes_fast_is_shown_together(loaded: Path, tmp_path: Path, steps: tuple[int, ...]) -> None:
    """Where sentences come faster than they can be shown the newest state is shown, and nothing twice."""
    async with drafting(loaded, tmp_path) as (s, drafts):
        drafts.goes_on(*steps, ENDS)
        await one_whole_answer(s, await s.team.dms("U1", FLED), drafts)
        assert not s.team.calls("chat.update")


async def test_short_lines_and_notes_follow_what_stands(loaded: Path, tmp_path: Path) -> None:
    """A line that would close the paragraph before it, shown by itself already, is not shown a second time."""
    asker = Drafting(words=SHORT, notes=("It is old.",))
    async with drafting(loaded, tmp_path, asker) as (s, drafts):
        asked = await s.team.dms("U1", FLED)
        for number in (1, 2):
            await grown(s, drafts, number)
        drafts.goes_on(ENDS)
        post = await one_whole_answer(s, asked, drafts)
        assert post.words.count("Note: It is old.") == 1 and not s.team.calls("chat.update")


async def test_another_answer_takes_the_place_of_what_stands(loaded: Path, tmp_path: Path) -> None:
    """Where the whole answer does not begin with what was shown, as when a fact was withdrawn, it stands alone."""
    async with drafting(loaded, tmp_path) as (s, drafts):
        asked = await s.team.dms("U1", FLED)
        await grown(s, drafts, 2)
        assert drafts.answer is not None
        drafts.last = replace(drafts.answer, sentences=drafts.answer.sentences[1:])
        drafts.goes_on(ENDS)
        post = await one_whole_answer(s, asked, drafts)
        assert drafts.answer.sentences[0].text not in post.words and len(s.team.calls("chat.update")) == 1


async def test_a_failure_takes_the_place_of_what_stands(loaded: Path, tmp_path: Path) -> None:
    """Where the answer fails after all, half of it does not stay."""
    async with drafting(loaded, tmp_path, Drafting(last=StoreBusy("busy"))) as (s, drafts):
        await s.team.dms("U1", FLED)
        await grown(s, drafts, 1)
        drafts.goes_on(ENDS)
        await s.settled()
        (post,) = s.team.posts("DU1")
        assert post.words.startswith("I cannot get at my facts") and not post.streaming


@pytest.mark.parametrize("method", ["chat.startStream", "chat.appendStream", "chat.stopStream"])
@pytest.mark.parametrize("kind", [*FAULTS, error("message_not_in_streaming_state"), error("invalid_blocks")])
async def test_what_cannot_be_shown_costs_no_answer(loaded: Path, tmp_path: Path, method: str, kind: str) -> None:
    """Where a sentence cannot be shown, or nobody knows whether it was, the answer stands once and whole."""
    async with drafting(loaded, tmp_path) as (s, drafts):
        fault = s.server.fault(method, kind)
        asked = await s.team.dms("U1", FLED)
        drafts.goes_on(1)
        await s.server.changes.until(lambda: s.team.calls("chat.startStream"))
        drafts.goes_on(2)
        if method == "chat.appendStream":
            await s.server.changes.until(lambda: fault.met)
        if "streaming_state" in kind:
            s.server.stream_s = -1.0  # Slack ended it by itself
        drafts.goes_on(3, ENDS)
        await one_whole_answer(s, asked, drafts)
        assert fault.met


@pytest.mark.parametrize("method", ["chat.startStream", "chat.appendStream"])
async def test_a_sentence_that_hangs_holds_up_nothing_for_long(loaded: Path, tmp_path: Path, method: str) -> None:
    """Where Slack is silent about a sentence, the whole answer waits for seconds only, and stands once."""
    async with drafting(loaded, tmp_path) as (s, drafts):
        hangs = s.server.fault(method, "hang_after")
        asked = await s.team.dms("U1", FLED)
        if method == "chat.appendStream":
            await grown(s, drafts, 1)
        drafts.goes_on(2)
        await s.server.changes.until(lambda: hangs.met)
        drafts.goes_on(ENDS)
        await one_whole_answer(s, asked, drafts)
        assert hangs.met == 1


@pytest.mark.parametrize("same", [True, False])
@pytest.mark.parametrize("at", [1, 2])
async def test_what_a_crash_left_is_completed(loaded: Path, tmp_path: Path, at: int, same: bool) -> None:
    """Sentences that a process left when it died become the whole answer, whether it is told so again or otherwise."""
    async with drafting(loaded, tmp_path) as (s, drafts):
        asked = await s.team.dms("U1", FLED)
        await grown(s, drafts, at)
        await s.bot.crash()
        again = Drafting(words=() if same else SHORT)
        after = bot_of(s.server, s.store, changed={"asker": again})
        again.asker = after.asker
        await after.start()
        try:
            taking = asyncio.create_task(after.take_up())
            again.goes_on(READS, 1, 2)
            await s.server.changes.until(lambda: len([t for t in s.team.statuses if "reading" in t["status"]]) == 1)
            again.goes_on(ENDS)
            await taking
            await after.settled()
            await one_whole_answer(s, asked, again)
            assert len(s.team.calls("chat.startStream")) == 1
            assert bool(s.team.calls("chat.update")) is not same
        finally:
            await after.crash()


async def test_a_failure_takes_the_place_of_what_a_crash_left(loaded: Path, tmp_path: Path) -> None:
    """Sentences that a process left when it died do not stay where the next one has no answer, only a line."""
    async with drafting(loaded, tmp_path) as (s, drafts):
        await s.team.dms("U1", FLED)
        await grown(s, drafts, 2)
        await s.bot.crash()
        busy = FakeAsker(StoreBusy("busy"))
        after = bot_of(s.server, s.store, changed={"asker": busy, "model": "here/one"})
        await after.start()
        try:
            await after.take_up()
            (post,) = s.team.posts("DU1")
            assert post.words.startswith("I cannot get at my facts") and not post.streaming
        finally:
            await after.crash()


@pytest.mark.parametrize("kind", ["hang", "hang_after"])
async def test_a_crash_while_it_begins_costs_no_answer(loaded: Path, tmp_path: Path, kind: str) -> None:
    """A process that died while the first sentence was on its way leaves nothing that is answered twice."""
    async with drafting(loaded, tmp_path) as (s, drafts):
        hangs = s.server.fault("chat.startStream", kind)
        asked = await s.team.dms("U1", FLED)
        drafts.goes_on(1)
        await s.server.changes.until(lambda: hangs.met)
        began = asyncio.get_running_loop().time()
        await s.bot.crash()
        assert asyncio.get_running_loop().time() - began < 1
        assert not [t for t in asyncio.all_tasks() if "Showing" in repr(t)]
        after = bot_of(s.server, s.store)
        await after.start()
        try:
            await after.take_up()
            await after.settled()
            (post,) = s.team.posts("DU1")
            assert post.words.count("About 900,000 people had been") == 1 and post.thread == asked.ts
            assert not post.streaming and "sitrep:rate" in post.actions
        finally:
            await after.crash()


async def test_elsewhere_only_the_status_is_shown(loaded: Path, tmp_path: Path) -> None:
    """In a channel the thread says what is done, and then holds the whole answer, posted at once."""
    async with drafting(loaded, tmp_path) as (s, drafts):
        asked = await s.team.says("U1", "C1", f"{s.me} {FLED}")
        drafts.goes_on(READS, 1, 2)
        await s.server.changes.until(lambda: len(s.team.statuses) == 2)
        drafts.goes_on(3, ENDS)
        post = await asked.replied()
        await s.settled()
        assert post.made_by == "chat.postMessage" and len(s.team.posts("C1")) == 1
        assert s.team.statuses[1]["status"] == "is reading 3 facts…" and s.team.statuses[-1]["status"] == ""


async def test_what_one_person_sees_is_shown_whole_only(loaded: Path, tmp_path: Path) -> None:
    """`/sitrep` tells nothing before the whole answer."""
    async with drafting(loaded, tmp_path) as (s, drafts):
        drafts.goes_on(READS, 1, ENDS)
        asked = await s.team.command("U1", "C1", "/sitrep", f"ask {FLED}")
        await asked.answered()
        await s.settled()
        assert drafts.telling is None and len(asked.posts) == 1 and not s.team.statuses


@pytest.mark.parametrize("kind", ["500", error("missing_scope"), "hang"])
async def test_a_status_that_fails_costs_nothing(loaded: Path, tmp_path: Path, kind: str) -> None:
    """Where Slack shows no status the sentences come all the same, and at the end nobody waits for it."""
    async with drafting(loaded, tmp_path) as (s, drafts):
        s.server.fault("assistant.threads.setStatus", kind, times=9)
        drafts.goes_on(READS, ENDS)
        asked = await s.team.dms("U1", FLED)
        await asked.replied()
        assert len(s.team.posts("DU1")) == 1


async def test_without_a_model_the_calls_are_as_ever(loaded: Path, tmp_path: Path) -> None:
    """Where nothing is told on the way an answer begins with its first block, and ends with the rest."""
    async with drafting(loaded, tmp_path) as (s, drafts):
        drafts.goes_on(ENDS)
        asked = await s.team.dms("U1", FLED)
        post = await one_whole_answer(s, asked, drafts)
        status, begin, end = "assistant.threads.setStatus", "chat.startStream", "chat.stopStream"
        assert sorted(methods(s)) == sorted([status, begin, end, status])
        assert [len(chunk["blocks"]) for chunk in post.chunks] == [1, len(post.blocks) - 1]


async def test_nothing_is_shown_after_the_whole_answer(loaded: Path, tmp_path: Path) -> None:
    """What comes late changes nothing, and leaves nothing under way."""
    async with drafting(loaded, tmp_path) as (s, drafts):
        asked = await s.team.dms("U1", FLED)
        await grown(s, drafts, 1)
        drafts.goes_on(ENDS)
        await one_whole_answer(s, asked, drafts)
        calls, tasks = methods(s), len(asyncio.all_tasks())
        await drafts.tell(READS)
        await drafts.tell(3)
        assert len(asyncio.all_tasks()) == tasks and methods(s) == calls
