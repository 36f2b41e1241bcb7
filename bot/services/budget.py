"""What may be spent on the model in a day: reserved before a call, put right after it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date

from cachetools import TTLCache

from bot.clock import Clock
from bot.domain.errors import OverBudget
from bot.domain.model import Used
from bot.domain.spending import Claim, Scope, Spending
from bot.settings import BudgetSettings

BYTES_A_TOKEN = 2
"""At least so many bytes of UTF-8 make a token: what is reserved is more than what a prompt takes."""
ABSURD = 10
"""Nobody believes that a call took so many times what was reserved for it."""
REMEMBERED_S = 10.0
"""Seconds for which whoever is over a limit is not looked up again."""
REMEMBERED = 10_000
MILLION = 1_000_000
MOST = 10**12
"""As many millionths are counted for a call at most, so that a day's fit into the database whatever the prices are."""
HIGHEST = 10**18
"""A limit beyond that is none."""

WORDS: dict[Scope, str] = {
    "user": "what one person may spend on the model today is spent",
    "workspace": "what one workspace may spend on the model today is spent",
    "all": "what may be spent on the model today is spent",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Reservation:
    """What was counted for a call that is under way, and to whom. `money` is in millionths."""

    day: date
    claims: tuple[Claim, ...]
    used: Used
    money: int


class Budget:
    """Counts what everybody together, a workspace and a person spend. `wall` is the machine's clock."""

    def __init__(
        self,
        spending: Spending,
        rules: BudgetSettings,
        wall: Clock,
        *,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self._spending = spending
        self._rules = rules
        self._wall = wall
        self._over: TTLCache[tuple[date, Scope, str], None] = TTLCache(REMEMBERED, REMEMBERED_S, timer=timer)

    def check(self, user: str, workspace: str) -> None:
        """Raises OverBudget where that was found a moment ago; asks no database."""
        self._check(self._today(), self._claims(user, workspace))

    async def reserve(self, user: str, workspace: str, *, prompt_bytes: int, completion: int) -> Reservation:
        """Count the most that a call can take: a prompt of so many bytes, and a reply of `completion` tokens.

        An empty user or workspace has no limit of its own. What is never settled counts as spent.
        Raises OverBudget, StoreError; nothing is counted then.
        """
        day, claims = self._today(), self._claims(user, workspace)
        self._check(day, claims)
        used = Used(prompt=-(-prompt_bytes // BYTES_A_TOKEN), completion=completion)
        money = self._money(used)
        over = await self._spending.reserve(day, claims, tokens=used.total, money=money)
        if over is not None:
            self._over[day, over, next(c.who for c in claims if c.scope == over)] = None
            raise OverBudget(WORDS[over], whose=over)
        return Reservation(day=day, claims=claims, used=used, money=money)

    async def settle(self, reservation: Reservation, used: Used | None) -> Used:
        """Count what the call took in the place of what was reserved, where it is told and can be believed; gives what
        is counted in the end.

        It comes to its end even when the caller is cancelled. Raises StoreError; then the reservation stays.
        """
        if used is None or not _believable(used, reservation.used):
            used = reservation.used
        return await self._put_right(reservation, used)

    async def release(self, reservation: Reservation) -> Used:
        """Count nothing for a call that was not made, or was turned away. Otherwise as `settle`."""
        return await self._put_right(reservation, Used())

    async def _put_right(self, reservation: Reservation, taken: Used) -> Used:
        tokens, money = taken.total - reservation.used.total, self._money(taken) - reservation.money
        if tokens or money:
            await self._spending.settle(reservation.day, reservation.claims, tokens=tokens, money=money)
        return taken

    def _today(self) -> date:
        return self._wall.now().astimezone(UTC).date()

    def _claims(self, user: str, workspace: str) -> tuple[Claim, ...]:
        """The narrowest first. Everybody together is always counted, the others where they have a limit."""
        rules = self._rules
        own = (
            _claim("user", user, rules.tokens_per_user, rules.money_per_user),
            _claim("workspace", workspace, rules.tokens_per_workspace, rules.money_per_workspace),
        )
        limited = (c for c in own if c.who and (c.tokens_limit or c.money_limit))
        return (*limited, _claim("all", "", rules.tokens, rules.money))

    def _check(self, day: date, claims: tuple[Claim, ...]) -> None:
        for claim in claims:
            if (day, claim.scope, claim.who) in self._over:
                raise OverBudget(WORDS[claim.scope], whose=claim.scope)

    def _money(self, used: Used) -> int:
        """In millionths, rounded up: prices are for a million tokens."""
        rules = self._rules
        return math.ceil(min(MOST, used.prompt * rules.input_price + used.completion * rules.output_price))


def _claim(scope: Scope, who: str, tokens: int, money: float) -> Claim:
    millionths = max(1, round(min(HIGHEST, money * MILLION))) if money else 0
    return Claim(scope=scope, who=who, tokens_limit=min(HIGHEST, tokens), money_limit=millionths)


def _believable(used: Used, reserved: Used) -> bool:
    """No prompt takes nothing, no reply gives back, and neither takes many times what it can."""
    return used.prompt > 0 and used.completion >= 0 and used.total <= ABSURD * reserved.total
