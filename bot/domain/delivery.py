"""Where a message goes, what the place can show, what becomes of it on the way, and the proof that it arrived."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.domain.message import Message
from bot.domain.places import Destination as Destination

State = Literal["queued", "attempting", "sent", "failed", "ambiguous", "missed", "dead", "superseded"]
"""queued: waits to be sent. attempting: committed before the network is touched. sent: the platform gave a receipt.
failed: the platform refuses it for good. ambiguous: it may or may not have arrived. missed: too late to be sent at all.
dead: given up after many tries. superseded: a newer delivery says it instead."""

SETTLED: frozenset[State] = frozenset({"sent", "failed", "missed", "dead", "superseded"})

Kind = Literal["sitrep", "reminder", "correction", "edit", "notice", "answer"]
"""answer: what a person was told on request; it never waits in the outbox, and is written down once it was posted."""

Seen = tuple[str, int]
"""A fact and its version, as a channel saw it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Capabilities:
    """What a platform can do. `message_limit` is the longest message in characters, None for no limit.

    `reads_back`: `find` tells whether a post arrived. `dedup_s`: seconds for which a key that is sent again is not
    shown twice, 0 where never. `sends_per_s`: what the platform as a whole takes, None for no limit. `items` and
    `pages` bound a digest. `private_edit_s`: seconds for which a post that only one person sees can be edited.
    `settle_s`: seconds that a post which may have arrived takes at most to be seen when it is read back.
    `command` stands before the name of a command there, but for those whose first word is in `apart`: they stand
    alone, behind a slash. Where every option is typed with its name, `named` has, by command, the name of the one that
    elsewhere stands without. `more` tells in a sentence or two what else one can do there.
    """

    message_limit: int | None
    tables: bool
    edits: bool
    replies: bool = False
    reads_back: bool = False
    dedup_s: float = 0.0
    sends_per_s: float | None = None
    items: int = 12
    pages: int = 3
    private_edit_s: float = 900.0
    settle_s: float = 0.0
    command: str = "/"
    apart: tuple[str, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)
    more: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """The platform's proof of a post: `id` finds it again in `to`."""

    to: Destination
    id: str
    sent_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One post: `body` is what goes to the platform, the same bytes at every try; `message` is what it says.

    `facts` are the ids of the facts that it shows.
    """

    body: bytes
    message: Message
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A message to be put into the outbox, as one delivery a page.

    `slot` names what it is for, once and for all: a subscription never gets two deliveries of a slot, but for
    superseded ones. Without a subscription the slot is unique by destination. `seen` has the version of every fact of
    its pages. `state` is `missed` or `superseded` for what is only put on record, without pages.

    `fresh_until`: after that instant, or when one of its facts has changed, what never went out is composed anew.
    `expires_at`: from then on it is not sent any more. `reply_to` is the post that it answers; `edits` the post that
    its one page replaces (kind `edit`). `corrects` are the numbers of the corrections that it tells the destination.
    """

    kind: Kind
    to: Destination
    slot: str
    due_at: datetime
    subscription: int | None = None
    workspace: str = ""
    pages: tuple[Page, ...] = ()
    seen: tuple[Seen, ...] = ()
    late: bool = False
    state: State = "queued"
    reason: str = ""
    fresh_until: datetime | None = None
    expires_at: datetime | None = None
    reply_to: Receipt | None = None
    edits: Receipt | None = None
    corrects: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """One post on its way, page `page` of `pages` (from 1) of a slot.

    `key` names the post for the platform, which may so tell a repeat; it is at most 25 characters long, the limit of
    Discord's nonce. `fence` is the number of the lease: whoever holds an older one is refused. `attempts` counts the
    sends. `unsure` says that one of them may have arrived. `attempted_at`, by the machine's clock, is the start of the
    first send that may have arrived, else of the latest one.
    """

    id: int
    kind: Kind
    to: Destination
    workspace: str
    slot: str
    page: int
    pages: int
    state: State
    due_at: datetime
    key: str
    body: bytes
    fence: int
    attempts: int
    unsure: bool
    late: bool
    made_at: datetime
    subscription: int | None = None
    attempted_at: datetime | None = None
    fresh_until: datetime | None = None
    expires_at: datetime | None = None
    reply_to: Receipt | None = None
    edits: Receipt | None = None
    seen: tuple[Seen, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What became of a leased delivery: its new state and why, all written in one transaction.

    `wait_s` seconds must pass before it is touched again; with `holds` that binds the whole place or platform (a 429).
    `parked`: nothing more is done about it until a person looks. `pauses` the subscription. `drafts` are notices that
    are written with it.
    """

    state: State
    reason: str = ""
    receipt: Receipt | None = None
    wait_s: float = 0.0
    holds: Literal["", "place", "platform"] = ""
    parked: bool = False
    pauses: bool = False
    drafts: tuple[Draft, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A line of a channel's log: a delivery with every state it went through, each with its instant and reason."""

    id: int
    kind: Kind
    to: Destination
    subscription: int | None
    slot: str
    page: int
    pages: int
    state: State
    due_at: datetime
    late: bool
    steps: tuple[tuple[datetime, State, str], ...]
