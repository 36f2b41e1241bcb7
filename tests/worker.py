"""A worker in a process of its own: `python -m tests.worker DATABASE URL NAME`.

It says `ready`, waits for a line, sends all that is due to the office at URL, and says how many posts it sent.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot.clock import RealClock
from bot.services.deliver import Deliverer
from tests.delivering import Desk
from tests.httpplatform import HttpPlatform


async def main(database: Path, url: str, name: str) -> int:
    sent = 0

    def count(kind: str, lateness_s: float) -> None:
        nonlocal sent
        sent += 1

    async with HttpPlatform(url=url) as platform, Desk(database.parent, [platform]) as desk:
        clock = RealClock()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        await Deliverer(desk.posting(), clock=clock, wall=clock, worker=name, on_sent=count).drain()
    return sent


if __name__ == "__main__":
    sys.stdout.write(str(asyncio.run(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3]))))
