"""Turns: so many at once, and no longer a line than can be served in time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.services.turns import QUICKEST_S, Turns

MAY_WAIT = 40
LONG_S = MAY_WAIT * QUICKEST_S


async def line(turns: Turns) -> list[asyncio.Task[bool]]:
    """As many as may wait."""
    waiting = [asyncio.create_task(turns.take(LONG_S)) for _ in range(MAY_WAIT)]
    await asyncio.sleep(0)
    return waiting


async def served(turns: Turns, waiting: Sequence[asyncio.Task[bool]]) -> bool:
    """Did each of them have its turn, once others ended theirs?"""
    for _ in waiting:
        turns.end()
    return all(await asyncio.gather(*waiting))


async def test_so_many_go_on_at_once() -> None:
    """What is free is had without waiting, and what is not free is not had."""
    turns = Turns(2, 0)
    assert await turns.take(LONG_S) and await turns.take(LONG_S)
    assert not await turns.take(LONG_S)
    turns.end()
    assert await turns.take(LONG_S)


async def test_nobody_waits_in_vain() -> None:
    """Where as many wait as can be served in time another one hears at once that there is no turn for it."""
    turns = Turns(1, LONG_S)
    assert await turns.take(0)
    waiting = await line(turns)
    assert not await turns.take(LONG_S)
    assert await served(turns, waiting)


async def test_who_stops_waiting_leaves_room() -> None:
    """The place of one who was cancelled is free again."""
    turns = Turns(1, LONG_S)
    assert await turns.take(0)
    waiting = await line(turns)
    waiting.pop().cancel()
    await asyncio.sleep(0)
    last = asyncio.create_task(turns.take(LONG_S))
    await asyncio.sleep(0)
    assert not last.done()
    assert await served(turns, [*waiting, last])
