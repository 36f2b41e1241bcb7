"""Reminders through the real store and out to a platform: each once, in the words that hold when it is sent."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.facts import Outcome
from tests.delivering import channel
from tests.reminding import HERE, Room, after, before, every, news, room_in, ultimatum

LIMIT = ultimatum("afp-2020-02-20/1")
NAME = LIMIT.id
OVER = news("ap-2020-03-12/1", "There was no answer.", after(days=2))
ENDED = ultimatum(NAME, outcome="missed", told_by=OVER.id)
ANEW = ultimatum(
    "tass-2020-03-06/1", "Turkey will not wait until 10 March.", known_at=before(days=4), supersedes=(NAME,)
)
AHEAD = "Deadline ahead"


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    async with room_in(tmp_path) as room:
        yield room


async def test_each_lead_once_and_then_the_outcome(room: Room) -> None:
    """A beat every ten minutes for two weeks: three reminders and one outcome, each at its instant and not late."""
    await room.load(ENDED, OVER)
    subscription = await room.asks()
    await room.beats(every(before(days=9), after(days=3), timedelta(minutes=10)))
    assert await room.record() == [(f"{NAME} {what}", "sent") for what in ("7d", "1d", "1h", "missed")]
    assert room.titles() == [AHEAD, AHEAD, AHEAD, "Deadline missed"]
    sent_at = [post.at - room.desk.wall.at + room.desk.clock.at for post in room.platform.posts]
    assert sent_at == [before(days=7), before(days=1), before(hours=1), OVER.known_at]
    assert "There was no answer." in room.platform.shown(HERE)[-1]
    assert await room.desk.store.ledger.seen(HERE) == {NAME: 1, OVER.id: 1}
    assert {e.subscription for e in await room.desk.entries()} == {subscription.id}


@pytest.mark.parametrize("outcome", ["met", "moved", "withdrawn", "lapsed"])
async def test_what_is_over_early_is_told_and_no_more_reminded_of(room: Room, outcome: Outcome) -> None:
    """Met, moved, withdrawn or lapsed before its time: one notice says so, and the remaining leads are silent."""
    word = news("ap-2020-03-07/1", "That settles it.", before(days=3))
    await room.load(ultimatum(NAME, outcome=outcome, told_by=word.id), word)
    await room.asks()
    await room.beats(every(before(days=8), after(days=1), timedelta(hours=1)))
    assert room.titles() == [AHEAD, f"Deadline {outcome}"]
    assert "That settles it." in room.platform.shown(HERE)[-1]


async def test_down_over_several_leads(room: Room) -> None:
    """One late reminder goes out; the ones that it stands for are on record as superseded, once."""
    await room.load(LIMIT)
    await room.asks()
    await room.beats(every(before(minutes=40), before(minutes=1), timedelta(minutes=10)))
    assert room.titles() == [f"{AHEAD} (late)"]
    assert await room.record() == [
        (f"{NAME} 7d", "superseded"),
        (f"{NAME} 1d", "superseded"),
        (f"{NAME} 1h", "sent"),
    ]
    assert (await room.entry(f"{NAME} 7d")).steps[-1][2] == f"{NAME} 1h is sent instead"


async def test_down_for_days_before_a_deadline_still_ahead(room: Room) -> None:
    """A reminder goes out however late, as long as the deadline is ahead."""
    await room.load(ultimatum(NAME, due=after(days=20)))
    await room.asks(leads=[timedelta(days=28)])
    await room.beat(after(days=5))
    assert await room.record() == [(f"{NAME} 28d", "sent")]
    assert room.titles() == [f"{AHEAD} (late)"]


@pytest.mark.parametrize("known", [False, True])
async def test_down_past_the_deadline(room: Room, known: bool) -> None:
    """It is told as passed, with its outcome where that is known; an outcome that comes later is told then."""
    over = replace(OVER, known_at=after(hours=2) if known else after(days=2))
    await room.load(ENDED, over)
    await room.asks()
    await room.beat(before(days=6))
    await room.beats(every(after(hours=10), after(days=3), timedelta(hours=1)))
    first, *rest = room.platform.shown(HERE)[1:]
    assert "Passed while nothing could be sent" in first
    assert ("There was no answer." in first) == known
    assert [text.splitlines()[0] for text in rest] == ([] if known else ["Deadline missed"])
    assert len(room.platform.posts) == 2 + len(rest)


@pytest.mark.parametrize("known", [False, True])
async def test_down_for_too_long(room: Room, known: bool) -> None:
    """What was over three days ago is not posted any more; the log says that it was missed."""
    await room.load(*(ENDED, replace(OVER, known_at=after(days=1))) if known else (LIMIT,))
    await room.asks()
    await room.beats([after(days=10), after(days=11)])
    assert await room.record() == [(f"{NAME} {'missed' if known else 'passed'}", "missed")]
    assert not room.platform.posts


async def test_subscribed_after_a_lead(room: Room) -> None:
    """Leads from before the subscription are left out, those after it come."""
    await room.load(LIMIT)
    await room.asks(at=before(days=3))
    await room.beats(every(before(days=3), before(minutes=1), timedelta(hours=1)))
    assert await room.record() == [(f"{NAME} 1d", "sent"), (f"{NAME} 1h", "sent")]


async def test_known_after_one_of_its_leads(room: Room) -> None:
    """A deadline that becomes known three days ahead is told then, not late, and reminded of after that."""
    late = ultimatum("ap-2020-03-07/1", known_at=before(days=3))
    await room.load(late)
    await room.asks()
    await room.beats(every(before(days=8), before(minutes=1), timedelta(hours=1)))
    assert await room.record() == [(f"{late.id} {lead}", "sent") for lead in ("7d", "1d", "1h")]
    assert room.titles() == [AHEAD] * 3


async def test_only_and_but(room: Room) -> None:
    """A channel can follow some deadlines, or all but some; any fact of a deadline names it."""
    again = ultimatum("sana-2020-02-22/1", "By 10 March, Turkey repeated.")
    other = ultimatum("efe-2020-02-21/1", "Russia asks too.", set_by="Russia")
    await room.load(LIMIT, again, other)
    only, but, all_ = channel("only"), channel("but"), channel("all")
    await room.asks(only, only=(again.id,))
    await room.asks(but, but=(NAME,))
    await room.asks(all_)
    await room.beat(before(days=7))
    assert [[LIMIT.said_by in t, other.said_by in t] for t in room.platform.shown(only)] == [[True, False]]
    assert [[LIMIT.said_by in t, other.said_by in t] for t in room.platform.shown(but)] == [[False, True]]
    assert len(room.platform.shown(all_)) == 2


async def test_a_move_is_told_and_reminded_of_anew(room: Room) -> None:
    """The old instant is told as replaced, and all leads of the new one come."""
    moved = ultimatum(
        "ap-2020-03-07/1", "The limit is 20 March now.", due=after(days=10), known_at=before(days=3), supersedes=(NAME,)
    )
    await room.load(LIMIT, moved)
    await room.asks()
    await room.beats(every(before(days=8), after(days=10), timedelta(hours=1)))
    assert [slot for slot, _ in await room.record()] == [
        f"{NAME} 7d",
        f"{moved.id} changed {moved.id}",
        f"{moved.id} 7d",
        f"{moved.id} 1d",
        f"{moved.id} 1h",
    ]
    _, notice, *anew = room.platform.shown(HERE)
    assert "20 March" in notice and LIMIT.statement.rstrip(".") in notice.split("This replaces")[1]
    assert all(LIMIT.statement.rstrip(".") not in text for text in anew)


async def test_a_channel_that_saw_nothing_is_told_of_no_change(room: Room) -> None:
    """A change of what a channel never saw is no news there; its reminders tell what stands."""
    await room.load(LIMIT, ANEW)
    await room.asks(leads=[timedelta(days=1)])
    await room.beats(every(before(days=8), before(minutes=1), timedelta(hours=1)))
    (text,) = room.platform.shown(HERE)
    assert "will not wait" in text and LIMIT.statement.rstrip(".") not in text


async def test_a_withdrawn_restatement_does_not_repeat_reminders(room: Room) -> None:
    """When the fact that gave the deadline its name is taken back, its reminders stay told."""
    again = ultimatum("sana-2020-02-22/1", "By 10 March, Turkey repeated.")
    await room.load(LIMIT, again)
    await room.asks()
    await room.beat(before(days=6))
    await room.load(again)
    await room.beats(every(before(days=5), before(minutes=1), timedelta(minutes=59)))
    reminders = [slot for slot, state in await room.record() if state == "sent" and "correction" not in slot]
    assert [slot.split()[1] for slot in reminders] == ["7d", "1d", "1h"]
