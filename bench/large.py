"""A base of many facts in a file, with vectors strewn around those of the facts that it varies."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bench.corpus import origin
from bot.domain.facts import Case
from bot.domain.ports import Embedder, Vector
from storage.store import open_store

BATCH = 5000
SPREAD = 0.5
"""Length of the noise added to a unit vector: two retellings come to lie about as near as two facts of one subject."""


async def store_large(database: Path, case: Case, base: Case, embedder: Embedder | None) -> None:
    """Load `case`, made of `base` by `enlarge`, and give every fact a vector if there is an embedder."""
    async with open_store(f"sqlite:///{database}") as store:
        await store.cases.load(case)
        if embedder is None:
            return
        near = await _vectors(base, embedder)
        told = {fact.statement: near[origin(fact.id)] for fact in case.facts}
        noise = np.random.default_rng(7)
        while missing := await store.vectors.missing_vectors(embedder.model, limit=BATCH):
            vectors = [(kind, row, _strewn(told[text], noise)) for kind, row, text in missing]
            await store.vectors.save_vectors(embedder.model, vectors)


async def _vectors(base: Case, embedder: Embedder) -> dict[str, Vector]:
    texts = [fact.statement for fact in base.facts]
    vectors = await embedder.embed(texts, kind="passage")
    return {fact.id: vector for fact, vector in zip(base.facts, vectors, strict=True)}


def _strewn(vector: Vector, noise: np.random.Generator) -> Vector:
    numbers = np.frombuffer(vector, dtype="<f4")
    moved = numbers + noise.standard_normal(len(numbers)) * (SPREAD / len(numbers) ** 0.5)
    unit: Vector = (moved / np.linalg.norm(moved)).astype("<f4").tobytes()
    return unit
