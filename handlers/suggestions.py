"""What options of certain kinds may be given: facts, sources, moments, schedules; best first, none of it spoilt."""

from __future__ import annotations

import zoneinfo
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import islice

from bot.domain.asking.words import STOP, fold, words
from bot.domain.edtf import say_day
from bot.domain.errors import BadRequest
from bot.domain.facts import Fact
from bot.domain.ports import FactBase
from bot.domain.schedule import parse_schedule
from handlers.citing import speaker
from handlers.moments import parse_moment, say_moment

MOST = 25
"""Choices that are offered at once."""
LONGEST = 100
"""Characters of a label and of a value."""
PARAGRAPHS = 30
"""Facts of one source that are looked for by their numbers."""
NEAR_FACTS = 10
"""Sources whose facts are offered where several begin as typed."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One completion: what a person reads, and what it stands for as the value of the option."""

    label: str
    value: str


def fitting(choices: Iterable[Choice], text: str) -> list[Choice]:
    """Those with the typed text in them: at the start, then at the start of a word, then anywhere."""
    wanted = fold(text.strip())
    if not wanted:
        return list(choices)
    ranked = ((_rank(fold(c.label), wanted), c) for c in choices)
    return [c for _, c in sorted(((rank, c) for rank, c in ranked if rank < 3), key=lambda found: found[0])]


def _rank(label: str, wanted: str) -> int:
    if label.startswith(wanted):
        return 0
    if f" {wanted}" in label or f"({wanted}" in label:
        return 1
    return 2 if wanted in label else 3


async def facts(base: FactBase, text: str, *, as_of: datetime) -> list[Choice]:
    """Facts whose id begins as typed, else those that the words find; the newest for no words."""
    typed = text.strip().casefold()
    name, slash, number = typed.partition("/")
    known = [s for s in await base.sources(as_of=as_of) if s.id == name or (not slash and s.id.startswith(name))]
    ids = [f"{s.id}/{n}" for s in known[:NEAR_FACTS] for n in range(1, PARAGRAPHS)]
    found = await base.facts([i for i in ids if not slash or i.startswith(f"{name}/{number}")], as_of=as_of)
    if not found and (wanted := [w for w in words(text) if w not in STOP]):
        found = [hit.fact for hit in await base.search(wanted, None, as_of=as_of, limit=MOST)]
    return [_fact(f) for f in found[:MOST]]


async def deadlines(base: FactBase, text: str, *, as_of: datetime) -> list[Choice]:
    """Facts that set a deadline, the latest first."""
    return fitting([_fact(f) for f in reversed(await base.deadlines(as_of=as_of))], text)


def _fact(fact: Fact) -> Choice:
    """Who says it, and that others dispute it, stand in front: the end of a statement may be cut off."""
    return Choice(f"{fact.id}, {speaker(fact)}{', disputed' if fact.disputes else ''}: {fact.statement}", fact.id)


async def sources(base: FactBase, text: str, *, as_of: datetime) -> list[Choice]:
    """Publishers, then single documents."""
    known = await base.sources(as_of=as_of)
    count = Counter(s.publisher for s in known)
    publishers = [
        Choice(f"{name} ({n:,} {'documents' if n > 1 else 'document'})", name) for name, n in count.most_common()
    ]
    titles = (Choice(f"{s.publisher}: {s.title} ({say_day(s.published)})", s.id) for s in known)
    return [*fitting(publishers, text), *fitting(titles, text)]


async def moments(base: FactBase, text: str, *, now: datetime, zone: str) -> list[Choice]:
    """What is typed, where it is a moment; now; and the days on which sources appeared, the newest first."""
    said = []
    if text.strip().casefold() != "now":
        try:
            said = [Choice(say_moment(parse_moment(text, zone=zone, now=now), zone), text.strip())]
        except BadRequest:
            said = []
    return _distinct([*said, *fitting([Choice("now", "now")], text), *await days(base, text, as_of=now)])


async def days(base: FactBase, text: str, *, as_of: datetime) -> list[Choice]:
    """The days on which sources appeared, the newest first, found as 2020-02-13 or as 13 February 2020."""
    published = Counter(s.published for s in await base.sources(as_of=as_of))
    newest = sorted(published.items(), reverse=True)
    told = (
        Choice(f"{say_day(day)} ({day}, {n} {'sources' if n > 1 else 'source'})", day.isoformat()) for day, n in newest
    )
    return fitting(told, text)


def schedules(text: str, *, zone: str) -> list[Choice]:
    """Schedules that begin as typed; what is typed, with a time zone; and the zones that its last word may mean."""
    common = (f"daily 08:00 {zone}", f"weekdays 07:30 {zone}", f"mon,thu 07:30 {zone}", f"every 6h {zone}")
    made = [Choice(s, s) for s in common if s.casefold().startswith(text.strip().casefold())]
    head, _, word = text.rpartition(" ")
    if word and not word[-1].isalpha():
        made += _valid([f"{text.strip()} {z}" for z in (zone, "UTC")], zone)
    if head.strip() and _is_schedule(head, zone):
        made += _valid((f"{head.strip()} {z}" for z in zones(word, zone)), zone)
    return _distinct(made)


def _valid(texts: Iterable[str], zone: str) -> list[Choice]:
    return [Choice(t, t) for t in islice((t for t in texts if _is_schedule(t, zone)), MOST)]


def _is_schedule(text: str, zone: str) -> bool:
    try:
        parse_schedule(text, zone=zone)
    except BadRequest:
        return False
    return True


def zones(word: str, first: str) -> Iterator[str]:
    """The IANA zones that a word begins, by city or by region, `first` before all others."""
    wanted = word.casefold().replace(" ", "_")
    cities, regions = [], []
    for zone in (first, *_regions()):
        region, _, city = zone.casefold().rpartition("/")
        if city.startswith(wanted):
            cities.append(zone)
        elif wanted in zone.casefold() or region.startswith(wanted):
            regions.append(zone)
    cities.sort(key=lambda zone: (zone != first, zone.rpartition("/")[2]))
    yield from dict.fromkeys((*cities, *regions))


@lru_cache(maxsize=1)
def _regions() -> tuple[str, ...]:
    """The zones that places have; not those that are named for an offset."""
    named = sorted(z for z in zoneinfo.available_timezones() if "/" in z and not z.startswith("Etc/"))
    return (*named, "UTC")


def _distinct(choices: Iterable[Choice]) -> list[Choice]:
    held: dict[str, Choice] = {}
    for choice in choices:
        held.setdefault(choice.value, choice)
    return list(held.values())
