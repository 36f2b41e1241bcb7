"""An interaction as a test holds it: what was asked, and everything that came back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from tests.servers.discord.world import Channel, Json, Post, User

if TYPE_CHECKING:
    from tests.servers.discord.server import DiscordServer


class NotOffered(Exception):
    """A person could not do this in Discord's client: there is no such command, button or field for them there."""


@dataclass(eq=False, kw_only=True)
class Asked:
    """An interaction and everything that came back. Latencies are in seconds since it was sent to the bot."""

    id: str
    type: int
    token: str
    channel: Channel
    user: User
    body: Json
    at: datetime
    sent: float
    source: Post | None = None
    callback: int = 0
    acked_s: float | None = None
    final_s: float | None = None
    callbacks: list[tuple[int, Json]] = field(default_factory=list)
    original: Post | None = None
    followups: list[Post] = field(default_factory=list)
    choices: list[Json] | None = None
    modal: Json | None = None
    server: DiscordServer

    @property
    def replies(self) -> list[Post]:
        """The posts that came of it and say something; not the post that it changed in place."""
        own = [self.original] if self.original is not None and self.original is not self.source else []
        return [p for p in [*own, *self.followups] if not p.loading and not p.deleted]

    @property
    def post(self) -> Post:
        """The one reply, or the post that was changed in place; AssertionError where there are several, or none."""
        said = self.replies or ([self.source] if self.source is not None and self.callback in (6, 7) else [])
        assert len(said) == 1, f"{len(said)} replies"
        assert said[0] is not None
        return said[0]

    async def acknowledged(self, within_s: float = 10.0) -> None:
        await self.server.changes.until(lambda: self.callback, within_s)

    async def answered(self, within_s: float = 10.0) -> Post:
        """The reply, once there is one that says something, or once the post was changed in place."""
        await self.server.changes.until(lambda: self.final_s is not None, within_s)
        return self.post
