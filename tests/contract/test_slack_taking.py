"""What Slack tells twice is answered once, what it tells once is answered, and what was lost is made good."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from tests.servers.slack import Asked, Post
from tests.slackbots import FLED, Scene, bot_of, scene
from tests.slacks import locked

PROMISED_MS = 300
"""Within so many milliseconds everything is acknowledged."""


@dataclass
class Keeping:
    """Answers that were posted, of which to keep one never comes to an end."""

    begun: asyncio.Event = field(default_factory=asyncio.Event)

    async def keep(self, *_: object, **__: object) -> None:
        self.begun.set()
        await asyncio.Event().wait()


def replies(s: Scene, asked: Asked) -> list[Post]:
    """What the bot wrote in the thread of a message."""
    assert asked.channel is not None
    return s.team.posts(asked.channel.id, asked.thread or asked.ts)


@pytest.mark.parametrize("order", [("message", "app_mention"), ("app_mention", "message"), ("app_mention",)])
async def test_a_mention_is_answered_once_in_whatever_order_it_is_told(
    loaded: Path, tmp_path: Path, order: tuple[str, ...]
) -> None:
    """A mention comes as a message and as a mention; it gets one answer for one question to the asker."""
    async with scene(loaded, tmp_path) as s:
        asked = await s.team.says("U1", "C1", f"{s.me} {FLED}", order=order)
        await asked.replied()
        await s.settled()
        assert asked.acked and len(replies(s, asked)) == 1 and len(s.asked) == 1


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("copies", [2, 11])
async def test_copies_are_answered_once(loaded: Path, tmp_path: Path, processes: int, copies: int) -> None:
    """However often a message and a command are told, and to how many processes, each gets one reply."""
    async with scene(loaded, tmp_path, processes=processes) as s:
        asked = await s.team.says("U1", "C1", f"{s.me} {FLED}", copies=copies)
        typed = await s.team.command("U1", "C1", text=FLED, copies=copies)
        await asked.replied()
        await typed.answered()
        await s.settled()
        assert asked.acked and typed.acked and len(asked.sent) == 2 * copies
        assert len(replies(s, asked)) == 1 and len(typed.posts) == 1 and len(s.asked) == 2


async def test_a_retry_of_what_was_answered_changes_nothing(loaded: Path, tmp_path: Path) -> None:
    """A copy that comes after the answer, marked as a retry, is acknowledged and that is all, in any process."""
    async with scene(loaded, tmp_path, processes=2) as s:
        asked = await s.team.dms("U2", FLED)
        await asked.replied()
        await s.settled()
        for attempt in (1, 2):
            await s.server.deliveries.go(asked, asked.payload, retry=attempt)
        await s.settled()
        assert asked.acked and len(replies(s, asked)) == 1 and len(s.asked) == 1


async def test_a_retry_of_what_was_never_seen_is_answered(loaded: Path, tmp_path: Path) -> None:
    """What comes as a retry for the first time is answered like anything else."""
    async with scene(loaded, tmp_path) as s:
        asked = await s.team.dms("U2", FLED, retry=1, reason="http_error")
        assert "displaced" in (await asked.replied()).words


async def test_the_same_message_under_another_event_id_is_known(loaded: Path, tmp_path: Path) -> None:
    """A message is known by its channel and time, not by the number of the event that tells of it."""
    async with scene(loaded, tmp_path) as s:
        asked = await s.team.dms("U1", FLED)
        await asked.replied()
        again = {**asked.payload, "event_id": "EvANOTHER"}
        await s.server.deliveries.go(asked, again)
        await s.settled()
        assert asked.acked and len(replies(s, asked)) == 1 and len(s.asked) == 1


async def test_equal_times_in_two_channels_are_two_messages(loaded: Path, tmp_path: Path) -> None:
    """Slack's times of messages are unique in a channel only."""
    async with scene(loaded, tmp_path) as s:
        s.team.channel("C2")
        s.server.time.freeze(1_800_000_000.0)
        first = await s.team.says("U1", "C1", f"{s.me} {FLED}")
        second = await s.team.says("U1", "C2", f"{s.me} {FLED}")
        await first.replied()
        await second.replied()
        assert first.ts == second.ts


async def test_everything_is_acknowledged_at_once(loaded: Path, tmp_path: Path) -> None:
    """With a slow model and a locked database an acknowledgement takes less than 0.3 s; answers come all the same."""
    async with scene(loaded, tmp_path, busy_timeout=0.25) as s:
        s.bot.asker.wait = asyncio.Event()
        with locked(tmp_path):
            people = [f"U{n}" for n in range(10, 15)]
            said = [s.team.says(u, "C1", f"{s.me} {FLED}") for u in people]
            typed = [s.team.command(u, "C1", text=FLED) for u in people]
            asked = await asyncio.gather(*said, *typed)
            slow = [each.ack_ms for sent in asked for each in sent.sent if (each.ack_ms or 999) > PROMISED_MS]
            assert not slow
        s.bot.asker.wait.set()
        for each in asked[:5]:
            await each.replied()
        for each in asked[5:]:
            await each.answered()
        await s.settled()
        assert len(s.asked) == 10


async def test_a_crash_between_acknowledgement_and_answer(loaded: Path, tmp_path: Path) -> None:
    """A message that was acknowledged by a process that died is answered by the next one, once."""
    async with scene(loaded, tmp_path) as s:
        s.bot.asker.wait = asyncio.Event()
        asked = await s.team.says("U1", "C1", f"{s.me} {FLED}")
        await s.server.changes.until(lambda: s.asked)
        await s.bot.crash()
        assert asked.acked and not replies(s, asked)
        after = bot_of(s.server, s.store)
        await after.start()
        try:
            await after.take_up()
            assert "displaced" in (await asked.replied()).words
            await after.take_up()
            await after.settled()
            assert len(replies(s, asked)) == 1 and len(after.asker.asked) == 1
        finally:
            await after.crash()


@pytest.mark.parametrize("where", ["C1", "DU1"])
async def test_a_crash_after_the_answer(loaded: Path, tmp_path: Path, where: str) -> None:
    """A process that died right after its reply leaves nothing to say: the reply is found, and not given again."""
    async with scene(loaded, tmp_path) as s:
        s.team.dm("U1")
        asked = await s.team.says("U1", where, f"{s.me} {FLED}")
        await asked.replied()
        await s.settled()
        with closing(sqlite3.connect(tmp_path / "sitrep.db", isolation_level=None)) as forgetting:
            forgetting.execute("UPDATE inbox SET ended = NULL")
        after = bot_of(s.server, s.store)
        await after.start()
        try:
            await after.take_up()
            await after.settled()
            assert len(replies(s, asked)) == 1 and not after.asker.asked
            assert not await s.store.inbox.left("slack", before=after.wall.now() + timedelta(1), limit=9)
        finally:
            await after.crash()


async def test_a_lost_command_is_apologised_for_once(loaded: Path, tmp_path: Path) -> None:
    """Of a command nothing is kept but who typed it, so that after a crash they hear that, once and alone."""
    async with scene(loaded, tmp_path) as s:
        s.bot.asker.wait = asyncio.Event()
        await s.team.command("U2", "C1", text=FLED)
        await s.server.changes.until(lambda: s.asked)
        await s.bot.crash()
        after = bot_of(s.server, s.store)
        await after.start()
        try:
            await after.take_up()
            await after.take_up()
            (sorry,) = s.team.ephemerals("U2")
            assert "/sitrep" in sorry.words and "again" in sorry.words and not s.team.posts("C1")
        finally:
            await after.crash()


async def test_nobody_apologises_for_what_was_answered(loaded: Path, tmp_path: Path) -> None:
    """A process that is broken off when its reply stands, and before that is written down, leaves nothing to say."""
    async with scene(loaded, tmp_path) as s:
        await s.bot.crash()
        keeping = Keeping()
        before = bot_of(s.server, s.store, changed={"replies": keeping})
        await before.start()
        await s.team.command("U2", "C1", text=FLED)
        await keeping.begun.wait()
        await before.crash()
        after = bot_of(s.server, s.store)
        await after.start()
        try:
            await after.take_up()
            (answer,) = s.team.ephemerals("U2")
            assert "displaced" in answer.words and not s.team.posts(s.team.dm("U2"))
        finally:
            await after.crash()


async def test_a_deleted_message_is_let_go(loaded: Path, tmp_path: Path) -> None:
    """Nobody waits for an answer to what they deleted."""
    async with scene(loaded, tmp_path) as s:
        s.bot.asker.wait = asyncio.Event()
        asked = await s.team.dms("U1", FLED)
        await s.server.changes.until(lambda: s.asked)
        await s.bot.crash()
        s.team.board.delete(s.team.channels["DU1"].by_ts[asked.ts])
        after = bot_of(s.server, s.store)
        await after.start()
        try:
            await after.take_up()
            assert not s.team.posts("DU1") and not after.asker.asked
            assert not await s.store.inbox.left("slack", before=after.wall.now() + timedelta(1), limit=9)
        finally:
            await after.crash()


async def test_what_cannot_be_answered_is_given_up_after_three_tries(loaded: Path, tmp_path: Path) -> None:
    """A message whose reply never goes through is tried in three rounds, and then no more."""
    async with scene(loaded, tmp_path) as s:
        s.server.fault("chat.postMessage", "500", times=99)
        asked = await s.team.says("U1", "C1", f"{s.me} {FLED}")
        await s.settled()
        for _ in range(4):
            await s.bot.take_up()
        assert not replies(s, asked) and len(s.asked) == 3


async def test_a_long_answer_is_not_begun_again(loaded: Path, tmp_path: Path) -> None:
    """What this process still works on is not taken for something left."""
    async with scene(loaded, tmp_path) as s:
        s.bot.asker.wait = asyncio.Event()
        asked = await s.team.dms("U1", FLED)
        await s.server.changes.until(lambda: s.asked)
        await s.bot.take_up()
        s.bot.asker.wait.set()
        await asked.replied()
        await s.settled()
        assert len(s.asked) == 1 and len(replies(s, asked)) == 1


@pytest.mark.parametrize("kind", ["message", "command"])
async def test_a_long_answer_is_not_begun_again_by_another_process(loaded: Path, tmp_path: Path, kind: str) -> None:
    """What one process still works on after minutes is left alone by the others, so that it has one reply."""
    async with scene(loaded, tmp_path, processes=2) as s:
        go_on = s.bots[0].asker.wait = s.bots[1].asker.wait = asyncio.Event()
        ask = s.team.dms("U1", FLED) if kind == "message" else s.team.command("U1", "C1", text=FLED)
        asked = await ask
        await s.server.changes.until(lambda: s.asked)
        for _ in range(4):
            for bot in sorted(s.bots, key=lambda b: not b.asker.asked):
                bot.wall.ahead += timedelta(minutes=1)
                await bot.heard.taking.hold()
                await bot.take_up(after=timedelta())
        go_on.set()
        await s.settled()
        assert len(s.asked) == 1 and len(s.team.posts("DU1") + s.team.ephemerals("U1")) == 1 and asked.acked


async def test_who_cannot_be_answered_where_they_asked_is_told_alone(loaded: Path, tmp_path: Path) -> None:
    """Where the bot was removed after it was asked, who asked hears once and directly that there is no answer."""
    async with scene(loaded, tmp_path) as s:
        s.bot.asker.wait = asyncio.Event()
        await s.team.says("U1", "C1", f"{s.me} {FLED}")
        await s.server.changes.until(lambda: s.asked)
        await s.bot.crash()
        s.team.channels["C1"].bot = False
        after = bot_of(s.server, s.store)
        await after.start()
        try:
            await after.take_up()
            await after.take_up()
            (sorry,) = s.team.posts(s.team.dm("U1"))
            assert "your message" in sorry.words and "again" in sorry.words
        finally:
            await after.crash()


async def test_left_questions_are_taken_up_every_minute(loaded: Path, tmp_path: Path) -> None:
    """The look for what was left comes back by itself, and outlives a database that cannot be read for a while."""
    async with scene(loaded, tmp_path) as s:
        s.server.fault("chat.postMessage", "500", times=3)
        asked = await s.team.says("U1", "C1", f"{s.me} {FLED}")
        await s.settled()
        assert not replies(s, asked)
        s.bot.wall.ahead += timedelta(minutes=3)
        s.bot.sleeps.minute()
        await asked.replied()
