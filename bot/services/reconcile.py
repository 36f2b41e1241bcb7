"""Find out whether a post arrived whose reply was lost."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.delivery import Delivery, Step
from bot.domain.errors import Held, PlatformError, Refused
from bot.domain.platform import Platform
from bot.services.steps import LONGEST_WAIT_S, held_for, overdue, parked
from bot.settings import DeliverySettings

MARGIN = timedelta(minutes=1)
"""By how much the platform's clock may be behind ours."""
BLURRED = timedelta(days=1)
"""How far to look back where our own clock was set, so that the instant of the send says nothing."""


async def reconcile(
    delivery: Delivery, platform: Platform, *, at: datetime, wall: datetime, rules: DeliverySettings
) -> Step:
    """Read back, and tell what becomes of an ambiguous delivery: sent, queued again, or still not known."""
    if not platform.capabilities.reads_back:
        return parked(f"it may have arrived, and {platform.name} cannot be read back")
    since = delivery.attempted_at
    if since is None or since > wall:
        since = wall - BLURRED
    try:
        async with asyncio.timeout(rules.send_timeout_s):
            receipt = await platform.find(delivery.to, key=delivery.key, since=since - MARGIN)
    except Refused as error:
        return parked(f"it may have arrived, and reading back is refused: {error}")
    except (PlatformError, TimeoutError) as error:
        why = str(error) or f"no reply within {rules.send_timeout_s:g} s"
        if overdue(delivery, at=at, rules=rules):
            return parked(f"it may have arrived, and cannot be read back: {why}")
        if not isinstance(error, Held):
            return Step(state="ambiguous", reason=f"reading back: {why}", wait_s=_longer(delivery, wall, rules))
        # Other calls than sends are limited here, so only what binds all of the platform holds up its posts.
        step = Step(state="ambiguous", reason=f"reading back: {error}", wait_s=held_for(error))
        return replace(step, holds="platform") if error.everywhere else step
    if receipt is not None:
        return Step(state="sent", reason="read back: it had arrived", receipt=receipt)
    return Step(state="queued", reason="read back: it had not arrived")


def _longer(delivery: Delivery, wall: datetime, rules: DeliverySettings) -> float:
    """Seconds until the next look: as many again as have passed since the send."""
    passed = (wall - delivery.attempted_at).total_seconds() if delivery.attempted_at else 0.0
    return min(LONGEST_WAIT_S, max(passed, rules.settle_s, 1.0))
