"""Subscriptions: what channels asked for, and when the next of it is due."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import lru_cache

import aiosqlite

from bot.domain.delivery import Destination
from bot.domain.schedule import Schedule
from bot.domain.subscription import Product, Standing, Subscription
from storage.columns import array, iso, iso_or_none, place, read_iso, read_place, text
from storage.queries import SUBSCRIPTIONS, fetch
from storage.sqlite import Database, Row

FAR = timedelta(days=8)
"""Every schedule runs within it."""


class StoredSubscriptions:
    """Subscriptions. What is removed stays on record, and nothing finds it any more."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def add(self, subscription: Subscription) -> Subscription:
        """Store it; gives it with its number."""
        columns = _columns(subscription)

        async def add(connection: aiosqlite.Connection) -> int:
            ((number,),) = await fetch(connection, SUBSCRIPTIONS.add, **columns)
            return int(number)

        return replace(subscription, id=await self._db.transact(add))

    async def get(self, number: int, *, workspace: str) -> Subscription | None:
        """One that is not removed."""
        row = await self._db.row(SUBSCRIPTIONS.one, id=number, workspace=workspace)
        return _read(row) if row else None

    async def all(self, *, workspace: str, to: Destination | None = None) -> list[Subscription]:
        """Those of a workspace that are not removed, or only those of one place, in order of their numbers."""
        where = place(to) if to else ""
        return _listed(await self._db.rows(SUBSCRIPTIONS.of_workspace, workspace=workspace, place=where))

    async def stand(self, number: int, standing: Standing, reason: str, *, next_run_at: datetime | None = None) -> None:
        """Pause, resume or remove one; resuming sets its next run. One that is removed stays so."""
        held = {"id": number, "standing": standing, "reason": text(reason), "next_run_at": iso_or_none(next_run_at)}
        await self._db.transact(lambda connection: fetch(connection, SUBSCRIPTIONS.stand, **held))

    async def track(self, number: int, *, only: Sequence[str], but: Sequence[str], leads: Sequence[float]) -> None:
        """Change which deadlines one follows; `leads` in seconds."""
        held = {"id": number, "only_facts": array(only), "but_facts": array(but), "leads": array(leads)}
        await self._db.transact(lambda connection: fetch(connection, SUBSCRIPTIONS.track, **held))

    async def due(self, now: datetime, platforms: Sequence[str], *, limit: int) -> list[Subscription]:
        """Active sitrep subscriptions whose next run has come, the longest due first; after them those that have
        covered a time later than `now`, or whose run is too far ahead, because the clock was set back.
        """
        when = {"now": iso(now), "far": iso(now + FAR)}
        return _listed(await self._db.rows(SUBSCRIPTIONS.due, **when, platforms=array(platforms), limit=limit))

    async def active(self, product: Product, platforms: Sequence[str]) -> list[Subscription]:
        """Those of a product that are neither paused nor removed, in order of their numbers."""
        return _listed(await self._db.rows(SUBSCRIPTIONS.active, product=product, platforms=array(platforms)))

    async def by_platform(self) -> Mapping[str, int]:
        """How many active ones there are on each platform that has some."""
        return dict(await self._db.rows(SUBSCRIPTIONS.by_platform))


def _columns(one: Subscription) -> dict[str, object]:
    return {
        "workspace": one.workspace,
        "platform": one.to.platform,
        "place": place(one.to),
        "product": one.product,
        "schedule": _schedule(one.schedule),
        "topics": array(one.topics),
        "leads": array(lead.total_seconds() for lead in one.leads),
        "only_facts": array(one.only),
        "but_facts": array(one.but),
        "owner": one.owner,
        "made_at": iso(one.made_at),
        "standing": one.standing,
        "reason": one.reason,
        "next_run_at": iso_or_none(one.next_run_at),
        "covered_to": iso_or_none(one.covered_to),
        "covered_row": one.covered_row,
    }


def _listed(rows: Iterable[Row]) -> list[Subscription]:
    return [_read(row) for row in rows]


def _read(row: Row) -> Subscription:
    (
        number, workspace, to, product, schedule, topics, leads, only, but, owner, made_at, standing, reason,
        next_run_at, covered_to, covered_row,
    ) = row  # fmt: skip
    return Subscription(
        id=number,
        to=read_place(to),
        workspace=workspace,
        product=product,
        schedule=_read_schedule(schedule),
        topics=_words(topics),
        leads=_leads(leads),
        only=_words(only),
        but=_words(but),
        owner=owner,
        made_at=datetime.fromisoformat(made_at),
        standing=standing,
        reason=reason,
        next_run_at=read_iso(next_run_at),
        covered_to=read_iso(covered_to),
        covered_row=covered_row,
    )


@lru_cache(maxsize=1024)
def _words(column: str) -> tuple[str, ...]:
    return tuple(json.loads(column))


@lru_cache(maxsize=1024)
def _leads(column: str) -> tuple[timedelta, ...]:
    return tuple(timedelta(seconds=lead) for lead in json.loads(column))


def _schedule(schedule: Schedule | None) -> str:
    """[zone, times, weekdays] as JSON, '' for none."""
    if schedule is None:
        return ""
    return array((schedule.zone, [t.isoformat() for t in schedule.times], sorted(schedule.weekdays)))


@lru_cache(maxsize=1024)
def _read_schedule(column: str) -> Schedule | None:
    if not column:
        return None
    zone, times, weekdays = json.loads(column)
    return Schedule(zone=zone, times=tuple(time.fromisoformat(t) for t in times), weekdays=frozenset(weekdays))
