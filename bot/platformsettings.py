"""What can be set of the platforms, as checked values."""

from __future__ import annotations

import difflib
import re
import zoneinfo
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationInfo, field_validator, model_validator

LOCAL = "local"


class Section(BaseModel):
    """A part of the settings."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class ConsoleSettings(Section):
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


class DiscordSettings(Section):
    """Discord. `token` comes from the environment only; without it Discord is not served.

    `mention_threads`: a mention opens a thread in which follow-ups need no mention; needs the Message Content intent.
    `cards`: posts are laid out as cards, else as plain text. `correcting_servers`: ids of the servers from which facts
    may be corrected; with none the one that has the bot, as long as it is in one only.
    """

    token: SecretStr = Field(default=SecretStr(""), exclude=True)
    api_base: str = "https://discord.com/api/v10"
    gateway: str = "wss://gateway.discord.gg"
    mention_threads: bool = False
    cards: bool = True
    correcting_servers: tuple[str, ...] = Field(default=(), strict=False)
    shards: int = Field(default=0, ge=0, le=10_000)

    @field_validator("api_base", "gateway")
    @classmethod
    def _address(cls, value: str, info: ValidationInfo) -> str:
        schemes = ("https://", "http://") if info.field_name == "api_base" else ("wss://", "ws://")
        if not value.startswith(schemes):
            raise ValueError(f"{value!r} does not begin with {schemes[0]}")
        return value.rstrip("/")

    @field_validator("correcting_servers")
    @classmethod
    def _ids(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for text in value:
            if not (text.isascii() and text.isdigit()):
                raise ValueError(f"{text!r} is no id of a server; in Discord, right-click the server → Copy Server ID")
        return value


class SlackSettings(Section):
    """Slack. Tokens and keys come from the environment only; without them Slack is not served.

    `mode`: over a socket that we open, or over HTTP, where Slack calls `listen` (host:port) behind `public_url`.
    `managers`: ids of people who may manage what channels get, beside the admins and owners of their workspace.
    `correcting_workspaces`: ids of the workspaces from which facts may be corrected; with none the one of `bot_token`,
    and nobody where workspaces install the bot by themselves.
    """

    bot_token: SecretStr = Field(default=SecretStr(""), exclude=True)
    app_token: SecretStr = Field(default=SecretStr(""), exclude=True)
    signing_secret: SecretStr = Field(default=SecretStr(""), exclude=True)
    client_id: SecretStr = Field(default=SecretStr(""), exclude=True)
    client_secret: SecretStr = Field(default=SecretStr(""), exclude=True)
    token_key: SecretStr = Field(default=SecretStr(""), exclude=True)
    api_base: str = "https://slack.com/api/"
    mode: Literal["socket", "http"] = "socket"
    listen: str = "127.0.0.1:3000"
    public_url: str = ""
    managers: tuple[str, ...] = Field(default=(), strict=False)
    correcting_workspaces: tuple[str, ...] = Field(default=(), strict=False)

    @field_validator("api_base", "public_url")
    @classmethod
    def _address(cls, value: str, info: ValidationInfo) -> str:
        if value and not value.startswith(("https://", "http://")):
            raise ValueError(f"{value!r} does not begin with https://")
        if info.field_name == "public_url":
            return value.rstrip("/")
        if not value:
            raise ValueError("empty; write https://slack.com/api/")
        return value.rstrip("/") + "/"

    @field_validator("listen")
    @classmethod
    def _listens(cls, value: str) -> str:
        if not re.fullmatch(r"[\w.:\[\]-]+:\d{1,5}", value):
            raise ValueError(f"{value!r} is no address; write one such as 127.0.0.1:3000")
        return value

    @field_validator("managers", "correcting_workspaces")
    @classmethod
    def _ids(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        first, where = (
            ("UW", "their profile → ⋮ → Copy member ID") if info.field_name == "managers" else ("T", "its URL")
        )
        for text in value:
            if not re.fullmatch(rf"[{first}][A-Z0-9]{{2,20}}", text):
                raise ValueError(f"{text!r} is no id such as {first[0]}012AB3CD; it stands in {where}")
        return value

    @model_validator(mode="after")
    def _complete(self) -> SlackSettings:
        """Half a set of secrets would serve nobody, and nobody would see why."""
        for name, begins in BEGIN.items():
            said = getattr(self, name).get_secret_value()
            if said and not said.startswith(begins):
                raise ValueError(
                    f"{SLACK_SECRETS[name]} does not begin with {begins}; see docs/SLACK.md for where it stands"
                )
        given = {name: bool(getattr(self, name).get_secret_value()) for name in SLACK_SECRETS}
        missing = [SLACK_SECRETS[name] for name in self._needs(given) if not given[name]]
        if missing:
            are = "is" if len(missing) == 1 else "are"
            raise ValueError(
                f'{" and ".join(missing)} {are} not set, which mode = "{self.mode}" needs; see docs/SLACK.md'
            )
        return self

    def _needs(self, given: dict[str, bool]) -> tuple[str, ...]:
        """What must be set beside what is."""
        if self.mode == "socket":
            return ("bot_token", "app_token") if given["bot_token"] or given["app_token"] else ()
        if given["client_id"] or given["client_secret"] or given["token_key"]:
            return ("signing_secret", "client_id", "client_secret", "token_key")
        return ("signing_secret", "bot_token") if given["signing_secret"] or given["bot_token"] else ()

    @property
    def served(self) -> bool:
        """Are the secrets there with which Slack can be served?"""
        name = "app_token" if self.mode == "socket" else "signing_secret"
        return bool(getattr(self, name).get_secret_value())

    @property
    def installs(self) -> bool:
        """Do workspaces install it by themselves? Else there is one, whose token is in the environment."""
        return self.mode == "http" and bool(self.client_id.get_secret_value())


SLACK_SECRETS = {
    "bot_token": "SLACK_BOT_TOKEN",
    "app_token": "SLACK_APP_TOKEN",
    "signing_secret": "SLACK_SIGNING_SECRET",
    "client_id": "SLACK_CLIENT_ID",
    "client_secret": "SLACK_CLIENT_SECRET",
    "token_key": "SITREP_TOKEN_KEY",
}
"""The environment variable that each secret of Slack comes from."""

BEGIN = {"bot_token": "xoxb-", "app_token": "xapp-"}
"""How tokens begin, by which one that stands in the place of another is known."""


class LimitSettings(Section):
    """How many commands and questions are taken in a minute, from one person and from one server or workspace."""

    user_per_min: int = Field(default=20, ge=1, le=1000)
    workspace_per_min: int = Field(default=600, ge=1, le=100_000)
