"""Nothing that became known later may be seen as of an earlier moment."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.facts import Case, Fact
from storage.store import Store, open_store

IDLIB = Path(__file__).resolve().parents[2] / "cases" / "idlib"
FIRST, LAST = datetime(2019, 12, 1, tzinfo=UTC), datetime(2020, 8, 1, tzinfo=UTC)
WORDS = ["idlib", "turkey", "syrian", "displaced", "ceasefire", "m5", "killed", "erdogan", "russia", "deadline"]


@pytest.fixture
def case(idlib: Case) -> Case:
    return idlib


@pytest.fixture
async def store(tmp_path: Path, loaded: Path) -> AsyncIterator[Store]:
    shutil.copy(loaded, tmp_path)
    async with open_store(f"sqlite:///{tmp_path}/sitrep.db") as store:
        yield store


async def everything(store: Store, case: Case, moment: datetime) -> list[Fact]:
    """What every reading method gives as of a moment."""
    ids = [f.id for f in case.facts]
    read = store.facts
    first, last = date(2015, 1, 1), date(2025, 1, 1)
    found = [
        *(h.fact for h in await read.search(WORDS, None, as_of=moment, limit=1000)),
        *await read.facts(ids, as_of=moment),
        *await read.successors(ids, as_of=moment),
        *await read.timeline(as_of=moment, first=first, last=last, limit=1000),
        *await read.timeline(as_of=moment, first=first, last=last, topic="military"),
        *await read.deadlines(as_of=moment),
        *await read.disputed(as_of=moment),
        *await read.since(FIRST, as_of=moment),
    ]
    for measure in case.measures:
        found += await read.series(measure.id, as_of=moment)
    return found


async def test_a_sweep_over_every_week(store: Store, case: Case) -> None:
    """At no moment does any method give a fact, a link, an outcome or a source that was not known."""
    known_at = {f.id: f.known_at for f in case.facts}
    zone_day = timedelta(hours=3)
    moment = FIRST
    while moment <= LAST:
        for fact in await everything(store, case, moment):
            assert fact.known_at <= moment
            assert all(known_at[i] <= moment for i in (*fact.disputes, *fact.supersedes))
            if fact.deadline:
                told = fact.deadline.outcome_facts
                assert all(known_at[i] <= moment for i in told)
                assert told or (fact.deadline.outcome is None and fact.deadline.outcome_on is None)
        sources = await store.facts.sources(as_of=moment)
        assert all(s.published <= (moment + zone_day).date() for s in sources)
        newest = max((s.published for s in sources), default=None)
        assert await store.facts.newest_source(as_of=moment) == newest
        moment += timedelta(days=7, hours=5)


async def test_in_the_end_everything_is_there(store: Store, case: Case) -> None:
    """As of today every fact is given with all its links and outcomes, and every source."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert tuple(await store.facts.facts([f.id for f in case.facts], as_of=now)) == case.facts
    assert len(await store.facts.sources(as_of=now)) == 160
    assert await store.facts.count(as_of=now) == len(case.facts)
    assert len(await store.facts.since(datetime(1970, 1, 1, tzinfo=UTC), as_of=now)) == len(case.facts)


async def test_what_became_known_since(store: Store, case: Case) -> None:
    """What became known in a stretch of time begins after its first instant and ends with its last, in order."""
    first, last = datetime(2020, 2, 10, 21, tzinfo=UTC), datetime(2020, 2, 12, 21, tzinfo=UTC)
    found = await store.facts.since(first, as_of=last)
    assert {f.id for f in found} == {f.id for f in case.facts if first < f.known_at <= last}
    assert found == sorted(found, key=lambda f: (f.known_at, f.id))
    assert await store.facts.count(as_of=last) - await store.facts.count(as_of=first) == len(found)


async def test_the_second_from_which_a_fact_is_known(store: Store, case: Case) -> None:
    """A fact is known from the very second of known_at, not one before."""
    fact = case.facts[0]
    assert await store.facts.facts([fact.id], as_of=fact.known_at - timedelta(microseconds=1)) == []
    assert len(await store.facts.facts([fact.id], as_of=fact.known_at)) == 1


async def test_an_outcome_appears_with_the_fact_that_tells_it(store: Store) -> None:
    """The deadline of 29 February 2020 is open on the day and missed from the day on which that was reported."""
    deadline = "reuters-2020-02-05/1"

    async def outcome(moment: datetime) -> str | None:
        (fact,) = await store.facts.facts([deadline], as_of=moment)
        assert fact.deadline is not None
        return fact.deadline.outcome

    assert await outcome(datetime(2020, 2, 29, 23, tzinfo=UTC)) is None
    assert await outcome(datetime(2020, 4, 1, tzinfo=UTC)) == "missed"


async def test_orders(store: Store, case: Case) -> None:
    """Series are in order of their data, deadlines of their instant, timelines of the event, sources newest first."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    for measure in case.measures:
        series = await store.facts.series(measure.id, as_of=now)
        assert [f.data_date for f in series] == sorted(f.data_date for f in series)
        assert {f.figure.measure for f in series if f.figure} <= {measure.id}
    due = [f.deadline.due_at for f in await store.facts.deadlines(as_of=now) if f.deadline]
    assert len(due) == 16
    assert due == sorted(due)
    february = await store.facts.timeline(
        as_of=now, first=date(2020, 2, 1), last=date(2020, 2, 29), topic="military", entity="Turkey", limit=10
    )
    assert len(february) == 10
    assert [f.span.first for f in february] == sorted(f.span.first for f in february)
    assert all(f.span.last >= date(2020, 2, 1) and f.span.first <= date(2020, 2, 29) for f in february)
    assert all("military" in f.topics and "Turkey" in (f.said_by, *f.places, *f.actors) for f in february)
    published = [s.published for s in await store.facts.sources(as_of=now)]
    assert published == sorted(published, reverse=True)
    disputed = await store.facts.disputed(as_of=now)
    assert all(f.disputes for f in disputed)
    assert len({f.id for f in disputed}) == len(disputed) == sum(1 for f in case.facts if f.disputes)
