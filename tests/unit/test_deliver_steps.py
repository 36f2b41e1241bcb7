"""What comes next for a delivery, as rules: waits, ends, and when a key may be sent again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.delivery import Capabilities
from bot.domain.errors import Held, PlatformError, Refused, Unreached, Unsure
from bot.services.leases import LeaseWatch
from bot.services.steps import after_error, backoff, in_doubt, overdue, tells_repeats
from tests.delivering import NOW, RULES, WALL, leased
from tests.platforms import BLIND, DEDUPS, PLAIN

TRIED: dict[str, Any] = {"attempts": 1, "attempted_at": WALL}


@given(st.integers(0, 10_000), st.text(min_size=1, max_size=25))
def test_backoff_grows_and_ends(attempts: int, key: str) -> None:
    """The wait is between 0.75 s and 5 minutes, the same for the same try, and never shorter for a later one."""
    wait = backoff(leased(attempts=attempts, key=key))
    assert 0.75 <= wait <= 300
    assert wait == backoff(leased(attempts=attempts, key=key))
    assert backoff(leased(attempts=attempts + 2, key=key)) >= min(wait, 225)


def test_backoff_spreads() -> None:
    """Posts that failed together do not all come back together."""
    waits = {round(backoff(leased(attempts=9, key=f"sr-{n}")), 1) for n in range(100)}
    assert len(waits) > 50


@pytest.mark.parametrize(
    ("passed", "told"),
    [(0, True), (44.9, True), (45, False), (60, False), (1e9, False), (-1, False), (-1e9, False)],
)
def test_a_key_is_sent_again_only_while_it_is_known(passed: float, told: bool) -> None:
    """A repeat must reach the platform within its memory even if it takes as long as it may; a set clock forbids it."""
    delivery = leased("ambiguous", **TRIED)
    assert tells_repeats(delivery, DEDUPS, wall=WALL + timedelta(seconds=passed), rules=RULES) is told


@pytest.mark.parametrize("can", [PLAIN, BLIND])
def test_without_a_memory_no_key_is_sent_again(can: Capabilities) -> None:
    """A platform that tells no repeats gets none, nor does one of which nobody knows when it was tried."""
    assert not tells_repeats(leased("ambiguous", **TRIED), can, wall=WALL, rules=RULES)
    assert not tells_repeats(leased("ambiguous"), DEDUPS, wall=WALL, rules=RULES)


@pytest.mark.parametrize(
    ("error", "unsure", "state"),
    [
        (Refused("400", gone=False), False, "failed"),
        (Refused("403", gone=True), True, "failed"),
        (Held("429", retry_after=5), False, "queued"),
        (Held("429", retry_after=5), True, "ambiguous"),
        (Unreached("no"), False, "queued"),
        (Unreached("no"), True, "ambiguous"),
        (Unsure("reset"), False, "ambiguous"),
        (Unsure("reset"), True, "ambiguous"),
        (PlatformError("what?"), False, "ambiguous"),
    ],
)
def test_every_error_has_its_state(error: PlatformError, unsure: bool, state: str) -> None:
    """What certainly did not arrive is queued again, unless an earlier try is in doubt; the unknown is doubt."""
    step = after_error(leased(unsure=unsure, **TRIED), error, PLAIN, wall=WALL, rules=RULES)
    assert step.state == state
    assert not step.parked
    assert (step.wait_s > 0) == (state != "failed")
    assert str(error) in step.reason


def test_doubt_waits_until_reading_back_makes_sense() -> None:
    """Where the platform can be read the post settles first; where its key is known it is sent again at once."""
    tried = leased(**TRIED)
    assert in_doubt(tried, "reset", PLAIN, wall=WALL, rules=RULES).wait_s == RULES.settle_s
    often = leased("attempting", attempts=12, attempted_at=WALL)
    assert in_doubt(often, "reset", PLAIN, wall=WALL, rules=RULES).wait_s > RULES.settle_s
    assert in_doubt(tried, "reset", DEDUPS, wall=WALL, rules=RULES).wait_s == 0
    again = leased(attempts=3, attempted_at=WALL, unsure=True)
    assert 0 < in_doubt(again, "reset", DEDUPS, wall=WALL, rules=RULES).wait_s < 45
    assert in_doubt(tried, "reset", DEDUPS, wall=WALL + timedelta(seconds=50), rules=RULES).parked
    assert in_doubt(tried, "reset", BLIND, wall=WALL, rules=RULES).parked


def test_old_posts_end() -> None:
    """A day after it was due a post is missed if nobody tried, else dead, and its reason tells of any doubt."""
    day = NOW + timedelta(hours=24)
    later = day + timedelta(seconds=1)
    assert overdue(leased(), at=day, rules=RULES) is None
    missed, dead = (
        overdue(leased(), at=later, rules=RULES),
        overdue(leased(**TRIED, unsure=True), at=later, rules=RULES),
    )
    assert missed and missed.state == "missed"
    assert dead and dead.state == "dead" and "may have arrived" in dead.reason
    over = overdue(leased(expires_at=NOW), at=NOW, rules=RULES)
    assert over and over.state == "missed"


def test_a_lease_ends_by_what_was_seen() -> None:
    """A lease ends after it was seen unchanged for its length; a new fence, a gap or our own work begins anew."""
    watch = LeaseWatch(30)
    assert watch.ended([(1, 1), (2, 1)], own=(), now=1000) == []
    assert watch.ended([(1, 1), (2, 2)], own=(), now=1029) == []
    assert watch.ended([(1, 1), (2, 2)], own=(), now=1030) == [(1, 1)]
    assert watch.ended([(2, 2)], own=[(2, 2)], now=1059) == []
    assert watch.ended([(1, 1), (2, 2)], own=(), now=1100) == []
    assert watch.ended([(1, 1), (2, 2)], own=(), now=1130) == [(1, 1), (2, 2)]
