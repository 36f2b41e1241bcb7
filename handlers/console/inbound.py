"""Reads lines: from a pipe here, from a person in `prompt`."""

from __future__ import annotations

import asyncio
import io
import os
import stat
from collections.abc import AsyncIterator
from typing import TextIO

from bot.domain.errors import BadRequest

ENDINGS = frozenset({"/quit", "/exit", "/bye", "quit", "exit", "bye"})
LONGEST = 1 << 20
"""Bytes of a line; a longer one is no question."""


async def piped(source: TextIO) -> AsyncIterator[str]:
    """The lines of a pipe that hold something, up to its end.

    Other work goes on while the pipe is silent. Raises BadRequest for a line that does not end.
    """
    lines = _waiting(source) if _may_wait(source) else _at_hand(source)
    async for line in lines:
        if line.strip():
            yield line.strip()


def _may_wait(source: TextIO) -> bool:
    """Whether reading can take long: from a pipe, socket or terminal, but not from a file, memory or /dev/null."""
    try:
        mode = os.fstat(source.fileno()).st_mode
        return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) or source.isatty()
    except (io.UnsupportedOperation, OSError):
        return False


async def _at_hand(source: TextIO) -> AsyncIterator[str]:
    while line := source.readline():
        yield line


async def _waiting(source: TextIO) -> AsyncIterator[str]:
    reader = asyncio.StreamReader(limit=LONGEST)
    loop = asyncio.get_running_loop()
    try:
        pipe = os.fdopen(os.dup(source.fileno()), "rb")
        transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), pipe)
    except (ValueError, OSError):  # /dev/null and the like, which never make one wait
        async for line in _at_hand(source):
            yield line
        return
    try:
        while line_read := await reader.readline():
            yield line_read.decode(errors="replace")
    except ValueError as error:
        raise BadRequest(f"a line of more than {LONGEST:,} bytes is no question") from error
    finally:
        transport.close()
        os.set_blocking(source.fileno(), True)
