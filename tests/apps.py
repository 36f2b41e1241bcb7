"""Opening the application in tests, and seeing that it leaves nothing behind."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

from bot.settings import Settings
from storage.store import open_store


class Told:
    """Progress as it was told; `vectors` is set with the first that is told of vectors."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, int, int]] = []
        self.vectors = asyncio.Event()

    def __call__(self, what: str, done: int, total: int) -> None:
        self.lines.append((what, done, total))
        if what == "vectors":
            self.vectors.set()


def settings(folder: Path, *, case: Path | None = None, meaning: str = "none", url: str = "") -> Settings:
    search = {"meaning": meaning} | ({"embeddings_url": url, "embeddings_model": "hashed"} if url else {})
    tables: dict[str, object] = {"storage": {"url": f"sqlite:///{folder}/sitrep.db"}, "search": search}
    return Settings.model_validate(tables | ({"case": {"path": str(case)}} if case else {}))


def left_behind(before: set[asyncio.Task[object]]) -> list[str]:
    """Tasks and threads that still run, but for the pool and the server of the test."""
    tasks = [repr(t) for t in asyncio.all_tasks() - before]
    ours = ("asyncio_", "MainThread", "Thread-")
    threads = [t.name for t in threading.enumerate() if not t.name.startswith(ours)]
    return tasks + threads


async def writable(path: Path) -> None:
    """Nobody holds the database."""
    async with open_store(f"sqlite:///{path}", busy_timeout=0.0) as store:
        await store.transact(lambda c: c.execute_fetchall("UPDATE change SET facts = facts"))
