"""Half of it is not all of it, and cities, towns and villages are not cities."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from bot.domain.grounding.claims import Fault
from bot.domain.grounding.counts.amounts import read_amounts
from bot.domain.grounding.counts.sameness import equal
from bot.domain.grounding.tokens import Said
from bot.domain.grounding.words.light import FUNCTION
from bot.domain.grounding.words.thesaurus import told_for

_PARTS = frozenset("part parts portion much partly some many most several majority".split())
_AHEAD = 4


def faults(part: Said, premise: Said) -> list[Fault]:
    """Wholes of which the fact has only a share, and numbers of which it counts more kinds of things."""
    return [_fault(part, n) for n in (*_whole(part, premise), *_fewer(part, premise))]


def _whole(part: Said, premise: Said) -> Iterator[int]:
    """The places of things of which the fact tells a share, where the stretch tells none at all."""
    if any(a.kind != "count" for a in read_amounts(part)) or _PARTS & set(part.words):
        return
    for amount in read_amounts(premise):
        if amount.kind != "share":
            continue
        noun = _shared(premise, amount.last)
        if noun and sum(t.root == noun for t in premise.tokens) == 1:
            yield from (n for n, t in enumerate(part.tokens) if t.root == noun)


def _shared(said: Said, place: int) -> str:
    """The root of that of which something is a share: half of Syria's population, half its value."""
    ahead = said.tokens[place : place + _AHEAD]
    if not ahead or ahead[0].word not in ("of", "its", "their", "the"):
        return ""
    return next((t.root for t in ahead if t.text.islower() and t.word not in FUNCTION), "")


@lru_cache(maxsize=20_000)
def _kinds(said: Said, place: int) -> tuple[str, ...]:
    """The roots of the things in a row from a place on: cities, towns and villages."""
    found: list[str] = []
    for number in range(place, len(said.tokens)):
        token = said.tokens[number]
        following = said.tokens[number + 1].word if number + 1 < len(said.tokens) else ""
        if found and (token.text == "," or token.word == "and"):
            continue
        joined = said.tokens[number - 1].text == "," or said.tokens[number - 1].word == "and"
        if (found and not joined) or not token.text.islower() or not token.word.endswith("s"):
            break
        if found and following and following not in FUNCTION and following != "and":
            break
        found.append(token.root)
        if following != "and" and (number + 1 >= len(said.tokens) or said.tokens[number + 1].text != ","):
            break
    return tuple(found)


def _fewer(part: Said, premise: Said) -> Iterator[int]:
    """The places of numbers of things, of which the fact counts others with them that the stretch leaves out."""
    for amount in read_amounts(part):
        ours = frozenset(_kinds(part, amount.last))
        same = [a for a in read_amounts(premise) if a.kind == amount.kind == "count" and equal(amount, a)]
        rows = [_kinds(premise, a.last) for a in same]
        if ours and rows and all(len(row) > 1 and any(not told_for(r) & ours for r in row) for row in rows):
            yield amount.first


def _fault(part: Said, place: int) -> Fault:
    token = part.tokens[place]
    return Fault(
        check="number",
        start=token.start,
        end=token.end,
        reason=f"the fact tells only a share of it, or counts others with it: {token.text!r}",
        told="it tells of a whole what its source tells of a part, or of one kind what it tells of several",
    )
