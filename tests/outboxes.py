"""A store with an outbox in it, and what tests of it need: places, drafts of some pages, a subscription, a worker."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from bot.domain.delivery import Delivery, Destination, Draft, Page, Receipt, Step
from bot.domain.message import Message
from bot.domain.schedule import Schedule
from bot.domain.subscription import Advance, Subscription
from storage.store import Store, open_store

NOW = datetime(2020, 2, 12, 5, tzinfo=UTC)
WALL = datetime(2026, 3, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)
HERE = Destination(platform="fake", workspace="w", channel="news")
DAILY = Schedule(zone="Europe/Istanbul", times=(time(8),))


def channel(name: str, platform: str = "fake") -> Destination:
    return Destination(platform=platform, workspace="w", channel=name)


def draft(slot: str = "2020-02-12 08:00", *bodies: str, to: Destination = HERE, **more: Any) -> Draft:
    """A page for each of `bodies`, which shows the fact of that name; one page that shows none without them."""
    pages = tuple(Page(body=b.encode(), message=Message(title=b, fact_ids=(b,)), facts=(b,)) for b in bodies)
    pages = pages or (Page(body=slot.encode(), message=Message(title=slot)),)
    values = {"kind": "sitrep", "to": to, "slot": slot, "due_at": NOW, "workspace": "w", "pages": pages}
    return Draft(**{**values, "seen": tuple((b, 1) for b in bodies), **more})


async def subscribed(store: Store, *, to: Destination = HERE, **more: Any) -> Subscription:
    """A daily sitrep whose next run is now, and which covered all until yesterday."""
    values = {"to": to, "workspace": "w", "product": "sitrep", "owner": "anna", "made_at": NOW - 9 * DAY}
    next_one = {"schedule": DAILY, "next_run_at": NOW, "covered_to": NOW - DAY, "covered_row": 7}
    return await store.subscriptions.add(Subscription(**{**values, **next_one, **more}))


def advance(subscription: Subscription) -> Advance:
    """To the next day, with all covered that is known now."""
    assert subscription.next_run_at is not None
    return Advance(
        subscription=subscription.id,
        seen_run_at=subscription.next_run_at,
        next_run_at=subscription.next_run_at + DAY,
        covered_to=NOW,
        covered_row=20,
    )


def receipt(delivery: Delivery, number: str = "") -> Receipt:
    return Receipt(to=delivery.to, id=number or f"post {delivery.id}", sent_at=NOW)


@dataclass
class Worker:
    """Works on the outbox of a store, in story time `at` and machine time `wall`, which tests move."""

    store: Store
    name: str = "worker"
    at: datetime = NOW
    wall: datetime = WALL

    async def claim(self, limit: int = 100, platforms: tuple[str, ...] = ("fake",)) -> list[Delivery]:
        return await self.store.outbox.claim(platforms, worker=self.name, at=self.at, wall=self.wall, limit=limit)

    async def one(self) -> Delivery:
        """The only delivery that can be claimed."""
        (delivery,) = await self.claim()
        return delivery

    async def begin(self, delivery: Delivery) -> None:
        await self.store.outbox.begin(delivery, at=self.at, wall=self.wall)

    async def step(self, delivery: Delivery, state: Any, reason: str = "", **more: Any) -> None:
        if state == "sent":
            more.setdefault("receipt", receipt(delivery))
        step = Step(state=state, reason=reason, **more)
        await self.store.outbox.step(delivery, step, at=self.at, wall=self.wall)

    async def send(self, delivery: Delivery) -> None:
        await self.begin(delivery)
        await self.step(delivery, "sent")

    async def put(self, *drafts: Draft) -> None:
        assert await self.store.outbox.enqueue(drafts, at=self.at)

    async def states(self) -> dict[int, str]:
        """The state of every delivery, by its number."""
        return {e.id: e.state for e in reversed(await self.store.outbox.log(workspace="w", limit=1000))}


@asynccontextmanager
async def working(folder: Path, name: str = "worker") -> AsyncIterator[Worker]:
    """A worker with connections of its own to the database in `folder`."""
    async with open_store(f"sqlite:///{folder}/sitrep.db") as store:
        yield Worker(store, name)
