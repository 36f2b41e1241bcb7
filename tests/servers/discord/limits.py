"""Rate limits, and how Discord tells of them."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass, field

from aiohttp import web

from tests.servers.discord.bodies import reply
from tests.servers.discord.world import Json


@dataclass(kw_only=True)
class Bucket:
    """`limit` requests in `per_s` seconds for each channel."""

    limit: int = 5
    per_s: float = 5.0
    _since: dict[str, float] = field(default_factory=dict)
    _taken: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def take(self, channel: str) -> tuple[float, dict[str, str]]:
        """Seconds to wait (0: taken), and the headers that say what is left."""
        now = time.time()
        if now - self._since.get(channel, 0.0) >= self.per_s:
            self._since[channel], self._taken[channel] = now, 0
        self._taken[channel] += 1
        left = self.limit - self._taken[channel]
        wait_s = max(0.001, self._since[channel] + self.per_s - now)
        headers = {
            "X-RateLimit-Bucket": "80c17d2f203122d936070c88c8d10f33",
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(max(0, left)),
            "X-RateLimit-Reset": f"{now + wait_s:.3f}",
            "X-RateLimit-Reset-After": f"{wait_s:.3f}",
        }
        return (wait_s if left < 0 else 0.0), headers


def limited(retry_after: float, *, everywhere: bool = False, more: dict[str, str] | None = None) -> web.Response:
    """A 429 of Discord itself; it came through its proxies."""
    headers = {
        **(more or {}),
        "Via": "1.1 google",
        "Retry-After": str(int(retry_after + 0.999)),
        "X-RateLimit-Scope": "global" if everywhere else "user",
    }
    if everywhere:
        headers["X-RateLimit-Global"] = "true"
    body: Json = {"message": "You are being rate limited.", "retry_after": retry_after, "global": everywhere}
    return reply(body, 429, headers)
