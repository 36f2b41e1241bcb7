"""Tell the operator that no more may be spent on the model: once a day for people, for workspaces, and for all."""

from __future__ import annotations

import logging
from datetime import UTC, date

from bot.clock import Clock
from bot.domain.delivery import Draft
from bot.domain.errors import OverBudget, SitrepError
from bot.domain.report import Overspending
from bot.domain.spending import Scope
from bot.services.posting import Posting

_log = logging.getLogger(__name__)


class Overspent:
    """Hears of every question for which the budget was spent. Until it has a `posting`, the log alone is told.

    `clock` is the case's, by which posts are due; `wall` the machine's, by which a day is counted.
    """

    def __init__(self, *, clock: Clock, wall: Clock) -> None:
        self._clock = clock
        self._wall = wall
        self._told: set[tuple[date, Scope]] = set()
        self.posting: Posting | None = None

    async def tell(self, over: OverBudget) -> None:
        """Tell it, where that was not done today. Any number of processes put one notice into the outbox."""
        day = self._wall.now().astimezone(UTC).date()
        if (day, over.whose) in self._told:
            return
        self._told.add((day, over.whose))
        _log.warning("%s", over, extra={"action": "model.overspent", "whose": over.whose, "day": day.isoformat()})
        try:
            await self._notify(Overspending(whose=over.whose, day=day))
        except SitrepError as error:
            _log.warning("the operator could not be told: %s", error, extra={"action": "model.overspent"})

    async def _notify(self, what: Overspending) -> None:
        posting = self.posting
        if posting is None or posting.operator is None or posting.operator.platform not in posting.platforms:
            return
        at, operator = self._clock.now(), posting.operator
        notice = Draft(
            kind="notice",
            to=operator,
            slot=f"budget {what.day.isoformat()} {what.whose}",
            due_at=at,
            workspace=operator.workspace,
            pages=posting.platforms[operator.platform].render(posting.presenter.overspent(what)),
        )
        await posting.outbox.enqueue([notice], at=at)
