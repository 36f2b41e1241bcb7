"""The outbox: every post that is to go out, and what became of it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

import aiosqlite

from bot.domain.delivery import Delivery, Destination, Draft, Entry, Step
from bot.domain.outbox import OutboxGauges
from bot.domain.subscription import Advance
from storage import leases, steps
from storage.columns import array, iso, iso_or_none, place
from storage.deliveries import Before, entry, write_draft
from storage.queries import OUTBOX, fetch
from storage.sqlite import Database

_OF_A_RUN = ("sitrep", "reminder")
"""What only an active subscription gets."""


class StoredOutbox:
    """Outbox. Each method is one transaction, which runs to its end whatever happens to the caller."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def enqueue(self, drafts: Sequence[Draft], *, at: datetime, advance: Advance | None = None) -> bool:
        """Write the deliveries of all drafts, and step the subscription on. All or nothing.

        False, and nothing written, where the subscription has moved on, is not active any more, or a correction of
        `corrects` was already told there. A slot that the subscription already has is left out.
        """

        async def write(connection: aiosqlite.Connection) -> bool:
            standing = await _active(connection, drafts, advance)
            if standing is None or await _told(connection, drafts):
                return False
            if advance:
                await _advance(connection, advance)
            for draft in drafts:
                before = standing.get(draft.subscription or 0) if draft.kind == "sitrep" else None
                await write_draft(connection, draft, at=at, before=before)
            return True

        return await self._db.transact(write)

    async def claim(
        self, platforms: Sequence[str], *, worker: str, at: datetime, wall: datetime, limit: int
    ) -> list[Delivery]:
        """Lease deliveries that can be worked on now, the longest due first, each with a new fence."""
        return await leases.claim(self._db, platforms, worker=worker, at=at, wall=wall, limit=limit)

    async def begin(self, delivery: Delivery, *, at: datetime, wall: datetime) -> None:
        """Commit `attempting`, and `wall` as `attempted_at` unless the delivery is unsure. Raises LeaseLost."""
        await self._db.transact(lambda connection: steps.begin(connection, delivery, at=at, wall=wall))

    async def step(self, delivery: Delivery, step: Step, *, at: datetime, wall: datetime) -> None:
        """Write what became of it, and give the lease back. Raises LeaseLost, and nothing is written then."""
        await self._db.transact(lambda connection: steps.take_step(connection, delivery, step, at=at, wall=wall))

    async def recompose(self, delivery: Delivery, reason: str, *, at: datetime) -> None:
        """Supersede every page of its slot, so that it is composed anew. Raises LeaseLost, also where it may have gone
        out already.
        """
        await self._db.transact(lambda connection: steps.supersede(connection, delivery, reason, at=at))

    async def stale(self, delivery: Delivery) -> bool:
        """Does it, or a page after it, show a version of a fact that is not the current one any more?"""
        return bool(await self._db.rows(OUTBOX.stale, id=delivery.id))

    async def leases(self) -> list[tuple[int, int]]:
        """(id, fence) of every delivery that somebody holds."""
        return [(number, fence) for number, fence in await self._db.rows(OUTBOX.leases)]

    async def take_over(self, number: int, fence: int, *, worker: str) -> Delivery | None:
        """Lease what a vanished worker held, with a new fence; None where the pair has changed since."""
        return await leases.take_over(self._db, number, fence, worker=worker)

    async def under_way(self, to: Destination) -> bool:
        """Is a sitrep to that place neither settled nor parked?"""
        return bool(await self._db.rows(OUTBOX.under_way, place=place(to)))

    async def doubtful(self, subscription: int) -> bool:
        """May its latest sitrep not have arrived, or not all of it, and nobody can tell?"""
        return bool(await self._db.rows(OUTBOX.doubtful, subscription=subscription))

    async def has_slot(self, subscription: int, slot: str) -> bool:
        """Does it have that slot, not superseded?"""
        return bool(await self._db.rows(OUTBOX.has_slot, subscription=subscription, place="", slot=slot))

    async def slots(self, subscription: int) -> set[str]:
        """Every slot that it has, but for superseded ones."""
        return set((await self.slots_of([subscription])).get(subscription, ()))

    async def slots_of(self, subscriptions: Sequence[int]) -> dict[int, frozenset[str]]:
        """As `slots`, of many at once; those that have none are left out. Those with the same slots share one set."""
        apart = lru_cache(maxsize=None)(lambda slots: frozenset(json.loads(slots)))
        rows = await self._db.rows(OUTBOX.slots_of, subscriptions=array(subscriptions))
        return {number: apart(slots) for number, slots in rows}

    async def log(self, *, workspace: str, subscription: int | None = None, limit: int = 20) -> list[Entry]:
        """The latest deliveries, newest first."""
        if subscription is None:
            rows = await self._db.rows(OUTBOX.log, workspace=workspace, limit=limit)
        else:
            rows = await self._db.rows(OUTBOX.log_of, workspace=workspace, subscription=subscription, limit=limit)
        passed: defaultdict[int, list[tuple[datetime, Any, str]]] = defaultdict(list)
        for number, at, state, reason in await self._db.rows(OUTBOX.transitions, ids=array(row[0] for row in rows)):
            passed[number].append((datetime.fromisoformat(at), state, reason))
        return [entry(row, passed[row[0]]) for row in rows]

    async def gauges(self, *, now: datetime) -> OutboxGauges:
        """Deliveries by state, and how long the oldest one that is due has waited, in seconds."""
        counts = await self._db.rows(OUTBOX.counts)
        ((oldest,),) = await self._db.rows(OUTBOX.oldest_due, now=iso(now))
        return OutboxGauges(
            by_state={state: count for state, count, _ in counts},
            parked=sum(parked for _, _, parked in counts),
            queue_age_s=(now - datetime.fromisoformat(oldest)).total_seconds() if oldest else 0.0,
        )


async def _active(
    connection: aiosqlite.Connection, drafts: Sequence[Draft], advance: Advance | None
) -> dict[int, Before] | None:
    """What each subscription that gets something has covered; None where one has moved on or is not active."""
    wanted = {draft.subscription for draft in drafts if draft.subscription and draft.kind in _OF_A_RUN}
    wanted |= {advance.subscription} if advance else set()
    if not wanted:
        return {}
    covered: dict[int, Before] = {}
    for number, standing, next_run_at, covered_to, covered_row in await fetch(
        connection, OUTBOX.standings, ids=array(wanted)
    ):
        moved = advance and number == advance.subscription and _moved(advance, next_run_at, covered_to)
        if standing == "active" and not moved:
            covered[number] = (covered_to, covered_row)
    return covered if covered.keys() == wanted else None


def _moved(advance: Advance, next_run_at: str, covered_to: str | None) -> bool:
    uncovered = advance.seen_covered_to is not None and covered_to != iso(advance.seen_covered_to)
    return uncovered or next_run_at != iso(advance.seen_run_at)


async def _advance(connection: aiosqlite.Connection, advance: Advance) -> None:
    held = {
        "id": advance.subscription,
        "next_run_at": iso(advance.next_run_at),
        "covered_to": iso_or_none(advance.covered_to),
        "covered_row": advance.covered_row,
    }
    await fetch(connection, OUTBOX.advance, **held)


async def _told(connection: aiosqlite.Connection, drafts: Sequence[Draft]) -> bool:
    """Was one of the corrections already told where a draft would tell it?"""
    for draft in drafts:
        if draft.corrects:
            told = {"place": place(draft.to), "corrections": array(draft.corrects)}
            if await fetch(connection, OUTBOX.told, **told):
                return True
    return False
