"""Numbered sources: each fact of a message gets one number, in order of first mention."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.asking import say
from bot.domain.asking.series import say_value
from bot.domain.edtf import say_day, say_edtf
from bot.domain.facts import Fact
from bot.domain.message import Bullets, Cite, Inline, Plain, SourceLine, Sources, Table


def grade(fact: Fact) -> str:
    """Reliability of the source and credibility of the information on the Admiralty scale, such as B2."""
    return f"{fact.source.reliability}{fact.credibility}"


def speaker(fact: Fact) -> str:
    """Who asserts it: the speaker, else the outlet that reports it as plain fact."""
    return fact.said_by or fact.source.publisher


def attributed(fact: Fact) -> str:
    """The statement with its speaker, marked where others dispute it."""
    text = say.attributed(fact)
    return f"{text.removesuffix('.')} (disputed)." if fact.disputes else text


class Citer:
    """Hands out numbers, and lists what they stand for."""

    def __init__(self) -> None:
        self._facts: dict[str, Fact] = {}

    def cite(self, *facts: Fact) -> Cite:
        """The numbers of these facts, new ones where they have none yet."""
        for fact in facts:
            self._facts.setdefault(fact.id, fact)
        order = list(self._facts)
        return Cite(tuple(order.index(i) + 1 for i in dict.fromkeys(f.id for f in facts)))

    def claim(self, fact: Fact) -> Inline:
        """A fact's statement with who says it and its number."""
        return (Plain(attributed(fact)), self.cite(fact))

    def claims(self, facts: tuple[Fact, ...]) -> Bullets:
        """One bullet a fact, each with its number."""
        return Bullets(tuple(self.claim(f) for f in facts))

    def accounts(self, texts: tuple[tuple[str, tuple[Fact, ...]], ...]) -> Table:
        """Accounts side by side: who says what, the figure, when it held, and how reliable it is."""
        rows = tuple(
            (
                (Plain(" / ".join(dict.fromkeys(speaker(f) for f in facts))),),
                (Plain(text), self.cite(*facts)),
                (Plain(", ".join(dict.fromkeys(say_figure(f) for f in facts if f.figure)) or "–"),),
                (Plain(", ".join(dict.fromkeys(say_edtf(f.event_date) for f in facts))),),
                (Plain(", ".join(dict.fromkeys(grade(f) for f in facts))),),
            )
            for text, facts in texts
        )
        return Table(("Who", "Says", "Figure", "When", "Grade"), rows)

    def rivals(self, facts: Sequence[Fact]) -> Table:
        """Facts that cannot be true together as accounts, one a row."""
        return self.accounts(tuple((f.statement, (f,)) for f in facts))

    @property
    def fact_ids(self) -> tuple[str, ...]:
        return tuple(self._facts)

    def sources(self) -> tuple[Sources, ...]:
        """The list of sources as a block, or nothing where nothing was cited."""
        lines = tuple(_line(n, f) for n, f in enumerate(self._facts.values(), 1))
        return (Sources(lines),) if lines else ()


def say_figure(fact: Fact) -> str:
    """A fact's figure for people, such as `about 800,000 people`, `at least 33 soldiers` or `2–3 percent`."""
    return f"{say_value(fact.figure)} {fact.figure.unit}".strip() if fact.figure else ""


def _line(number: int, fact: Fact) -> SourceLine:
    return SourceLine(
        number=number,
        fact_id=fact.id,
        publisher=fact.source.publisher,
        title=fact.source.title,
        url=fact.source.url,
        published=say_day(fact.source.published),
        said_by=fact.said_by,
        event_date=say_edtf(fact.event_date),
        grade=grade(fact),
        version=fact.version,
    )
