"""Commands for what a place gets by itself: add, list, preview, pause, resume, remove."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from bot.domain.errors import BadRequest
from bot.domain.leads import say_leads
from bot.domain.message import Block, Bullets, Message, Text, placed, plain
from bot.domain.schedule import Schedule, next_run
from bot.domain.subscription import Subscription
from bot.services import due, subscribe
from bot.services.posting import Posting
from handlers.moments import say_run
from handlers.request import Request, Services, Talk

RUNS = 3
"""How many runs the reply to a new subscription shows."""


async def add(services: Services, request: Request) -> Message:
    """Subscribe this place to sitreps, and echo what it will get and when."""
    posting, talk = services.scheduled(), request.talk
    made = await subscribe.subscribe(
        posting.subscriptions,
        posting.ledger,
        words=request.words["when"],
        zone=posting.zone,
        topics=listed(request.words.get("topics", "")),
        to=talk.here,
        workspace=talk.workspace,
        owner=talk.asked_by,
        now=request.now,
    )
    blocks: list[Block] = [Text(plain(f"This place gets a sitrep {_what(made)}.{services.meanwhile()}"))]
    if made.schedule:
        runs = (plain(say_run(at, made.schedule.zone)) for at in _runs(made.schedule, request.now))
        blocks += [Text(plain("The next three:")), Bullets(tuple(runs))]
    shows, ends = (services.typed(f"/digest {c} {made.id}", talk) for c in ("preview", "remove"))
    after = f"{shows} shows what it would say now; {ends} ends it."
    return Message(title=f"Number {made.id}", blocks=(*blocks, Text(plain(after))))


async def list_(services: Services, request: Request) -> Message:
    """What this place gets: number, what, when, topics, state, next run."""
    posting, talk = services.scheduled(), request.talk
    there = await posting.subscriptions.all(workspace=talk.workspace, to=talk.here)
    if not there:
        add, track = (services.typed(line, talk) for line in ("/digest add daily 08:00", "/deadlines track"))
        words = f"This place gets nothing by itself. {add} begins a sitrep, {track} reminders of deadlines."
        return _said(words)
    items = []
    for held in there:
        resumes = services.typed(f"/digest resume {held.id}", talk)
        after = f"; {resumes} goes on with it" if held.standing == "paused" else ""
        items.append(placed(f"Number {held.id}: {say_subscription(held, posting)}{after}", held.to))
    return Message(title="What this place gets", blocks=(Bullets(tuple(items)),))


async def preview(services: Services, request: Request) -> Message:
    """The sitrep that would go out now."""
    posting = services.scheduled()
    wanted = await _sitrep(posting, request)
    report = await due.preview(posting, wanted, request.now)
    note = f"A preview of number {wanted.id}. Nothing was sent, and the next sitrep tells it again."
    if wanted.standing == "paused":
        report = replace(report, next_at=None)
        resumes = services.typed(f"/digest resume {wanted.id}", request.talk)
        note = f"A preview of number {wanted.id}, which is paused: nothing is sent until {resumes}."
    message = posting.presenter.sitrep(report, services.can(wanted.to))
    return replace(message, blocks=(Text(plain(note)), *message.blocks))


async def pause(services: Services, request: Request) -> Message:
    """Send nothing for a while."""
    posting = services.scheduled()
    there = await numbered(posting, request.numbers["number"], request.talk)
    held = await subscribe.pause(posting.subscriptions, there.id, workspace=there.workspace, now=request.now)
    resumes = services.typed(f"/digest resume {held.id}", request.talk)
    return _said(f"Number {held.id} is paused: nothing is sent until {resumes}.")


async def resume(services: Services, request: Request) -> Message:
    """Go on."""
    posting = services.scheduled()
    there = await numbered(posting, request.numbers["number"], request.talk)
    held = await subscribe.resume(posting.subscriptions, there.id, workspace=there.workspace, now=request.now)
    return _said(f"Number {held.id} goes on: {say_subscription(held, posting)}.{services.meanwhile()}")


async def remove(services: Services, request: Request) -> Message:
    """End it for good."""
    posting = services.scheduled()
    there = await numbered(posting, request.numbers["number"], request.talk)
    held = await subscribe.remove(posting.subscriptions, there.id, workspace=there.workspace, now=request.now)
    return _said(f"Number {held.id} is removed; it sends nothing any more.")


async def numbered(posting: Posting, number: int, talk: Talk) -> Subscription:
    """The subscription of that number. Raises BadRequest where there is none that the talk may reach."""
    found = await posting.subscriptions.get(number, workspace=talk.workspace)
    if found is None or not (talk.reaches or found.to == talk.here):
        raise BadRequest(f"there is no subscription number {number}; `/digest list` shows those of this place")
    return found


def listed(text: str) -> tuple[str, ...]:
    """The words of a list with commas or spaces between them."""
    return tuple(w for w in re.split(r"[,;\s]+", text) if w)


def describe_reminders(held: Subscription) -> str:
    """`reminders of every deadline, 7d, 1d, 1h before`."""
    which = f"these deadlines: {', '.join(held.only)}" if held.only else "every deadline"
    left_out = f" but {', '.join(held.but)}" if held.but else ""
    return f"reminders of {which}{left_out}; {say_leads(held.leads)} before"


def _what(held: Subscription) -> str:
    topics = f"topics: {', '.join(held.topics)}" if held.topics else "all topics"
    return f"{held.schedule}; {topics}"


def say_subscription(held: Subscription, posting: Posting) -> str:
    """`sitrep daily 08:00 Europe/Istanbul; all topics; next on Thursday, …`, or what it is paused for."""
    what = f"sitrep {_what(held)}" if held.product == "sitrep" else describe_reminders(held)
    zone = held.schedule.zone if held.schedule else posting.zone
    if held.standing == "paused":
        why = held.reason if held.reason.startswith("paused") else f"paused, {held.reason}".removesuffix(", ")
        return f"{what}; {why}"
    return f"{what}; next on {say_run(held.next_run_at, zone)}" if held.next_run_at else what


def _runs(schedule: Schedule, after: datetime) -> list[datetime]:
    runs: list[datetime] = []
    for _ in range(RUNS):
        after = next_run(schedule, after).at
        runs.append(after)
    return runs


async def _sitrep(posting: Posting, request: Request) -> Subscription:
    """The sitrep subscription of that number, or the only one of this place. Raises BadRequest."""
    talk = request.talk
    if number := request.numbers.get("number"):
        found = await numbered(posting, number, talk)
        if found.product != "sitrep":
            raise BadRequest(f"number {number} is {describe_reminders(found)}; `/deadlines list` shows how they stand")
        return found
    there = await posting.subscriptions.all(workspace=talk.workspace, to=talk.here)
    sitreps = [s for s in there if s.product == "sitrep"]
    if len(sitreps) == 1:
        return sitreps[0]
    if not sitreps:
        raise BadRequest("this place gets no sitrep; `/digest add` begins one")
    raise BadRequest(f"this place gets several; say which: {', '.join(str(s.id) for s in sitreps)}")


def _said(words: str) -> Message:
    return Message(blocks=(Text(plain(words)),))
