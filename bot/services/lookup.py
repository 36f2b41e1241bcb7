"""Look things up by name: figures, the timeline, disputes, entities, single facts, sources. All as of a moment."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.asking.words import fold, stems
from bot.domain.errors import BadRequest
from bot.domain.facts import TOPICS, Entity, Fact, Measure, Source
from bot.domain.ports import FactBase, Lexicon

FIRST_DAY = date.min


@dataclass(frozen=True, kw_only=True, slots=True)
class Series:
    """The figures of one measure in order of their data."""

    measure: Measure
    figures: tuple[Fact, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class About:
    """What a list is narrowed to: a topic or an entity; both empty for everything."""

    topic: str = ""
    entity: str = ""

    def fits(self, fact: Fact) -> bool:
        names = (*fact.actors, *fact.places, fact.said_by)
        return (not self.topic or self.topic in fact.topics) and (not self.entity or self.entity in names)


@dataclass(frozen=True, kw_only=True, slots=True)
class EntityCard:
    """What was known of an entity. `said` is what it asserts itself, `told` what others tell, newest events first."""

    entity: Entity
    described: bool
    said: tuple[Fact, ...]
    told: tuple[Fact, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FactCard:
    """One fact with its known versions (newest first) and the facts that it is linked to."""

    fact: Fact
    versions: tuple[Fact, ...]
    supersedes: tuple[Fact, ...]
    superseded_by: tuple[Fact, ...]
    disputes: tuple[Fact, ...]


async def series_of(facts: FactBase, words: str, *, as_of: datetime) -> list[Series]:
    """The series that fit `words` best, or all of them for no words; those without a known figure are left out.

    Raises BadRequest where no measure has any of the words.
    """
    measures: Sequence[Measure] = (await facts.lexicon()).measures
    if words:
        measures = _best_measures(measures, words)
    found = [Series(measure=m, figures=tuple(await facts.series(m.id, as_of=as_of))) for m in measures]
    return [s for s in found if s.figures]


def _best_measures(measures: Sequence[Measure], words: str) -> list[Measure]:
    exact = [m for m in measures if fold(words.strip()) in (m.id, fold(m.title))]
    if exact:
        return exact
    wanted = set(stems(words))
    scores = {
        m.id: 2 * len(wanted & set(stems(f"{m.id} {m.title} {m.unit}"))) + len(wanted & set(stems(m.description)))
        for m in measures
    }
    best = max(scores.values(), default=0)
    if not best:
        raise BadRequest(f"no figures on {words!r}; `/figures` alone lists every measure")
    return [m for m in measures if scores[m.id] == best]


async def about(facts: FactBase, words: str) -> About:
    """Read `words` as a topic or the name of an entity. Raises BadRequest where they are neither."""
    if not words.strip():
        return About()
    if (topic := fold(words.strip())) in TOPICS:
        return About(topic=topic)
    return About(entity=find_entity(await facts.lexicon(), words, also=TOPICS).name)


def find_entity(lexicon: Lexicon, words: str, *, also: Sequence[str] = ()) -> Entity:
    """The entity of that name, alias or metonym. Raises BadRequest, with the nearest names and words of `also`."""
    wanted = fold(words.strip())
    for pick in (lambda e: (e.name,), lambda e: e.aliases, lambda e: e.metonyms):
        for entity in lexicon.entities:
            if wanted in (fold(n) for n in pick(entity)):
                return entity
    parts = [e for e in lexicon.entities if wanted in fold(e.name).split()]
    if len(parts) == 1:
        return parts[0]
    names = {fold(n): e.name for e in lexicon.entities for n in (*e.aliases, e.name)} | {t: t for t in also}
    near = [e.name for e in parts] or [names[n] for n in difflib.get_close_matches(wanted, names, 5, 0.7)]
    hint = f"; did you mean {', '.join(dict.fromkeys(near[:3]))}?" if near else ""
    raise BadRequest(f"the base knows no {words.strip()!r}{hint}")


async def events(facts: FactBase, what: About, *, as_of: datetime, first: date, last: date) -> list[Fact]:
    """Facts whose event date touches the days from `first` to `last`, in order of event date."""
    return await facts.timeline(as_of=as_of, first=first, last=last, topic=what.topic, entity=what.entity, limit=10_000)


async def disputes(facts: FactBase, what: About, *, as_of: datetime) -> list[tuple[Fact, ...]]:
    """Groups of facts that cannot be true together, newest data first; a group fits where one of its facts does."""
    known = {f.id: f for f in await facts.disputed(as_of=as_of)}
    return [g for g in _groups(known) if any(what.fits(f) for f in g)]


async def disputes_of(facts: FactBase, ids: Sequence[str], *, as_of: datetime) -> list[tuple[Fact, ...]]:
    """The groups, as in `disputes`, that the facts `ids` belong to."""
    known: dict[str, Fact] = {}
    todo, met = list(ids), set(ids)
    while todo:
        found = await facts.facts(todo, as_of=as_of)
        known |= {f.id: f for f in found}
        todo = sorted({i for f in found for i in f.disputes} - met)
        met.update(todo)
    return _groups(known)


def _groups(known: Mapping[str, Fact]) -> list[tuple[Fact, ...]]:
    """Facts that dispute one another, directly or through a third, together; newest data first."""
    groups: list[tuple[Fact, ...]] = []
    seen: set[str] = set()
    for fact in known.values():
        if fact.id in seen:
            continue
        group, todo = {}, [fact]
        while todo:
            one = todo.pop()
            if one.id not in group:
                group[one.id] = one
                todo += [known[i] for i in one.disputes if i in known]
        seen |= group.keys()
        if len(group) > 1:
            groups.append(tuple(sorted(group.values(), key=lambda f: (f.data_date, f.id))))
    return sorted(groups, key=lambda g: max(f.data_date for f in g), reverse=True)


async def entity_card(facts: FactBase, words: str, *, as_of: datetime, limit: int = 5) -> EntityCard:
    """Who or what a name stands for, and the latest that is known of it. Raises BadRequest for an unknown name."""
    entity = find_entity(await facts.lexicon(), words)
    described = bool(await facts.facts([entity.fact_id], as_of=as_of)) if entity.fact_id else False
    found = await events(facts, About(entity=entity.name), as_of=as_of, first=FIRST_DAY, last=date.max)
    found.reverse()
    said = [f for f in found if f.said_by == entity.name]
    told = [f for f in found if f.said_by != entity.name]
    return EntityCard(entity=entity, described=described, said=tuple(said[:limit]), told=tuple(told[:limit]))


async def fact_card(facts: FactBase, fact_id: str, *, as_of: datetime) -> FactCard:
    """A fact and what it is linked to. Raises BadRequest where no such fact is known at `as_of`."""
    found = await facts.facts([fact_id], as_of=as_of)
    if not found and any(f.known_at <= as_of for f in await facts.versions(fact_id)):
        raise BadRequest(f"{fact_id} was withdrawn, and is told no more")
    if not found:
        raise BadRequest(f"no fact {fact_id!r} is known at that moment; ids stand under the sources of an answer")
    fact = found[0]
    return FactCard(
        fact=fact,
        versions=tuple(v for v in await facts.versions(fact.id) if v.known_at <= as_of),
        supersedes=tuple(await facts.facts(fact.supersedes, as_of=as_of)),
        superseded_by=tuple(await facts.successors([fact.id], as_of=as_of)),
        disputes=tuple(await facts.facts(fact.disputes, as_of=as_of)),
    )


async def sources(facts: FactBase, words: str, *, as_of: datetime) -> list[Source]:
    """Sources published by then, newest first, whose publisher, title or id holds every one of `words`."""
    wanted = fold(words).split()
    found = await facts.sources(as_of=as_of)
    return [s for s in found if all(w in fold(f"{s.publisher} {s.title} {s.id} {s.published}") for w in wanted)]
