"""Workspaces that installed the bot are kept, replaced, and wiped without a trace."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.inbox import Installation
from storage.store import Store, open_store
from tests.storestates import NOW


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(f"sqlite:///{tmp_path}/sitrep.db") as store:
        yield store


def installed(workspace: str = "T1", sealed: bytes = b"\0sealed\xff", platform: str = "slack") -> Installation:
    return Installation(platform=platform, workspace=workspace, sealed=sealed, installed_at=NOW)


def on_disk(folder: Path) -> bytes:
    """All that the files of the database hold."""
    return b"".join(p.read_bytes() for p in sorted(folder.glob("sitrep.db*")))


async def test_an_installation_outlasts_the_process(tmp_path: Path) -> None:
    """It comes back from another process as it was put, each for its own workspace and platform."""
    url = f"sqlite:///{tmp_path}/sitrep.db"
    async with open_store(url) as store:
        await store.installations.put(installed("T2"))
        await store.installations.put(installed("T1", b""))
        await store.installations.put(installed("T1", b"x", platform="other"))
    async with open_store(url) as store:
        assert await store.installations.get("slack", "T2") == installed("T2")
        assert await store.installations.get("slack", "T3") is None
        assert await store.installations.all("slack") == [installed("T1", b""), installed("T2")]
        assert await store.installations.all("nowhere") == []


async def test_the_latest_counts(store: Store) -> None:
    """Who installs it again has the new token in the place of the old one."""
    await store.installations.put(installed())
    later = replace(installed(sealed=b"another"), installed_at=NOW + timedelta(days=1))
    await store.installations.put(later)
    assert await store.installations.all("slack") == [later]


async def test_removing(store: Store) -> None:
    """Only the one of that workspace goes; removing it again says that there was none."""
    await store.installations.put(installed("T1"))
    await store.installations.put(installed("T2"))
    assert await store.installations.remove("slack", "T1")
    assert not await store.installations.remove("slack", "T1")
    assert not await store.installations.remove("other", "T2")
    assert await store.installations.all("slack") == [installed("T2")]


@pytest.mark.parametrize("size", [40, 9000], ids=["in its row", "in pages of its own"])
async def test_what_is_removed_leaves_no_trace(store: Store, tmp_path: Path, size: int) -> None:
    """Neither the file nor its log holds the sealed token of a removed or replaced installation, while it is open."""
    first, second = b"first-token" * (size // 11), b"other-token" * (size // 11)
    for n in range(9):
        await store.installations.put(installed(f"T{n}", f"kept {n}".encode() * 9))
    await store.installations.put(installed("TX", first))
    assert b"first-token" in on_disk(tmp_path)
    await store.installations.put(installed("TX", second))
    assert await store.installations.remove("slack", "TX")
    assert b"-token" not in on_disk(tmp_path)
    assert len(await store.installations.all("slack")) == 9


async def test_removing_works_while_somebody_reads(tmp_path: Path) -> None:
    """A reader of an older state hinders nothing, and the trace in the log goes when the database is closed."""
    async with open_store(f"sqlite:///{tmp_path}/sitrep.db", busy_timeout=0) as store:
        await store.installations.put(installed("TX", b"first-token"))
        with closing(sqlite3.connect(tmp_path / "sitrep.db", isolation_level=None)) as other:
            other.execute("BEGIN")
            assert other.execute("SELECT count(*) FROM installation").fetchone() == (1,)
            assert await store.installations.remove("slack", "TX")
            assert await store.installations.get("slack", "TX") is None
            await store.installations.put(installed("T2"))
    assert b"first-token" not in on_disk(tmp_path)


async def test_many_at_once(store: Store) -> None:
    """Installations and removals in the same moment all come to their end, each for its own workspace."""
    names = [f"T{n}" for n in range(12)]
    await asyncio.gather(*(store.installations.put(installed(name)) for name in names))
    gone = await asyncio.gather(*(store.installations.remove("slack", name) for name in (*names[:6], *names[:6])))
    assert sum(gone) == 6
    assert [i.workspace for i in await store.installations.all("slack")] == sorted(names[6:])
