"""Sitreps of subscriptions, composed and fitted to their platforms; what many have in common is made once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.delivery import Page, Seen
from bot.domain.platform import Platform
from bot.domain.report import Sitrep
from bot.domain.schedule import next_run
from bot.domain.subscription import Correction, Subscription
from bot.services import brief
from bot.services.posting import Posting

FIRST = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Fitted:
    """A report with the pages that say it on its platform, and the versions of the facts on them."""

    report: Sitrep
    pages: tuple[Page, ...] = ()
    seen: tuple[Seen, ...] = ()


class Sitreps:
    """The sitreps of one moment. Made anew for each, since it keeps what it has read."""

    def __init__(self, posting: Posting, *, now: datetime) -> None:
        self._posting = posting
        self._now = now
        self._reads = brief.Reads(posting.facts, posting.journal, as_of=now)
        self._entered: dict[int, frozenset[str]] = {}
        self._made: dict[tuple[object, ...], Fitted] = {}

    async def of(
        self,
        subscription: Subscription,
        *,
        due_at: datetime,
        late: bool = False,
        doubtful: bool = False,
        corrected: tuple[Correction, ...] = (),
    ) -> Fitted:
        """What a subscription is to get for its run of `due_at`; no pages where this process has not its platform."""
        order = await self._order(subscription, corrected)
        order = replace(order, due_at=due_at, late=late, doubtful=doubtful)
        name = subscription.to.platform
        gaps = tuple(g.id for g in await self._reads.gaps(order.workspace))
        # One correction leads from what a place saw, which is not the same version everywhere.
        told = tuple((c.id, c.old.version) for c in corrected)
        window = (order.covers_from, order.entered, order.topics, order.zone, order.next_at, frozenset(order.seen))
        key = (name, due_at, late, doubtful, told, gaps, *window)
        if key not in self._made:
            self._made[key] = await self._fitted(order, self._posting.platforms.get(name))
        return self._made[key]

    async def _order(self, subscription: Subscription, corrected: tuple[Correction, ...]) -> brief.Order:
        covers_from = subscription.covered_to or self._now - FIRST
        entered = await self._entered_since(subscription.covered_row)
        window = await self._reads.window(covers_from, entered)
        seen = await self._posting.ledger.seen(subscription.to)
        schedule = subscription.schedule
        return brief.Order(
            case_title=self._posting.case_title,
            zone=schedule.zone if schedule else self._posting.zone,
            covers_from=covers_from,
            workspace=subscription.workspace,
            topics=subscription.topics,
            seen={i: seen[i] for i in window.linked if i in seen},
            entered=entered,
            corrected=corrected,
            next_at=next_run(schedule, self._now).at if schedule else None,
        )

    async def _entered_since(self, row: int) -> frozenset[str]:
        if row not in self._entered:
            self._entered[row] = frozenset(await self._posting.ledger.entered(row))
        return self._entered[row]

    async def _fitted(self, order: brief.Order, platform: Platform | None) -> Fitted:
        """With as many items as go onto the pages of the platform; a single one gets as many pages as it takes."""
        if platform is None:
            return Fitted(report=await brief.compose_one(self._reads, order))
        whole = await self._paged(order, platform, platform.capabilities.items)
        if len(whole.pages) <= platform.capabilities.pages:
            return whole
        best = await self._paged(order, platform, 1)
        fitting, too_many = 1, platform.capabilities.items
        while too_many - fitting > 1:
            middle = await self._paged(order, platform, (fitting + too_many) // 2)
            if len(middle.pages) <= platform.capabilities.pages:
                best, fitting = middle, (fitting + too_many) // 2
            else:
                too_many = (fitting + too_many) // 2
        return best

    async def _paged(self, order: brief.Order, platform: Platform, items: int) -> Fitted:
        report = await brief.compose_one(self._reads, replace(order, items=items))
        pages = platform.render(self._posting.presenter.sitrep(report, platform.capabilities))
        shown = {i for page in pages for i in page.facts}
        return Fitted(report=report, pages=pages, seen=tuple(s for s in _told(report).items() if s[0] in shown))


def _told(report: Sitrep) -> dict[str, int]:
    """The version of every fact that a report tells as it stands now."""
    facts = [
        *report.lead,
        *report.new,
        *(f for new, old in report.changed for f in (new, *old)),
        *(f for side in report.disputed for f in side),
        *(f for state in report.deadlines for f in (state.fact, *state.evidence)),
        *(c.new for c in report.corrected if c.new),
    ]
    return {f.id: f.version for f in facts}
