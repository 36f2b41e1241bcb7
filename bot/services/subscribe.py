"""Subscribe a place to sitreps and to reminders of deadlines, and change what it gets."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.asking.words import fold
from bot.domain.delivery import Destination
from bot.domain.errors import BadRequest
from bot.domain.facts import TOPICS
from bot.domain.leads import parse_leads
from bot.domain.outbox import Ledger, Subscriptions
from bot.domain.ports import FactBase
from bot.domain.schedule import next_run, parse_schedule
from bot.domain.subscription import LEADS, Subscription
from bot.services.deadlines import standings_at

MOST = 50
"""Sitreps that one place can subscribe to."""
FIRST = timedelta(days=1)
"""How far back the first sitrep reaches."""


async def subscribe(
    subscriptions: Subscriptions,
    ledger: Ledger,
    *,
    words: str,
    zone: str,
    topics: Sequence[str],
    to: Destination,
    workspace: str,
    owner: str,
    now: datetime,
) -> Subscription:
    """Send sitreps to a place on the schedule that `words` tell, in `zone` where they name none.

    Raises BadRequest where the schedule or a topic is none, and where the place has the same one or too many already.
    """
    schedule = parse_schedule(words, zone=zone)
    wanted = _topics(topics)
    there = [s for s in await subscriptions.all(workspace=workspace, to=to) if s.product == "sitrep"]
    for other in there:
        if other.schedule == schedule and set(other.topics) == set(wanted):
            hint = f"; resume it with `/digest resume {other.id}`" if other.standing == "paused" else ""
            raise BadRequest(f"this place has that sitrep already, as number {other.id}{hint}")
    if len(there) >= MOST:
        raise BadRequest(f"this place has {len(there)} sitreps, and {MOST} is the most; remove one first")
    return await subscriptions.add(
        Subscription(
            to=to,
            workspace=workspace,
            product="sitrep",
            owner=owner,
            made_at=now,
            schedule=schedule,
            topics=wanted,
            next_run_at=next_run(schedule, now).at,
            covered_to=now - FIRST,
            covered_row=await ledger.newest_row(),
        )
    )


async def pause(subscriptions: Subscriptions, number: int, *, workspace: str, now: datetime) -> Subscription:
    """Send nothing until it is resumed. Raises BadRequest for a number that is none of the workspace."""
    found = await _one(subscriptions, number, workspace)
    if found.standing == "paused":
        return found
    reason = "paused by a person"
    await subscriptions.stand(number, "paused", reason)
    return replace(found, standing="paused", reason=reason)


async def resume(subscriptions: Subscriptions, number: int, *, workspace: str, now: datetime) -> Subscription:
    """Go on from the next run; a sitrep then tells all that became known since the last one.

    Raises BadRequest for a number that is none of the workspace.
    """
    found = await _one(subscriptions, number, workspace)
    if found.standing == "active":
        return found
    following = next_run(found.schedule, now).at if found.schedule else None
    await subscriptions.stand(number, "active", "", next_run_at=following)
    return replace(found, standing="active", reason="", next_run_at=following)


async def remove(subscriptions: Subscriptions, number: int, *, workspace: str, now: datetime) -> Subscription:
    """End it for good. Raises BadRequest for a number that is none of the workspace."""
    found = await _one(subscriptions, number, workspace)
    reason = "removed by a person"
    await subscriptions.stand(number, "removed", reason)
    return replace(found, standing="removed", reason=reason)


async def track(
    subscriptions: Subscriptions,
    facts: FactBase,
    *,
    only: Sequence[str] = (),
    leads: str = "",
    to: Destination,
    workspace: str,
    owner: str,
    now: datetime,
) -> Subscription:
    """Remind a place of the deadlines of these facts, of every one where none is given, `leads` such as `7d,1d,1h`
    before they are due.

    A place has one subscription of this kind: tracking again adds deadlines, or changes the leads. Raises BadRequest
    where a fact is no deadline, or the leads are none.
    """
    lengths = parse_leads(leads) if leads.strip() else ()
    wanted = await _deadlines(facts, only, now)
    held = await _reminders(subscriptions, to, workspace)
    if held is None:
        made = Subscription(
            to=to,
            workspace=workspace,
            product="reminders",
            owner=owner,
            made_at=now,
            leads=lengths or LEADS,
            only=tuple(wanted),
        )
        return await subscriptions.add(made)
    following = tuple(dict.fromkeys((*held.only, *wanted))) if held.only and wanted else ()
    left_out = tuple(i for i in held.but if i not in wanted) if wanted else ()
    return await _change(subscriptions, held, only=following, but=left_out, leads=lengths or held.leads)


async def untrack(
    subscriptions: Subscriptions,
    facts: FactBase,
    *,
    but: Sequence[str] = (),
    to: Destination,
    workspace: str,
    now: datetime,
) -> Subscription:
    """Remind a place no more of the deadlines of these facts, of none at all where no fact is given.

    Raises BadRequest where a fact is no deadline, or the place is reminded of nothing.
    """
    held = await _reminders(subscriptions, to, workspace)
    if held is None:
        raise BadRequest("this place gets no reminders; `/deadlines track` begins them")
    unwanted = await _deadlines(facts, but, now)
    left = tuple(i for i in held.only if i not in unwanted)
    if not unwanted or (held.only and not left):
        return await remove(subscriptions, held.id, workspace=workspace, now=now)
    left_out = () if held.only else tuple(dict.fromkeys((*held.but, *unwanted)))
    return await _change(subscriptions, held, only=left, but=left_out, leads=held.leads)


async def _one(subscriptions: Subscriptions, number: int, workspace: str) -> Subscription:
    found = await subscriptions.get(number, workspace=workspace)
    if found is None:
        raise BadRequest(f"there is no subscription number {number}; `/digest list` shows those of this place")
    return found


async def _reminders(subscriptions: Subscriptions, to: Destination, workspace: str) -> Subscription | None:
    there = await subscriptions.all(workspace=workspace, to=to)
    return next((s for s in there if s.product == "reminders"), None)


async def _change(
    subscriptions: Subscriptions,
    held: Subscription,
    *,
    only: tuple[str, ...],
    but: tuple[str, ...],
    leads: tuple[timedelta, ...],
) -> Subscription:
    await subscriptions.track(held.id, only=only, but=but, leads=[lead.total_seconds() for lead in leads])
    if held.standing == "paused":
        await subscriptions.stand(held.id, "active", "")
    return replace(held, only=only, but=but, leads=leads, standing="active", reason="")


async def _deadlines(facts: FactBase, ids: Collection[str], now: datetime) -> list[str]:
    """The facts that name the deadlines of these: the earliest that tells of each."""
    if not ids:
        return []
    names = {fact.id: s.first.id for s in await standings_at(facts, as_of=now) for fact in s.facts}
    for unknown in (i for i in ids if i not in names):
        near = difflib.get_close_matches(unknown, names, 1)
        hint = f"did you mean {near[0]}?" if near else "`/deadlines list` shows them"
        raise BadRequest(f"no deadline {unknown!r} is known; {hint}")
    return list(dict.fromkeys(names[i] for i in ids))


def _topics(words: Sequence[str]) -> tuple[str, ...]:
    """The topics that are meant, in the order of TOPICS."""
    wanted = {fold(w.strip()) for w in words if w.strip()}
    for unknown in sorted(wanted.difference(TOPICS)):
        near = difflib.get_close_matches(unknown, TOPICS, 1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(TOPICS)}"
        raise BadRequest(f"{unknown!r} is no topic; {hint}")
    return tuple(t for t in TOPICS if t in wanted)
