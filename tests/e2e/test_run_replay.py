"""The commands of `make demo` at a higher speed: the crisis of February 2020 as a newcomer watches it."""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conftest import IDLIB
from tests.running import called, running, write_config

START = "2020-02-08T06:00:00+03:00"
LAST = date(2020, 3, 2)
SPEED = 100_000.0
"""Story seconds a second: a day takes 0.9 s, so that a busy machine leaves none out."""
OLD = "Erdogan reaffirmed on 12 February 2020"
"""The ultimatum in its words of 12 February, which others took the place of on the 15th."""


@pytest.mark.slow
async def test_the_demo(loaded: Path, tmp_path: Path) -> None:
    """The displaced become 700,000, 800,000, 900,000; the ultimatum is set anew and missed; a sitrep a day, once."""
    shutil.copy(loaded, tmp_path)
    zone = {"timezone": "Europe/Istanbul"}
    still = write_config(tmp_path, IDLIB, name="still", console=zone, clock=clock(1.0))
    fast = write_config(
        tmp_path, IDLIB, console=zone, clock=clock(SPEED), delivery={"late_after_min": 120}, run={"heartbeat_s": 15.0}
    )
    topics = ["--topics", "displacement,deadline"]
    await called("digest", "add", "daily 08:00 Europe/Istanbul", *topics, "--config", str(still), cwd=tmp_path)
    await called("deadlines", "track", "--leads", "18d,7d,1d,1h", "--config", str(still), cwd=tmp_path)
    async with running("run", "--until", "2020-03-02", "--config", str(fast), cwd=tmp_path) as demo:
        assert await demo.ended(within=120) == 0
    assert demo.err == ""
    told = re.split(r"\n\n(?=(?:Sitrep: |Deadline )[^\n]*\n)", demo.out)
    days_follow(told)
    figures_climb(told)
    ultimatum_ends(told)


def clock(speed: float) -> dict[str, object]:
    return {"mode": "replay", "start": START, "speed": speed}


def days_follow(told: list[str]) -> None:
    """Every local date has one sitrep."""
    days = [day_of(t) for t in told if t.startswith("Sitrep: ")]
    assert days[0] <= date(2020, 2, 10)
    assert days == [LAST - timedelta(days=n) for n in range((LAST - days[0]).days, -1, -1)]


def day_of(text: str) -> date:
    found = re.search(r"As of (\d+) (February|March) 2020", text)
    assert found, text
    return date(2020, {"February": 2, "March": 3}[found[2]], int(found[1]))


def figures_climb(told: list[str]) -> None:
    """The figure in the news goes up step by step."""
    news = "\n".join(line for t in told if t.startswith("Sitrep: ") for line in t.splitlines() if "→" in line)
    places = [re.search(rf"→ (?:about|at least|more than) {n},000", news) for n in (700, 800, 900)]
    assert all(places), news
    starts = [found.start() for found in places if found]
    assert starts == sorted(starts)


def ultimatum_ends(told: list[str]) -> None:
    """Reminders follow the ultimatum: ahead, set anew on 15 February, and missed in the end, never in old words."""
    about = [t for t in told if t.startswith("Deadline ") and "Recep Tayyip Erdogan" in t]
    kinds = [t.splitlines()[0].removesuffix(" (late)") for t in about]
    assert kinds[0] == "Deadline ahead" and OLD in about[0]
    changed = kinds.index("Deadline changed")
    assert changed == 1 and day_of(about[changed]) == date(2020, 2, 15)
    assert "Set anew: Erdogan said on 15 February 2020" in about[changed]
    assert kinds[-1] == "Deadline missed" and "Status: missed." in about[-1]
    after = [standing(t) for t in told[told.index(about[changed]) :]]
    assert not [t for t in after if OLD in t]


def standing(text: str) -> str:
    """A post without what it says of earlier words."""
    return re.sub(r"This replaces what was told before:\n(- .*\n)+", "", text)
