"""Drafts into deliveries, and deliveries out of their rows. What writes here runs in the transaction of its caller."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import aiosqlite

from bot.domain.delivery import Delivery, Draft, Entry, Page
from bot.domain.message import Message
from storage import columns
from storage.messages import message_json
from storage.queries import OUTBOX, fetch
from storage.sqlite import Row

Before = tuple[str | None, int]
"""What a subscription covered when a draft was made: covered_to and covered_row."""

_NOTHING = Page(body=b"", message=Message())


def new_key() -> str:
    """A dedup key that nothing else has: 25 characters, the limit of Discord's nonce."""
    return f"sr-{secrets.token_urlsafe(16)}"


async def write_draft(
    connection: aiosqlite.Connection, draft: Draft, *, at: datetime, before: Before | None = None
) -> None:
    """Write a draft as its deliveries, unless its slot is taken. Raises ValueError where it has nothing to send."""
    if not draft.pages and draft.state == "queued":
        raise ValueError(f"the draft for {draft.slot!r} to {draft.to} has no pages")
    where = columns.place(draft.to)
    if await _taken(connection, draft, where):
        return
    shown = dict(draft.seen)
    pages = draft.pages or (_NOTHING,)
    shared = {
        "workspace": draft.workspace,
        "subscription": draft.subscription,
        "kind": draft.kind,
        "platform": draft.to.platform,
        "place": where,
        "slot": draft.slot,
        "pages": len(pages),
        "state": draft.state,
        "late": int(draft.late),
        "due_at": columns.iso(draft.due_at),
        "made_at": columns.iso(at),
        "fresh_until": columns.iso_or_none(draft.fresh_until),
        "expires_at": columns.iso_or_none(draft.expires_at),
        "reply_to": columns.receipt(draft.reply_to),
        "edits": columns.receipt(draft.edits),
        "before": columns.array(before) if before else "",
    }
    numbers = [
        await _put(connection, page=n, dedup_key=new_key(), seen=_seen(page, shown), **shared)
        for n, page in enumerate(pages, start=1)
    ]
    posts = zip(numbers, pages, strict=True)
    await OUTBOX.put_post(
        connection, [{"delivery": n, "body": page.body, "message": message_json(page.message)} for n, page in posts]
    )
    await note(connection, numbers, draft.state, draft.reason, at=at, first=True)
    if draft.corrects:
        await _tell(connection, draft.corrects, pages, numbers, where)


async def _taken(connection: aiosqlite.Connection, draft: Draft, where: str) -> bool:
    """Is there a delivery of the slot? For what is put on record as superseded, a superseded one counts too."""
    if draft.state == "superseded" and draft.subscription is not None:
        return bool(await fetch(connection, OUTBOX.has_record, subscription=draft.subscription, slot=draft.slot))
    key = {"subscription": draft.subscription, "place": where, "slot": draft.slot}
    return bool(await fetch(connection, OUTBOX.has_slot, **key))


async def _tell(
    connection: aiosqlite.Connection, corrects: Sequence[int], pages: Sequence[Page], numbers: Sequence[int], where: str
) -> None:
    """Write down which page tells each correction, so that it is owed again if that one does not arrive."""
    told = []
    for correction, *facts in await fetch(connection, OUTBOX.corrected, corrections=columns.array(corrects)):
        shown = [n for n, page in zip(numbers, pages, strict=True) if not set(page.facts).isdisjoint(facts)]
        told.append({"correction": correction, "place": where, "delivery": shown[-1] if shown else numbers[-1]})
    await OUTBOX.tell(connection, told)


def _seen(page: Page, shown: dict[str, int]) -> str:
    return columns.seen((fact, shown[fact]) for fact in dict.fromkeys(page.facts) if fact in shown)


async def _put(connection: aiosqlite.Connection, **held: object) -> int:
    ((number,),) = await fetch(connection, OUTBOX.put, **held)
    return int(number)


async def note(
    connection: aiosqlite.Connection,
    numbers: Collection[int],
    state: str,
    reason: str,
    *,
    at: datetime,
    worker: str = "",
    first: bool = False,
) -> None:
    """Journal that these deliveries come to be in a state; `first` for those that were in none before."""
    held = {
        "ids": columns.array(numbers),
        "at": columns.iso(at),
        "state": state,
        "reason": columns.text(reason),
        "worker": worker,
    }
    await fetch(connection, OUTBOX.note, **held, first=int(first))


async def read_deliveries(connection: aiosqlite.Connection, numbers: Sequence[int]) -> list[Delivery]:
    """These deliveries, in the order of their numbers as given."""
    return [delivery(row) for row in await fetch(connection, OUTBOX.deliveries, ids=columns.array(numbers))]


def delivery(row: Row) -> Delivery:
    """A delivery from the columns of the query `deliveries`."""
    (
        number, kind, to, workspace, slot, page, pages, state, due_at, key, body, fence, attempts, unsure, late,
        made_at, subscription, attempted_at, fresh_until, expires_at, reply_to, edits, shown,
    ) = row  # fmt: skip
    return Delivery(
        id=number,
        kind=kind,
        to=columns.read_place(to),
        workspace=workspace,
        slot=slot,
        page=page,
        pages=pages,
        state=state,
        due_at=datetime.fromisoformat(due_at),
        key=key,
        body=body,
        fence=fence,
        attempts=attempts,
        unsure=bool(unsure),
        late=bool(late),
        made_at=datetime.fromisoformat(made_at),
        subscription=subscription,
        attempted_at=columns.read_iso(attempted_at),
        fresh_until=columns.read_iso(fresh_until),
        expires_at=columns.read_iso(expires_at),
        reply_to=columns.read_receipt(reply_to),
        edits=columns.read_receipt(edits),
        seen=columns.read_seen(shown),
    )


def entry(row: Row, steps: Sequence[tuple[datetime, Any, str]]) -> Entry:
    """A line of the log from the columns of the query `log`, and the steps that it went through."""
    number, kind, to, subscription, slot, page, pages, state, due_at, late = row
    return Entry(
        id=number,
        kind=kind,
        to=columns.read_place(to),
        subscription=subscription,
        slot=slot,
        page=page,
        pages=pages,
        state=state,
        due_at=datetime.fromisoformat(due_at),
        late=bool(late),
        steps=tuple(steps),
    )
