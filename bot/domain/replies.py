"""What storage keeps for platforms where people talk: answers that were posted, what people say of them, memos."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.delivery import Page, Receipt
from bot.domain.message import Message


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """An answer that was posted, as it reads now: with what was corrected in it since."""

    number: int
    receipt: Receipt
    workspace: str
    message: Message


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What a reader says is wrong in a post: `post` is the platform's id of it, `facts` the ids of what it shows."""

    workspace: str
    post: Receipt
    words: str
    made_by: str
    made_at: datetime
    facts: tuple[str, ...] = ()
    id: int = 0


class Replies(Protocol):
    """Answers that were posted. Each method is one transaction."""

    async def keep(self, message: Message, page: Page, receipt: Receipt, *, workspace: str, at: datetime) -> int:
        """Write down that `message` was posted, so that its pages can be turned and corrections find it.

        It is a delivery of kind `answer` in the state `sent`. What it shows counts as seen for corrections, but not as
        told: the next sitrep still tells it. A post that is kept already stays as it is. Gives its number.
        """
        ...

    async def find(self, platform: str, post: str, *, channel: str, workspace: str = "") -> Kept | None:
        """The answer or scheduled post with the platform's id `post` in a channel, with the words of its latest edit.

        Ids may come from outside, and some platforms give the same one in two channels: what stands elsewhere is None.
        Without a `workspace` it may be of any, which is for platforms whose ids are those of one post only.
        """
        ...

    async def rate(self, number: int, *, user: str, helpful: bool, at: datetime) -> None:
        """Write down whether an answer helped somebody; of several words of one person the last counts."""
        ...

    async def report(self, report: Report) -> int:
        """Keep what a reader says is wrong; gives its number."""
        ...

    async def reports(self, workspace: str, *, limit: int) -> Sequence[Report]:
        """What was said to be wrong in a workspace, newest first."""
        ...

    async def forget(self, before: datetime) -> int:
        """Delete the answers made before an instant, with what they showed, said and were rated; gives their number.

        In several transactions, so that others can write between them.
        """
        ...


class Memos(Protocol):
    """Small things that an adapter must still know after a restart, each under a name such as `discord/commands`."""

    async def get(self, name: str) -> str: ...

    async def put(self, name: str, value: str) -> None:
        """Keep a value, in the place of an earlier one."""
        ...
