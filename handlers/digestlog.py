"""The log of a place: what was due, what became of it, when and why; one line a slot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.delivery import Entry, State
from bot.domain.message import Bullets, Message, Text, placed, plain
from handlers.digests import numbered
from handlers.request import Request, Services

SHOWN = 20
"""Slots that the log shows."""
READ = 200
"""Posts that are read for them: a slot may have several pages, and those of other places are passed over."""

REASONS = 5
"""Reasons for earlier states that a line tells."""

_WORST: tuple[State, ...] = ("failed", "dead", "ambiguous", "missed", "attempting", "queued", "sent", "superseded")
"""What a slot of several posts is told as: the first of these that one of them is."""

_WORDS = {
    "failed": "failed",
    "dead": "given up",
    "ambiguous": "may or may not have arrived, ambiguous since",
    "missed": "missed",
    "attempting": "being sent since",
    "queued": "queued since",
    "sent": "sent",
    "superseded": "superseded",
}

Step = tuple[datetime, State, str]


async def log(services: Services, request: Request) -> Message:
    """What became of the posts of this place, or of one subscription, newest first."""
    posting, talk = services.scheduled(), request.talk
    number = request.numbers.get("number")
    found = await posting.outbox.log(workspace=talk.workspace, subscription=number, limit=READ)
    if number is None or not talk.reaches:
        found = [e for e in found if e.to == talk.here]
    if number is not None and not found:
        await numbered(posting, number, talk)
    held = await posting.subscriptions.all(workspace=talk.workspace)
    zones = {s.id: s.schedule.zone for s in held if s.schedule}
    slots = by_slot(found)
    if not slots:
        return Message(blocks=(Text(plain("Nothing was due here yet.")),))
    numbers = [some[0].subscription or 0 for some in slots]
    read_in = {zones.get(n, posting.zone) for n in numbers}
    lines = []
    for n, some in zip(numbers, slots, strict=True):
        which = f"Number {n}: " if n and len({*numbers} - {0}) > 1 else ""
        zone = zones.get(n, posting.zone)
        line = f"{which}{say_slot(some, zone)}{f' ({zone})' if len(read_in) > 1 else ''}"
        lines.append(placed(line, some[0].to))
    footer = f"Times of {read_in.pop()}" if len(read_in) == 1 else ""
    more = (Text(plain(f"And {len(lines) - SHOWN} older ones.")),) if len(lines) > SHOWN else ()
    title = "Log" if number is None else f"Log of number {number}"
    return Message(title=title, blocks=(Bullets(tuple(lines[:SHOWN])), *more), footer=footer)


def by_slot(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Posts of one slot together, in the order in which the first of each stands."""
    slots: dict[object, list[Entry]] = {}
    for entry in entries:
        slots.setdefault((entry.subscription, entry.to, entry.kind, entry.slot), []).append(entry)
    return list(slots.values())


def say_slot(entries: Sequence[Entry], zone: str) -> str:
    """All posts of one slot as a line: due, what became of it, when, in how many pages, and why.

    `12 Feb 2020 08:00 — sent 08:00:04`, times in `zone`.
    """
    live = [e for e in entries if e.state != "superseded"] or list(entries)
    anew = [e.steps[-1] for e in entries if e not in live and e.page == 1 and e.steps]
    state = min((e.state for e in live), key=_WORST.index)
    steps = sorted([*anew, *(s for e in live for s in e.steps)], key=lambda s: s[0])
    last = max((n for n, s in enumerate(steps) if s[1] == state), default=len(steps) - 1)
    due = live[0].due_at.astimezone(ZoneInfo(zone))
    late = " late at" if state == "sent" and any(e.late for e in live) else ""
    at, _, why = steps[last] if steps else (live[0].due_at, state, "")
    what = f"{_WORDS[state]}{late} {_clock(at, due)}{_pages(live, state)}{f', {why}' if why else ''}"
    before = _counted((s for n, s in enumerate(steps) if n != last and s[2]), due)
    told = f" (before: {'; '.join(before)})" if before else ""
    return f"{_when(live[0], due)} — {what}{told}"


def _counted(steps: Iterable[Step], due: datetime) -> list[str]:
    """Earlier states with their reasons; those for the same reason, but for its numbers, are one, with its latest."""
    alike: dict[tuple[State, str], list[Step]] = {}
    for step in dict.fromkeys(steps):
        alike.setdefault((step[1], re.sub(r"\d[\d.,]*", "", step[2])), []).append(step)
    told = []
    for (state, _), some in alike.items():
        first, last = _clock(some[0][0], due), _clock(some[-1][0], due)
        count = f"{len(some)} times, {first} to {last}" if len(some) > 1 else first
        told.append(f"{state} {count}, {some[-1][2]}")
    if len(told) > REASONS:
        told = [*told[:REASONS], f"and {len(told) - REASONS} other reasons"]
    return told


def _when(entry: Entry, due: datetime) -> str:
    day = f"{due.day} {due:%b %Y %H:%M}"
    if entry.kind == "sitrep":
        first, dots, last = entry.slot.partition(" … ")
        return f"{_local(first)} … {_local(last)}" if dots else day
    if entry.kind == "edit":  # its slot names the post, by an id that tells a reader nothing
        return f"{day} mark of correction {entry.slot.rpartition(' ')[-1]}"
    return f"{day} {entry.slot if entry.slot.startswith(entry.kind) else f'{entry.kind}, {entry.slot}'}"


def _local(slot: str) -> str:
    try:
        at = datetime.fromisoformat(slot)
    except ValueError:
        return slot
    return f"{at.day} {at:%b %Y %H:%M}"


def _clock(at: datetime, due: datetime) -> str:
    """The time of an instant in the zone of `due`, with its day where that is another one."""
    local = at.astimezone(due.tzinfo)
    return f"{local:%H:%M:%S}" if local.date() == due.date() else f"{local.day} {local:%b %H:%M:%S}"


def _pages(live: Sequence[Entry], state: State) -> str:
    pages = max(e.pages for e in live)
    if pages < 2:
        return ""
    there = sum(e.state == "sent" for e in live)
    return f", {pages} pages" if state == "sent" else f", {there} of {pages} pages sent"
