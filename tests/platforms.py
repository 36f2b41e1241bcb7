"""A platform in this process: it records what happens, shows what a reader would see, and misbehaves as it is told."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Literal

from bot.clock import Clock, RealClock
from bot.domain.delivery import Capabilities, Destination, Page, Receipt
from bot.domain.errors import Held, PlatformError, Refused, Unreached, Unsure
from bot.domain.message import Message, Sources
from handlers.paging import pages
from handlers.plain import render

PLAIN = Capabilities(message_limit=None, tables=False, edits=True, replies=True, reads_back=True)
"""Reads back and edits, but does not tell repeats."""

BLIND = replace(PLAIN, edits=False, replies=False, reads_back=False)
"""Can neither read back nor tell repeats."""

DEDUPS = replace(BLIND, dedup_s=60.0)
"""Cannot read back, and shows a key once within a minute."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Behaviour:
    """What a send does. `accepts`: the post is shown at once, not at all, or late, when the test calls `arrive()`.

    Then it waits for `until`, where that is given, and ends with `raises` or with a receipt; or it `hangs` for ever.
    """

    accepts: Literal["now", "late", "never"] = "now"
    raises: PlatformError | None = None
    until: asyncio.Event | None = None
    hangs: bool = False


ACCEPT = Behaviour()


def held(retry_after: float, *, everywhere: bool = False) -> Behaviour:
    """A 429."""
    return Behaviour(accepts="never", raises=Held("429: slow down", retry_after=retry_after, everywhere=everywhere))


def refused(*, gone: bool) -> Behaviour:
    """A 403 of the place, or a 400 of this one post."""
    text = "403: no access to this channel" if gone else "400: not a valid post"
    return Behaviour(accepts="never", raises=Refused(text, gone=gone))


def unreached() -> Behaviour:
    """No connection."""
    return Behaviour(accepts="never", raises=Unreached("cannot connect"))


def unsure() -> Behaviour:
    """It fails in a way that may hide a success, and it was none."""
    return Behaviour(accepts="never", raises=Unsure("connection reset"))


def lost_reply() -> Behaviour:
    """Accepted, but the reply is lost."""
    return Behaviour(raises=Unsure("connection reset"))


def late() -> Behaviour:
    """The reply is lost, and the post appears when the test says so."""
    return Behaviour(accepts="late", raises=Unsure("504: gateway timeout"))


def hang(accepts: Literal["now", "late", "never"] = "never", until: asyncio.Event | None = None) -> Behaviour:
    """Waits until it is cancelled, or for `until`."""
    return Behaviour(accepts=accepts, until=until, hangs=until is None)


Script = Callable[[Destination, str, int], Behaviour]
"""(place, key, number of the send from 1) → what that send does."""


@dataclass(kw_only=True, slots=True)
class Post:
    """An accepted post as a reader sees it now; `bodies` has every text that it had, the latest last."""

    id: str
    to: Destination
    key: str
    reply_to: Receipt | None
    at: datetime
    bodies: list[bytes]

    @property
    def text(self) -> str:
        return self.bodies[-1].decode()


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One call of the platform, at the instant at which it began."""

    what: Literal["send", "edit", "find"]
    to: Destination
    key: str
    body: bytes
    at: datetime
    reply_to: Receipt | None = None


@dataclass(kw_only=True)
class FakePlatform:
    """Accepts every post, unless `script` or the queue `plan` has another behaviour for it; the queue goes first.

    `capabilities` decide what it can do: it tells repeats of a key for `dedup_s` and can be read back with
    `reads_back`. More than `sends_per_s` in a second of `clock` are a 429. `troubles` are raised by the next finds and
    edits, None lets one pass. Times in posts are rendered in `zone`.
    """

    name: str = "fake"
    capabilities: Capabilities = PLAIN
    clock: Clock = field(default_factory=RealClock)
    script: Script | None = None
    plan: deque[Behaviour] = field(default_factory=deque)
    troubles: deque[PlatformError | None] = field(default_factory=deque)
    zone: tzinfo = UTC
    posts: list[Post] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    too_fast: int = 0
    """Sends that were refused by the limit of `sends_per_s`."""
    called: asyncio.Event = field(default_factory=asyncio.Event)
    """Set by every call, for tests to wait for one."""
    _late: list[Post] = field(default_factory=list)
    _first: dict[str, Post] = field(default_factory=dict)
    _recent: deque[datetime] = field(default_factory=deque)
    _sends: int = 0

    def will(self, *behaviours: Behaviour) -> None:
        """The next sends do this, one after the other."""
        self.plan.extend(behaviours)

    def shown(self, to: Destination) -> list[str]:
        """The texts of a place as a reader sees them, from the first."""
        return [p.text for p in self.posts if p.to == to]

    def count(self, what: Literal["send", "edit", "find"], to: Destination | None = None) -> int:
        return sum(c.what == what and to in (None, c.to) for c in self.calls)

    def repeated(self) -> int:
        """How many posts too many a reader sees."""
        return len(self.posts) - len({p.key for p in self.posts})

    def arrive(self) -> None:
        """Show what was accepted late, now."""
        late_ones, self._late = self._late, []
        for post in late_ones:
            self._show(post)

    async def run(self) -> None:
        await asyncio.Event().wait()

    def render(self, message: Message) -> tuple[Page, ...]:
        limit = self.capabilities.message_limit
        split = [message] if limit is None else pages(message, limit, lambda m: len(render(m, self.zone)))
        return tuple(Page(body=render(m, self.zone).encode(), message=m, facts=_facts(m.blocks)) for m in split)

    def render_reply(self, message: Message, page: int = 1) -> Page:
        return self.render(message)[page - 1]

    async def send(self, to: Destination, body: bytes, *, key: str, reply_to: Receipt | None = None) -> Receipt:
        self._record("send", to, key, body, reply_to)
        self._sends += 1
        self._keep_pace()
        does = self._behaviour(to, key)
        post = Post(id=f"p{self._sends}", to=to, key=key, reply_to=reply_to, at=self.clock.now(), bodies=[body])
        if does.accepts == "now":
            post = self._show(post)
        elif does.accepts == "late":
            self._late.append(post)
        if does.hangs or does.until is not None:
            await (does.until or asyncio.Event()).wait()
        if does.raises is not None:
            raise does.raises
        return Receipt(to=to, id=post.id, sent_at=post.at)

    async def edit(self, receipt: Receipt, body: bytes) -> None:
        self._record("edit", receipt.to, receipt.id, body)
        self._trouble()
        found = [p for p in self.posts if p.id == receipt.id and p.to == receipt.to]
        if not found:
            raise Refused(f"404: no post {receipt.id} in {receipt.to}", gone=False)
        found[0].bodies.append(body)

    async def find(self, to: Destination, *, key: str, since: datetime) -> Receipt | None:
        self._record("find", to, key, b"")
        self._trouble()
        assert self.capabilities.reads_back, "this platform cannot be read back"
        found = [p for p in self.posts if p.to == to and p.key == key and p.at >= since]
        return Receipt(to=to, id=found[0].id, sent_at=found[0].at) if found else None

    def _record(
        self,
        what: Literal["send", "edit", "find"],
        to: Destination,
        key: str,
        body: bytes,
        reply_to: Receipt | None = None,
    ) -> None:
        self.calls.append(Call(what=what, to=to, key=key, body=body, at=self.clock.now(), reply_to=reply_to))
        self.called.set()

    def _behaviour(self, to: Destination, key: str) -> Behaviour:
        if self.plan:
            return self.plan.popleft()
        return self.script(to, key, self._sends) if self.script else ACCEPT

    def _trouble(self) -> None:
        trouble = self.troubles.popleft() if self.troubles else None
        if trouble is not None:
            raise trouble

    def _keep_pace(self) -> None:
        limit, now = self.capabilities.sends_per_s, self.clock.now()
        if limit is None:
            return
        while self._recent and now - self._recent[0] >= timedelta(seconds=1):
            self._recent.popleft()
        if len(self._recent) >= limit:
            self.too_fast += 1
            raise Held("429: too many posts a second", retry_after=1.0, everywhere=True)
        self._recent.append(now)

    def _show(self, post: Post) -> Post:
        first = self._first.get(post.key)
        if first and post.at - first.at < timedelta(seconds=self.capabilities.dedup_s):
            return first
        self._first[post.key] = post
        self.posts.append(post)
        return post


def _facts(blocks: Iterable[object]) -> tuple[str, ...]:
    return tuple(line.fact_id for b in blocks if isinstance(b, Sources) for line in b.lines)
