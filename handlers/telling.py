"""What somebody who waits is shown meanwhile: the newest state of it, one at a time, and nothing once it is over."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

_log = logging.getLogger(__name__)

Show = Callable[[], Awaitable[float]]
"""Shows something, and gives the seconds that have to pass before anything else is shown."""
Pause = Callable[[float], Awaitable[object]]


def reading(count: int) -> str:
    """That so many facts are being read."""
    return f"Reading {count:,} {'fact' if count == 1 else 'facts'}…"


class Showing:
    """Shows what it is given in a task of its own, which `end` ends. What was not shown yet gives way to what is newer.

    `pause` waits for so many seconds.
    """

    def __init__(self, pause: Pause = asyncio.sleep) -> None:
        self._pause = pause
        self._next: tuple[Show, bool] | None = None
        self._task: asyncio.Task[None] | None = None
        self._whole = self._over = False

    def put(self, show: Show, *, whole: bool = False) -> None:
        """Show this next. `whole`: once it began it is better not broken off."""
        if self._over:
            return
        self._next = (show, whole)
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._work())
            self._task.add_done_callback(_done)

    async def end(self, within_s: float = 0.0) -> None:
        """Show no more. What is better not broken off has so many seconds to come to its end."""
        self._over, self._next = True, None
        if self._task is None or self._task.done():
            return
        if self._whole and within_s:
            await asyncio.wait([self._task], timeout=within_s)
        self._task.cancel()
        await asyncio.wait([self._task])

    async def _work(self) -> None:
        while self._next is not None:
            (show, self._whole), self._next = self._next, None
            seconds = await show()
            self._whole = False
            if seconds and not self._over:
                await self._pause(seconds)


def _done(task: asyncio.Task[None]) -> None:
    """What showing failed with costs no answer."""
    if task.cancelled() or not (error := task.exception()):
        return
    _log.error("showing failed", extra={"action": "telling.failed", "fault": f"{type(error).__name__}: {error}"})
    _log.debug("where", exc_info=error, extra={"action": "telling.failed"})
