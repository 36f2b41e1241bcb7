"""Send what is due: claim deliveries, work on many at once, never faster than a platform takes them."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

from aiolimiter import AsyncLimiter

from bot.clock import Clock
from bot.domain.errors import SitrepError
from bot.services.leases import Lease, LeaseWatch
from bot.services.posting import Posting
from bot.services.send import PATIENCE_S, Sender

log = logging.getLogger(__name__)

AT_ONCE = 32
"""Deliveries in work at a time; each platform has its share of them, so that none that hangs holds up the others."""
LONGEST_REST = 30
"""After failures that no post can be blamed for, such as a full disk, it looks ever more seldom: this many times."""
BLUR_S = 0.005
"""Seconds by which sends may be held up between us and the platform, one more than the other."""
WATCHES = 10
"""Looks at the leases during the length of one."""


class Deliverer:
    """Sends everything that is due, until it is cancelled or stopped. Any number may work on one database.

    What is cancelled in the middle of a send stays `attempting` in the outbox; when its lease has ended, here or in
    another process, it is found out whether it arrived. `worker` names this process in the journal. Without `wake`
    it looks for work every `poll_s` seconds. `clock` runs `speed` seconds a second.
    """

    def __init__(
        self,
        posting: Posting,
        *,
        clock: Clock,
        wall: Clock,
        worker: str,
        on_sent: Callable[[str, float], None] | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        poll_s: float = 1.0,
        speed: float = 1.0,
    ) -> None:
        self._poll_s = poll_s
        self._posting = posting
        self._clock = clock
        self._wall = wall
        self._worker = worker
        self._monotonic = monotonic
        self._paces = {p.name: pace_of(p.capabilities.sends_per_s) for p in posting.platforms.values()}
        self._in_work: dict[Lease, str] = {}
        self._watch = LeaseWatch(posting.rules.lease_s)
        self._watched_at = float("-inf")
        self._wake = asyncio.Event()
        self._stop = asyncio.Event()
        self._failed = False
        self._sender = Sender(
            posting=posting,
            clock=clock,
            wall=wall,
            pace=self._keep_pace,
            stopping=self._stop.is_set,
            patience=timedelta(seconds=PATIENCE_S * speed),
            on_sent=on_sent,
            monotonic=monotonic,
        )

    def wake(self) -> None:
        """Look at once: something was put into the outbox."""
        self._wake.set()

    def stop(self) -> None:
        """Claim nothing more; `run` returns when the sends under way have ended, each of which has its time limit."""
        self._stop.set()
        self._wake.set()

    async def run(self) -> None:
        """Work until `stop`, or until cancelled."""
        rest = 0.0
        async with asyncio.TaskGroup() as tasks:
            while not self._stop.is_set():
                self._wake.clear()
                await self._guarded(self._round(tasks))
                if self._failed:
                    self._failed = False
                    rest = min(LONGEST_REST * self._poll_s, max(self._poll_s, rest * 2))
                    await _until(self._stop, rest)
                else:
                    rest = 0.0
                    await _until(self._wake, self._poll_s)

    async def drain(self) -> None:
        """Work until nothing more can be done at this moment, as the clocks stand."""
        self._failed = False
        self._watched_at = float("-inf")
        async with asyncio.TaskGroup() as tasks:
            while not (self._failed or self._stop.is_set()):
                self._wake.clear()
                await self._guarded(self._round(tasks))
                if not self._in_work and not self._wake.is_set():
                    return
                await self._wake.wait()

    async def _round(self, tasks: asyncio.TaskGroup) -> None:
        """Claim as many deliveries as can be worked on, and start on them."""
        await self._recover()
        for name in self._posting.platforms:
            if (room := self._room(name)) <= 0:
                continue
            claimed = await self._posting.outbox.claim(
                [name], worker=self._worker, at=self._clock.now(), wall=self._wall.now(), limit=room
            )
            for delivery in claimed:
                kept = {"action": "deliver.claimed", "delivery": delivery.id, "fence": delivery.fence}
                log.debug("delivery %s to %s", delivery.id, delivery.to, extra=kept)
                lease = (delivery.id, delivery.fence)
                self._in_work[lease] = name
                task = tasks.create_task(self._guarded(self._sender.work(delivery)), name=f"delivery {delivery.id}")
                task.add_done_callback(partial(self._done, lease))

    def _done(self, lease: Lease, task: asyncio.Task[None]) -> None:
        del self._in_work[lease]
        self._wake.set()

    async def _recover(self) -> None:
        """Take over what vanished workers held, among them an earlier life of this one."""
        now = self._monotonic()
        if now - self._watched_at < self._posting.rules.lease_s / WATCHES:
            return
        self._watched_at = now
        held = await self._posting.outbox.leases()
        for number, fence in self._watch.ended(held, own=self._in_work.keys(), now=now):
            delivery = await self._posting.outbox.take_over(number, fence, worker=self._worker)
            if delivery is not None:
                log.info("delivery %s is taken over", number, extra={"action": "deliver.taken", "delivery": number})
                await self._sender.recover(delivery)

    def _room(self, platform: str) -> int:
        """How many more deliveries of a platform can be taken: its share, and never more than it takes in a second."""
        share = AT_ONCE // len(self._posting.platforms)
        rate = self._posting.platforms[platform].capabilities.sends_per_s
        if rate is not None:
            share = min(share, int(rate))
        return max(1, share) - list(self._in_work.values()).count(platform)

    async def _keep_pace(self, platform: str) -> None:
        pace = self._paces.get(platform)
        if pace is not None:
            await pace.acquire()

    async def _guarded(self, work: Awaitable[None]) -> None:
        """The loop's top: a failure is logged, and the deliverer rests before it goes on."""
        try:
            await work
        except SitrepError as error:
            # Many posts at once meet the same full disk; one line says it.
            level = logging.DEBUG if self._failed else logging.ERROR
            log.log(level, "delivering failed: %s", error, extra={"action": "deliver.failed"})
            self._failed = True
        except Exception as error:
            fault = f"{type(error).__name__}: {error}"
            log.error("delivering failed", extra={"action": "deliver.failed", "fault": fault})
            log.debug("where", exc_info=error, extra={"action": "deliver.failed"})
            self._failed = True


def pace_of(sends_per_s: float | None) -> AsyncLimiter | None:
    """What lets at most `sends_per_s` through in any second, even if each is held up by BLUR_S on its way.

    It may lag by half a send and make up for it, so that hardly any of its share is lost.
    """
    if sends_per_s is None:
        return None
    slack = min(0.5, sends_per_s / 4)
    return AsyncLimiter(1 + slack, (1 + slack) / (sends_per_s * (1 - BLUR_S) - slack))


async def _until(event: asyncio.Event, seconds: float) -> None:
    """Wait for an event, or so many seconds."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
