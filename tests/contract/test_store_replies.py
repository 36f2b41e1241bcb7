"""Answers that were posted are found again, corrected with everything else, rated, and told apart from what is news."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.delivery import Destination, Page, Receipt, Step
from bot.domain.message import Text, plain
from bot.domain.replies import Report
from storage import ledger
from storage.casefiles import read_case
from storage.store import Store, open_store
from tests.casefolders import write_case
from tests.corrected import ASKED, FLED, MORE, NOW, REFUSED, amend, corrections, owed, tell
from tests.postings import DESK, NEWS, OTHER, START, answer, answered, draft, posted, sent

ADA = Destination(platform="fake", workspace="w", channel="news", user="ada")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(f"sqlite:///{tmp_path}/sitrep.db") as store:
        await store.cases.load(read_case(write_case(tmp_path / "river")))
        yield store


async def carriers(store: Store, to: Destination = NEWS) -> list[tuple[str, bool]]:
    """The id of each post that carries what is owed to a place, and whether it answered somebody."""
    found = await owed(store, to)
    return [(c.receipt.id, c.asked) for c in found.carriers] if found else []


async def test_an_answer_is_found_again(store: Store, tmp_path: Path) -> None:
    """By the platform's id of its post, with all its words and its place, by another process too."""
    number = await answered(store, ADA, "m1", REFUSED, text="He refused.")
    async with open_store(f"sqlite:///{tmp_path}/sitrep.db") as other:
        kept = await other.replies.find("fake", "m1", channel="news")
    assert kept is not None
    assert (kept.number, kept.workspace) == (number, "w")
    assert kept.receipt == Receipt(to=ADA, id="m1", sent_at=START)
    assert kept.message == answer("m1", REFUSED, text="He refused.")
    assert await store.replies.find("other", "m1", channel="news") is None
    assert await store.replies.find("fake", "m2", channel="news") is None


async def test_keeping_twice_is_keeping_once(store: Store) -> None:
    """A post that is kept already stays as it is; the same id in another place is another post."""
    number = await answered(store, NEWS, "m1", REFUSED, text="first")
    assert await answered(store, NEWS, "m1", FLED, text="second") == number
    kept = await store.replies.find("fake", "m1", channel="news")
    assert kept is not None and kept.message == answer("m1", REFUSED, text="first")
    assert await answered(store, DESK, "m1", REFUSED) > number
    assert await answered(store, NEWS, "m2", REFUSED) > number


async def test_an_id_counts_in_its_channel(store: Store) -> None:
    """Where a platform gives two posts the same id, each is found in its own channel only, threads and all."""
    thread = replace(NEWS, thread="1.0")
    ada = replace(ADA, channel="desk", thread="1.0")
    here, there = await answered(store, thread, "2.0", REFUSED), await answered(store, ada, "2.0", FLED, text="secret")
    for channel, number in (("news", here), ("desk", there)):
        kept = await store.replies.find("fake", "2.0", channel=channel)
        assert kept is not None and kept.number == number
    assert await store.replies.find("fake", "2.0", channel="") is None
    assert await store.replies.find("fake", "2.0", channel="1.0") is None


async def test_an_id_counts_in_its_workspace(store: Store) -> None:
    """Where two workspaces have a post of the same id in channels of the same id, each finds its own, and no other."""
    places = [replace(NEWS, workspace=name) for name in ("w", "v")]
    here, there = [await answered(store, to, "2.0", REFUSED, text=to.workspace) for to in places]
    for workspace, number in (("w", here), ("v", there)):
        kept = await store.replies.find("fake", "2.0", channel="news", workspace=workspace)
        assert kept is not None and (kept.number, kept.workspace) == (number, workspace)
    assert await store.replies.find("fake", "2.0", channel="news", workspace="u") is None


async def test_it_is_found_where_it_stands(store: Store) -> None:
    """A post to a person is found in the channel that its receipt names, and reads as its latest edit has it."""
    direct = Destination(platform="fake", workspace="w", user="ada")
    opened = replace(direct, channel="d7", user="")
    told = draft(direct, [(REFUSED, 1)], "sitrep 1", text="told")
    assert await store.outbox.enqueue([told], at=START)
    (delivery,) = await store.outbox.claim(["fake"], worker="w", at=START, wall=START, limit=9)
    await store.outbox.begin(delivery, at=START, wall=START)
    receipt = Receipt(to=opened, id="2.0", sent_at=START)
    await store.outbox.step(delivery, Step(state="sent", receipt=receipt), at=START, wall=START)
    kept = await store.replies.find("fake", "2.0", channel="d7")
    assert kept is not None and kept.receipt == receipt and kept.message.title == "sitrep 1"
    assert await store.replies.find("fake", "2.0", channel="") is None


async def test_a_scheduled_post_is_found_as_it_was_edited(store: Store) -> None:
    """Posts that nobody asked for are found too, and every post reads as its latest edit has it."""
    post = await posted(store, NEWS, (REFUSED, 1))
    found = await store.replies.find("fake", post.id, channel="news")
    assert found is not None and found.message.blocks == (Text(plain("text of sitrep 1")),)
    for n in (1, 2):
        await sent(store, draft(NEWS, [], f"edit {n}", kind="edit", text=f"marked {n}", edits=post))
    edited = await store.replies.find("fake", post.id, channel="news")
    assert edited is not None and edited.message.blocks == (Text(plain("marked 2")),)
    assert (edited.number, edited.receipt) == (found.number, post)


async def test_an_edit_that_was_not_made_changes_nothing(store: Store) -> None:
    """While an edit only waits, the post reads as before."""
    await answered(store, NEWS, "m1", REFUSED, text="as it was")
    edit = draft(NEWS, [], "edit", kind="edit", text="marked", edits=Receipt(to=NEWS, id="m1", sent_at=START))
    assert await store.outbox.enqueue([edit], at=NOW)
    kept = await store.replies.find("fake", "m1", channel="news")
    assert kept is not None and kept.message.blocks[0] == Text(plain("as it was"))


async def test_asking_does_not_make_it_old_news(store: Store) -> None:
    """What was only asked for counts as not told, so that the next sitrep tells it; what was told stays told."""
    await answered(store, NEWS, "m1", REFUSED, FLED)
    assert await store.ledger.seen(NEWS) == {}
    assert await store.ledger.saw([REFUSED, FLED]) == {}
    await posted(store, NEWS, (REFUSED, 1))
    await answered(store, NEWS, "m2", REFUSED, MORE, hours=1)
    assert await store.ledger.seen(NEWS) == {REFUSED: 1}
    assert await store.ledger.saw([REFUSED, FLED, MORE]) == {NEWS: frozenset({REFUSED})}


async def test_corrections_find_answers(store: Store) -> None:
    """Who asked is owed a correction as who was told, with the answers among the posts that carried the old version."""
    await posted(store, NEWS, (REFUSED, 1), slot="told")
    await answered(store, NEWS, "m1", FLED, REFUSED, hours=1, text="an answer")
    await answered(store, NEWS, "m2", FLED, hours=2)
    await answered(store, ADA, "m3", REFUSED, hours=3)
    await answered(store, DESK, "m4", MORE, hours=4)
    await amend(store, REFUSED, "He declined.")
    assert await carriers(store) == [("m1", True), ("told", False)]
    assert await carriers(store, ADA) == [("m3", True)]
    assert await owed(store, DESK) is None
    found = await owed(store)
    assert found is not None
    assert found.carriers[0].seen == ((REFUSED, 1), (FLED, 1)) and found.workspace == "w"
    assert found.carriers[0].message == answer("m1", FLED, REFUSED, text="an answer")


async def test_an_edited_answer_keeps_its_words(store: Store) -> None:
    """An answer that was edited is one carrier still, and is still known as an answer."""
    await answered(store, NEWS, "m1", REFUSED, FLED)
    receipt = Receipt(to=NEWS, id="m1", sent_at=START)
    made = await amend(store, REFUSED, "He declined.")
    await sent(store, draft(NEWS, [], "edit", at=NOW, kind="edit", text="marked", edits=receipt))
    await tell(store, made.id, seen=[(REFUSED, 2)], slot="notice")
    await amend(store, FLED, "586,000 fled.")
    found = await owed(store)
    assert found is not None
    (carrier,) = found.carriers
    assert (carrier.asked, carrier.receipt) == (True, receipt)
    assert carrier.message.blocks == (Text(plain("marked")),)


async def test_an_answer_is_owed_what_changed_while_it_was_posted(store: Store) -> None:
    """An answer that shows a version which was corrected before it could be kept is corrected all the same."""
    await amend(store, REFUSED, "He declined.")
    assert await owed(store) is None
    await answered(store, NEWS, "m1", REFUSED, version=1)
    assert await corrections(store) == [("amend", "The governor refused to answer.", "He declined.")]


async def test_versions_that_an_answer_does_not_name(store: Store) -> None:
    """Without a version in its sources, the current one counts; what the base does not hold is left out."""
    await amend(store, REFUSED, "He declined.")
    await answered(store, NEWS, "m1", REFUSED, "nowhere/1", version=0)
    assert await owed(store) is None
    await amend(store, REFUSED, "He was away.")
    found = await owed(store)
    assert found is not None and found.carriers[0].seen == ((REFUSED, 2),)


async def test_every_page_counts_as_seen(store: Store) -> None:
    """What stands on a page that a reader may turn to is corrected as what stands on the first."""
    message = replace(answer("m1", REFUSED), fact_ids=(REFUSED, FLED))
    first = Page(body=b"", message=answer("m1"), facts=(ASKED,))
    receipt = Receipt(to=NEWS, id="m1", sent_at=START)
    await store.replies.keep(message, first, receipt, workspace="w", at=START)
    for fact_id in (REFUSED, FLED, ASKED):
        await amend(store, fact_id, f"Other words for {fact_id}.")
    found = await owed(store)
    assert found is not None and {c.old.id for c in found.corrections} == {REFUSED, FLED, ASKED}


async def test_of_many_answers_the_latest_are_edited(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fact that everybody asked about does not hold up a channel for hours; scheduled posts are all marked."""
    monkeypatch.setattr(ledger, "MOST_ANSWERS", 3)
    for n in range(4):
        await posted(store, NEWS, (REFUSED, 1), slot=f"told {n}", hours=n)
    for n in range(6):
        await answered(store, NEWS, f"m{n}", REFUSED, hours=10 + n)
    await answered(store, DESK, "m9", REFUSED)
    await amend(store, REFUSED, "He declined.")
    asked = [("m5", True), ("m4", True), ("m3", True)]
    assert await carriers(store) == [*asked, *((f"told {n}", False) for n in (3, 2, 1, 0))]
    assert await carriers(store, DESK) == [("m9", True)]


async def test_answers_stay_out_of_the_outbox(store: Store) -> None:
    """No worker gets an answer, and neither the log nor the gauges show that there are any."""
    await posted(store, NEWS, (REFUSED, 1))
    before = await store.outbox.gauges(now=NOW)
    for n in range(3):
        await answered(store, NEWS, f"m{n}", REFUSED)
    assert await store.outbox.claim(["fake"], worker="w", at=NOW, wall=NOW, limit=9) == []
    assert await store.outbox.leases() == []
    assert [e.slot for e in await store.outbox.log(workspace="w")] == ["sitrep 1"]
    assert await store.outbox.gauges(now=NOW) == before


async def test_what_one_person_sees_is_not_in_the_log(store: Store) -> None:
    """That an answer to one person was edited is shown to nobody else."""
    await sent(store, draft(ADA, [], "edit m1 1", kind="edit", edits=Receipt(to=ADA, id="m1", sent_at=START)))
    direct = Destination(platform="fake", workspace="w", user="ada")
    await sent(store, draft(direct, [], "trouble 1", kind="notice"))
    assert [e.slot for e in await store.outbox.log(workspace="w")] == ["trouble 1"]


async def test_rating(store: Store) -> None:
    """Anybody can say whether an answer helped, and the last word of each counts; a post that is gone is no error."""
    number = await answered(store, NEWS, "m1", REFUSED)
    for user, helpful in (("ada", True), ("bob", True), ("ada", False)):
        await store.replies.rate(number, user=user, helpful=helpful, at=NOW)
    await store.replies.rate(number + 999, user="ada", helpful=True, at=NOW)
    rows = await store.transact(lambda c: c.execute_fetchall("SELECT delivery, user, workspace, helpful FROM feedback"))
    assert list(rows) == [(number, "ada", "w", 0), (number, "bob", "w", 1)]


async def test_reports_are_listed_for_their_workspace(store: Store) -> None:
    """What readers say is wrong is kept as they said it, newest first, each for its own workspace."""
    post = Receipt(to=OTHER, id="m1", sent_at=START)
    said = [
        Report(workspace="w", post=post, words=words, made_by="ada", made_at=NOW + timedelta(hours=n), facts=facts)
        for n, (words, facts) in enumerate((("It was Tuesday.", (REFUSED, FLED)), ("No '; DROP TABLE report", ())))
    ]
    numbers = [await store.replies.report(one) for one in said]
    assert numbers == sorted(set(numbers))
    stored = [replace(one, id=number) for one, number in zip(said, numbers, strict=True)]
    assert await store.replies.reports("w", limit=5) == stored[::-1]
    assert await store.replies.reports("w", limit=1) == [stored[1]]
    assert await store.replies.reports("other", limit=5) == []
