"""Work on one leased delivery: check that it still holds, commit `attempting`, send, and write what became of it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from bot.clock import Clock
from bot.domain.delivery import Capabilities, Delivery, Receipt, Step
from bot.domain.errors import LeaseLost, PlatformError, Unsure
from bot.domain.platform import Platform
from bot.services.posting import Posting
from bot.services.reconcile import reconcile
from bot.services.remind import stands
from bot.services.steps import after_error, in_doubt, overdue, tells_repeats
from bot.services.trouble import tell_trouble

_log = logging.getLogger(__name__)

GIVEN_BACK = "given back: this process ends"
TOO_LONG = "given back: held up for too long before the send"
PATIENCE_S = 10.0
"""Seconds by the machine's clock."""
SET_BACK = timedelta(hours=48)
"""By how much the clock may be set back for what was composed before to go out as it is."""
UNKNOWN = Capabilities(message_limit=None, tables=False, edits=False, reads_back=True)
"""A platform that this process does not serve: what may have arrived there waits for a process that does."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sender:
    """Takes a delivery one step on. `pace` waits until its platform takes another send.

    `stopping` says that nothing new may be begun. `patience`, in story time, is what a post may take from the desk to
    its turn on top of its freshness, so that it is not composed anew for ever where the story runs fast. `on_sent` is
    told the kind and the lateness in seconds of the story.
    """

    posting: Posting
    clock: Clock
    wall: Clock
    pace: Callable[[str], Awaitable[None]]
    stopping: Callable[[], bool]
    patience: timedelta = timedelta(seconds=PATIENCE_S)
    on_sent: Callable[[str, float], None] | None = None
    monotonic: Callable[[], float] = time.monotonic

    async def work(self, delivery: Delivery) -> None:
        """Do what is next for it. Raises StoreError; the lease is held then until it is taken over."""
        try:
            await self._work(delivery)
        except LeaseLost as lost:
            _tell("deliver.lost", delivery, str(lost), level=logging.WARNING)

    async def recover(self, delivery: Delivery) -> None:
        """Go on with what a vanished worker held. Raises StoreError."""
        step = Step(state=delivery.state, reason="its worker vanished")
        if delivery.state == "attempting":
            platform = self.posting.platforms.get(delivery.to.platform)
            can = platform.capabilities if platform else UNKNOWN
            doubtful = replace(delivery, unsure=True)
            step = in_doubt(doubtful, step.reason, can, wall=self.wall.now(), rules=self.posting.rules)
        try:
            await self._record(delivery, step)
        except LeaseLost as lost:
            _tell("deliver.lost", delivery, str(lost), level=logging.WARNING)

    async def _work(self, delivery: Delivery) -> None:
        rules, at, wall = self.posting.rules, self.clock.now(), self.wall.now()
        platform = self.posting.platforms[delivery.to.platform]
        if delivery.state == "queued":
            late = overdue(delivery, at=at, rules=rules)
            owed = delivery.kind == "correction" and delivery.page == 1 and not delivery.unsure
            if end := (None if owed else late) or await self._withdrawn(delivery):
                await self._record(delivery, end)
                return
            # A correction is owed for as long as it takes; others that wait for the place have their turn meanwhile.
            if why := late.reason if late else await self._outdated(delivery):
                await self.posting.outbox.recompose(delivery, why, at=at)
                _tell("deliver.recomposed", delivery, why)
                return
        elif not tells_repeats(delivery, platform.capabilities, wall=wall, rules=rules):
            await self._record(delivery, await reconcile(delivery, platform, at=at, wall=wall, rules=rules))
            return
        await self._record(delivery, await self._send(delivery, platform))

    async def _withdrawn(self, delivery: Delivery) -> Step | None:
        """The end of what is not wanted any more, None where it is, or where some of it may have gone out."""
        number = delivery.subscription
        if number is None or delivery.unsure or delivery.page > 1:
            return None
        held = await self.posting.subscriptions.get(number, workspace=delivery.workspace)
        if held is not None and held.standing == "active":
            return None
        return Step(state="superseded", reason=f"its subscription was {'paused' if held else 'removed'}")

    async def _outdated(self, delivery: Delivery) -> str:
        """Why it must be composed anew, '' where it stands or may have gone out already."""
        if delivery.unsure or delivery.page > 1 or delivery.kind == "edit":
            return ""
        now = self.clock.now()
        if delivery.fresh_until is not None and now > delivery.fresh_until + self.patience:
            return "composed too long ago"
        if delivery.fresh_until is not None and delivery.made_at - now > SET_BACK:
            return "composed of what is known later; the clock was set back"
        if delivery.kind == "reminder" and not await stands(self.posting, delivery, now):
            return "the deadline stands otherwise now"
        return "a fact in it has changed" if await self.posting.outbox.stale(delivery) else ""

    async def _send(self, delivery: Delivery, platform: Platform) -> Step:
        if self.stopping():
            return Step(state=delivery.state, reason=GIVEN_BACK)
        rules, began, wall = self.posting.rules, self.monotonic(), self.wall.now()
        await self.posting.outbox.begin(delivery, at=self.clock.now(), wall=wall)
        _tell("deliver.begun", delivery)
        tried = replace(
            delivery,
            attempts=delivery.attempts + 1,
            attempted_at=delivery.attempted_at if delivery.unsure and delivery.attempted_at else wall,
        )
        # After the commit, whose time varies, so that sends leave as evenly as they are let through.
        await self.pace(platform.name)
        if self.monotonic() - began > rules.lease_s - rules.send_timeout_s:
            # This process stood still: another may have taken the lease, and would look for the post too early.
            return Step(state=delivery.state, reason=TOO_LONG)
        try:
            receipt = await self._post(tried, platform)
        except PlatformError as error:
            return after_error(tried, error, platform.capabilities, wall=self.wall.now(), rules=rules)
        _tell("deliver.accepted", delivery)
        return Step(state="sent", receipt=receipt)

    async def _post(self, delivery: Delivery, platform: Platform) -> Receipt:
        seconds = self.posting.rules.send_timeout_s
        try:
            async with asyncio.timeout(seconds):
                if delivery.edits is None:
                    return await platform.send(delivery.to, delivery.body, key=delivery.key, reply_to=delivery.reply_to)
                await platform.edit(delivery.edits, delivery.body)
                return delivery.edits
        except TimeoutError as error:
            raise Unsure(f"no reply within {seconds:g} s") from error

    async def _record(self, delivery: Delivery, step: Step) -> None:
        at = self.clock.now()
        if what := _trouble(step):
            drafts = await tell_trouble(self.posting, delivery, what, step.reason, at=at)
            step = replace(step, drafts=drafts, pauses=step.pauses and delivery.subscription is not None)
            _tell("deliver.trouble", delivery, step.reason, level=logging.WARNING)
        await self.posting.outbox.step(delivery, step, at=at, wall=self.wall.now())
        lost = step.state in ("failed", "dead") and not what and delivery.kind != "edit"
        _tell(_action(step), delivery, step.reason, level=logging.WARNING if lost else logging.DEBUG)
        if step.state == "sent" and self.on_sent is not None:
            self.on_sent(delivery.kind, max(0.0, (at - delivery.due_at).total_seconds()))


def _trouble(step: Step) -> Literal["closed", "ambiguous"] | None:
    if step.parked:
        return "ambiguous"
    return "closed" if step.pauses else None


def _action(step: Step) -> str:
    if step.holds:
        return "deliver.held"
    return "deliver.ambiguous" if step.state == "ambiguous" else "deliver.recorded"


def _tell(action: str, delivery: Delivery, why: str = "", *, level: int = logging.DEBUG) -> None:
    text = f"delivery {delivery.id} to {delivery.to}: {why}" if why else f"delivery {delivery.id} to {delivery.to}"
    kept = {"action": action, "delivery": delivery.id, "page": delivery.page, "fence": delivery.fence}
    _log.log(level, text, extra=kept)
