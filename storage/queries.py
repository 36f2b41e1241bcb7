"""The named queries of `storage/sql`, one set a table group. `SET.name.sql` is the text of a query."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import aiosql

SQL = Path(__file__).parent / "sql"


def _named(name: str) -> Any:
    return aiosql.from_path(SQL / f"{name}.sql", "aiosqlite")


FACTS = _named("facts")
CASES = _named("cases")
VECTORS = _named("vectors")
JOURNAL = _named("journal")
