"""A whole copy of a database while it is in use."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from bot.domain.errors import StoreDamaged, StoreError, StoreReadOnly
from storage.migrate import prepare
from storage.sqlite import address, store_errors
from storage.store import BUSY_TIMEOUT


async def back_up_to(database: Path, target: Path) -> None:
    """Copy the database as it stands at one moment to the new file `target`; writers are not held up.

    The copy is one file, without a write-ahead log beside it, and gets its name when it has passed SQLite's own check.
    Raises StoreError, where `target` is there already, where it cannot be written, and where `database` cannot be used.
    """
    await asyncio.to_thread(_back_up, database, target)


def _back_up(database: Path, target: Path) -> None:
    prepare(database, must_exist=True, read_only=True, busy_timeout=BUSY_TIMEOUT)
    _refuse_existing(target)
    part = _part_of(target)
    try:
        with store_errors(database):
            source = sqlite3.connect(address(database, "ro"), uri=True, timeout=BUSY_TIMEOUT)
        with closing(source), store_errors(target), closing(sqlite3.connect(part, isolation_level=None)) as copy:
            # In one step: a copy in several would start anew with every write of somebody else.
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            found = [str(row[0]) for row in copy.execute("PRAGMA integrity_check(1)")]
        if found != ["ok"]:
            raise StoreDamaged(
                f"{database}: the copy does not pass the check ({' '.join(found[0].split())}), so the database is "
                "damaged; keep it, and put an older backup in its place"
            )
        _refuse_existing(target)
        _name(part, target)
    finally:
        part.unlink(missing_ok=True)


def _refuse_existing(target: Path) -> None:
    if target.exists() or target.is_symlink():
        raise StoreError(f"{target}: is there already; give the name of a new file for the backup")


def _part_of(target: Path) -> Path:
    """An empty file beside the target, which nobody else writes to."""
    try:
        handle, part = tempfile.mkstemp(dir=target.parent, prefix=f"{target.name}.", suffix=".part")
    except OSError as error:
        raise StoreReadOnly(
            f"{target}: cannot be written ({error.strerror}); make its folder, or correct the path or its rights"
        ) from error
    os.close(handle)
    return Path(part)


def _name(part: Path, target: Path) -> None:
    """Give the copy its name, for good: a folder that loses power must not forget it."""
    try:
        part.rename(target)
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise StoreReadOnly(f"{target}: cannot be written ({error.strerror}); correct its rights") from error
