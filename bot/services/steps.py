"""What comes next for a delivery: rules from its state, what went wrong and two instants. Pure.

`at` is the case clock's, `wall` the machine's. A send that may have arrived is never just sent again: only where the
platform still tells a repeat of its key, or after reading back.
"""

from __future__ import annotations

import zlib
from datetime import datetime, timedelta

from bot.domain.delivery import Capabilities, Delivery, State, Step
from bot.domain.errors import Held, PlatformError, Refused, Unreached
from bot.settings import DeliverySettings

FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 300.0
LEAST_HOLD_S = 0.1
LONGEST_HOLD_S = 86_400.0
"""A platform that asks for no wait, or one without an end, is not taken at its word."""


def backoff(delivery: Delivery) -> float:
    """Seconds to wait after a failed try: twice as long after each, and spread so that not all come back at once."""
    wait = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** min(max(delivery.attempts - 1, 0), 16))
    spread = zlib.crc32(f"{delivery.key} {delivery.attempts}".encode()) / 2**32
    return wait * (0.75 + 0.25 * spread)


def overdue(delivery: Delivery, *, at: datetime, rules: DeliverySettings) -> Step | None:
    """The end of a delivery that is too old to be sent, None while it is not."""
    over = delivery.expires_at is not None and at >= delivery.expires_at
    # What is made up for was due long before it was made.
    if not over and at - max(delivery.due_at, delivery.made_at) <= rules.give_up:
        return None
    why = "what it announces is over" if over else f"not sent within {rules.give_up_h} hours"
    if delivery.attempts == 0 and delivery.page == 1:
        return Step(state="missed", reason=why)
    doubt = "; an earlier try may have arrived" if delivery.unsure else ""
    return Step(state="dead", reason=f"{why} in {delivery.attempts} tries{doubt}")


def tells_repeats(delivery: Delivery, can: Capabilities, *, wall: datetime, rules: DeliverySettings) -> bool:
    """Would a send that begins at `wall`, and takes as long as it may, still be known as a repeat of the first?"""
    if delivery.attempted_at is None or wall < delivery.attempted_at:
        return False
    return wall + timedelta(seconds=rules.send_timeout_s) < delivery.attempted_at + timedelta(seconds=can.dedup_s)


def after_error(
    delivery: Delivery, error: PlatformError, can: Capabilities, *, wall: datetime, rules: DeliverySettings
) -> Step:
    """What becomes of a delivery whose send or edit failed. What may have arrived before stays in doubt."""
    match error:
        case Refused():
            doubt = "; an earlier try may have arrived" if delivery.unsure else ""
            return Step(state="failed", reason=f"{error}{doubt}", pauses=error.gone)
        case Held():
            wait = held_for(error)
            return Step(
                state=_still(delivery),
                reason=f"asked to wait {wait:g} s: {error}",
                wait_s=wait,
                holds="platform" if error.everywhere else "place",
            )
        case Unreached():
            return Step(state=_still(delivery), reason=str(error), wait_s=backoff(delivery))
        case _:
            return in_doubt(delivery, str(error), can, wall=wall, rules=rules)


def in_doubt(delivery: Delivery, why: str, can: Capabilities, *, wall: datetime, rules: DeliverySettings) -> Step:
    """What becomes of a delivery that may or may not have arrived; parked where nobody can tell."""
    if delivery.kind == "edit":
        return Step(state="queued", reason=why, wait_s=backoff(delivery))
    pause = 0.0 if delivery.attempts <= 1 else backoff(delivery)
    if tells_repeats(delivery, can, wall=wall + timedelta(seconds=pause), rules=rules):
        return Step(state="ambiguous", reason=why, wait_s=pause)
    if can.reads_back:
        return Step(state="ambiguous", reason=why, wait_s=max(rules.settle_s, can.settle_s, pause))
    return parked(f"{why}; {delivery.to.platform} cannot be read back")


def parked(why: str) -> Step:
    """Nothing more is done until a person looks."""
    return Step(state="ambiguous", reason=why, parked=True)


def held_for(error: Held) -> float:
    """Seconds that a platform is given when it asks to wait."""
    return min(max(error.retry_after, LEAST_HOLD_S), LONGEST_HOLD_S)


def _still(delivery: Delivery) -> State:
    """Where a delivery stands after a try that certainly did not arrive."""
    return "ambiguous" if delivery.unsure else "queued"
