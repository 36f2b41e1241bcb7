"""What may be meant by what somebody has typed so far, for platforms that offer completions.

Nothing is spoilt: what was not known yet at the moment that is asked about is not offered.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import datetime

from bot.domain.errors import BadRequest
from bot.domain.facts import TOPICS, Entity
from bot.domain.ports import Lexicon
from handlers import suggestions
from handlers.commands import COMMANDS
from handlers.moments import parse_moment
from handlers.parse import groups
from handlers.request import Option, Services, Talk
from handlers.suggestions import LONGEST, MOST, Choice, fitting

__all__ = ["LONGEST", "MOST", "Choice", "complete"]

LISTS = frozenset({"topics", "leads", "deadlines"})
"""Completions of which an option may hold several, with commas between them."""
LEADS = ("7d", "3d", "2d", "1d", "12h", "6h", "3h", "1h", "30m", "15m")


async def complete(services: Services, option: Option, text: str, talk: Talk, *, as_of: str = "") -> list[Choice]:
    """At most 25 values that an option could get, given what was typed of it; best first.

    Labels and values are 1 to 100 characters long. `as_of` is the value of that option as typed beside it. Raises
    StoreError where the base cannot be read.
    """
    if option.completes in LISTS and not option.choices:
        given, _, word = text.rpartition(",")
        held = {g.strip() for g in given.split(",")}
        found = [c for c in await _found(services, option, word, as_of) if c.value not in held]
        before = f"{given}," if given else ""
        return _fit(Choice(f"{before}{c.label}", f"{before}{c.value}") for c in found)
    return _fit(await _found(services, option, text, as_of))


async def _found(services: Services, option: Option, text: str, as_of: str) -> list[Choice]:
    base, now = services.facts, services.clock.now()
    at = _moment(as_of, services.zone, now)
    if option.choices:
        return fitting(_same(option.choices), text)
    match option.completes:
        case "topics":
            return fitting(_same(TOPICS), text)
        case "leads":
            return fitting(_same(LEADS), text)
        case "entities":
            return fitting(_entities(await base.lexicon(), await base.names(as_of=at)), text)
        case "about":
            known = _entities(await base.lexicon(), await base.names(as_of=at))
            return fitting([*_same(TOPICS), *known], text)
        case "measures":
            figures = await base.names(as_of=at)
            return fitting(_same(m.title for m in (await base.lexicon()).measures if m.id in figures), text)
        case "commands":
            return fitting(_commands(), _bare(text))
        case "sources":
            return await suggestions.sources(base, text, as_of=at)
        case "facts":
            return await suggestions.facts(base, text, as_of=at)
        case "deadlines":
            return await suggestions.deadlines(base, text, as_of=at)
        case "moments":
            return await suggestions.moments(base, text, now=now, zone=services.zone)
        case "days":
            return await suggestions.days(base, text, as_of=at)
        case "schedules":
            return suggestions.schedules(text, zone=services.zone)
        case _:
            return []


def _moment(as_of: str, zone: str, now: datetime) -> datetime:
    """The moment that is asked about; now, as long as what is typed is none."""
    try:
        return parse_moment(as_of, zone=zone, now=now) if as_of else now
    except BadRequest:
        return now


def _same(words: Iterable[str]) -> list[Choice]:
    return [Choice(word, word) for word in words]


def _entities(lexicon: Lexicon, known: Collection[str]) -> list[Choice]:
    """Those that known facts name, with how else people write them."""
    there = sorted((e for e in lexicon.entities if e.name in known), key=lambda e: e.name.casefold())
    return [Choice(_label(e), e.name) for e in there]


def _label(entity: Entity) -> str:
    return f"{entity.name} ({', '.join(entity.aliases)})" if entity.aliases else entity.name


def _commands() -> list[Choice]:
    names = [*COMMANDS, *groups(COMMANDS)]
    summaries = {name: f": {COMMANDS[name].summary}" if name in COMMANDS else "" for name in names}
    return [Choice(f"{name}{summaries[name]}", name) for name in names]


def _bare(text: str) -> str:
    return re.sub(r"^\s*/?(?:sitrep\s+)?/?", "", text)


def _fit(choices: Iterable[Choice]) -> list[Choice]:
    """As many as are offered at once; a value cannot be shortened, so one that is too long is left out."""
    whole = [c for c in choices if 0 < len(c.value) <= LONGEST]
    return [Choice(c.label if len(c.label) <= LONGEST else f"{c.label[: LONGEST - 1]}…", c.value) for c in whole[:MOST]]
