"""The tokens of interactions, by which what they answered can be edited for a quarter of an hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from cachetools import TLRUCache

from bot.clock import Clock, RealClock

MARGIN = timedelta(seconds=30)
"""A token is not used any more when it ends so soon: an edit takes its time, and the clocks differ."""
MOST = 20_000
"""Tokens that are held at a time; the ones that were used longest ago go first."""


@dataclass(frozen=True, slots=True)
class _Held:
    application_id: int
    token: str
    ends: float


def _ends(message_id: int, held: _Held, now: float) -> float:
    return held.ends


class Tokens:
    """Tokens by the id of the post that they may edit. In memory only: they open a channel to whoever has them."""

    def __init__(self, wall: Clock | None = None) -> None:
        clock = wall or RealClock()
        self._held = TLRUCache[int, _Held](MOST, ttu=_ends, timer=lambda: clock.now().timestamp())

    def remember(self, message_id: int, *, application_id: int, token: str, until: datetime) -> None:
        """Keep the token with which the post can be edited `until` an instant."""
        self._held[message_id] = _Held(application_id, token, (until - MARGIN).timestamp())

    def get(self, message_id: int) -> tuple[int, str] | None:
        """(application id, token) while the post can be edited with it."""
        held = self._held.get(message_id)
        return (held.application_id, held.token) if held else None
