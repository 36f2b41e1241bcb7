"""Before and after: a sentence may put things in an order only where the fact does."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from bot.domain.grounding.claims import Fault
from bot.domain.grounding.days import dates
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.sense.scope import BREAKS, Runs, is_break, meet
from bot.domain.grounding.tokens import Said
from bot.domain.grounding.words.light import FUNCTION

_BEFORE = (("before",), ("ahead", "of"), ("prior", "to"), ("preceding",), ("preceded",), ("without", "waiting", "for"))
_AFTER = (("after",), ("following",), ("in", "the", "wake", "of"), ("in", "the", "aftermath", "of"), ("once",),
          ("upon",), ("as", "soon", "as"), ("having",), ("subsequent", "to"), ("when",), ("followed",))  # fmt: skip
_TURNED = (("followed", "by"), ("then",), ("later",), ("afterwards",), ("subsequently",), ("until",), ("till",))
"""Words by which what stands before them came first."""
_KINDS = (("before", Runs(_BEFORE)), ("after", Runs(_AFTER)), ("before", Runs(_TURNED)))
_CLAIMING = ("before", "after", "following", "prior", "ahead", "followed", "later", "wake", "aftermath", "preceded",
             "afterwards", "subsequently")  # fmt: skip
"""Those that put things in an order and do nothing else; the others only carry them."""
_EARLIER = frozenset("before earlier previous previously former formerly already".split())
_NEAR, _FAR = 4, 12


@dataclass(frozen=True, slots=True)
class Step:
    """Two stretches of a text, as the roots of their words, of which the earlier happened first.

    `kind` is how the word has them, `beside` are the first words behind it.
    """

    place: int
    words: int
    earlier: frozenset[str]
    later: frozenset[str]
    claims: bool
    kind: str
    beside: tuple[str, ...]


@lru_cache(maxsize=20_000)
def steps(said: Said, reach: int) -> tuple[Step, ...]:
    """All that a text puts in an order; `reach` is how many words of either side count."""
    found = []
    for place, token in enumerate(said.tokens):
        for kind, runs in _KINDS:
            words = next(runs.at(said, place), None)
            if words is None or (words == ("followed",) and _word(said, place + 1) in ("by", "up", "")):
                continue
            behind = _side(said, range(place - 1, -1, -1), reach)
            front = _side(said, range(place + len(words), len(said.tokens)), reach)
            if not behind or (place and said.tokens[place - 1].text == ","):
                behind |= _main(said, place + len(words), reach)
            earlier, later = (behind, front) if kind == "before" else (front, behind)
            claims = (token.word in _CLAIMING or words[-1] in _CLAIMING) and words != ("followed",)
            beside = _listed(said, range(place + len(words), len(said.tokens)), _NEAR)
            kind = "turned" if runs is _KINDS[-1][1] else kind
            found.append(Step(place, len(words), earlier, later, claims, kind, beside))
    return tuple(found)


def _word(said: Said, place: int) -> str:
    return said.tokens[place].word if place < len(said.tokens) else ""


def _side(said: Said, places: range, reach: int) -> frozenset[str]:
    return frozenset(_listed(said, places, reach))


def _listed(said: Said, places: range, reach: int) -> tuple[str, ...]:
    found: list[str] = []
    for place in places:
        token = said.tokens[place]
        if is_break(token, BREAKS) or len(found) == reach:
            break
        if token.word and token.word not in FUNCTION:
            found.append(token.root)
    return tuple(found)


def _main(said: Said, place: int, reach: int) -> frozenset[str]:
    """The clause that a leading `After ...,` belongs to: what follows its comma."""
    for comma in range(place, len(said.tokens)):
        if said.tokens[comma].text == ",":
            return _side(said, range(comma + 1, len(said.tokens)), reach)
    return frozenset()


def faults(part: Said, premise: Premise) -> list[Fault]:
    """Orders of a stretch that the fact does not have."""
    dated = {place for m in dates.mentions(part) for place in range(m.first, m.last)}
    theirs = [*steps(premise.said, _FAR), *steps(premise.beside, _FAR)]
    ours = [s for s in steps(part, _NEAR) if s.claims and s.place not in dated and not _again(part, s)]
    if _EARLIER.intersection(premise.said.words):
        ours = [s for s in ours if not _is_adverb(part, s)]
    return [_fault(part, s) for s in ours if not any(_fits(s, t) for t in theirs)]


def _fits(ours: Step, theirs: Step) -> bool:
    """Is the order the same? What stands right beside the word counts; the other side may be left out."""
    if ours.kind == theirs.kind and ours.beside:
        if meet(ours.beside[:1], theirs.beside):
            return True
        if not (theirs.earlier and theirs.later):
            return False  # It leads its sentence without a comma: only what is right behind it is known to be its own.
    straight = _shared(ours.earlier, theirs.earlier) + _shared(ours.later, theirs.later)
    crossed = _shared(ours.earlier, theirs.later) + _shared(ours.later, theirs.earlier)
    return straight > crossed


def _shared(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """How much of one side is told by the other; the same word counts more than a synonym."""
    return sum(1.0 if w in theirs else 0.4 for w in ours if meet({w}, theirs))


def _is_adverb(part: Said, step: Step) -> bool:
    """Is it `before` alone, for what was earlier?"""
    return part.tokens[step.place].word == "before" and not _word(part, step.place + 1)


def _again(part: Said, step: Step) -> bool:
    """Is it `month after month`?"""
    around = part.tokens[max(step.place - 1, 0) : step.place + 2]
    return len(around) == 3 and around[0].root == around[2].root


def _fault(part: Said, step: Step) -> Fault:
    first, last = part.tokens[step.place], part.tokens[step.place + step.words - 1]
    return Fault(
        check="order",
        start=first.start,
        end=last.end,
        reason=f"the fact does not have this order ({part.text[first.start : last.end]!r}); keep its own",
        told="it puts things in an order that its source does not have",
    )
