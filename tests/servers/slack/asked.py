"""Something that a person did, as a test holds it: what was sent to the bot for it, and everything that came back."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.servers.slack.world import Channel, Json, Post

if TYPE_CHECKING:
    from tests.servers.slack.team import Team
    from tests.servers.slack.views import View


@dataclass(eq=False, kw_only=True)
class Sent:
    """One envelope (or one signed request), and how the bot acknowledged it.

    `at` is monotonic, `ack_ms` milliseconds since then, None while there is no acknowledgement. `ack`: the payload in
    it. `status`: of a signed request. `failed`: why it did not arrive: `no_socket`, `broken`, `unreachable`, `timeout`.
    """

    envelope: str
    kind: str
    payload: Json
    attempt: int = 0
    at: float = 0.0
    ack_ms: float | None = None
    ack: Json | None = None
    status: int = 0
    failed: str = ""
    over: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(eq=False, kw_only=True)
class Asked:
    """What somebody did. `sent`: every copy that went to the bot; `posts`: what came by its response_url.

    `ts`: of the message that was written. `opened`: the modal that its trigger was exchanged for. `errors`: of a form
    that was sent, by block id. `options`: what was suggested.
    """

    team: Team
    kind: str
    user: str
    channel: Channel | None = None
    thread: str = ""
    ts: str = ""
    trigger_id: str = ""
    response_url: str = ""
    sent: list[Sent] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    source: Post | None = None
    opened: View | None = None
    errors: dict[str, str] = field(default_factory=dict)
    options: list[Json] = field(default_factory=list)

    @property
    def payload(self) -> Json:
        """Of the first copy."""
        return self.sent[0].payload

    @property
    def acked(self) -> bool:
        """Was every copy acknowledged?"""
        return bool(self.sent) and all(s.ack_ms is not None for s in self.sent)

    @property
    def ack_ms(self) -> float | None:
        """Milliseconds to the first acknowledgement, None for none."""
        return next((s.ack_ms for s in self.sent if s.ack_ms is not None), None)

    @property
    def ack(self) -> Json | None:
        """The payload of the first acknowledgement that has one."""
        return next((s.ack for s in self.sent if s.ack), None)

    async def answered(self, posts: int = 1, within_s: float = 10.0) -> Post:
        """The last of so many posts by response_url, once they are there."""
        await self.team.server.changes.until(lambda: len(self.posts) >= posts, within_s)
        return self.posts[posts - 1]

    async def modal(self, within_s: float = 10.0) -> View:
        """The modal that it opened, once it is there."""
        await self.team.server.changes.until(lambda: self.opened is not None, within_s)
        assert self.opened is not None
        return self.opened

    async def replied(self, posts: int = 1, within_s: float = 10.0) -> Post:
        """The last of so many posts of the bot in the thread of the message (or behind it), once they are there."""

        def found() -> list[Post]:
            assert self.channel is not None
            root = self.thread or self.ts
            mine = [p for p in self.channel.threads.get(root, []) if p.bot_id and not p.streaming and not p.deleted]
            return mine if len(mine) >= posts else []

        return (await self.team.server.changes.until(found, within_s))[posts - 1]
