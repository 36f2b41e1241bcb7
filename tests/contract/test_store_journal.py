"""The journal keeps what was asked, by workspace, and no words that may not be kept."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.model import Made, Used
from bot.domain.ports import Turn
from storage.casefiles import read_case
from storage.store import Store, open_store
from tests.casefolders import write_case

NOW = datetime(2020, 2, 14, 12, 30, 0, 123456, tzinfo=UTC)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(f"sqlite:///{tmp_path}/sitrep.db") as store:
        await store.cases.load(read_case(write_case(tmp_path / "river")))
        yield store


def turn(question: str, *fact_ids: str) -> Turn:
    return Turn(question=question, resolved=f"{question} (resolved)", status="answered", fact_ids=fact_ids, as_of=NOW)


async def record(store: Store, one: Turn, *, workspace: str = "w", conversation: str = "c", keep: bool = True) -> int:
    return await store.journal.record(
        asked_at=NOW, workspace=workspace, conversation=conversation, turn=one, elapsed_ms=4, keep_text=keep
    )


def on_disk(folder: Path) -> bytes:
    return b"".join(f.read_bytes() for f in folder.glob("sitrep.db*"))


async def test_turns_come_back_newest_first(store: Store) -> None:
    """The latest turns of a conversation are what was recorded, and no other conversation's or workspace's."""
    turns = [turn(f"question {n}", "ocha-2020-02-06/1", "afp-2020-02-11/1") for n in range(4)]
    numbers = [await record(store, one) for one in turns]
    await record(store, turn("elsewhere"), workspace="other")
    await record(store, turn("beside"), conversation="other")
    assert numbers == sorted(set(numbers))
    assert await store.journal.turns("w", "c", limit=3) == turns[:0:-1]
    assert await store.journal.turns("w", "none", limit=3) == []


async def test_words_that_may_not_be_kept(store: Store, tmp_path: Path) -> None:
    """Without consent neither the question nor its resolved form is anywhere in the database; the facts are."""
    await record(store, turn("my secret", "ocha-2020-02-06/1"), keep=False)
    await store.journal.add_gap(asked_at=NOW, workspace="w", question="", reason="not-held", near=[])
    (kept,) = await store.journal.turns("w", "c", limit=5)
    assert (kept.question, kept.resolved, kept.fact_ids) == ("", "", ("ocha-2020-02-06/1",))
    assert b"secret" not in on_disk(tmp_path)
    (gap,) = await store.journal.open_gaps("w", limit=5)
    assert gap.question == ""


async def test_how_an_answer_was_made_is_kept(store: Store, tmp_path: Path) -> None:
    """Who worded it, what that took and how its sentences were judged is on record; the base alone takes nothing."""
    made = Made(
        engine="model",
        model="host/m",
        used=Used(prompt=7, completion=3),
        verdicts=("passed", "dropped: number, word"),
        troubles=("unanswered",),
        language="de",
    )
    for more in ({}, {"made": made}):
        await store.journal.record(
            asked_at=NOW, workspace="w", conversation="c", turn=turn("q"), elapsed_ms=4, keep_text=False, **more
        )
    columns = "engine, model, prompt_tokens, completion_tokens, verdicts, troubles, language"
    with closing(sqlite3.connect(tmp_path / "sitrep.db")) as plain:
        assert plain.execute(f"SELECT {columns} FROM turn ORDER BY id").fetchall() == [
            ("extractive", "", 0, 0, "[]", "[]", "en"),
            ("model", "host/m", 7, 3, '["passed","dropped: number, word"]', '["unanswered"]', "de"),
        ]


async def test_the_versions_of_the_facts_are_kept(store: Store, tmp_path: Path) -> None:
    """A turn remembers which version of each fact it showed; an unknown one has none."""
    await record(store, turn("q", "afp-2020-02-11/1", "nowhere/1"))
    with closing(sqlite3.connect(tmp_path / "sitrep.db")) as plain:
        assert plain.execute("SELECT facts FROM turn").fetchone() == ('[["afp-2020-02-11/1",1],["nowhere/1",0]]',)


async def test_gaps_are_listed_for_their_workspace(store: Store) -> None:
    """Unanswered questions are listed newest first, each for its own workspace."""
    for n, question in enumerate(("who?", "why?")):
        at = NOW + timedelta(hours=n)
        await store.journal.add_gap(
            asked_at=at, workspace="w", question=question, reason="not-held", near=["afp-2020-02-11/1"]
        )
    found = await store.journal.open_gaps("w", limit=5)
    assert [(g.question, g.asked_at, g.reason) for g in found] == [
        ("why?", NOW + timedelta(hours=1), "not-held"),
        ("who?", NOW, "not-held"),
    ]
    assert found[0].near == ("afp-2020-02-11/1",)
    assert len(await store.journal.open_gaps("w", limit=1)) == 1
    assert await store.journal.open_gaps("other", limit=5) == []
    assert (await store.journal.open_count("w"), await store.journal.open_count("other")) == (2, 0)


async def test_hostile_text_is_kept_as_far_as_it_can_be(store: Store) -> None:
    """Surrogates, NUL and quotes in a question break nothing."""
    await record(store, turn("a\0b \ud800 '; DROP TABLE turn; --"))
    (kept,) = await store.journal.turns("w", "c", limit=1)
    assert kept.question == "ab ? '; DROP TABLE turn; --"
