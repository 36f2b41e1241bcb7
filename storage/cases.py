"""Taking a case in: one transaction that compares, writes new versions, withdraws, and keeps the index in step."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, date, datetime

import aiosqlite

from bot.domain.asking.demand import marked
from bot.domain.asking.words import fold
from bot.domain.errors import CaseError, Problem
from bot.domain.facts import Case
from bot.domain.ports import LoadReport, StoreStatus
from storage import bodies, versions
from storage.comparing import Plan, compare
from storage.indexing import prepare_facts
from storage.queries import CASES
from storage.revising import as_edited, edited, record_revisions
from storage.sqlite import Database

Progress = Callable[[int, int], None]
"""Told (done, total) in numbers of facts."""

_BATCH = 200


class Cases:
    """CaseStore."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def load(self, case: Case, progress: Progress | None = None, *, at: datetime | None = None) -> LoadReport:
        """Bring the stored facts to the state of `case`. Loading the same case twice changes nothing.

        A fact that a whole case no longer holds is withdrawn; a partial case withdraws only from sources that it
        contains. An editor's correction stays until the case has another text for its fact. What places have seen and
        the load changes becomes a correction made at `at`, which is now where it is not given. Raises CaseError where
        the database holds another case, StoreError where it cannot be written.
        """
        made_at = at or datetime.now(UTC)
        prepared = await asyncio.to_thread(prepare_facts, case)

        async def load(connection: aiosqlite.Connection) -> LoadReport:
            await _put_case(connection, case)
            stored = [row async for row in CASES.stored(connection)]
            plan = compare(stored, prepared, case, await edited(connection))
            await as_edited(connection, plan)
            await CASES.put_source(connection, _sources(case))
            await record_revisions(connection, plan, at=made_at)
            await _write(connection, plan, progress or _silent)
            await CASES.facts_changed(connection)
            return LoadReport(
                added=len(plan.new),
                changed=len(plan.changed),
                withdrawn=len(plan.withdrawn),
                unchanged=plan.unchanged,
            )

        return await self._db.transact(load)

    async def status(self) -> StoreStatus:
        """How much is stored; the case's own fields are empty where none is loaded."""
        info = await self._db.row(CASES.loaded_case)
        case = bodies.read_case_info(info[1]) if info else None
        (counts,) = await self._db.rows(CASES.status)
        sources, facts, withdrawn, vectors, newest, schema = counts
        return StoreStatus(
            case_id=case.id if case else "",
            case_title=case.title if case else "",
            case_version=case.version if case else "",
            sources=sources,
            facts=facts,
            withdrawn=withdrawn,
            vectors=vectors,
            newest_source=date.fromisoformat(newest) if newest else None,
            schema=schema,
        )


def _silent(_done: int, _total: int) -> None:
    """Tells nobody."""


async def _write(connection: aiosqlite.Connection, plan: Plan, progress: Progress) -> None:
    gone = [*plan.replaced, *plan.withdrawn, *((row, p.fact.id) for row, p in plan.reindex)]
    await versions.unindex(connection, gone)
    await CASES.set_state(connection, [{"row": row, "state": "replaced"} for row, _ in plan.replaced])
    await CASES.set_state(connection, [{"row": row, "state": "withdrawn"} for row, _ in plan.withdrawn])
    await CASES.set_indexed(connection, [{"row": row, "indexed": p.indexed} for row, p in plan.reindex])
    first = await versions.next_row(connection)
    added = [(row, *fact) for row, fact in enumerate((*plan.new, *plan.changed), start=first)]
    to_index = [*((row, p) for row, _, p in added), *plan.reindex]
    numbers = {row: version for row, version, _ in added}
    total = plan.unchanged - len(plan.reindex) + len(to_index)
    for start in range(0, len(to_index), _BATCH):
        batch = to_index[start : start + _BATCH]
        progress(total - len(to_index) + start, total)
        await versions.add(connection, [(row, numbers[row], p) for row, p in batch if row in numbers])
        await versions.index(connection, batch)
    if len(to_index) > total // 10:
        await CASES.optimize(connection)
    if to_index or gone:
        await versions.count_words(connection)
    progress(total, total)


def _sources(case: Case) -> list[dict[str, str]]:
    sources = {fact.source.id: fact.source for fact in case.facts}
    return [{"id": s.id, "published": s.published.isoformat(), "body": bodies.source_body(s)} for s in sources.values()]


async def _put_case(connection: aiosqlite.Connection, case: Case) -> None:
    """Write what is not facts. A partial case adds to it and removes nothing."""
    loaded = await CASES.loaded_case(connection)
    if loaded and loaded[0] and case.info.id not in ("", loaded[0]):
        raise CaseError(
            [
                Problem(
                    where=case.info.id,
                    what=f"the database holds another case, {loaded[0]}",
                    todo="load this one into a database of its own (--db PATH)",
                )
            ]
        )
    if not loaded or not loaded[0] or not case.partial:
        await CASES.put_case_info(connection, id=case.info.id, body=bodies.value_body(case.info))
    if not case.partial:
        await CASES.forget_entities(connection)
        await CASES.forget_measures(connection)
    entities = [{"name": e.name, "position": n, "body": bodies.value_body(e)} for n, e in enumerate(case.entities)]
    await CASES.put_entity(connection, entities)
    measures = [{"id": m.id, "position": n, "body": bodies.value_body(m)} for n, m in enumerate(case.measures)]
    await CASES.put_measure(connection, measures)
    await _put_gaps(connection, case)


async def _put_gaps(connection: aiosqlite.Connection, case: Case) -> None:
    """A gap keeps its row, and so its vector, while its question stays the same."""
    stored = {gap_id: (row, question, body) async for gap_id, row, question, body in CASES.stored_gaps(connection)}
    wanted = {gap.id: gap for gap in case.gaps}
    same = {i for i, gap in wanted.items() if i in stored and stored[i][1] == gap.question}
    gone = [i for i in stored if i not in same and (i in wanted or not case.partial)]
    for query in (CASES.remove_gap_fts, CASES.remove_gap_vector, CASES.remove_gap):
        await query(connection, [{"row": stored[i][0]} for i in gone])
    changed = [(i, body) for i in same if (body := bodies.value_body(wanted[i])) != stored[i][2]]
    await CASES.update_gap(connection, [{"row": stored[i][0], "body": body} for i, body in changed])
    first = int(await CASES.last_gap_row(connection)) + 1
    new = list(enumerate((gap for i, gap in wanted.items() if i not in same), start=first))
    stemmed = await asyncio.to_thread(lambda: {row: json.dumps(marked(gap.question)) for row, gap in new})
    added = [
        {"row": r, "id": g.id, "question": g.question, "body": bodies.value_body(g), "stems": stemmed[r]}
        for r, g in new
    ]
    await CASES.add_gap(connection, added)
    await CASES.index_gap(connection, [{"row": row, "question": fold(gap.question)} for row, gap in new])
