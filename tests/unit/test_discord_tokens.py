"""The tokens of interactions are used while they live, and not a moment longer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from handlers.discord.tokens import MARGIN, MOST, Tokens
from tests.fakes import StillClock

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LIFE = timedelta(minutes=15)


def test_a_token_is_given_until_shortly_before_its_end() -> None:
    """A token is known by its post until half a minute before it ends; a newer one takes its place."""
    wall = StillClock(NOON)
    tokens = Tokens(wall)
    tokens.remember(1, application_id=9, token="first", until=NOON + LIFE)
    assert tokens.get(1) == (9, "first") and tokens.get(2) is None
    wall.at = NOON + LIFE - MARGIN - timedelta(seconds=1)
    assert tokens.get(1) == (9, "first")
    wall.at += timedelta(seconds=1)
    assert tokens.get(1) is None
    tokens.remember(1, application_id=9, token="second", until=wall.at + LIFE)
    assert tokens.get(1) == (9, "second")


def test_only_so_many_tokens_are_held() -> None:
    """However many people ask, memory stays bounded; the token that was used longest ago goes first."""
    tokens = Tokens(StillClock(NOON))
    for post in range(MOST + 1):
        tokens.remember(post, application_id=9, token=str(post), until=NOON + LIFE)
        tokens.get(0)
    assert tokens.get(0) and tokens.get(1) is None and tokens.get(MOST)
