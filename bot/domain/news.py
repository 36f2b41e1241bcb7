"""What of the facts that became known is told, how, and in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.facts import Fact

TOPIC_WEIGHT = {
    "displacement": 5, "casualties": 5, "deadline": 5, "territory": 4, "military": 4, "aid": 4, "health": 4,
    "refugees": 3, "diplomacy": 3, "aviation": 3, "economy": 2, "energy": 2, "claims": 1, "background": 0,
}  # fmt: skip
MOST_LEAD = 3
MOST_DISPUTES = 3
MOST_ACCOUNTS = 4
PROBABLE = 2
"""Credibility up to which a fact is confirmed or probably true."""
DOUBTFUL = 4
"""Credibility from which a fact is too doubtful for the bottom line."""

_HARD = ("event", "figure", "deadline")


def importance(fact: Fact) -> int:
    """0 to 11: the weight of its weightiest topic, what its credibility is worth, and whether it changes the picture.

    Up to 5 for the topic, up to 4 for credibility, 2 for what updates a fact and 1 for what contradicts one. Background
    has no topic's weight.
    """
    topic = 0 if fact.kind == "background" else max((TOPIC_WEIGHT.get(t, 0) for t in fact.topics), default=0)
    novelty = 2 if fact.supersedes else 1 if fact.disputes else 0
    return topic + max(0, 5 - fact.credibility) + novelty


def ranked(facts: Iterable[Fact]) -> list[Fact]:
    """Most important first; of equally important ones the newest event, then the better source."""
    return sorted(facts, key=lambda f: (-importance(f), -f.data_date.toordinal(), f.source.reliability, f.id))


def bottom_line(facts: Iterable[Fact], *, most: int = MOST_LEAD) -> list[Fact]:
    """The facts to begin with, each of another topic.

    What updates others goes first, then what contradicts others, then by credibility, reliability of the source and
    newest event. Where there are events and figures, only those; where there are probable facts, only those; background
    and doubtful facts never.
    """
    fair = [f for f in facts if f.credibility < DOUBTFUL and f.kind != "background"]
    sure = [f for f in fair if f.credibility <= PROBABLE] or fair
    chosen: dict[tuple[str, ...], Fact] = {}
    for fact in sorted([f for f in sure if f.kind in _HARD] or sure, key=_leading):
        chosen.setdefault(fact.topics[:1], fact)
    return list(chosen.values())[:most]


def _leading(fact: Fact) -> tuple[object, ...]:
    newest = -fact.data_date.toordinal()
    quality = (fact.credibility, fact.source.reliability)
    return (not fact.supersedes, not fact.disputes, *quality, newest, -importance(fact), fact.id)


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """What became known in a stretch of time.

    `linked` has the news and all that they supersede or dispute, by id; `outdated` are the news that a known fact
    supersedes by now.
    """

    news: tuple[Fact, ...]
    linked: Mapping[str, Fact]
    outdated: frozenset[str] = frozenset()
    ids: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ids", frozenset(f.id for f in self.news))

    def current(self, seen: Collection[str], fits: Callable[[Fact], bool]) -> list[Fact]:
        """The news that a place has not seen and that still hold. An update fits where what it updates does."""

        def wanted(fact: Fact) -> bool:
            return fits(fact) or any(fits(self.linked[i]) for i in fact.supersedes if i in self.linked)

        return [f for f in self.news if f.id not in seen and f.id not in self.outdated and wanted(f)]

    def before(self, fact: Fact, seen: Collection[str]) -> tuple[Fact, ...]:
        """The figures that a new one takes the place of, in order of their data; none where it changes nothing.

        At least one must have been known there before: seen, or known before the window. Those between it and the new
        one are told too, each value once.
        """
        found: dict[str, Fact] = {}
        todo = list(fact.supersedes) if fact.figure else []
        while todo:
            old = self.linked.get(todo.pop())
            if old and old.figure and old.id not in found:
                found[old.id] = old
                todo += () if self._known_before(old, seen) else old.supersedes
        known = [f for f in found.values() if self._known_before(f, seen)]
        overtaken = {i for f in known for i in f.supersedes}
        if not any(f.id not in overtaken and _value(f) != _value(fact) for f in known):
            return ()
        kept = [f for f in found.values() if f.id not in overtaken and _value(f) != _value(fact)]
        values = {_value(f): f for f in sorted(kept, key=lambda f: (f.id in seen, f.data_date, f.id))}
        return tuple(sorted(values.values(), key=lambda f: (f.data_date, f.id)))

    def _known_before(self, fact: Fact, seen: Collection[str]) -> bool:
        return fact.id in seen or fact.id not in self.ids

    def sides(self, current: Sequence[Fact], *, most: int) -> list[tuple[Fact, ...]]:
        """New facts beside the accounts that they contradict, in order of their data; most important first.

        No account is told twice.
        """
        found: list[tuple[Fact, ...]] = []
        told: set[str] = set()
        for fact in ranked(current):
            others = [self.linked[i] for i in fact.disputes if i in self.linked and i not in self.outdated]
            others = [f for f in others if f.id not in told and f.id not in fact.supersedes]
            if len(found) == most or fact.id in told or not others:
                continue
            rivals = {f.id for f in others}
            allies = [f for f in current if f.id not in told and rivals & set(f.disputes)]
            side = {f.id: f for f in (fact, *sorted(others, key=_trust)[: MOST_ACCOUNTS - 1], *allies)}
            accounts = list(side.values())[:MOST_ACCOUNTS]
            told |= {f.id for f in accounts}
            found.append(tuple(sorted(accounts, key=lambda f: (f.data_date, f.id))))
        return found


def _value(fact: Fact) -> tuple[float, float | None] | None:
    return (fact.figure.value, fact.figure.value_high) if fact.figure else None


def _trust(fact: Fact) -> tuple[int, str, str]:
    return fact.credibility, fact.source.reliability, fact.id


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """What a report tells of a window; see Sitrep."""

    lead: tuple[Fact, ...]
    new: tuple[Fact, ...]
    more: Mapping[str, int]
    changed: tuple[tuple[Fact, tuple[Fact, ...]], ...]
    disputed: tuple[tuple[Fact, ...], ...]


def _changes(window: Window, current: Sequence[Fact], seen: Collection[str]) -> dict[str, tuple[Fact, ...]]:
    """What each new figure takes the place of; of several that change the same to the same, the most important."""
    found: dict[str, tuple[Fact, ...]] = {}
    told: set[object] = set()
    for fact in ranked(f for f in current if f.figure and f.supersedes):
        old = window.before(fact, seen)
        change = (_value(fact), *(f.id for f in old))
        if old and change not in told:
            told.add(change)
            found[fact.id] = old
    return found


def choose(
    window: Window, current: Sequence[Fact], *, seen: Collection[str], elsewhere: Collection[str], items: int
) -> News:
    """The news of a report of `items` facts at most, beside one dispute for every four of them.

    `elsewhere` are facts that another section tells, so that they may lead but are not listed as new.
    """
    disputed = window.sides(current, most=min(MOST_DISPUTES, items // 4))
    aside = {f.id for side in disputed for f in side}
    may_lead = (f for f in current if f.kind != "deadline" or f.id in elsewhere)
    lead = bottom_line(may_lead, most=min(MOST_LEAD, items))
    olds = _changes(window, current, seen)
    listed = {*elsewhere, *(aside - olds.keys()), *(f.id for f in lead)}
    rest = [f for f in ranked(current) if f.id not in listed]
    told = [*lead, *rest][:items]
    return News(
        lead=tuple(lead),
        new=tuple(f for f in told[len(lead) :] if f.id not in olds),
        more=Counter(f.topics[0] if f.topics else "" for f in rest[len(told) - len(lead) :] if f.id not in aside),
        changed=tuple((f, olds[f.id]) for f in ranked(told) if f.id in olds),
        disputed=tuple(disputed),
    )
