"""A database of an older version is brought to this one with everything that it holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.domain.delivery import Receipt, Step
from bot.domain.errors import StoreDamaged
from storage import migrate
from storage.casefiles import read_case
from storage.store import open_store
from tests.casefolders import write_case
from tests.postings import DESK, NEWS, OTHER, answered
from tests.storestates import FLED, NOW, REFUSED, WRITES, arrange

POSTING = (
    "subscription",
    "delivery",
    "post",
    "transition",
    "hold",
    "exposure",
    "correction",
    "correction_told",
    "turn",
)
BEFORE_TALKING, BEFORE_SLACK, BEFORE_MODEL = 2, 3, 4
TALKING = ("feedback", "report", "memo")
SLACK = ("inbox", "installation")


@contextmanager
def migrations_up_to(number: int, folder: Path) -> Iterator[None]:
    """As if this were the version of Sitrep whose schema has that number."""
    older = folder / "sql" / "migrations"
    older.mkdir(parents=True)
    for file in migrate.migrations().values():
        if int(file.name[:3]) <= number:
            (older / file.name).write_bytes(file.read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrate, "SQL", folder / "sql")
        yield


def columns(connection: sqlite3.Connection, table: str, schema: str = "main") -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA {schema}.table_info({table})")]


def contents(path: Path, held: dict[str, list[str]]) -> dict[str, list[object]]:
    with closing(sqlite3.connect(path)) as plain:
        return {t: plain.execute(f"SELECT {','.join(c)} FROM {t} ORDER BY 1, 2").fetchall() for t, c in held.items()}


@pytest.fixture(params=[BEFORE_TALKING, BEFORE_SLACK, BEFORE_MODEL], ids=lambda number: f"schema {number}")
def number(request: pytest.FixtureRequest) -> int:
    """The schema of the older version."""
    return int(request.param)


@pytest.fixture
def tables(number: int) -> tuple[str, ...]:
    """What that version keeps beside the facts."""
    talking = TALKING if number > BEFORE_TALKING else ()
    return (*POSTING, *talking, *(SLACK if number > BEFORE_SLACK else ()))


@pytest.fixture
async def older(number: int, tables: tuple[str, ...], tmp_path: Path) -> Path:
    """A database as that version left it, with posts, corrections and leases, and answers where it knew of any."""
    case = read_case(write_case(tmp_path / "river"))
    now, path = tmp_path / "now.db", tmp_path / "older.db"
    async with open_store(f"sqlite:///{now}") as store:
        arranged = await arrange(store, case)
        for write in ("report", "memo", "record"):
            await WRITES[write](arranged)
        if number <= BEFORE_TALKING:
            await store.replies.forget(NOW)
    with migrations_up_to(number, tmp_path):
        migrate.prepare(path, must_exist=False, read_only=False, busy_timeout=1)
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("ATTACH ? AS now", (str(now),))
        for table in tables:
            shared = ",".join(columns(plain, table))
            plain.execute(f"INSERT INTO {table} ({shared}) SELECT {shared} FROM now.{table}")
        plain.commit()
    return path


def schema(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as plain:
        rows = plain.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name").fetchall()
    return [(name, sql.replace('"', "")) for name, sql in rows]


async def test_nothing_is_lost_on_the_way(older: Path, tables: tuple[str, ...], tmp_path: Path) -> None:
    """Every row comes over as it was, in a schema that is that of a new database, and numbers go on where they were."""
    with closing(sqlite3.connect(older)) as plain:
        held = {table: columns(plain, table) for table in tables}
        (last,) = plain.execute("SELECT max(id) FROM delivery").fetchone()
    before = contents(older, held)
    assert all(before[table] for table in tables if table not in ("hold", "correction_told"))
    async with open_store(f"sqlite:///{older}") as store:
        assert (await store.cases.status()).schema == max(migrate.migrations())
    assert contents(older, held) == before
    async with open_store(f"sqlite:///{tmp_path}/new.db"):
        pass
    assert schema(older) == schema(tmp_path / "new.db")
    async with open_store(f"sqlite:///{older}") as store:
        assert await answered(store, NEWS, "m9", REFUSED) == last + 1


async def test_it_works_on_what_it_had(older: Path) -> None:
    """What was queued goes out, what was told stays told, and a lease from before still counts."""
    async with open_store(f"sqlite:///{older}") as store:
        assert await store.ledger.seen(NEWS) == {REFUSED: 1, FLED: 1}
        assert len(await store.outbox.leases()) == 2
        (free,) = await store.outbox.claim(["other"], worker="v", at=NOW, wall=NOW, limit=9)
        await store.outbox.begin(free, at=NOW, wall=NOW)
        receipt = Receipt(to=OTHER, id="7", sent_at=NOW)
        await store.outbox.step(free, Step(state="sent", receipt=receipt), at=NOW, wall=NOW)
        assert await store.ledger.seen(OTHER) == {REFUSED: 1, FLED: 1}
        assert await store.ledger.seen(DESK) == {}
        kept = await store.replies.find("fake", "sitrep 1", channel="news")
        assert kept is not None and kept.message.title == "sitrep 1"


async def test_references_hold_after_it(older: Path) -> None:
    """What belongs to a delivery still belongs to one, and the database goes on refusing what would not."""
    async with open_store(f"sqlite:///{older}"):
        pass
    with closing(sqlite3.connect(older)) as plain:
        assert plain.execute("PRAGMA foreign_key_check").fetchall() == []
        plain.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            plain.execute("DELETE FROM delivery")


async def test_a_database_with_loose_ends_is_refused(older: Path, number: int) -> None:
    """A row that refers to nothing is damage: told in one line; the database stays as it was."""
    with closing(sqlite3.connect(older)) as plain:
        plain.execute("DELETE FROM delivery WHERE id = 1")
        plain.commit()
    with pytest.raises(StoreDamaged, match=r"a row of \w+ refers to a delivery that is not there") as refused:
        async with open_store(f"sqlite:///{older}"):
            pass
    assert "\n" not in str(refused.value)
    with closing(sqlite3.connect(older)) as plain:
        assert plain.execute("PRAGMA user_version").fetchone() == (number,)
        assert plain.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'spending'").fetchone() == (0,)
    assert older.with_name(f"older.db.bak-{number}").is_file()
