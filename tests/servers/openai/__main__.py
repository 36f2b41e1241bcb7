"""Serve it: python -m tests.servers.openai [--port N] [--brain NAME] [--act KIND]. GET /asked tells what was asked."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys

from tests.servers.openai.acts import Act
from tests.servers.openai.brains import BRAINS
from tests.servers.openai.server import openai_server


async def serve(brain: str, act: str, port: int) -> None:
    """Serve until SIGTERM."""
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    async with openai_server(BRAINS[brain], port=port) as server:
        server.usual = Act(kind=act)
        sys.stdout.write(f'config.toml: [llm] base_url = "{server.base}", model = "{brain}"\nready\n')
        sys.stdout.flush()
        await ended.wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="openai")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--brain", choices=BRAINS, default="honest")
    parser.add_argument("--act", default="fine")
    given = parser.parse_args()
    asyncio.run(serve(given.brain, given.act, given.port))
