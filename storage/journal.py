"""The journal: what was asked and answered, and what could not be."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime

import aiosqlite

from bot.domain.model import Made
from bot.domain.ports import EXTRACTIVE, OpenGap, Turn
from storage.columns import array
from storage.queries import JOURNAL
from storage.sqlite import Database


class StoredJournal:
    """Journal. Every row belongs to one workspace."""

    def __init__(self, db: Database) -> None:
        self._db = db

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
        """Write a turn with the present versions of its facts, its words only with `keep_text`; gives its number."""
        held = {
            "workspace": workspace,
            "conversation": conversation,
            "asked_at": _iso(asked_at),
            "question": _text(turn.question) if keep_text else None,
            "resolved": _text(turn.resolved) if keep_text else None,
            "status": turn.status,
            "fact_ids": json.dumps(turn.fact_ids),
            "as_of": _iso(turn.as_of),
            "elapsed_ms": float(elapsed_ms),
            "engine": made.engine,
            "model": _text(made.model),
            "prompt_tokens": made.used.prompt,
            "completion_tokens": made.used.completion,
            "verdicts": array(map(_text, made.verdicts)),
            "troubles": array(map(_text, made.troubles)),
            "language": _text(made.language),
        }

        async def add(connection: aiosqlite.Connection) -> int:
            return int(await JOURNAL.add_turn(connection, **held))

        return await self._db.transact(add)

    async def turns(self, workspace: str, conversation: str, *, limit: int) -> list[Turn]:
        """The latest turns of a conversation, newest first; their words are empty where they may not be kept."""
        rows = await self._db.rows(JOURNAL.turns, workspace=workspace, conversation=conversation, limit=limit)
        return [
            Turn(
                question=question,
                resolved=resolved,
                status=status,
                fact_ids=tuple(fact_id for fact_id, _ in json.loads(facts)),
                as_of=datetime.fromisoformat(as_of),
            )
            for question, resolved, status, facts, as_of in rows
        ]

    async def add_gap(
        self, *, asked_at: datetime, workspace: str, question: str, reason: str, near: Sequence[str]
    ) -> None:
        """Keep a question that was not answered; an empty `question` says that its text may not be kept."""
        held = {
            "workspace": workspace,
            "asked_at": _iso(asked_at),
            "question": _text(question) or None,
            "reason": reason,
            "near": json.dumps(list(near)),
        }

        async def add(connection: aiosqlite.Connection) -> None:
            await JOURNAL.add_gap(connection, **held)

        await self._db.transact(add)

    async def open_gaps(self, workspace: str, *, limit: int) -> list[OpenGap]:
        """The gaps of a workspace, newest first."""
        return [
            OpenGap(
                id=number,
                asked_at=datetime.fromisoformat(asked_at),
                question=question,
                reason=reason,
                near=tuple(json.loads(near)),
            )
            for number, asked_at, question, reason, near in await self._db.rows(
                JOURNAL.open_gaps, workspace=workspace, limit=limit
            )
        ]

    async def open_count(self, workspace: str) -> int:
        """How many gaps a workspace has."""
        ((count,),) = await self._db.rows(JOURNAL.open_count, workspace=workspace)
        return int(count)


def _iso(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


def _text(text: str) -> str:
    """Text that SQLite takes: people's input may hold lone surrogates, and NUL would end it for some readers."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()
