"""Which corrections a place is owed, after any sequence of changes, posts and notices."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.facts import Case
from storage.casefiles import read_case
from storage.store import Store, open_store
from tests.casefolders import write_case
from tests.corrected import (
    FLED,
    MORE,
    NOW,
    REFUSED,
    amend,
    carriers,
    corrections,
    newest,
    owed,
    retract,
    supersede,
    tell,
)
from tests.postings import DESK, NEWS, OTHER, draft, go_out, posted


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return read_case(write_case(tmp_path / "river"))


@pytest.fixture
async def store(tmp_path: Path, case: Case) -> AsyncIterator[Store]:
    async with open_store(f"sqlite:///{tmp_path}/sitrep.db") as store:
        await store.cases.load(case)
        yield store


async def test_a_correction_is_owed_where_the_old_text_was_seen(store: Store) -> None:
    """Every place that saw the old version is owed the correction with its old and new text, and no other place."""
    await posted(store, NEWS, (REFUSED, 1), (FLED, 1))
    await posted(store, DESK, (FLED, 1))
    made = await amend(store, REFUSED, "He declined.")
    found = await owed(store)
    assert found is not None
    assert found.corrections == (made,)
    assert (found.to, found.workspace) == (NEWS, "w")
    assert await owed(store, DESK) is None
    await posted(store, DESK, (REFUSED, 2), slot="sitrep 2")
    assert await owed(store, DESK) is None


async def test_only_the_platforms_asked_for(store: Store) -> None:
    """A process is told of the places that it serves."""
    await posted(store, NEWS, (REFUSED, 1))
    await posted(store, OTHER, (REFUSED, 1))
    await retract(store, REFUSED)
    assert [o.to for o in await store.ledger.owed(["other"])] == [OTHER]
    assert [o.to for o in await store.ledger.owed(["fake", "other"])] == [NEWS, OTHER]
    assert await store.ledger.owed(["other"], to=NEWS) == []
    assert await store.ledger.owed([]) == []


async def test_it_is_owed_until_it_is_told(store: Store) -> None:
    """Once a notice for it is in the outbox nothing is owed; of two notices for it, one is refused."""
    await posted(store, NEWS, (REFUSED, 1))
    await posted(store, DESK, (REFUSED, 1))
    made = await amend(store, REFUSED, "He declined.")
    notice = draft(NEWS, [(REFUSED, 2)], f"correction {made.id}", at=NOW, kind="correction", corrects=(made.id,))
    assert await store.outbox.enqueue([notice], at=NOW)
    assert await owed(store) is None
    assert await corrections(store, DESK) == [("amend", "The governor refused to answer.", "He declined.")]
    assert not await store.outbox.enqueue([replace(notice, slot="again")], at=NOW)
    (delivery,) = await store.outbox.claim(["fake"], worker="w", at=NOW, wall=NOW, limit=1)
    await store.outbox.recompose(delivery, "changed", at=NOW)
    assert await corrections(store) == [("amend", "The governor refused to answer.", "He declined.")]


async def test_asking_again_and_again(store: Store) -> None:
    """Nothing owed is said only until something is: a new correction, or an old version that arrives after one."""
    await posted(store, DESK, (FLED, 1))
    await amend(store, REFUSED, "He declined.")
    for _ in range(2):
        assert await store.ledger.owed(["fake"]) == []
    await posted(store, NEWS, (REFUSED, 1))
    assert [o.to for o in await store.ledger.owed(["fake"])] == [NEWS]
    await amend(store, FLED, "586,000 fled.")
    assert [o.to for o in await store.ledger.owed(["fake"])] == [DESK, NEWS]


async def test_two_changes_before_it_was_told_are_one(store: Store) -> None:
    """From the version that the place saw to the current one, under the number and reason of the latest change."""
    await posted(store, NEWS, (REFUSED, 1))
    await amend(store, REFUSED, "He declined.")
    last = await amend(store, REFUSED, "He was away.")
    found = await owed(store)
    assert found is not None
    (one,) = found.corrections
    assert (one.id, one.reason, one.old.version, one.new) == (last.id, "now He was away.", 1, last.new)
    await tell(store, last.id, seen=[(REFUSED, 3)], slot="correction")
    assert await owed(store) is None


async def test_a_correction_of_a_correction_that_was_told(store: Store) -> None:
    """What was told last is what the next one corrects, and the notice itself is among the posts to mark."""
    await posted(store, NEWS, (REFUSED, 1))
    first = await amend(store, REFUSED, "He declined.")
    await tell(store, first.id, seen=[(REFUSED, 2)], slot="notice")
    await amend(store, REFUSED, "He was away.")
    assert await corrections(store) == [("amend", "He declined.", "He was away.")]
    assert await carriers(store) == ["notice"]


async def test_a_notice_on_its_way_counts_as_told(store: Store) -> None:
    """A second change while the notice of the first waits is owed when that has gone out, from its text on."""
    await posted(store, NEWS, (REFUSED, 1))
    first = await amend(store, REFUSED, "He declined.")
    notice = draft(NEWS, [(REFUSED, 2)], "notice", at=NOW, kind="correction", corrects=(first.id,))
    assert await store.outbox.enqueue([notice], at=NOW)
    await amend(store, REFUSED, "He was away.")
    assert await owed(store) is None
    await go_out(store, notice)
    assert await corrections(store) == [("amend", "He declined.", "He was away.")]


async def test_a_change_and_back_again(store: Store) -> None:
    """Where the text is again what the place saw, nothing is owed; who saw the text between is."""
    await posted(store, NEWS, (REFUSED, 1))
    old = (await newest(store, REFUSED)).statement
    await amend(store, REFUSED, "He declined.")
    await posted(store, DESK, (REFUSED, 2))
    await amend(store, REFUSED, old)
    assert await owed(store) is None
    assert await corrections(store, DESK) == [("amend", "He declined.", old)]


async def test_retracted_and_back_again(store: Store) -> None:
    """A retraction is owed until the fact is back; once told, its coming back is owed."""
    await posted(store, NEWS, (REFUSED, 1))
    await posted(store, DESK, (REFUSED, 1))
    old = await newest(store, REFUSED)
    gone = await retract(store, REFUSED)
    assert await corrections(store) == [("retract", old.statement, None)]
    await tell(store, gone.id, seen=[], slot="gone", to=DESK)
    await store.corrections.amend(old, reason="said it after all", made_by="ed", at=NOW)
    assert await owed(store) is None
    assert await corrections(store, DESK) == [("amend", old.statement, old.statement)]
    assert await carriers(store, DESK) == []
    again = await retract(store, REFUSED)
    assert await corrections(store) == [("retract", old.statement, None)]
    assert await owed(store, DESK) is None
    assert again.id > gone.id


async def test_amended_then_retracted(store: Store) -> None:
    """Only the retraction is told, of the text that was seen."""
    await posted(store, NEWS, (REFUSED, 1))
    await amend(store, REFUSED, "He declined.")
    last = await retract(store, REFUSED)
    found = await owed(store)
    assert found is not None
    assert [(c.id, c.how, c.old.version, c.new) for c in found.corrections] == [(last.id, "retract", 1, None)]


async def test_what_a_reader_cannot_see_is_not_told(store: Store) -> None:
    """Another grade or topic is a new version and no news."""
    await posted(store, NEWS, (REFUSED, 1))
    await amend(store, REFUSED, "The governor refused to answer.", credibility=5)
    assert await owed(store) is None


async def test_a_superseded_fact(store: Store) -> None:
    """A place that saw a fact is told which one takes its place, unless it has seen that one as such."""
    for place in (NEWS, DESK):
        await posted(store, place, (REFUSED, 1))
    await posted(store, NEWS, (MORE, 1), slot="before")
    made = await supersede(store, REFUSED, MORE)
    await posted(store, DESK, (MORE, 2), slot="after")
    found = await owed(store)
    assert found is not None
    assert found.corrections == (made,)
    assert made.new is not None
    assert made.new.supersedes == (FLED, REFUSED)
    assert [c.receipt.id for c in found.carriers] == ["sitrep 1"]
    assert await owed(store, DESK) is None


async def test_superseded_by_a_fact_that_went_away(store: Store) -> None:
    """Nothing is owed for a link that does not stand any more."""
    await posted(store, NEWS, (REFUSED, 1))
    await supersede(store, REFUSED, MORE)
    await retract(store, MORE)
    assert await owed(store) is None


async def test_amended_and_superseded(store: Store) -> None:
    """The fact that takes its place is what matters; a change of the old text after that is told too."""
    await posted(store, NEWS, (REFUSED, 1))
    await amend(store, REFUSED, "He declined.")
    await supersede(store, REFUSED, MORE)
    more = await newest(store, MORE)
    assert await corrections(store) == [("supersede", "The governor refused to answer.", more.statement)]
    await amend(store, REFUSED, "He was away.")
    assert [how for how, _, _ in await corrections(store)] == ["supersede", "amend"]


async def test_several_facts_are_one_debt(store: Store) -> None:
    """A place gets all that it is owed at once, in the order in which it was changed."""
    await posted(store, NEWS, (REFUSED, 1), (FLED, 1))
    await amend(store, FLED, "586,000 fled.")
    await retract(store, REFUSED)
    assert [how for how, _, _ in await corrections(store)] == ["amend", "retract"]


@pytest.mark.parametrize("seed", range(4))
async def test_any_walk_of_changes_posts_and_notices(store: Store, seed: int) -> None:
    """At every moment a place is owed just the way from the text that it knew before the latest change to the present.

    What it knows is what it was told last, or saw in a post since.
    """
    chance = random.Random(seed)
    now: str | None = "The governor refused to answer."
    known: list[tuple[int, str | None]] = []
    """Texts that the place knows, each with the number of changes before it."""
    changes = told = version = 0
    for step in range(40):
        match chance.choice(["amend", "amend", "retract", "post", "post", "tell"]):
            case "amend":
                text = chance.choice([t for t in ("A.", "B.", "C.") if t != now])
                last = await amend(store, REFUSED, text)
                now, changes, version = text, changes + 1, last.id
            case "retract" if now:
                last = await retract(store, REFUSED)
                now, changes, version = None, changes + 1, last.id
            case "post" if now:
                await posted(store, NEWS, (REFUSED, (await newest(store, REFUSED)).version), slot=f"post {step}")
                known.append((changes, now))
            case "tell" if found := await owed(store):
                seen = [(c.new.id, c.new.version) for c in found.corrections if c.new]
                await tell(store, *(c.id for c in found.corrections), seen=seen, slot=f"notice {step}")
                known, told = [(changes, now)], version
        before = [text for at, text in known if at < changes]
        expected = []
        if before and version > told and before[-1] != now:
            expected = [("amend" if now else "retract", now)]
        assert [(how, new) for how, _, new in await corrections(store)] == expected
