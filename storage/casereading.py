"""One reading of one case: every table is checked by itself, then how they fit together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from bot.domain import case_rules as rules
from bot.domain import case_values as values
from bot.domain.errors import Problem
from bot.domain.fact_rules import Draft, check_fact
from bot.domain.facts import Case
from storage import caseparts as parts
from storage.casefolder import RawCase

Held = dict[str, Any]

NEUTRAL = {"kind": "event", "statement": "-", "event_date": "2000", "credibility": 6}
"""Stands in for a wrong value, so that the rest of a fact can be checked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """The values of a table, the keys that are wrong in it, and what is wrong with them."""

    held: Held
    bad: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)


class CheckTable(Protocol):
    """Checks one table against the form of that name."""

    def __call__(self, name: str, table: object, where: str, neutral: Mapping[str, object]) -> Checked: ...


class Reading:
    """One reading of one case; mistakes are added to `raw.problems`."""

    def __init__(self, raw: RawCase, check: CheckTable) -> None:
        self.raw = raw
        self._check = check
        self.info, self.counts = self._info()
        self.partial = raw.partial or len(raw.sources) < self.counts.get("sources", 0)
        self.sources: dict[str, Held] = {}
        self.drafts: list[Draft] = []

    def case(self) -> Case | None:
        """The domain values; None where a mistake was found."""
        for where, tables in self.raw.sources:
            self._source(where, tables)
        entities = [parts.entity(held) for held in self._desk("entities.toml", "entity", "name")]
        measures = [parts.measure(held) for held in self._desk("measures.toml", "measure", "id")]
        gaps = [parts.gap(held) for held in self._desk("known_gaps.toml", "gap", "id")]
        asked = self._asked()
        # A link may lead to a fact that only could not be read; that is told already.
        loose = self.partial or self.raw.unread or any("id" in d.bad for d in self.drafts)
        found = self.raw.problems
        found += rules.check_ids(self.drafts)
        found += rules.check_links(self.drafts, partial=loose)
        if "entities.toml" in self.raw.desk:
            found += rules.check_names(self.drafts, entities)
            found += rules.check_entities("entities.toml", entities)
        if "measures.toml" in self.raw.desk or not self.partial:
            found += rules.check_measures(self.drafts, measures)
            found += rules.check_measure_ids("measures.toml", measures)
        ids = [d.id for d in self.drafts]
        found += rules.check_gap_ids("known_gaps.toml", gaps)
        near = [(f"{g.id}, near", n) for g in gaps for n in g.near]
        found += rules.check_references("known_gaps.toml", near, ids, partial=loose)
        tellers = [(f"{e.name}, source", e.fact_id) for e in entities if e.fact_id]
        found += rules.check_references("entities.toml", tellers, ids, partial=loose)
        found += rules.check_references("asks.toml", [(i, i) for i in asked], ids, partial=loose)
        found += rules.check_counts(self.counts, partial=self.partial, sources=len(self.raw.sources), facts=len(ids))
        if any(not p.warning for p in found):
            return None
        return Case(
            info=parts.case_info(self.info),
            facts=tuple(parts.facts(self.drafts, self.sources, self.info.get("timezone", "UTC"))),
            entities=tuple(entities),
            measures=tuple(measures),
            gaps=tuple(gaps),
            asked={i: asks for i, asks in asked.items() if i in set(ids)},
            partial=self.partial,
        )

    def _info(self) -> tuple[Held, Held]:
        if "case.toml" not in self.raw.desk:
            if not self.raw.unread:
                what, todo = "is not there", "dates are read in UTC; put the file beside its case's case.toml"
                self.raw.problems.append(Problem(where="case.toml", what=what, todo=todo, warning=True))
            return {}, {}
        held, _ = self._held("case", self.raw.desk["case.toml"], "case.toml")
        if period := held.get("period"):
            self.raw.problems += rules.check_period(period["start"], period["end"])
        return held, held.pop("counts", {})

    def _source(self, where: str, tables: Mapping[str, object]) -> None:
        self._unknown(where, tables, ("source", "fact"))
        held, bad = self._held("source", tables.get("source"), f"{where}, source")
        source_id = held.get("id", "")
        if source_id and source_id != Path(where).stem:
            todo = f"rename the file to {source_id}.toml, or correct the id"
            self.raw.problems.append(Problem(where=f"{where}, source, id", what="is not the file's name", todo=todo))
        self.sources[where] = held
        facts = self._list(where, tables, "fact")
        if not facts and not bad:
            self.raw.problems.append(Problem(where=where, what="has no [[fact]]", todo="add one", warning=True))
        for number, table in enumerate(facts, 1):
            name = table.get("id") if isinstance(table, dict) else None
            label = name if isinstance(name, str) and name else f"fact {number}"
            held, bad = self._held("fact", table, f"{where}, {label}", {**NEUTRAL, "id": label})
            draft = Draft(file=where, source_id=source_id, held=held, bad=bad)
            self.raw.problems += check_fact(draft)
            self.drafts.append(draft)

    def _desk(self, file: str, key: str, name: str) -> Iterator[Held]:
        tables = self.raw.desk.get(file, {})
        self._unknown(file, tables, (key,))
        for number, table in enumerate(self._list(file, tables, key), 1):
            label = table.get(name) if isinstance(table, dict) else None
            held, bad = self._held(key, table, f"{file}, {label if isinstance(label, str) else f'{key} {number}'}")
            if not bad:
                yield held

    def _asked(self) -> dict[str, tuple[str, ...]]:
        asked: dict[str, tuple[str, ...]] = {}
        for fact_id, table in self.raw.desk.get("asks.toml", {}).items():
            held, bad = self._held("asks", table, f"asks.toml, {fact_id}")
            if not bad:
                asks = held.pop("asks", ())
                asked[fact_id] = (*asks, *held.values())
        return asked

    def _held(
        self, form: str, table: object, where: str, neutral: Mapping[str, object] | None = None
    ) -> tuple[Held, frozenset[str]]:
        checked = self._check(form, table, where, neutral or {})
        self.raw.problems += checked.problems
        return checked.held, checked.bad

    def _list(self, where: str, tables: Mapping[str, object], key: str) -> list[Any]:
        found = tables.get(key, [])
        if isinstance(found, list):
            return found
        self.raw.problems.append(Problem(where=f"{where}, {key}", what="is not a list", todo=f"write [[{key}]]"))
        return []

    def _unknown(self, where: str, tables: Mapping[str, object], known: tuple[str, ...]) -> None:
        for key in tables:
            if key not in known:
                todo = values.nearest(key, known, f"remove it; known are {', '.join(known)}")
                self.raw.problems.append(Problem(where=f"{where}, {key}", what="unknown table or key", todo=todo))
