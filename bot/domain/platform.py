"""A place where the bot speaks with people, as the services see it; every platform's adapter fulfils this."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.domain.delivery import Capabilities, Destination, Page, Receipt
from bot.domain.message import Message


class Platform(Protocol):
    """Renders, posts, edits and reads back. Adapters map what their platform raises to PlatformError."""

    name: str
    capabilities: Capabilities

    async def run(self) -> None:
        """Serve people until the task is cancelled."""
        ...

    def render(self, message: Message) -> tuple[Page, ...]:
        """The posts that say it, in order. Pure."""
        ...

    def render_reply(self, message: Message, page: int = 1) -> Page:
        """The one post that answers a person; where it has several pages, buttons in it turn to the others. Pure."""
        ...

    async def send(self, to: Destination, body: bytes, *, key: str, reply_to: Receipt | None = None) -> Receipt:
        """Post a page, once, without retries. `key` names this post: a platform that can tell repeats shows it once.

        Raises Refused, Held, Unreached, Unsure.
        """
        ...

    async def edit(self, receipt: Receipt, body: bytes) -> None:
        """Replace a post; doing it twice does no harm. Raises what `send` raises."""
        ...

    async def find(self, to: Destination, *, key: str, since: datetime) -> Receipt | None:
        """The post of that key, if it arrived at or after `since`. Raises what `send` raises."""
        ...
