"""Is everybody and every place that a sentence names named by the fact, in the same part?"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import simplemma

from bot.domain.asking.names import Gazetteer
from bot.domain.asking.words import STOP
from bot.domain.edtf import MONTHS
from bot.domain.facts import Entity
from bot.domain.grounding.claims import Fault
from bot.domain.grounding.names.families import FORCES, above
from bot.domain.grounding.names.known import FORCE, belongings, entities, known
from bot.domain.grounding.names.naming import mentions
from bot.domain.grounding.names.pieces import LINKS, Mention, pieces
from bot.domain.grounding.parties import roles
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.tokens import Said, Token, read, root
from bot.domain.grounding.words.thesaurus import tellable

__all__ = ["Mention", "faults", "mentions"]

_CALENDAR = frozenset(w.lower() for w in MONTHS if w) | frozenset(
    "monday tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_PLAIN = frozenset(map(root, "armed government arab regime".split()))
_OFFICES = frozenset("presidents ministers leaders ambassadors envoys officials".split())
"""Offices of several, each of whom has one: the presidents of Turkey and Russia are the Turkish and Russian ones."""
_QUOTES = "\"'“”‘’«»„ ("


def faults(part: Said, premise: Premise, gazetteer: Gazetteer) -> list[Fault]:
    """The names that the fact does not have, and those that do in it what another does."""
    listed = mentions(part, gazetteer)
    strange = [m for m in listed if not _is_named(part, m, premise, gazetteer)]
    found = [_fault(part, m.first, m.last, premise, gazetteer) for m in strange]
    covered = {n for m in listed for n in range(m.first, m.last)}
    for number, token in enumerate(part.tokens):
        if number not in covered and _is_strange(part, token, premise):
            found.append(_fault(part, number, number + 1, premise, gazetteer))
    if found:
        return found
    return [
        *_of_another(part, gazetteer),
        *_others(part, premise, gazetteer),
        *_moved(part, premise, gazetteer),
        *roles.faults(part, premise, gazetteer),
    ]


def _is_named(part: Said, mention: Mention, premise: Premise, gazetteer: Gazetteer) -> bool:
    """Does the fact name it, by this name, another one, or that of a part of it?"""
    ours = entities(part, mention)
    theirs = known(premise.said, gazetteer) | known(premise.beside, gazetteer)
    if ours & theirs:
        return True
    run = _run(part.part(mention.first, mention.last))
    if len(run) > 1 and (_holds(_run(premise.said), run) or _holds(_run(premise.beside), run)):
        return True
    if any(e.kind in ("road", "agreement") for e in ours) and _has_all(part, mention, premise):
        return True
    return _is_loose(part, mention, premise, gazetteer) or any(_is_force_of(e, run, premise, gazetteer) for e in ours)


def _is_loose(part: Said, mention: Mention, premise: Premise, gazetteer: Gazetteer) -> bool:
    """Is it a name that the fact has, with plain words that it has too, and not within another name?"""
    within = part.part(mention.first, mention.last)
    inner = known(within, gazetteer) & known(premise.said, gazetteer)
    covered = {n for m in mentions(premise.said, gazetteer) for n in range(m.first, m.last)}
    free = {t.root for n, t in enumerate(premise.said.tokens) if n not in covered or t.word in _OFFICES}
    plain = [t for t in within.tokens if t.word and not t.is_capital and t.word not in LINKS]
    names = [t for t in within.tokens if t.is_capital]
    return bool(inner and plain and names) and len(names) == 1 and all(t.root in free for t in plain)


def _has_all(part: Said, mention: Mention, premise: Premise) -> bool:
    """Does the fact have every word of a name, plain ones by another word too: the Astana deal for the agreement?"""
    theirs = set(_run(premise.said))
    told = tellable(premise.said)
    within = part.part(mention.first, mention.last)
    return all(set(_run(within.part(n, n + 1))) <= theirs or t.root in told for n, t in enumerate(within.tokens))


@lru_cache(maxsize=50_000)
def _run(said: Said) -> tuple[str, ...]:
    return tuple(p.text for p in pieces(said) if p.text not in LINKS)


def _holds(run: tuple[str, ...], within: tuple[str, ...]) -> bool:
    size = len(within)
    return any(run[n : n + size] == within for n in range(len(run) - size + 1))


def _is_force_of(entity: Entity, run: tuple[str, ...], premise: Premise, gazetteer: Gazetteer) -> bool:
    """Is it a state's army, told by no more than that, whose soldiers the fact has by another word?"""
    owners = above(entity, gazetteer)
    states = {part for e in owners for part in _run(read(e.name))}
    plain = set(run) & FORCES and set(run) <= states | FORCES | _PLAIN
    return bool(plain and owners & belongings(premise.said, gazetteer).get(FORCE, frozenset()))


def _is_strange(part: Said, token: Token, premise: Premise) -> bool:
    """Is it a name that is no entity of the case and no word of the fact?"""
    if not token.is_capital or token.word in _CALENDAR or (token.word in STOP and not token.text.isupper()):
        return False
    if token.root in premise.said.roots | premise.beside.roots or token.root in tellable(premise.said):
        return False
    if (
        len(token.text) > 1
        and token.text.isupper()
        and token.word in _initials(premise.said) | _initials(premise.beside)
    ):
        return False
    begins = not part.text[: token.start].strip(_QUOTES)
    return not begins or not simplemma.is_known(token.word, lang="en")


@lru_cache(maxsize=20_000)
def _initials(said: Said) -> frozenset[str]:
    """What the names in a text can be shortened to: the initials of words with capitals that follow one another."""
    found = set()
    capital = [t for t in said.tokens if t.word and (t.is_capital or t.word not in LINKS)]
    for first in range(len(capital)):
        for size in range(2, 6):
            run = capital[first : first + size]
            if len(run) == size and all(t.is_capital for t in run):
                found.add("".join(t.word[0] for t in run))
    return frozenset(found)


def _others(part: Said, premise: Premise, gazetteer: Gazetteer) -> list[Fault]:
    """Nouns that the sentence gives to one side and the fact to another: Syrian soldiers for Turkish ones."""
    theirs = belongings(premise.said, gazetteer)
    found = []
    for noun, owners in belongings(part, gazetteer).items():
        if noun in theirs and any(_differ(owners, theirs[noun], kind) for kind in ("state", "place")):
            names = " and ".join(sorted(e.name for e in theirs[noun]))
            what = f"what it speaks of belongs to {names} in the fact"
            start, end = part.tokens[0].start, part.tokens[-1].end
            found.append(Fault(check="name", start=start, end=end, reason=f"{what}: {noun}", told=what))
    return found


def _of_another(part: Said, gazetteer: Gazetteer) -> list[Fault]:
    """Persons right behind the name of a state that is not theirs: Syria's President Rouhani."""
    found = []
    listed = mentions(part, gazetteer)
    for before, mention in pairwise(listed):
        states = {e for e in before.entities if e.kind == "state"}
        own = {e for p in mention.entities if p.kind == "person" for e in above(p, gazetteer) if e.kind == "state"}
        if before.last == mention.first and states and own and not states & own:
            what = f"{mention.entities[0].name} belongs to {' or '.join(sorted(e.name for e in own))}"
            found.append(_at(part, before.first, mention.last, what, what))
    return found


def _differ(ours: frozenset[Entity], theirs: frozenset[Entity], kind: str) -> bool:
    """Do both have one of a kind, and none in common?"""
    ours = frozenset(e for e in ours if e.kind == kind)
    theirs = frozenset(e for e in theirs if e.kind == kind)
    return bool(ours and theirs and not ours & theirs)


def _moved(part: Said, premise: Premise, gazetteer: Gazetteer) -> list[Fault]:
    """A name that stands more often than in the fact while another of its kind is missing: it took its place."""
    ours = _counted(part, gazetteer)
    theirs = _counted(premise.said, gazetteer)
    if len(mentions(part, gazetteer)) < len(mentions(read(premise.fact.statement), gazetteer)):
        return []
    for entity, times in ours.items():
        if entity not in theirs or times <= theirs[entity]:
            continue
        missing = [e for e in theirs if e.kind == entity.kind and ours.get(e, 0) < theirs[e]]
        if missing and entity.kind in ("place", "state", "person", "road"):
            mention = [m for m in mentions(part, gazetteer) if entity in _with_above(part, m, gazetteer)][-1]
            what = f"{missing[0].name} is missing where the fact has it"
            reason = f"{_text(part, mention.first, mention.last)} stands more often than in the fact; {what}"
            return [_at(part, mention.first, mention.last, reason, what)]
    return []


def _counted(said: Said, gazetteer: Gazetteer) -> dict[Entity, int]:
    """How often each entity is named, states by what belongs to them too."""
    found: dict[Entity, int] = {}
    for mention in mentions(said, gazetteer):
        for entity in _with_above(said, mention, gazetteer):
            found[entity] = found.get(entity, 0) + 1
    return found


def _with_above(said: Said, mention: Mention, gazetteer: Gazetteer) -> frozenset[Entity]:
    own = entities(said, mention)
    inner = known(said.part(mention.first, mention.last), gazetteer) if mention.last - mention.first > 1 else own
    return own.union(inner, *(above(e, gazetteer) for e in own))


def _fault(part: Said, first: int, last: int, premise: Premise, gazetteer: Gazetteer) -> Fault:
    names = [_text(premise.said, m.first, m.last) for m in mentions(premise.said, gazetteer)]
    has = f"the fact names {', '.join(dict.fromkeys(names))}" if names else "the fact names nobody"
    reason = f'"{_text(part, first, last)}" is not named in the fact; {has}'
    return _at(part, first, last, reason, f"it names somebody or something that the fact does not; {has}")


def _at(part: Said, first: int, last: int, reason: str, told: str) -> Fault:
    start, end = part.tokens[first].start, part.tokens[last - 1].end
    return Fault(check="name", start=start, end=end, reason=reason, told=told)


def _text(said: Said, first: int, last: int) -> str:
    return said.text[said.tokens[first].start : said.tokens[last - 1].end]
