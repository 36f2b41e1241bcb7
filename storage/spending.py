"""What was spent on the model, by day, of all processes on this database together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import aiosqlite

from bot.domain.spending import Claim, Scope, Spent
from storage.columns import array, text
from storage.queries import SPENDING, fetch
from storage.sqlite import Database

AT_ONCE = 500
"""Rows that are forgotten in one transaction, so that nobody who writes waits long."""


class StoredSpending:
    """Spending. Each method is one transaction, but for `forget`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def reserve(self, day: date, claims: Sequence[Claim], *, tokens: int, money: int) -> Scope | None:
        """Count so much to each of the claims; the first one with which it would be over its limit, and then nothing is
        counted at all.
        """
        held = _held(day, claims, tokens, money)

        async def count(connection: aiosqlite.Connection) -> Scope | None:
            over = await fetch(connection, SPENDING.over, **held)
            if over:
                scope: Scope = over[0][0]
                return scope
            await fetch(connection, SPENDING.count, **held)
            return None

        return await self._db.transact(count)

    async def settle(self, day: date, claims: Sequence[Claim], *, tokens: int, money: int) -> None:
        """Put right what was reserved, by so much more, or less where it is below 0."""
        held = _held(day, claims, tokens, money)
        await self._db.transact(lambda connection: fetch(connection, SPENDING.count, **held))

    async def spent(self, day: date) -> list[Spent]:
        """What came together on a day, most tokens first."""
        return [
            Spent(scope=scope, who=who, tokens=tokens, money=money)
            for scope, who, tokens, money in await self._db.rows(SPENDING.spent, day=day.isoformat())
        ]

    async def forget(self, before: date) -> int:
        """Delete days before a day; gives the number of rows. In several transactions."""
        day, forgotten = before.isoformat(), 0

        async def drop(connection: aiosqlite.Connection) -> int:
            return len(await fetch(connection, SPENDING.drop, before=day, limit=AT_ONCE))

        # Looked for first, so that nobody waits for the write lock where there is nothing to delete.
        while await self._db.row(SPENDING.old, before=day):
            forgotten += await self._db.transact(drop)
        return forgotten


def _held(day: date, claims: Sequence[Claim], tokens: int, money: int) -> dict[str, object]:
    limits = array((c.scope, text(c.who), c.tokens_limit, c.money_limit) for c in claims)
    return {"day": day.isoformat(), "claims": limits, "tokens": tokens, "money": money}
