"""The shipped case, read once and loaded once; each test opens the loaded database for itself."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.domain.facts import Case
from bot.services.ask import Asker
from storage.casefiles import read_case
from storage.store import Store, open_store
from tests.casefolders import write_case
from tests.servers.embeddings import Endpoint, serving

IDLIB = Path(__file__).resolve().parents[2] / "cases" / "idlib"


@pytest.fixture(scope="session")
def idlib() -> Case:
    """The shipped case as its files have it, with everything that became known later."""
    return read_case(IDLIB)


@pytest.fixture(scope="session")
def loaded(idlib: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that holds the shipped case and nothing else."""
    path = tmp_path_factory.mktemp("idlib") / "sitrep.db"

    async def load() -> None:
        async with open_store(f"sqlite:///{path}") as store:
            await store.cases.load(idlib)

    asyncio.run(load())
    return path


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
