"""The shipped case told day by day to a place that remembers what it saw."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.delivery import Destination
from bot.domain.facts import Case, Fact
from bot.domain.report import Sitrep
from bot.domain.subscription import Subscription
from bot.services.due import due, preview
from bot.services.posting import Posting
from storage.store import Store
from tests.desks import PLACE, current, delivered, opened, posting, subscribed
from tests.platforms import PLAIN, FakePlatform

IDLIB = Path(__file__).resolve().parents[2] / "cases" / "idlib"
FIRST = datetime(2020, 2, 10, 5, tzinfo=UTC)
LAST = datetime(2020, 3, 2, 5, tzinfo=UTC)
DAY = timedelta(days=1)
AID = Destination(platform="fake", workspace="w", channel="aid")


@pytest.fixture
def case(idlib: Case) -> Case:
    return idlib


@pytest.fixture
async def store(tmp_path: Path, loaded: Path) -> AsyncIterator[Store]:
    shutil.copy(loaded, tmp_path)
    async with opened(tmp_path) as store:
        yield store


@dataclass
class Told:
    """What a place was told as news, report by report, and what was only counted."""

    reports: list[Sitrep]

    def facts(self) -> list[Fact]:
        """Each fact once a report that tells it as news, in whatever section."""
        return [f for r in self.reports for f in news_of(r).values()]

    def counted(self) -> int:
        return sum(sum(r.more.values()) for r in self.reports)


def news_of(report: Sitrep) -> dict[str, Fact]:
    """What a report tells that became known in its time."""
    told = [
        *report.lead,
        *report.new,
        *(f for new, old in report.changed for f in (new, *old)),
        *(f for side in report.disputed for f in side),
        *(s.fact for s in report.deadlines),
    ]
    return {f.id: f for f in told if f.known_at > report.covers_from}


async def play(desk: Posting, subscription: Subscription, *, step: timedelta = DAY) -> Told:
    """Let every sitrep of the story be composed and posted."""
    told = Told([])
    now = FIRST
    while now <= LAST:
        told.reports.append(await preview(desk, await current(desk, subscription.id), now))
        assert await due(desk, now) == 1
        assert await delivered(desk, now)
        now += step
    return told


def known(case: Case, first: datetime, last: datetime, topics: tuple[str, ...] = ()) -> dict[str, Fact]:
    fitting = (f for f in case.facts if not topics or set(topics) & set(f.topics))
    return {f.id: f for f in fitting if first < f.known_at <= last}


def overtaken(case: Case) -> set[str]:
    """Facts that others superseded by the end, and deadlines that others restated."""
    by_then = [f for f in case.facts if f.known_at <= LAST]
    return {i for f in by_then for i in f.supersedes} | {f.id for f in by_then if f.deadline}


async def test_no_fact_is_told_twice(store: Store, case: Case) -> None:
    """In three weeks of daily sitreps a place is told no fact as news twice."""
    desk = posting(store)
    told = await play(desk, await subscribed(desk, "daily 08:00", FIRST - DAY))
    twice = {i: n for i, n in Counter(f.id for f in told.facts()).items() if n > 1}
    assert not twice
    for report in told.reports:
        elsewhere = {f.id for f, _ in report.changed} | {f.id for side in report.disputed for f in side}
        elsewhere |= {f.id for f in report.lead} | {s.fact.id for s in report.deadlines}
        assert elsewhere.isdisjoint(f.id for f in report.new)


@pytest.mark.parametrize("items", [12, 5, 1000])
@pytest.mark.parametrize("topics", [(), ("aid", "displacement")])
async def test_no_fact_is_lost(store: Store, case: Case, items: int, topics: tuple[str, ...]) -> None:
    """Every fact that becomes known is told, counted, or overtaken by one that is."""
    platform = FakePlatform(capabilities=replace(PLAIN, items=items))
    desk = posting(store, platform)
    told = await play(desk, await subscribed(desk, "daily 08:00", FIRST - DAY, topics=topics))
    fresh = known(case, told.reports[0].covers_from, LAST, topics)
    untold = fresh.keys() - {f.id for f in told.facts()} - overtaken(case)
    assert len(untold) <= told.counted()
    assert items < 1000 or not untold


async def test_weekly_sitreps_lose_nothing(store: Store, case: Case) -> None:
    """A place that hears once a week is told all that still holds by then."""
    desk = posting(store, FakePlatform(capabilities=replace(PLAIN, items=1000)))
    told = await play(desk, await subscribed(desk, "weekly mon 08:00", FIRST - DAY), step=7 * DAY)
    assert len(told.reports) == 4
    assert not known(case, told.reports[0].covers_from, LAST).keys() - {f.id for f in told.facts()} - overtaken(case)


async def test_the_displaced_become_more(store: Store, case: Case) -> None:
    """The figure of the displaced climbs from 700,000 to 800,000 to 900,000 before the reader's eyes."""
    platform = FakePlatform()
    desk = posting(store, platform)
    told = await play(desk, await subscribed(desk, "daily 08:00", FIRST - DAY, topics=("displacement",)))
    measure = next(f.figure.measure for f in case.facts if f.figure and f.id == "ocha-2020-02-13/1")
    steps = [
        (f"{report.as_of:%d %b}", [f.figure.value for f in old if f.figure], new.figure.value)
        for report in told.reports
        for new, old in report.changed
        if new.figure and new.figure.measure == measure
    ]
    assert steps == [
        ("10 Feb", [586_000], 700_000),
        ("13 Feb", [700_000], 800_000),
        ("17 Feb", [800_000], 900_000),
        ("26 Feb", [900_000], 948_000),
    ]
    posts = platform.shown(PLACE)
    for day, figure in ((0, "700,000"), (3, "800,000"), (7, "900,000")):
        assert f"→ about {figure}" in posts[day] or f"→ at least {figure}" in posts[day]
        assert figure in posts[day].split("New:")[0]


async def test_the_ultimatum_is_told_as_it_stands(store: Store, case: Case) -> None:
    """Each sitrep tells the end-of-February ultimatum once, in its latest words, until it is over."""
    desk = posting(store)
    told = await play(desk, await subscribed(desk, "daily 08:00", FIRST - DAY, topics=("deadline",)))
    stood = {
        f"{r.as_of:%d %b}": [(s.fact.id, s.status) for s in r.deadlines if s.deadline.set_by == "Recep Tayyip Erdogan"]
        for r in told.reports
    }
    assert stood["10 Feb"] == [("reuters-2020-02-05/1", "pending")]
    assert stood["12 Feb"] == [("alarabiya-2020-02-12/3", "pending")]
    assert stood["15 Feb"] == [("sputnik-2020-02-15/1", "pending")]
    assert stood["26 Feb"] == [("aljazeera-2020-02-26/1", "pending")]
    assert stood["01 Mar"] == [("aljazeera-2020-02-26/1", "passed")]
    assert stood["02 Mar"] == [("aljazeera-2020-02-26/1", "missed")]


async def test_sitreps_fit_their_platform(store: Store, case: Case) -> None:
    """However much became known, a sitrep takes no more posts than the platform wants, and none is cut."""
    platform = FakePlatform(capabilities=replace(PLAIN, message_limit=2000, pages=2))
    desk = posting(store, platform)
    subscription = await subscribed(desk, "daily 08:00", FIRST - DAY)
    now = FIRST
    while now <= LAST:
        report = await preview(desk, await current(desk, subscription.id), now)
        await due(desk, now)
        sent = await delivered(desk, now)
        assert len(sent) <= 2
        assert all(len(s.body.decode()) <= 2000 for s in sent)
        shown = {fact for s in sent for fact, _ in s.seen}
        assert {f.id for f in (*report.lead, *report.new)} <= shown
        now += DAY


async def test_two_places_do_not_share_what_they_saw(store: Store, case: Case) -> None:
    """What one place was told is still news in another."""
    desk = posting(store, FakePlatform(capabilities=replace(PLAIN, items=1000)))
    await subscribed(desk, "daily 08:00", FIRST - DAY)
    await due(desk, FIRST)
    await delivered(desk, FIRST)
    other = await subscribed(desk, "daily 09:00", FIRST, to=AID)
    again = await subscribed(desk, "daily 09:00", FIRST)
    assert news_of(await preview(desk, other, FIRST))
    assert not news_of(replace(await preview(desk, again, FIRST), deadlines=()))
