"""What each place has seen, and which corrections it is owed."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from bot.domain.delivery import Destination
from bot.domain.outbox import Carrier, Owed
from storage import bodies, columns
from storage.carriers import carriers
from storage.owing import Change, Debt, History, debts
from storage.queries import LEDGER
from storage.sqlite import Database, Row

MOST_ANSWERS = 50
"""Of the answers that a place was given, so many are edited for a correction, the latest ones."""


class StoredLedger:
    """Ledger."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._nothing_owed: tuple[object, ...] = ()

    async def seen(self, to: Destination) -> Mapping[str, int]:
        """The newest version told of each fact; what was only asked for does not count."""
        return dict(await self._db.rows(LEDGER.seen, place=columns.place(to)))

    async def saw(self, facts: Collection[str]) -> dict[Destination, frozenset[str]]:
        """Which of these facts each place was told, in any version."""
        rows = await self._db.rows(LEDGER.saw, facts=columns.array(facts))
        return {columns.read_place(place): frozenset(json.loads(shown)) for place, shown in rows}

    async def newest_row(self) -> int:
        """The number of the newest row of a fact; rows only ever grow."""
        ((row,),) = await self._db.rows(LEDGER.newest_row)
        return int(row)

    async def entered(self, after_row: int) -> set[str]:
        """Current facts that came into the base after that row, came back, or are now known from an earlier moment."""
        return {fact_id for (fact_id,) in await self._db.rows(LEDGER.entered, after=after_row)}

    async def owed(self, platforms: Sequence[str], *, to: Destination | None = None) -> list[Owed]:
        """Corrections not told yet to places that saw the old version; of one place only with `to`.

        Several changes of one fact are one correction, under the number of the latest; once that is told, the earlier
        ones are told too.
        """
        while True:
            correction, transition = await self._newest()
            state = (correction, transition, *sorted(platforms))
            if not correction or (to is None and state == self._nothing_owed):
                return []
            found = await self._owed(platforms, to)
            if to is None and not found:
                self._nothing_owed = state
            # What was read in several steps is of one piece only if no correction came between them.
            if correction == (await self._newest())[0]:
                return found

    async def _owed(self, platforms: Sequence[str], to: Destination | None) -> list[Owed]:
        among = columns.array(platforms)
        if to is None:
            behind = await self._db.rows(LEDGER.behind, platforms=among)
        else:
            behind = await self._db.rows(LEDGER.behind_at, platforms=among, place=columns.place(to))
        if not behind:
            return []
        owing = await self._debts([(place, fact_id) for place, _, fact_id in behind])
        posts = await self._carriers(owing)
        workspaces = {place: workspace for place, workspace, _ in behind}
        return [
            Owed(
                to=columns.read_place(place),
                workspace=workspaces[place],
                corrections=tuple(sorted((d.correction for d in owed), key=lambda c: c.id)),
                carriers=posts.get(place, ()),
            )
            for place, owed in owing.items()
        ]

    async def _debts(self, behind: Iterable[tuple[str, str]]) -> dict[str, list[Debt]]:
        """What places are owed for these facts, given as (place, fact); only places that are owed something."""
        wanted: dict[str, list[str]] = defaultdict(list)
        for place, fact_id in behind:
            wanted[place].append(fact_id)
        facts = columns.array({fact_id for ids in wanted.values() for fact_id in ids})
        places = columns.array(wanted)
        changes: dict[str, list[Change]] = defaultdict(list)
        for row in await self._db.rows(LEDGER.corrections, facts=facts):
            change = _change(row)
            changes[change.fact].append(change)
        told = {(place, fact): last for place, fact, last in await self._both(LEDGER.told, facts, places)}
        newer = {c.new_fact for known in changes.values() for c in known if c.new_fact}
        involved = columns.array({*changes, *newer})
        history = _history(await self._db.rows(LEDGER.versions, facts=involved))
        seen: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for place, fact_id, version in await self._both(LEDGER.exposures, involved, places):
            seen[place][fact_id].append(version)

        def owing() -> dict[str, list[Debt]]:
            each = {
                place: [
                    debt
                    for fact_id in ids
                    for debt in debts(changes[fact_id], history, told=told.get((place, fact_id), 0), seen=seen[place])
                ]
                for place, ids in wanted.items()
            }
            return {place: owed for place, owed in each.items() if owed}

        return await asyncio.to_thread(owing)

    async def _carriers(self, owing: Mapping[str, Sequence[Debt]]) -> dict[str, tuple[Carrier, ...]]:
        old = {
            place: {(d.correction.old.id, version) for d in owed for version in d.shown}
            for place, owed in owing.items()
        }
        facts = columns.array({fact_id for shown in old.values() for fact_id, _ in shown})
        posts = await self._db.rows(LEDGER.carriers, facts=facts, places=columns.array(old), most=MOST_ANSWERS)
        return await asyncio.to_thread(carriers, posts, old)

    async def _both(self, query: object, facts: str, places: str) -> list[Row]:
        return await self._db.rows(query, facts=facts, places=places)

    async def _newest(self) -> tuple[int, int]:
        ((correction, transition),) = await self._db.rows(LEDGER.newest)
        return correction, transition


def _change(row: Row) -> Change:
    number, how, fact_id, old_version, new_fact, new_version, reason, made_by, made_at = row
    return Change(
        id=number,
        how=how,
        fact=fact_id,
        old_version=old_version,
        new_fact=new_fact,
        new_version=new_version,
        reason=reason,
        made_by=made_by,
        made_at=datetime.fromisoformat(made_at),
    )


def _history(rows: Iterable[Row]) -> History:
    held = list(rows)
    return History(
        versions={
            (fact_id, version): bodies.read_fact(fact_id, version, known_at, body, bodies.read_source(source))
            for fact_id, version, _, known_at, body, source in held
        },
        current={fact_id: version for fact_id, version, state, *_ in held if state == "current"},
    )
