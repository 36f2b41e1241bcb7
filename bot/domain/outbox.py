"""What scheduled posting needs from storage: subscriptions, the outbox, what channels have seen, corrections.

Instants named `at` are the case clock's. `wall` is the machine's clock, by which waits are kept, since a replayed case
runs faster than the platforms do. No lease is ever judged by either: see `Outbox.leases`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.delivery import Delivery, Destination, Draft, Entry, Receipt, Seen, State, Step
from bot.domain.facts import Fact
from bot.domain.message import Message
from bot.domain.subscription import Advance, Correction, Product, Standing, Subscription


class Subscriptions(Protocol):
    """What channels asked for."""

    async def add(self, subscription: Subscription) -> Subscription:
        """Store it; gives it with its number."""
        ...

    async def get(self, number: int, *, workspace: str) -> Subscription | None:
        """One that is not removed."""
        ...

    async def all(self, *, workspace: str, to: Destination | None = None) -> list[Subscription]:
        """Those of a workspace that are not removed, or only those of one place, in order of their numbers."""
        ...

    async def stand(self, number: int, standing: Standing, reason: str, *, next_run_at: datetime | None = None) -> None:
        """Pause, resume or remove one; resuming sets its next run."""
        ...

    async def track(self, number: int, *, only: Sequence[str], but: Sequence[str], leads: Sequence[float]) -> None:
        """Change which deadlines one follows; `leads` in seconds."""
        ...

    async def due(self, now: datetime, platforms: Sequence[str], *, limit: int) -> list[Subscription]:
        """Active sitrep subscriptions whose next run has come, or lies so far ahead that the clock was set back.

        The longest due first. None to whose place a sitrep is under way. "So far ahead" is left to the caller: those
        with `covered_to` later than `now`, or a next run in more than eight days, are given.
        """
        ...

    async def active(self, product: Product, platforms: Sequence[str]) -> list[Subscription]: ...

    async def by_platform(self) -> Mapping[str, int]:
        """How many active ones there are on each platform that has some, of all workspaces together."""
        ...


class Outbox(Protocol):
    """Every post that is to go out, and what became of it. Each method is one transaction.

    The deliveries of a place go out one after the other in order of their numbers; a parked one holds up nobody.
    """

    async def enqueue(self, drafts: Sequence[Draft], *, at: datetime, advance: Advance | None = None) -> bool:
        """Write the deliveries of all drafts, and step the subscription on. All or nothing.

        False, and nothing written, where the subscription has moved on, is not active any more, or a correction of
        `corrects` was already told there. A slot that the subscription already has is left out.
        """
        ...

    async def claim(
        self, platforms: Sequence[str], *, worker: str, at: datetime, wall: datetime, limit: int
    ) -> list[Delivery]:
        """Lease deliveries that can be worked on now: queued or ambiguous, due, not parked, not waiting, first of
        their place, their page's turn. Each gets a new fence.
        """
        ...

    async def begin(self, delivery: Delivery, *, at: datetime, wall: datetime) -> None:
        """Commit `attempting`, and `wall` as `attempted_at` unless the delivery is unsure. Raises LeaseLost."""
        ...

    async def step(self, delivery: Delivery, step: Step, *, at: datetime, wall: datetime) -> None:
        """Write what became of it, and give the lease back. Raises LeaseLost, and nothing is written then.

        `sent` writes into the ledger of what the place has seen; `failed` and `dead` take the later pages with them.
        What a sitrep told that ended otherwise, or is parked, does not count as covered: the next one tells it.
        """
        ...

    async def recompose(self, delivery: Delivery, reason: str, *, at: datetime) -> None:
        """Supersede every page of its slot, none of which went out, so that it is composed anew: a sitrep's
        subscription steps back to it, a correction counts as not told, and its edits go with it. Raises LeaseLost.
        """
        ...

    async def stale(self, delivery: Delivery) -> bool:
        """Does it show a version of a fact that is not the current one any more?"""
        ...

    async def leases(self) -> list[tuple[int, int]]:
        """(id, fence) of every delivery that somebody holds.

        A lease ends when another worker has seen the same pair for a lease's length on its own monotonic clock, so
        that no two clocks are ever compared and a clock that is set ends none.
        """
        ...

    async def take_over(self, number: int, fence: int, *, worker: str) -> Delivery | None:
        """Lease what a vanished worker held, with a new fence; None where the pair has changed since."""
        ...

    async def under_way(self, to: Destination) -> bool:
        """Is a sitrep to that place neither settled nor parked?"""
        ...

    async def doubtful(self, subscription: int) -> bool:
        """May its latest sitrep not have arrived, or not all of it, and nobody can tell?"""
        ...

    async def has_slot(self, subscription: int, slot: str) -> bool:
        """Does it have that slot, not superseded?"""
        ...

    async def slots(self, subscription: int) -> set[str]:
        """Every slot that it has, but for superseded ones."""
        ...

    async def slots_of(self, subscriptions: Sequence[int]) -> Mapping[int, frozenset[str]]:
        """As `slots`, of many at once; those that have none are left out."""
        ...

    async def log(self, *, workspace: str, subscription: int | None = None, limit: int = 20) -> list[Entry]:
        """The latest deliveries, newest first, without answers and what only one person sees."""
        ...

    async def gauges(self, *, now: datetime) -> OutboxGauges: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class OutboxGauges:
    """How the outbox stands: deliveries by state, and how long the oldest one that is due has waited, in seconds.

    Answers, which never wait in it, do not count.
    """

    by_state: Mapping[State, int]
    parked: int
    queue_age_s: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Carrier:
    """A post that shows facts: where it is, and what it says. `asked`: it answered a person."""

    receipt: Receipt
    message: Message
    seen: tuple[Seen, ...]
    asked: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Owed:
    """Corrections that a place must be told, with the posts that carried the old versions, newest first.

    Of many answers only the latest are among them.
    """

    to: Destination
    workspace: str
    corrections: tuple[Correction, ...]
    carriers: tuple[Carrier, ...]


class Ledger(Protocol):
    """What each place has seen, and what of it was corrected since."""

    async def seen(self, to: Destination) -> Mapping[str, int]:
        """The newest version that the place was told of each fact; what it only asked for does not count."""
        ...

    async def saw(self, facts: Collection[str]) -> Mapping[Destination, frozenset[str]]:
        """Which of these facts each place was told, in any version."""
        ...

    async def newest_row(self) -> int:
        """The number of the newest row of a fact; rows only ever grow."""
        ...

    async def entered(self, after_row: int) -> set[str]:
        """Current facts that came into the base after that row, came back, or are now known from an earlier moment.

        A fact that was only worded or graded anew is no news.
        """
        ...

    async def owed(self, platforms: Sequence[str], *, to: Destination | None = None) -> list[Owed]:
        """Corrections not told yet to places that saw the old version; of one place only with `to`."""
        ...


class Corrections(Protocol):
    """Editors' changes to single facts.

    They outlast a load of the same case; a newer text in the case replaces them.
    """

    async def amend(self, new: Fact, *, reason: str, made_by: str, at: datetime) -> Correction:
        """Make `new` the next version of its fact. Raises BadRequest where there is no such fact."""
        ...

    async def retract(self, fact_id: str, *, reason: str, made_by: str, at: datetime) -> Correction: ...

    async def supersede(self, fact_id: str, *, by: str, reason: str, made_by: str, at: datetime) -> Correction:
        """Link the fact `by` as the one that takes its place."""
        ...
