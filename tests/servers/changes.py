"""Waiting for something to be so on a server of the tests."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
LOOK_AGAIN_S = 0.02


class Changes:
    """Wakes who waits for something to be so."""

    def __init__(self) -> None:
        self._waiting: list[asyncio.Future[None]] = []

    def tell(self) -> None:
        waiting, self._waiting = self._waiting, []
        for each in waiting:
            if not each.done():
                each.set_result(None)

    async def until(self, holds: Callable[[], T], within_s: float = 10.0) -> T:
        """What `holds` gives, once that is true; it may be about the client, too. Raises TimeoutError."""
        async with asyncio.timeout(within_s):
            while not (value := holds()):
                change = asyncio.get_running_loop().create_future()
                self._waiting.append(change)
                await asyncio.wait([change], timeout=LOOK_AGAIN_S)
        return value
