"""Transactions that wait for their turn, and share a commit with those that wait beside them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import aiosqlite


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """A transaction that waits for its turn, and what becomes of it."""

    fn: Callable[[aiosqlite.Connection], Awaitable[Any]]
    result: asyncio.Future[Any]

    async def apart(self, writer: aiosqlite.Connection) -> Any:
        """What it gives or raises; an error undoes nothing of what others did. Raises where SQLite undid all."""
        await writer.execute_fetchall("SAVEPOINT one")
        outcome: Any
        (outcome,) = await asyncio.gather(self._run(writer), return_exceptions=True)
        if isinstance(outcome, BaseException):
            if not writer.in_transaction:
                raise outcome
            await writer.execute_fetchall("ROLLBACK TO one")
        await writer.execute_fetchall("RELEASE one")
        return outcome

    async def _run(self, writer: aiosqlite.Connection) -> Any:
        return await self.fn(writer)

    def end(self, outcome: Any) -> None:
        if isinstance(outcome, asyncio.CancelledError):
            self.result.cancel()
        elif isinstance(outcome, BaseException):
            self.result.set_exception(outcome)
        else:
            self.result.set_result(outcome)


async def finished(result: asyncio.Future[Any]) -> None:
    """Wait until it is there, whatever else is cancelled meanwhile, and drop it."""
    while not result.done():
        try:
            await asyncio.wait({result})
        except asyncio.CancelledError:
            continue
    if not result.cancelled():
        result.exception()
