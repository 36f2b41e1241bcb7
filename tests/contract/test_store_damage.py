"""What is left of a database after a kill or damage: opened with all that was written up to a moment, or refused."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.errors import StoreError, StoreTooNew
from storage import migrate
from storage.store import open_store
from tests.casefolders import write_case

NOW = datetime(2020, 2, 12, tzinfo=UTC)
PAIRS = 6
WRITER = """
import asyncio, sys
from pathlib import Path
from storage.casefiles import read_case
from storage.store import open_store
from tests.contract.test_store_backup import write_pair

async def main(path, case, pairs):
    async with open_store(f"sqlite:///{path}") as store:
        await store.cases.load(read_case(Path(case)))
    async with open_store(f"sqlite:///{path}") as store:
        for number in range(1, pairs + 1):
            await write_pair(store, number)
        print("written", flush=True)
        await asyncio.to_thread(sys.stdin.read)

asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
"""
PAGE = 4096
FRAME = 24 + PAGE
"""Bytes of a page in the write-ahead log, after a head of 32."""


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the small case, whose writer was killed after PAIRS transactions that are only in its log."""
    folder = tmp_path_factory.mktemp("killed")
    path = folder / "sitrep.db"
    command = [sys.executable, "-c", WRITER, str(path), str(write_case(folder / "river")), str(PAIRS)]
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout and writer.stdout.readline() == "written\n"
        writer.kill()
    assert len(log_of(path)) > PAIRS * FRAME
    return path


def log_of(path: Path) -> bytes:
    return path.with_name(f"{path.name}-wal").read_bytes()


def flipped(whole: bytes, at: int) -> bytes:
    return whole[:at] + bytes((whole[at] ^ 0xFF,)) + whole[at + 1 :]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "copy.db"


def put(path: Path, whole: bytes, log: bytes = b"") -> Path:
    """A database of these bytes, with this log and nothing else of an earlier one."""
    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()
    path.write_bytes(whole)
    path.with_name(f"{path.name}-wal").write_bytes(log)
    return path


def content(path: Path) -> bytes:
    return path.read_bytes()


async def pairs(path: Path) -> int:
    """How many transactions are there, each of them whole and none missing before another; it can be written then."""
    async with open_store(f"sqlite:///{path}", must_exist=True) as store:
        turns = [turn.question for turn in await store.journal.turns("w", "c", limit=99)]
        gaps = [gap.question for gap in await store.journal.open_gaps("w", limit=99)]
        assert turns == gaps == [str(n) for n in range(len(turns), 0, -1)]
        status = await store.cases.status()
        assert (status.facts, status.schema) == (4, max(migrate.migrations()))
        await store.vectors.save_vectors("m", [])
    return len(turns)


def cuts(log: bytes) -> Iterator[int]:
    """Lengths within the head, and within and at the end of each frame."""
    yield from (0, 1, 31, 32)
    for end in range(32 + FRAME, len(log) + 1, FRAME):
        yield from (end - FRAME // 2, end - 1, end)


async def test_a_torn_log(killed: Path, copy: Path) -> None:
    """Cut off anywhere, the log of a killed writer gives all transactions that it holds whole, and those only."""
    whole, log = content(killed), log_of(killed)
    found = [await pairs(put(copy, whole, log[:cut])) for cut in cuts(log)]
    assert found == sorted(found)
    assert set(found) == set(range(PAIRS + 1))
    assert await pairs(put(copy, whole, log)) == PAIRS


async def test_a_spoilt_log(killed: Path, copy: Path) -> None:
    """A flipped byte anywhere in the log ends it there: what was written before stays."""
    whole, log = content(killed), log_of(killed)
    found = [await pairs(put(copy, whole, flipped(log, at))) for at in range(5, len(log), FRAME // 2 + 1)]
    assert found == sorted(found)
    assert set(found) == set(range(PAIRS))


async def test_a_log_of_something_else(killed: Path, copy: Path) -> None:
    """Rubbish in place of the log is nothing that was written."""
    assert await pairs(put(copy, content(killed), b"dear diary " * 1000)) == 0


async def refusal(path: Path) -> str:
    """The one line that refuses a database, which stays as it is; empty where it can be used and has its facts."""
    before = content(path)
    facts = 0
    try:
        async with open_store(f"sqlite:///{path}", busy_timeout=0) as store:
            facts = (await store.cases.status()).facts
            await store.journal.add_gap(asked_at=NOW, workspace="w", question="", reason="", near=[])
    except StoreError as error:
        return clear(str(error), path, before)
    assert facts == 4
    return ""


def clear(line: str, path: Path, before: bytes) -> str:
    """A refusal that says where and what to do, and leaves the file alone."""
    assert "\n" not in line
    assert line.startswith(f"{path}: ")
    assert any(
        hint in line for hint in ("put a backup in its place", "install that version", "give the path", "check ")
    )
    assert content(path) == before
    return line.removeprefix(f"{path}: ")


async def test_a_flipped_byte_in_the_header(killed: Path, copy: Path) -> None:
    """With any byte of the header changed, the database is refused with a hint or keeps its facts; it is never new."""
    whole = content(killed)
    said = [await refusal(put(copy, flipped(whole, at))) for at in range(100)]
    assert all(line.startswith("not a database") for line in said[:16])
    assert sum(map(bool, said)) > 50
    assert {line.split(":")[0].split(" (")[0] for line in said} >= {
        "",
        "not a database; give the path of a Sitrep database, or of a file that is not there",
        "written by a newer Sitrep",
        "a database of another program; give the path of a Sitrep database",
        "the database is damaged",
    }


async def test_a_flipped_byte_in_any_page(killed: Path, copy: Path) -> None:
    """With a byte in the head of any page changed, the database is refused as damaged; it is never new."""
    whole = content(killed)
    for page in range(PAGE, len(whole), PAGE):
        assert "damaged" in await refusal(put(copy, flipped(whole, page + 3)))


async def test_a_flipped_byte_in_what_is_written(killed: Path, copy: Path) -> None:
    """A byte that no check covers spoils a word, and neither the opening of the database nor the next write."""
    whole = content(killed)
    at = whole.index(b"The governor refused to answer.")
    assert await refusal(put(copy, flipped(whole, at))) == ""


async def test_a_newer_schema_that_only_the_log_tells(killed: Path, copy: Path) -> None:
    """A newer version's database is refused before it was tidied up, too, and keeps what is written in its log."""
    put(copy, content(killed), log_of(killed))
    with closing(sqlite3.connect(copy)) as newer:
        newer.execute("PRAGMA user_version = 99")
        put(copy.with_name("newer.db"), content(copy), log_of(copy))
    with pytest.raises(StoreTooNew, match="schema 99"):
        async with open_store(f"sqlite:///{copy.with_name('newer.db')}"):
            pass
    with closing(sqlite3.connect(copy.with_name("newer.db"))) as newer:
        assert newer.execute("SELECT count(*) FROM turn").fetchone() == (PAIRS,)
