"""What goes wrong inside the application comes out as one clear error, or stays without consequence."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import open_app
from bot.domain.answer import Question
from bot.domain.errors import BadRequest, CaseError, SitrepError, StoreBusy, StoreError
from storage.store import open_store
from tests.apps import Told, left_behind, settings, writable
from tests.casefolders import spoil
from tests.servers.embeddings import Behaviour, Endpoint

NOW = datetime(2020, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize("error", [BadRequest("no such day"), StoreError("no such table"), CaseError([])])
async def test_an_error_of_ours_comes_out_bare(tmp_path: Path, river: Path, error: SitrepError) -> None:
    """What is raised inside comes out as itself, not in a group, and everything is closed."""
    before = asyncio.all_tasks()
    with pytest.raises(type(error)) as caught:
        async with open_app(settings(tmp_path, case=river), progress=Told()):
            raise error
    assert caught.value is error
    assert left_behind(before) == []
    await writable(tmp_path / "sitrep.db")


async def test_a_broken_pipe_comes_out_bare(tmp_path: Path, river: Path) -> None:
    """The reader of the output has gone: BrokenPipeError comes out as itself."""
    with pytest.raises(BrokenPipeError):
        async with open_app(settings(tmp_path, case=river), progress=Told()):
            raise BrokenPipeError


async def test_an_error_while_vectors_are_computed_comes_out_bare(
    tmp_path: Path, river: Path, endpoint: Endpoint
) -> None:
    """The same while the background is busy."""
    endpoint.free = 0
    before = asyncio.all_tasks()
    with pytest.raises(BadRequest):
        async with open_app(settings(tmp_path, case=river, meaning="openai", url=endpoint.url), progress=Told()):
            raise BadRequest("no such day")
    assert left_behind(before) == []


async def test_a_case_with_mistakes_is_told_bare_and_nothing_is_loaded(tmp_path: Path, river: Path) -> None:
    """The first start with a broken case raises CaseError with its mistakes, and the database stays empty."""
    spoil(river, "sources/afp-2020-02-11.toml", "2020-02-10", "2020-02-31")
    with pytest.raises(CaseError, match="2020-02-31"):
        async with open_app(settings(tmp_path, case=river), progress=Told()):
            pass
    async with open_store(f"sqlite:///{tmp_path}/sitrep.db") as store:
        assert (await store.cases.status()).facts == 0


async def test_a_database_that_is_none_is_told_bare(tmp_path: Path, river: Path) -> None:
    """What is no database raises StoreError."""
    (tmp_path / "sitrep.db").write_bytes(b"not a database" * 1000)
    with pytest.raises(StoreError):
        async with open_app(settings(tmp_path, case=river), progress=Told()):
            pass


class Locked:
    """Vectors of a database that another process holds."""

    async def missing_vectors(self, model: str, *, limit: int) -> list[tuple[str, int, str]]:
        raise StoreBusy("the database is locked")


async def test_a_locked_database_does_not_end_the_application(tmp_path: Path, river: Path, endpoint: Endpoint) -> None:
    """Where vectors cannot be saved because another process writes, people go on asking; it is made up for later."""
    async with open_app(settings(tmp_path, case=river), progress=Told()):
        pass
    async with open_app(settings(tmp_path, case=river, meaning="openai", url=endpoint.url), progress=Told()) as app:
        app.store.vectors = Locked()  # type: ignore[assignment]
        await app.vectors_ready()
        assert (await app.asker.ask(Question(text="how many people left their homes?", now=NOW))).as_of == NOW


@pytest.mark.parametrize("behaviour", ["too-few", "too-many"])
async def test_an_endpoint_that_miscounts_does_not_end_the_application(
    tmp_path: Path, river: Path, endpoint: Endpoint, behaviour: Behaviour
) -> None:
    """Too few or too many vectors switch search by meaning off, and nothing else."""
    endpoint.behaviour = behaviour
    async with open_app(settings(tmp_path, case=river, meaning="openai", url=endpoint.url), progress=Told()) as app:
        await app.vectors_ready()
        assert (await app.asker.ask(Question(text="how many people left their homes?", now=NOW))).as_of == NOW
