from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bot.domain.delivery import Destination
from bot.services.subscribe import pause, subscribe
from bot.services.unserved import unserved, warn_unserved
from tests.delivering import Desk
from tests.fakes import ZONE
from tests.platforms import FakePlatform


async def _subscribe(desk: Desk, platform: str, minute: int) -> int:
    made = await subscribe(
        desk.store.subscriptions,
        desk.store.ledger,
        words=f"daily 08:{minute:02}",
        zone=ZONE,
        topics=(),
        to=Destination(platform=platform, workspace="w", channel="c"),
        workspace="w",
        owner="ann",
        now=desk.clock.at,
    )
    return made.id


async def test_subscriptions_that_nobody_here_sends_are_warned_of(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Active subscriptions on a platform that does not run here are told at the start; paused ones are not."""
    async with Desk(tmp_path, [FakePlatform()]) as desk:
        await _subscribe(desk, "fake", 1)
        assert await unserved(desk.posting()) == {}
        for minute in (1, 2):
            await _subscribe(desk, "elsewhere", minute)
        await pause(desk.store.subscriptions, await _subscribe(desk, "paused", 1), workspace="w", now=desk.clock.at)
        assert await unserved(desk.posting()) == {"elsewhere": 2}
        with caplog.at_level(logging.WARNING):
            await warn_unserved(desk.posting())
    (record,) = caplog.records
    assert "2 active subscriptions are on elsewhere, which this process does not serve" in record.getMessage()
