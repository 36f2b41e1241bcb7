"""`sitrep` as a process of its own; what it writes and what it stores is waited for, with a limit."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import aiohttp

from bot.domain.delivery import Destination, Draft, Page
from bot.domain.message import Message, Text, plain
from bot.domain.schedule import next_run, parse_schedule
from bot.domain.subscription import Subscription
from handlers.request import CONSOLE
from storage.store import open_store

ROOT = Path(__file__).resolve().parents[1]
SOON = 30.0
"""Seconds after which a test gives up on what should come."""
END = 10.0
"""Seconds within which a process that is told to stop has ended."""
QUICK = {"lease_s": 1.0, "send_timeout_s": 0.5, "settle_s": 0.2}
"""Waits of `[delivery]` that a test can sit through."""


class Running:
    """A process and what it wrote so far, as `out` and `err`."""

    def __init__(self, process: asyncio.subprocess.Process, tasks: asyncio.TaskGroup) -> None:
        self.process = process
        self._tasks = tasks
        self._reading = False
        self.out = self.err = ""
        self._wrote = asyncio.Event()

    def begin_to_read(self) -> None:
        if not self._reading:
            self._reading = True
            self._tasks.create_task(self._read_out())

    async def _read_out(self) -> None:
        assert self.process.stdout
        while chunk := await self.process.stdout.read(1 << 16):
            self.out += chunk.decode(errors="replace")
            self._wrote.set()

    async def read_err(self) -> None:
        assert self.process.stderr
        while chunk := await self.process.stderr.read(1 << 16):
            self.err += chunk.decode(errors="replace")
            self._wrote.set()

    async def says(self, text: str, *, times: int = 1) -> None:
        """Wait until stdout or stderr holds a text so many times."""
        async with asyncio.timeout(SOON):
            while self.out.count(text) + self.err.count(text) < times:
                self._wrote.clear()
                await self._wrote.wait()

    def leave(self) -> None:
        """Read its stdout no more, as `head` does."""
        transport = cast("asyncio.SubprocessTransport", self.process._transport)  # type: ignore[attr-defined]
        pipe = transport.get_pipe_transport(1)
        assert pipe
        pipe.close()

    def tell(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    async def ended(self, *, within: float = END) -> int:
        """Wait for its end; gives the exit code, and fails where it takes longer.

        asyncio's own `wait` would wait for its output to be read too.
        """
        await until(lambda: self.process.returncode is not None, within=within)
        return self.process.returncode or 0

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Tell it to stop; gives the exit code, and fails where it does not end in time or says anything of it."""
        self.tell(number)
        code = await self.ended()
        assert "Traceback" not in self.err and "a fault" not in self.err, self.err
        return code


@asynccontextmanager
async def running(
    *arguments: str, cwd: Path, module: Sequence[str] = ("bot",), reads: bool = True
) -> AsyncIterator[Running]:
    """`python -m bot …` in a folder until the block is left. Without `reads` nobody reads its stdout."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("SITREP_")} | {"PYTHONPATH": str(ROOT)}
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", *module, *arguments, cwd=cwd, env=clean, stdin=asyncio.subprocess.DEVNULL,
        stdout=pipe, stderr=pipe, limit=1 << 12,
    )  # fmt: skip
    async with asyncio.TaskGroup() as tasks:
        one = Running(process, tasks)
        if reads:
            one.begin_to_read()
        tasks.create_task(one.read_err())
        try:
            yield one
        finally:
            with suppress(ProcessLookupError):
                process.kill()
            one.begin_to_read()
            await process.wait()


async def called(*arguments: str, cwd: Path) -> Running:
    """A command that ends by itself."""
    async with running(*arguments, cwd=cwd) as one:
        await one.ended(within=SOON)
    return one


def write_config(folder: Path, case: Path, *, name: str = "config", **tables: dict[str, Any]) -> Path:
    """A configuration in the folder, for the database `sitrep.db` there."""
    given: dict[str, dict[str, Any]] = {
        "case": {"path": str(case)},
        "storage": {"url": f"sqlite:///{folder}/sitrep.db"},
        "search": {"meaning": "none"},
        "console": {"timezone": "UTC"},
        **tables,
    }
    given["run"] = {"heartbeat_s": 0.2} | given.get("run", {})
    lines = [f"[{n}]\n" + "\n".join(f"{k} = {_toml(v)}" for k, v in table.items()) for n, table in given.items()]
    path = folder / f"{name}.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _toml(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


async def owe(folder: Path, *places: Destination, hours: int = 0) -> None:
    """Give each place a sitrep that came due a minute ago, so many hours before at that."""
    now = datetime.now(UTC) - timedelta(hours=hours)
    schedule = parse_schedule(f"daily {now - timedelta(minutes=1):%H:%M} UTC", zone="UTC")
    async with open_store(f"sqlite:///{folder}/sitrep.db", busy_timeout=SOON) as store:
        for to in places or (CONSOLE,):
            await store.subscriptions.add(
                Subscription(
                    to=to,
                    workspace="",
                    product="sitrep",
                    owner="o",
                    made_at=now - timedelta(days=2),
                    schedule=schedule,
                    next_run_at=next_run(schedule, now - timedelta(hours=1)).at,
                    covered_to=datetime(2019, 1, 1, tzinfo=UTC),
                )
            )


async def put(folder: Path, texts: Sequence[str], *, apart: bool = False) -> None:
    """Lay posts ready for the console, all at once; `apart` each in a place of its own."""
    now = datetime.now(UTC)
    drafts = []
    for text in texts:
        page = Page(body=f"{text}\n\n".encode(), message=Message(blocks=(Text(plain(text)),)), facts=())
        to = replace(CONSOLE, channel=text) if apart else CONSOLE
        drafts.append(Draft(kind="notice", to=to, slot=text, due_at=now, pages=(page,)))
    async with open_store(f"sqlite:///{folder}/sitrep.db", busy_timeout=SOON) as store:
        await store.outbox.enqueue(drafts, at=now)


def states(folder: Path, kind: str = "sitrep") -> list[str]:
    """The states of all deliveries of a kind, a parked one's with a star."""
    query = "SELECT iif(parked, state || '*', state) FROM delivery WHERE kind = ? ORDER BY id"
    with closing(sqlite3.connect(f"file:{folder}/sitrep.db?mode=ro", uri=True)) as connection:
        return [state for (state,) in connection.execute(query, [kind])]


def reasons(folder: Path) -> str:
    """Why any delivery came into the states that it was in, a line each."""
    with closing(sqlite3.connect(f"file:{folder}/sitrep.db?mode=ro", uri=True)) as connection:
        return "\n".join(reason for (reason,) in connection.execute("SELECT reason FROM transition ORDER BY id"))


async def until(condition: Callable[[], bool], *, within: float = SOON) -> None:
    """Look every few milliseconds until it holds."""
    async with asyncio.timeout(within):
        while True:
            if condition():
                return
            await asyncio.sleep(0.02)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port


async def ask(url: str) -> tuple[int, str]:
    """Status and body; status 0 where nobody listens yet."""
    patience = aiohttp.ClientTimeout(total=SOON)
    try:
        async with aiohttp.ClientSession(timeout=patience) as session, session.get(url) as reply:
            return reply.status, await reply.text()
    except aiohttp.ClientConnectorError:
        return 0, ""


async def ask_until(url: str, wanted: Callable[[int, str], bool]) -> str:
    """Ask again and again until the answer is the wanted one."""
    async with asyncio.timeout(SOON):
        while True:
            status, text = await ask(url)
            if wanted(status, text):
                return text
            await asyncio.sleep(0.05)
