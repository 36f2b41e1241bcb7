"""A small HTTP platform that can lose replies, answer late, and kill who sends to it.

    python -m tests.servers.postoffice PORTFILE [--dedup-s S] [--unreadable] [--late-s S]

POST /send {place, key, body, reply_to}, POST /edit {id, body}, GET /find?key=&place=&since= speak the protocol.
GET /posts tells what was accepted and how often. POST /script [{nth, fault, accepts}, …] says which sends, counted
from 1 since then, go wrong: `fault` is one of FAULTS, `accepts` is now, never or late. POST /arrive shows what was
accepted late. A fault `kill` sends SIGKILL to the process that the header X-Pid names.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from aiohttp import web

from tests.servers.breaking import BREAKS, break_off

FAULTS = ("reset", "close", "500", "502", "503", "504", "truncated", "garbage", "hang", "kill", "429", "403", "400")
HOLD_S = 1.0
"""What a 429 asks for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What goes wrong in a send, and whether its post is accepted before that."""

    nth: int
    fault: str
    accepts: Literal["now", "never", "late"] = "never"

    def __post_init__(self) -> None:
        if self.fault not in FAULTS:
            raise ValueError(f"no fault {self.fault!r}; take one of {', '.join(FAULTS)}")


@dataclass(kw_only=True, slots=True)
class Posted:
    """An accepted post; `at` is the instant, `since` the same on the monotonic clock."""

    id: str
    place: list[str]
    key: str
    body: str
    reply_to: str
    at: str
    since: float


@dataclass(kw_only=True)
class PostOffice:
    """The platform's state. `dedup_s`: seconds for which a key is known; `late_s`: after which what is late shows."""

    dedup_s: float = 0.0
    readable: bool = True
    late_s: float | None = None
    posts: list[Posted] = field(default_factory=list)
    faults: dict[int, Fault] = field(default_factory=dict)
    sends: int = 0
    finds: int = 0
    _counted: int = 0
    _late: list[Posted] = field(default_factory=list)

    def script(self, faults: Sequence[Fault]) -> None:
        """Which of the coming sends go wrong."""
        self.faults, self._counted = {f.nth: f for f in faults}, 0

    def repeated(self) -> int:
        """How many posts too many a reader sees."""
        return len(self.posts) - len({p.key for p in self.posts})

    def arrive(self) -> None:
        """Show what was accepted late."""
        late, self._late = self._late, []
        for post in late:
            self._show(post)

    def app(self) -> web.Application:
        app = web.Application()
        app.add_routes(
            [
                web.post("/send", self._send),
                web.post("/edit", self._edit),
                web.get("/find", self._find),
                web.get("/posts", self._told),
                web.post("/script", self._script),
                web.get("/script", self._scripted),
                web.post("/arrive", self._arrive),
            ]
        )
        return app

    async def _send(self, request: web.Request) -> web.StreamResponse:
        said = await request.json()
        self.sends += 1
        self._counted += 1
        fault = self.faults.pop(self._counted, None)
        post = Posted(
            id=f"p{self.sends}",
            place=said["place"],
            key=said["key"],
            body=said["body"],
            reply_to=said["reply_to"],
            at=datetime.now(UTC).isoformat(),
            since=time.monotonic(),
        )
        if fault is None or fault.accepts == "now":
            post = self._show(post)
        elif fault.accepts == "late":
            self._late.append(post)
            if self.late_s is not None:
                asyncio.get_running_loop().call_later(self.late_s, self.arrive)
        told = {"id": post.id, "at": post.at}
        return web.json_response(told) if fault is None else await go_wrong(fault.fault, request)

    async def _edit(self, request: web.Request) -> web.Response:
        said = await request.json()
        for post in self.posts:
            if post.id == said["id"]:
                post.body = said["body"]
                return web.json_response({})
        raise web.HTTPNotFound

    async def _find(self, request: web.Request) -> web.Response:
        self.finds += 1
        if not self.readable:
            raise web.HTTPForbidden
        since = datetime.fromisoformat(request.query["since"])
        for post in self.posts:
            if post.key == request.query["key"] and datetime.fromisoformat(post.at) >= since:
                return web.json_response({"id": post.id, "at": post.at})
        return web.json_response(None)

    async def _told(self, request: web.Request) -> web.Response:
        counts = {"sends": self.sends, "finds": self.finds, "repeated": self.repeated(), "late": len(self._late)}
        return web.json_response({**counts, "posts": [asdict(p) for p in self.posts]})

    async def _script(self, request: web.Request) -> web.Response:
        try:
            self.script([Fault(**f) for f in await request.json()])
        except (TypeError, ValueError) as error:
            return web.Response(status=400, text=str(error))
        return web.json_response({})

    async def _scripted(self, request: web.Request) -> web.Response:
        return web.json_response([asdict(f) for f in self.faults.values()])

    async def _arrive(self, request: web.Request) -> web.Response:
        self.arrive()
        return web.json_response({})

    def _show(self, post: Posted) -> Posted:
        for before in self.posts:
            if before.key == post.key and post.since - before.since < self.dedup_s:
                return before
        self.posts.append(post)
        return post


async def go_wrong(fault: str, request: web.Request) -> web.StreamResponse:
    """End a send otherwise than with its receipt."""
    if fault in BREAKS:
        return await break_off(fault, request)
    match fault:
        case "kill":
            with contextlib.suppress(ProcessLookupError):  # a send of a life that is over
                os.kill(int(request.headers["X-Pid"]), signal.SIGKILL)
            return await break_off("close", request)
        case "garbage":
            return web.Response(text="{]", content_type="application/json")
        case "429":
            return web.Response(status=429, headers={"Retry-After": str(HOLD_S)})
        case _:
            return web.Response(status=int(fault), text=f"told {fault}")


@contextlib.asynccontextmanager
async def serving(office: PostOffice) -> AsyncIterator[str]:
    """The address of the office, on a free port of this machine."""
    runner = web.AppRunner(office.app(), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()


async def serve(office: PostOffice, told_in: Path) -> None:
    """Serve until SIGTERM; when it says `ready`, the port stands in the file `told_in`."""
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    async with serving(office) as url:
        half = told_in.with_suffix(".half")
        half.write_text(url.rsplit(":", 1)[1], encoding="utf-8")
        half.replace(told_in)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await ended.wait()


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="postoffice")
    parser.add_argument("portfile", type=Path)
    parser.add_argument("--dedup-s", type=float, default=0.0)
    parser.add_argument("--unreadable", action="store_true")
    parser.add_argument("--late-s", type=float)
    given = parser.parse_args(arguments)
    office = PostOffice(dedup_s=given.dedup_s, readable=not given.unreadable, late_s=given.late_s)
    asyncio.run(serve(office, given.portfile))


if __name__ == "__main__":
    main(sys.argv[1:])
