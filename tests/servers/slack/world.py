"""Who and what there is on the server: people, channels, posts, and a clock that can be put forward or stopped."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

Json = dict[str, Any]
T = TypeVar("T")

CHANNEL, GROUP, DM, GROUP_DM = "channel", "group", "im", "mpim"
PING = re.compile(r"<!(?:channel|here|everyone|subteam\^[^>]*)(?:\|[^>]*)?>|<@[UW][A-Z0-9]+(?:\|[^>]*)?>")
LINK = re.compile(r"<https?://[^>]+>|https?://\S+")


class Refusal(Exception):
    """What the Web API answers in place of what was asked: `ok: false` and an error code."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.body: Json = {"ok": False, "error": error, **more}


class NotOffered(Exception):
    """A person could not do this in Slack's client: there is no such button, field or place for them."""


class Time:
    """The server's clock: the machine's, put forward by what was asked; or one that stands still."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._frozen: float | None = None

    def now(self) -> float:
        """Seconds since the epoch."""
        return (time.time() if self._frozen is None else self._frozen) + self._ahead

    def advance(self, seconds: float) -> None:
        self._ahead += seconds

    def freeze(self, at: float) -> None:
        """Stand still at this second of the epoch, until put forward."""
        self._frozen, self._ahead = at, 0.0


@dataclass(eq=False, kw_only=True)
class User:
    """`restricted`: a guest. `stranger`: from another workspace. `dms_closed`: the bot cannot write to them."""

    id: str
    name: str
    admin: bool = False
    owner: bool = False
    primary_owner: bool = False
    restricted: bool = False
    stranger: bool = False
    deleted: bool = False
    bot: bool = False
    dms_closed: bool = False
    tz: str = "Europe/Berlin"


@dataclass(eq=False, kw_only=True)
class Channel:
    """`kind`: as `channel_type` of events has it. `bot`: is the bot in it? `members`: empty for everybody."""

    id: str
    kind: str
    name: str = ""
    members: set[str] = field(default_factory=set)
    bot: bool = True
    archived: bool = False
    posts: list[Post] = field(default_factory=list, repr=False)
    by_ts: dict[str, Post] = field(default_factory=dict, repr=False)
    threads: dict[str, list[Post]] = field(default_factory=dict, repr=False)
    last_us: int = 0

    def has(self, user: str) -> bool:
        return not self.members or user in self.members

    def stamp(self, now: float) -> str:
        """A fresh timestamp, later than every other of this channel; another channel may have the same."""
        self.last_us = max(self.last_us + 1, int(now * 1_000_000))
        return f"{self.last_us // 1_000_000}.{self.last_us % 1_000_000:06d}"


@dataclass(eq=False, kw_only=True)
class Post:
    """A message as readers see it. `earlier`: its words before each edit. `body`: the arguments that made it so.

    `thread`: timestamp of the thread that it is in, '' for none; `seen_only_by`: the one who sees an ephemeral post.
    `streaming`: is it still being written? `made_by`: the method, or `response_url`.
    """

    ts: str
    channel: Channel = field(repr=False)
    user: str
    at: float
    bot_id: str = ""
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    thread: str = ""
    broadcast: bool = False
    seen_only_by: str = ""
    client_msg_id: str = ""
    subtype: str = ""
    streaming: bool = False
    edited_at: float | None = None
    deleted: bool = False
    earlier: list[str] = field(default_factory=list)
    chunks: list[Json] = field(default_factory=list)
    body: Json = field(default_factory=dict, repr=False)
    made_by: str = ""

    @property
    def ephemeral(self) -> bool:
        return bool(self.seen_only_by)

    @property
    def words(self) -> str:
        """Everything that it shows: its blocks, or its text where it has none."""
        return "\n".join(texts(self.blocks)) if self.blocks else self.text

    @property
    def actions(self) -> dict[str, Json]:
        """What can be pressed or chosen, by action id."""
        return {e["action_id"]: e for e in walk(self.blocks) if "action_id" in e}

    @property
    def pings(self) -> list[str]:
        """Mentions in it that would ring."""
        return [p for t in (self.text, *mrkdwn(self.blocks)) for p in PING.findall(t)]

    @property
    def unfurls(self) -> list[str]:
        """Links that show a preview below it."""
        off = {str(self.body.get(k, True)).lower() in ("false", "0") for k in ("unfurl_links", "unfurl_media")}
        return [] if off == {True} else [u for t in (self.text, *mrkdwn(self.blocks)) for u in LINK.findall(t)]


def walk(part: object) -> Iterator[Json]:
    """Every block, element and text object, those within others too."""
    if isinstance(part, list):
        for each in part:
            yield from walk(each)
    elif isinstance(part, dict):
        if "type" in part or "action_id" in part:
            yield part
        for value in part.values():
            if isinstance(value, dict | list):
                yield from walk(value)


def texts(blocks: list[Json]) -> list[str]:
    """The words of blocks, in their order, those of buttons too."""
    return [p["text"] for p in walk(blocks) if isinstance(p.get("text"), str)]


def mrkdwn(blocks: list[Json]) -> list[str]:
    """The texts of blocks in which Slack reads mentions and links."""
    return [
        p["text"] for p in walk(blocks) if p.get("type") in ("mrkdwn", "markdown") and isinstance(p.get("text"), str)
    ]
