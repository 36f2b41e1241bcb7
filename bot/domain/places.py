"""Places on platforms: channels, threads, people."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Destination:
    """A place on a platform. Empty parts do not apply there.

    A user without a channel is spoken to directly; a channel with a user is what only that user sees of the channel.
    """

    platform: str
    workspace: str = ""
    channel: str = ""
    thread: str = ""
    user: str = ""

    @property
    def private(self) -> bool:
        """Does one person see it, in a channel of many? Nothing can be posted there unasked."""
        return bool(self.channel and self.user)

    def __str__(self) -> str:
        place = "/".join(p for p in (self.channel, self.thread) if p) or f"@{self.user}"
        return f"{self.platform} {place}"
