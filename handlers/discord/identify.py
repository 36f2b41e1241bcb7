"""How often a bot may begin a session with Discord's gateway, kept over restarts.

Discord resets the token of a bot that identifies itself more than 1,000 times in a day, so one that crashes and is
started again and again must do that ever more seldom.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.clock import Clock
from bot.domain.errors import StoreError
from bot.domain.replies import Memos

_log = logging.getLogger(__name__)

DAY = timedelta(days=1)
AHEAD = timedelta(minutes=5)
"""What lies further in the future than this was written before the clock was set back, and says nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """`quick` sessions may be begun a `gap` apart, the next ones ever further apart up to `longest`.

    Never more than `most` in any 24 hours.
    """

    most: int
    quick: int
    gap: timedelta
    longest: timedelta


STARTS = Pace(most=48, quick=12, gap=timedelta(seconds=5), longest=timedelta(hours=1))
"""Of processes that start, and of sessions that never came to stand."""
RENEWALS = Pace(most=400, quick=60, gap=timedelta(seconds=5), longest=timedelta(minutes=5))
"""Of sessions that stood until Discord ended them."""


def wait_for(past: Sequence[datetime], now: datetime, pace: Pace) -> timedelta:
    """How long the next session must wait, after those that were begun at `past`."""
    recent = sorted(p for p in past if now - DAY < p <= now + AHEAD)
    if not recent:
        return timedelta(0)
    beyond = len(recent) - pace.quick
    gap = pace.gap if beyond < 0 else min(pace.longest, pace.gap * 2 ** min(beyond + 1, 20))
    earliest = recent[-1] + gap
    if len(recent) >= pace.most:
        earliest = max(earliest, recent[-pace.most] + DAY)
    return max(timedelta(0), earliest - now)


class Budget:
    """When the sessions of one shard were begun, under a name in the memos.

    Where the store cannot be had, what this process knows has to do.
    """

    def __init__(self, memos: Memos, name: str, pace: Pace, wall: Clock) -> None:
        self._memos = memos
        self._name = name
        self._pace = pace
        self._wall = wall
        self._known: tuple[datetime, ...] = ()

    async def wait_s(self) -> float:
        """Seconds until the next session may be begun."""
        return wait_for(await self._past(), self._wall.now(), self._pace).total_seconds()

    async def spend(self) -> int:
        """Write down that a session is begun now; gives how many that makes within a day."""
        now = self._wall.now()
        self._known = (*(p for p in await self._past() if now - DAY < p <= now + AHEAD), now)
        try:
            await self._memos.put(self._name, json.dumps([round(p.timestamp(), 3) for p in self._known]))
        except StoreError as error:
            self._tell(error)
        return len(self._known)

    async def _past(self) -> tuple[datetime, ...]:
        try:
            text = await self._memos.get(self._name)
        except StoreError as error:
            self._tell(error)
            return self._known
        return tuple(datetime.fromtimestamp(s, UTC) for s in json.loads(text or "[]"))

    def _tell(self, error: StoreError) -> None:
        _log.warning("sessions with Discord are counted in memory: %s", error, extra={"action": "discord.identify"})
