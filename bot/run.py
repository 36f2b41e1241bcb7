"""`sitrep run`: heartbeat, deliverer, platforms and health in one process, owned by one task group.

Any number of these may run on one database: each occurrence is composed by one of them and each delivery held by one.
"""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.app import App
from bot.clock import RealClock, ReplayClock
from bot.domain.errors import SitrepError
from bot.domain.platform import Platform
from bot.health import serve as serve_health
from bot.metrics import Metrics
from bot.schedule import Heartbeat
from bot.services.correct import tell
from bot.services.deliver import Deliverer
from bot.services.due import due
from bot.services.posting import Posting
from bot.services.remind import remind

log = logging.getLogger(__name__)

GRACE = 8.0
"""Seconds that posts under way get to come to their end when the process is told to stop."""
QUICKEST = 0.05
"""Seconds between two heartbeats at least, however fast a case is replayed."""
SILENT = 4
"""Heartbeats that may be left out before the process no longer counts as ready."""
FORGETS_S = 3600.0
"""Seconds between two looks for answers that are kept no longer."""
SPENDING_KEPT = timedelta(days=35)
"""How long it is kept who spent what on the model: over a month, as providers bill."""


class Service:
    """The running bot. `run` ends after `stop` was called, or raises what made a part of it fail."""

    def __init__(self, app: App, posting: Posting, platforms: Sequence[Platform], metrics: Metrics) -> None:
        self._app = app
        self._posting = posting
        self._platforms = platforms
        self._metrics = metrics
        self._stopping = asyncio.Event()
        self._beat_at: float | None = None
        self._forgot_at = float("-inf")
        self._failing = ""
        self._every = _pulse(app)
        self._wall = RealClock()
        self.worker = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(2)}"
        self._deliverer = Deliverer(
            posting,
            clock=app.clock,
            wall=self._wall,
            worker=self.worker,
            on_sent=metrics.observe_sent,
            speed=_speed(app),
        )
        if posting.operator and posting.operator.platform not in posting.platforms:
            log.warning(
                "[operator] is on %s, which does not run here, so it is told of no trouble; set a platform that runs",
                posting.operator.platform,
                extra={"action": "operator.unserved"},
            )

    def stop(self) -> None:
        """Begin nothing new; what is under way comes to its end, or is taken up at the next start."""
        self._stopping.set()

    async def run(self, *, until: datetime | None = None) -> None:
        """Work until `stop`, or until an instant of the story.

        Raises SitrepError where a platform or the health address cannot be had.
        """
        try:
            async with asyncio.TaskGroup() as group:
                others = [group.create_task(p.run(), name=f"platform {p.name}") for p in self._platforms]
                others.append(group.create_task(self._beats(), name="heartbeat"))
                if address := self._app.settings.run.health:
                    serving = serve_health(address, ready=self._ready, metrics=self._told)
                    others.append(group.create_task(serving, name="health"))
                delivering = group.create_task(self._deliverer.run(), name="deliverer")
                if until is not None:
                    others.append(group.create_task(self._end(until), name="end"))
                await self._stopping.wait()
                self._deliverer.stop()
                await asyncio.wait([delivering], timeout=GRACE)
                for task in (*others, delivering):
                    task.cancel()
        except BaseExceptionGroup as failed:
            first = failed.exceptions[0]
            while isinstance(first, BaseExceptionGroup):
                first = first.exceptions[0]
            raise first from None

    async def _beats(self) -> None:
        async with Heartbeat(self._every) as beats:
            async for _ in beats:
                await self._beat()

    async def _beat(self) -> None:
        made, failing = 0, ""
        for work in (partial(due, wake=self._deliverer.wake), remind, tell, self._forget):
            try:
                made += await work(self._posting, self._app.clock.now())
            except SitrepError as error:
                failing = f"the heartbeat fails: {error}"
                log.error("a heartbeat was cut short: %s", error, extra={"action": "heartbeat.failed"})
            except Exception as error:
                fault = f"{type(error).__name__}: {error}"
                failing = "the heartbeat fails, see the log"
                log.error("a heartbeat failed", extra={"action": "heartbeat.failed", "fault": fault})
                log.debug("where", exc_info=error, extra={"action": "heartbeat.failed"})
        self._beat_at, self._failing = asyncio.get_running_loop().time(), failing
        if made:
            self._deliverer.wake()

    async def _forget(self, _: Posting, now: datetime) -> int:
        """Delete answers that were kept for as long as is configured, what they answered, and what was spent long ago
        on the model; makes nothing to post.

        Answers are dated by the story, which may be a replay; when something was sent to us is the machine's time.
        """
        days, here = self._app.settings.privacy.keep_answers_days, asyncio.get_running_loop().time()
        if here - self._forgot_at < FORGETS_S:
            return 0
        store, wall = self._app.store, self._wall.now()
        await store.spending.forget((wall - SPENDING_KEPT).date())
        if days:
            kept = timedelta(days=days)
            answers, taken = await store.replies.forget(now - kept), await store.inbox.forget(wall - kept)
            if answers or taken:
                counts = {"action": "answers.forgotten", "answers": answers, "taken": taken}
                log.info("old answers were deleted, and what they answered", extra=counts)
        self._forgot_at = here
        return 0

    async def _end(self, until: datetime) -> None:
        left = (until - self._app.clock.now()).total_seconds()
        await asyncio.sleep(max(0.0, left / _speed(self._app)))
        self.stop()

    async def _ready(self) -> str:
        """Why the process is not ready, '' where it is."""
        if self._beat_at is None:
            return "no heartbeat yet"
        silent = asyncio.get_running_loop().time() - self._beat_at
        if silent > SILENT * max(self._every, 5.0):
            return f"no heartbeat for {silent:.0f} s"
        if self._failing:
            return self._failing
        try:
            await self._app.store.cases.status()
        except SitrepError as error:
            return str(error)
        return ""

    async def _told(self) -> bytes:
        self._metrics.set_outbox(await self._posting.outbox.gauges(now=self._app.clock.now()))
        return self._metrics.render()


def _pulse(app: App) -> float:
    """Seconds between heartbeats: as configured of the story, which a replay runs through faster."""
    return max(QUICKEST, app.settings.run.heartbeat_s / _speed(app))


def _speed(app: App) -> float:
    return app.clock.speed if isinstance(app.clock, ReplayClock) else 1.0
