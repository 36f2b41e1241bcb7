"""The newest of several states, for somebody who may be slower than they come."""

from __future__ import annotations

import asyncio


class Latest:
    """How much there is: one tells it, another waits for more."""

    def __init__(self) -> None:
        self._count = self._seen = 0
        self._event = asyncio.Event()
        self._ended = False

    def put(self, count: int) -> None:
        """There is so much now."""
        if count > self._count:
            self._count = count
            self._event.set()

    def end(self) -> None:
        """Nothing more will come."""
        self._ended = True
        self._event.set()

    async def changed(self) -> bool:
        """Wait for more than was there the last time; False where nothing more will come."""
        await self._event.wait()
        self._event.clear()
        more, self._seen = self._count > self._seen and not self._ended, self._count
        return more
