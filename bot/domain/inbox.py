"""What storage keeps of what people send us until it is answered, and the workspaces that installed the bot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from bot.domain.places import Destination

Ended = Literal["answered", "apologised", "given up"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One thing that somebody sent us. It holds none of their words.

    `key` names it in its workspace, the same however often and in whatever wrapping the platform tells us of it; `kind`
    is what it is, such as `message` or `command`. `to` is where it is answered, `asked_by` the platform's id of who
    sent it, `conversation` the talk that it belongs to, '' for none. `taken_at` is the machine's clock when somebody
    was last known to work on it, and `tries` how often somebody did.
    """

    to: Destination
    key: str
    kind: str
    asked_by: str
    taken_at: datetime
    conversation: str = ""
    tries: int = 1


class Inbox(Protocol):
    """What was taken and is not answered yet, and what was answered. Each method is one transaction."""

    async def take(self, item: Item) -> bool:
        """Write down that we work on it; False where that was written down before."""
        ...

    async def end(self, item: Item, how: Ended) -> None:
        """It has its reply. Nothing happens where it is not known."""
        ...

    async def left(self, platform: str, *, before: datetime, limit: int) -> Sequence[Item]:
        """What was taken before an instant and has no reply yet, oldest first."""
        ...

    async def retake(self, item: Item, *, at: datetime) -> Item | None:
        """Work on something that was left, with one try more; None where somebody else does, or it has ended."""
        ...

    async def hold(self, item: Item, *, at: datetime) -> None:
        """We still work on it; nothing happens where somebody else does, or it has ended."""
        ...

    async def heard(self, workspace: str, conversation: str) -> bool:
        """Was anything that belongs to this conversation taken?"""
        ...

    async def forget(self, before: datetime) -> int:
        """Delete what was taken before an instant; gives its number. In several transactions."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Installation:
    """A workspace that installed the bot. `sealed` holds its token, encrypted; nobody but the adapter can open it."""

    platform: str
    workspace: str
    sealed: bytes
    installed_at: datetime


class Installations(Protocol):
    """Workspaces that installed the bot. Each method is one transaction."""

    async def put(self, installation: Installation) -> None:
        """Keep it, in the place of an earlier one of the same workspace."""
        ...

    async def get(self, platform: str, workspace: str) -> Installation | None: ...

    async def all(self, platform: str) -> Sequence[Installation]: ...

    async def remove(self, platform: str, workspace: str) -> bool:
        """Wipe it; was there one?"""
        ...
