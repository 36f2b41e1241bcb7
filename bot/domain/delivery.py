"""Where a message goes, what the place can show, and the proof that it arrived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Destination:
    """A place on a platform. Empty parts do not apply there."""

    platform: str
    workspace: str = ""
    channel: str = ""
    thread: str = ""
    user: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Capabilities:
    """What a platform can do. `message_limit` is the longest message in characters, None for no limit."""

    message_limit: int | None
    tables: bool
    edits: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """The platform's proof of a post: `id` finds it again in `to`."""

    to: Destination
    id: str
    sent_at: datetime
