"""Bring a database file to the schema of this version, or say why not. Never re-creates, never repairs.

Migrations are `sql/migrations/NNN_name.sql`; `PRAGMA user_version` is the number of the last one applied.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bot.domain.errors import StoreDamaged, StoreError, StoreReadOnly, StoreTooNew
from storage.queries import SQL
from storage.sqlite import address, store_errors

APPLICATION_ID = 1397314642
"""`SITR` in ASCII, in the header of every database that is ours."""

HEADER = b"SQLite format 3\0"

QUICK_CHECK_BYTES = 64 * 1024 * 1024
"""Larger files are checked only before a migration: the check reads every page."""


def migrations() -> dict[int, Path]:
    """The migration files by number."""
    return {int(p.name[:3]): p for p in sorted((SQL / "migrations").glob("[0-9][0-9][0-9]_*.sql"))}


def prepare(path: Path, *, must_exist: bool, read_only: bool, busy_timeout: float) -> int:
    """Check the file, create it if it may be missing, migrate it after a backup; returns its schema number.

    Raises StoreTooNew, StoreDamaged, StoreBusy, StoreReadOnly, or StoreError with what to do.
    """
    new = _is_new(path, must_exist=must_exist or read_only)
    mode = "ro" if read_only else "rwc" if new else "rw"
    with store_errors(path), closing(_connect(path, mode, busy_timeout)) as connection:
        version = _version(connection)
        latest = max(migrations())
        if version > latest:
            raise StoreTooNew(
                f"{path}: written by a newer Sitrep (schema {version}, this one knows {latest}); install that version, "
                "or use another database"
            )
        ours = _pragma(connection, "application_id") == APPLICATION_ID
        empty = not connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
        if not ours and not (empty and version == 0):
            raise StoreDamaged(f"{path}: a database of another program; give the path of a Sitrep database")
        if version < latest or path.stat().st_size <= QUICK_CHECK_BYTES:
            _check(connection, path)
        if version < latest:
            if read_only:
                raise StoreError(
                    f"{path}: has the older schema {version}; run `sitrep migrate` once, then open it again"
                )
            if not empty:
                back_up(connection, path.with_name(f"{path.name}.bak-{version}"))
            # A table that others refer to is made anew by dropping the old one; this is what SQLite does by default.
            connection.execute("PRAGMA foreign_keys = OFF")
            for number, file in migrations().items():
                _apply(connection, number, file, path)
        return latest


def back_up(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the whole database to `target`; a copy that does not come to its end leaves nothing under that name."""
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(part)) as copy:
        connection.backup(copy)
    part.replace(target)


def _is_new(path: Path, *, must_exist: bool) -> bool:
    try:
        if path.is_dir():
            raise StoreError(f"{path}: is a folder; give the path of a database file in it")
        if path.exists():
            return not _has_content(path)
        if must_exist:
            raise StoreError(f"{path}: there is no database; make one with `sitrep load`, or correct the path")
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreReadOnly(f"{path}: cannot be reached ({error.strerror}); correct the path or its rights") from error
    return True


def _has_content(path: Path) -> bool:
    """Whether a file holds a database; SQLite itself would take any file shorter than a page for an empty one."""
    with path.open("rb") as file:
        head = file.read(len(HEADER))
    if head and head != HEADER:
        raise StoreDamaged(
            f"{path}: not a database; give the path of a Sitrep database, or of a file that is not there"
        )
    return bool(head)


def _connect(path: Path, mode: str, busy_timeout: float) -> sqlite3.Connection:
    return sqlite3.connect(address(path, mode), uri=True, timeout=busy_timeout, isolation_level=None)


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _version(connection: sqlite3.Connection) -> int:
    return _pragma(connection, "user_version")


def _check(connection: sqlite3.Connection, path: Path) -> None:
    found = [str(row[0]) for row in connection.execute("PRAGMA quick_check(1)")]
    if found != ["ok"]:
        raise StoreDamaged(
            f"{path}: the database is damaged ({' '.join(found[0].split())}); put a backup in its place, or move it "
            "away and load the case anew"
        )


def _apply(connection: sqlite3.Connection, number: int, file: Path, path: Path) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have migrated while we waited for the lock.
        if _version(connection) < number:
            for statement in statements(file.read_text(encoding="utf-8")):
                connection.execute(statement)
            _refuse_loose_ends(connection, number, path)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _refuse_loose_ends(connection: sqlite3.Connection, number: int, path: Path) -> None:
    loose = connection.execute("PRAGMA foreign_key_check").fetchone()
    if loose:
        raise StoreDamaged(
            f"{path}: the database is damaged (a row of {loose[0]} refers to a {loose[2]} that is not there), and "
            f"cannot be brought to schema {number}; put a backup in its place"
        )


def statements(script: str) -> Iterator[str]:
    """The statements of an SQL script one by one; `executescript` would end our transaction."""
    text = ""
    for line in script.splitlines(keepends=True):
        text += line
        if sqlite3.complete_statement(text):
            yield text
            text = ""
