"""Which news are told, how, and in which order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.facts import Fact, Figure
from bot.domain.news import MOST_ACCOUNTS, Window, bottom_line, choose, importance
from tests.samples import RUSSIAN, TURKISH, fact, people


def event(fact_id: str, *topics: str, day: str = "2020-02-13", credibility: int = 2, **more: object) -> Fact:
    return fact(fact_id, f"What {fact_id} tells.", day, topics=topics, credibility=credibility, **more)


def figure(fact_id: str, value: float, day: str, *supersedes: str) -> Fact:
    more = {"kind": "figure", "topics": ("displacement",), "supersedes": supersedes}
    return fact(fact_id, f"{value:,} people.", day, figure=people(value), **more)


def window(*news: Fact, known: tuple[Fact, ...] = (), outdated: tuple[str, ...] = ()) -> Window:
    return Window(news=news, linked={f.id: f for f in (*news, *known)}, outdated=frozenset(outdated))


OLD = figure("un-2020-02-03/1", 520_000, "2020-02-01")
MIDDLE = figure("ocha-2020-02-06/1", 586_000, "2020-02-02", OLD.id)
LATEST = figure("ocha-2020-02-13/1", 800_000, "2020-02-12", MIDDLE.id)


@pytest.mark.parametrize(
    ("given", "points"),
    [
        (event("a-2020-02-13/1", "displacement", credibility=1), 5 + 4),
        (event("a-2020-02-13/1", "claims", "displacement", credibility=1), 5 + 4),
        (event("a-2020-02-13/1", "claims", credibility=5), 1 + 0),
        (event("a-2020-02-13/1", credibility=3), 0 + 2),
        (event("a-2020-02-13/1", "military", kind="background", credibility=1), 0 + 4),
        (event("a-2020-02-13/1", "aid", supersedes=("b-2020-02-12/1",)), 4 + 3 + 2),
        (event("a-2020-02-13/1", "aid", disputes=("b-2020-02-12/1",)), 4 + 3 + 1),
    ],
)
def test_importance_is_a_sum(given: Fact, points: int) -> None:
    """A fact counts for the weight of its weightiest topic, its credibility, and whether it changes something."""
    assert importance(given) == points


def test_the_bottom_line_has_one_fact_a_topic() -> None:
    """A report begins with at most three facts, each of another topic."""
    facts = [
        event(f"a-2020-02-13/{n}", topic) for n, topic in enumerate(("aid", "aid", "health", "military", "aviation"))
    ]
    lead = bottom_line(facts)
    assert len(lead) == 3
    assert len({f.topics for f in lead}) == 3


def test_what_changes_the_picture_leads() -> None:
    """An update comes before a contradiction, that before the better graded, that before the newer."""
    plain = event("a-2020-02-13/1", "aid", credibility=1)
    newer = event("a-2020-02-13/2", "health", credibility=2, day="2020-02-14")
    older = event("a-2020-02-13/3", "military", credibility=2, day="2020-02-12")
    rival = event("a-2020-02-13/4", "claims", disputes=("x",))
    update = event("a-2020-02-13/5", "economy", supersedes=("y",))
    assert bottom_line([older, newer, plain, rival, update], most=5) == [update, rival, plain, newer, older]


def test_what_is_doubtful_never_leads() -> None:
    """A claim that may well be false stays out of the bottom line, and a possible one gives way to probable ones."""
    probable = event("a-2020-02-13/1", "aid", credibility=2)
    possible = event("a-2020-02-13/2", "health", credibility=3, supersedes=("x",))
    doubtful = event("a-2020-02-13/3", "military", credibility=4, supersedes=("y",))
    assert bottom_line([doubtful, possible, probable]) == [probable]
    assert bottom_line([doubtful, possible]) == [possible]
    assert bottom_line([doubtful]) == []


def test_positions_lead_where_nothing_happened() -> None:
    """Events and figures lead; what people said does where there is nothing else, background never."""
    said = event("a-2020-02-13/1", "diplomacy", kind="position", credibility=1)
    happened = event("a-2020-02-13/2", "aid")
    ground = event("a-2020-02-13/3", "background", kind="background")
    assert bottom_line([said, happened, ground]) == [happened]
    assert bottom_line([said, ground]) == [said]


def test_a_change_pairs_new_and_old() -> None:
    """A new figure is a change where the one that it updates was known before the window."""
    assert window(LATEST, known=(MIDDLE,)).before(LATEST, ()) == (MIDDLE,)


def test_two_updates_in_one_window_tell_one_change() -> None:
    """Of a series of new figures only the last is news; the change leads from what was known before."""
    both = window(MIDDLE, LATEST, known=(OLD,), outdated=(MIDDLE.id,))
    told = choose(both, both.current((), lambda _: True), seen=(), elsewhere=(), items=12)
    assert told.changed == ((LATEST, (OLD, MIDDLE)),)
    assert told.lead == (LATEST,)
    assert not told.new and not told.more


def test_a_figure_that_was_never_known_is_no_change() -> None:
    """A figure whose only forerunners became known with it is plainly new, and they are left out."""
    both = window(MIDDLE, LATEST, outdated=(MIDDLE.id,))
    assert both.before(LATEST, ()) == ()
    assert both.current((), lambda _: True) == [LATEST]


def test_a_seen_forerunner_counts_as_known() -> None:
    """What a place saw a moment ago, in another post, is an old figure to it."""
    both = window(MIDDLE, LATEST, known=(OLD,))
    assert both.before(LATEST, (MIDDLE.id,)) == (MIDDLE,)


def test_the_same_value_again_is_no_change() -> None:
    """A new figure that repeats the old value is told as news, not as a change."""
    again = figure("ocha-2020-02-20/1", 800_000, "2020-02-19", LATEST.id)
    assert window(again, known=(LATEST,)).before(again, ()) == ()


def test_old_figures_of_one_value_are_told_once() -> None:
    """Where two known figures gave the same value, the one that the place saw stands for both."""
    other = replace(MIDDLE, id="reuters-2020-02-07/1")
    latest = replace(LATEST, supersedes=(MIDDLE.id, other.id))
    assert window(latest, known=(MIDDLE, other)).before(latest, (MIDDLE.id,)) == (MIDDLE,)
    assert window(latest, known=(MIDDLE, other)).before(latest, (other.id,)) == (other,)


def test_a_known_figure_that_was_updated_is_not_told_as_the_old_one() -> None:
    """Where the new figure updates both an older and a newer known one, the newer is the old side."""
    latest = replace(LATEST, supersedes=(OLD.id, MIDDLE.id))
    assert window(latest, known=(OLD, MIDDLE)).before(latest, ()) == (MIDDLE,)


def test_two_figures_that_say_the_same_are_one_change() -> None:
    """Of two new figures that change the same old one to the same value, one is told as a change, the other as news."""
    other = replace(LATEST, id="ap-2020-02-13/1", credibility=3)
    both = window(LATEST, other, known=(MIDDLE,))
    told = choose(both, [LATEST, other], seen=(), elsewhere=(), items=12)
    assert told.changed == ((LATEST, (MIDDLE,)),)
    assert told.new == (other,)


def test_a_dispute_shows_both_sides() -> None:
    """A new claim stands beside the known one that it contradicts, and is not told as new again."""
    both = window(RUSSIAN, known=(TURKISH,))
    told = choose(both, [RUSSIAN], seen=(), elsewhere=(), items=12)
    assert told.disputed == ((TURKISH, RUSSIAN),)
    assert not told.new and not told.more and not told.lead


def test_a_dispute_has_a_bounded_number_of_sides() -> None:
    """However many contradict one another, a dispute shows at most four accounts, and none twice."""
    ids = [f"a-2020-02-13/{n}" for n in range(7)]
    rivals = [event(i, "claims", credibility=4, disputes=tuple(o for o in ids if o != i)) for i in ids]
    told = choose(window(*rivals), rivals, seen=(), elsewhere=(), items=12)
    shown = [f.id for side in told.disputed for f in side]
    assert [len(side) for side in told.disputed] == [MOST_ACCOUNTS, len(ids) - MOST_ACCOUNTS]
    assert sorted(shown) == ids


def test_a_rival_that_is_overtaken_is_no_side() -> None:
    """A claim is not set against a figure that became known in the same window and is overtaken already."""
    rival = replace(RUSSIAN, disputes=(MIDDLE.id,))
    both = window(rival, MIDDLE, LATEST, outdated=(MIDDLE.id,))
    told = choose(both, [rival, LATEST], seen=(), elsewhere=(), items=12)
    assert not told.disputed
    assert rival in told.new


@pytest.mark.parametrize("items", [1, 2, 3, 5, 12, 40])
def test_no_news_is_lost_to_the_limit(items: int) -> None:
    """Every fact is told, or counted under its first topic; at most as many as asked for are told."""
    facts = [event(f"a-2020-02-13/{n}", "aid" if n % 3 else "health") for n in range(20)]
    facts += [LATEST, TURKISH]
    everything = window(*facts, known=(MIDDLE, RUSSIAN))
    told = choose(everything, facts, seen=(), elsewhere=(), items=items)
    shown = {f.id for f in (*told.lead, *told.new, *(f for f, _ in told.changed))}
    aside = {f.id for side in told.disputed for f in side} - shown - {RUSSIAN.id}
    assert len(shown) <= items
    assert len(shown) + len(aside) + sum(told.more.values()) == len(facts)
    assert len(told.disputed) <= items // 4


def test_news_come_in_order_of_importance() -> None:
    """What matters more is told first, and the least is what is left out."""
    topics = ("claims", "health", "economy", "displacement")
    said = [event(f"a-2020-02-13/{n}", topic, kind="position") for n, topic in enumerate(topics)]
    happened = event("b-2020-02-13/1", "aviation")
    told = choose(window(*said, happened), [*said, happened], seen=(), elsewhere=(), items=4)
    assert told.lead == (happened,)
    assert [f.topics[0] for f in told.new] == ["displacement", "health", "economy"]
    assert told.more == {"claims": 1}


def test_what_another_section_tells_is_not_listed() -> None:
    """A new deadline may lead, and otherwise stands in its own section only."""
    limits = [event(f"a-2020-02-13/{n}", "deadline", kind="deadline") for n in range(2)]
    told = choose(window(*limits), limits, seen=(), elsewhere={f.id for f in limits}, items=12)
    assert told.lead == (limits[0],)
    assert not told.new and not told.more
    assert not choose(window(*limits), limits, seen=(), elsewhere=(), items=12).lead


def test_a_fact_without_a_topic_is_counted_too() -> None:
    """What has no topic is counted under none."""
    facts = [event("a-2020-02-13/1", "aid"), event("a-2020-02-13/2")]
    assert choose(window(*facts), facts, seen=(), elsewhere=(), items=1).more == {"": 1}


def test_an_update_fits_where_what_it_updates_does() -> None:
    """A place that follows a topic hears that a fact on it was overtaken, whatever the new fact is filed under."""
    update = event("b-2020-02-14/1", "diplomacy", supersedes=("a-2020-02-13/1",))
    stated = event("a-2020-02-13/1", "aid")
    both = window(update, known=(stated,))
    assert both.current((), lambda f: "aid" in f.topics) == [update]
    assert both.current((), lambda f: "health" in f.topics) == []


def test_figures_without_a_value_in_common_are_compared_whole() -> None:
    """A range that keeps its lower end is a change."""
    spread = replace(LATEST, figure=Figure(value=586_000, value_high=600_000, unit="people", bound="about"))
    assert window(spread, known=(MIDDLE,)).before(spread, ()) == (MIDDLE,)
