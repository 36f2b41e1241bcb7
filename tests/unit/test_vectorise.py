"""Vectors are filled in where they are missing, in steps that survive an end."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bot.domain.errors import EmbedderError
from bot.domain.ports import Vector
from bot.services.vectorise import BATCH, vectorise
from tests.embedders import RecordingEmbedder, hashed


class Shelf:
    """Texts and their vectors in memory."""

    def __init__(self, facts: int, gaps: int = 0) -> None:
        self.texts = [("fact", n, f"statement {n}") for n in range(facts)]
        self.texts += [("gap", n, f"question {n}") for n in range(gaps)]
        self.held: dict[tuple[str, str, int], Vector] = {}

    async def missing_vectors(self, model: str, *, limit: int) -> list[tuple[str, int, str]]:
        return [(k, row, t) for k, row, t in self.texts if (model, k, row) not in self.held][:limit]

    async def save_vectors(self, model: str, vectors: Sequence[tuple[str, int, Vector]]) -> None:
        for kind, row, vector in vectors:
            assert (model, kind, row) not in self.held, "a vector was computed twice"
            self.held[model, kind, row] = vector


async def test_every_missing_vector_is_computed_once() -> None:
    """Each text gets its own vector; facts are embedded as passages and gaps, which are questions, as queries."""
    shelf, embedder = Shelf(facts=BATCH + 7, gaps=5), RecordingEmbedder()
    assert await vectorise(shelf, embedder) == BATCH + 12
    assert shelf.held == {(embedder.model, kind, row): hashed(text) for kind, row, text in shelf.texts}
    kinds = {text.split()[0]: kind for kind, texts in embedder.calls for text in texts}
    assert kinds == {"statement": "passage", "question": "query"}
    assert len(embedder.texts) == BATCH + 12
    assert max(len(texts) for _, texts in embedder.calls) <= BATCH


async def test_only_what_is_missing_is_computed() -> None:
    """What has its vector is left alone; another model starts anew."""
    shelf, embedder = Shelf(facts=10), RecordingEmbedder()
    await vectorise(shelf, embedder)
    shelf.texts.append(("fact", 99, "a new statement"))
    embedder.calls.clear()
    assert await vectorise(shelf, embedder) == 1
    assert embedder.texts == ["a new statement"]
    assert await vectorise(shelf, embedder) == 0
    assert await vectorise(shelf, RecordingEmbedder(model="another")) == 11


async def test_progress_counts_up_to_the_end() -> None:
    """Progress is told after each batch and ends at the total; with nothing to do nothing is told."""
    told: list[tuple[int, int]] = []
    shelf = Shelf(facts=2 * BATCH + 1)
    await vectorise(shelf, RecordingEmbedder(), lambda done, total: told.append((done, total)))
    total = 2 * BATCH + 1
    assert told == [(BATCH, total), (2 * BATCH, total), (total, total)]
    await vectorise(shelf, RecordingEmbedder(), lambda done, total: told.append((done, total)))
    assert len(told) == 3


async def test_a_cancelled_run_is_resumed() -> None:
    """Ended half-way, what was computed stays, and the next run does only the rest."""
    shelf = Shelf(facts=3 * BATCH)
    embedder = RecordingEmbedder(gate=asyncio.Event())
    halfway = asyncio.Event()

    def told(done: int, total: int) -> None:
        embedder.gate = asyncio.Event()
        halfway.set()

    task = asyncio.create_task(vectorise(shelf, embedder, told))
    assert embedder.gate
    embedder.gate.set()
    await halfway.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert len(shelf.held) == BATCH
    again = RecordingEmbedder()
    assert await vectorise(shelf, again) == 2 * BATCH
    assert len(again.texts) == 2 * BATCH
    assert len(shelf.held) == 3 * BATCH


async def test_a_failing_embedder_loses_nothing() -> None:
    """A failure comes out as it is, and a later run goes on."""
    shelf = Shelf(facts=3)
    with pytest.raises(EmbedderError):
        await vectorise(shelf, RecordingEmbedder(fails=True))
    assert shelf.held == {}
    assert await vectorise(shelf, RecordingEmbedder()) == 3
