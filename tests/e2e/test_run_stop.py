"""`sitrep run` is told to stop, dies, or freezes: nothing is lost and nothing comes twice."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest

from tests.desks import channel
from tests.running import QUICK, SOON, called, owe, put, reasons, running, states, until, write_config
from tests.servers.postoffice import Fault, PostOffice, serving

NEWS = channel("news")
OFFICE = "tests.officebot"
LONG = 1 << 20
"""Bytes of a post that no pipe takes at once."""


@pytest.mark.parametrize("number", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.slow)])
async def test_a_stop_in_the_middle_of_a_send(ready: Path, river: Path, number: signal.Signals) -> None:
    """A send that hangs does not hold the end up; after the restart its post is there once, accepted or not."""
    config = write_config(ready, river, delivery=QUICK)
    await owe(ready, NEWS, channel("desk"))
    office = PostOffice()
    office.script([Fault(nth=1, fault="hang", accepts="now"), Fault(nth=2, fault="hang")])
    async with serving(office) as url:
        command = [url, "-", "run", "--config", str(config)]
        async with running(*command, cwd=ready, module=[OFFICE]) as one:
            await until(lambda: office.sends == 2)
            assert await one.stop(number) == 0
            assert len(office.posts) == 1
        async with running(*command, cwd=ready, module=[OFFICE]) as again:
            await until(lambda: states(ready) == ["sent", "sent"])
            assert await again.stop(number) == 0
    assert sorted(p.place[2] for p in office.posts) == ["desk", "news"]


@pytest.mark.slow
async def test_a_stop_with_the_waits_as_shipped(ready: Path, river: Path) -> None:
    """With a send timeout of 15 s a hanging send, and a reader who sleeps, still let the process end within 10 s."""
    config = write_config(ready, river)
    quick = write_config(ready, river, name="quick", delivery=QUICK)
    await owe(ready, NEWS)
    office = PostOffice()
    office.script([Fault(nth=1, fault="hang", accepts="now")])
    async with serving(office) as url:
        async with running(url, "-", "run", "--config", str(config), cwd=ready, module=[OFFICE]) as one:
            await until(lambda: office.sends == 1)
            assert await one.stop() == 0
        assert states(ready) == ["attempting"]
        async with running(url, "-", "run", "--config", str(quick), cwd=ready, module=[OFFICE]) as again:
            await until(lambda: states(ready) == ["sent"])
            assert await again.stop() == 0
    assert len(office.posts) == 1


@pytest.mark.parametrize(
    "step",
    ["deliver.begun", *(pytest.param(s, marks=pytest.mark.slow) for s in ("deliver.claimed", "deliver.accepted"))],
)
async def test_a_frozen_process_is_refused(ready: Path, river: Path, step: str) -> None:
    """A process that freezes with SIGSTOP past its lease, at any step, is refused when it thaws and sends nothing."""
    config = write_config(ready, river, delivery=QUICK)
    await owe(ready, NEWS)
    office = PostOffice()
    async with serving(office) as url:
        command = ["run", "--config", str(config)]
        async with running(url, step, *command, cwd=ready, module=[OFFICE]) as frozen:
            await until(lambda: is_stopped(frozen.process.pid))
            async with running(url, "-", *command, cwd=ready, module=[OFFICE]) as other:
                await until(lambda: states(ready) == ["sent"])
                frozen.tell(signal.SIGCONT)
                await frozen.says("deliver.lost")
                assert await frozen.stop() == await other.stop() == 0
    assert len(office.posts) == office.sends == 1
    assert states(ready) == ["sent"]


async def test_killed_in_the_middle_of_a_send(ready: Path, river: Path) -> None:
    """After SIGKILL while a post was written to a console, which nobody can read back, the log tells the doubt."""
    config = write_config(ready, river, delivery=QUICK)
    await put(ready, ["x" * LONG])
    async with running("run", "--config", str(config), cwd=ready, reads=False) as killed:
        await until(lambda: states(ready, "notice") == ["attempting"])
        killed.tell(signal.SIGKILL)
        assert await killed.ended() == -signal.SIGKILL
    async with running("run", "--config", str(config), cwd=ready) as again:
        await until(lambda: states(ready, "notice")[:1] == ["ambiguous*"])
        assert await again.stop() == 0
    assert "x" * 100 not in again.out
    log = (await called("digest", "log", "--config", str(config), cwd=ready)).out
    assert re.search(r" — may or may not have arrived, ambiguous since \d\d:\d\d:\d\d, .*its worker vanished", log), log


@pytest.mark.slow
async def test_killed_where_it_can_be_read_back(ready: Path, river: Path) -> None:
    """After SIGKILL in a send the log shows the post as sent, once, and what was found out in between."""
    config = write_config(ready, river, delivery=QUICK)
    await owe(ready, NEWS)
    office = PostOffice()
    office.script([Fault(nth=1, fault="kill", accepts="now")])
    async with serving(office) as url:
        command = [url, "-", "run", "--config", str(config)]
        async with running(*command, cwd=ready, module=[OFFICE]) as killed:
            assert await killed.ended(within=SOON) == -signal.SIGKILL
        async with running(*command, cwd=ready, module=[OFFICE]) as again:
            await until(lambda: states(ready) == ["sent"])
            assert await again.stop() == 0
    assert len(office.posts) == 1
    log = (await called("digest", "log", "1", "--config", str(config), cwd=ready)).out
    assert re.search(
        r"^- .* — sent \d\d:\d\d:\d\d, read back: it had arrived \(before: ambiguous .*, its worker vanished",
        log,
        re.MULTILINE,
    )


async def test_a_reader_who_goes_away(ready: Path, river: Path) -> None:
    """When nobody reads stdout any more the end is clean all the same, and the next life shows what was not shown."""
    config = write_config(ready, river)
    async with running("run", "--config", str(config), cwd=ready, reads=False) as one:
        one.leave()
        await owe(ready)
        await until(lambda: "nobody reads what is written to the console" in reasons(ready))
        assert await one.stop() == 0
    async with running("run", "--config", str(config), cwd=ready) as again:
        await until(lambda: states(ready) == ["sent"])
        assert await again.stop() == 0
    assert again.out.count("Sitrep: The river crisis") == 1


def is_stopped(pid: int) -> bool:
    return re.search(r"^State:\s+T", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE) is not None
