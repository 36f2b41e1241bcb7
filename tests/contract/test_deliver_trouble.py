"""Posts that cannot be made: they end in a visible state, and those who must know are told once."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest

from bot.domain.delivery import Destination
from bot.domain.errors import Refused, Unsure
from tests.delivering import NOW, OPERATOR, Desk, channel, fake, rules
from tests.platforms import (
    BLIND,
    Behaviour,
    FakePlatform,
    hang,
    late,
    lost_reply,
    refused,
    unreached,
    unsure,
)

HERE = channel()


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with Desk(tmp_path, [FakePlatform()], rules=rules(send_timeout_s=0.05)) as desk:
        yield desk


@pytest.mark.parametrize("fault", [unsure(), lost_reply(), late(), hang("never"), hang("now")])
async def test_what_nobody_can_check_is_told(desk: Desk, fault: Behaviour) -> None:
    """Where a platform neither tells repeats nor can be read, the post is not sent again, and both are told, once."""
    platform = fake(desk, BLIND)
    platform.will(fault)
    subscription = await desk.subscribe(HERE)
    await desk.put(HERE, subscription=subscription.id, workspace="w")
    await desk.work_on(desk.deliverer(), seconds=300, every=20)
    platform.arrive()
    assert await desk.states() == ["ambiguous"]
    assert platform.count("send", HERE) == 1
    for told in (OPERATOR, Destination(platform="fake", workspace="w", user="ada")):
        (notice,) = platform.shown(told)
        assert "may not have arrived" in notice
    current = await desk.store.subscriptions.get(subscription.id, workspace="w")
    assert current is not None and current.standing == "active"


async def test_a_parked_post_holds_up_nobody(desk: Desk) -> None:
    """The next post to the same place goes out though one before it hangs in doubt."""
    platform = fake(desk, BLIND)
    platform.will(unsure())
    await desk.put(HERE)
    await desk.put(HERE, slot="two")
    await desk.deliverer().drain()
    assert await desk.states() == ["ambiguous", "sent"]


async def test_reading_back_is_given_up_at_last(desk: Desk) -> None:
    """What could not be read back for a day is parked, and somebody is told."""
    platform = fake(desk)
    platform.will(unsure())
    platform.troubles.extend([Unsure("503")] * 1000)
    await desk.put(HERE)
    await desk.work_on(desk.deliverer(), seconds=25 * 3600, every=300)
    assert platform.count("send", HERE) == 1
    assert "503" in await desk.reason()
    assert len(platform.shown(OPERATOR)) == 1


async def test_refused_reading_is_told(desk: Desk) -> None:
    """Where the platform does not let us read, the post is parked and the operator told."""
    platform = fake(desk)
    platform.will(lost_reply())
    platform.troubles.append(Refused("403: may not read", gone=True))
    await desk.put(HERE)
    await desk.work_on(desk.deliverer(), seconds=120, every=30)
    assert await desk.states() == ["ambiguous"]
    assert len(platform.shown(OPERATOR)) == 1


async def test_a_post_is_given_up_after_a_day(desk: Desk) -> None:
    """What cannot be sent for a day is dead, with the reason on record; what nobody tried to send is missed."""
    platform = fake(desk)
    platform.script = lambda to, key, n: unreached()
    await desk.put(HERE, channel("c2"))
    deliverer = desk.deliverer()
    await desk.work_on(deliverer, seconds=25 * 3600, every=300)
    assert await desk.states() == ["dead", "dead"]
    assert "24 hours" in await desk.reason()
    await desk.put(HERE, slot="old")
    desk.wait(25 * 3600)
    await deliverer.drain()
    assert await desk.states() == ["dead", "dead", "missed"]


async def test_what_is_made_up_for_has_a_day_of_its_own(desk: Desk) -> None:
    """A post that was due two days before it was made is sent all the same."""
    await desk.put(HERE, due_at=desk.clock.at - timedelta(hours=48))
    await desk.deliverer().drain()
    assert await desk.states() == ["sent"]


@pytest.mark.parametrize("standing", ["paused", "removed"])
async def test_what_is_not_wanted_any_more_is_not_sent(desk: Desk, standing: Literal["paused", "removed"]) -> None:
    """A post that still waits when its subscription is paused or removed ends there, with the reason on record."""
    subscription = await desk.subscribe(HERE)
    await desk.put(HERE, subscription=subscription.id, workspace="w")
    await desk.store.subscriptions.stand(subscription.id, standing, "asked for")
    await desk.deliverer().drain()
    assert await desk.states() == ["superseded"]
    assert await desk.reason() == f"its subscription was {standing}"
    assert not fake(desk).calls


async def test_what_is_over_is_not_announced(desk: Desk) -> None:
    """From the moment that it expires a post is not sent any more."""
    await desk.put(HERE, expires_at=NOW + timedelta(minutes=1))
    desk.wait(60)
    await desk.deliverer().drain()
    assert await desk.states() == ["missed"]
    assert not fake(desk).calls


async def test_a_refused_post_fails_alone(desk: Desk) -> None:
    """A post that is not valid fails with its later pages; the place and its subscription go on."""
    platform = fake(desk)
    platform.will(refused(gone=False))
    subscription = await desk.subscribe(HERE)
    await desk.put(HERE, pages=3, subscription=subscription.id, workspace="w")
    await desk.put(HERE, slot="two", subscription=subscription.id, workspace="w")
    await desk.deliverer().drain()
    assert await desk.states() == ["failed", "failed", "failed", "sent"]
    current = await desk.store.subscriptions.get(subscription.id, workspace="w")
    assert current is not None and current.standing == "active"


async def test_a_closed_place_pauses_its_subscription(desk: Desk) -> None:
    """403 or 404 pauses the subscription, with the reason, and tells its owner and the operator once."""
    platform = fake(desk)
    platform.script = lambda to, key, n: refused(gone=True) if to == HERE else Behaviour()
    subscription = await desk.subscribe(HERE)
    for slot in ("one", "two", "three"):
        await desk.put(HERE, slot=slot, subscription=subscription.id, workspace="w")
    await desk.work_on(desk.deliverer(), seconds=60, every=10)
    assert await desk.states() == ["failed", "superseded", "superseded"]
    current = await desk.store.subscriptions.get(subscription.id, workspace="w")
    assert current is not None and current.standing == "paused" and "403" in current.reason
    for told in (OPERATOR, Destination(platform="fake", workspace="w", user="ada")):
        (notice,) = platform.shown(told)
        assert "takes no posts from us" in notice


async def test_a_notice_that_fails_makes_no_notice(desk: Desk) -> None:
    """Where everything is closed, the notices of it fail too, and that is the end."""
    platform = fake(desk)
    platform.script = lambda to, key, n: refused(gone=True)
    subscription = await desk.subscribe(HERE)
    await desk.put(HERE, subscription=subscription.id, workspace="w")
    await desk.work_on(desk.deliverer(), seconds=60, every=10)
    assert platform.count("send") == 3


async def test_without_an_operator_the_log_says_it(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """A desk that names no operator finds a doubtful post in the log."""
    desk.operator = None
    fake(desk, BLIND).will(unsure())
    await desk.put(HERE)
    await desk.deliverer().drain()
    assert "connection reset" in caplog.text
    assert len(await desk.store.outbox.log(workspace="", limit=9)) == 1


async def test_a_post_that_is_refused_is_logged(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """A post that a platform never takes, in a place that takes others, is a warning in the log with the reason."""
    fake(desk).will(refused(gone=False))
    await desk.put(HERE)
    await desk.deliverer().drain()
    assert await desk.states() == ["failed"]
    (said,) = [r for r in caplog.records if r.levelno >= logging.WARNING]
    assert "400: not a valid post" in said.getMessage()
