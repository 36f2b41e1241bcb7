"""A backup is whole, is of one moment, and never takes the place of anything."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import aiosqlite
import pytest

from bot.domain.errors import StoreDamaged, StoreError, StoreReadOnly, StoreTooNew
from storage.backup import back_up_to
from storage.casefiles import read_case
from storage.queries import JOURNAL
from storage.store import Store, open_store
from tests.casefolders import write_case

NOW = datetime(2020, 2, 12, tzinfo=UTC)
COPIES = 5
LARGE = 10_000_000
"""Characters, so that a copy takes long enough for writes to come in between."""


@pytest.fixture
async def database(tmp_path: Path) -> Path:
    """A database with the small case in it, closed."""
    path = tmp_path / "sitrep.db"
    async with open_store(f"sqlite:///{path}") as store:
        await store.cases.load(read_case(write_case(tmp_path / "river")))
    return path


async def refusal(database: Path, target: Path, kind: type[StoreError]) -> str:
    before = sorted(target.parent.glob(f"{target.name}*"))
    with pytest.raises(StoreError) as caught:
        await back_up_to(database, target)
    assert type(caught.value) is kind
    assert "\n" not in str(caught.value)
    assert sorted(target.parent.glob(f"{target.name}*")) == before
    return str(caught.value)


def halve(database: Path, half: Path) -> None:
    whole = database.read_bytes()
    half.write_bytes(whole[: len(whole) // 2])


async def write_pair(store: Store, number: int) -> None:
    """Two rows of one number in two tables, in one transaction."""

    async def pair(connection: aiosqlite.Connection) -> None:
        at, text = NOW.isoformat(), str(number)
        turn = {"workspace": "w", "conversation": "c", "asked_at": at, "question": text, "resolved": text * 500}
        made: dict[str, object] = {"engine": "model", "model": "", "verdicts": "[]", "troubles": "[]", "language": "en"}
        made |= {"prompt_tokens": 0, "completion_tokens": 0}
        await JOURNAL.add_turn(connection, **turn, **made, status="answered", fact_ids="[]", as_of=at, elapsed_ms=0.0)
        await JOURNAL.add_gap(connection, workspace="w", asked_at=at, question=text, reason="", near=json.dumps([]))

    await store.transact(pair)


def numbers(copy: Path) -> tuple[list[int], list[int]]:
    """The numbers in both tables of a file that lies alone."""
    assert not list(copy.parent.glob(f"{copy.name}[-.]*"))
    with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro&immutable=1", uri=True)) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert plain.execute("PRAGMA foreign_key_check").fetchall() == []
        turns, gaps = (
            [int(row[0]) for row in plain.execute(f"SELECT question FROM {table} WHERE workspace = 'w' ORDER BY id")]
            for table in ("turn", "open_gap")
        )
    return turns, gaps


async def test_a_backup_can_be_opened_as_a_database(database: Path, tmp_path: Path) -> None:
    """The copy is a database like the first, and both can be written."""
    copy = tmp_path / "copy.db"
    await back_up_to(database, copy)
    for path in (copy, database):
        async with open_store(f"sqlite:///{path}", must_exist=True) as store:
            assert (await store.cases.status()).facts == 4
            await write_pair(store, 1)


async def test_backups_while_others_write(database: Path, tmp_path: Path) -> None:
    """While another connection writes without a pause, a copy restores clean and holds all writes up to one moment."""
    going, done = asyncio.Event(), asyncio.Event()
    written = during = 0

    async def write(store: Store) -> None:
        nonlocal written
        while not done.is_set():
            await write_pair(store, written + 1)
            written += 1
            if written == 20:
                going.set()

    async with open_store(f"sqlite:///{database}") as store:
        await store.journal.add_gap(asked_at=NOW, workspace="v", question="-" * LARGE, reason="", near=[])
        task = asyncio.create_task(write(store))
        await asyncio.wait({task, asyncio.ensure_future(going.wait())}, return_when=asyncio.FIRST_COMPLETED)
        for n in range(COPIES):
            before = written
            await back_up_to(database, tmp_path / f"copy-{n}.db")
            turns, gaps = numbers(tmp_path / f"copy-{n}.db")
            assert turns == gaps == list(range(1, len(turns) + 1))
            assert before <= len(turns) <= written + 1
            during += written - before
        done.set()
        await task
    assert during


async def test_a_backup_restored(database: Path, tmp_path: Path) -> None:
    """Put in the place of the database, the copy is what was there when it was made."""
    async with open_store(f"sqlite:///{database}") as store:
        await write_pair(store, 1)
        await back_up_to(database, tmp_path / "copy.db")
        await write_pair(store, 2)
    (tmp_path / "copy.db").replace(database)
    async with open_store(f"sqlite:///{database}", must_exist=True) as store:
        assert [t.question for t in await store.journal.turns("w", "c", limit=9)] == ["1"]
        await write_pair(store, 2)
    assert numbers(database) == ([1, 2], [1, 2])


async def test_nothing_is_overwritten(database: Path, tmp_path: Path) -> None:
    """A target that is there, as a file, a folder or a dead link, is refused and stays."""
    (tmp_path / "file").write_text("dear")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("file", "folder", "link", "sitrep.db"):
        assert "is there already" in await refusal(database, tmp_path / name, StoreError)
    assert (tmp_path / "file").read_text() == "dear"


async def test_a_target_that_cannot_be_written(database: Path, tmp_path: Path) -> None:
    """A missing folder, a file as folder and a place that takes no files are told with what to do."""
    assert "make its folder" in await refusal(database, tmp_path / "none" / "copy.db", StoreReadOnly)
    assert "cannot be written" in await refusal(database, database / "copy.db", StoreReadOnly)
    assert "cannot be written" in await refusal(database, Path("/proc/copy.db"), StoreReadOnly)


async def test_what_is_no_database_of_ours(database: Path, tmp_path: Path) -> None:
    """There is no backup of what is missing, damaged or newer, and none is begun."""
    assert "there is no database" in await refusal(tmp_path / "none.db", tmp_path / "copy.db", StoreError)
    halve(database, tmp_path / "half.db")
    assert "damaged" in await refusal(tmp_path / "half.db", tmp_path / "copy.db", StoreDamaged)
    with closing(sqlite3.connect(database)) as newer:
        newer.execute("PRAGMA user_version = 99")
    assert "newer" in await refusal(database, tmp_path / "copy.db", StoreTooNew)


async def test_damage_that_only_the_copy_shows(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database too large to be checked when it is opened is still checked before its copy counts as a backup."""
    monkeypatch.setattr("storage.migrate.QUICK_CHECK_BYTES", 0)
    with closing(sqlite3.connect(database)) as plain:
        plain.execute("PRAGMA journal_mode = DELETE")
        (page,) = plain.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'fact_body'").fetchone()
        (size,) = plain.execute("PRAGMA page_size").fetchone()
    with database.open("r+b") as file:
        file.seek((page - 1) * size + 200)
        file.write(b"\xff" * 3000)
    text = await refusal(database, tmp_path / "copy.db", StoreDamaged)
    assert "put an older backup in its place" in text
