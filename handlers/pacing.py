"""How much is taken in a minute, from one person and from one server or workspace; beyond that one is told to wait."""

from __future__ import annotations

import math
from collections.abc import MutableMapping

from aiolimiter import AsyncLimiter
from cachetools import LRUCache

from bot.domain.errors import TooFast
from bot.settings import LimitSettings

MINUTE = 60.0
HELD = 10_000
"""People, and places, whose pace is kept in mind; the one who was silent for longest goes first."""


class Pacer:
    """Leaky buckets in memory, one a person and one a place: a minute's worth at once, then a steady drip."""

    def __init__(self, limits: LimitSettings) -> None:
        self._limits = limits
        self._users: MutableMapping[str, AsyncLimiter] = LRUCache(maxsize=HELD)
        self._workspaces: MutableMapping[str, AsyncLimiter] = LRUCache(maxsize=HELD)

    async def check(self, user: str, workspace: str) -> None:
        """Count one request of a person in a workspace; an empty one is not counted. Never waits.

        Raises TooFast, and counts nothing then.
        """
        limits = self._limits
        buckets = []
        if user:
            buckets.append((_bucket(self._users, user, limits.user_per_min), "you"))
        if workspace:
            buckets.append((_bucket(self._workspaces, workspace, limits.workspace_per_min), "everyone here together"))
        full = [(bucket, whose) for bucket, whose in buckets if not bucket.has_capacity()]
        if full:
            bucket, whose = min(full, key=lambda f: f[0].max_rate)
            wait = math.ceil(MINUTE / bucket.max_rate)
            raise TooFast(
                f"that is too fast: {whose} can ask {bucket.max_rate:g} times a minute; come back in {wait} s",
                wait_s=wait,
            )
        for bucket, _ in buckets:
            await bucket.acquire()


def _bucket(held: MutableMapping[str, AsyncLimiter], name: str, per_min: int) -> AsyncLimiter:
    if name not in held:
        held[name] = AsyncLimiter(per_min, MINUTE)
    return held[name]
