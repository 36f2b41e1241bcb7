"""When a channel gets its sitrep: plain words → a schedule, and a schedule → its runs.

Exactly one run a slot: a local time that a spring-forward gap removes moves forward that day only, and one that a
fall-back repeats happens once, the first time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time


@dataclass(frozen=True, kw_only=True, slots=True)
class Schedule:
    """Local wall-clock `times` of a day in the IANA `zone`, on `weekdays` (0 is Monday)."""

    zone: str
    times: tuple[time, ...]
    weekdays: frozenset[int] = frozenset(range(7))

    def __str__(self) -> str:
        """The plain words that `parse_schedule` reads back: `daily 08:00 Europe/Istanbul`."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """One planned run: its instant in UTC, and its slot, the local date and time that it stands for."""

    at: datetime
    slot: str


def parse_schedule(text: str, *, zone: str) -> Schedule:
    """Read plain words; `zone` holds where none is given. Raises BadRequest with the forms that it takes."""
    raise NotImplementedError


def next_run(schedule: Schedule, after: datetime) -> Run:
    """The first run later than `after` (aware)."""
    raise NotImplementedError


def last_run(schedule: Schedule, upto: datetime) -> Run:
    """The latest run not later than `upto` (aware); found without counting through those before."""
    raise NotImplementedError
