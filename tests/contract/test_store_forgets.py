"""Answers are forgotten when their time is over: their words are gone, and nothing that was told is told again."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.delivery import Destination, Receipt
from storage import replies
from storage.casefiles import read_case
from storage.store import Store, open_store
from tests.casefolders import write_case
from tests.corrected import FLED, NOW, REFUSED, amend, owed
from tests.postings import DESK, NEWS, START, answered, draft, go_out, posted, sent

ADA = Destination(platform="fake", workspace="w", channel="news", user="ada")
LATER = START + timedelta(hours=5)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(f"sqlite:///{tmp_path}/sitrep.db") as store:
        await store.cases.load(read_case(write_case(tmp_path / "river")))
        yield store


def held(store: Store, words: str) -> bool:
    """Is there a post that says it?"""
    with closing(sqlite3.connect(store.path)) as plain:
        found = plain.execute("SELECT 1 FROM post WHERE instr(message, ?) OR instr(body, ?)", (words, words)).fetchone()
    return found is not None


async def test_what_is_old_goes_and_the_rest_stays(store: Store) -> None:
    """Answers made before the instant go with their words and ratings; later ones and scheduled posts stay."""
    await posted(store, NEWS, (REFUSED, 1))
    old = await answered(store, NEWS, "m1", REFUSED, FLED, text="secret")
    await store.replies.rate(old, user="ada", helpful=True, at=START)
    await answered(store, NEWS, "m2", FLED, hours=5)
    assert await store.replies.forget(LATER) == 1
    assert await store.replies.find("fake", "m1", channel="news") is None
    assert await store.replies.find("fake", "m2", channel="news") is not None
    assert await store.replies.find("fake", "sitrep 1", channel="news") is not None
    assert not held(store, "secret")
    assert await store.replies.forget(LATER) == 0


async def test_who_saw_a_forgotten_answer_is_owed_nothing(store: Store) -> None:
    """What only a forgotten answer showed is not corrected; what a later one or a sitrep showed still is."""
    await answered(store, DESK, "m1", REFUSED)
    await answered(store, NEWS, "m2", REFUSED)
    await posted(store, NEWS, (FLED, 1))
    await answered(store, NEWS, "m3", REFUSED, FLED, hours=5)
    await store.replies.forget(LATER)
    assert await store.ledger.seen(NEWS) == {FLED: 1}
    await amend(store, REFUSED, "He declined.")
    assert await owed(store, DESK) is None
    found = await owed(store, NEWS)
    assert found is not None and [c.receipt.id for c in found.carriers] == ["m3"]


async def test_a_correction_that_an_edit_told_stays_told(store: Store) -> None:
    """The edits of a forgotten answer lose their words, but a place that was told by one is not told again."""
    await answered(store, ADA, "m1", REFUSED)
    await answered(store, ADA, "m2", REFUSED, hours=9)
    made = await amend(store, REFUSED, "He declined.")
    for post, corrects in (("m1", (made.id,)), ("m2", ())):
        receipt = Receipt(to=ADA, id=post, sent_at=START if post == "m1" else START + timedelta(hours=9))
        edit = draft(ADA, [], f"edit {post}", kind="edit", text=f"secret {post}", edits=receipt, corrects=corrects)
        await sent(store, edit)
    assert await store.replies.forget(LATER) == 1
    assert not held(store, "secret m1") and held(store, "secret m2")
    assert await owed(store, ADA) is None
    assert await store.replies.forget(NOW) == 1
    assert not held(store, "secret")


async def test_what_is_being_edited_waits(store: Store) -> None:
    """An answer with an edit on its way is forgotten when that has ended."""
    await answered(store, NEWS, "m1", REFUSED)
    edit = draft(NEWS, [], "edit", kind="edit", text="secret", edits=Receipt(to=NEWS, id="m1", sent_at=START))
    assert await store.outbox.enqueue([edit], at=START)
    assert await store.replies.forget(LATER) == 0
    await go_out(store, edit)
    assert await store.replies.forget(LATER) == 1
    assert not held(store, "secret")


async def test_many_are_forgotten_in_portions(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many there are, all go, a portion at a time."""
    monkeypatch.setattr(replies, "AT_ONCE", 3)
    for n in range(7):
        await answered(store, NEWS, f"m{n}", REFUSED)
    assert await store.replies.forget(LATER) == 7
    assert await store.replies.forget(LATER) == 0
