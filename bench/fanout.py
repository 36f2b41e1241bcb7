"""How near to a platform's own limit posts go out: sitreps that fall due at once, on a platform that bounds sends.

`python -m bench.fanout --digests 10000` sends as many as asked for, each to a channel of its own, from composing to the
last receipt, with the whole running bot on SQLite.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections import deque
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.answers import quiet, settings
from bench.timing import single
from bot.app import App, open_app
from bot.clock import RealClock
from bot.domain.delivery import Capabilities, Destination, Page, Receipt
from bot.domain.errors import Held, Refused
from bot.domain.message import Message
from bot.domain.schedule import next_run, parse_schedule
from bot.domain.subscription import Subscription
from bot.metrics import Metrics
from bot.run import Service
from handlers.paging import pages, shown
from handlers.plain import render

PER_SECOND = 50
"""Discord's global limit for one bot: https://discord.com/developers/docs/topics/rate-limits#global-rate-limit."""
ROUND_TRIP = 0.1
"""Seconds that a send takes."""


class Bounded:
    """Takes at most PER_SECOND posts in any second, and answers 429 to the rest."""

    name = "bounded"
    capabilities = Capabilities(
        message_limit=2000, tables=False, edits=False, reads_back=True, sends_per_s=PER_SECOND, pages=1
    )

    def __init__(self, expected: int) -> None:
        self._expected = expected
        self._recent: deque[float] = deque()
        self.posts: dict[str, int] = {}
        self.refused = 0
        self.first_at = self.last_at = 0.0
        self.full = asyncio.Event()

    async def run(self) -> None:
        await asyncio.Event().wait()

    def render(self, message: Message) -> tuple[Page, ...]:
        return tuple(Page(body=render(p).encode(), message=p, facts=shown(p)) for p in pages(message, 2000))

    def render_reply(self, message: Message, page: int = 1) -> Page:
        return self.render(message)[page - 1]

    async def send(self, to: Destination, body: bytes, *, key: str, reply_to: Receipt | None = None) -> Receipt:
        now = time.monotonic()
        while self._recent and self._recent[0] <= now - 1:
            self._recent.popleft()
        if len(self._recent) >= PER_SECOND:
            self.refused += 1
            raise Held("429", retry_after=1.0 - (now - self._recent[0]), everywhere=True)
        self._recent.append(now)
        await asyncio.sleep(ROUND_TRIP)
        self.posts[key] = self.posts.get(key, 0) + 1
        if len(self.posts) == self._expected:
            self.full.set()
        return Receipt(to=to, id=key, sent_at=RealClock().now())

    async def edit(self, receipt: Receipt, body: bytes) -> None:
        raise Refused("this platform has no edits", gone=False)

    async def find(self, to: Destination, *, key: str, since: datetime) -> Receipt | None:
        return Receipt(to=to, id=key, sent_at=RealClock().now()) if key in self.posts else None


async def subscribe(app: App, number: int, now: datetime) -> None:
    """Subscriptions of as many channels, all of one time that came a moment ago."""
    local = (now - timedelta(minutes=1)).astimezone(ZoneInfo("Europe/Istanbul"))
    schedule = parse_schedule(f"daily {local:%H:%M} Europe/Istanbul", zone="UTC")
    row = await app.store.ledger.newest_row()
    due = next_run(schedule, now - timedelta(hours=1))
    for channel in range(number):
        await app.store.subscriptions.add(
            Subscription(
                to=Destination(platform="bounded", workspace="bench", channel=str(channel)),
                workspace="bench",
                product="sitrep",
                owner="bench",
                made_at=now - timedelta(days=2),
                schedule=schedule,
                next_run_at=due.at,
                covered_to=now - timedelta(days=4000),
                covered_row=row,
            )
        )


async def fan_out(digests: int, database: Path) -> None:
    """Print how long they took beside the least that the platform allows."""
    async with open_app(settings(database, "none"), progress=quiet) as app:
        platform = Bounded(digests)
        await subscribe(app, digests, app.clock.now())
        service = Service(app, await app.posting([platform]), [platform], Metrics())
        began = time.perf_counter()
        running = asyncio.ensure_future(service.run())
        await asyncio.wait([running, asyncio.ensure_future(platform.full.wait())], return_when="FIRST_COMPLETED")
        took = time.perf_counter() - began
        service.stop()
        await running
    ideal = digests / PER_SECOND
    print(f"  {digests:,} sitreps due at once, {PER_SECOND} sends a second allowed")
    single("time to the last receipt", took, "s")
    single("of the ideal time", took / ideal, "times", 1.05)
    repeated = sum(n - 1 for n in platform.posts.values())
    print(f"  {len(platform.posts):,} posted, {repeated} repeated, {platform.refused} refused with 429")


def main(digests: int) -> None:
    """Measure on a database of its own."""
    with tempfile.TemporaryDirectory(prefix="sitrep-fanout-") as folder:
        asyncio.run(fan_out(digests, Path(folder, "fanout.db")))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.fanout", description="Measure posting to many channels.")
    parser.add_argument("--digests", type=int, default=1000, help="how many sitreps fall due at once")
    main(parser.parse_args().digests)
