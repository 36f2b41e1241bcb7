"""How long before a deadline a reminder comes: plain words → lengths of time, and back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from bot.domain.errors import BadRequest

MOST = 8
SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(days=60)
FORMS = 'it takes lengths of time such as "7d,1d,1h", in w, d, h or m'

_UNITS = {"w": timedelta(weeks=1), "d": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1)}
_NAMES = {
    name: unit
    for unit, names in {
        "w": "w wk wks week weeks",
        "d": "d day days",
        "h": "h hr hrs hour hours",
        "m": "m min mins minute minutes",
    }.items()
    for name in names.split()
}
_LENGTH = re.compile(r"([0-9]{1,6})\s*([^\W\d_]+)\.?")
_BETWEEN = re.compile(r"\s*(?:[,;&+\s]|\band\b|\bbefore\b)\s*", re.IGNORECASE)


def parse_leads(text: str) -> tuple[timedelta, ...]:
    """Read `7d,1d,1h`; longest first, each once.

    Raises BadRequest where it is something else, where one is shorter than five minutes or longer than 60 days, and
    where they are more than eight.
    """
    leads: set[timedelta] = set()
    at = 0
    while at < len(text):
        if between := _BETWEEN.match(text, at):
            at = between.end()
            continue
        length = _LENGTH.match(text, at)
        if not length:
            raise BadRequest(f"{_word(text, at)!r} is no length of time; {FORMS}")
        leads.add(_lead(length))
        at = length.end()
    if not leads:
        raise BadRequest(f"no length of time is given; {FORMS}")
    if len(leads) > MOST:
        raise BadRequest(f"{len(leads)} reminders of one deadline are too many; give at most {MOST}")
    return tuple(sorted(leads, reverse=True))


def _lead(length: re.Match[str]) -> timedelta:
    number, name = length.groups()
    unit = _NAMES.get(name.casefold())
    if unit is None:
        raise BadRequest(f"{length.group()!r} is no length of time; {FORMS}")
    lead = int(number) * _UNITS[unit]
    if not SHORTEST <= lead <= LONGEST:
        raise BadRequest(f"{length.group()} before a deadline is not possible; give between 5m and 60d")
    return lead


def _word(text: str, at: int) -> str:
    return text[at:].split(",")[0].split()[0][:40]


def say_leads(leads: Sequence[timedelta]) -> str:
    """`7d, 1d, 1h`, which `parse_leads` reads back; each in its largest unit that leaves no rest, weeks as days."""
    return ", ".join(_say(lead) for lead in leads)


def _say(lead: timedelta) -> str:
    unit = next(u for u in ("d", "h", "m") if not lead % _UNITS[u] or u == "m")
    return f"{lead // _UNITS[unit]}{unit}"
