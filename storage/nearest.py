"""Nearest by meaning: unit vectors as signed bytes in memory, scored against a question in one pass."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

BLOCK = 4096
"""Vectors to a block of memory."""

SLICE = 512
"""Vectors widened to float32 at a time: it bounds the memory of a search, stays in the processor's cache, and is too
little for the linear algebra library to start threads over, which costs more than it saves."""

Floats = NDArray[np.float32]
Stored = tuple[int, int, int, float, bytes]
"""A stored vector: its id, row, known_at, scale and signed bytes."""


def shrink(vector: bytes) -> tuple[float, bytes]:
    """A little-endian float32 vector as (scale, signed bytes); bytes times scale is the vector to 1 part in 127."""
    numbers = np.frombuffer(vector, dtype="<f4")
    scale = float(np.max(np.abs(numbers), initial=0.0)) / 127 or 1.0
    return scale, np.rint(numbers / scale).astype(np.int8).tobytes()


def as_query(vector: bytes) -> Floats:
    """A little-endian float32 vector as numbers."""
    return np.frombuffer(vector, dtype="<f4").astype(np.float32)


@dataclass(slots=True)
class _Block:
    data: NDArray[np.int8]
    scale: Floats
    row: NDArray[np.int64]
    known_at: NDArray[np.int64]
    count: int = 0

    def fill(self, stored: Sequence[Stored]) -> None:
        """Add vectors behind those that are here; a search under way in another thread goes by the old count."""
        _, rows, known_at, scales, data = zip(*stored, strict=True)
        part = slice(self.count, self.count + len(stored))
        self.data[part] = np.frombuffer(b"".join(data), dtype=np.int8).reshape(len(stored), -1)
        self.scale[part], self.row[part], self.known_at[part] = scales, rows, known_at
        self.count += len(stored)


@dataclass(slots=True)
class Index:
    """The vectors of one kind and model. `last` is the id of the newest one taken in, `size` their number."""

    last: int = 0
    size: int = 0
    dims: int = 0
    _blocks: list[_Block] = field(default_factory=list)

    def add(self, stored: Sequence[Stored]) -> None:
        """Take in vectors in order of id; those of another length than the first are left out."""
        if not stored:
            return
        self.dims = self.dims or len(stored[0][4])
        fitting = [one for one in stored if len(one[4]) == self.dims]
        while fitting:
            if not self._blocks or self._blocks[-1].count == BLOCK:
                self._blocks.append(_empty(self.dims))
            room = BLOCK - self._blocks[-1].count
            self._blocks[-1].fill(fitting[:room])
            self.size += len(fitting[:room])
            fitting = fitting[room:]
        self.last = stored[-1][0]

    def near(self, query: Floats, *, as_of: int, limit: int, wanted: Collection[int] = ()) -> dict[int, float]:
        """Cosine by row: of the `limit` nearest with known_at <= as_of, and of the `wanted` rows that are here."""
        if not self.size or len(query) != self.dims:
            return {}
        blocks = [(b, b.count) for b in self._blocks]
        rows = np.concatenate([b.row[:n] for b, n in blocks])
        known = np.concatenate([b.known_at[:n] for b, n in blocks]) <= as_of
        wide = np.empty((SLICE, self.dims), dtype=np.float32)
        scores = np.concatenate([_cosines(b, n, query, wide) for b, n in blocks])
        open_scores = np.where(known, scores, np.float32(-2))
        count = min(limit, int(np.count_nonzero(known)))
        best = np.argpartition(-open_scores, count - 1)[:count] if count else np.empty(0, dtype=np.int64)
        if wanted:
            asked_for = np.flatnonzero(np.isin(rows, np.fromiter(wanted, dtype=np.int64)) & known)
            best = np.union1d(best, asked_for)
        return {int(rows[i]): float(scores[i]) for i in best}


def _cosines(block: _Block, count: int, query: Floats, wide: Floats) -> Floats:
    scores = np.empty(count, dtype=np.float32)
    for start in range(0, count, SLICE):
        stop = min(start + SLICE, count)
        part = wide[: stop - start]
        np.copyto(part, block.data[start:stop])
        np.matmul(part, query, out=scores[start:stop])
    scores *= block.scale[:count]
    return scores


def _empty(dims: int) -> _Block:
    return _Block(
        data=np.empty((BLOCK, dims), dtype=np.int8),
        scale=np.empty(BLOCK, dtype=np.float32),
        row=np.empty(BLOCK, dtype=np.int64),
        known_at=np.empty(BLOCK, dtype=np.int64),
    )
