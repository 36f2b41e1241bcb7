"""A desk on a real store for tests of scheduled posting: the shipped case, a place, and posts that arrive at once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from bot.domain.delivery import Delivery, Destination, Entry, Step
from bot.domain.facts import Case
from bot.domain.subscription import Subscription
from bot.services.posting import Posting
from bot.services.subscribe import subscribe
from bot.settings import DeliverySettings
from handlers.posts import Posts
from storage.store import Store, open_store
from tests.fakes import ZONE
from tests.platforms import FakePlatform

TITLE = "Idlib"
PLACE = Destination(platform="fake", workspace="w", channel="desk")


@asynccontextmanager
async def opened(folder: Path, case: Case | None = None) -> AsyncIterator[Store]:
    """A store in a folder; another one of the same folder is another process on one database."""
    async with open_store(f"sqlite:///{folder}/sitrep.db") as store:
        if case:
            await store.cases.load(case)
        yield store


def posting(store: Store, *platforms: FakePlatform, rules: Mapping[str, int] | None = None) -> Posting:
    """The parts, with a fake platform where none is given."""
    served = platforms or (FakePlatform(),)
    return Posting(
        facts=store.facts,
        journal=store.journal,
        subscriptions=store.subscriptions,
        outbox=store.outbox,
        ledger=store.ledger,
        corrections=store.corrections,
        presenter=Posts(),
        platforms={p.name: p for p in served},
        rules=DeliverySettings(**rules or {}),
        case_title=TITLE,
        zone=ZONE,
    )


async def subscribed(
    desk: Posting, words: str, now: datetime, *, topics: tuple[str, ...] = (), to: Destination = PLACE
) -> Subscription:
    """A sitrep for a place."""
    return await subscribe(
        desk.subscriptions,
        desk.ledger,
        words=words,
        zone=ZONE,
        topics=topics,
        to=to,
        workspace=to.workspace,
        owner="u1",
        now=now,
    )


async def current(desk: Posting, number: int, *, workspace: str = "w") -> Subscription:
    """The subscription as it is stored now."""
    found = await desk.subscriptions.get(number, workspace=workspace)
    assert found is not None
    return found


async def entries(desk: Posting) -> list[Entry]:
    """Everything that was put into the outbox, oldest first."""
    return (await desk.outbox.log(workspace="w", limit=1000))[::-1]


async def slots(desk: Posting) -> list[tuple[str, str]]:
    """(slot, state) of everything that was put into the outbox, oldest first."""
    return [(e.slot, e.state) for e in await entries(desk)]


def channel(name: str, platform: str = "fake") -> Destination:
    """Another place of the workspace."""
    return Destination(platform=platform, workspace="w", channel=name)


async def delivered(desk: Posting, at: datetime) -> list[Delivery]:
    """Send everything that is due, at once and without trouble; gives what was sent."""
    sent: list[Delivery] = []
    while claimed := await desk.outbox.claim(tuple(desk.platforms), worker="test", at=at, wall=at, limit=100):
        for one in claimed:
            await desk.outbox.begin(one, at=at, wall=at)
            receipt = await desk.platforms[one.to.platform].send(one.to, one.body, key=one.key)
            await desk.outbox.step(one, Step(state="sent", receipt=receipt), at=at, wall=at)
        sent += claimed
    return sent


async def ended(desk: Posting, at: datetime, step: Step) -> list[Delivery]:
    """Try everything that is due once, and let it end so."""
    claimed = await desk.outbox.claim(tuple(desk.platforms), worker="test", at=at, wall=at, limit=100)
    for one in claimed:
        await desk.outbox.begin(one, at=at, wall=at)
        await desk.outbox.step(one, step, at=at, wall=at)
    return claimed
