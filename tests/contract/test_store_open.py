"""Opening a database: every reason why it cannot be used is one clear line, and nothing is ever re-created."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.domain.errors import StoreBusy, StoreDamaged, StoreError, StoreReadOnly, StoreTooNew
from storage import migrate
from storage.casefiles import read_case
from storage.queries import (
    CASES,
    CORRECTIONS,
    FACTS,
    INBOX,
    INSTALLATIONS,
    JOURNAL,
    LEDGER,
    MEMOS,
    OUTBOX,
    REPLIES,
    SPENDING,
    SUBSCRIPTIONS,
    VECTORS,
)
from storage.store import open_store, path_of
from tests.casefolders import write_case

IDLIB = Path(__file__).resolve().parents[2] / "cases" / "idlib"


def url(path: Path) -> str:
    return f"sqlite:///{path}"


@pytest.fixture
async def database(tmp_path: Path) -> Path:
    """A database with the small case in it, closed."""
    path = tmp_path / "sitrep.db"
    async with open_store(url(path)) as store:
        await store.cases.load(read_case(write_case(tmp_path / "river")))
    return path


async def refusal(path: Path, kind: type[StoreError], **how: bool) -> str:
    before = content(path)
    with pytest.raises(StoreError) as caught:
        async with open_store(url(path), busy_timeout=0.05, **how):
            pass
    assert type(caught.value) is kind
    text = str(caught.value)
    assert "\n" not in text
    assert str(path) in text
    assert content(path) == before
    return text


def content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def flipped(whole: bytes) -> bytes:
    """The file with 16 bytes turned over at the start of every page but the first."""
    spoilt = bytearray(whole)
    for at in range(4096, len(spoilt), 4096):
        spoilt[at : at + 16] = bytes(255 - b for b in spoilt[at : at + 16])
    return bytes(spoilt)


@contextmanager
def held(path: Path, statement: str) -> Iterator[None]:
    """Another program that has the database in its hands."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(statement)
        yield
        other.execute("ROLLBACK")


def test_urls() -> None:
    """Three slashes are a relative file, four an absolute one; whatever names no file is refused with an example."""
    assert path_of("sqlite:///a/b.db") == Path("a/b.db")
    assert path_of("sqlite:////a/b.db") == Path("/a/b.db")
    for wrong in ("sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite:", "postgres://x/y", "a.db", "sqlite:///a/"):
        with pytest.raises(StoreError, match=r"sqlite:///sitrep\.db"):
            path_of(wrong)


async def test_a_new_database_gets_its_folder(tmp_path: Path) -> None:
    """A missing file and its folders are made, in write-ahead mode, readable by its own rules."""
    path = tmp_path / "deep" / "er" / "sitrep.db"
    async with open_store(url(path)) as store:
        assert (await store.cases.status()).facts == 0
    with closing(sqlite3.connect(path)) as plain:
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert plain.execute("PRAGMA user_version").fetchone() == (max(migrate.migrations()),)


async def test_names_that_mean_something_to_sqlite(tmp_path: Path) -> None:
    """A file name is a file name, whatever characters are in it."""
    for name in ("a?mode=memory", "50% #1.db", "ünï cödé.db", "x&cache=shared"):
        async with open_store(url(tmp_path / name)):
            pass
        assert (tmp_path / name).is_file()


async def test_what_must_exist(tmp_path: Path, database: Path) -> None:
    """With must_exist or read_only a missing database is an error and stays missing."""
    for how in ({"must_exist": True}, {"read_only": True}):
        assert "there is no database" in await refusal(tmp_path / "none.db", StoreError, **how)
        assert not (tmp_path / "none.db").exists()
        async with open_store(url(database), **how) as store:
            assert (await store.cases.status()).facts == 4


async def test_read_only_writes_nothing(database: Path, tmp_path: Path) -> None:
    """A store opened read-only refuses writes."""
    case = read_case(tmp_path / "river")
    async with open_store(url(database), read_only=True) as store:
        with pytest.raises(StoreReadOnly, match="opened read-only"):
            await store.cases.load(case)


async def test_a_place_that_cannot_be_written() -> None:
    """A file system that takes no files is told as such."""
    assert "cannot be" in await refusal(Path("/proc/sitrep/sitrep.db"), StoreReadOnly)
    assert "cannot be" in await refusal(Path("/proc/sitrep.db"), StoreReadOnly)


async def test_a_full_disk(tmp_path: Path) -> None:
    """A disk that fills up in the middle of a load is told as such, and the load leaves nothing."""
    case = read_case(IDLIB)
    async with open_store(url(tmp_path / "sitrep.db")) as store:
        await store.transact(lambda c: c.execute_fetchall("PRAGMA max_page_count = 300"))
        with pytest.raises(StoreReadOnly, match="full"):
            await store.cases.load(case)
        assert (await store.cases.status()).facts == 0


async def test_a_folder_and_a_file_as_folder(tmp_path: Path) -> None:
    """A folder is no database, and a file is no folder."""
    assert "is a folder" in await refusal(tmp_path, StoreError)
    (tmp_path / "file").write_text("x")
    assert "cannot be reached" in await refusal(tmp_path / "file" / "sitrep.db", StoreReadOnly)


@pytest.mark.parametrize("content", [b"Dear diary, " * 100, b"\0" * 4096, b"SQLite format 3\0" + b"\xff" * 4096, b"x"])
async def test_what_is_no_database(tmp_path: Path, content: bytes) -> None:
    """Any other file is refused and stays as it is."""
    path = tmp_path / "sitrep.db"
    path.write_bytes(content)
    await refusal(path, StoreDamaged)


async def test_an_empty_file_is_a_new_database(tmp_path: Path) -> None:
    """A file of no bytes, as `touch` makes it, becomes a database."""
    (tmp_path / "sitrep.db").touch()
    async with open_store(url(tmp_path / "sitrep.db")) as store:
        assert (await store.cases.status()).schema == max(migrate.migrations())


async def test_another_programs_database(tmp_path: Path) -> None:
    """A healthy SQLite file of someone else is refused and stays as it is."""
    path = tmp_path / "photos.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE photo (id)")
    assert "another program" in await refusal(path, StoreDamaged)


@pytest.mark.parametrize("damage", [flipped, lambda whole: whole[: len(whole) // 2], lambda whole: whole[:4096]])
async def test_damaged_files(database: Path, tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    """A truncated database, and one with bytes flipped in its pages, are refused and stay as they are."""
    path = tmp_path / "damaged.db"
    path.write_bytes(damage(content(database)))
    assert "damaged" in await refusal(path, StoreDamaged)


async def test_a_newer_schema(database: Path) -> None:
    """A database of a newer version is refused, told with both numbers, and not touched."""
    with closing(sqlite3.connect(database)) as newer:
        newer.execute("PRAGMA user_version = 99")
    assert "schema 99" in await refusal(database, StoreTooNew)


async def test_a_migration_backs_up_first(database: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Before a database with data is migrated there is a copy of it; a migration that fails leaves it as it was."""
    folder = tmp_path / "sql" / "migrations"
    folder.mkdir(parents=True)
    latest = max(migrate.migrations())
    for file in migrate.migrations().values():
        (folder / file.name).write_bytes(file.read_bytes())
    bad = folder / f"{latest + 1:03}_bad.sql"
    bad.write_text("CREATE TABLE extra (id INTEGER);\nINSERT INTO nowhere VALUES (1);\n")
    monkeypatch.setattr(migrate, "SQL", tmp_path / "sql")
    with pytest.raises(StoreError, match="nowhere"):
        async with open_store(url(database)):
            pass
    copy = database.with_name(f"sitrep.db.bak-{latest}")
    with closing(sqlite3.connect(copy)) as kept, closing(sqlite3.connect(database)) as still:
        for one in (kept, still):
            assert one.execute("PRAGMA user_version").fetchone() == (latest,)
            assert one.execute("SELECT count(*) FROM fact").fetchone() == (4,)
            assert one.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'").fetchone() == (0,)
    with pytest.raises(StoreError, match=f"older schema {latest}"):
        async with open_store(url(database), read_only=True):
            pass
    bad.write_text("CREATE TABLE extra (id INTEGER);\n")
    async with open_store(url(database)) as store:
        assert (await store.cases.status()).schema == latest + 1
        assert (await store.cases.status()).facts == 4
    assert not copy.with_name(f"{copy.name}.part").is_file()


async def test_locked_by_another_process(database: Path, tmp_path: Path) -> None:
    """While another process writes, reading goes on; writing waits as long as told and then says so."""
    case = read_case(tmp_path / "river")
    async with open_store(url(database), busy_timeout=0.05) as store:
        with held(database, "BEGIN EXCLUSIVE"):
            began = time.monotonic()
            with pytest.raises(StoreBusy, match="locked by another process"):
                await store.cases.load(case)
            assert time.monotonic() - began < 2
            assert (await store.cases.status()).facts == 4
        assert (await store.cases.load(case)).unchanged == 4


async def test_locked_while_it_is_opened(tmp_path: Path) -> None:
    """A new database that another process holds is busy, not broken."""
    path = tmp_path / "sitrep.db"
    with held(path, "BEGIN EXCLUSIVE"):
        await refusal(path, StoreBusy)


async def test_closed_is_closed(tmp_path: Path) -> None:
    """A store that was left answers nothing more."""
    async with open_store(url(tmp_path / "sitrep.db")) as store:
        pass
    with pytest.raises(StoreError, match="closed"):
        await store.cases.status()
    with pytest.raises(StoreError, match="closed"):
        await store.vectors.save_vectors("m", [])


async def test_every_named_query_fits_the_schema(database: Path) -> None:
    """Each query of storage/sql can be prepared, so that none is wrong until it is first used."""
    with closing(sqlite3.connect(database)) as plain:
        for queries in (
            FACTS,
            CASES,
            VECTORS,
            JOURNAL,
            SUBSCRIPTIONS,
            OUTBOX,
            LEDGER,
            CORRECTIONS,
            REPLIES,
            MEMOS,
            INBOX,
            INSTALLATIONS,
            SPENDING,
        ):
            assert queries.available_queries
            for name in queries.available_queries:
                query = getattr(queries, name)
                if hasattr(query, "sql") and not name.endswith("_cursor"):
                    plain.execute(f"EXPLAIN {query.sql}", dict.fromkeys(query.parameters or (), None))
