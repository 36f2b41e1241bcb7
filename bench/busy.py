"""Keeps a database busy from another process: small writes one after another, and a changed fact every other second.

`python -m bench.busy DATABASE CASE` writes until it is ended; it says `busy` when it begins.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
import time
from dataclasses import replace
from pathlib import Path

from storage.casefiles import read_case
from storage.store import open_store

EVERY_S = 2.0
"""Seconds between two changes of a fact, which take the whole case through the database."""
PAUSE_S = 0.005
"""Seconds between two writes; SQLite would let nobody else in without them."""
SIZE = 2000


async def write(database: Path, folder: Path) -> None:
    """Write without an end."""
    case = read_case(folder)
    changed = replace(case.facts[0], asks=(*case.facts[0].asks, "what is this about?"))
    versions = itertools.cycle([replace(case, facts=(changed, *case.facts[1:])), case])
    async with open_store(f"sqlite:///{database}", busy_timeout=30) as store:
        print("busy", flush=True)
        loaded = time.monotonic()
        for n in itertools.count():
            await store.memos.put(f"bench/{n % 100}", f"{n}" * (SIZE // len(str(n))))
            if time.monotonic() - loaded > EVERY_S:
                await store.cases.load(next(versions))
                loaded = time.monotonic()
            await asyncio.sleep(PAUSE_S)


if __name__ == "__main__":
    asyncio.run(write(Path(sys.argv[1]), Path(sys.argv[2])))
