"""Replies that are lost on a real connection: no post is lost, none is repeated, or somebody is told."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import aiohttp
import pytest

from bot.domain.delivery import Draft, Receipt
from bot.domain.errors import PlatformError, Refused, Unreached, Unsure
from tests.delivering import OPERATOR, RULES, Desk, channel, rules, texts
from tests.httpplatform import HttpPlatform
from tests.platforms import BLIND, DEDUPS, PLAIN
from tests.servers.postoffice import Fault, PostOffice, serving

LOST = ("reset", "close", "500", "502", "503", "504", "truncated", "garbage", "hang")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


@pytest.fixture
async def desk(office: PostOffice, tmp_path: Path) -> AsyncIterator[Desk]:
    async with (
        serving(office) as url,
        HttpPlatform(url=url) as platform,
        Desk(tmp_path, [platform], rules=rules(send_timeout_s=0.5)) as desk,
    ):
        desk.wall.at = datetime.now(UTC)
        yield desk


@pytest.mark.parametrize("accepts", ["now", "never"])
@pytest.mark.parametrize("way", ["reads-back", "dedups"])
@pytest.mark.parametrize("fault", LOST)
async def test_a_lost_reply_on_the_wire(
    desk: Desk, office: PostOffice, fault: str, way: str, accepts: Literal["now", "never"]
) -> None:
    """Whatever becomes of the reply to the second of three pages: each page shows once, in order."""
    (platform,) = desk.platforms
    platform.capabilities = PLAIN if way == "reads-back" else DEDUPS
    office.dedup_s = platform.capabilities.dedup_s
    office.script([Fault(nth=2, fault=fault, accepts=accepts)])
    await desk.put(channel(), pages=3)
    deliverer = desk.deliverer()
    await deliverer.drain()
    if way == "reads-back":
        desk.wait(RULES.settle_s)
        await deliverer.drain()
    assert [p.body for p in office.posts] == ["one page 1", "one page 2", "one page 3"]
    assert await desk.states() == ["sent"] * 3


@pytest.mark.parametrize("accepts", ["now", "never", "late"])
@pytest.mark.parametrize("fault", ["reset", "504"])
async def test_a_lost_reply_that_nobody_can_check(
    desk: Desk, office: PostOffice, fault: str, accepts: Literal["now", "never", "late"]
) -> None:
    """Where it can neither be read back nor repeated, the post is sent once and the operator is told, once."""
    (platform,) = desk.platforms
    platform.capabilities, office.readable = BLIND, False
    office.script([Fault(nth=1, fault=fault, accepts=accepts)])
    await desk.put(channel())
    await desk.work_on(desk.deliverer(), seconds=300, every=60)
    office.arrive()
    assert await desk.states() == ["ambiguous"]
    places = Counter(p.place[2] for p in office.posts)
    assert places == {OPERATOR.channel: 1, **({} if accepts == "never" else {"c1": 1})}
    assert office.finds == 0


async def test_what_the_office_says_outright(desk: Desk, office: PostOffice) -> None:
    """429 waits for as long as it says, 400 fails one post, 403 fails it and is told."""
    office.script([Fault(nth=n, fault=f) for n, f in enumerate(("429", "400", "403"), 1)])
    deliverer = desk.deliverer()
    for slot in ("held", "wrong", "closed"):
        await desk.put(channel(slot), slot=slot)
        await deliverer.drain()
    assert await desk.states() == ["queued", "failed", "failed"]
    assert "closed to us" in await desk.reason(2)
    desk.wait(1)
    await deliverer.drain()
    assert await desk.states() == ["sent", "failed", "failed"]


async def test_without_an_office_posts_wait(desk: Desk) -> None:
    """A platform that is not there is tried again, and told apart from one that does not reply."""
    (platform,) = desk.platforms
    assert isinstance(platform, HttpPlatform)
    url, platform.url = platform.url, "http://127.0.0.1:9"
    with pytest.raises(Unreached):
        await platform.send(channel(), b"", key="k")
    await desk.put(channel())
    deliverer = desk.deliverer()
    await deliverer.drain()
    assert await desk.states() == ["queued"]
    platform.url = url
    desk.wait(2)
    await deliverer.drain()
    assert await desk.states() == ["sent"]


async def test_the_adapter_edits_and_reads_back(desk: Desk, office: PostOffice) -> None:
    """A post can be found by its key, edited, and is not found where it is too old or nobody may read."""
    (platform,) = desk.platforms
    receipt = await platform.send(channel(), b"first", key="k1")
    await platform.edit(receipt, b"second")
    assert [p.body for p in office.posts] == ["second"]
    assert await platform.find(channel(), key="k1", since=receipt.sent_at) == receipt
    assert await platform.find(channel(), key="k2", since=receipt.sent_at) is None
    assert await platform.find(channel(), key="k1", since=datetime(2200, 1, 1, tzinfo=UTC)) is None
    office.readable = False
    with pytest.raises(Refused):
        await platform.find(channel(), key="k1", since=receipt.sent_at)
    with pytest.raises(PlatformError):
        await platform.edit(Receipt(to=channel(), id="none", sent_at=receipt.sent_at), b"")


async def put_now(desk: Desk, count: int) -> None:
    """A post to each of so many places, due at this instant of the world."""
    desk.clock.at = now = datetime.now(UTC)
    for first in range(0, count, 1000):
        places = range(first, min(count, first + 1000))
        drafts = [Draft(kind="notice", to=channel(n), slot="one", due_at=now, pages=texts("one", 1)) for n in places]
        await desk.store.outbox.enqueue(drafts, at=now)


async def run_workers(desk: Desk, count: int) -> list[tuple[int, str]]:
    """Workers as processes of their own, which begin together; gives their exit codes and what they say at the end."""
    (platform,) = desk.platforms
    assert isinstance(platform, HttpPlatform)
    command = [sys.executable, "-m", "tests.worker", str(desk.path / "sitrep.db"), platform.url]
    running = [
        await asyncio.create_subprocess_exec(
            *command, f"w{n}", cwd=ROOT, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
        )
        for n in range(count)
    ]
    for process in running:
        assert process.stdout is not None
        assert await process.stdout.readline() == b"ready\n"
    said = await asyncio.gather(*(p.communicate(b"go\n") for p in running))
    return [(p.returncode or 0, out.decode()) for p, (out, _) in zip(running, said, strict=True)]


async def test_five_processes_share_the_work(desk: Desk, office: PostOffice) -> None:
    """Five processes on one database send each of the due posts once over real connections, and share the work."""
    count = 500
    await put_now(desk, count)
    ended = await run_workers(desk, 5)
    assert [code for code, _ in ended] == [0] * 5
    sent = [int(told) for _, told in ended]
    assert office.sends == len(office.posts) == sum(sent) == count
    assert office.repeated() == 0
    assert await desk.states() == ["sent"] * count
    assert sum(map(bool, sent)) > 1


@pytest.mark.parametrize("accepts", ["now", "never"])
async def test_killed_in_the_middle_of_sends(desk: Desk, office: PostOffice, accepts: Literal["now", "never"]) -> None:
    """A process killed while it sends loses nothing and repeats nothing: the next one finds out what arrived."""
    await put_now(desk, 40)
    office.script([Fault(nth=10, fault="kill", accepts=accepts)])
    assert await run_workers(desk, 1) == [(-9, "")]
    assert "attempting" in await desk.states()
    await desk.work_on(desk.deliverer("next"), seconds=120, every=10)
    assert set(await desk.states()) == {"sent"}
    assert sorted(int(p.place[2]) for p in office.posts) == list(range(40))


async def test_the_office_as_a_process(tmp_path: Path) -> None:
    """The office runs by itself, writes its port down, takes a script, tells what it got, and ends when it is told."""
    command = [sys.executable, "-m", "tests.servers.postoffice", str(tmp_path / "port"), "--late-s", "0.01"]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    try:
        assert process.stdout is not None
        assert await process.stdout.readline() == b"ready\n"
        url = f"http://127.0.0.1:{(tmp_path / 'port').read_text(encoding='utf-8')}"
        async with aiohttp.ClientSession(url) as session, HttpPlatform(url=url) as platform:
            wrong = await session.post("/script", json=[{"nth": 1, "fault": "boredom"}])
            assert wrong.status == 400 and "boredom" in await wrong.text()
            faults = [{"nth": 1, "fault": "503", "accepts": "now"}, {"nth": 2, "fault": "504", "accepts": "late"}]
            assert (await session.post("/script", json=faults)).status == 200
            for key in ("one", "two"):
                with pytest.raises(Unsure):
                    await platform.send(channel(), key.encode(), key=key)
            assert (await session.post("/arrive")).status == 200
            told = await (await session.get("/posts")).json()
            assert (told["sends"], told["repeated"], sorted(p["key"] for p in told["posts"])) == (2, 0, ["one", "two"])
            assert await (await session.get("/script")).json() == []
    finally:
        process.terminate()
        assert await process.wait() == 0
