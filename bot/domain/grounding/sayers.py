"""Somebody who speaks in a fact, and whether the words of a sentence tell him."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.asking.names import Gazetteer
from bot.domain.asking.words import STOP
from bot.domain.facts import Entity
from bot.domain.grounding.families import above
from bot.domain.grounding.known import entities
from bot.domain.grounding.naming import mentions, title
from bot.domain.grounding.pieces import Mention, pieces
from bot.domain.grounding.reports import Report
from bot.domain.grounding.tokens import Said, read, root

_GENERAL = frozenset(
    map(
        root,
        """
        country own senior high ranking top outlet group agency spokesman spokeswoman newspaper
        daily broadcaster channel site
        """.split(),
    )
)
"""Words beside a name that tell nobody else."""
_FOR_A_STATE = frozenset(map(root, "official officials government authorities side".split()))
"""Words for those who speak for a state when it is said to speak."""


@dataclass(frozen=True, slots=True)
class Sayer:
    """Somebody who speaks in a fact: who it is, whom he speaks for, and the words by which he may be told."""

    entities: frozenset[Entity]
    above: frozenset[Entity]
    roots: frozenset[str]


def sayer(told: Said, gazetteer: Gazetteer) -> Sayer:
    """The speaker whom some words tell: by name, office or plain words."""
    own = frozenset(e for m in mentions(told, gazetteer) for e in entities(told, m))
    names = [_bag(read(e.name)) for e in own]
    titles = [title(e) for e in own]
    higher = frozenset[Entity]().union(*(above(e, gazetteer) for e in own))
    return Sayer(own, higher, _bag(told).union(*names, *titles) | told.roots)


def is_him(part: Said, report: Report, him: Sayer, gazetteer: Gazetteer, known: frozenset[str] = frozenset()) -> bool:
    """Do all the words that tell a speaker fit this one? Beside his name those of the fact (`known`) may stand."""
    fits = [_fits(part, m, him, alone=not report.heads and len(report.mentions) == 1) for m in report.mentions]
    general = _FOR_A_STATE if any(e.kind == "state" for e in him.entities) else frozenset()
    heads = report.heads - general
    exact = any(entities(part, m) & (him.entities | him.above) for m in report.mentions)
    if not all(fits) or not heads <= (him.roots | _GENERAL | known if exact or heads & him.roots else him.roots):
        return False
    return bool(heads & him.roots) or exact


def _fits(part: Said, mention: Mention, him: Sayer, *, alone: bool) -> bool:
    own = entities(part, mention)
    if own & (him.entities | him.above):
        return True
    if any(e.kind == "person" for e in own) or (alone and any(e.kind == "state" for e in own)):
        return False
    return _bag(part.part(mention.first, mention.last)) <= him.roots


def _bag(said: Said) -> frozenset[str]:
    return frozenset(p.text for p in pieces(said) if p.text not in STOP)
