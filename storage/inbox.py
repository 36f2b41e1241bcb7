"""What people send us: taken once however often it arrives, left to nobody, and forgotten when its time is over."""

from __future__ import annotations

from datetime import datetime

import aiosqlite

from bot.domain.inbox import Ended, Item
from storage import columns
from storage.queries import INBOX, fetch
from storage.sqlite import Database, Row

AT_ONCE = 500
"""Rows that are forgotten in one transaction, so that nobody who writes waits long."""


class StoredInbox:
    """Inbox. Each method is one transaction, but for `forget`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def take(self, item: Item) -> bool:
        """Write down that we work on it; False where that was written down before, by whomever."""
        held = {
            **_name(item),
            "kind": columns.text(item.kind),
            "place": columns.text(columns.place(item.to)),
            "asked_by": columns.text(item.asked_by),
            "conversation": columns.text(item.conversation),
            "taken_at": columns.iso(item.taken_at),
            "tries": item.tries,
        }

        async def add(connection: aiosqlite.Connection) -> bool:
            return bool(await fetch(connection, INBOX.take, **held))

        return await self._db.transact(add)

    async def end(self, item: Item, how: Ended) -> None:
        """It has its reply; the first word counts. Nothing happens where it is not known."""
        await self._db.transact(lambda connection: fetch(connection, INBOX.end, **_name(item), how=how))

    async def left(self, platform: str, *, before: datetime, limit: int) -> list[Item]:
        """What was taken before an instant and has no reply yet, oldest first."""
        rows = await self._db.rows(INBOX.left, platform=platform, before=columns.iso(before), limit=limit)
        return [_item(row) for row in rows]

    async def retake(self, item: Item, *, at: datetime) -> Item | None:
        """Work on something that was left, with one try more; None where somebody else does, or it has ended.

        `item` is as `left` gave it: who comes second with the same one gets nothing.
        """
        held = {**_name(item), "tries": item.tries, "at": columns.iso(at)}

        async def take(connection: aiosqlite.Connection) -> bool:
            return bool(await fetch(connection, INBOX.retake, **held))

        if not await self._db.transact(take):
            return None
        return Item(
            to=item.to,
            key=item.key,
            kind=item.kind,
            asked_by=item.asked_by,
            taken_at=at,
            conversation=item.conversation,
            tries=item.tries + 1,
        )

    async def hold(self, item: Item, *, at: datetime) -> None:
        """We still work on it, so that nobody takes it for left; nothing happens where it is not ours, or has ended."""
        held = {**_name(item), "tries": item.tries, "at": columns.iso(at)}
        await self._db.transact(lambda connection: fetch(connection, INBOX.hold, **held))

    async def heard(self, workspace: str, conversation: str) -> bool:
        """Was anything that belongs to this conversation taken? Cheap enough to ask at every message of a channel."""
        names = {"workspace": columns.text(workspace), "conversation": columns.text(conversation)}
        return await self._db.row(INBOX.heard, **names) is not None

    async def forget(self, before: datetime) -> int:
        """Delete what was taken before an instant, answered or not; gives its number. In several transactions."""
        instant, forgotten = columns.iso(before), 0

        async def drop(connection: aiosqlite.Connection) -> int:
            return len(await fetch(connection, INBOX.drop, before=instant, limit=AT_ONCE))

        # Looked for first, so that nobody waits for the write lock where there is nothing to delete.
        while await self._db.row(INBOX.old, before=instant):
            forgotten += await self._db.transact(drop)
        return forgotten


def _name(item: Item) -> dict[str, str]:
    """The columns that name a row."""
    to = item.to
    return {"platform": to.platform, "workspace": columns.text(to.workspace), "key": columns.text(item.key)}


def _item(row: Row) -> Item:
    place, key, kind, asked_by, taken_at, conversation, tries = row
    return Item(
        to=columns.read_place(place),
        key=key,
        kind=kind,
        asked_by=asked_by,
        taken_at=datetime.fromisoformat(taken_at),
        conversation=conversation,
        tries=tries,
    )
