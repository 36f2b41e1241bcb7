"""The shipped case, read once and loaded once for all tests; who changes the database takes a copy of it."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from bot.domain.facts import Case
from bot.platformsettings import SLACK_SECRETS
from storage.casefiles import read_case
from storage.store import open_store

IDLIB = Path(__file__).resolve().parents[1] / "cases" / "idlib"


def pytest_configure() -> None:
    """No test speaks to a platform with the tokens of who runs it."""
    for variable in ("DISCORD_TOKEN", "SITREP_LLM_KEY", *SLACK_SECRETS.values()):
        os.environ.pop(variable, None)


@pytest.fixture(scope="session")
def idlib() -> Case:
    """The shipped case as its files have it, with everything that became known later."""
    return read_case(IDLIB)


@pytest.fixture(scope="session")
def loaded(idlib: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database `sitrep.db` that holds the shipped case and nothing else."""
    path = tmp_path_factory.mktemp("idlib") / "sitrep.db"

    async def load() -> None:
        async with open_store(f"sqlite:///{path}") as store:
            await store.cases.load(idlib)

    asyncio.run(load())
    return path
