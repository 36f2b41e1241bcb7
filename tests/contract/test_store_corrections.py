"""Editors' changes to single facts, and how they fare beside loads of the case."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.domain.errors import BadRequest
from bot.domain.facts import Case, Fact
from bot.domain.subscription import Correction
from storage import indexing, restem
from storage.casefiles import read_case
from storage.store import Store, open_store
from tests.casefolders import write_case
from tests.postings import NEWS, posted

NOW = datetime(2026, 1, 1, tzinfo=UTC)
REFUSED = "afp-2020-02-11/1"
FLED = "ocha-2020-02-06/1"
ASKED = "ocha-2020-02-06/2"
MORE = "afp-2020-02-11/2"


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return read_case(write_case(tmp_path / "river"))


@pytest.fixture
async def store(tmp_path: Path, case: Case) -> AsyncIterator[Store]:
    async with open_store(f"sqlite:///{tmp_path}/sitrep.db") as store:
        await store.cases.load(case)
        yield store


def changed(case: Case, fact_id: str, **values: object) -> Case:
    facts = tuple(replace(f, **values) if f.id == fact_id else f for f in case.facts)  # type: ignore[arg-type]
    return replace(case, facts=facts)


async def fact(store: Store, fact_id: str) -> Fact | None:
    return next(iter(await store.facts.facts([fact_id], as_of=NOW)), None)


async def amend(store: Store, fact_id: str, **values: object) -> Correction:
    held = (await store.facts.versions(fact_id))[0]
    new = replace(held, **values)  # type: ignore[arg-type]
    return await store.corrections.amend(new, reason="misheard", made_by="ed", at=NOW)


async def retract(store: Store, fact_id: str) -> Correction:
    return await store.corrections.retract(fact_id, reason="never said", made_by="ed", at=NOW)


async def supersede(store: Store, fact_id: str, by: str) -> Correction:
    return await store.corrections.supersede(fact_id, by=by, reason="newer", made_by="ed", at=NOW)


async def found(store: Store, *words: str) -> list[tuple[str, int]]:
    return [(h.fact.id, h.fact.version) for h in await store.facts.search(words, None, as_of=NOW, limit=9)]


async def load(store: Store, case: Case) -> tuple[int, int, int, int]:
    report = await store.cases.load(case)
    return report.added, report.changed, report.withdrawn, report.unchanged


async def test_an_amended_fact_is_what_is_told(store: Store) -> None:
    """The new version is found by its new words at once, the old one only among the versions."""
    assert await found(store, "refused") == [(REFUSED, 1)]
    made = await amend(store, REFUSED, statement="The governor kept zealously silent.")
    assert await found(store, "zealously") == [(REFUSED, 2)]
    assert await found(store, "refused") == []
    assert (made.id, made.how, made.reason, made.made_by, made.made_at) == (1, "amend", "misheard", "ed", NOW)
    assert await store.facts.versions(REFUSED) == [made.new, made.old]
    assert await fact(store, REFUSED) == made.new


async def test_an_amended_fact_keeps_its_place_in_time(store: Store, case: Case) -> None:
    """A correction changes neither the source of a fact nor from when it is known."""
    before = await fact(store, REFUSED)
    assert before is not None
    made = await amend(store, REFUSED, statement="He declined.", known_at=NOW, source=case.facts[-1].source, version=9)
    assert made.new == replace(before, statement="He declined.", version=2)
    assert await store.facts.facts([REFUSED], as_of=before.known_at) == [made.new]


async def test_an_amended_figure(store: Store) -> None:
    """The series of a measure has the new value in place of the old one."""
    held = await fact(store, MORE)
    assert held is not None and held.figure is not None
    await amend(store, MORE, figure=replace(held.figure, value=720_000.0, value_high=None))
    series = await store.facts.series("displaced", as_of=NOW)
    assert [f.figure.value for f in series if f.figure] == [586_000, 720_000]


async def test_its_questions_and_names_still_find_it(store: Store) -> None:
    """What the index holds besides the words of a fact outlasts an amendment, also of the asks of the case."""
    await amend(store, FLED, statement="586,000 fled.")
    assert await found(store, "kisi") == [(FLED, 2)]
    displaced = await store.facts.timeline(as_of=NOW, first=date.min, last=date.max, topic="displacement")
    assert [f.id for f in displaced] == [FLED]
    (hit,) = await store.facts.search(["kisi"], None, as_of=NOW, limit=5)
    assert len(hit.asks) == 3


async def test_it_lacks_only_a_vector(store: Store) -> None:
    """The vector of an amended text is made later like any other; until then it is found by its words."""
    await amend(store, REFUSED, statement="He declined.")
    missing = await store.vectors.missing_vectors("m", limit=99)
    assert ("fact", 5, "He declined.") in missing
    assert sum(kind == "fact" for kind, _, _ in missing) == 4


async def test_links_that_an_amendment_changes(store: Store) -> None:
    """Links are those of the current version."""
    await amend(store, MORE, supersedes=())
    assert await store.facts.successors([FLED], as_of=NOW) == []
    held = await fact(store, MORE)
    assert held is not None
    assert held.disputes == (FLED,)


async def test_a_retracted_fact_is_told_no_more(store: Store) -> None:
    """It is found nowhere but in its versions, and facts that link to it lose the link."""
    made = await retract(store, FLED)
    assert (made.how, made.new, made.old.id) == ("retract", None, FLED)
    assert await fact(store, FLED) is None
    assert await found(store, "kisi", "586000") == []
    held = await fact(store, MORE)
    assert held is not None
    assert (held.supersedes, held.disputes) == ((), ())
    assert await store.facts.versions(FLED) == [made.old]
    assert (await store.cases.status()).withdrawn == 1


async def test_a_superseded_fact_gets_a_successor(store: Store) -> None:
    """The newer fact says whose place it takes, in a new version; the older one stays as it is."""
    made = await supersede(store, ASKED, REFUSED)
    assert (made.how, made.old.version) == ("supersede", 1)
    assert made.new is not None
    assert (made.new.id, made.new.version, made.new.supersedes) == (REFUSED, 2, (ASKED,))
    assert [f.id for f in await store.facts.successors([ASKED], as_of=NOW)] == [REFUSED]
    assert await fact(store, ASKED) == made.old


async def test_what_cannot_be_corrected(store: Store) -> None:
    """Unknown and withdrawn facts, changes that change nothing, and circles are refused, and nothing is written."""
    await retract(store, ASKED)
    before = await store.ledger.newest_row()
    held = await fact(store, REFUSED)
    assert held is not None
    for wrong, why in (
        (amend(store, REFUSED), "reads so already"),
        (store.corrections.amend(replace(held, id="x/1"), reason="", made_by="", at=NOW), "no fact 'x/1'"),
        (retract(store, "x/1"), "no fact 'x/1'"),
        (retract(store, "\ud800"), "no fact"),
        (retract(store, ASKED), "was withdrawn"),
        (supersede(store, REFUSED, "x/1"), "no fact 'x/1'"),
        (supersede(store, REFUSED, ASKED), "was withdrawn"),
        (supersede(store, REFUSED, REFUSED), "its own place"),
        (supersede(store, FLED, MORE), "already"),
        (supersede(store, MORE, FLED), "itself takes the place"),
    ):
        with pytest.raises(BadRequest, match=why):
            await wrong
    assert await store.ledger.newest_row() == before


async def test_text_that_sqlite_does_not_take(store: Store) -> None:
    """What people type is stored with what cannot be stored replaced."""
    made = await amend(store, REFUSED, statement="He \ud83d said\0 no.")
    assert made.new == await fact(store, REFUSED)
    assert made.new is not None
    assert made.new.statement == "He ? said no."


@pytest.mark.parametrize("times", [1, 2])
async def test_corrections_outlast_a_load_of_the_same_case(store: Store, case: Case, times: int) -> None:
    """Loading the same case again leaves amended, retracted and superseding facts as they are."""
    await amend(store, REFUSED, statement="He declined.")
    await retract(store, FLED)
    await supersede(store, ASKED, MORE)
    for _ in range(times):
        assert await load(store, case) == (0, 0, 0, 4)
    held = await fact(store, REFUSED)
    assert held is not None
    assert (held.version, held.statement) == (2, "He declined.")
    assert await fact(store, FLED) is None
    assert [f.id for f in await store.facts.successors([ASKED], as_of=NOW)] == [MORE]


async def test_they_outlast_new_questions_and_another_source(store: Store, case: Case) -> None:
    """A load that only indexes anew does so with the editor's words."""
    await amend(store, REFUSED, statement="He zealously declined.")
    source = replace(case.facts[0].source, title="Corrected headline")
    facts = tuple(replace(f, source=source) if f.source.id == source.id else f for f in case.facts)
    more = replace(case, facts=facts, asked={**case.asked, REFUSED: ("did the mayor say no?",)})
    assert await load(store, more) == (0, 0, 0, 4)
    for word in ("zealously", "mayor", "corrected"):
        assert (REFUSED, 2) in await found(store, word)
    assert await found(store, "refused") == []
    assert await load(store, more) == (0, 0, 0, 4)


async def test_a_newer_text_of_the_case_replaces_them(store: Store, case: Case) -> None:
    """When the case itself changes a corrected fact, its text wins, also over a retraction."""
    await amend(store, REFUSED, statement="He declined.")
    await retract(store, FLED)
    await supersede(store, ASKED, MORE)
    newer = case
    for number, name in enumerate((REFUSED, FLED, MORE)):
        newer = changed(newer, name, statement=f"Text {number}.")
    assert await load(store, newer) == (1, 2, 0, 1)
    for number, name in enumerate((REFUSED, FLED, MORE)):
        held = await fact(store, name)
        assert held is not None
        assert held.statement == f"Text {number}."
    assert await store.facts.successors([ASKED], as_of=NOW) == []
    assert await load(store, newer) == (0, 0, 0, 4)


async def test_a_corrected_fact_that_leaves_the_case(store: Store, case: Case) -> None:
    """What a whole case no longer holds goes, corrected or not, and comes back as the case has it."""
    await amend(store, REFUSED, statement="He declined.")
    await retract(store, ASKED)
    without = replace(case, facts=tuple(f for f in case.facts if f.id not in (REFUSED, ASKED)))
    assert await load(store, without) == (0, 0, 1, 2)
    with pytest.raises(BadRequest, match="put it back there"):
        await amend(store, REFUSED, statement="He was away.")
    assert await load(store, case) == (1, 0, 0, 3)
    held = await fact(store, REFUSED)
    assert held is not None
    assert (held.version, held.statement) == (3, "The governor refused to answer.")
    assert await fact(store, ASKED) is None


async def test_a_retracted_fact_can_be_put_right(store: Store, case: Case) -> None:
    """An amendment brings back what an editor retracted; its questions come back with the next load."""
    await retract(store, FLED)
    made = await amend(store, FLED, statement="About 580,000 zealously fled.")
    assert made.new is not None
    assert made.new.version == 2
    assert await found(store, "zealously") == [(FLED, 2)]
    assert await load(store, case) == (0, 0, 0, 4)
    assert await found(store, "kisi") == [(FLED, 2)]
    assert await found(store, "zealously") == [(FLED, 2)]
    await retract(store, FLED)
    assert await load(store, case) == (0, 0, 0, 4)
    assert await fact(store, FLED) is None


async def test_a_part_of_a_case(store: Store, case: Case) -> None:
    """Loading one source again leaves the corrections of its facts."""
    await amend(store, REFUSED, statement="He declined.")
    await retract(store, MORE)
    source = case.facts[0].source.id
    part = replace(case, partial=True, facts=tuple(f for f in case.facts if f.source.id == source))
    assert await load(store, part) == (0, 0, 0, len(part.facts))


async def test_another_store_sees_them_at_once(store: Store) -> None:
    """What another process keeps in memory is refreshed after every kind of correction."""
    async with open_store(f"sqlite:///{store.path}") as other:
        assert await fact(other, REFUSED) is not None
        await amend(store, REFUSED, statement="He declined.")
        held = await fact(other, REFUSED)
        assert held is not None
        assert held.statement == "He declined."
        await supersede(store, ASKED, REFUSED)
        assert [f.id for f in await other.facts.successors([ASKED], as_of=NOW)] == [REFUSED]
        await retract(store, REFUSED)
        assert await fact(other, REFUSED) is None


async def test_after_an_upgrade(store: Store, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the code that reads questions has changed, corrected facts are read anew like others."""
    await amend(store, FLED, statement="586,000 zealously fled.")
    for module in (indexing, restem):
        monkeypatch.setattr(module, "rules", lambda: "later")
    async with open_store(f"sqlite:///{store.path}") as later:
        assert await load(later, case) == (0, 0, 0, 4)
        assert await found(later, "zealously") == [(FLED, 2)]


async def test_an_open_transaction_is_not_left_by_a_refusal(store: Store) -> None:
    """After a refused correction the next one goes through, and its number follows the last."""
    await posted(store, NEWS, (REFUSED, 1))
    first = await amend(store, REFUSED, statement="He declined.")
    with pytest.raises(BadRequest):
        await supersede(store, REFUSED, REFUSED)
    assert (await retract(store, REFUSED)).id == first.id + 1
