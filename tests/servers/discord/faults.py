"""Requests that go wrong on demand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aiohttp import web

from tests.servers.breaking import BREAKS, break_off
from tests.servers.discord.limits import limited
from tests.servers.discord.world import Refusal

CODES = {
    "50001": (403, "Missing Access"),
    "50013": (403, "Missing Permissions"),
    "50007": (403, "Cannot send messages to this user"),
    "10003": (404, "Unknown Channel"),
    "10008": (404, "Unknown Message"),
    "10062": (404, "Unknown interaction"),
    "50035": (400, "Invalid Form Body"),
    "401": (401, "401: Unauthorized"),
}
FAULTS = (
    *CODES,
    "500",
    "502",
    "503",
    "504",
    "hang",
    "reset",
    "close",
    "truncated",
    "garbage",
    "429",
    "429-global",
    "429-banned",
)


@dataclass(eq=False, kw_only=True)
class Fault:
    """A fault of FAULTS for requests whose "METHOD /path" matches `where`, `skip` of them apart, `times` times.

    `accepts`: does the request take effect before it fails? `retry_after`: seconds that a 429 asks for.
    """

    where: str
    fault: str
    times: int = 1
    skip: int = 0
    accepts: bool = False
    retry_after: float = 1.0
    met: int = 0

    def __post_init__(self) -> None:
        if self.fault not in FAULTS:
            raise ValueError(f"no fault {self.fault!r}; take one of {', '.join(FAULTS)}")

    def meets(self, line: str) -> bool:
        """Does it strike this request? Counts it."""
        if not re.search(self.where, line):
            return False
        self.met += 1
        return self.skip < self.met <= self.skip + self.times


async def go_wrong(fault: Fault, request: web.Request) -> web.StreamResponse:
    """End a request as the fault has it. Raises Refusal for refusals of the API."""
    if fault.fault in BREAKS:
        return await break_off(fault.fault, request)
    match fault.fault:
        case "429" | "429-global":
            return limited(fault.retry_after, everywhere=fault.fault == "429-global")
        case "429-banned":
            headers = {"Retry-After": str(int(fault.retry_after + 0.999)), "Content-Type": "text/html"}
            return web.Response(status=429, body=b"error code: 1015", headers=headers)
        case "garbage":
            return web.Response(body=b"{]", headers={"Content-Type": "application/json"})
        case "500" | "502" | "503" | "504":
            return web.Response(status=int(fault.fault), text=f"upstream says {fault.fault}")
    if fault.fault in CODES:
        status, message = CODES[fault.fault]
        raise Refusal(status, 0 if fault.fault == "401" else int(fault.fault), message)
    return web.Response(status=500)
