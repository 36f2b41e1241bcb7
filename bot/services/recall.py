"""Talk goes on where nobody's words may be kept: the latest turn's words are held in memory for a while."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from cachetools import TTLCache

from bot.domain.model import Made
from bot.domain.ports import EXTRACTIVE, Journal, OpenGap, Turn

TALKS = 1000
"""Conversations whose words are held; the one that was quiet for longest goes first."""
HELD_S = 3600.0
"""Seconds for which they are held."""


class Recall:
    """A Journal over another, which knows the words of the latest turn also where they were not written down.

    After a restart only the facts are known that the turn showed, which is what most follow-ups lean on.
    """

    def __init__(self, journal: Journal, *, timer: Callable[[], float] = time.monotonic) -> None:
        self._journal = journal
        self._latest: TTLCache[tuple[str, str], Turn] = TTLCache(TALKS, HELD_S, timer=timer)

    async def record(
        self,
        *,
        asked_at: datetime,
        workspace: str,
        conversation: str,
        turn: Turn,
        elapsed_ms: float,
        keep_text: bool,
        made: Made = EXTRACTIVE,
    ) -> int:
        """Write a turn; without `keep_text` its words go to memory only. Gives its number."""
        number = await self._journal.record(
            asked_at=asked_at,
            workspace=workspace,
            conversation=conversation,
            turn=turn,
            elapsed_ms=elapsed_ms,
            keep_text=keep_text,
            made=made,
        )
        self._latest.pop((workspace, conversation), None)
        if conversation and not keep_text:
            self._latest[workspace, conversation] = turn
        return number

    async def turns(self, workspace: str, conversation: str, *, limit: int) -> list[Turn]:
        """The latest turns of a conversation, newest first; the newest with its words where they are still held."""
        stored = await self._journal.turns(workspace, conversation, limit=limit)
        held = self._latest.get((workspace, conversation))
        if not stored or held is None or not _same(stored[0], held):
            return stored
        return [replace(stored[0], question=held.question, resolved=held.resolved), *stored[1:]]

    async def add_gap(
        self, *, asked_at: datetime, workspace: str, question: str, reason: str, near: Sequence[str]
    ) -> None:
        await self._journal.add_gap(asked_at=asked_at, workspace=workspace, question=question, reason=reason, near=near)

    async def open_gaps(self, workspace: str, *, limit: int) -> list[OpenGap]:
        return await self._journal.open_gaps(workspace, limit=limit)

    async def open_count(self, workspace: str) -> int:
        return await self._journal.open_count(workspace)


def _same(stored: Turn, held: Turn) -> bool:
    """Is it the turn without its words? Another replica may have taken a later one."""
    return not stored.resolved and replace(held, question=stored.question, resolved="") == stored
