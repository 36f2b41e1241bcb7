"""What becomes of a subscription's runs that have come: the latest is sent, earlier ones are put on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.schedule import Run, Schedule, last_run, next_run

_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """Runs from `first` to `last`, however many lie between them."""

    first: Run
    last: Run

    @property
    def slot(self) -> str:
        return self.first.slot if self.first == self.last else f"{self.first.slot} … {self.last.slot}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Occurrence:
    """The runs since a subscription's last one. `run` is the latest; it is sent unless it is too old for that.

    `late`: it should have come some time ago, or takes in earlier ones, which are `coalesced`. `missed` are those that
    are too old to be made up for.
    """

    run: Run
    sends: bool
    late: bool
    coalesced: Stretch | None = None
    missed: Stretch | None = None


def occurrence(
    schedule: Schedule, since: datetime, now: datetime, *, catch_up: timedelta, late_after: timedelta
) -> Occurrence:
    """What to do at `now` about the runs from `since` on; what came before `now - catch_up` is not made up for.

    However long ago `since` lies, it takes a handful of steps.
    """
    latest = last_run(schedule, now)
    first = next_run(schedule, since - _INSTANT)
    if first.at >= latest.at:
        first = latest
    limit = now - catch_up
    if latest.at < limit:
        return Occurrence(run=latest, sends=False, late=True, missed=Stretch(first=first, last=latest))
    missed = coalesced = None
    if first.at < limit:
        missed = Stretch(first=first, last=last_run(schedule, limit - _INSTANT))
        first = next_run(schedule, limit - _INSTANT)
    if first.at < latest.at:
        coalesced = Stretch(first=first, last=last_run(schedule, latest.at - _INSTANT))
    late = bool(missed or coalesced) or now - latest.at > late_after
    return Occurrence(run=latest, sends=True, late=late, coalesced=coalesced, missed=missed)
