"""What becomes of a leased delivery, each step in the transaction of its caller. An older fence is refused."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import aiosqlite

from bot.domain.delivery import SETTLED, Delivery, Step
from bot.domain.errors import LeaseLost
from storage.columns import array, iso, place, receipt, text
from storage.deliveries import note, write_draft
from storage.queries import OUTBOX, fetch
from storage.sqlite import Row

LONGEST_WAIT_S = 86_400.0
"""Seconds; whoever asks for a longer wait is asked again after it."""


async def begin(connection: aiosqlite.Connection, delivery: Delivery, *, at: datetime, wall: datetime) -> None:
    """From queued or ambiguous to attempting. Raises LeaseLost."""
    lease = {"id": delivery.id, "fence": delivery.fence}
    await fetch(connection, OUTBOX.note_begin, **lease, at=iso(at))
    _held(await fetch(connection, OUTBOX.begin, **lease, wall=iso(wall)), delivery)


async def take_step(
    connection: aiosqlite.Connection, delivery: Delivery, step: Step, *, at: datetime, wall: datetime
) -> None:
    """To the state of the step, with all that goes with it. Raises LeaseLost."""
    lease = {"id": delivery.id, "fence": delivery.fence}
    until = wall + timedelta(seconds=min(step.wait_s, LONGEST_WAIT_S))
    waits = step.wait_s > 0 and step.state not in SETTLED
    own = waits and not step.holds
    await fetch(connection, OUTBOX.note_step, **lease, at=iso(at), state=step.state, reason=text(step.reason))
    changed = {
        "state": step.state,
        "parked": int(step.parked),
        "waits_from": iso(wall) if own else None,
        "waits_until": iso(until) if own else None,
        "receipt": receipt(step.receipt),
        "sent_at": iso(step.receipt.sent_at) if step.receipt else None,
    }
    row = _held(await fetch(connection, OUTBOX.step, **lease, **changed), delivery)
    if step.state == "sent":
        await _expose(connection, delivery, row, at)
    ended = [delivery.id]
    if step.state in SETTLED - {"sent"}:
        ended += await _end_later_pages(connection, delivery, step, at)
    if delivery.kind == "sitrep" and (step.parked or step.state in SETTLED - {"sent"}):
        await fetch(connection, OUTBOX.uncover, id=delivery.id)
        await fetch(connection, OUTBOX.untell, ids=array(ended))
    if waits and step.holds:
        await _hold(connection, delivery, step, wall, until)
    if step.pauses and delivery.subscription is not None:
        await fetch(connection, OUTBOX.pause, subscription=delivery.subscription, reason=text(step.reason))
    for draft in step.drafts:
        await write_draft(connection, draft, at=at)


async def supersede(connection: aiosqlite.Connection, delivery: Delivery, reason: str, *, at: datetime) -> None:
    """Every page of the slot, so that it is composed anew, and the edits that were made with a correction.

    Raises LeaseLost, also where a page may have gone out.
    """
    pages = await fetch(connection, OUTBOX.recomposable, id=delivery.id, fence=delivery.fence)
    _held(pages, delivery)
    numbers = [number for (number,) in (*pages, *await fetch(connection, OUTBOX.edits_of, id=delivery.id))]
    await note(connection, numbers, "superseded", reason, at=at)
    await fetch(connection, OUTBOX.settle, ids=array(numbers), state="superseded")
    await fetch(connection, OUTBOX.step_back, id=delivery.id)
    await fetch(connection, OUTBOX.untell, ids=array(numbers))


def _held(rows: list[Row], delivery: Delivery) -> Row:
    if not rows:
        raise LeaseLost(f"delivery {delivery.id}: another worker holds it now, or has settled it; leave it alone")
    return rows[0]


async def _expose(connection: aiosqlite.Connection, delivery: Delivery, row: Row, at: datetime) -> None:
    """Write into the ledger that the place has seen these versions, in this post last."""
    workspace, where, shown, _ = row
    post = {"place": where, "workspace": workspace, "delivery": delivery.id, "seen_at": iso(at), "asked": 0}
    facts = [{"fact": fact, "version": version, **post} for fact, version in json.loads(shown)]
    if facts:
        await OUTBOX.expose(connection, facts)


async def _end_later_pages(connection: aiosqlite.Connection, delivery: Delivery, step: Step, at: datetime) -> list[int]:
    """End the pages after it with it; gives their numbers."""
    if delivery.page == delivery.pages:
        return []
    numbers = [number for (number,) in await fetch(connection, OUTBOX.later_pages, id=delivery.id)]
    if numbers:
        reason = "an earlier page failed" if step.state in ("failed", "dead") else f"an earlier page is {step.state}"
        await note(connection, numbers, step.state, reason, at=at)
        await fetch(connection, OUTBOX.settle, ids=array(numbers), state=step.state)
    return numbers


async def _hold(
    connection: aiosqlite.Connection, delivery: Delivery, step: Step, wall: datetime, until: datetime
) -> None:
    where = place(delivery.to) if step.holds == "place" else ""
    await fetch(connection, OUTBOX.forget_holds, wall=iso(wall))
    held = {"platform": delivery.to.platform, "place": where, "waits_from": iso(wall), "waits_until": iso(until)}
    await fetch(connection, OUTBOX.hold, **held)
