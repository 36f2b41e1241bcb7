"""The pulse: APScheduler sets an event, and whoever iterates over the heartbeat looks then for what is due.

It keeps no memory of what is due; that is in the database. The only file that imports apscheduler.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Self

from apscheduler.events import EVENT_SCHEDULER_SHUTDOWN
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

_log = logging.getLogger(__name__)


class _FromNow(BaseTrigger):  # type: ignore[misc]
    """Fires a fixed time after it fired last.

    APScheduler's IntervalTrigger lists every run between the last one and now: 21 million of them, while the loop
    stands still, after the machine's clock went ten years forward.
    """

    def __init__(self, every_s: float) -> None:
        self._every = timedelta(seconds=every_s)

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        return now + self._every


class Heartbeat:
    """`async with Heartbeat(15) as beats: async for _ in beats: …` beats at once and then every `every_s` seconds.

    Who is slower than the pulse gets one beat afterwards, not those that were left out.
    """

    def __init__(self, every_s: float) -> None:
        self._every_s = every_s
        self._due = asyncio.Event()
        self._ended = asyncio.Event()
        # At info level APScheduler writes two lines a beat.
        logging.getLogger("apscheduler").setLevel(logging.WARNING)
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._job = self._scheduler.add_job(
            self._beat, _FromNow(every_s), coalesce=True, max_instances=1, misfire_grace_time=None
        )
        self._scheduler.add_listener(lambda _: self._ended.set(), EVENT_SCHEDULER_SHUTDOWN)

    def beat(self) -> None:
        """Beat now, without waiting for the time."""
        self._due.set()

    async def _beat(self) -> None:
        # A coroutine, since APScheduler runs anything else in a thread, where an event must not be set.
        self._due.set()

    async def __aenter__(self) -> Self:
        self._due.set()
        self._scheduler.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._job.remove()
        try:
            # A beat under way ends in this turn of the loop; cancelled by the shutdown it would be logged as an error.
            await asyncio.sleep(0)
        finally:
            self._scheduler.shutdown(wait=False)
        await self._ended.wait()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> None:
        try:
            async with asyncio.timeout(2 * self._every_s):
                await self._due.wait()
        except TimeoutError:
            # APScheduler waits by the machine's clock: set back by a day, it would be silent for a day. The loop's
            # own clock cannot be set.
            _log.info("no pulse for two beats, it starts anew", extra={"action": "heartbeat.restarted"})
            self._job.reschedule(_FromNow(self._every_s))
        self._due.clear()
