"""Which notices are due on a deadline, by the facts, what was told, and the moment."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.deadlines import Standing, grouped, state_at
from bot.domain.facts import Fact, Outcome
from bot.domain.leads import say_leads
from bot.domain.notices import Notice, Told, notices_due
from tests.reminding import ASKED, DUE, LEADS, after, before, news, ultimatum

LIMIT = ultimatum("afp-2020-02-20/1", known_at=before(days=30))
ANEW = ultimatum("tass-2020-02-25/1", "Turkey will not wait.", known_at=before(days=4), supersedes=(LIMIT.id,))
OVER = news("ap-2020-03-12/1", "There was no answer.", after(days=2))
ENDED = ultimatum(LIMIT.id, known_at=LIMIT.known_at, outcome="missed", told_by=OVER.id)
CATCH_UP = timedelta(hours=72)


def standing(*facts: Fact, at: datetime) -> Standing:
    known = [f for f in facts if f.known_at <= at]
    (found,) = grouped(state_at(f, known, as_of=at) for f in known if f.deadline)
    return found


def due(
    *facts: Fact,
    at: datetime,
    slots: Collection[str] = (),
    seen: Collection[str] = (),
    since: datetime = ASKED,
    leads: Sequence[timedelta] = LEADS,
    names: Collection[str] = (),
) -> list[Notice]:
    told = Told(since=since, leads=tuple(leads), slots=slots, seen=seen, names=names)
    return notices_due(standing(*facts, at=at), told, now=at, catch_up=CATCH_UP)


def slots(*notices: Notice) -> list[str]:
    return [n.slot for n in notices]


def test_a_lead_is_due_from_its_instant_on() -> None:
    """Not a moment earlier, and with the instant at which it fell due."""
    assert due(LIMIT, at=before(days=7, microseconds=1)) == []
    (notice,) = due(LIMIT, at=before(days=7))
    assert (notice.why, notice.slot, notice.due_at) == ("lead", f"{LIMIT.id} 7d", before(days=7))


def test_nothing_is_due_twice() -> None:
    """A slot on record is never due again."""
    assert due(LIMIT, at=before(days=6), slots=[f"{LIMIT.id} 7d"]) == []


def test_only_the_shortest_of_several_is_sent() -> None:
    """After a time down over several leads, one reminder goes out, and the others are put on record with it."""
    (notice,) = due(LIMIT, at=before(minutes=30))
    assert notice.slot == f"{LIMIT.id} 1h"
    assert notice.instead == ((f"{LIMIT.id} 7d", before(days=7)), (f"{LIMIT.id} 1d", before(days=1)))


def test_a_longer_lead_is_not_sent_after_a_shorter_one() -> None:
    """A lead that is added when a shorter one went out already is late for good."""
    assert due(LIMIT, at=before(hours=20), slots=[f"{LIMIT.id} 1d"], leads=[*LEADS, timedelta(days=3)]) == []


def test_a_lead_before_the_subscription_is_none() -> None:
    """Who subscribes after a lead is not reminded for it, also not by a notice that it has passed."""
    assert due(LIMIT, at=before(days=5), since=before(days=6)) == []
    assert due(LIMIT, at=before(days=1), since=before(days=6))
    assert due(LIMIT, at=after(hours=1), since=before(minutes=30)) == []


def test_a_deadline_that_becomes_known_late_is_told_when_it_is_known() -> None:
    """Where a lead was over before the deadline was known, it is due at that instant."""
    late = ultimatum("ap-2020-03-08/1", known_at=before(days=2))
    (notice,) = due(late, at=before(days=2))
    assert (notice.slot, notice.due_at, notice.instead) == (f"{late.id} 7d", before(days=2), ())


def test_a_deadline_known_only_when_it_is_over_needs_no_notice() -> None:
    """It was never ahead, so nobody missed it."""
    late = ultimatum("ap-2020-03-11/1", known_at=after(days=1), outcome="missed", told_by=OVER.id)
    assert due(late, OVER, at=after(days=2)) == []


def test_down_past_the_deadline() -> None:
    """What could not be reminded of is told as passed, once, and not when it is over for too long."""
    (notice,) = due(LIMIT, at=after(hours=5))
    assert (notice.why, notice.slot, notice.due_at, notice.missed) == ("passed", f"{LIMIT.id} passed", DUE, False)
    assert due(LIMIT, at=after(hours=6), slots=[notice.slot]) == []
    (old,) = due(LIMIT, at=after(hours=73))
    assert (old.slot, old.missed) == (f"{LIMIT.id} passed", True)


def test_down_past_the_deadline_with_its_outcome_known() -> None:
    """One notice tells both that it passed and how it ended."""
    (notice,) = due(ENDED, OVER, at=after(days=2))
    assert (notice.why, notice.slot, notice.due_at) == ("passed", f"{LIMIT.id} missed", OVER.known_at)
    assert due(ENDED, OVER, at=after(days=3), slots=[notice.slot]) == []


def test_reminded_and_passed_is_no_news() -> None:
    """Where the last reminder went out, passing alone is no notice; the outcome is."""
    told = [f"{LIMIT.id} 1h"]
    assert due(ENDED, at=after(days=1), slots=told) == []
    (notice,) = due(ENDED, OVER, at=after(days=2), slots=told)
    assert (notice.why, notice.missed) == ("ended", False)
    (late,) = due(ENDED, OVER, at=after(days=6), slots=told)
    assert late.missed


def test_told_as_passed_then_the_outcome() -> None:
    """After the notice that it passed, the outcome is told as such."""
    (notice,) = due(ENDED, OVER, at=after(days=2), slots=[f"{LIMIT.id} passed"])
    assert notice.why == "ended"


def test_an_outcome_known_before_the_subscription_is_not_told() -> None:
    """Nor is one of a deadline that was over by then."""
    assert due(ENDED, OVER, at=after(days=3), since=OVER.known_at) == []
    assert due(ENDED, OVER, at=after(days=3), since=after(days=1)) == []


@pytest.mark.parametrize("outcome", ["met", "moved", "withdrawn", "lapsed"])
def test_an_early_outcome_ends_the_reminders(outcome: Outcome) -> None:
    """Once it is met, moved, withdrawn or lapsed, that is told, and no reminder any more."""
    told = news("ap-2020-03-08/1", "It is over.", before(days=3))
    ended = ultimatum(LIMIT.id, known_at=LIMIT.known_at, outcome=outcome, told_by=told.id)
    (notice,) = due(ended, told, at=before(days=1), slots=[f"{LIMIT.id} 7d"])
    assert (notice.why, notice.slot) == ("ended", f"{LIMIT.id} {outcome}")
    assert due(ended, told, at=after(hours=1), slots=[notice.slot]) == []


def test_a_change_is_told_where_the_old_text_was_seen() -> None:
    """Whoever saw the earlier fact is told what replaces it, once; nobody else."""
    assert due(LIMIT, ANEW, at=before(days=4), slots=[f"{LIMIT.id} 7d"]) == []
    (notice,) = due(LIMIT, ANEW, at=before(days=4), slots=[f"{LIMIT.id} 7d"], seen=[LIMIT.id])
    assert (notice.why, notice.slot, notice.before) == ("changed", f"{LIMIT.id} changed {ANEW.id}", (LIMIT,))
    assert due(LIMIT, ANEW, at=before(days=3), slots=[f"{LIMIT.id} 7d", notice.slot], seen=[LIMIT.id]) == []


def test_a_change_before_the_subscription_is_not_told() -> None:
    """It was no news then."""
    assert due(LIMIT, ANEW, at=before(days=3), seen=[LIMIT.id], since=before(days=4)) == []


def test_a_restatement_is_no_change() -> None:
    """Saying the same again replaces nothing."""
    again = ultimatum("sana-2020-03-01/1", known_at=before(days=5))
    assert due(LIMIT, again, at=before(days=5), slots=[f"{LIMIT.id} 7d"], seen=[LIMIT.id]) == []


def test_a_second_change_replaces_what_was_told_last() -> None:
    """The notice tells the latest text that the place saw, not all of them."""
    third = ultimatum("ap-2020-03-07/1", "By the 10th after all.", known_at=before(days=3), supersedes=(ANEW.id,))
    (notice,) = due(
        LIMIT, ANEW, third, at=before(days=3), slots=[f"{LIMIT.id} changed {ANEW.id}"], seen=[LIMIT.id, ANEW.id]
    )
    assert (notice.slot, notice.before) == (f"{LIMIT.id} changed {third.id}", (ANEW,))


def test_a_moved_deadline_has_reminders_of_its_own() -> None:
    """After a move every lead counts from the new instant, and the notice of the move stands for those before it."""
    moved = ultimatum("ap-2020-03-09/1", due=after(days=5), known_at=before(hours=20), supersedes=(LIMIT.id,))
    told = [f"{LIMIT.id} 7d", f"{LIMIT.id} 1d"]
    (notice,) = due(LIMIT, moved, at=before(hours=20), slots=told, seen=[LIMIT.id])
    assert (notice.why, notice.slot) == ("changed", f"{moved.id} changed {moved.id}")
    told += [notice.slot]
    assert due(LIMIT, moved, at=after(days=3), slots=told, seen=[LIMIT.id]) == []
    (ahead,) = due(LIMIT, moved, at=after(days=4), slots=told, seen=[LIMIT.id])
    assert ahead.slot == f"{moved.id} 1d"


def test_a_moved_deadline_is_told_as_new_where_the_old_one_was_not() -> None:
    """Who never saw the old instant is reminded of the new one as of any other deadline."""
    moved = ultimatum("ap-2020-03-09/1", due=after(days=5), known_at=before(hours=20), supersedes=(LIMIT.id,))
    (notice,) = due(LIMIT, moved, at=before(hours=20))
    assert (notice.why, notice.slot) == ("lead", f"{moved.id} 7d")


def test_what_is_on_record_under_a_withdrawn_fact_counts() -> None:
    """When the fact that gave the deadline its name is taken back, nothing is told again."""
    again = ultimatum("sana-2020-03-01/1", known_at=before(days=9))
    assert slots(*due(again, at=before(days=6))) == [f"{again.id} 7d"]
    assert due(again, at=before(days=6), slots=[f"{LIMIT.id} 7d"], names=[LIMIT.id]) == []


LEAD = st.integers(1, 40 * 24 * 60).map(lambda m: timedelta(minutes=m))
INSTANT = st.integers(-30 * 24 * 60, 10 * 24 * 60).map(lambda m: DUE + timedelta(minutes=m))


@given(st.sets(LEAD, max_size=6), st.sets(INSTANT, max_size=40), INSTANT, st.booleans(), st.booleans())
def test_whatever_the_heartbeats_each_slot_is_told_once(
    leads: set[timedelta], beats: set[datetime], since: datetime, changes: bool, ends: bool
) -> None:
    """For any leads and any instants: no slot twice, no reminder after the deadline, at most one word of its end,
    and nothing before it was asked for.
    """
    facts = [ENDED if ends else LIMIT, *([ANEW] if changes else []), OVER]
    if changes and ends:
        facts[1] = ultimatum(
            ANEW.id, known_at=ANEW.known_at, supersedes=ANEW.supersedes, outcome="missed", told_by=OVER.id
        )
    record: list[str] = []
    sent: list[tuple[datetime, Notice]] = []
    seen: set[str] = set()
    for now in sorted(b for b in beats if b > max(since, LIMIT.known_at)):
        for notice in due(*facts, at=now, slots=record, seen=seen, since=since, leads=sorted(leads)):
            assert since < notice.due_at <= now
            record.append(notice.slot)
            sent += [] if notice.missed else [(now, notice)]
            seen.add(standing(*facts, at=now).head.fact.id)
    assert len(record) == len(set(record))
    assert all(now < DUE for now, n in sent if n.why in ("lead", "changed"))
    assert all(now >= DUE for now, n in sent if n.why in ("passed", "ended"))
    assert sum(n.why == "ended" for _, n in sent) <= 1
    assert sum(n.why == "passed" for _, n in sent) <= 1
    assert {n.slot for _, n in sent if n.why == "lead"} <= {f"{LIMIT.id} {say_leads([lead])}" for lead in leads}
