"""Reading one TOML file that may be anything: each way in which that fails is one clear line."""

from __future__ import annotations

import stat
import tomllib
from pathlib import Path
from typing import Any

from bot.domain.errors import Problem

LARGEST = 20 * 1024 * 1024
"""Bytes; a case file larger than this is none."""


def read_toml(path: Path, where: str) -> dict[str, Any] | Problem:
    """The tables of a file, or what is wrong with it, told at `where`."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return Problem(where=where, what="is a folder, not a file", todo="move it away")
        if not stat.S_ISREG(status.st_mode):
            return Problem(where=where, what="is not a plain file", todo="move it away")
        if status.st_size > LARGEST:
            size = f"{status.st_size / 1024**2:.0f} MB"
            return Problem(where=where, what=f"has {size}, and at most 20 MB are read", todo="split it")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        return Problem(where=where, what=f"cannot be read ({error.strerror})", todo="correct the path or its rights")
    except UnicodeDecodeError as error:
        return Problem(where=where, what=f"is not UTF-8 at byte {error.start}", todo="save it as UTF-8 text")
    try:
        return tomllib.loads(text)
    except RecursionError:
        return Problem(where=where, what="is nested too deeply", todo="write plain tables and lists")
    except ValueError as error:
        # TOMLDecodeError is one; a number of thousands of digits raises a bare ValueError.
        return Problem(
            where=where, what=f"is not valid TOML: {_line(error)}", todo="correct that place; see docs/CASES.md"
        )


def _line(error: ValueError) -> str:
    return " ".join(str(error).split())[:200]
