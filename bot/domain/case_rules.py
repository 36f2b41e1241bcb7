"""What makes a case right as a whole: how facts, names, measures and gaps fit together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from bot.domain.case_values import nearest
from bot.domain.errors import Problem
from bot.domain.fact_rules import LINK_KEYS, Draft
from bot.domain.facts import Entity, Gap, Measure

MONEY = re.compile(r"\b(USD|EUR|SYP|TRY|GBP|RUB)\b")


def check_links(drafts: Sequence[Draft], *, partial: bool) -> Iterator[Problem]:
    """Links between facts: to facts that are not there, one-sided disputes, circles, and unlike figures."""
    by_id = {d.id: d for d in drafts}
    for draft in drafts:
        for key in LINK_KEYS:
            if key in draft.bad:
                continue
            for to in draft.links(key):
                if to not in by_id:
                    otherwise = "it counts when that fact is loaded" if partial else "correct the id, or add the fact"
                    todo = nearest(to, by_id, otherwise) if not partial else otherwise
                    yield draft.problem(key, f"there is no fact {to}", todo, warning=partial)
        yield from _disputes(draft, by_id)
        yield from _supersedes(draft, by_id)
    yield from _circles(by_id)


def _disputes(draft: Draft, by_id: Mapping[str, Draft]) -> Iterator[Problem]:
    for to in draft.links("disputes"):
        other = by_id.get(to)
        if other and "disputes" not in other.bad and to != draft.id and draft.id not in other.links("disputes"):
            yield draft.problem("disputes", f"{to} does not dispute it in return", f"add {draft.id} to its disputes")


def _supersedes(draft: Draft, by_id: Mapping[str, Draft]) -> Iterator[Problem]:
    for to in draft.links("supersedes"):
        other = by_id.get(to)
        if not other or {"measure", "kind"} & (draft.bad | other.bad):
            continue
        mine, its = draft.held.get("measure") or "", other.held.get("measure") or ""
        if mine != its:
            what = f"counts {mine or 'no measure'}, and {to} counts {its or 'no measure'}"
            yield draft.problem("supersedes", what, "only figures of one measure update one another; remove it")


def _circles(by_id: Mapping[str, Draft]) -> Iterator[Problem]:
    """Each circle of supersedes once, told at the first of its facts that is met."""
    done: set[str] = set()
    for start in by_id:
        path: list[str] = []
        stack = [(start, 0)]
        while stack:
            fact_id, depth = stack.pop()
            del path[depth:]
            if fact_id in path and fact_id != path[-1]:
                circle = " → ".join((*path[path.index(fact_id) :], fact_id))
                yield by_id[fact_id].problem("supersedes", f"goes in a circle: {circle}", "remove one of these links")
                continue
            if fact_id in done:
                continue
            done.add(fact_id)
            path.append(fact_id)
            stack += [(to, depth + 1) for to in by_id[fact_id].links("supersedes") if to in by_id]


def check_ids(drafts: Iterable[Draft]) -> Iterator[Problem]:
    """Fact ids that are used twice."""
    seen: dict[str, Draft] = {}
    for draft in drafts:
        first = seen.setdefault(draft.id, draft)
        if first is not draft and "id" not in draft.bad:
            yield draft.problem("id", f"is used twice, first in {first.file}", "give this fact a number of its own")


def check_names(drafts: Iterable[Draft], entities: Sequence[Entity]) -> Iterator[Problem]:
    """Places and actors that no entity has as its name."""
    names = {e.name for e in entities}
    short = {alias: e.name for e in entities for alias in e.aliases}
    for draft in drafts:
        for key in ("places", "actors"):
            for name in draft.held.get(key) or () if key not in draft.bad else ():
                if name in names:
                    continue
                todo = f"write {short[name]!r}, whose alias it is" if name in short else ""
                todo = todo or nearest(name, (*names, *short), "correct it, or add it to entities.toml")
                yield draft.problem(key, f"there is no entity {name!r}", todo)


def check_measures(drafts: Iterable[Draft], measures: Sequence[Measure]) -> Iterator[Problem]:
    """Figures of a measure that is not there or counts in another unit."""
    by_id = {m.id: m for m in measures}
    for draft in drafts:
        name, unit = draft.held.get("measure"), str(draft.held.get("unit", ""))
        if not name or "measure" in draft.bad:
            continue
        measure = by_id.get(name)
        if measure is None:
            todo = nearest(name, by_id, "correct it, or add it to measures.toml")
            yield draft.problem("measure", f"there is no measure {name!r}", todo)
        elif unit and unit != measure.unit and "unit" not in draft.bad:
            # Sources word one count in different ways ("soldiers", "soldiers killed"); a share or a sum is no count.
            what = f"{unit!r} is not the unit of {name}, {measure.unit!r}"
            unlike = _dimension(unit) != _dimension(measure.unit)
            yield draft.problem("unit", what, "use one unit, or see that both count the same", warning=not unlike)


def _dimension(unit: str) -> tuple[str, ...]:
    return ("percent",) if "percent" in unit or "%" in unit else tuple(MONEY.findall(unit))


def check_entities(file: str, entities: Sequence[Entity]) -> Iterator[Problem]:
    """Entities of one name, and aliases that more than one of them has."""
    yield from _twice(file, "name", (e.name for e in entities))
    owners: dict[str, str] = {e.name: e.name for e in entities}
    for entity in entities:
        for alias in entity.aliases:
            owner = owners.setdefault(alias, entity.name)
            if owner != entity.name:
                todo = "leave it to one of them, or make it a metonym"
                where = f"{file}, {entity.name}, aliases"
                yield Problem(where=where, what=f"{alias!r} also stands for {owner}", todo=todo, warning=True)


def check_gap_ids(file: str, gaps: Sequence[Gap]) -> Iterator[Problem]:
    """Gaps of one id."""
    yield from _twice(file, "id", (g.id for g in gaps))


def check_references(
    file: str, references: Sequence[tuple[str, str]], fact_ids: Iterable[str], *, partial: bool
) -> Iterator[Problem]:
    """Facts named in a desk file, as (place, fact id), that are not there; one warning for all in a partial case."""
    known = set(fact_ids)
    absent = [(place, fact_id) for place, fact_id in references if fact_id not in known]
    if partial and absent:
        what = f"{len(absent)} of {len(references)} named facts are not in this part of the case"
        yield Problem(where=file, what=what, todo="they count when their facts are loaded", warning=True)
        return
    for place, fact_id in absent:
        todo = nearest(fact_id, known, "correct the id, or remove it")
        yield Problem(where=f"{file}, {place}", what=f"there is no fact {fact_id}", todo=todo)


def check_counts(counts: Mapping[str, Any], *, partial: bool, sources: int, facts: int) -> Iterator[Problem]:
    """What case.toml says of the size of the case, against what was read."""
    held = {"sources": sources, "facts": facts}
    for key in [k for k in held if k in counts and counts[k] != held[k]][:1]:
        todo = "read as a part; facts of sources that are not here stay" if partial else "correct the number"
        what = f"says {counts[key]}, and {held[key]} are here"
        yield Problem(where=f"case.toml, counts, {key}", what=what, todo=todo, warning=True)


def check_period(start: date, end: date) -> Iterator[Problem]:
    """A period that ends before it starts."""
    if end < start:
        yield Problem(
            where="case.toml, period, end", what=f"{end} is before the start, {start}", todo="exchange the two"
        )


def _twice(file: str, key: str, names: Iterable[str]) -> Iterator[Problem]:
    for name in (n for n, count in Counter(names).items() if count > 1):
        yield Problem(where=f"{file}, {name}, {key}", what="is used twice", todo="join the two, or rename one")


def check_measure_ids(file: str, measures: Sequence[Measure]) -> Iterator[Problem]:
    """Measures of one id."""
    yield from _twice(file, "id", (m.id for m in measures))
