"""Calls that go wrong on demand."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from tests.servers.breaking import break_off
from tests.servers.slack.bodies import reply

if TYPE_CHECKING:
    from tests.servers.slack.team import Team

LOST = ("reset_before", "reset_after", "hang", "hang_after", "close", "truncated")
FAULTS = ("429", "500", "502", "503", "504", "html", "not_json", *LOST)


def error(code: str) -> str:
    """The kind of a fault that answers with an error code of the Web API, as `error("not_in_channel")`."""
    return f"error:{code}"


def slow(seconds: float) -> str:
    """The kind of a fault that answers well, but so many seconds later."""
    return f"slow:{seconds}"


@dataclass(eq=False, kw_only=True)
class Fault:
    """What calls of a method meet: `times` of them, `skip` apart first; of one team, or of all.

    `method` is a pattern for the whole name; the method of posts to a response URL is `response_url`. `kind`: one of
    FAULTS, error(…) or slow(…). `retry_after`: seconds that a 429 asks for. `reset_after` and `hang_after` let the call
    take effect, and its reply is lost.
    """

    method: str
    kind: str
    times: int = 1
    team: Team | None = None
    skip: int = 0
    retry_after: float = 1.0
    met: int = 0

    def __post_init__(self) -> None:
        if self.kind not in FAULTS and not self.kind.startswith(("error:", "slow:")):
            raise ValueError(f"no fault {self.kind!r}; take one of {', '.join(FAULTS)}, or error(code), slow(seconds)")

    @property
    def over(self) -> bool:
        """Has it struck as often as it should?"""
        return self.met >= self.skip + self.times

    def meets(self, method: str, team: Team | None) -> bool:
        """Does it strike this call? Counts it."""
        if (self.team is not None and self.team is not team) or not re.fullmatch(self.method, method):
            return False
        self.met += 1
        return self.skip < self.met <= self.skip + self.times


async def go_wrong(
    fault: Fault, request: web.Request, do: Callable[[], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Answer a call as the fault has it; `do` is what the call should do."""
    kind = fault.kind
    if kind.startswith("error:"):
        return reply({"ok": False, "error": kind.removeprefix("error:")})
    if kind.startswith("slow:"):
        await asyncio.sleep(float(kind.removeprefix("slow:")))
        return await do()
    if kind in ("reset_after", "hang_after"):
        await do()
    if kind in LOST:
        return await break_off(kind.split("_")[0], request)
    match kind:
        case "429":
            after = str(int(fault.retry_after + 0.999))
            return reply({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": after})
        case "html":
            return web.Response(text="<!DOCTYPE html><title>Slack</title>", content_type="text/html")
        case "not_json":
            return web.Response(text="{]", content_type="application/json")
        case _:
            return web.Response(status=int(kind), text=f"upstream says {kind}", content_type="text/html")
