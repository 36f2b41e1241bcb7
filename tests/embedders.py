"""An embedder that is no model: vectors by hashing words, a record of what was embedded, and a gate to hold it up."""

from __future__ import annotations

import asyncio
import hashlib
import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.domain.errors import EmbedderError
from bot.domain.ports import Vector

WIDTH = 64


@dataclass
class RecordingEmbedder:
    """Texts that share words get near vectors, always the same. While `gate` is closed, calls wait."""

    model: str = "words-hashed"
    unrelated: float = 0.0
    related: float = 0.8
    fails: bool = False
    calls: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    gate: asyncio.Event | None = None

    async def embed(self, texts: Sequence[str], *, kind: Literal["query", "passage"]) -> list[Vector]:
        self.calls.append((kind, tuple(texts)))
        if self.fails:
            raise EmbedderError("the embedder is off")
        if self.gate is not None:
            await self.gate.wait()
        return [hashed(t) for t in texts]

    @property
    def texts(self) -> list[str]:
        """Everything that was embedded, in order."""
        return [t for _, texts in self.calls for t in texts]


def hashed(text: str) -> Vector:
    """A unit vector in which every word of the text adds to one place."""
    counts = [0.0] * WIDTH
    for word in re.findall(r"\w+", text.casefold()) or [""]:
        counts[hashlib.sha256(word.encode("utf-8", "replace")).digest()[0] % WIDTH] += 1.0
    length = sum(c * c for c in counts) ** 0.5
    return array("f", (c / length for c in counts)).tobytes()
