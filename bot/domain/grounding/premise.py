"""What a fact holds for telling: its words as they are attributed, and what the base knows of it beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.asking.names import Gazetteer
from bot.domain.asking.say import attributed
from bot.domain.edtf import say_day, say_edtf
from bot.domain.facts import Fact
from bot.domain.grounding.tokens import Said, read


@dataclass(frozen=True, kw_only=True, slots=True)
class Premise:
    """A fact as the ground of sentences.

    `said` is its statement with its speaker, `beside` what else is known of it: who says it, the days on which it
    happened, its figure, and its time limit. `own` are lines that we worked out from it ourselves, such as what is left
    of a deadline; they may be told as they are.
    """

    fact: Fact
    said: Said
    beside: Said
    own: tuple[str, ...] = ()

    @classmethod
    def of(cls, fact: Fact, own: Sequence[str] = ()) -> Premise:
        """The premise that a fact is. The day of publication is none of it: it is not when something happened."""
        beside = [fact.said_by or fact.source.publisher, say_edtf(fact.event_date)]
        if fact.deadline:
            due = say_day(fact.deadline.due_at.date())
            beside += [f"deadline {due}", fact.deadline.set_by, fact.deadline.addressed_to]
        if fact.figure:
            beside.append(fact.figure.unit)
        return cls(
            fact=fact, said=read(attributed(fact)), beside=read(" ; ".join(b for b in beside if b)), own=tuple(own)
        )

    @property
    def contested(self) -> bool:
        """Is it a position, an assessment or disputed, so that whoever says it must be named?"""
        return bool(self.fact.disputes) or self.fact.kind in ("position", "assessment")


@dataclass(frozen=True, kw_only=True, slots=True)
class Grounds:
    """The facts that were found for a question, by id, and the names that the case knows.

    `as_of` is the moment as of which is told.
    """

    premises: Mapping[str, Premise]
    gazetteer: Gazetteer
    as_of: datetime

    @classmethod
    def of(
        cls,
        facts: Iterable[Fact],
        *,
        gazetteer: Gazetteer,
        as_of: datetime,
        own: Mapping[str, Sequence[str]] | None = None,
    ) -> Grounds:
        """The grounds that facts are. `own` has lines of ours by the id of the fact that they were worked out from."""
        lines = own or {}
        premises = {f.id: Premise.of(f, lines.get(f.id, ())) for f in facts}
        return cls(premises=premises, gazetteer=gazetteer, as_of=as_of)
