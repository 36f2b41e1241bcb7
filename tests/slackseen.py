"""What reaches people in a workspace, what is logged meanwhile, and what is kept of a workspace, to be compared."""

from __future__ import annotations

import json
import logging
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bot.log import JsonLines
from tests.servers.slack import Sent
from tests.servers.slack.calls import Call

_LOGGED = ("bot", "handlers", "storage")
_MADE_UP = ("block_id", "client_msg_id", "metadata", "view_id", "trigger_id", "hash")
"""What is another at every run."""
_COUNTED = re.compile(r"(?i)(\bnumber |/sitrep digest \w+ )\d+")
_STAMP = re.compile(r"\b\d{10}\.\d{6}\b")


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """What reached a workspace: `raw` is all of it and what was logged meanwhile, `same` what two runs can share."""

    raw: str
    same: tuple[str, ...]

    def tells(self, word: str) -> bool:
        return word.casefold() in self.raw.casefold()


def shown_of(calls: Sequence[Call], sent: Sequence[Sent], lines: Sequence[str]) -> Shown:
    """What was called, what was acknowledged, and what was logged."""
    told: list[object] = [[c.method, _opened(c.args)] for c in calls]
    told += [[s.status, s.ack] for s in sent if s.ack]
    said = [json.dumps(t, ensure_ascii=False) for t in told]
    lasting = (_plain(json.dumps(_lasting(t), ensure_ascii=False)) for t in told)
    return Shown(raw="\n".join([*said, *lines]), same=tuple(lasting))


class _Lines(logging.Handler):
    """Keeps each line of the log as the operator reads it."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setFormatter(JsonLines())

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@contextmanager
def logged() -> Iterator[list[str]]:
    """Everything that our code logs, details too."""
    heard, loggers = _Lines(), [logging.getLogger(name) for name in _LOGGED]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
        logger.addHandler(heard)
    try:
        yield heard.lines
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)
            logger.removeHandler(heard)


def rows_of(database: sqlite3.Connection, workspace: str) -> Iterator[str]:
    """Every row of a workspace, by its column or by a place in it, and what hangs on its deliveries."""
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    for table in tables:
        columns = {row[1] for row in database.execute(f'PRAGMA table_info("{table}")')}
        where = [
            *(["workspace = :of"] if "workspace" in columns else []),
            *(["place LIKE '%\"' || :of || '\"%'"] if "place" in columns else []),
            *(["delivery IN (SELECT id FROM delivery WHERE workspace = :of)"] if "delivery" in columns else []),
        ]
        if where:
            for row in database.execute(f'SELECT * FROM "{table}" WHERE {" OR ".join(where)}', {"of": workspace}):
                yield f"{table} {row}"


def _opened(args: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments with what is JSON in a string read."""
    return {k: _read(v) if isinstance(v, str) and v[:1] in ("{", "[") else v for k, v in args.items()}


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _lasting(part: Any) -> Any:
    """The same without what is another at every run."""
    if isinstance(part, dict):
        return {k: _lasting(v) for k, v in part.items() if k not in _MADE_UP}
    return [_lasting(v) for v in part] if isinstance(part, list) else part


def _plain(text: str) -> str:
    """The same without numbers that are counted over the whole base, and without instants of posts."""
    return _STAMP.sub("TS", _COUNTED.sub(r"\1N", text))
