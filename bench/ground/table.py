"""Checks sentences and counts what passed, by class and against what is promised."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bench.ground.drafts import Made, World
from bot.domain.asking.names import Gazetteer
from bot.domain.grounding.check import check
from bot.domain.grounding.claims import Verdict
from bot.domain.grounding.premise import Grounds

SURE = ("number", "scale", "moved", "unit", "date", "refined-date", "name", "uncited", "foreign", "future", "url")
"""Classes of which nothing may be let through."""
LEAST = 0.97
"""The share of every other class that must be caught."""
KEPT = 0.90
"""The share of faithful sentences, made by rule and written by hand together, that must be kept."""
NONE = 0.0
"""No promise: the row only tells. Sentences written by hand, of which one set is never looked at, tell most."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tried:
    """A sentence and what the check made of it."""

    made: Made
    verdict: Verdict


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A line of the table: of so many sentences so many came out right."""

    name: str
    made: int
    right: int
    target: float

    @property
    def share(self) -> float:
        """The share that came out right, 1 where there are none."""
        return self.right / self.made if self.made else 1.0

    @property
    def reached(self) -> bool:
        """Is it as good as promised?"""
        return self.share >= self.target


class Checker:
    """The check with the whole case as its grounds, but for sentences whose writer was given less."""

    def __init__(self, world: World) -> None:
        """Take the names and facts of the case."""
        self._facts = world.facts
        self._gazetteer = Gazetteer.build(world.entities)
        latest = max(f.known_at for f in world.case.facts)
        self._grounds = Grounds.of(world.case.facts, gazetteer=self._gazetteer, as_of=latest)

    def try_all(self, made: Iterable[Made]) -> list[Tried]:
        """Check them one by one."""
        return [Tried(made=m, verdict=check(m.draft, self._for(m))) for m in made]

    def _for(self, made: Made) -> Grounds:
        if made.given:
            given = [self._facts[i] for i in made.given]
            return Grounds.of(given, gazetteer=self._gazetteer, as_of=self._grounds.as_of)
        return replace(self._grounds, as_of=made.as_of) if made.as_of else self._grounds


def caught(tried: Sequence[Tried], name: str, target: float) -> Row:
    """How many of these faulty sentences were refused."""
    return Row(name=name, made=len(tried), right=sum(not t.verdict.passed for t in tried), target=target)


def kept(tried: Sequence[Tried], name: str, target: float = NONE) -> Row:
    """How many of these faithful sentences passed."""
    return Row(name=name, made=len(tried), right=sum(t.verdict.passed for t in tried), target=target)


def by_kind(tried: Iterable[Tried]) -> dict[str, list[Tried]]:
    """The sentences by the kind of their making, in the order in which these first come."""
    kinds: dict[str, list[Tried]] = {}
    for one in tried:
        kinds.setdefault(one.made.kind, []).append(one)
    return kinds


def target(kind: str) -> float:
    """The share of a class that must be caught."""
    return 1.0 if kind in SURE else LEAST


def heading(what: str, right: str, wrong: str) -> str:
    """The line above rows."""
    return f"{what:24} {'made':>6} {right:>7} {wrong:>12} {'share':>7} {'target':>7}"


def line(row: Row) -> str:
    """A row as it is printed."""
    mark = "" if row.reached else "  MISSED"
    wrong = row.made - row.right
    promised = f"{row.target:7.0%}" if row.target else ""
    return f"{row.name:24} {row.made:6} {row.right:7} {wrong:12} {row.share:7.1%} {promised}{mark}".rstrip()


def wrong(tried: Tried) -> str:
    """A sentence that came out wrong, with what it cites and what was found in it."""
    found = [f"    {f.check} [{tried.made.text[f.start : f.end]}] {f.reason}" for f in tried.verdict.faults]
    return "\n".join([f"- {tried.made.text!r}", f"    {tried.made.kind}, cites {', '.join(tried.made.cites)}", *found])
