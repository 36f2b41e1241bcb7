"""Somebody who speaks in a fact, and whether the words of a sentence tell him."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from bot.domain.asking.names import Gazetteer
from bot.domain.asking.words import STOP
from bot.domain.facts import Entity
from bot.domain.grounding.names.families import above
from bot.domain.grounding.names.known import entities
from bot.domain.grounding.names.naming import mentions, title
from bot.domain.grounding.names.pieces import Mention, pieces
from bot.domain.grounding.speech.reporting import VERBS
from bot.domain.grounding.speech.reports import Report
from bot.domain.grounding.tokens import Said, read, root

_GENERAL = frozenset(
    map(
        root,
        """
        country own senior high ranking top outlet group agency spokesman spokeswoman newspaper
        daily broadcaster channel site deadline
        """.split(),
    )
)
"""Words beside a name that tell nobody else."""
_FOR_A_STATE = frozenset(map(root, "official officials government authorities side".split()))
"""Words for those who speak for a state when it is said to speak."""


_NEAR = 3
"""Words next to a name that may tell more of whom it names."""
_LINKS = frozenset({"and", "the", "a", "its", "their", "of"})


@dataclass(frozen=True, slots=True)
class Sayer:
    """Somebody who speaks in a fact: who it is, whom he speaks for, and the words by which he may be told.

    `beside` are words that stand next to his name somewhere in the fact.
    """

    entities: frozenset[Entity]
    above: frozenset[Entity]
    roots: frozenset[str]
    beside: frozenset[str] = frozenset()


def sayer(told: Said, gazetteer: Gazetteer, around: Said | None = None) -> Sayer:
    """The speaker whom some words tell: by name, office or plain words; `around` is the text that names him."""
    own = frozenset(e for m in mentions(told, gazetteer) for e in entities(told, m))
    names = [_bag(read(e.name)) for e in own]
    titles = [title(e) for e in own]
    higher = frozenset[Entity]().union(*(above(e, gazetteer) for e in own))
    if around and any(e.kind == "person" for e in own):  # His office speaks for him where the fact names it.
        his = frozenset[str]().union(*titles, told.roots, around.roots)
        higher = frozenset(e for e in higher if e.kind != "organisation" or his & _bag(read(e.name)))
    beside = _beside(around, own, gazetteer) if around else frozenset[str]()
    return Sayer(own, higher, _bag(told).union(*names, *titles) | told.roots, beside)


def _beside(said: Said, own: frozenset[Entity], gazetteer: Gazetteer) -> frozenset[str]:
    """The words that stand right next to a name of his: White Helmets rescuers and activists."""
    found: set[str] = set()
    for mention in mentions(said, gazetteer):
        if own.intersection(entities(said, mention)):
            found.update(_next_to(said, reversed(range(mention.first))))
            found.update(_next_to(said, range(mention.last, len(said.tokens))))
    return frozenset(found)


def _next_to(said: Said, places: Iterable[int]) -> Iterator[str]:
    for place in islice(places, _NEAR):
        token = said.tokens[place]
        if (
            not token.word
            or token.is_number
            or (token.word in STOP and token.word not in _LINKS)
            or token.word in VERBS
        ):
            return
        yield token.root


def is_him(part: Said, report: Report, him: Sayer, gazetteer: Gazetteer) -> bool:
    """Do all the words that tell a speaker fit this one? With his name, words may stand that the fact has beside it."""
    fits = [_fits(part, m, him, alone=not report.heads and len(report.mentions) == 1) for m in report.mentions]
    general = _FOR_A_STATE if any(e.kind == "state" for e in him.entities) else frozenset()
    heads = report.heads - general
    exact = any(entities(part, m) & (him.entities | him.above) for m in report.mentions)
    if not all(fits) or not heads <= (him.roots | _GENERAL | him.beside if exact or heads & him.roots else him.roots):
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
