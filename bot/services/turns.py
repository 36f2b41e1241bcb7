"""Turns at something of which only so much goes on at once."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine

QUICKEST_S = 0.25
"""No call of a model is over sooner."""


class Turns:
    """`at_once` of them go on; each of the others waits for its own, for `wait_s` seconds at most.

    Whoever finds so many waiting that its turn cannot come in time is told so at once: it would wait in vain. `most`:
    so many have a turn or wait for one.
    """

    def __init__(self, at_once: int, wait_s: float) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._wait_s = wait_s
        self._longest = int(at_once * wait_s / QUICKEST_S)
        self.most = at_once + self._longest
        self._waiting = 0

    async def take(self, left: float) -> bool:
        """Whether one was had, in no more than the seconds that are `left`; it goes on until `end`."""
        if self._free.locked() and self._waiting >= self._longest:
            return False
        self._waiting += 1
        try:
            return await in_time(self._free.acquire(), min(self._wait_s, left))
        finally:
            self._waiting -= 1

    def end(self) -> None:
        """Leave it to the next one."""
        self._free.release()


async def in_time(acquire: Coroutine[object, object, object], seconds: float) -> bool:
    """Whether it was had within so many seconds; what is free is had in none."""
    try:
        async with asyncio.timeout(seconds):
            await acquire
    except TimeoutError:
        return False
    return True
