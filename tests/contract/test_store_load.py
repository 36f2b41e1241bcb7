"""A case taken in: versions, withdrawal, parts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.errors import CaseError, StoreError
from bot.domain.facts import Case, Fact
from bot.services.load import load_case
from storage import indexing, restem
from storage.casefiles import read_case, read_case_with_warnings
from storage.store import Store, open_store
from tests.casefolders import AFP, OCHA, spoil, write_case

NOW = datetime(2026, 1, 1, tzinfo=UTC)
REFUSED = "afp-2020-02-11/1"
FLED = "ocha-2020-02-06/1"


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return read_case(write_case(tmp_path / "river"))


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(f"sqlite:///{tmp_path}/sitrep.db") as store:
        yield store


def changed(case: Case, fact_id: str, **values: object) -> Case:
    facts = tuple(replace(f, **values) if f.id == fact_id else f for f in case.facts)  # type: ignore[arg-type]
    return replace(case, facts=facts)


def without(case: Case, *ids: str) -> Case:
    return replace(case, facts=tuple(f for f in case.facts if f.id not in ids))


async def fact(store: Store, fact_id: str) -> Fact | None:
    return next(iter(await store.facts.facts([fact_id], as_of=NOW)), None)


async def counts(store: Store, case: Case) -> tuple[int, int, int, int]:
    report = await store.cases.load(case)
    return report.added, report.changed, report.withdrawn, report.unchanged


async def test_a_case_comes_back_as_it_went_in(store: Store, case: Case) -> None:
    """Every part of every fact, entity, measure and gap is what was loaded."""
    await store.cases.load(case)
    lexicon = await store.facts.lexicon()
    found = await store.facts.facts([f.id for f in case.facts], as_of=NOW)
    assert tuple(found) == case.facts
    assert (lexicon.info, lexicon.entities, lexicon.measures) == (case.info, case.entities, case.measures)
    assert lexicon.documents == 4
    (gap,) = await store.facts.gaps(["came"], None, limit=5)
    assert gap.gap == case.gaps[0]


async def test_the_same_case_twice_changes_nothing(store: Store, case: Case) -> None:
    """Loading is idempotent."""
    assert await counts(store, case) == (4, 0, 0, 0)
    assert await counts(store, case) == (0, 0, 0, 4)
    assert [f.version for f in await store.facts.versions(FLED)] == [1]


async def test_a_changed_fact_is_a_new_version(store: Store, case: Case) -> None:
    """The old version stays, the new one is what is found, and going back makes a third."""
    await store.cases.load(case)
    assert await counts(store, changed(case, REFUSED, statement="The governor declined.")) == (0, 1, 0, 3)
    assert [(f.version, f.statement) for f in await store.facts.versions(REFUSED)] == [
        (2, "The governor declined."),
        (1, "The governor refused to answer."),
    ]
    hits = await store.facts.search(["declined", "refused"], None, as_of=NOW, limit=5)
    assert [(h.fact.id, h.fact.version) for h in hits] == [(REFUSED, 2)]
    assert await counts(store, case) == (0, 1, 0, 3)
    found = await fact(store, REFUSED)
    assert found is not None
    assert found.version == 3


async def test_a_missing_fact_is_withdrawn_and_can_come_back(store: Store, case: Case) -> None:
    """What a whole case no longer holds is found nowhere but in its versions; back again it is a new version."""
    await store.cases.load(case)
    assert await counts(store, without(case, REFUSED)) == (0, 0, 1, 3)
    assert await fact(store, REFUSED) is None
    assert await store.facts.search(["refused"], None, as_of=NOW, limit=5) == []
    assert len(await store.facts.versions(REFUSED)) == 1
    assert (await store.cases.status()).withdrawn == 1
    assert await counts(store, without(case, REFUSED)) == (0, 0, 0, 3)
    assert await counts(store, case) == (1, 0, 0, 3)
    assert [f.version for f in await store.facts.versions(REFUSED)] == [2, 1]
    assert (await store.cases.status()).withdrawn == 0


async def test_a_part_withdraws_nothing_of_other_sources(store: Store, case: Case) -> None:
    """A partial case only touches the facts of its own sources, and removes no entity, measure or gap."""
    await store.cases.load(case)
    part = replace(case, partial=True, entities=(), measures=(), gaps=())
    part = without(part, FLED, "ocha-2020-02-06/2", REFUSED)
    assert await counts(store, part) == (0, 0, 1, 1)
    assert await fact(store, FLED) is not None
    assert await fact(store, REFUSED) is None
    assert (await store.facts.lexicon()).entities == case.entities
    assert len(await store.facts.gaps(["came"], None, limit=5)) == 1


async def test_new_asks_are_indexed_without_a_new_version(store: Store, case: Case) -> None:
    """Questions of asks.toml can be found at once, and are not the fact."""
    await store.cases.load(case)
    more = replace(case, asked={**case.asked, REFUSED: ("did the mayor say no?",)})
    assert await counts(store, more) == (0, 0, 0, 4)
    (hit,) = await store.facts.search(["mayor"], None, as_of=NOW, limit=5)
    assert (hit.fact.id, hit.fact.version) == (REFUSED, 1)
    assert hit.asks[0][0] == "mayor"
    await store.cases.load(case)
    assert await store.facts.search(["mayor"], None, as_of=NOW, limit=5) == []


async def test_a_corrected_source_is_shown_without_new_versions(store: Store, case: Case) -> None:
    """A source's grade is not part of its facts' versions."""
    await store.cases.load(case)
    source = replace(case.facts[0].source, reliability="E", title="Corrected headline")
    facts = tuple(replace(f, source=source) if f.source.id == source.id else f for f in case.facts)
    assert await counts(store, replace(case, facts=facts)) == (0, 0, 0, 4)
    found = await fact(store, case.facts[0].id)
    assert found is not None
    assert (found.source.reliability, found.version) == ("E", 1)
    assert {h.fact.source.id for h in await store.facts.search(["corrected"], None, as_of=NOW, limit=5)} == {source.id}


async def test_entities_measures_and_gaps_are_replaced(store: Store, case: Case) -> None:
    """A whole case decides what names there are; an unchanged gap keeps its place."""
    await store.cases.load(case)
    gap = replace(case.gaps[0], id="gap-2", question="Who opened the dam?")
    await store.cases.load(replace(case, entities=case.entities[:1], gaps=(case.gaps[0], gap)))
    assert (await store.facts.lexicon()).entities == case.entities[:1]
    assert [h.gap.id for h in await store.facts.gaps(["dam"], None, limit=5)] == ["gap-2"]
    await store.cases.load(replace(case, gaps=(replace(gap, question="Who shut the gate?"),)))
    assert await store.facts.gaps(["dam", "came"], None, limit=5) == []
    assert [h.gap.id for h in await store.facts.gaps(["gate"], None, limit=5)] == ["gap-2"]


async def test_another_case_is_refused(store: Store, case: Case) -> None:
    """One database holds one case, and a refused load changes nothing."""
    await store.cases.load(case)
    other = replace(without(case, FLED), info=replace(case.info, id="mountain"))
    with pytest.raises(CaseError, match="another case, river"):
        await store.cases.load(other)
    assert await fact(store, FLED) is not None


async def test_a_load_that_fails_changes_nothing(store: Store, case: Case) -> None:
    """A load is one transaction: an error in the middle leaves the old case."""
    await store.cases.load(case)
    broken = changed(changed(case, FLED, statement="Anew."), REFUSED, statement=b"\xff")
    with pytest.raises(TypeError):
        await store.cases.load(broken)

    def stop(done: int, _total: int) -> None:
        if done == 4:
            raise StoreError("stop")

    with pytest.raises(StoreError, match="stop"):
        await store.cases.load(changed(case, FLED, statement="Anew."), stop)
    assert [f.version for f in await store.facts.versions(FLED)] == [1]
    assert await counts(store, case) == (0, 0, 0, 4)


async def test_progress_is_told_to_the_end(store: Store, case: Case) -> None:
    """Progress counts facts up to all of them."""
    told: list[tuple[int, int]] = []
    await store.cases.load(case, lambda done, total: told.append((done, total)))
    assert told == [(0, 4), (4, 4)]


async def test_the_service_reads_and_loads(store: Store, tmp_path: Path) -> None:
    """Loading a path reads it, loads it and hands back the warnings; a mistake writes nothing."""
    folder = write_case(tmp_path / "again")
    (folder / OCHA).unlink()
    report, warnings = await load_case(read_case_with_warnings, store.cases, folder)
    assert report.added == 2
    assert warnings
    spoil(folder, AFP, "credibility = 2", "credibility = 9")
    with pytest.raises(CaseError, match="credibility"):
        await load_case(read_case_with_warnings, store.cases, folder)
    assert (await store.cases.status()).facts == 2


async def test_status_of_an_empty_store(store: Store) -> None:
    """Without a case the status is empty, and a question says what to do."""
    status = await store.cases.status()
    assert (status.case_id, status.facts, status.newest_source, status.schema) == ("", 0, None, 5)
    with pytest.raises(StoreError, match="no case is loaded"):
        await store.facts.lexicon()


async def test_another_version_reads_stored_asks_anew(
    tmp_path: Path, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the code that reads questions has changed, what it made of asks and gaps is made anew on opening."""
    url = f"sqlite:///{tmp_path}/sitrep.db"
    async with open_store(url) as store:
        await store.cases.load(case)
        before = [h.asks for h in await store.facts.search(["fled"], None, as_of=NOW, limit=5)]
    for module in (indexing, restem):
        monkeypatch.setattr(module, "rules", lambda: "later")
        monkeypatch.setattr(module, "marked", lambda text: tuple(text.upper().split()))
    async with open_store(url, read_only=True) as store:
        assert [h.asks for h in await store.facts.search(["fled"], None, as_of=NOW, limit=5)] == before
    async with open_store(url) as store:
        (hit,) = await store.facts.search(["fled"], None, as_of=NOW, limit=5)
        (gap,) = await store.facts.gaps(["came"], None, limit=5)
        assert hit.asks[0] == ("HOW", "MANY", "PEOPLE", "FLED?")
        assert gap.stems == ("HOW", "MANY", "CAME", "BACK?")
        assert await counts(store, case) == (0, 0, 0, 4)
    async with open_store(url) as store:
        assert [h.asks for h in await store.facts.search(["fled"], None, as_of=NOW, limit=5)] == [hit.asks]
