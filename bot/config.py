"""Settings: a TOML file and the environment, checked as a whole before anything starts.

Every mistake is reported at once, each with its key and what to do. Relative paths count from the working directory.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic_core import ErrorDetails

from bot.domain.errors import ConfigError, Problem
from bot.platformsettings import SLACK_SECRETS
from bot.settings import Settings

DEFAULT_FILE = "config.toml"

SECRETS = {
    ("search", "embeddings_key"): "SITREP_EMBEDDINGS_KEY",
    ("llm", "key"): "SITREP_LLM_KEY",
    ("discord", "token"): "DISCORD_TOKEN",
    **{("slack", name): variable for name, variable in SLACK_SECRETS.items()},
}
"""The settings that are secret, by section and key, with the environment variable that each comes from."""


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
    for (section, key), variable in SECRETS.items():
        if isinstance(given := table.get(section, {}), dict) and key in given:
            del given[key]
            todo = f"set the environment variable {variable} instead"
            problems.append(Problem(where=_where(file, f"{section}.{key}"), what="a secret in the file", todo=todo))
        if secret := environ.get(variable, "").strip():
            _override(table, section, key, SecretStr(secret))
    try:
        settings = Settings.model_validate(table)
    except ValidationError as error:
        problems += [_problem(file, e) for e in error.errors()]
    if problems:
        raise ConfigError(problems)
    return settings


def secrets_of(settings: Settings) -> list[str]:
    """The secrets that are set, for the log to black out; of several with commas between them each one too."""
    values = [getattr(getattr(settings, section), key).get_secret_value() for section, key in SECRETS]
    return [part.strip() for value in values for part in {value, *value.split(",")} if part.strip()]


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
