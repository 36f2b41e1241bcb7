"""Which notices a place is to get on a deadline, and since when. Pure.

A slot names each of them once and for all: `FACT 7d` for a reminder seven days ahead, `FACT changed NEWFACT`,
`FACT passed`, and `FACT missed` or another outcome. FACT is the first fact that told of the deadline. What is on record
under another fact of the same deadline counts too, so that nothing is told again when the first one is taken back.
Where the case had the date wrong at first, they end with the right one: `FACT 7d by 2020-03-20 12:00`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.domain.deadlines import Standing
from bot.domain.facts import Fact
from bot.domain.leads import say_leads

Why = Literal["lead", "changed", "ended", "passed"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A place that asked for reminders at `since`, `leads` ahead of deadlines; its slots, and the facts that it saw.

    `names` are ids of facts that told of this deadline and were withdrawn.
    """

    since: datetime
    leads: tuple[timedelta, ...]
    slots: Collection[str]
    seen: Collection[str] = ()
    names: Collection[str] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """A notice that is due since `due_at`. `before` is what it replaces of what the place was told.

    `instead` are the slots of longer reminders that it stands for, with their instants. `missed`: it is too late now.
    """

    why: Why
    slot: str
    due_at: datetime
    before: tuple[Fact, ...] = ()
    instead: tuple[tuple[str, datetime], ...] = ()
    missed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reminder:
    at: datetime
    what: str


def notices_due(standing: Standing, told: Told, *, now: datetime, catch_up: timedelta) -> list[Notice]:
    """What the place has not been told of a deadline. What is over for longer than `catch_up` is `missed`."""
    if standing.head.status == "pending":
        changed = list(_changed(standing, told))
        return [*changed, *_ahead(standing, told, now, anew=bool(changed))]
    return list(_over(standing, told, now, catch_up))


def _changed(standing: Standing, told: Told) -> Iterator[Notice]:
    """The latest change since the place asked, where it saw something that does not stand any more."""
    turn, outdated = standing.turn, [f for f in standing.overtaken if f.id in told.seen]
    if turn is None or turn.known_at <= told.since or not outdated:
        return
    if not _on_record(standing.facts, told, f"changed {turn.id}"):
        slot = _slot(standing, f"changed {turn.id}")
        yield Notice(why="changed", slot=slot, due_at=turn.known_at, before=(outdated[-1],))


def _ahead(standing: Standing, told: Told, now: datetime, *, anew: bool) -> Iterator[Notice]:
    """Of the reminders whose time has come the shortest one, which stands for the longer ones too."""
    come = [r for r in _reminders(standing, told, until=standing.head.deadline.due_at, anew=anew) if r.at <= now]
    if come and not _on_record(standing.term, told, come[-1].what):
        longer = [r for r in come[:-1] if not _on_record(standing.term, told, r.what)]
        yield Notice(
            why="lead",
            slot=_slot(standing, come[-1].what),
            due_at=come[-1].at,
            instead=tuple((_slot(standing, r.what), r.at) for r in longer),
        )


def _over(standing: Standing, told: Told, now: datetime, catch_up: timedelta) -> Iterator[Notice]:
    """Its outcome, or that it has passed, where the place could not be reminded of that."""
    head, due_at = standing.head, standing.head.deadline.due_at
    end = min(due_at, head.told_at or due_at)
    if standing.first.known_at >= end or told.since >= end:
        return
    reminders = _reminders(standing, told, until=end)
    silent = bool(reminders) and end == due_at and not _on_record(standing.term, told, reminders[-1].what)
    passed, ended = f"passed{standing.anew}", f"{head.status}{standing.anew}"
    silent = silent and not _on_record(standing.term, told, passed)
    over_at = head.told_at or due_at
    if head.ended and not _on_record(standing.term, told, ended):
        why: Why = "passed" if silent else "ended"
        yield Notice(why=why, slot=_slot(standing, ended), due_at=over_at, missed=now - over_at > catch_up)
    elif not head.ended and silent:
        yield Notice(why="passed", slot=_slot(standing, passed), due_at=due_at, missed=now - due_at > catch_up)


def _reminders(standing: Standing, told: Told, *, until: datetime, anew: bool = False) -> list[_Reminder]:
    """Those that fall between the subscription and `until`, the longest lead first.

    One whose time came before the deadline was known is due when it is. What a notice of a change told, `anew` or on
    record, needs no reminder of that moment.
    """
    known, turn = standing.first.known_at, standing.turn
    since = told.since
    if turn and (anew or _on_record(standing.facts, told, f"changed {turn.id}")):
        since = max(since, turn.known_at)
    due_at = standing.head.deadline.due_at
    found = (
        _Reminder(at=max(due_at - lead, known), what=say_leads([lead]) + standing.anew)
        for lead in sorted(set(told.leads), reverse=True)
    )
    return [r for r in found if since < r.at < until]


def _slot(standing: Standing, what: str) -> str:
    return f"{standing.first.id} {what}"


def _on_record(facts: Iterable[Fact], told: Told, what: str) -> bool:
    return any(f"{name} {what}" in told.slots for name in (*(f.id for f in facts), *told.names))
