"""What a load has to do: the facts of a case beside those that are stored."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from bot.domain.facts import Case
from storage.indexing import Prepared
from storage.sqlite import Row

Version = tuple[str, int]
"""A fact and one of its versions."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Edited:
    """What editors made of the facts: the versions that they wrote, and those that they retracted."""

    written: Set[Version]
    retracted: Set[Version]


@dataclass(slots=True)
class Plan:
    """`new` and `changed` are (version, fact), `reindex` is (row, fact), `replaced` and `withdrawn` are (row, id).

    `changed` and `replaced` go in pairs. `edited` are the rows to reindex whose text is an editor's.
    """

    new: list[tuple[int, Prepared]] = field(default_factory=list)
    changed: list[tuple[int, Prepared]] = field(default_factory=list)
    reindex: list[tuple[int, Prepared]] = field(default_factory=list)
    replaced: list[tuple[int, str]] = field(default_factory=list)
    withdrawn: list[tuple[int, str]] = field(default_factory=list)
    edited: set[int] = field(default_factory=set)
    unchanged: int = 0


def compare(stored: Sequence[Row], facts: Sequence[Prepared], case: Case, edited: Edited) -> Plan:
    """The plan that brings the `stored` facts to the state of `case`.

    A correction keeps the digest of the text that it corrects, and so stands while the case has that text.
    """
    plan = Plan()
    known: dict[str, Row] = {fact_id: tuple(rest) for fact_id, *rest in stored}
    for prepared in facts:
        fact_id = prepared.fact.id
        row, version, state, digest, indexed, _ = known.pop(fact_id, (0, 0, "", "", "", ""))
        same = digest == prepared.digest
        if state != "current":
            if same and (fact_id, version) in edited.retracted:
                plan.unchanged += 1
            else:
                plan.new.append((version + 1, prepared))
        elif not same:
            plan.replaced.append((row, fact_id))
            plan.changed.append((version + 1, prepared))
        else:
            plan.unchanged += 1
            if indexed != prepared.indexed:
                plan.reindex.append((row, prepared))
                if (fact_id, version) in edited.written:
                    plan.edited.add(row)
    contained = {prepared.fact.source.id for prepared in facts}
    for fact_id, (row, _, state, _, _, source_id) in known.items():
        if state == "current" and (not case.partial or source_id in contained):
            plan.withdrawn.append((row, fact_id))
    return plan
