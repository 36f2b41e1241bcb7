"""See which sitreps have come due, and put them into the outbox: each slot once, whatever the clock or a crash did."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.delivery import Destination, Draft, State
from bot.domain.errors import SitrepError, StoreBusy, StoreDamaged, StoreReadOnly
from bot.domain.occurrence import Occurrence, Stretch, occurrence
from bot.domain.outbox import Owed
from bot.domain.report import Sitrep
from bot.domain.schedule import Run, next_run
from bot.domain.subscription import Advance, Subscription
from bot.services.correct import edits_for
from bot.services.posting import Posting
from bot.services.sitreps import Sitreps

_log = logging.getLogger(__name__)

BATCH = 500
"""Subscriptions read at once."""
FRESH = timedelta(minutes=60)
"""How long a sitrep may wait for its first try before it is composed anew."""
SET_BACK = timedelta(hours=48)
"""By how much the clock may be set back for the time that was told already to be waited out."""


def _nobody() -> None:
    """Wakes nobody."""


async def due(posting: Posting, now: datetime, *, wake: Callable[[], None] = _nobody) -> int:
    """Put every sitrep that is due into the outbox; gives the number of subscriptions that went a step on.

    After each of them it calls `wake`, so that the first goes out while the last is not composed yet.

    One that cannot be composed is logged, and keeps no other from its turn. Raises StoreError where the database cannot
    be used at all.
    """
    desk = _Desk(posting, now)
    stuck: set[int] = set()
    made = 0
    while True:
        found = await posting.subscriptions.due(now, tuple(posting.platforms), limit=BATCH + 2 * len(stuck))
        waiting = [s for s in found if s.id not in stuck]
        if not waiting:
            return made
        for subscription in waiting:
            if await desk.handled(subscription):
                made += 1
                wake()
            else:
                stuck.add(subscription.id)
            await asyncio.sleep(0)


async def preview(posting: Posting, subscription: Subscription, now: datetime) -> Sitrep:
    """The next sitrep of a subscription as it would be now; nothing is written."""
    owed = await posting.ledger.owed([subscription.to.platform], to=subscription.to)
    corrected = owed[0].corrections if owed else ()
    due_at = subscription.next_run_at or now
    fitted = await Sitreps(posting, now=now).of(subscription, due_at=due_at, corrected=corrected)
    return fitted.report


class _Desk:
    """Makes what is due at one moment."""

    def __init__(self, posting: Posting, now: datetime) -> None:
        self._posting = posting
        self._now = now
        self._sitreps = Sitreps(posting, now=now)
        self._row: int | None = None
        self._owed: dict[Destination, Owed] = {}

    async def _newest_row(self) -> int:
        """The newest row of a fact, read before any fact is; what is owed to places is read with it."""
        if self._row is None:
            owed = await self._posting.ledger.owed(tuple(self._posting.platforms))
            self._owed = {o.to: o for o in owed}
            self._row = await self._posting.ledger.newest_row()
        return self._row

    async def handled(self, subscription: Subscription) -> bool:
        """Take a subscription a step on; False where it stays as it is for now."""
        try:
            return await self._step(subscription)
        except (StoreBusy, StoreDamaged, StoreReadOnly):
            raise
        except SitrepError as error:
            extra = {"action": "due.failed", "subscription": subscription.id}
            _log.error("sitrep of subscription %d: %s", subscription.id, error, extra=extra)
            return False

    async def _step(self, subscription: Subscription) -> bool:
        schedule, planned, now = subscription.schedule, subscription.next_run_at, self._now
        if schedule is None or planned is None:
            return False
        following = next_run(schedule, now).at
        step = Advance(
            subscription=subscription.id,
            seen_run_at=planned,
            seen_covered_to=subscription.covered_to,
            next_run_at=following,
        )
        if subscription.covered_to and subscription.covered_to > now:
            if subscription.covered_to - now <= SET_BACK:
                return False
            _log.warning(
                "subscription %d has told of a time to come, so the clock was set back; it begins anew",
                subscription.id,
                extra={"action": "due.anew", "subscription": subscription.id},
            )
            return await self._posting.outbox.enqueue((), at=now, advance=replace(step, covered_to=now))
        if planned > following:
            # The clock was set back, and nothing was told meanwhile.
            return await self._posting.outbox.enqueue((), at=now, advance=step)
        if planned > now or await self._open(subscription):
            return False
        rules = self._posting.rules
        what = occurrence(schedule, planned, now, catch_up=rules.catch_up, late_after=rules.late_after)
        if await self._had(subscription, what.run, planned):
            return await self._posting.outbox.enqueue((), at=now, advance=step)
        records = self._records(subscription, what)
        if not what.sends:
            return await self._posting.outbox.enqueue(records, at=now, advance=step)
        return await self._send(subscription, what, records, step)

    async def _open(self, subscription: Subscription) -> bool:
        """Is a sitrep still on its way to the place? It is waited for: either it arrives, so that this one does not
        tell the same again, or it is composed anew or ends, and the next one tells what it told.
        """
        return await self._posting.outbox.under_way(subscription.to)

    async def _had(self, subscription: Subscription, run: Run, planned: datetime) -> bool:
        """Was this run made before the clock was set back, or is it none since the rules of its zone have changed?"""
        if await self._posting.outbox.has_slot(subscription.id, run.slot):
            return True
        return run.at < planned and run.at <= subscription.made_at

    async def _send(self, subscription: Subscription, what: Occurrence, records: list[Draft], step: Advance) -> bool:
        row = await self._newest_row()
        owed = self._owed.get(subscription.to)
        fitted = await self._sitreps.of(
            subscription,
            due_at=what.run.at,
            late=what.late,
            doubtful=await self._posting.outbox.doubtful(subscription.id),
            corrected=owed.corrections if owed else (),
        )
        draft = Draft(
            kind="sitrep",
            to=subscription.to,
            slot=what.run.slot,
            due_at=what.run.at,
            subscription=subscription.id,
            workspace=subscription.workspace,
            pages=fitted.pages,
            seen=fitted.seen,
            late=what.late,
            reason=f"covers {what.coalesced.slot} too" if what.coalesced else "",
            fresh_until=self._now + FRESH,
            corrects=tuple(c.id for c in owed.corrections) if owed else (),
        )
        edits = edits_for(self._posting, owed, self._now) if owed else ()
        advance = replace(step, covered_to=self._now, covered_row=row)
        extra = {"subscription": subscription.id, "slot": what.run.slot}
        _log.debug("composed a sitrep", extra={"action": "due.composed", **extra})
        if not await self._posting.outbox.enqueue((*records, draft, *edits), at=self._now, advance=advance):
            return False
        _log.debug("put a sitrep into the outbox", extra={"action": "due.enqueued", **extra})
        self._owed.pop(subscription.to, None)
        return True

    def _records(self, subscription: Subscription, what: Occurrence) -> list[Draft]:
        """The runs before the one that is sent, at most a row for those that it takes in and one for the older ones."""
        records = []
        if what.missed:
            runs = f"{what.missed.first.slot} to {what.missed.last.slot}"
            hours = self._posting.rules.catch_up_h
            reason = f"down from {runs}, more than {hours} h ago: not made up for"
            records.append(self._record(subscription, what.missed, "missed", reason))
        if what.coalesced:
            reason = f"coalesced into {what.run.slot}"
            records.append(self._record(subscription, what.coalesced, "superseded", reason))
        return records

    def _record(self, subscription: Subscription, runs: Stretch, state: State, reason: str) -> Draft:
        return Draft(
            kind="sitrep",
            to=subscription.to,
            slot=runs.slot,
            due_at=runs.first.at,
            subscription=subscription.id,
            workspace=subscription.workspace,
            state=state,
            reason=reason,
        )
