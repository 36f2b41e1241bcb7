"""429 is a delay, never a failure, and delays nobody else; nothing is sent faster than a platform takes it."""

from __future__ import annotations

import asyncio
import selectors
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.domain.delivery import Destination
from bot.services.deliver import pace_of
from tests.delivering import Desk, channel, fake
from tests.platforms import ACCEPT, PLAIN, Behaviour, FakePlatform, held


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with Desk(tmp_path, [FakePlatform()]) as desk:
        yield desk


async def test_a_storm_of_429_in_500_places(desk: Desk) -> None:
    """500 places that say wait, some of them twice: all are sent, none early, and the others at once."""
    platform = fake(desk)
    places = [channel(n) for n in range(500)]
    free = [channel(f"free {n}") for n in range(20)]
    tries: Counter[Destination] = Counter()

    def storm(to: Destination, key: str, n: int) -> Behaviour:
        tries[to] += 1
        number = to.channel
        again = 2 if number.isdigit() and int(number) % 7 == 0 else 1
        return held(1 + int(number) % 10) if number.isdigit() and tries[to] <= again else ACCEPT

    platform.script = storm
    await desk.put(*places)
    await desk.put(*free)
    deliverer = desk.deliverer()
    await deliverer.drain()
    assert all(platform.shown(p) for p in free)
    assert not any(platform.shown(p) for p in places)
    await desk.work_on(deliverer, seconds=21, every=0.5)
    assert all(len(platform.shown(p)) == 1 for p in places)
    assert set(await desk.states()) == {"sent"}
    for place in places:
        calls = [c.at for c in platform.calls if c.to == place]
        assert all(b - a >= timedelta(seconds=1 + int(place.channel) % 10) for a, b in pairwise(calls))
    assert platform.repeated() == 0


async def test_a_held_place_keeps_its_order(desk: Desk) -> None:
    """What comes later to a place that says wait does not overtake."""
    platform = fake(desk)
    platform.will(held(5))
    await desk.put(channel(), pages=2)
    await desk.put(channel(), slot="two")
    deliverer = desk.deliverer()
    await desk.work_on(deliverer, seconds=4, every=1)
    assert platform.count("send") == 1
    await desk.work_on(deliverer, seconds=1, every=1)
    assert platform.shown(channel()) == ["one page 1", "one page 2", "two page 1"]


async def test_a_global_429_holds_the_platform_only(tmp_path: Path) -> None:
    """A platform that says wait everywhere gets nothing until then, and another goes on."""
    slow, other = FakePlatform(), FakePlatform(name="other")
    async with Desk(tmp_path, [slow, other]) as desk:
        places = [channel(n) for n in range(100)]
        elsewhere = [Destination(platform="other", channel=str(n)) for n in range(100)]
        slow.script = lambda to, key, n: held(10, everywhere=True) if n <= 1 else ACCEPT
        await desk.put(*places[:1])
        deliverer = desk.deliverer()
        await deliverer.drain()
        await desk.put(*places[1:], *elsewhere)
        await desk.work_on(deliverer, seconds=9, every=1)
        assert slow.count("send") == 1
        assert len(other.posts) == 100
        await deliverer.drain()
        assert len(slow.posts) == 100


async def test_a_clock_set_back_ends_a_wait(desk: Desk) -> None:
    """A wait of seconds does not become one of years when the machine's clock is set back."""
    platform = fake(desk)
    platform.will(held(5))
    await desk.put(channel())
    deliverer = desk.deliverer()
    await deliverer.drain()
    desk.wall.at -= timedelta(days=3650)
    await deliverer.drain()
    assert platform.shown(channel()) == ["one page 1"]


async def test_a_wait_without_sense_is_bounded(desk: Desk) -> None:
    """A platform that asks for no wait, a negative one or one for ever is neither hammered nor given up."""
    platform = fake(desk)
    platform.will(held(0), held(-5), held(float("inf")))
    await desk.put(channel())
    deliverer = desk.deliverer()
    await deliverer.drain()
    assert platform.count("send") == 1
    desk.wait(1)
    await deliverer.drain()
    desk.wait(1)
    await deliverer.drain()
    assert platform.count("send") == 3
    desk.clock.at -= timedelta(days=1)
    desk.wait(86_400)
    await deliverer.drain()
    assert platform.shown(channel()) == ["one page 1"]


class QuickLoop(asyncio.SelectorEventLoop):
    """Its time jumps ahead instead of passing while nothing is ready."""

    def __init__(self) -> None:
        super().__init__(_Jumping(self))
        self.ahead = 0.0

    def time(self) -> float:
        return super().time() + self.ahead


class _Jumping(selectors.SelectSelector):
    def __init__(self, loop: QuickLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self._loop.ahead += timeout or 0.0
        return super().select(0)


@pytest.mark.parametrize("rate", [1.0, 3.0, 20.0, 50.0])
def test_the_pace_is_kept(rate: float) -> None:
    """No second holds more sends than the platform takes, however many wait, and hardly a share is left unused."""

    async def sends(total: int) -> list[float]:
        pace, loop, at = pace_of(rate), asyncio.get_running_loop(), []
        assert pace is not None

        async def send() -> None:
            await pace.acquire()
            at.append(loop.time())

        await asyncio.gather(*(send() for _ in range(total)))
        return at

    with asyncio.Runner(loop_factory=QuickLoop) as runner:
        at = runner.run(sends(total := int(rate * 10)))
    most = max(sum(1 for other in at if 0 <= other - start < 1) for start in at)
    assert most <= rate
    assert (at[-1] - at[0]) / (total / rate) < (1.03 if rate >= 50 else 1.38)


async def test_many_sends_at_a_limited_platform(desk: Desk) -> None:
    """A platform with a limit gets all posts, without being hammered against its limit."""
    platform = FakePlatform(capabilities=replace(PLAIN, sends_per_s=100.0))
    desk.platforms = [platform]
    await desk.put(*[channel(n) for n in range(150)])
    await desk.work_on(desk.deliverer(), seconds=5, every=1)
    assert len(platform.posts) == 150
    assert platform.repeated() == 0
    # A machine under load blurs the pace; each time that costs one wait.
    assert platform.too_fast <= 5
