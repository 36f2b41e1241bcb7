"""A whole `sitrep run` in a process of its own that kills itself with SIGKILL at a named step of a delivery."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from dataclasses import dataclass
from pathlib import Path

from bot.app import App, open_app
from bot.metrics import Metrics
from bot.run import Service
from bot.settings import Settings
from tests.httpplatform import HttpPlatform
from tests.platforms import BLIND, DEDUPS, PLAIN

POLL_S = 0.05
LIMIT = 1500
"""Characters of a post: so few that every sitrep takes several pages."""
KINDS = {"read back": PLAIN, "tells repeats": DEDUPS, "neither": BLIND}
"""Platforms by what can be found out on them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Life:
    """One life of the process: it ends at the `nth` log line of an `action`, or when nothing is left to do.

    `first_page` counts only lines on a page that others follow. Without an action only the platform can end it.
    """

    database: Path
    url: str
    kind: str
    action: str = ""
    nth: int = 1
    first_page: bool = False


class Fatal(logging.Handler):
    """Kills the process when the line is written that stands for the step."""

    def __init__(self, life: Life) -> None:
        super().__init__(logging.DEBUG)
        self._life = life
        self._left = life.nth

    def emit(self, record: logging.LogRecord) -> None:
        if getattr(record, "action", "") != self._life.action:
            return
        if self._life.first_page and getattr(record, "page", 0) != 1:
            return
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def settings(database: Path, case: Path) -> Settings:
    """Waits short enough for many lives; everything else as it is shipped."""
    return Settings.model_validate(
        {
            "case": {"path": str(case)},
            "storage": {"url": f"sqlite:///{database}"},
            "search": {"meaning": "none"},
            "run": {"heartbeat_s": 0.2},
            "delivery": {"lease_s": 0.6, "send_timeout_s": 0.3, "settle_s": 0.1},
            "operator": {"platform": "fake", "workspace": "w", "channel": "operators"},
        }
    )


def live(life: Life) -> None:
    """Run until everything that is due has been done, if nothing kills the process before."""
    logger = logging.getLogger("bot")
    logger.handlers = [Fatal(life)]
    logger.propagate = False
    logger.setLevel(logging.DEBUG)
    asyncio.run(_live(life))


async def _live(life: Life) -> None:
    held = settings(life.database, life.database)
    capabilities = KINDS[life.kind]
    async with open_app(held, progress=lambda *_: None, fill=False, vectors=False) as app:
        platform = HttpPlatform(url=life.url, capabilities=capabilities, message_limit=LIMIT)
        service = Service(app, await app.posting([platform]), [platform], Metrics())
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(service.run())
            await _done(app)
            service.stop()


async def _done(app: App) -> None:
    """Return when no sitrep is due and no delivery is open."""
    while True:
        await asyncio.sleep(POLL_S)
        now = app.clock.now()
        due = await app.store.subscriptions.due(now, ["fake"], limit=1)
        gauges = await app.store.outbox.gauges(now=now)
        queued = sum(gauges.by_state.get(state, 0) for state in ("queued", "attempting", "ambiguous"))
        if not due and queued == gauges.parked:
            return
