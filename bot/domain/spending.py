"""What was spent on the model, by day: the tokens and money of everybody together, of a workspace, of a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

Scope = Literal["user", "workspace", "all"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """Whose spending a request counts to, and what that may come to in a day; a limit of 0 is none.

    `who` is empty for `all`. Money is in millionths.
    """

    scope: Scope
    who: str = ""
    tokens_limit: int = 0
    money_limit: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Spent:
    """What came together in a day. Money is in millionths."""

    scope: Scope
    who: str
    tokens: int
    money: int


class Spending(Protocol):
    """What was spent, kept by all processes together. Each method is one transaction, but for `forget`.

    A transaction that was begun comes to its end even when its caller is cancelled.
    """

    async def reserve(self, day: date, claims: Sequence[Claim], *, tokens: int, money: int) -> Scope | None:
        """Count so much to each of the claims; the first one with which it would be over its limit, and then nothing is
        counted at all.
        """
        ...

    async def settle(self, day: date, claims: Sequence[Claim], *, tokens: int, money: int) -> None:
        """Put right what was reserved, by so much more, or less where it is below 0."""
        ...

    async def spent(self, day: date) -> Sequence[Spent]:
        """What came together on a day, most tokens first."""
        ...

    async def forget(self, before: date) -> int:
        """Delete days before a day; gives the number of rows. In several transactions."""
        ...
