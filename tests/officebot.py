"""`sitrep` that posts to an office instead of the console: `python -m tests.officebot URL STEP run --config …`.

At the first log line of the action STEP the process freezes with SIGSTOP, like a laptop that is closed; `-` for never.
"""

from __future__ import annotations

import logging
import os
import signal
import sys

from bot import __main__ as program
from bot import serve
from bot.settings import Settings
from tests.httpplatform import HttpPlatform


class Freezing(logging.Handler):
    """Freezes the process at the first line of an action, before whatever comes after it."""

    def __init__(self, step: str) -> None:
        super().__init__(logging.DEBUG)
        self._step = step

    def emit(self, record: logging.LogRecord) -> None:
        if getattr(record, "action", "") == self._step:
            self._step = ""
            os.kill(os.getpid(), signal.SIGSTOP)


def main(url: str, step: str, *argv: str) -> int:
    def office(settings: Settings) -> HttpPlatform:
        return HttpPlatform(url=url)

    logger = logging.getLogger("bot")
    logger.addHandler(Freezing(step))
    logger.setLevel(logging.DEBUG)
    serve.poster = office  # type: ignore[assignment]
    return program.main(argv)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
