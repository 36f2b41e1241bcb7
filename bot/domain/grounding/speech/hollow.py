"""A sentence that says who spoke and when, and not what."""

from __future__ import annotations

from bot.domain.asking.names import Gazetteer
from bot.domain.asking.words import STOP
from bot.domain.grounding.claims import Fault
from bot.domain.grounding.days import dates
from bot.domain.grounding.names.naming import mentions
from bot.domain.grounding.names.pieces import Mention
from bot.domain.grounding.speech.reporting import ISSUED, LOOSE, NEUTRAL, VERBS
from bot.domain.grounding.speech.reports import Report, reports
from bot.domain.grounding.speech.subjects import TIMES
from bot.domain.grounding.tokens import Said

_OCCASIONS = frozenset(
    """interview interviews conference briefing speech press televised television remarks statement reporters
    journalists""".split()
)
"""Words for where something was said."""


def faults(said: Said, gazetteer: Gazetteer) -> list[Fault]:
    """The fault of a sentence in which nothing but the report of one who is named stands."""
    what = "it says that somebody said something, and not what"
    empty = any(r.named and not _told(said, r, gazetteer) for r in reports(said, gazetteer))
    return [Fault(check="speaker", start=0, end=len(said.text), reason=what, told=what)] if empty else []


def _told(said: Said, report: Report, gazetteer: Gazetteer) -> bool:
    """Does anything stand beside who speaks, when and where?"""
    verb = said.tokens[report.at].word
    if verb not in VERBS or verb in LOOSE:
        return True
    apart = {report.at, *range(report.first, report.last)}
    apart |= {n for m in dates.mentions(said) for n in range(m.first, m.last)}
    if verb in NEUTRAL:
        apart |= {n for m in mentions(said, gazetteer) for n in _with_number(said, m)}
    start = 0 if report.framing or any(not t.word for t in said.tokens[: report.at]) else report.at
    idle = STOP | TIMES | _OCCASIONS | ISSUED
    return any(t.word and t.word not in idle for n, t in enumerate(said.tokens) if n >= start and n not in apart)


def _with_number(said: Said, mention: Mention) -> range:
    """The places of a name and of a number that belongs to it: Russia 24."""
    behind = said.tokens[mention.last : mention.last + 1]
    return range(mention.first, mention.last + sum(t.is_number for t in behind))
