"""What a place that saw a fact must be told of it now. Pure; `storage/ledger.py` reads and hands in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.facts import Fact
from bot.domain.subscription import Correction
from storage.revising import reads_alike


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A correction as it is stored: from a version to another of the same fact, or of the one that takes its place."""

    id: int
    how: str
    fact: str
    old_version: int
    new_fact: str | None
    new_version: int | None
    reason: str
    made_by: str
    made_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class History:
    """Facts in all their versions, and the current version of those that have one."""

    versions: Mapping[tuple[str, int], Fact]
    current: Mapping[str, int]

    def now(self, fact_id: str) -> Fact | None:
        """A fact as it is told now, None where it is withdrawn."""
        version = self.current.get(fact_id)
        return None if version is None else self.versions[fact_id, version]


@dataclass(frozen=True, kw_only=True, slots=True)
class Debt:
    """A correction to be told, and the versions of its fact whose posts are to be marked."""

    correction: Correction
    shown: frozenset[int]


def debts(
    changes: Sequence[Change], history: History, *, told: int, seen: Mapping[str, Collection[int]]
) -> Iterator[Debt]:
    """What a place is owed for one fact, whose `changes` are all its corrections in order.

    It was told those up to the number `told`, and has `seen` these versions of facts. Changes of the text make one
    correction, from the version that it knows to the current one, under the number and reason of the latest.
    """
    fresh = [c for c in changes if c.id > told]
    texts = [c for c in fresh if c.how != "supersede"]
    links = [c for c in fresh if c.how == "supersede"]
    before = [c for c in changes if c.id <= told and c.how != "supersede"]
    fact_id = changes[0].fact
    versions = frozenset(seen.get(fact_id, ()))
    text = _text(texts, before, versions, history) if texts else None
    link = _link(links[-1], versions, seen, history) if links else None
    if text and link and text.correction.id < link.correction.id:
        # The fact that takes its place is all that still matters.
        text = None
    yield from sorted((d for d in (text, link) if d), key=lambda d: d.correction.id)


def _text(texts: Sequence[Change], before: Sequence[Change], versions: frozenset[int], history: History) -> Debt | None:
    """The way from the version that a place knows, by a post or by an earlier correction, to the current one."""
    last = texts[-1]
    shown = frozenset(v for v in versions if v <= max(c.old_version for c in texts))
    known = max(shown, default=0)
    gone = False
    if before:
        gone = before[-1].new_version is None
        told = before[-1].new_version or before[-1].old_version
        known = max(known, told)
        shown = frozenset(v for v in shown if (v > told if gone else v >= told))
        gone = gone and not shown
    old = history.versions.get((last.fact, known))
    new = history.now(last.fact)
    if old is None or (gone and new is None) or (new and not gone and reads_alike(old, new)):
        return None
    return Debt(correction=_correction(last, old, new), shown=shown)


def _link(last: Change, versions: frozenset[int], seen: Mapping[str, Collection[int]], history: History) -> Debt | None:
    """The latest fact that takes its place, unless that was seen as such, or does so no more."""
    new = history.now(last.new_fact) if last.new_fact else None
    shown = frozenset(v for v in versions if v <= last.old_version)
    old = history.versions.get((last.fact, max(shown, default=0)))
    if new is None or old is None or last.fact not in history.current or last.fact not in new.supersedes:
        return None
    if any(v >= (last.new_version or 0) for v in seen.get(new.id, ())):
        return None
    return Debt(correction=_correction(last, old, new), shown=shown)


def _correction(last: Change, old: Fact, new: Fact | None) -> Correction:
    return Correction(
        id=last.id,
        how="supersede" if last.how == "supersede" else "amend" if new else "retract",
        old=old,
        new=new,
        reason=last.reason,
        made_by=last.made_by,
        made_at=last.made_at,
    )
