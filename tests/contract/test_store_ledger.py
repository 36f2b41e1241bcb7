"""What places have seen and in which posts, and what a load of a revised case makes of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.delivery import Receipt, Step
from bot.domain.facts import Case, Fact
from bot.domain.message import Text, plain
from storage.casefiles import read_case
from storage.store import Store, open_store
from tests.casefolders import write_case
from tests.corrected import (
    ASKED,
    FLED,
    MORE,
    NOW,
    REFUSED,
    amend,
    corrections,
    newest,
    owed,
    retract,
    tell,
)
from tests.postings import DESK, NEWS, OTHER, START, draft, posted, sent


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return read_case(write_case(tmp_path / "river"))


@pytest.fixture
async def store(tmp_path: Path, case: Case) -> AsyncIterator[Store]:
    async with open_store(f"sqlite:///{tmp_path}/sitrep.db") as store:
        await store.cases.load(case)
        yield store


async def test_what_a_place_has_seen(store: Store) -> None:
    """The ledger has the newest version of each fact that was sent to a place, and nothing of other places."""
    await posted(store, NEWS, (FLED, 1), (REFUSED, 2))
    await posted(store, NEWS, (REFUSED, 1), slot="sitrep 2", hours=1)
    await posted(store, DESK, (MORE, 1), slot="sitrep 1")
    assert await store.ledger.seen(NEWS) == {FLED: 1, REFUSED: 2}
    assert await store.ledger.seen(DESK) == {MORE: 1}
    assert await store.ledger.seen(OTHER) == {}


async def test_what_is_only_queued_was_not_seen(store: Store) -> None:
    """A post counts as seen from its receipt on."""
    await store.outbox.enqueue([draft(NEWS, [(FLED, 1)], "sitrep 1")], at=START)
    await amend(store, FLED, "586,000 fled.")
    assert await store.ledger.seen(NEWS) == {}
    assert await owed(store) is None


async def test_what_entered_after_a_row(store: Store, case: Case) -> None:
    """Facts that came after a row have entered, and those that came back; one that is only worded anew has not."""
    row = await store.ledger.newest_row()
    assert await store.ledger.entered(row) == set()
    assert await store.ledger.entered(0) == {f.id for f in case.facts}
    await amend(store, REFUSED, "He declined.")
    assert await store.ledger.entered(0) == {f.id for f in case.facts}
    await amend(store, FLED, "586,000 fled.")
    await retract(store, FLED)
    assert await store.ledger.entered(row) == set()
    assert await store.ledger.newest_row() == row + 2
    await retract(store, ASKED)
    await amend(store, ASKED, "336 million dollars were asked for.")
    assert await store.ledger.entered(row) == {ASKED}


async def test_an_empty_base(tmp_path: Path) -> None:
    """Before anything is loaded there is no row, nothing seen and nothing owed."""
    async with open_store(f"sqlite:///{tmp_path}/empty.db") as store:
        assert await store.ledger.newest_row() == 0
        assert await owed(store) is None


async def test_the_posts_that_carried_it(store: Store) -> None:
    """Posts with the old version are given newest first, with their receipts and words; others are not."""
    first = await posted(store, NEWS, (REFUSED, 1), (FLED, 1), slot="first")
    await posted(store, NEWS, (FLED, 1), slot="without", hours=1)
    await posted(store, NEWS, (REFUSED, 1), slot="second", hours=2)
    await posted(store, DESK, (REFUSED, 1), slot="elsewhere", hours=3)
    await amend(store, REFUSED, "He declined.")
    await posted(store, NEWS, (REFUSED, 2), slot="after", hours=4)
    found = await owed(store)
    assert found is not None
    assert [c.receipt.id for c in found.carriers] == ["second", "first"]
    carrier = found.carriers[1]
    assert carrier.receipt == first
    assert carrier.seen == ((REFUSED, 1), (FLED, 1))
    assert carrier.message.blocks == (Text(plain("text of first")),)


async def test_an_edited_post_reads_as_it_was_edited(store: Store) -> None:
    """A post that was marked before is one carrier still, with its present words, at its old place in the order."""
    first = await posted(store, NEWS, (REFUSED, 1), (FLED, 1), slot="first")
    await posted(store, NEWS, (FLED, 1), slot="second", hours=1)
    made = await amend(store, REFUSED, "He declined.")
    edit = draft(NEWS, [(REFUSED, 2)], "edit", at=START + timedelta(hours=2), kind="edit", text="marked", edits=first)
    await sent(store, edit)
    await tell(store, made.id, seen=[(REFUSED, 2)], slot="notice")
    await retract(store, FLED)
    found = await owed(store)
    assert found is not None
    assert [c.receipt.id for c in found.carriers] == ["second", "first"]
    assert found.carriers[1].message.blocks == (Text(plain("marked")),)
    assert found.carriers[1].receipt == first


async def test_a_changed_case_is_a_correction_where_it_was_seen(store: Store, case: Case) -> None:
    """What a load changes or withdraws of seen facts is owed as a revision of the case, and nothing else is."""
    await posted(store, NEWS, (REFUSED, 1), (FLED, 1))

    def revised(fact: Fact) -> Fact:
        if fact.id == REFUSED:
            return replace(fact, statement="He declined.")
        return replace(fact, statement="700,000.") if fact.id == MORE else fact

    facts = tuple(revised(f) for f in case.facts if f.id != FLED)
    await store.cases.load(replace(case, facts=facts), at=NOW)
    found = await owed(store)
    assert found is not None
    assert [(c.how, c.old.id, c.made_by, c.reason, c.made_at) for c in found.corrections] == [
        ("amend", REFUSED, "case", "the case was revised", NOW),
        ("retract", FLED, "case", "the case was revised", NOW),
    ]
    assert found.corrections[0].new == (await newest(store, REFUSED))


async def test_a_case_that_takes_a_fact_back_in(store: Store, case: Case) -> None:
    """A fact that left the case and came back is owed only where its leaving was told."""
    await posted(store, NEWS, (REFUSED, 1))
    await posted(store, DESK, (REFUSED, 1))
    await store.cases.load(replace(case, facts=tuple(f for f in case.facts if f.id != REFUSED)))
    found = await owed(store)
    assert found is not None
    await tell(store, found.corrections[0].id, seen=[], slot="gone")
    await store.cases.load(case)
    assert (await newest(store, REFUSED)).version == 2
    assert [how for how, _, _ in await corrections(store)] == ["amend"]
    assert await owed(store, DESK) is None


async def test_a_revision_of_what_is_on_its_way(store: Store, case: Case) -> None:
    """A fact whose post is out just now, with no receipt yet, is corrected as one that was seen."""
    await store.outbox.enqueue([draft(NEWS, [(REFUSED, 1)], "sitrep 1")], at=START)
    (delivery,) = await store.outbox.claim(["fake"], worker="w", at=START, wall=START, limit=1)
    await store.outbox.begin(delivery, at=START, wall=START)
    await store.cases.load(replace(case, facts=tuple(f for f in case.facts if f.id != REFUSED)))
    assert await owed(store) is None
    receipt = Receipt(to=NEWS, id="1", sent_at=START)
    await store.outbox.step(delivery, Step(state="sent", receipt=receipt), at=START, wall=START)
    assert [how for how, _, _ in await corrections(store)] == ["retract"]
