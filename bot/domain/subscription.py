"""What a channel gets: sitreps on a schedule, or reminders of deadlines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.domain.delivery import Destination
from bot.domain.facts import Fact
from bot.domain.schedule import Schedule

Product = Literal["sitrep", "reminders"]
Standing = Literal["active", "paused", "removed"]

LEADS = (timedelta(days=7), timedelta(days=1), timedelta(hours=1))
"""How long before a deadline a channel is reminded, unless it says otherwise."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscription:
    """A product for a place. `id` is 0 until it is stored; `workspace` owns it.

    Sitreps: `schedule`; `next_run_at` is the next occurrence; `covered_to` the instant up to which the last one told
    what became known, and `covered_row` the newest fact row that the base had then. `topics` narrow it, none for all.
    Reminders: `leads`, longest first; `only` these deadline facts, none for all, and not `but` these.
    """

    to: Destination
    workspace: str
    product: Product
    owner: str
    made_at: datetime
    id: int = 0
    schedule: Schedule | None = None
    topics: tuple[str, ...] = ()
    leads: tuple[timedelta, ...] = ()
    only: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    standing: Standing = "active"
    reason: str = ""
    next_run_at: datetime | None = None
    covered_to: datetime | None = None
    covered_row: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Advance:
    """A subscription's step to its next occurrence, refused where another process has made one since `seen_run_at`.

    With `seen_covered_to` it is refused, too, where the subscription covers another time by now: what an earlier sitrep
    told may have turned out not to have arrived.
    """

    subscription: int
    seen_run_at: datetime
    next_run_at: datetime
    seen_covered_to: datetime | None = None
    covered_to: datetime | None = None
    covered_row: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """A fact that an editor changed: how it read, how it reads now (None where it was retracted), and why.

    With how `supersede`, `new` is the fact that takes its place.
    """

    id: int
    how: Literal["supersede", "amend", "retract"]
    old: Fact
    new: Fact | None
    reason: str
    made_by: str
    made_at: datetime
