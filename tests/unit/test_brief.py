"""A sitrep composed from a handful of facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.domain.facts import Fact
from bot.domain.ports import OpenGap
from bot.domain.report import Sitrep
from bot.domain.subscription import Correction
from bot.services.brief import Order, Reads, compose, compose_one
from bot.services.lookup import About
from tests.fakes import ZONE, FakeFactBase, FakeJournal
from tests.samples import DEADLINE, FIRST, OUTCOME, RUSSIAN, SECOND, TURKISH, fact

ALL = (FIRST, SECOND, TURKISH, RUSSIAN, DEADLINE, OUTCOME)
DAY = timedelta(days=1)
ASKED = OpenGap(id=1, asked_at=datetime(2020, 2, 1, tzinfo=UTC), question="how many?", reason="not-held", near=())


async def report(
    as_of: str, *, days: int = 1, facts: tuple[Fact, ...] = ALL, journal: FakeJournal | None = None, **more: Any
) -> Sitrep:
    """A report as of noon of a day, on the days before it."""
    moment = datetime.combine(date.fromisoformat(as_of), datetime.min.time(), tzinfo=UTC) + DAY / 2
    return await compose(
        FakeFactBase(known=facts),
        journal or FakeJournal(),
        case_title="A test case",
        zone=ZONE,
        as_of=moment,
        covers_from=moment - days * DAY,
        workspace="w",
        **more,
    )


def told(given: Sitrep) -> list[str]:
    """What it tells as news."""
    return [f.id for f in (*given.lead, *given.new)]


async def test_news_are_what_became_known_since() -> None:
    """A report tells the facts that became known in its window, not those before it and none of the future."""
    assert told(await report("2020-02-06")) == [FIRST.id]
    assert told(await report("2020-02-07")) == []
    assert told(await report("2020-02-13", days=30)) == [SECOND.id, DEADLINE.id]


async def test_a_change_has_both_figures() -> None:
    """A new figure leads, and is told as a change of the known one that it takes the place of."""
    given = await report("2020-02-13")
    assert given.changed == ((SECOND, (FIRST,)),)
    assert given.lead == (SECOND,)
    assert not given.new


async def test_a_superseded_figure_is_never_news() -> None:
    """Of two figures of one series in a window only the newer is told."""
    given = await report("2020-02-13", days=30)
    assert FIRST.id not in told(given)
    assert not given.changed and not given.more


async def test_what_came_late_is_overtaken() -> None:
    """A figure that becomes known after the one that supersedes it is not told."""
    late = replace(FIRST, known_at=SECOND.known_at + DAY)
    assert (await report("2020-02-14", facts=(late, SECOND))).quiet


async def test_what_a_place_has_seen_is_no_news() -> None:
    """A seen fact does not come back, at whichever version it was seen."""
    assert (await report("2020-02-13", seen={SECOND.id: 1})).quiet
    assert (await report("2020-02-13", seen={SECOND.id: 9})).quiet


async def test_what_entered_the_base_late_is_news() -> None:
    """A fact that an editor added afterwards is told, however long ago it could have been known."""
    given = await report("2020-02-20", entered={FIRST.id, SECOND.id, TURKISH.id, "gone"})
    assert told(given) == [SECOND.id]
    assert not (await report("2020-02-20", entered={SECOND.id}, seen={SECOND.id: 1})).lead


async def test_topics_narrow_it() -> None:
    """A place that follows a topic gets that topic only, in every section."""
    given = await report("2020-02-28", days=30, topics=("casualties",))
    assert {f.id for side in given.disputed for f in side} == {TURKISH.id, RUSSIAN.id}
    assert not given.deadlines and not given.changed
    assert told(given) == [TURKISH.id]
    assert (await report("2020-02-28", days=30, topics=("deadline",))).deadlines


async def test_a_place_or_a_name_narrows_it() -> None:
    """A report on demand can be on one name."""
    given = await report("2020-02-28", days=30, what=About(entity="Turkey"))
    assert told(given) == [TURKISH.id]


async def test_a_dispute_with_a_new_account() -> None:
    """Accounts that contradict one another stand side by side as long as one of them is new."""
    assert (await report("2020-02-28")).disputed == ((TURKISH, RUSSIAN),)
    assert not (await report("2020-02-29")).disputed
    assert (await report("2020-02-28", seen={TURKISH.id: 1})).disputed == ((TURKISH, RUSSIAN),)
    assert (await report("2020-02-28", seen={TURKISH.id: 1, RUSSIAN.id: 1})).quiet


@pytest.mark.parametrize(
    ("as_of", "status"),
    [("2020-02-04", []), ("2020-02-05", ["pending"]), ("2020-02-29", ["pending"]), ("2020-03-02", ["missed"])],
)
async def test_deadlines_that_matter_now(as_of: str, status: list[str]) -> None:
    """A report shows the deadlines that are pending, and those that ended or fell due since the last one."""
    assert [s.status for s in (await report(as_of)).deadlines] == status


async def test_a_deadline_that_fell_due_with_no_outcome() -> None:
    """A deadline whose time came since the last report is shown once more."""
    assert [s.status for s in (await report("2020-03-01")).deadlines] == ["passed"]
    assert not (await report("2020-03-03")).deadlines


async def test_one_deadline_told_twice() -> None:
    """Of several facts on one deadline the latest is shown, and the others are no news beside it."""
    assert DEADLINE.deadline
    again = replace(DEADLINE, id="alarabiya-2020-02-05/3", known_at=DEADLINE.known_at + DAY / 4)
    given = await report("2020-02-05", facts=(DEADLINE, again))
    assert [s.fact.id for s in given.deadlines] == [again.id]
    assert told(given) == [again.id]


async def test_a_correction_is_told_as_such_only() -> None:
    """What is corrected stands under corrected, not among the news too."""
    fixed = Correction(
        id=1,
        how="supersede",
        old=FIRST,
        new=SECOND,
        reason="a slip",
        made_by="ann",
        made_at=SECOND.known_at,
    )
    given = await report("2020-02-13", corrected=(fixed,))
    assert given.corrected == (fixed,)
    assert not given.lead and not given.new and not given.changed
    assert not given.quiet


async def test_nothing_new() -> None:
    """A quiet report still knows how much is known and of when its newest source is."""
    given = await report("2020-02-20")
    assert given.quiet
    assert (given.total, given.newest) == (3, date(2020, 2, 13))


async def test_open_questions() -> None:
    """The latest questions of the workspace without an answer are listed, five at most."""
    journal = FakeJournal(met=[replace(ASKED, id=n) for n in range(9)])
    assert len((await report("2020-02-20", journal=journal)).gaps) == 5


async def test_a_short_report_is_short_everywhere() -> None:
    """Few items bound every section, and what is left out is counted."""
    facts = [fact(f"un-2020-02-13/{n}", f"Number {n}.", "2020-02-12", topics=("aid",)) for n in range(6)]
    limits = [replace(DEADLINE, id=f"un-2020-02-05/{n}") for n in range(4)]
    far = [
        replace(d, deadline=replace(d.deadline, due_at=d.deadline.due_at + n * DAY))
        for n, d in enumerate(limits)
        if d.deadline
    ]
    journal = FakeJournal(met=[replace(ASKED, id=n) for n in range(9)])
    given = await report("2020-02-13", facts=(*facts, *far), items=2, journal=journal)
    assert (len(told(given)), len(given.deadlines), len(given.gaps)) == (2, 2, 2)
    assert given.more == {"aid": 4}


async def test_the_header_is_passed_on() -> None:
    """What the report is called and when it was due is told as it was given."""
    due, following = datetime(2020, 2, 13, 5, tzinfo=UTC), datetime(2020, 2, 14, 5, tzinfo=UTC)
    given = await report("2020-02-13", due_at=due, next_at=following, late=True, doubtful=True)
    assert (given.due_at, given.next_at, given.late, given.doubtful) == (due, following, True, True)
    assert (given.case_title, given.zone, given.covers_from) == ("A test case", ZONE, given.as_of - DAY)


class Counting(FakeFactBase):
    """Counts how often it is asked what became known."""

    asked = 0

    async def since(self, after: datetime, *, as_of: datetime) -> list[Fact]:
        self.asked += 1
        return await super().since(after, as_of=as_of)


async def test_reports_of_one_moment_share_their_reads() -> None:
    """However many places get a report on one window, the facts are read once."""
    facts = Counting(known=ALL)
    as_of = datetime(2020, 2, 13, 12, tzinfo=UTC)
    reads = Reads(facts, FakeJournal(), as_of=as_of)
    order = Order(case_title="A test case", zone=ZONE, covers_from=as_of - DAY, workspace="w")
    for seen in ({}, {SECOND.id: 1}, {FIRST.id: 1}):
        await compose_one(reads, replace(order, seen=seen, topics=("displacement",) if seen else ()))
    assert facts.asked == 1
    await compose_one(reads, replace(order, covers_from=as_of - 2 * DAY))
    assert facts.asked == 2
