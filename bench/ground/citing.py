"""Faults of citations: none, of another fact, of a fact that was not given or not yet known, of two facts mixed up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from random import Random
from typing import TypeVar

from bench.ground.drafts import Made, World, evidence, some, swap
from bench.ground.spotting import numbers, values
from bot.domain.facts import Fact

T = TypeVar("T")
Texts = Callable[[Fact], list[str]]
"""The sentences that a fact carries: its statement as it is attributed, then paraphrases."""


def uncited(world: World, texts: Texts, random: Random) -> Iterator[Made]:
    """A true sentence cites nothing."""
    for fact in _any_order(world.case.facts, random):
        yield Made(kind="uncited", text=random.choice(texts(fact)), cites=())


def foreign(world: World, texts: Texts, random: Random) -> Iterator[Made]:
    """A true sentence cites a fact that does not say it, that was not given or that there is not; or one too many."""
    facts = world.case.facts
    for fact in _any_order(facts, random):
        text = random.choice(texts(fact))
        others = random.sample(facts, 6)
        near = [f for f in random.sample(facts, 40) if set(f.topics) & set(fact.topics)]
        for other in [f for f in near if _other(text, fact, f, world)][:2]:
            yield Made(kind="foreign", text=text, cites=(other.id,))
            yield Made(kind="foreign", text=text, cites=(fact.id, other.id))
        given = tuple(f.id for f in others if f.id != fact.id)
        yield Made(kind="foreign", text=text, cites=(fact.id,), given=given)
        wrong = random.choice(
            (fact.id + "0", fact.id.upper(), f" {fact.id}", f"[{fact.id}]", fact.source.id, "fact-1", fact.source.url)
        )
        if wrong not in world.facts:
            yield Made(kind="foreign", text=text, cites=(wrong,))
            yield Made(kind="foreign", text=text, cites=(fact.id, wrong))


def future(world: World, texts: Texts, random: Random) -> Iterator[Made]:
    """A true sentence cites a fact that becomes known only later, alone or beside one that is known."""
    facts = sorted(world.case.facts, key=lambda f: (f.known_at, f.id))
    for n in _any_order(range(50, len(facts)), random):
        fact = facts[n]
        before = fact.known_at - random.choice((timedelta(seconds=1), timedelta(hours=5), timedelta(days=3)))
        text = random.choice(texts(fact))
        yield Made(kind="future", text=text, cites=(fact.id,), as_of=before)
        known = facts[random.randrange(n // 2)]
        if known.known_at <= before:
            joint = f"{world.told[known.id].removesuffix('.')}; {world.lower(world.told[fact.id])}"
            yield Made(kind="future", text=joint, cites=(known.id, fact.id), as_of=before)


def moved(world: World, texts: Texts, random: Random) -> Iterator[Made]:
    """A number of one fact stands in the sentence of another; both are cited, or one."""
    counted = [f for f in world.case.facts if numbers(f.statement)]
    for one in _any_order(counted, random):
        near = [f for f in random.sample(counted, 40) if f is not one and _apart(one, f)]
        for other in some(near, 2, random):
            for text in some(texts(one), 2, random):
                yield from _carried_over(text, one, other, random)
        for other in some(near, 1, random):
            yield from _exchanged(one, other, world)


def _carried_over(text: str, one: Fact, other: Fact, random: Random) -> Iterator[Made]:
    places = numbers(text)
    theirs = [n for n in numbers(other.statement) if n.value not in values(one)]
    if places and theirs:
        place, new = random.choice(places), random.choice(theirs)
        told = swap(text, place.start, place.end, other.statement[new.start : new.end])
        for cites in ((one.id, other.id), (one.id,)):
            yield Made(kind="moved", text=told, cites=cites)


def _exchanged(one: Fact, other: Fact, world: World) -> Iterator[Made]:
    """The two facts in one sentence, each with the first number of the other."""
    first, second = world.told[one.id], world.told[other.id]
    if len(first) + len(second) > 390:
        return
    mine, theirs = numbers(first)[0], numbers(second)[0]
    if mine.value != theirs.value and mine.value not in values(other) and theirs.value not in values(one):
        left = swap(first, mine.start, mine.end, second[theirs.start : theirs.end])
        right = swap(second, theirs.start, theirs.end, first[mine.start : mine.end])
        yield Made(kind="moved", text=f"{left.removesuffix('.')}; {world.lower(right)}", cites=(one.id, other.id))


def _apart(one: Fact, other: Fact) -> bool:
    """Do the two count different things, or at different times, so that their numbers may not change places?"""
    if one.id in other.disputes or not set(one.topics) & set(other.topics):
        return False
    return one.event_date != other.event_date or one.said_by != other.said_by


def _other(text: str, fact: Fact, other: Fact, world: World) -> bool:
    """Does the other fact lack something that this sentence says: a value, or the time and a name?"""
    if fact is other or other.id in fact.disputes:
        return False
    lacking = {n.value for n in numbers(text)} - values(other)
    unnamed = world.named(text) - world.named(evidence(other))
    return bool(lacking) or (bool(unnamed) and not fact.span.overlaps(other.span))


def _any_order(items: Sequence[T], random: Random) -> list[T]:
    return random.sample(items, len(items))
