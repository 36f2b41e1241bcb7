"""The situation report and the other scheduled posts as values, before anything is worded or rendered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol

from bot.domain.deadlines import DeadlineState, Status
from bot.domain.delivery import Capabilities, Destination
from bot.domain.facts import Fact
from bot.domain.message import Message
from bot.domain.ports import OpenGap
from bot.domain.spending import Scope
from bot.domain.subscription import Correction


@dataclass(frozen=True, kw_only=True, slots=True)
class Sitrep:
    """A situation report for one place, as of a moment, on what became known after `covers_from`.

    `lead` are the facts of the bottom line, `new` the other new ones, most important first. `more` counts, by topic,
    the new facts that are left out; a fact counts once, under its first topic. `changed` pairs each new figure with
    those that it supersedes. `disputed` are groups with a new fact. `gaps` are open questions. `next_at` is None for a
    report on demand.
    `late` says that it should have come at `due_at`. `doubtful` says that the one before may not have arrived.
    `newest` is the day of the newest source.
    """

    case_title: str
    zone: str
    as_of: datetime
    covers_from: datetime
    topics: tuple[str, ...] = ()
    due_at: datetime | None = None
    next_at: datetime | None = None
    late: bool = False
    doubtful: bool = False
    lead: tuple[Fact, ...] = ()
    new: tuple[Fact, ...] = ()
    more: Mapping[str, int] = field(default_factory=dict)
    changed: tuple[tuple[Fact, tuple[Fact, ...]], ...] = ()
    corrected: tuple[Correction, ...] = ()
    disputed: tuple[tuple[Fact, ...], ...] = ()
    deadlines: tuple[DeadlineState, ...] = ()
    gaps: tuple[OpenGap, ...] = ()
    newest: date | None = None
    total: int = 0

    @property
    def quiet(self) -> bool:
        """Nothing new, changed or corrected since the last one."""
        return not (self.lead or self.new or self.changed or self.corrected or self.disputed)


@dataclass(frozen=True, kw_only=True, slots=True)
class DeadlineNotice:
    """A post on one deadline. `state` is how it stands when the post is composed.

    `why`: `lead` (it comes up), `changed` (set anew: `before` is how it was told until then), `ended` (met, missed,
    moved, withdrawn or lapsed), `passed` (over while nothing could be sent, or with no outcome known).
    """

    why: Literal["lead", "changed", "ended", "passed"]
    state: DeadlineState
    zone: str
    before: tuple[Fact, ...] = ()
    status: Status = "pending"
    late: bool = False
    as_of: datetime


class Presenter(Protocol):
    """Puts reports and notices into words. Pure. `can` is what the platform of the place can do."""

    def sitrep(self, report: Sitrep, can: Capabilities) -> Message: ...

    def deadline(self, notice: DeadlineNotice, can: Capabilities) -> Message: ...

    def correction(self, corrections: tuple[Correction, ...], zone: str, can: Capabilities) -> Message: ...

    def marked(
        self, message: Message, corrections: tuple[Correction, ...], zone: str, *, brief: bool = False
    ) -> Message:
        """A post with the lines of corrected facts marked as such; `brief` puts marks in the place of their words."""
        ...

    def trouble(self, what: Trouble, can: Capabilities) -> Message:
        """`can` is what the platform of the place in trouble can do: it is there that something must be done."""
        ...

    def overspent(self, what: Overspending) -> Message: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """What the owner of a subscription and the operator are told when a post could not be made.

    `what`: `closed` (the place refuses us; the subscription is paused) or `ambiguous` (a post may not have arrived
    and cannot be checked).
    """

    what: Literal["closed", "ambiguous"]
    to: Destination
    subscription: int | None
    slot: str
    reason: str
    at: datetime
    zone: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Overspending:
    """What the operator is told when no more may be spent on the model. `day` is that of the machine's clock in UTC."""

    whose: Scope
    day: date
