"""A load beside corrections: what editors wrote stays as it is, and what places have seen is corrected there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

import aiosqlite

from bot.domain.facts import Fact
from storage import bodies
from storage.columns import array, iso
from storage.comparing import Edited, Plan
from storage.indexing import Prepared
from storage.queries import CORRECTIONS, fetch

MADE_BY = "case"
REASON = "the case was revised"


async def edited(connection: aiosqlite.Connection) -> Edited:
    """What editors made of the facts."""
    rows = await fetch(connection, CORRECTIONS.standing)
    return Edited(
        written={(new_fact, new_version) for how, _, _, new_fact, new_version in rows if how != "retract"},
        retracted={(fact, version) for how, fact, version, _, _ in rows if how == "retract"},
    )


async def as_edited(connection: aiosqlite.Connection, plan: Plan) -> None:
    """Let the plan reindex what editors wrote in their words, with the questions that the case has for it now."""
    held = await _bodies(connection, plan.edited)
    plan.reindex = [(row, _in_words_of(held[row][1], p) if row in held else p) for row, p in plan.reindex]


def _in_words_of(body: str, prepared: Prepared) -> Prepared:
    return replace(prepared, fact=_fact(prepared.fact, body), body=body)


def _fact(like: Fact, body: str) -> Fact:
    return bodies.read_fact(like.id, like.version, bodies.seconds(like.known_at), body, like.source)


async def record_revisions(connection: aiosqlite.Connection, plan: Plan, *, at: datetime) -> None:
    """Put on record how the load changes facts that some place has seen, so that it is told.

    A correction of the case's own has no digest: it stands for nothing that a load would have to keep.
    """
    changed = [fact_id for _, fact_id in (*plan.replaced, *plan.withdrawn)]
    back = [p.fact.id for version, p in plan.new if version > 1]
    posted = {fact_id for (fact_id,) in await fetch(connection, CORRECTIONS.posted, facts=array((*changed, *back)))}
    if not posted:
        return
    held = await _bodies(connection, [row for row, fact_id in (*plan.replaced, *plan.withdrawn) if fact_id in posted])
    for fact_id, old, new in _revisions(plan, held):
        if fact_id in posted:
            await CORRECTIONS.add(
                connection,
                how="amend" if new else "retract",
                fact=fact_id,
                old_version=old,
                new_fact=fact_id if new else None,
                new_version=new,
                digest="",
                reason=REASON,
                made_by=MADE_BY,
                made_at=iso(at),
            )


def _revisions(plan: Plan, held: dict[int, tuple[int, str]]) -> Iterator[tuple[str, int, int | None]]:
    """Facts with their old and new version, None for a withdrawn one."""
    for (row, fact_id), (version, prepared) in zip(plan.replaced, plan.changed, strict=True):
        if row in held and not reads_alike(_fact(prepared.fact, held[row][1]), prepared.fact):
            yield fact_id, version - 1, version
    for row, fact_id in plan.withdrawn:
        if row in held:
            yield fact_id, held[row][0], None
    for version, prepared in plan.new:
        if version > 1:
            yield prepared.fact.id, version - 1, version


def reads_alike(one: Fact, other: Fact) -> bool:
    """Whether two versions tell a reader the same: other grades, topics or links are not worth a correction."""
    return (one.statement, one.said_by, one.event_date, one.figure) == (
        other.statement, other.said_by, other.event_date, other.figure,
    )  # fmt: skip


async def _bodies(connection: aiosqlite.Connection, rows: Iterable[int]) -> dict[int, tuple[int, str]]:
    """Versions and bodies by row."""
    found = await fetch(connection, CORRECTIONS.bodies, rows=array(rows))
    return {row: (version, body) for row, version, body in found}
