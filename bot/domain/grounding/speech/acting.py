"""Is something told of a speaker that his fact only has him say?"""

from __future__ import annotations

from bot.domain.asking.names import Gazetteer
from bot.domain.facts import Entity
from bot.domain.grounding.claims import Fault
from bot.domain.grounding.names.known import entities
from bot.domain.grounding.names.naming import mentions
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.speech.reporting import VERBS
from bot.domain.grounding.speech.reports import Report, reports
from bot.domain.grounding.speech.subjects import HELPS, hangs
from bot.domain.grounding.stretches import is_verb
from bot.domain.grounding.tokens import Said, read

_BE = frozenset("was were is are be been being".split())


def acting(part: Said, premise: Premise, gazetteer: Gazetteer) -> list[Fault]:
    """The faults of a speaker who is the subject of a verb, where the fact names him for nothing but what he says."""
    told = read(premise.fact.said_by)
    his = frozenset(e for m in mentions(told, gazetteer) for e in m.entities)
    if not his or his & _named(read(premise.fact.statement), gazetteer):
        return []
    what = "it has whoever says this do it, or have it done"
    own = read(premise.fact.statement).roots
    return [
        Fault(
            check="speaker", start=part.tokens[m.first].start, end=part.tokens[m.last - 1].end, reason=what, told=what
        )
        for m in mentions(part, gazetteer)
        if his & entities(part, m) and not hangs(part, m) and not _speaks(m.first, reports(part, gazetteer))
        if _does(part, m.last, own)
    ]


def _named(said: Said, gazetteer: Gazetteer) -> frozenset[Entity]:
    """Whom a text names elsewhere than as the one who speaks."""
    spoken = reports(said, gazetteer)
    found = [m for m in mentions(said, gazetteer) if not _speaks(m.first, spoken)]
    return frozenset(e for m in found for e in entities(said, m))


def _speaks(place: int, spoken: tuple[Report, ...]) -> bool:
    return any(r.first <= place < r.last for r in spoken)


def _does(part: Said, place: int, own: frozenset[str]) -> bool:
    """Does a verb of what the fact tells of stand at a place, or one that tells what somebody is or what is done?"""
    helps = []
    while place < len(part.tokens) and part.tokens[place].word in HELPS:
        helps.append(part.tokens[place].word)
        place += 1
    following = part.tokens[place : place + 2]
    if not following or not following[0].word or any(t.word in VERBS for t in following):
        return False
    return not _BE.isdisjoint(helps) or (following[0].root in own and (bool(helps) or is_verb(part, place)))
