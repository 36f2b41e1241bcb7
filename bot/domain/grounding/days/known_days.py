"""The days of which a fact tells, and on which side of them it has what it tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from bot.domain.edtf import Span, parse_edtf
from bot.domain.grounding.days.calendar_words import Role
from bot.domain.grounding.days.datewords import read_dates
from bot.domain.grounding.days.when import When
from bot.domain.grounding.tokens import Said

_FITS: dict[Role, frozenset[Role]] = {
    "on": frozenset({"on", "as of", "due"}),
    "start": frozenset({"start"}),
    "by": frozenset({"by", "to", "end", "as of", "due"}),
    "until": frozenset({"until", "to", "due"}),
    "to": frozenset({"to", "end", "until", "by", "as of"}),
    "end": frozenset({"end"}),
    "as of": frozenset({"as of", "by", "to", "end", "on"}),
    "before": frozenset({"before", "due"}),
    "after": frozenset({"after"}),
    "due": frozenset({"due", "by", "until"}),
}
"""The sides of a day on which a fact may have it, by the side on which a sentence has it."""


@dataclass(frozen=True, slots=True)
class Known:
    """Days of a fact. `when` is the date that names them, None where they are made of two."""

    span: Span
    role: Role
    when: When | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownDays:
    """The days of a fact, and the years in which its dates may lie."""

    days: tuple[Known, ...]
    years: frozenset[int]

    def carrying(self, told: When, *, begins: bool = False) -> tuple[Known, ...]:
        """The days of the fact that a date of a sentence tells, as precisely or less so, and on the same side.

        With `begins`, what goes on from a day may be told as of that day, and the other way round.
        """
        spans = told.spans(self.years)
        found = []
        starts = {k.span for k in self.days if k.role == "start"}
        for known in self.days:
            if known.role == "due" and told.role == "until" and known.span in starts:
                continue
            both = {known.role, told.role} == {"on", "start"}
            if known.role not in _FITS[told.role] and not (begins and both):
                continue
            rough = known.when is not None and known.when.about and not told.about and known.span in spans
            if not rough and any(s.first <= known.span.first and known.span.last <= s.last for s in spans):
                found.append(known)
        return tuple(found)

    def has_day(self, day: date) -> bool:
        """Does the fact tell of something on this day?"""
        return any(k.span == Span(day, day) and k.role in _FITS["on"] for k in self.days)


@lru_cache(maxsize=4096)
def known_days(said: Said, beside: Said, event_date: str) -> KnownDays:
    """The days of a fact from its words, and from what is known of it beside them."""
    event = parse_edtf(event_date)
    whens = [(m, text) for text in (said, beside) for m in read_dates(text) if isinstance(m, When)]
    given = {w.year for w, _ in whens if w.year} | {event.first.year, event.last.year}
    years = frozenset(y + step for y in given for step in (-1, 0, 1) if 1 < y < 9998)
    days = []
    for when, text in whens:
        spans = when.spans(years, exact=True)
        if spans:
            # Without a year, those nearest to the event are meant.
            span = min(spans, key=lambda span: _away(span, event))
            days.append(Known(span, "end" if when.role == "to" and text is beside else when.role, when))
    return KnownDays(days=(*days, *_made(days)), years=years)


def _away(span: Span, event: Span) -> int:
    return max((span.first - event.last).days, (event.first - span.last).days, 0)


def _made(days: Sequence[Known]) -> list[Known]:
    """Days that follow: the whole of a span, and the eve of what is told to be before."""
    found = []
    for one, other in pairwise(days):
        if one.role == "start" and other.role in ("to", "end") and one.span.first <= other.span.last:
            found.append(Known(Span(one.span.first, other.span.last), "on"))
    for known in days:
        if known.role == "before":
            eve = known.span.first - timedelta(days=1)
            found.append(Known(Span(eve, eve), "by"))
    return found
