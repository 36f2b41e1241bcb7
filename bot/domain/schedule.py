"""When a channel gets its sitrep: plain words → a schedule, and a schedule → its runs.

Exactly one run a slot: a local time that a spring-forward gap removes moves forward that day only, and one that a
fall-back repeats happens once, the first time. Slots that a gap moves onto one instant are one run.
"""

from __future__ import annotations

import difflib
import functools
import re
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.errors import BadRequest

EVERY_DAY = frozenset(range(7))
FORMS = 'it takes "daily 08:00 Europe/Istanbul", "weekdays 07:30", "mon,thu 07:30", "weekly mon 07:30" and "every 6h"'
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_GROUPS = {
    "daily": EVERY_DAY,
    "day": EVERY_DAY,
    "weekdays": frozenset(range(5)),
    "weekday": frozenset(range(5)),
    "weekends": frozenset((5, 6)),
    "weekend": frozenset((5, 6)),
}
_FILLERS = frozenset(("", "at", "on", "in", "and", "&", "every", "each"))
_WEEK = frozenset(("weekly", "week"))
_STEPS = (1, 2, 3, 4, 6, 8, 12)
_INTERVAL = re.compile(r"\bevery\s+(\d{0,4})\s*(?:h|hrs?|hours?)(?=[\s,]|$)", re.IGNORECASE)
_BEFORE_HALF = re.compile(r"(?<=\d)\s+(?=[ap]m\b)", re.IGNORECASE)
_TIME = re.compile(r"(\d{1,2})(?::(\d{2}))?([ap]m)?")
_OFFSET = re.compile(r"(?:utc|gmt|z)?[+-]\d.*")
_NO_REGIONS = {
    "localtime": "Europe/Istanbul",
    "factory": "Europe/Istanbul",
    "est": "America/New_York",
    "mst": "America/Denver",
    "hst": "Pacific/Honolulu",
}
"""Names in the zone database that mean another zone on another machine, or none, or a winter time all year round."""

_Found = tuple[datetime, datetime]
"""The instant of a run in UTC, and its local slot. Of those of one instant the latest slot counts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Schedule:
    """Local wall-clock `times` of a day in the IANA `zone`, on `weekdays` (0 is Monday).

    Neither is empty; `times` are whole minutes in ascending order.
    """

    zone: str
    times: tuple[time, ...]
    weekdays: frozenset[int] = EVERY_DAY

    def __str__(self) -> str:
        """The plain words that `parse_schedule` reads back: `daily 08:00 Europe/Istanbul`."""
        for step in _STEPS:
            if self.weekdays == EVERY_DAY and self.times == _every(step):
                return f"every {step}h {self.zone}"
        days = ",".join(_DAYS[d][:3] for d in sorted(self.weekdays))
        if len(self.weekdays) == 1:
            days = f"weekly {days}"
        named = next((name for name in ("daily", "weekdays") if self.weekdays == _GROUPS[name]), days)
        return f"{named} {','.join(f'{t:%H:%M}' for t in self.times)} {self.zone}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """One planned run: its instant in UTC, and its slot, the local date and time that it stands for."""

    at: datetime
    slot: str


def parse_schedule(text: str, *, zone: str) -> Schedule:
    """Read plain words; `zone` holds where none is given. Raises BadRequest with the forms that it takes."""
    steps = _INTERVAL.findall(text)
    words = re.split(r"[\s,;]+", _BEFORE_HALF.sub("", _INTERVAL.sub(" ", text)))
    days: set[frozenset[int]] = set()
    times: set[time] = set()
    left: list[str] = []
    for word in words:
        low = word.casefold()
        if found := _days(low):
            days.add(found)
        elif low[:1].isdigit():
            times.add(_time(low))
        elif low not in _FILLERS and low not in _WEEK:
            left.append(word)
    where = _zone(left) if left else _known_zone(zone)
    if steps:
        if len(steps) > 1 or days or times:
            raise BadRequest(f"every N hours takes no other time and no day; {FORMS}")
        return Schedule(zone=where, times=_every(_step(steps[0])))
    if not days and not _WEEK.isdisjoint(w.casefold() for w in words):
        raise BadRequest(f"weekly needs a day; {FORMS}")
    if not days or not times:
        missing = "time" if days else "day" if times else "day and no time"
        raise BadRequest(f"the schedule has no {missing}; {FORMS}")
    if EVERY_DAY in days and len(days) > 1:
        raise BadRequest(f"daily takes no other day; {FORMS}")
    return Schedule(zone=where, times=tuple(sorted(times)), weekdays=frozenset[int]().union(*days))


def next_run(schedule: Schedule, after: datetime) -> Run:
    """The first run later than `after` (aware)."""
    instant = after.astimezone(UTC)
    first = after.astimezone(ZoneInfo(schedule.zone)).date() - timedelta(days=1)
    for day, neighbour in _neighbours(schedule, first, 1):
        if any(at > instant for at, _ in day):
            later = [found for found in day + neighbour if found[0] > instant]
            soonest = min(at for at, _ in later)
            return _run(max(found for found in later if found[0] == soonest))
    raise AssertionError("a schedule runs within eight days")


def last_run(schedule: Schedule, upto: datetime) -> Run:
    """The latest run not later than `upto` (aware); found without counting through those before."""
    instant = upto.astimezone(UTC)
    first = upto.astimezone(ZoneInfo(schedule.zone)).date() + timedelta(days=1)
    for day, neighbour in _neighbours(schedule, first, -1):
        if any(at <= instant for at, _ in day):
            return _run(max(found for found in day + neighbour if found[0] <= instant))
    raise AssertionError("a schedule runs within eight days")


def _neighbours(schedule: Schedule, first: date, step: int) -> Iterator[tuple[list[_Found], list[_Found]]]:
    """The runs of each day from `first` on and of the one after it, nine days forwards or backwards.

    The one after, too, since a gap at midnight moves a slot past some of the next day's.
    """
    day = _runs_of(schedule, first)
    for n in range(1, 10):
        neighbour = _runs_of(schedule, first + timedelta(days=n * step))
        yield day, neighbour
        day = neighbour


def _runs_of(schedule: Schedule, day: date) -> list[_Found]:
    """The runs that stand for a time of `day`."""
    if day.weekday() not in schedule.weekdays:
        return []
    zone = ZoneInfo(schedule.zone)
    # With fold=0, zoneinfo takes the first of a repeated time, and the offset before a gap for a removed one, which
    # puts it as much later as the gap is long.
    slots = [datetime.combine(day, t.replace(fold=0), tzinfo=zone) for t in schedule.times]
    return [(slot.astimezone(UTC), slot.replace(tzinfo=None)) for slot in slots]


def _run(found: _Found) -> Run:
    at, slot = found
    return Run(at=at, slot=f"{slot:%Y-%m-%d %H:%M}")


def _every(step: int) -> tuple[time, ...]:
    return tuple(time(hour) for hour in range(0, 24, step))


def _step(digits: str) -> int:
    step = int(digits or 1)
    if step not in _STEPS:
        raise BadRequest(f"every {step}h does not divide a day, as 1, 2, 3, 4, 6, 8 and 12 hours do; {FORMS}")
    return step


def _days(low: str) -> frozenset[int]:
    """The weekdays that a word names: none where it names none."""
    if low in _GROUPS:
        return _GROUPS[low]
    return frozenset(n for n, day in enumerate(_DAYS) if low == f"{day}s" or (len(low) > 2 and day.startswith(low)))


def _time(low: str) -> time:
    match = _TIME.fullmatch(low)
    if match and (match[2] or match[3]):
        hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "pm" else 0)
        elif half:
            hour = 24
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise BadRequest(f"{low[:40]!r} is no time of day; {FORMS}")


@functools.cache
def _zones() -> dict[str, str]:
    """Usable IANA names by their folded form."""
    return {z.casefold(): z for z in sorted(zoneinfo.available_timezones()) if z.casefold() not in _NO_REGIONS}


def _zone(words: list[str]) -> str:
    """The zone that the words name which were no day and no time: one, or one with spaces for underscores."""
    known = _zones()
    whole = "_".join(words)
    strange = [w for w in words if w.casefold() not in known]
    if whole.casefold() not in known and not strange:
        raise BadRequest(f"a schedule has one time zone, not {' and '.join(words)[:80]}")
    return _known_zone(whole if whole.casefold() in known else " ".join(strange))


def _known_zone(name: str) -> str:
    known = _zones()
    low = name.casefold().replace(" ", "_")
    if low in known:
        return known[low]
    if low in _NO_REGIONS or _OFFSET.fullmatch(low):
        near = _NO_REGIONS.get(low, "Europe/Istanbul")
        raise BadRequest(f"{name[:40]!r} does not follow the clocks of a region; write one such as {near}")
    regions = {key: zone for key, zone in known.items() if not key.startswith("etc/")}
    names = {key.rpartition("/")[2]: zone for key, zone in regions.items()} | regions
    words = {word: word for word in (*_DAYS, "daily", "weekdays", "weekly")}
    close = difflib.get_close_matches(low[:40], names, 1, 0.75) or difflib.get_close_matches(low[:40], words, 1)
    hint = f"did you mean {(names | words)[close[0]]}?" if close else FORMS
    raise BadRequest(f"{name[:40]!r} is no time zone, day or time; {hint}")
