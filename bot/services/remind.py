"""Remind of deadlines: what a channel is told comes from the facts as they stand when it is composed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.deadlines import Standing
from bot.domain.delivery import Delivery, Destination, Draft
from bot.domain.facts import Fact
from bot.domain.notices import Notice, Told, notices_due
from bot.domain.report import DeadlineNotice
from bot.domain.subscription import Subscription
from bot.services.deadlines import standings_at
from bot.services.posting import Posting

FRESH = timedelta(minutes=5)
"""A notice that waits for longer is composed anew."""

Due = tuple[Standing, Notice]

_NOTHING: frozenset[str] = frozenset()


async def remind(posting: Posting, now: datetime) -> int:
    """Put every notice on a deadline that has become due into the outbox; gives the number of them."""
    subscriptions = await posting.subscriptions.active("reminders", list(posting.platforms))
    if not subscriptions:
        return 0
    beat = _Beat(posting, await _standings(posting, now), now)
    slots = await posting.outbox.slots_of([s.id for s in subscriptions])
    leads = {lead for s in subscriptions for lead in s.leads}
    instants = beat.instants(leads)
    saw = await beat.saw()
    # Most of them are alike: what they have on record, asked for, and saw decides, and not who they are.
    alike: dict[tuple[object, ...], list[Due]] = {}
    put = 0
    for subscription in subscriptions:
        had, seen = slots.get(subscription.id, _NOTHING), saw.get(subscription.to, _NOTHING)
        since = bisect_right(instants, subscription.made_at)
        key = (since, subscription.leads, subscription.only, subscription.but, had, seen)
        if key not in alike:
            alike[key] = await beat.due(subscription, had, seen)
        if not (due := alike[key]):
            continue
        drafts = [d for standing, notice in due for d in _drafts(posting, subscription, standing, notice, now)]
        if await posting.outbox.enqueue(drafts, at=now):
            put += len(due)
    return put


async def stands(posting: Posting, delivery: Delivery, now: datetime) -> bool:
    """Would a reminder that waits to be sent be composed of the same facts now?"""
    number = delivery.subscription
    subscription = await posting.subscriptions.get(number, workspace=delivery.workspace) if number else None
    if subscription is None:
        return False
    beat = _Beat(posting, await _standings(posting, now), now)
    slots = await posting.outbox.slots(subscription.id) - {delivery.slot}
    due = await beat.due(subscription, slots, await posting.ledger.seen(subscription.to))
    told = [_shown(standing, notice) for standing, notice in due if notice.slot == delivery.slot]
    return bool(told) and set(delivery.seen) <= {(f.id, f.version) for f in told[0]}


async def _standings(posting: Posting, now: datetime) -> list[Standing]:
    return [replace(s, anew=await _anew(posting, s)) for s in await standings_at(posting.facts, as_of=now)]


async def _anew(posting: Posting, standing: Standing) -> str:
    """The date of a deadline, where the fact that names it gave another one at first."""
    if standing.first.version == 1:
        return ""
    first, due_at = (await posting.facts.versions(standing.first.id))[-1].deadline, standing.head.deadline.due_at
    return "" if first and first.due_at == due_at else f" by {due_at.astimezone(UTC):%Y-%m-%d %H:%M}"


class _Beat:
    """How deadlines stand at one moment, and what that means for one place or another."""

    def __init__(self, posting: Posting, standings: Sequence[Standing], now: datetime) -> None:
        self._posting = posting
        self._standings = standings
        self._now = now
        self._known = {f.id for s in standings for f in s.facts}
        self._withdrawn: dict[str, str | None] = {}

    def instants(self, leads: Iterable[timedelta]) -> list[datetime]:
        """All that can come before or after the instant at which a place asked, in order."""
        due_at = {s.head.deadline.due_at for s in self._standings}
        told_at = {s.head.told_at for s in self._standings if s.head.told_at}
        known_at = {f.known_at for s in self._standings for f in s.facts}
        return sorted(due_at | told_at | known_at | {due - lead for lead in leads for due in due_at})

    async def saw(self) -> Mapping[Destination, frozenset[str]]:
        """What does not stand any more of deadlines that are pending, and which places saw it."""
        outdated = {f.id for s in self._standings if s.head.status == "pending" for f in s.overtaken}
        return await self._posting.ledger.saw(outdated) if outdated else {}

    async def due(self, subscription: Subscription, slots: Collection[str], seen: Collection[str]) -> list[Due]:
        """The notices that are due for a place, which has these slots on record and has seen these facts."""
        named = {slot.partition(" ")[0] for slot in slots} | {*subscription.only, *subscription.but}
        names = await self._names(named)
        catch_up = self._posting.rules.catch_up
        due: list[Due] = []
        for standing in self._standings:
            others = names.get(standing.first.id, set())
            if _follows(subscription, standing, others):
                told = Told(since=subscription.made_at, leads=subscription.leads, slots=slots, seen=seen, names=others)
                due += [(standing, n) for n in notices_due(standing, told, now=self._now, catch_up=catch_up)]
        return due

    async def _names(self, fact_ids: Collection[str]) -> dict[str, set[str]]:
        """By the name of a deadline that stands, those of these that are withdrawn facts which told of it."""
        names: dict[str, set[str]] = {}
        for fact_id in set(fact_ids) - self._known:
            if fact_id not in self._withdrawn:
                self._withdrawn[fact_id] = await self._told_by(fact_id)
            if (first := self._withdrawn[fact_id]) is not None:
                names.setdefault(first, set()).add(fact_id)
        return names

    async def _told_by(self, fact_id: str) -> str | None:
        found = await self._posting.facts.versions(fact_id)
        versions = [f for f in found if f.deadline and f.known_at <= self._now]
        for standing in self._standings:
            if versions and standing.tells(versions[0]):
                return standing.first.id
        return None


def _follows(subscription: Subscription, standing: Standing, names: Collection[str]) -> bool:
    ids = {f.id for f in standing.facts} | set(names)
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
