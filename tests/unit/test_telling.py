"""What is shown meanwhile: the newest state, one at a time, and nothing once it is over."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field

import pytest

from handlers.telling import Show, Showing, reading


@dataclass
class Screen:
    """Shows words when a test lets it. `pauses`: the seconds that were waited for, which are over when it says so."""

    shown: list[str] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)
    slow: asyncio.Event = field(default_factory=asyncio.Event)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    broken: int = 0

    def shows(self, words: str, seconds: float = 0.0) -> Show:
        async def show() -> float:
            try:
                await self.slow.wait()
            except asyncio.CancelledError:
                self.broken += 1
                raise
            self.shown.append(words)
            return seconds

        return show

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        await self.over.wait()


async def turns() -> None:
    """Let everything go on that can."""
    for _ in range(9):
        await asyncio.sleep(0)


def test_facts_are_counted() -> None:
    """One fact is one fact, and thousands are told apart."""
    assert [reading(n) for n in (1, 6, 1200)] == ["Reading 1 fact…", "Reading 6 facts…", "Reading 1,200 facts…"]


async def test_the_newest_is_shown() -> None:
    """What waits to be shown gives way to what is newer; what is being shown does not."""
    screen = Screen()
    showing = Showing(screen.pause)
    showing.put(screen.shows("one"))
    await turns()
    for words in ("two", "three"):
        showing.put(screen.shows(words))
    screen.slow.set()
    await turns()
    assert screen.shown == ["one", "three"]
    showing.put(screen.shows("four"))
    await turns()
    await showing.end()
    assert screen.shown[2:] == ["four"] and not screen.pauses


async def test_what_is_shown_stands_for_as_long_as_it_must() -> None:
    """So many seconds pass between two of them, and the newest of that time follows."""
    screen = Screen()
    screen.slow.set()
    showing = Showing(screen.pause)
    showing.put(screen.shows("one", 1.0))
    await turns()
    for words in ("two", "three"):
        showing.put(screen.shows(words, 1.0))
    await turns()
    assert screen.shown == ["one"] and screen.pauses == [1.0]
    screen.over.set()
    await turns()
    assert screen.shown == ["one", "three"]
    await showing.end()


@pytest.mark.parametrize("whole", [True, False])
async def test_the_end_breaks_off_what_may_be(whole: bool) -> None:
    """At the end what must not be broken off comes to its end, all else is left, and no task stays behind."""
    screen, before = Screen(), len(asyncio.all_tasks())
    showing = Showing(screen.pause)
    showing.put(screen.shows("one", 1.0), whole=whole)
    await turns()
    ending = asyncio.create_task(showing.end(5.0))
    showing.put(screen.shows("two"))
    await turns()
    assert ending.done() is not whole
    screen.slow.set()
    await ending
    assert screen.shown == (["one"] if whole else []) and screen.broken == (not whole)
    showing.put(screen.shows("late"))
    await turns()
    assert len(asyncio.all_tasks()) == before and "late" not in screen.shown and not screen.pauses
    await showing.end(5.0)


async def test_the_end_does_not_wait_for_ever() -> None:
    """What must not be broken off is, where it takes longer than it has; a pause is not waited for at all."""
    for silent in (True, False):
        screen = Screen()
        showing = Showing(screen.pause)
        if not silent:
            screen.slow.set()
        showing.put(screen.shows("one", 1.0), whole=True)
        await turns()
        await showing.end(0.01 if silent else 5.0)
        assert screen.broken == silent


async def test_an_end_that_is_broken_off_can_be_made_up_for() -> None:
    """Where the end itself is broken off, a second one leaves nothing behind."""
    screen, before = Screen(), len(asyncio.all_tasks())
    showing = Showing(screen.pause)
    showing.put(screen.shows("one"), whole=True)
    await turns()
    ending = asyncio.create_task(showing.end(5.0))
    await turns()
    ending.cancel()
    await asyncio.wait([ending])
    await showing.end(0.0)
    assert screen.broken == 1 and len(asyncio.all_tasks()) == before


async def test_a_failure_is_told_to_the_log_alone(caplog: pytest.LogCaptureFixture) -> None:
    """What showing fails with reaches nobody who waits, and what follows is shown."""

    async def fails() -> float:
        raise ValueError("wrong")

    screen = Screen()
    screen.slow.set()
    showing = Showing(screen.pause)
    showing.put(fails)
    await turns()
    showing.put(screen.shows("after"))
    await turns()
    await showing.end()
    assert screen.shown == ["after"]
    assert [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING] == ["showing failed"]
