"""Taking what people send: written down before Slack hears that we have it, done once, and never forgotten.

Slack tells some things twice, in two wrappings, or to two processes, and nothing again that was acknowledged.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any, Literal

from cachetools import TTLCache
from slack_bolt import BoltResponse

from bot.clock import Clock
from bot.domain.errors import SitrepError, StoreError
from bot.domain.inbox import Ended, Inbox, Item
from handlers.slack.inputs import item_of
from handlers.slack.kit import Begin
from handlers.slack.talk import PLATFORM

_log = logging.getLogger(__name__)

ACK_S = 0.2
"""Seconds that an acknowledgement waits for the database. Slack waits for three, and people look at a spinner."""
REMEMBERED_S = 900.0
MOST = 20_000
"""For how long, and of how many things, it is kept in mind that they were taken."""
LEFT = timedelta(seconds=120)
"""What was taken or held so long ago and has no reply is taken up again."""
AGAIN_S = 60.0
AT_ONCE = 50
TRIES = 3

Found = Literal["ours", "known", "unwritten"]
"""ours: to be answered by us. known: somebody did or does. unwritten: by us, but nobody else can know of it."""
Again = Callable[[Item], Awaitable[Ended | None]]
"""Answers what was left, and says how it ended; None where it must be tried once more. Raises SitrepError."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """Something that came in. `found` is known when the database has said its word, `stands` when it has its reply."""

    item: Item
    found: asyncio.Future[Found]
    stands: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def unwritten(self) -> bool:
        return self.found.done() and not self.found.cancelled() and self.found.result() == "unwritten"


_current: ContextVar[Taken | None] = ContextVar("taken", default=None)


def current() -> Taken | None:
    """What is being answered."""
    return _current.get()


class Taking:
    """A global middleware of Bolt, and what begins the work on what it lets through."""

    def __init__(self, inbox: Inbox, begin: Begin, *, wall: Clock) -> None:
        self._inbox = inbox
        self._begin = begin
        self._wall = wall
        self._seen: TTLCache[tuple[str, str], bool] = TTLCache(MOST, REMEMBERED_S)
        self._heard: TTLCache[tuple[str, str], bool] = TTLCache(MOST, REMEMBERED_S)
        self._done: TTLCache[tuple[str, str], Ended] = TTLCache(MOST, REMEMBERED_S)
        self._under_way: dict[tuple[str, str], Item] = {}

    async def take(
        self, body: Mapping[str, Any], workspace: str, me: str, go_on: Callable[[], Awaitable[object]]
    ) -> BoltResponse | None:
        """Let through what is to be answered by us; what is known already is acknowledged, and that is all."""
        _current.set(None)
        told = item_of(body, workspace=workspace, me=me, at=self._wall.now())
        if told is not None:
            item, certain = told
            if _name(item) in self._seen:
                return BoltResponse(status=200, body="")
            self._seen[_name(item)] = True
            taken = Taken(item=item, found=asyncio.get_running_loop().create_future())
            self._begin(self._write(taken, certain))
            await asyncio.wait([taken.found], timeout=ACK_S)
            if taken.found.done() and taken.found.result() == "known":
                return BoltResponse(status=200, body="")
            _current.set(taken)
        await go_on()
        return None

    def begin(self, work: Coroutine[object, object, object]) -> None:
        """Begin work on what is being answered, when it is known to be ours; it has ended when the work has.

        Work that gives False could tell nobody anything, and is tried again later.
        """
        taken = _current.get()
        self._begin(self._whole(taken, work) if taken else _plain(work))

    async def recover(self, again: Again, sleep: Callable[[float], Awaitable[object]]) -> None:
        """Hold what is under way and take up what was left, now and every minute, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(_every_minute(self.hold, sleep))
            tasks.create_task(_every_minute(partial(self.take_up, again), sleep))

    async def hold(self) -> None:
        """Let no other process take for left what this one works on for long. Raises StoreError."""
        for item in tuple(self._under_way.values()):
            await self._inbox.hold(item, at=self._wall.now())

    async def take_up(self, again: Again) -> None:
        """Answer what was left by a process that ended, or by tries that failed. Raises StoreError."""
        before = self._wall.now() - LEFT
        for item in await self._inbox.left(PLATFORM, before=before, limit=AT_ONCE):
            if _name(item) in self._under_way:
                continue
            if how := self._done.get(_name(item)):
                await self._inbox.end(item, how)
                continue
            retaken = await self._inbox.retake(item, at=self._wall.now())
            if retaken is not None:
                await self._once_more(retaken, again)

    async def _once_more(self, item: Item, again: Again) -> None:
        self._under_way[_name(item)] = item
        how: Ended | None = None
        try:
            how = await again(item)
        except SitrepError as error:
            _tell("slack.left", f"{item.kind} {item.key} has no reply yet: {error}")
        finally:
            self._under_way.pop(_name(item), None)
        if how is None and item.tries >= TRIES:
            how = "given up"
            _tell("slack.given_up", f"{item.kind} {item.key} never got a reply, in {item.tries} tries")
        if how is not None:
            await self._end(item, how)

    async def _write(self, taken: Taken, certain: bool) -> None:
        """Ask the database whether it is ours, and let it know that it is."""
        item, found = taken.item, taken.found
        word: Found = "known"
        try:
            if certain or await self._goes_on(item):
                self._heard[item.to.workspace, item.conversation] = True
                word = "unwritten"
                word = "ours" if await self._inbox.take(item) else "known"
        except StoreError as error:
            _tell("slack.unwritten", f"{item.kind} {item.key} could not be written down: {error}")
        finally:
            if not found.done():
                found.set_result(word)

    async def _goes_on(self, item: Item) -> bool:
        """Was anything said to us in its conversation? That may not be written down yet."""
        where = item.to.workspace, item.conversation
        return where in self._heard or await self._inbox.heard(*where)

    async def _whole(self, taken: Taken, work: Coroutine[object, object, object]) -> None:
        try:
            if await taken.found == "known":
                return
            self._under_way[_name(taken.item)] = taken.item
            try:
                told = await work
            except asyncio.CancelledError:  # the process ends; nobody shall apologise for what was answered
                if taken.stands.is_set():
                    await self._end(taken.item, "answered")
                raise
            finally:
                self._under_way.pop(_name(taken.item), None)
        finally:
            work.close()
        if told is not False:
            await self._end(taken.item, "answered")

    async def _end(self, item: Item, how: Ended) -> None:
        self._done[_name(item)] = how
        try:
            await self._inbox.end(item, how)
        except StoreError as error:
            _tell("slack.unended", f"{item.kind} {item.key} was {how}, which is not written down yet: {error}")


async def _every_minute(do: Callable[[], Awaitable[object]], sleep: Callable[[float], Awaitable[object]]) -> None:
    while True:
        try:
            await do()
        except SitrepError as error:
            _tell("slack.left", f"what was left unanswered cannot be taken up just now: {error}")
        await sleep(AGAIN_S)


async def _plain(work: Awaitable[object]) -> None:
    await work


def _name(item: Item) -> tuple[str, str]:
    return item.to.workspace, item.key


def _tell(action: str, text: str) -> None:
    _log.warning(text, extra={"action": action})
