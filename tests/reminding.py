"""Deadlines through the real store: a made-up case of a few facts, and a channel that is reminded of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.domain.delivery import Destination, Entry
from bot.domain.facts import Case, Deadline, Fact, Outcome
from bot.domain.subscription import Subscription
from bot.services.correct import tell
from bot.services.deliver import Deliverer
from bot.services.remind import remind
from tests.delivering import Desk, channel
from tests.fakes import INFO
from tests.platforms import FakePlatform
from tests.samples import fact

HERE = channel("desk")
DUE = datetime(2020, 3, 10, 12, tzinfo=UTC)
LEADS = (timedelta(days=7), timedelta(days=1), timedelta(hours=1))
ASKED = datetime(2020, 2, 20, tzinfo=UTC)


def before(**span: float) -> datetime:
    """So long before the deadline."""
    return DUE - timedelta(**span)


def after(**span: float) -> datetime:
    return DUE + timedelta(**span)


def ultimatum(
    fact_id: str = "afp-2020-02-20/1",
    statement: str = "The governor was told to answer by 10 March.",
    *,
    due: datetime = DUE,
    outcome: Outcome | None = None,
    told_by: str = "",
    set_by: str = "Turkey",
    known_at: datetime | None = None,
    **more: Any,
) -> Fact:
    """A deadline fact, known from the day in its id unless it says otherwise."""
    limit = Deadline(
        due_at=due,
        set_by=set_by,
        addressed_to="Syria",
        outcome=outcome,
        outcome_facts=(told_by,) if told_by else (),
        outcome_on=due.date() if outcome else None,
    )
    day = fact_id.split("/")[0][-10:]
    made = fact(fact_id, statement, day, kind="deadline", deadline=limit, said_by=set_by, topics=("deadline",), **more)
    return replace(made, known_at=known_at) if known_at else made


def news(fact_id: str, statement: str, known_at: datetime) -> Fact:
    """What came of it."""
    return replace(fact(fact_id, statement, fact_id.split("/")[0][-10:]), known_at=known_at)


def case_of(*facts: Fact) -> Case:
    return Case(info=INFO, facts=facts)


@dataclass
class Room:
    """A desk whose case has these deadlines. Time moves in beats, at each of which all that is due goes out."""

    desk: Desk
    platform: FakePlatform
    deliverer: Deliverer

    async def load(self, *facts: Fact) -> None:
        await self.desk.store.cases.load(case_of(*facts))

    async def asks(
        self, to: Destination = HERE, *, at: datetime = ASKED, leads: Sequence[timedelta] = LEADS, **more: Any
    ) -> Subscription:
        return await self.desk.store.subscriptions.add(
            Subscription(to=to, workspace="w", product="reminders", owner="ada", made_at=at, leads=tuple(leads), **more)
        )

    def at(self, now: datetime) -> None:
        """Set every clock."""
        self.desk.wait((now - self.desk.clock.at).total_seconds())

    async def beat(self, now: datetime) -> None:
        """What the heartbeat does at an instant, and the deliverer after it."""
        self.at(now)
        posting = self.desk.posting()
        await remind(posting, now)
        await tell(posting, now)
        await self.deliverer.drain()

    async def beats(self, instants: Iterable[datetime]) -> None:
        for now in instants:
            await self.beat(now)

    def titles(self, to: Destination = HERE) -> list[str]:
        return [text.splitlines()[0] for text in self.platform.shown(to)]

    async def record(self) -> list[tuple[str, str]]:
        """(slot, state) of every delivery, oldest first."""
        return [(e.slot, e.state) for e in await self.desk.entries()]

    async def entry(self, slot: str) -> Entry:
        """The latest delivery of a slot."""
        return [e for e in await self.desk.entries() if e.slot == slot][-1]


@asynccontextmanager
async def room_in(folder: Path, *facts: Fact, start: datetime = ASKED) -> AsyncIterator[Room]:
    """A room in `folder`, on a database that holds these facts."""
    platform = FakePlatform()
    async with Desk(folder, [platform]) as desk:
        platform.clock = desk.wall
        room = Room(desk=desk, platform=platform, deliverer=desk.deliverer())
        if facts:
            await room.load(*facts)
        room.at(start)
        yield room


def every(first: datetime, last: datetime, step: timedelta) -> list[datetime]:
    """Instants from `first` to `last`."""
    count = int((last - first) / step)
    return [first + n * step for n in range(count + 1)]
