"""Editors' changes to single facts, each a new version or a withdrawal that is put on record with its reason.

The row of a corrected version keeps the digest of the fact as the case has it: a load of the same case then finds
nothing to change, and one with another text makes the next version.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

import aiosqlite

from bot.domain.errors import BadRequest
from bot.domain.facts import Fact
from bot.domain.subscription import Correction
from storage import bodies, columns, versions
from storage.indexing import Prepared, rules
from storage.queries import CASES, CORRECTIONS
from storage.sqlite import Database

How = Literal["supersede", "amend", "retract"]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Held:
    """The newest version of a fact as it is stored. `asked` are its index questions, without those that it carries."""

    row: int
    current: bool
    fact: Fact
    digest: str
    indexed: str
    asked: tuple[str, ...]


class StoredCorrections:
    """Corrections."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def amend(self, new: Fact, *, reason: str, made_by: str, at: datetime) -> Correction:
        """Make `new` the next version of its fact, which keeps its source and the instant from which it is known.

        A fact that an editor retracted comes back so. Raises BadRequest where there is no such fact, or where it reads
        just so already.
        """

        async def work(connection: aiosqlite.Connection) -> Correction:
            held = await _newest(connection, new.id)
            if not held.current and not await _retracted(connection, held):
                raise BadRequest(f"{new.id} was withdrawn from the case; put it back there")
            now = await _put(connection, held, new)
            return await _record(connection, "amend", held, now, reason=reason, made_by=made_by, at=at)

        return await self._db.transact(work)

    async def retract(self, fact_id: str, *, reason: str, made_by: str, at: datetime) -> Correction:
        """Withdraw a fact. Raises BadRequest where there is none, or none any more."""

        async def work(connection: aiosqlite.Connection) -> Correction:
            held = await _current(connection, fact_id)
            await CASES.set_state(connection, [{"row": held.row, "state": "withdrawn"}])
            await versions.unindex(connection, [(held.row, fact_id)])
            await versions.count_words(connection)
            await CASES.facts_changed(connection)
            return await _record(connection, "retract", held, None, reason=reason, made_by=made_by, at=at)

        return await self._db.transact(work)

    async def supersede(self, fact_id: str, *, by: str, reason: str, made_by: str, at: datetime) -> Correction:
        """Link the fact `by` as the one that takes its place: a new version of `by`, which says so.

        Raises BadRequest where one of them is not there, or the link is there already or would go in a circle.
        """

        async def work(connection: aiosqlite.Connection) -> Correction:
            held, newer = await _current(connection, fact_id), await _current(connection, by)
            if by == fact_id:
                raise BadRequest(f"{by} cannot take its own place; give the fact that came after it")
            if fact_id in newer.fact.supersedes:
                raise BadRequest(f"{by} takes the place of {fact_id} already")
            if (by,) in [row async for row in CORRECTIONS.superseded_by(connection, id=fact_id)]:
                raise BadRequest(f"{fact_id} itself takes the place of {by}; give a fact that came after it")
            now = await _put(connection, newer, replace(newer.fact, supersedes=(*newer.fact.supersedes, fact_id)))
            return await _record(connection, "supersede", held, now, reason=reason, made_by=made_by, at=at)

        return await self._db.transact(work)


async def _newest(connection: aiosqlite.Connection, fact_id: str) -> _Held:
    row = await CORRECTIONS.newest(connection, id=columns.text(fact_id))
    if row is None:
        raise BadRequest(f"there is no fact {fact_id!r}; ids stand under the sources of an answer")
    number, version, state, known_at, digest, indexed, body, source, asks = row
    fact = bodies.read_fact(fact_id, version, known_at, body, bodies.read_source(source))
    asked = tuple(ask for ask in (asks or "").split("\n")[len(fact.asks) :] if ask)
    return _Held(row=number, current=state == "current", fact=fact, digest=digest, indexed=indexed, asked=asked)


async def _current(connection: aiosqlite.Connection, fact_id: str) -> _Held:
    held = await _newest(connection, fact_id)
    if not held.current:
        raise BadRequest(f"{fact_id} was withdrawn; it is told no more")
    return held


async def _retracted(connection: aiosqlite.Connection, held: _Held) -> bool:
    """Whether it was an editor who withdrew it, and not the case."""
    gone = ("retract", held.fact.id, held.fact.version)
    return gone in [tuple(row[:3]) async for row in CORRECTIONS.standing(connection)]


async def _put(connection: aiosqlite.Connection, held: _Held, new: Fact) -> Fact:
    """Make `new` the version after `held`."""
    old, said = held.fact, columns.text(new.statement)
    new = replace(new, version=old.version + 1, known_at=old.known_at, source=old.source, statement=said)
    body = bodies.fact_body(new)
    if held.current and body == bodies.fact_body(old):
        raise BadRequest(f"{new.id} reads so already")
    # The asks of a withdrawn fact are gone from the index; the next load of the case brings them back.
    indexed = held.indexed if held.current else f"{rules()}:"
    prepared = Prepared(fact=new, asked=held.asked, body=body, digest=held.digest, indexed=indexed)
    if held.current:
        await CASES.set_state(connection, [{"row": held.row, "state": "replaced"}])
        await versions.unindex(connection, [(held.row, new.id)])
    row = await versions.next_row(connection)
    await versions.add(connection, [(row, new.version, prepared)])
    await versions.index(connection, [(row, prepared)])
    await versions.count_words(connection)
    await CASES.facts_changed(connection)
    return new


async def _record(
    connection: aiosqlite.Connection,
    how: How,
    held: _Held,
    new: Fact | None,
    *,
    reason: str,
    made_by: str,
    at: datetime,
) -> Correction:
    number = await CORRECTIONS.add(
        connection,
        how=how,
        fact=held.fact.id,
        old_version=held.fact.version,
        new_fact=new.id if new else None,
        new_version=new.version if new else None,
        digest=held.digest,
        reason=columns.text(reason),
        made_by=columns.text(made_by),
        made_at=columns.iso(at),
    )
    return Correction(id=number, how=how, old=held.fact, new=new, reason=reason, made_by=made_by, made_at=at)
