"""`sitrep run` that cannot run: a clear line on stderr, exit code 1, and no traceback."""

from __future__ import annotations

import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from handlers.request import CONSOLE
from tests.casefolders import AFP, spoil
from tests.desks import channel
from tests.running import Running, called, owe, running, states, until, write_config


def refused(one: Running) -> str:
    """The lines that it ended with."""
    assert one.process.returncode == 1
    assert one.out == ""
    assert "Traceback" not in one.err and "fault" not in one.err
    assert all(line.startswith("sitrep: ") for line in one.err.splitlines())
    return one.err


async def test_a_port_that_is_taken(ready: Path, river: Path) -> None:
    """Where another program has the health address, nothing is posted and one line says what to do."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        address = f"127.0.0.1:{other.getsockname()[1]}"
        config = write_config(ready, river, run={"health": address})
        told = refused(await called("run", "--config", str(config), cwd=ready))
    assert told == f"sitrep: cannot serve health at {address}: address already in use; set [run] health anew\n"


async def test_a_case_with_mistakes(tmp_path: Path, river: Path) -> None:
    """A new database is not filled from a broken case: each mistake has its line, with the file and the fact."""
    spoil(river, AFP, 'event_date = "2020-02-10"', 'event_date = "2020-02-31"')
    config = write_config(tmp_path, river)
    told = refused(await called("run", "--config", str(config), cwd=tmp_path))
    assert "sources/afp-2020-02-11.toml, afp-2020-02-11/1, event_date: '2020-02-31' does not exist" in told


@pytest.mark.slow
async def test_a_new_database_that_is_locked(tmp_path: Path, river: Path) -> None:
    """A database that another program holds at the start is told as that."""
    config = write_config(tmp_path, river)
    with closing(sqlite3.connect(tmp_path / "sitrep.db", isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        told = refused(await called("run", "--config", str(config), cwd=tmp_path))
    assert told.endswith("the database is locked by another process; end that one or try again\n")
    assert told.count("\n") == 1


async def test_a_platform_that_is_served_elsewhere(ready: Path, river: Path) -> None:
    """What belongs to a platform that this process does not serve is left for one that does; the rest goes out."""
    config = write_config(ready, river, operator={"platform": "discord", "channel": "operators"})
    await owe(ready, channel("news", "discord"), CONSOLE)
    async with running("run", "--config", str(config), cwd=ready) as one:
        await until(lambda: states(ready) == ["sent"])
        assert await one.stop() == 0
    assert one.out.count("Sitrep:") == 1
    assert states(ready) == ["sent"]
