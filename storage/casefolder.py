"""Finding the files of a case: a whole folder, one with only some of the sources, or a single source file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.domain.errors import CaseError, Problem
from storage.tomlfiles import read_toml

DESK_FILES = ("case.toml", "asks.toml", "known_gaps.toml", "entities.toml", "measures.toml")

Tables = dict[str, Any]


@dataclass(slots=True)
class RawCase:
    """The tables of a case before anyone looked at them.

    `sources` are (file, tables). `desk` holds those of DESK_FILES that were there and could be read. `partial` marks a
    single file, or a folder without case.toml; `unread` one in which a file could not be read.
    """

    partial: bool
    sources: list[tuple[str, Tables]] = field(default_factory=list)
    desk: dict[str, Tables] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: bool = False

    def take(self, path: Path, where: str) -> Tables | None:
        """Read a file; a mistake is kept in `problems`."""
        read = read_toml(path, where)
        if isinstance(read, Problem):
            self.problems.append(read)
            self.unread = True
            return None
        return read


def read_folder(path: Path) -> RawCase:
    """The files of the case at `path`. Raises CaseError where there is nothing to read."""
    root, files, single = _find(path)
    raw = RawCase(partial=single or not (root / "case.toml").exists())
    for name in DESK_FILES:
        if _is_there(root / name) and (tables := raw.take(root / name, name)) is not None:
            raw.desk[name] = tables
    for file in files:
        where = file.relative_to(root).as_posix() if file.is_relative_to(root) else file.name
        if (tables := raw.take(file, where)) is not None:
            raw.sources.append((where, tables))
    return raw


def _find(path: Path) -> tuple[Path, list[Path], bool]:
    """The folder of the desk's files, the source files, and whether a single one was asked for."""
    try:
        if path.name in DESK_FILES and path.is_file():
            path = path.parent
        if path.is_dir():
            inner = path / "sources"
            if inner.is_dir():
                root, files = path, sorted(_source_files(inner))
            else:
                parent = path.parent
                up = not (path / "case.toml").exists() and (parent / "case.toml").exists()
                root, files = (parent if up else path), sorted(_source_files(path))
            if not files:
                todo = "give a case folder, or a source file"
                raise CaseError([Problem(where=str(path), what="holds no source files (sources/*.toml)", todo=todo)])
            return root, files, False
        if _is_there(path):
            above = path.absolute().parent.parent
            return (above if (above / "case.toml").exists() else path.parent), [path], True
    except OSError as error:
        raise CaseError([Problem(where=str(path), what=f"cannot be read ({error.strerror})")]) from error
    raise CaseError([Problem(where=str(path), what="there is no such file or folder", todo="correct the path")])


def _is_there(path: Path) -> bool:
    """Also true of a link that leads nowhere, or in a circle: reading it will say so."""
    return path.exists() or path.is_symlink()


def _source_files(folder: Path) -> Iterator[Path]:
    return (p for p in folder.iterdir() if p.suffix == ".toml" and p.name not in DESK_FILES)
