"""Load a case: read it away from the loop, then bring the store to its state."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.domain.errors import Problem
from bot.domain.facts import Case
from bot.domain.ports import LoadReport

Progress = Callable[[int, int], None]
"""Told (done, total) in numbers of facts."""

ReadCase = Callable[[Path], tuple[Case, list[Problem]]]
"""Reads a case with its warnings; raises CaseError with all mistakes."""


class LoadsCases(Protocol):
    """What a load needs of the store."""

    async def load(self, case: Case, progress: Progress | None = None, *, at: datetime | None = None) -> LoadReport:
        """`at` dates what the load corrects of facts that were posted, the machine's clock without it."""
        ...


async def load_case(
    read: ReadCase, store: LoadsCases, path: Path, progress: Progress | None = None, *, at: datetime | None = None
) -> tuple[LoadReport, list[Problem]]:
    """What the load changed, and the warnings. Raises CaseError before anything is written, or StoreError."""
    case, warnings = await asyncio.to_thread(read, path)
    return await store.load(case, progress, at=at), warnings
