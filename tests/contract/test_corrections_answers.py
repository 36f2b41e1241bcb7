"""Corrections of what people asked for: answers are edited where they stand, and nobody is bothered twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.delivery import Destination
from bot.domain.errors import Refused
from bot.domain.message import Message, Text, plain
from bot.services.correct import retract, tell
from handlers.citing import Citer
from tests.correcting import NOW, change, edits, marked, notices, pass_on, post
from tests.platforms import BLIND, PLAIN, Post
from tests.reminding import HERE, Room, room_in
from tests.samples import FIRST, OUTCOME

LOOSE = replace(FIRST, supersedes=())
ADA = replace(HERE, user="ada")
BOB = replace(HERE, user="bob")


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    """A desk that knows two facts; nothing was posted yet."""
    async with room_in(tmp_path, LOOSE, OUTCOME, start=NOW) as room:
        yield room


async def answer(room: Room, *ids: str, to: Destination = HERE, more: tuple[Text, ...] = (), age_s: float = 0) -> Post:
    """Answer somebody with these facts, as an adapter does: post it, then keep it. `age_s` seconds ago."""
    now = room.desk.clock.now()
    facts = tuple(await room.desk.store.facts.facts(ids, as_of=now))
    citer = Citer()
    message = Message(title="Answer", blocks=(*more, citer.claims(facts), *citer.sources()), fact_ids=citer.fact_ids)
    page = room.platform.render_reply(message)
    sent = await room.platform.send(to, page.body, key=f"reply {len(room.platform.posts)}")
    receipt = replace(sent, sent_at=now - timedelta(seconds=age_s))
    await room.desk.store.replies.keep(message, page, receipt, workspace="w", at=now)
    return room.platform.posts[-1]


async def kept_words(room: Room, post_: Post) -> Message:
    kept = await room.desk.store.replies.find("fake", post_.id, channel=post_.to.channel)
    assert kept is not None
    return kept.message


async def state_of(room: Room, slot: str, to: Destination = ADA) -> tuple[str, str]:
    """The state of a delivery and the last reason, which the log does not show where only one person sees it."""
    rows = await room.desk.store.transact(
        lambda c: c.execute_fetchall(
            "SELECT d.state, t.reason FROM delivery AS d JOIN transition AS t ON t.delivery = d.id "
            "WHERE d.slot = ? AND json_extract(d.place, '$[4]') = ? ORDER BY t.id DESC LIMIT 1",
            (slot, to.user),
        )
    )
    ((state, reason),) = rows
    return state, reason


async def test_a_channel_that_asked_is_told_once(room: Room) -> None:
    """The answer is marked and the channel told in reply to it, once; the post keeps its other words."""
    asked = await answer(room, FIRST.id, OUTCOME.id)
    await change(room)
    assert await pass_on(room) == 1
    (notice,) = notices(room)
    assert notice.reply_to is not None and notice.reply_to.id == asked.id
    (line,) = marked(asked)
    assert FIRST.statement.rstrip(".") in line
    assert [await pass_on(room) for _ in range(3)] == [0, 0, 0]
    assert len(notices(room)) == len(edits(room)) == 1


async def test_told_and_asked_is_one_notice(room: Room) -> None:
    """A channel that got the fact by itself and asked for it gets one notice, and both posts are marked."""
    told = await post(room, FIRST.id)
    asked = await answer(room, FIRST.id)
    await change(room)
    assert await pass_on(room) == 1
    assert len(notices(room)) == 1
    assert len(marked(told)) == len(marked(asked)) == 1


async def test_what_one_person_sees_is_edited_and_no_more(room: Room) -> None:
    """No notice comes of an answer to one person: their post is marked, each one's own, and the matter is settled."""
    first, second = await answer(room, FIRST.id, to=ADA), await answer(room, OUTCOME.id, FIRST.id, to=ADA)
    other = await answer(room, FIRST.id, to=BOB)
    await change(room)
    assert await pass_on(room) == 2
    assert len(room.platform.posts) == 3
    assert [len(marked(p)) for p in (first, second, other)] == [1, 1, 1]
    assert [await pass_on(room) for _ in range(3)] == [0, 0, 0]
    assert len(edits(room)) == 3


async def test_a_second_correction_of_what_one_person_sees(room: Room) -> None:
    """Another fact of the same answer is marked beside the first, with all the words that the post had."""
    asked = await answer(room, FIRST.id, OUTCOME.id, to=ADA)
    await change(room)
    await pass_on(room)
    await retract(room.desk.posting(), OUTCOME.id, reason="no", made_by="ed", now=room.desk.clock.now())
    await pass_on(room)
    assert len(marked(asked)) == 2


@pytest.mark.parametrize("why", ["cannot edit", "too old"])
async def test_what_cannot_be_edited_is_put_on_record(room: Room, why: str) -> None:
    """Where nobody can be reached any more, the correction counts as told, with the reason, and is not owed again."""
    if why == "cannot edit":
        room.platform.capabilities = BLIND
    asked = await answer(room, FIRST.id, to=ADA, age_s=PLAIN.private_edit_s + 1 if why == "too old" else 0)
    number = await change(room)
    assert [await pass_on(room) for _ in range(3)] == [1, 0, 0]
    assert not marked(asked) and not edits(room) and not notices(room)
    assert await state_of(room, f"correction {number}") == (
        "missed",
        "only one person saw it, in a post that cannot be edited any more",
    )


async def test_some_can_be_edited_and_some_not(room: Room) -> None:
    """Of two corrections that a person is owed, one is marked and the other put on record, both at once."""
    await answer(room, OUTCOME.id, to=ADA, age_s=7200)
    asked = await answer(room, FIRST.id, to=ADA)
    one = await change(room)
    two = await retract(room.desk.posting(), OUTCOME.id, reason="no", made_by="ed", now=room.desk.clock.now())
    assert [await pass_on(room) for _ in range(2)] == [1, 0]
    assert len(marked(asked)) == 1 and edits(room) == [asked.id]
    assert (await state_of(room, f"edit {asked.id} {one}"))[0] == "sent"
    assert (await state_of(room, f"correction {two.id}"))[0] == "missed"


async def test_an_edit_that_is_refused_is_not_tried_for_ever(room: Room) -> None:
    """Where the platform lets the post be edited no more, that is the end of it, and nobody is told of trouble."""
    asked = await answer(room, FIRST.id, to=ADA)
    room.platform.troubles.append(Refused("only for 15 minutes", gone=False))
    await change(room)
    assert [await pass_on(room) for _ in range(3)] == [1, 0, 0]
    assert edits(room) == [asked.id] and not marked(asked)
    assert len(room.platform.posts) == 1


async def test_an_answer_of_many_pages_is_edited_in_its_one_post(room: Room) -> None:
    """What does not fit into one post is corrected too: the post shows the first page, and all of it is kept."""
    room.platform.capabilities = replace(PLAIN, message_limit=900)
    long = tuple(Text(plain(f"Paragraph {n}: {'word ' * 30}")) for n in range(12))
    asked = await answer(room, FIRST.id, more=long)
    assert len(room.platform.render(await kept_words(room, asked))) > 1
    await change(room)
    await pass_on(room)
    assert edits(room) == [asked.id] and len(asked.bodies) == 2
    words = await kept_words(room, asked)
    assert words.blocks[: len(long)] == long
    assert any("Corrected" in p.body.decode() for p in room.platform.render(words))


async def test_two_processes_edit_once(room: Room) -> None:
    """Two that look at the same moment make one edit of what one person sees, and one record."""
    await answer(room, FIRST.id, to=ADA)
    await answer(room, FIRST.id, to=BOB, age_s=7200)
    await change(room)
    other, now = await room.desk.open(), room.desk.clock.now()
    told = await asyncio.gather(tell(room.desk.posting(), now), tell(room.desk.posting(other), now))
    assert sorted(told) == [0, 2]
    await asyncio.gather(room.deliverer.drain(), room.desk.deliverer("two", store=other).drain())
    assert len(edits(room)) == 1


async def test_a_crowd_is_settled_at_once(room: Room) -> None:
    """However many people saw it, one look settles all of them."""
    for n in range(120):
        await answer(room, FIRST.id, to=replace(HERE, user=f"u{n}"), age_s=7200 * (n % 2))
    await change(room)
    assert [await pass_on(room) for _ in range(2)] == [120, 0]
    assert len(edits(room)) == 60


async def test_a_corrected_answer_given_again(room: Room) -> None:
    """Who asks once more after the correction gets the new words, which need no mark."""
    await answer(room, FIRST.id, to=ADA)
    await change(room)
    await pass_on(room)
    again = await answer(room, FIRST.id, to=ADA)
    assert await pass_on(room) == 0
    assert not marked(again) and "568,000" in again.text
