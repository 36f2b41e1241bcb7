"""Compute the vectors that are missing, in small batches, so that search by meaning grows while people already ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from bot.domain.ports import Embedder, VectorStore

BATCH = 32
"""Texts a batch: about a second's work, and what is lost at most when the process is stopped."""

Progress = Callable[[int, int], None]
"""Told (done, total) in numbers of texts."""


async def vectorise(vectors: VectorStore, embedder: Embedder, progress: Progress | None = None) -> int:
    """Fill in every missing vector and return how many there were. Raises EmbedderError and StoreError."""
    missing = await vectors.missing_vectors(embedder.model, limit=1_000_000)
    for start in range(0, len(missing), BATCH):
        batch = missing[start : start + BATCH]
        done = []
        for kind in ("fact", "gap"):
            texts = [(k, row, text) for k, row, text in batch if k == kind]
            role: Literal["passage", "query"] = "passage" if kind == "fact" else "query"
            found = await embedder.embed([t for _, _, t in texts], kind=role) if texts else []
            done += [(k, row, vector) for (k, row, _), vector in zip(texts, found, strict=True)]
        await vectors.save_vectors(embedder.model, done)
        if progress:
            progress(start + len(batch), len(missing))
    return len(missing)
