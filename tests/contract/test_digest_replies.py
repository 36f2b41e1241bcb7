"""What the replies to commands about subscriptions tell a person to do next, and what they promise."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from handlers.typed import SHELL
from tests.chats import CHAT, Chat, open_chat
from tests.samples import FIRST, SECOND


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with open_chat(tmp_path) as opened:
        yield opened


async def test_the_log_of_a_place_tells_its_subscriptions_apart(chat: Chat) -> None:
    """With several, each line has the number; where their zones differ, each line has its zone too."""
    await chat.say("/digest add daily 08:00 Europe/London")
    await chat.say("/digest add daily 08:00")
    for minute in (1, 2):
        await chat.until(datetime(2020, 2, 13, 8, minute, tzinfo=UTC))
    lines = (await chat.say("/digest log")).splitlines()
    assert any(line.startswith("- Number 1: 13 Feb 2020 08:00 — ") and "(Europe/London)" in line for line in lines)
    assert any(line.startswith("- Number 2: 13 Feb 2020 08:00 — ") and "(Europe/Istanbul)" in line for line in lines)


async def test_who_only_talks_says_where_posts_go_out(chat: Chat) -> None:
    """A process that sends nothing itself says what it takes, with each command that makes something to be sent."""
    chat.services = replace(chat.services, delivers=False)
    where = "Posts go out in the terminal of `sitrep run`, while that runs."
    for line in ("/digest add daily 08:00", "/deadlines track", "/digest resume 1"):
        assert where in await chat.say(line), line
    assert "is told once, while `sitrep run` runs." in await chat.say(f"/correct {FIRST.id} how:retract reason:x")


async def test_a_shell_is_told_shell_commands(chat: Chat) -> None:
    """What to type next is said in the way of the place where it is typed."""
    shell = replace(CHAT, sign=SHELL)
    assert "`sitrep digest add daily 08:00` begins a sitrep" in await chat.say("/digest", shell)
    assert "`sitrep digest remove 1` ends it." in await chat.say("/digest add daily 08:00", shell)
    assert "`sitrep deadlines list --show pending` shows" in await chat.say("/deadlines track", shell)
    assert "`sitrep correct --help`" in await chat.say(f"/correct {SECOND.id} how:supersede reason:x", shell)
    assert 'such as `sitrep correct ocha-2020-02-13/1 --how retract --reason "' in await chat.say("/correct", shell)


async def test_a_preview_of_what_is_paused_promises_nothing(chat: Chat) -> None:
    """It says that nothing is sent until it is resumed, and names no next sitrep."""
    await chat.say("/digest add daily 08:00")
    await chat.say("/digest pause 1")
    text = await chat.say("/digest preview 1")
    assert "paused: nothing is sent until /sitrep digest resume 1." in text
    assert "ext sitrep" not in text
