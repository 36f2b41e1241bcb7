"""Remind of deadlines: what a channel is told comes from the facts as they stand when it is composed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.deadlines import Standing
from bot.domain.delivery import Delivery, Draft
from bot.domain.facts import Fact
from bot.domain.notices import Notice, Told, may_have_changed, notices_due
from bot.domain.report import DeadlineNotice
from bot.domain.subscription import Subscription
from bot.services.deadlines import standings_at
from bot.services.posting import Posting

FRESH = timedelta(minutes=5)
"""A notice that waits for longer is composed anew."""

Due = tuple[Standing, Notice]


async def remind(posting: Posting, now: datetime) -> int:
    """Put every notice on a deadline that has become due into the outbox; gives the number of them."""
    subscriptions = await posting.subscriptions.active("reminders", list(posting.platforms))
    if not subscriptions:
        return 0
    standings = await standings_at(posting.facts, as_of=now)
    names = _Withdrawn(posting, standings)
    put = 0
    for subscription in subscriptions:
        slots = await posting.outbox.slots(subscription.id)
        due = await _due(posting, subscription, standings, slots, await names.of(slots, now), now)
        drafts = [d for standing, notice in due for d in _drafts(posting, subscription, standing, notice, now)]
        if drafts and await posting.outbox.enqueue(drafts, at=now):
            put += len(due)
    return put


async def stands(posting: Posting, delivery: Delivery, now: datetime) -> bool:
    """Would a reminder that waits to be sent be composed of the same facts now?"""
    number = delivery.subscription
    subscription = await posting.subscriptions.get(number, workspace=delivery.workspace) if number else None
    if subscription is None:
        return False
    standings = await standings_at(posting.facts, as_of=now)
    slots = await posting.outbox.slots(subscription.id) - {delivery.slot}
    names = await _Withdrawn(posting, standings).of(slots, now)
    due = await _due(posting, subscription, standings, slots, names, now)
    told = [_shown(standing, notice) for standing, notice in due if notice.slot == delivery.slot]
    return bool(told) and set(delivery.seen) <= {(f.id, f.version) for f in told[0]}


async def _due(
    posting: Posting,
    subscription: Subscription,
    standings: Sequence[Standing],
    slots: Collection[str],
    names: Mapping[str, Collection[str]],
    now: datetime,
) -> list[Due]:
    due: list[Due] = []
    seen: Collection[str] | None = None
    for standing in standings:
        if not _follows(subscription, standing):
            continue
        told = Told(
            since=subscription.made_at,
            leads=subscription.leads,
            slots=slots,
            names=names.get(standing.first.id, ()),
        )
        if may_have_changed(standing, told):
            if seen is None:
                seen = await posting.ledger.seen(subscription.to)
            told = replace(told, seen=seen)
        due += [(standing, n) for n in notices_due(standing, told, now=now, catch_up=posting.rules.catch_up)]
    return due


def _follows(subscription: Subscription, standing: Standing) -> bool:
    ids = {f.id for f in standing.facts}
    return not ids & set(subscription.but) and (not subscription.only or bool(ids & set(subscription.only)))


def _drafts(
    posting: Posting, subscription: Subscription, standing: Standing, notice: Notice, now: datetime
) -> Iterable[Draft]:
    """The draft of a notice, and what is put on record with it."""
    record = Draft(
        kind="reminder",
        to=subscription.to,
        subscription=subscription.id,
        workspace=subscription.workspace,
        slot=notice.slot,
        due_at=notice.due_at,
    )
    if notice.missed:
        hours = posting.rules.catch_up_h
        yield replace(record, state="missed", reason=f"nothing could be sent until more than {hours} hours after it")
        return
    for slot, at in notice.instead:
        yield replace(record, slot=slot, due_at=at, state="superseded", reason=f"{notice.slot} is sent instead")
    platform = posting.platforms[subscription.to.platform]
    late = now - notice.due_at > posting.rules.late_after
    what = DeadlineNotice(
        why=notice.why,
        state=standing.head,
        zone=posting.zone,
        before=notice.before,
        status=standing.head.status,
        late=late,
        as_of=now,
    )
    yield replace(
        record,
        # What is made up for is due now: a post is given up when it was due too long ago.
        due_at=now if late else notice.due_at,
        reason=f"due since {notice.due_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if late else "",
        pages=platform.render(posting.presenter.deadline(what, platform.capabilities)),
        seen=tuple((f.id, f.version) for f in _shown(standing, notice)),
        late=late,
        fresh_until=now + FRESH,
    )


def _shown(standing: Standing, notice: Notice) -> tuple[Fact, ...]:
    return (standing.head.fact, *standing.head.evidence, *notice.before)


class _Withdrawn:
    """Finds the deadlines that slots were named for by facts which are withdrawn since."""

    def __init__(self, posting: Posting, standings: Sequence[Standing]) -> None:
        self._posting = posting
        self._standings = standings
        self._known = {f.id for s in standings for f in s.facts}
        self._found: dict[str, str | None] = {}

    async def of(self, slots: Iterable[str], now: datetime) -> dict[str, set[str]]:
        """By the name of a deadline that stands, the ids of withdrawn facts that told of it."""
        names: dict[str, set[str]] = {}
        for fact_id in {slot.partition(" ")[0] for slot in slots} - self._known:
            if fact_id not in self._found:
                self._found[fact_id] = await self._standing(fact_id, now)
            if (first := self._found[fact_id]) is not None:
                names.setdefault(first, set()).add(fact_id)
        return names

    async def _standing(self, fact_id: str, now: datetime) -> str | None:
        versions = [f for f in await self._posting.facts.versions(fact_id) if f.deadline and f.known_at <= now]
        for standing in self._standings:
            if versions and standing.tells(versions[0]):
                return standing.first.id
        return None
