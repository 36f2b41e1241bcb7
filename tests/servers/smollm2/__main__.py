"""Serve it: python -m tests.servers.smollm2 [--port N]."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys

from tests.servers.smollm2 import missing, smollm2


async def serve(port: int) -> None:
    """Serve until SIGTERM or Ctrl-C."""
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    async with smollm2(port=port) as base:
        sys.stdout.write(f'config.toml: [llm] base_url = "{base}", model = "smollm2", timeout_s = 120\nready\n')
        sys.stdout.flush()
        await ended.wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="smollm2")
    parser.add_argument("--port", type=int, default=0)
    given = parser.parse_args()
    if lacks := missing():
        sys.exit(f"{lacks}; `make model-test` sets it up")
    asyncio.run(serve(given.port))
