"""A platform that serves people on a real store, as a process has it; the same for every platform."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Any

from bot.domain.platform import Platform
from bot.services.ask import Asker
from bot.services.posting import Posting
from bot.services.recall import Recall
from bot.settings import DeliverySettings
from handlers.posts import Posts
from handlers.request import Asks, Services
from storage.store import Store
from tests.fakes import StillClock

NOW = datetime(2020, 2, 20, 12, tzinfo=UTC)


def services_with(store: Store, platform: Platform, *, now: datetime = NOW, asker: Asks | None = None) -> Services:
    """What the commands work with, in a process that serves the platform."""
    posting = Posting(
        facts=store.facts,
        journal=store.journal,
        subscriptions=store.subscriptions,
        outbox=store.outbox,
        ledger=store.ledger,
        corrections=store.corrections,
        presenter=Posts(),
        platforms={platform.name: platform},
        rules=DeliverySettings(),
        case_title="Idlib",
        zone="Europe/Istanbul",
    )
    return Services(
        facts=store.facts,
        journal=store.journal,
        cases=store.cases,
        asker=asker or Asker(store.facts, Recall(store.journal), None),
        clock=StillClock(now),
        zone="Europe/Istanbul",
        posting=posting,
        replies=store.replies,
        delivers=True,
    )


@asynccontextmanager
async def running(platform: Platform, ready: Coroutine[Any, Any, object]) -> AsyncIterator[None]:
    """A platform that runs until the end of the block; `ready` waits until it serves. What ends it before is raised."""
    task = asyncio.create_task(platform.run())
    waiting = asyncio.create_task(ready)
    try:
        await asyncio.wait([task, waiting], return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            await task
        await waiting
        yield
    finally:
        waiting.cancel()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
