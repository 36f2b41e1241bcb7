"""Moments as people write and read them: a day, an instant with its offset, or now; lengths of time."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.edtf import say_day
from bot.domain.errors import BadRequest

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?([Zz]|[+-]\d{2}:\d{2})?", re.ASCII)
YEARS = range(1900, 3000)
"""Far enough from the ends of the calendar that days can be added to a moment in any zone."""

HELP = "write a day such as 2020-02-13, an instant such as 2020-02-13T18:00:00+03:00, or now"


def parse_moment(text: str, *, zone: str, now: datetime) -> datetime:
    """A UTC instant: of a day, its end in the case's `zone`. Raises BadRequest for anything else."""
    instant = _read(text.strip(), zone, now)
    if instant.year not in YEARS:
        raise BadRequest(f"{text[:40]!r} lies outside the years {YEARS[0]} to {YEARS[-1]}; {HELP}")
    return instant


def _read(text: str, zone: str, now: datetime) -> datetime:
    if text.casefold() == "now":
        return now.astimezone(UTC)
    try:
        if _DAY.fullmatch(text):
            return datetime.combine(date.fromisoformat(text), time.max, tzinfo=ZoneInfo(zone)).astimezone(UTC)
        if _INSTANT.fullmatch(text):
            instant = datetime.fromisoformat(text.upper())
            if instant.tzinfo is None:
                raise BadRequest(f"{text!r} has no offset; {HELP}")
            return instant.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise BadRequest(f"{text!r} does not exist in the calendar; {HELP}") from error
    raise BadRequest(f"{text[:40]!r} is no moment; {HELP}")


def parse_day(text: str) -> date:
    """A calendar day. Raises BadRequest for anything but one such as 2020-02-13."""
    try:
        if _DAY.fullmatch(text.strip()):
            return date.fromisoformat(text.strip())
    except ValueError:
        pass
    raise BadRequest(f"{text[:40]!r} is no day; write one such as 2020-02-13")


def say_moment(at: datetime, zone: str) -> str:
    """`13 February 2020` where `at` is the last moment of that day in `zone`, else with the time and the zone."""
    local = at.astimezone(ZoneInfo(zone))
    if local.time() == time.max:
        return say_day(local.date())
    return f"{say_day(local.date())}, {local:%H:%M} ({zone})"


def say_run(at: datetime, zone: str) -> str:
    """When something is planned: `Thursday, 13 February 2020, 08:00 (Europe/Istanbul)`."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%A}, {say_day(local.date())}, {local:%H:%M} ({zone})"


def say_left(left: timedelta) -> str:
    """A length of time in its two largest units: `16 days 4 hours`, `3 hours 20 minutes`, `less than a minute`.

    From 30 days on in days alone.
    """
    minutes = int(left.total_seconds()) // 60
    sizes = (("day", minutes // 1440), ("hour", minutes // 60 % 24), ("minute", minutes % 60))
    units = [f"{n:,} {name}{'s' if n > 1 else ''}" for name, n in sizes if n]
    if left >= timedelta(days=30):
        units = units[:1]
    return " ".join(units[:2]) or "less than a minute"
