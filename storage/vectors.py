"""The stored vectors: which are missing, how they are kept, and the index over them in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from typing import cast

import aiosqlite

from bot.domain.ports import Vector
from storage.nearest import Index, Stored, as_query, shrink
from storage.queries import VECTORS
from storage.sqlite import Database

IN_PLACE = 2000
"""Up to so many vectors are scored at once; more go to a thread, so that the loop stays free."""

_BATCH = 4096


class Vectors:
    """VectorStore. Vectors of one model are in use: the one last worked with, else the one last saved."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._model = ""
        self._indexes: dict[str, Index] = {}
        self._seen: tuple[str, int, int] = ("", -1, -1)
        self._lock = asyncio.Lock()

    def use(self, model: str) -> None:
        """Search goes by the vectors of this model."""
        self._model = model

    async def missing_vectors(self, model: str, *, limit: int) -> list[tuple[str, int, str]]:
        """Texts without a vector of this model, as (kind, row, text); from now on this model is the one in use."""
        self._model = model
        facts = await self._db.rows(VECTORS.missing_facts, model=model, limit=limit)
        gaps = await self._db.rows(VECTORS.missing_gaps, model=model, limit=limit - len(facts))
        return [(kind, row, text) for kind, row, text in (*facts, *gaps)]

    async def save_vectors(self, model: str, vectors: Sequence[tuple[str, int, Vector]]) -> None:
        """Keep vectors as (kind, row, vector); one that is there already stays as it is."""
        self._model = model
        shrunk = await asyncio.to_thread(lambda: [(kind, row, *shrink(vector)) for kind, row, vector in vectors])
        stored = [
            {"kind": kind, "row": row, "model": model, "scale": scale, "data": data}
            for kind, row, scale, data in shrunk
        ]

        async def save(connection: aiosqlite.Connection) -> None:
            await VECTORS.save(connection, stored)
            await VECTORS.vectors_changed(connection)

        await self._db.transact(save)

    async def near(
        self, kind: str, vector: Vector, *, as_of: int, limit: int, wanted: Collection[int], change: tuple[int, int]
    ) -> dict[int, float]:
        """Cosine to `vector` by row of the `limit` nearest and of the `wanted`; `change` are the store's counters."""
        index = await self._index(kind, change)
        query = as_query(vector)
        if index.size <= IN_PLACE:
            return index.near(query, as_of=as_of, limit=limit, wanted=wanted)
        return await asyncio.to_thread(index.near, query, as_of=as_of, limit=limit, wanted=wanted)

    async def _index(self, kind: str, change: tuple[int, int]) -> Index:
        async with self._lock:
            if not self._model:
                newest = await self._db.row(VECTORS.newest_model)
                self._model = newest[0] if newest else ""
            seen = (self._model, *change)
            if seen[:2] != self._seen[:2] or not self._indexes:
                self._indexes = {"fact": Index(), "gap": Index()}
            if seen != self._seen:
                await self._take_in("fact", VECTORS.facts_after)
                await self._take_in("gap", VECTORS.gaps_after)
                self._seen = seen
            return self._indexes[kind]

    async def _take_in(self, kind: str, query: object) -> None:
        index = self._indexes[kind]
        while batch := await self._db.rows(query, after=index.last, model=self._model, limit=_BATCH):
            await asyncio.to_thread(index.add, cast("list[Stored]", batch))
            if len(batch) < _BATCH:
                return
