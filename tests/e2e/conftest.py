"""The shipped case and a small one; each test opens the loaded database for itself."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.services.ask import Asker
from storage.casefiles import read_case
from storage.store import Store, open_store
from tests.casefolders import write_case
from tests.servers.embeddings import Endpoint, serving

IDLIB = Path(__file__).resolve().parents[2] / "cases" / "idlib"


@pytest.fixture
async def store(loaded: Path, tmp_path: Path) -> AsyncIterator[Store]:
    """The loaded case in a database of the test's own."""
    path = shutil.copy(loaded, tmp_path / "sitrep.db")
    async with open_store(f"sqlite:///{path}") as store:
        yield store


@pytest.fixture
def asker(store: Store) -> Asker:
    """Answers by words alone."""
    return Asker(store.facts, store.journal, None)


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with serving() as endpoint:
        yield endpoint


@pytest.fixture
def river(tmp_path: Path) -> Path:
    return write_case(tmp_path / "river")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """One source of the shipped case by itself: 70 facts and no known gaps."""
    return Path(shutil.copy(IDLIB / "sources" / "idlib-2020-02-14.toml", tmp_path))


@pytest.fixture(scope="session")
def flooded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that holds the small case and nothing else."""
    folder = tmp_path_factory.mktemp("river")

    async def load() -> None:
        async with open_store(f"sqlite:///{folder}/sitrep.db") as store:
            await store.cases.load(read_case(write_case(folder / "case")))

    asyncio.run(load())
    return folder / "sitrep.db"


@pytest.fixture
def ready(flooded: Path, tmp_path: Path) -> Path:
    """A folder of the test's own with a database `sitrep.db` that holds the small case."""
    shutil.copy(flooded, tmp_path)
    return tmp_path
