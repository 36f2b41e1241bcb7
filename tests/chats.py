"""A channel on the real store in which people type, and to which posts go."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.domain.facts import Case
from bot.services.correct import tell
from bot.services.due import due
from handlers.commands import reply_to
from handlers.plain import render
from handlers.request import Services, Talk
from tests.delivering import Desk, channel
from tests.fakes import INFO, ZONE, FakeAsker
from tests.platforms import PLAIN, FakePlatform
from tests.samples import DEADLINE, FIRST, OUTCOME, SECOND

HERE, THERE = channel("here"), channel("there")
CHAT = Talk(asked_by="ann", conversation="c", workspace="w", here=HERE)


@dataclass
class Chat:
    """A channel in which people type, and to which posts go."""

    desk: Desk
    platform: FakePlatform
    services: Services

    async def say(self, line: str, talk: Talk = CHAT) -> str:
        """What is replied to a line, as plain text."""
        return render(await reply_to(self.services, line, talk), ZoneInfo(ZONE))

    async def until(self, at: datetime) -> None:
        """Let time pass, then send all that is due."""
        self.desk.wait((at - self.desk.clock.at).total_seconds())
        await due(self.desk.posting(), at)
        await tell(self.desk.posting(), at)
        await self.desk.deliverer().drain()


@asynccontextmanager
async def open_chat(tmp_path: Path) -> AsyncIterator[Chat]:
    """At 12 February 2020, 12:00 in Istanbul, a base with the sample facts."""
    platform = FakePlatform(capabilities=replace(PLAIN, command="/sitrep "), zone=ZoneInfo(ZONE))
    async with Desk(tmp_path, [platform]) as desk:
        platform.clock = desk.wall
        await desk.store.cases.load(Case(info=INFO, facts=(FIRST, SECOND, DEADLINE, OUTCOME)))
        desk.clock.at = datetime(2020, 2, 12, 9, tzinfo=UTC)
        services = Services(
            facts=desk.store.facts,
            journal=desk.store.journal,
            cases=desk.store.cases,
            asker=FakeAsker(),
            clock=desk.clock,
            zone=ZONE,
            posting=desk.posting(),
            delivers=True,
        )
        yield Chat(desk=desk, platform=platform, services=services)
