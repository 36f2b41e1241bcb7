"""How far a job is: a line that is wiped in the end, or a word under the prompt; nothing where nobody watches."""

from __future__ import annotations

from typing import TextIO

from bot.domain.answer import Answer
from handlers.telling import reading

_WIDTH = 24
_NAMES = {"facts": "Loading the case", "vectors": "Preparing search by meaning"}


class ProgressLine:
    """Call it with what is counted, how much is done, and of how much; `close` wipes the line."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._shown = out.isatty()
        self._open = False
        self.text = ""

    def __call__(self, what: str, done: int, total: int) -> None:
        self.text = f"{_NAMES.get(what, what)}: {done:,} of {total:,}" if done < total else ""
        if not self._shown:
            return
        if not self.text:
            self.close()
            return
        full = _WIDTH * done // total
        self._out.write(f"\r{'█' * full}{'░' * (_WIDTH - full)} {self.text}\x1b[K")
        self._out.flush()
        self._open = True

    def hush(self) -> None:
        """Write no more lines; `text` still tells."""
        self.close()
        self._shown = False

    def close(self) -> None:
        """Wipe the line."""
        if self._open:
            self._out.write("\r\x1b[K")
            self._out.flush()
            self._open = False


class StatusLine:
    """What is being done for a question that was typed, until `close` wipes the line."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._open = False

    async def reading(self, count: int) -> None:
        """Say that so many facts are being read."""
        self._out.write(f"\r{reading(count)}\x1b[K")
        self._out.flush()
        self._open = True

    async def growing(self, answer: Answer) -> None:
        """Nothing: what a terminal shows stays, so that it shows the whole answer only."""

    def close(self) -> None:
        """Wipe the line."""
        if self._open:
            self._out.write("\r\x1b[K")
            self._out.flush()
            self._open = False
