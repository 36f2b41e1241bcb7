"""A desk that sends: a real store, a fake platform and clocks that stand still until a test moves them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Self, cast

from bot.domain.delivery import Capabilities, Delivery, Destination, Draft, Entry, Kind, Page, State
from bot.domain.message import Message, Text, plain
from bot.domain.outbox import Outbox
from bot.domain.platform import Platform
from bot.domain.subscription import Subscription
from bot.services.deliver import Deliverer
from bot.services.posting import Posting
from bot.settings import DeliverySettings
from handlers.posts import Posts
from storage.store import Store, open_store
from tests.fakes import ZONE, StillClock
from tests.platforms import FakePlatform

NOW = datetime(2020, 2, 12, 5, tzinfo=UTC)
WALL = datetime(2026, 3, 1, 9, tzinfo=UTC)
OPERATOR = Destination(platform="fake", workspace="w", channel="operators")
RULES = DeliverySettings()

Hook = Callable[[str], Awaitable[None]]
"""Told a method of the outbox and `before` or `after`, as `begin before`."""


class HookedOutbox:
    """An outbox whose methods call `hook` before and after they do what they do."""

    def __init__(self, outbox: Outbox, hook: Hook) -> None:
        self._outbox = outbox
        self._hook = hook

    def __getattr__(self, name: str) -> Any:
        return partial(self._call, name)

    async def _call(self, name: str, *args: object, **named: object) -> object:
        await self._hook(f"{name} before")
        result = await getattr(self._outbox, name)(*args, **named)
        await self._hook(f"{name} after")
        return result


@dataclass
class Desk:
    """What the deliverers of a test share; `mono` is their monotonic clock, in seconds."""

    path: Path
    platforms: Sequence[Platform]
    rules: DeliverySettings = RULES
    operator: Destination | None = OPERATOR
    clock: StillClock = field(default_factory=lambda: StillClock(NOW))
    wall: StillClock = field(default_factory=lambda: StillClock(WALL))
    mono: float = 0.0
    lateness: list[tuple[str, float]] = field(default_factory=list)
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def __aenter__(self) -> Self:
        self.store = await self.open()
        for platform in self.platforms:
            if isinstance(platform, FakePlatform):
                platform.clock = self.wall
        return self

    async def __aexit__(self, *raised: object) -> None:
        await self._stack.aclose()

    async def open(self) -> Store:
        """Another connection to the same file."""
        return await self._stack.enter_async_context(open_store(f"sqlite:///{self.path}/sitrep.db", busy_timeout=30))

    def posting(self, store: Store | None = None, *, hook: Hook | None = None) -> Posting:
        store = store or self.store
        outbox = cast("Outbox", HookedOutbox(store.outbox, hook)) if hook else store.outbox
        return Posting(
            facts=store.facts,
            journal=store.journal,
            subscriptions=store.subscriptions,
            outbox=outbox,
            ledger=store.ledger,
            corrections=store.corrections,
            presenter=Posts(),
            platforms={p.name: p for p in self.platforms},
            rules=self.rules,
            case_title="A test case",
            zone=ZONE,
            operator=self.operator,
        )

    def deliverer(self, worker: str = "one", *, store: Store | None = None, hook: Hook | None = None) -> Deliverer:
        return Deliverer(
            self.posting(store, hook=hook),
            clock=self.clock,
            wall=self.wall,
            worker=worker,
            on_sent=lambda kind, late: self.lateness.append((kind, late)),
            monotonic=lambda: self.mono,
            poll_s=0.02,
        )

    def wait(self, seconds: float) -> None:
        """Let time pass on every clock."""
        self.clock.at += timedelta(seconds=seconds)
        self.wall.at += timedelta(seconds=seconds)
        self.mono += seconds

    async def work_on(self, deliverer: Deliverer, *, seconds: float, every: float) -> None:
        """Drain, let time pass, drain again … for so long."""
        for _ in range(int(seconds / every) + 1):
            await deliverer.drain()
            self.wait(every)

    async def put(self, *places: Destination, pages: int = 1, slot: str = "one", **more: Any) -> None:
        """A due post to each place."""
        values: dict[str, Any] = {"kind": "notice", "due_at": self.clock.at, **more}
        drafts = [Draft(to=to, slot=slot, pages=texts(slot, pages), **values) for to in places]
        assert await self.store.outbox.enqueue(drafts, at=self.clock.at)

    async def subscribe(self, to: Destination) -> Subscription:
        """Reminders for a place, asked for by ada."""
        return await self.store.subscriptions.add(
            Subscription(to=to, workspace="w", product="reminders", owner="ada", made_at=self.clock.at)
        )

    async def entries(self) -> list[Entry]:
        """Every delivery that is no notice of trouble, oldest first."""
        found = [*await self.store.outbox.log(workspace="", limit=100_000)]
        found += await self.store.outbox.log(workspace="w", limit=100_000)
        return sorted((e for e in found if not e.slot.startswith("trouble ")), key=lambda e: e.id)

    async def states(self) -> list[State]:
        return [e.state for e in await self.entries()]

    async def passed(self, number: int = 0) -> list[State]:
        """The states that a delivery went through."""
        return [state for _, state, _ in (await self.entries())[number].steps]

    async def reason(self, number: int = 0) -> str:
        """The latest reason of a delivery."""
        return (await self.entries())[number].steps[-1][2]


def fake(desk: Desk, can: Capabilities | None = None) -> FakePlatform:
    """The desk's first platform, which can do `can` if that is given."""
    platform = desk.platforms[0]
    assert isinstance(platform, FakePlatform)
    platform.capabilities = can or platform.capabilities
    return platform


async def called(platform: FakePlatform, times: int) -> None:
    """Wait for the n-th call of a platform."""
    while len(platform.calls) < times:
        platform.called.clear()
        await platform.called.wait()


def channel(name: object = "c1") -> Destination:
    return Destination(platform="fake", workspace="w", channel=str(name))


def texts(slot: str, pages: int) -> tuple[Page, ...]:
    """Pages that say which they are."""
    said = [f"{slot} page {n}" for n in range(1, pages + 1)]
    return tuple(Page(body=t.encode(), message=Message(blocks=(Text(plain(t)),))) for t in said)


def leased(state: State = "queued", *, kind: Kind = "sitrep", **more: Any) -> Delivery:
    """A delivery as a value, due now."""
    values: dict[str, Any] = {
        "id": 1,
        "kind": kind,
        "to": channel(),
        "workspace": "w",
        "slot": "one",
        "page": 1,
        "pages": 1,
        "state": state,
        "due_at": NOW,
        "key": "sr-1",
        "body": b"",
        "fence": 1,
        "attempts": 0,
        "unsure": state == "ambiguous",
        "late": False,
        "made_at": NOW,
        **more,
    }
    return Delivery(**values)


def rules(**more: Any) -> DeliverySettings:
    """The rules with some of them changed."""
    return RULES.model_copy(update=more)
