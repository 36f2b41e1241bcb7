"""Structured logs on stderr, one JSON object a line, with secrets blacked out.

A record says what happened in `action`, and carries its numbers as fields:
`log.info("loaded", extra={"action": "case.load", "facts": 607})`.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TextIO

BLACK = "[redacted]"
# Whoever has a response url of Slack can post as we do, and whoever has a ticket or a code can pass for us.
_SECRETS = re.compile(
    r"(?i)\b(?:sk-[\w-]{8,}|xox[a-z]-[\w-]{8,}|xapp-[\w-]{8,}|[\w-]{24,28}\.[\w-]{6}\.[\w-]{27,}"
    r"|(?<=bearer )[\w.~+/=-]{6,}|(?<=://)[^/\s:@]+:[^/\s@]+(?=@)"
    r"|(?<=[?&]ticket=)[^\s\"'&]+|(?<=[?&]code=)[^\s\"'&]+)"
    r"|hooks\.slack(?:-gov)?\.com(?:/|%2f|\\)[^\s\"'<>]*"
)
_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """A record as one line of JSON; whatever looks like a secret, or is one of `secrets`, is blacked out."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._secrets = sorted((s for s in secrets if s), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"at": at, "level": record.levelname.lower(), "room": record.name, "says": record.getMessage()}
        line |= {k: v for k, v in vars(record).items() if k not in _OWN}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps({k: self._black(v) for k, v in line.items()}, default=str)

    def _black(self, value: object) -> object:
        if isinstance(value, bool | int | float) or value is None:
            return value
        text = str(value)
        for secret in self._secrets:
            text = text.replace(secret, BLACK)
        return _SECRETS.sub(BLACK, text)


def configure(level: str, *, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Send all logs from `level` (debug, info, warning, error) on to `stream`, by default stderr."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines(secrets))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    # It tells of every statement with what is bound to it, such as people's questions.
    logging.getLogger("aiosqlite").setLevel(logging.INFO)
    # They tell of every request to a model, and at debug of what is in it.
    for name in ("httpx2", "httpcore2", "openai"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.raiseExceptions = False
