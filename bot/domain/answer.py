"""A question, and what comes back: an answer made of cited sentences, or a typed refusal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from bot.domain.facts import Fact
from bot.domain.model import EXTRACTIVE, Engine, Made

Reason = Literal["empty", "off-topic", "not-held", "unsupported-premise", "outside-period", "too-long"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What a person asked. `as_of` None means everything that is known at the asker's `now`.

    `conversation` names the thread of talk whose earlier turns a follow-up may lean on; empty for none. `keep_text` is
    false where the words may not be kept, as in a direct message. `topic` narrows it to the facts of one topic.
    `engine` is who may word the answer: a model where there is one, or the base alone.
    """

    text: str
    now: datetime
    as_of: datetime | None = None
    asked_by: str = ""
    conversation: str = ""
    workspace: str = ""
    keep_text: bool = True
    topic: str = ""
    engine: Engine = "model"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """One line of an answer and the facts that carry it."""

    text: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """One side of a dispute or of a comparison: what is said, and the facts that say it. `heading` names the side."""

    text: str
    facts: tuple[Fact, ...]
    heading: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """Sentences made only of stored facts, bottom line first.

    `accounts` stand side by side where the status is `disputed`, `columns` where two things are compared. `series` are
    the figures of one measure in order of their data. `notes` are remarks on the answer itself (how old the newest
    source is, measures that must not be mixed); they cite nothing. `more` are further facts that may bear on it. `made`
    tells who worded it.
    """

    status: Literal["answered", "disputed"]
    sentences: tuple[Sentence, ...]
    as_of: datetime
    accounts: tuple[Account, ...] = ()
    columns: tuple[Account, ...] = ()
    series: tuple[Fact, ...] = ()
    series_text: str = ""
    notes: tuple[str, ...] = ()
    related: tuple[Fact, ...] = ()
    more: tuple[Fact, ...] = ()
    why: tuple[str, ...] = ()
    made: Made = EXTRACTIVE

    @property
    def cited(self) -> tuple[Fact, ...]:
        """Every fact that carries a part of the answer, in order of first mention."""
        told = [f for s in self.sentences for f in s.facts] + [
            f for a in (*self.accounts, *self.columns) for f in a.facts
        ]
        return tuple({f.id: f for f in (*told, *self.series)}.values())


@dataclass(frozen=True, kw_only=True, slots=True)
class Abstention:
    """The typed refusal: the base does not answer this. `lacks` says what is missing where that is known.

    `related` are the nearest facts, `more` those that come after them.
    """

    reason: Reason
    text: str
    as_of: datetime
    related: tuple[Fact, ...] = ()
    more: tuple[Fact, ...] = ()
    lacks: str = ""
    why: tuple[str, ...] = ()
    made: Made = EXTRACTIVE


Reply = Answer | Abstention


class Telling(Protocol):
    """Shows a person who waits what is being done, and an answer as far as it has come. Never raises."""

    async def reading(self, count: int) -> None:
        """So many facts are being read."""
        ...

    async def growing(self, answer: Answer) -> None:
        """The answer with the sentences that passed so far; more may come after them, and none of them changes."""
        ...
