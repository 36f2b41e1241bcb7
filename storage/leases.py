"""Who works on what: leases of deliveries, each with a fence that only grows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import aiosqlite

from bot.domain.delivery import Delivery
from storage.columns import array, iso
from storage.deliveries import read_deliveries
from storage.queries import OUTBOX, fetch
from storage.sqlite import Database


async def claim(
    db: Database, platforms: Sequence[str], *, worker: str, at: datetime, wall: datetime, limit: int
) -> list[Delivery]:
    """Lease up to `limit` deliveries that can be worked on now, the longest due first."""
    if limit <= 0:
        return []
    wanted = {"platforms": array(platforms), "at": iso(at), "wall": iso(wall)}
    # Looking first keeps workers that find nothing from locking out those that write.
    if not await db.rows(OUTBOX.claimable, **wanted, limit=1):
        return []

    async def lease(connection: aiosqlite.Connection) -> list[Delivery]:
        numbers = [number for (number,) in await fetch(connection, OUTBOX.claimable, **wanted, limit=limit)]
        if not numbers:
            return []
        await fetch(connection, OUTBOX.lease, ids=array(numbers), worker=worker)
        return await read_deliveries(connection, numbers)

    return await db.transact(lease)


async def take_over(db: Database, number: int, fence: int, *, worker: str) -> Delivery | None:
    """Lease what is still held with that fence, with the next one; None where that has changed."""

    async def take(connection: aiosqlite.Connection) -> Delivery | None:
        if not await fetch(connection, OUTBOX.take_over, id=number, fence=fence, worker=worker):
            return None
        (taken,) = await read_deliveries(connection, [number])
        return taken

    return await db.transact(take)
