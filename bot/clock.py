"""The case clock: the only source of "now".

Real by default. In replay it starts at a given instant of the story and runs at a given speed, so that a case of 2020
can be watched as it unfolded.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time of the case."""

    def now(self) -> datetime:
        """The present instant, in UTC."""
        ...


class RealClock:
    """The time of the world."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class ReplayClock:
    """Story time: `start` (an aware instant) at creation, then `speed` story seconds a second."""

    start: datetime
    speed: float
    began: float = field(default_factory=time.monotonic)

    def now(self) -> datetime:
        passed = (time.monotonic() - self.began) * self.speed
        return self.start.astimezone(UTC) + timedelta(seconds=passed)
