"""Who and what there is on the server: users, guilds, channels, posts, and a clock that can be put forward."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

Json = dict[str, Any]
T = TypeVar("T")

TEXT, DM, GROUP, THREAD = 0, 1, 3, 11
SUPPRESS_EMBEDS, HAS_THREAD, EPHEMERAL, LOADING, V2 = 1 << 2, 1 << 5, 1 << 6, 1 << 7, 1 << 15
MANAGE_GUILD, VIEW, SEND, HISTORY = 1 << 5, 1 << 10, 1 << 11, 1 << 16
CREATE_THREADS, SEND_IN_THREADS, USE_COMMANDS, EMBED = 1 << 35, 1 << 38, 1 << 31, 1 << 14
MEMBER = VIEW | SEND | HISTORY | CREATE_THREADS | SEND_IN_THREADS | USE_COMMANDS | EMBED
MANAGER = MEMBER | MANAGE_GUILD
MENTION = re.compile(r"@everyone|@here|<@!?\d+>|<@&\d+>")
LINK = re.compile(r"(?<!<)\bhttps?://[^\s<>)\]]+")


class Refusal(Exception):
    """What the API answers in place of what was asked."""

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"message": message, "code": code, **({"errors": errors} if errors else {})}


class Time:
    """The server's clock: the machine's, put forward by what was asked. Makes ids, too."""

    def __init__(self) -> None:
        self._ahead = timedelta()
        self._last = 0

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def advance(self, seconds: float) -> None:
        self._ahead += timedelta(seconds=seconds)

    def snowflake(self) -> str:
        """A fresh id, later than every other."""
        self._last = max(self._last + 1, (int(self.now().timestamp() * 1000) - 1420070400000) << 22)
        return str(self._last)


@dataclass(eq=False, kw_only=True)
class User:
    id: str
    name: str
    bot: bool = False
    dms_closed: bool = False


@dataclass(eq=False, kw_only=True)
class Guild:
    """A server of Discord. `permissions`: of its members, where they are not MEMBER. `has_bot`: was the bot invited?"""

    id: str
    name: str
    has_bot: bool = True
    available: bool = True
    locale: str = "en-US"
    permissions: dict[str, int] = field(default_factory=dict)
    channels: list[Channel] = field(default_factory=list)


@dataclass(eq=False, kw_only=True)
class Channel:
    """`denied`: bits of permissions that the bot (and everyone) lacks there."""

    id: str
    type: int
    name: str = ""
    guild: Guild | None = None
    parent: Channel | None = None
    recipients: list[User] = field(default_factory=list)
    denied: int = 0
    deleted: bool = False
    posts: list[Post] = field(default_factory=list)

    @property
    def reachable(self) -> bool:
        """Does the bot sit in it?"""
        return self.type != GROUP and (self.guild is None or self.guild.has_bot)


@dataclass(eq=False, kw_only=True)
class Post:
    """A message as readers see it. `earlier`: what it said before each edit. `pings`: mentions in it that ring."""

    id: str
    channel: Channel
    author: User
    content: str = ""
    components: list[Json] = field(default_factory=list)
    embeds: list[Json] = field(default_factory=list)
    flags: int = 0
    nonce: str = ""
    reply_to: Post | None = None
    seen_only_by: User | None = None
    pings: list[str] = field(default_factory=list)
    at: datetime
    edited_at: datetime | None = None
    earlier: list[str] = field(default_factory=list)
    deleted: bool = False
    thread: Channel | None = None
    by_interaction: Json | None = None
    body: Json = field(default_factory=dict)

    @property
    def loading(self) -> bool:
        """Does it say only that the bot is thinking?"""
        return bool(self.flags & LOADING)

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & EPHEMERAL)

    @property
    def text(self) -> str:
        """All of its words."""
        shown = [c["content"] for c in walk(self.components) if c["type"] == 10]
        return "\n".join([self.content, *shown] if self.content else shown)

    @property
    def buttons(self) -> list[str]:
        """The custom ids that can be pressed."""
        return [c["custom_id"] for c in walk(self.components) if c.get("custom_id") and not c.get("disabled")]

    @property
    def unfurls(self) -> list[str]:
        """Links that show a preview below it."""
        return [] if self.flags & (SUPPRESS_EMBEDS | V2) else LINK.findall(self.content)


def walk(components: list[Json]) -> Iterator[Json]:
    """Every component, those within others too."""
    for each in components:
        yield each
        yield from walk(each.get("components") or [])
        for part in ("accessory", "component"):
            if isinstance(each.get(part), dict):
                yield from walk([each[part]])
