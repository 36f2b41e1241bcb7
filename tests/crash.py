"""`make crash`: kill the running bot at every step of a delivery, start it again, and count what the platform got.

    python -m tests.crash --runs 25

A life of the process is ended with SIGKILL at the step, the next life goes on with the same database, and so on. When
`--runs` lives ended there, a last one works everything off. `lost` are pages that never arrived, `repeated` posts that
a reader sees twice. `in doubt` are pages that stand as ambiguous in the log, and `told` those of them of which owner or
operator got a notice, for a notice may die on its way too. Where a platform can neither be read back nor tells repeats,
a page may be lost, but only one that stands in doubt. Exits with 1 where a promise is broken.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from bot.app import open_app
from bot.domain.delivery import Destination
from bot.domain.schedule import next_run, parse_schedule
from bot.domain.subscription import Subscription
from tests.casefolders import write_case
from tests.dying import Life, live, settings
from tests.servers.postoffice import Fault, PostOffice, serving

CHANNELS = 40
"""Channels with a sitrep due at once; when all is done a new database takes the old one's place."""
AT_ONCE = 4
"""Steps tried side by side; most of the time each waits for a lease to end."""
FORKS = multiprocessing.get_context("forkserver")


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A place to die. `prelude` is where the life before it died, for steps that only come after a death.

    `accepts` makes the platform the killer, in the middle of a send: before it accepted (`never`, or `late` where it
    does so all the same), or after (`now`).
    """

    name: str
    action: str = ""
    prelude: str = ""
    accepts: Literal["", "never", "now", "late"] = ""
    first_page: bool = False


STEPS = (
    Step(name="sitrep composed, not stored", action="due.composed"),
    Step(name="stored, before claim", action="due.enqueued"),
    Step(name="after claim", action="deliver.claimed"),
    Step(name="after `attempting`", action="deliver.begun"),
    Step(name="in the send, before the platform accepted", accepts="never"),
    Step(name="in the send, after the platform accepted", accepts="now"),
    Step(name="receipt held, before `sent`", action="deliver.accepted"),
    Step(name="after `sent`", action="deliver.recorded"),
    Step(name="between two pages", action="deliver.recorded", first_page=True),
    Step(name="lease taken over, before `ambiguous`", action="deliver.taken", prelude="deliver.begun"),
    Step(name="after `ambiguous`", action="deliver.ambiguous", prelude="deliver.accepted"),
)
IN_DOUBT = tuple(s for s in STEPS if s.accepts or s.action in ("deliver.begun", "deliver.accepted"))
"""The steps after which a platform that tells nothing leaves it open whether the post arrived."""
LATE = Step(name="in the send, accepted a moment later", accepts="late")
LATE_S = 0.2


@dataclass(kw_only=True, slots=True)
class Count:
    """What came of a step. `silent` are pages that are lost or open without standing in doubt."""

    runs: int = 0
    lost: int = 0
    repeated: int = 0
    doubtful: int = 0
    told: int = 0
    silent: int = 0

    def add(self, other: Count) -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


async def make_template(folder: Path) -> Path:
    """A database with a case, and with subscriptions of many channels that are all due."""
    database = folder / "template.db"
    case = write_case(folder / "case")
    now = datetime.now(UTC)
    async with open_app(settings(database, case), progress=lambda *_: None, vectors=False) as app:
        schedule = parse_schedule(f"daily {now - timedelta(minutes=1):%H:%M} UTC", zone="UTC")
        for number in range(CHANNELS):
            await app.store.subscriptions.add(
                Subscription(
                    to=Destination(platform="fake", workspace="w", channel=f"c{number}"),
                    workspace="w",
                    product="sitrep",
                    owner="o",
                    made_at=now - timedelta(days=2),
                    schedule=schedule,
                    next_run_at=next_run(schedule, now - timedelta(hours=1)).at,
                    covered_to=datetime(2019, 1, 1, tzinfo=UTC),
                )
            )
    return database


async def die(life: Life) -> bool:
    """Live that life; was it killed? Raises RuntimeError where it failed otherwise."""
    process = FORKS.Process(target=live, args=(life,), daemon=True)
    process.start()
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    # No thread waits for it: two that ask a process of a fork server for its exit code get one code between them.
    loop.add_reader(process.sentinel, ended.set)
    try:
        await ended.wait()
    finally:
        loop.remove_reader(process.sentinel)
        process.kill()
        process.join()
    if process.exitcode not in (0, -9):
        raise RuntimeError(f"a life for {life.action or 'the platform'} ended with {process.exitcode}")
    return process.exitcode == -9


async def try_step(step: Step, kind: str, runs: int, template: Path, seed: int) -> Count:
    """Die `runs` times at the step, on as many databases as that takes."""
    chance = random.Random(seed)
    total = Count()
    while total.runs < runs:
        with tempfile.TemporaryDirectory(prefix="sitrep-crash-") as folder:
            database = Path(shutil.copy(template, Path(folder, "crash.db")))
            known_for = 60.0 if kind == "tells repeats" else 0.0
            office = PostOffice(dedup_s=known_for, readable=kind == "read back", late_s=LATE_S)
            async with serving(office) as url:
                life = Life(database=database, url=url, kind=kind, first_page=step.first_page)
                total.runs += await _deaths(step, life, office, runs - total.runs, chance)
                office.script(())
                await die(life)
            total.add(count(database, office))
    return total


async def _deaths(step: Step, life: Life, office: PostOffice, runs: int, chance: random.Random) -> int:
    """Die up to `runs` times on one database; gives how often it came to that."""
    for done in range(runs):
        if step.prelude:
            await die(replace(life, action=step.prelude))
        nth = chance.randint(1, 3)
        if step.accepts:
            office.script([Fault(nth=nth, fault="kill", accepts=step.accepts)])
        if not await die(replace(life, action=step.action, nth=nth)):
            return done
    return runs


def count(database: Path, office: PostOffice) -> Count:
    """Hold what the platform shows against what every channel should have got."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(
            "SELECT id, kind, slot, place, dedup_key, state, parked FROM delivery WHERE state <> 'superseded'"
        ).fetchall()
    shown = Counter(p.key for p in office.posts)
    pages = [(number, key, state, parked) for number, kind, _, _, key, state, parked in rows if kind == "sitrep"]
    missing = CHANNELS - len({place for _, kind, _, place, *_ in rows if kind == "sitrep"})
    doubtful = {number for number, _, state, parked in pages if state == "ambiguous" and parked}
    told = {int(slot.split()[1]) for _, kind, slot, _, key, *_ in rows if kind == "notice" and shown[key]}
    unknown = shown.keys() - {key for *_, key, _, _ in rows}
    return Count(
        lost=missing + sum(1 for _, key, *_ in pages if not shown[key]),
        repeated=len(unknown) + sum(n - 1 for n in shown.values()),
        doubtful=len(doubtful),
        told=len(doubtful & told),
        silent=missing + sum(1 for number, _, state, _ in pages if state != "sent" and number not in doubtful),
    )


def promised(kind: str, found: Count) -> bool:
    """Nothing repeated and nothing lost, but for what stands in doubt where a platform tells nothing."""
    kept = found.repeated == 0 and found.silent == 0 and found.lost <= found.doubtful
    return kept and (kind == "neither" or found.doubtful == 0)


async def main(runs: int) -> int:
    """Print a line for each step and platform; gives the exit code."""
    FORKS.set_forkserver_preload(["tests.dying"])
    cases = [(step, "read back") for step in STEPS]
    cases += [(step, "tells repeats") for step in IN_DOUBT]
    cases += [(step, "neither") for step in (*IN_DOUBT, LATE)]
    room = asyncio.Semaphore(max(AT_ONCE, os.cpu_count() or 1))
    print(f"{'step':45} {'platform':14} {'runs':>6} {'lost':>6} {'repeated':>9} {'in doubt':>9} {'told':>6}")
    with tempfile.TemporaryDirectory(prefix="sitrep-crash-") as folder:
        template = await make_template(Path(folder))

        async def line(number: int) -> bool:
            step, kind = cases[number]
            async with room:
                found = await try_step(step, kind, runs, template, number)
            fault = "" if promised(kind, found) else f"  BROKEN ({found.silent} in silence)"
            counts = f"{found.runs:6} {found.lost:6} {found.repeated:9} {found.doubtful:9} {found.told:6}"
            print(f"{step.name:45} {kind:14} {counts}{fault}", flush=True)
            return not fault

        async with asyncio.TaskGroup() as tasks:
            lines = [tasks.create_task(line(n)) for n in range(len(cases))]
        kept = [one.result() for one in lines]
    print("every promise kept" if all(kept) else "a promise is broken")
    return 0 if all(kept) else 1


def run(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description="Kill it at every step, and count.")
    parser.add_argument("--runs", type=int, default=25, help="deaths at each step")
    return asyncio.run(main(parser.parse_args(arguments).runs))


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
