"""Serve it: python -m tests.servers.slack FILE [--port N]. FILE gets the addresses, the tokens and the ids."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from tests.servers.slack.control import serve

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="slack")
    parser.add_argument("file", type=Path)
    parser.add_argument("--port", type=int, default=0)
    given = parser.parse_args()
    asyncio.run(serve(given.file, port=given.port))
