"""Work that goes on by itself, owned by whoever ends it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

_log = logging.getLogger(__name__)

BREAK_S = 2.5
"""Seconds that work which is broken off gets to put down what it holds."""


class Work:
    """Begins work and forgets none of it until it is done. What one piece fails with ends no other."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def begin(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        """Start it; it goes on until it is done, or `end` breaks it off."""
        task = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    async def end(self, within_s: float = 0.0) -> bool:
        """Give what is under way so many seconds to come to its end, and break off the rest; False where there was any.

        What it begins meanwhile has the same seconds.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + within_s
        while self._tasks and (left := until - loop.time()) > 0:
            await asyncio.wait(set(self._tasks), timeout=left)
        broken = bool(self._tasks)
        until = loop.time() + BREAK_S
        while self._tasks and (left := until - loop.time()) > 0:
            tasks = set(self._tasks)
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks, timeout=left)
        return not broken

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if task.cancelled() or not (error := task.exception()):
            return
        fault = f"{type(error).__name__}: {error}"
        _log.error("work under way failed", extra={"action": "slack.work", "fault": fault})
        _log.debug("where", exc_info=error, extra={"action": "slack.work"})
