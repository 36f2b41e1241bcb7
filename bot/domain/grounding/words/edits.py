"""A sentence that is almost a fact's own: what it puts in must stand for what it leaves out.

Who keeps a fact's words needs no other of them a second time: `killed` for the wounded of a fact that has both killed
and wounded, or `inside` for outside, is no other way to say it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Protocol

from bot.domain.asking.names import Gazetteer
from bot.domain.grounding.claims import Check, Fault
from bot.domain.grounding.counts import quantities
from bot.domain.grounding.counts.amounts import read_amounts
from bot.domain.grounding.counts.sameness import equal
from bot.domain.grounding.days.datewords import read_dates
from bot.domain.grounding.days.known_days import known_days
from bot.domain.grounding.days.when import When
from bot.domain.grounding.mention import Mention
from bot.domain.grounding.names import names
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.tokens import Said
from bot.domain.grounding.words.light import is_light
from bot.domain.grounding.words.thesaurus import forms, phrases, tellable, told_for

NEAR = 0.8
"""Share of its words that an almost verbatim sentence has in common with the fact, in the same order."""
_WEIGHTY = {
    word: frozenset(group.split())
    for group in (
        "not no never nor neither none nobody without cannot",
        "before ahead prior",
        "after following since once",
        "until",
        "inside within in",
        "outside",
        "above over",
        "below under beneath",
        "despite",
        "because",
        "against",
        "only",
        "unless if",
        "during",
        "both all each every",
        "so",
        "will would shall",
        "may might could can",
        "hour hours",
        "day days",
        "week weeks",
        "month months",
        "year years",
    )
    for word in group.split()
    if word not in ("in", "over")
}
"""Words of grammar and of time that say something themselves, each with those for which it may stand."""


class _Stretch(Protocol):
    """Tokens from `first` up to and without `last`."""

    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...


@dataclass(frozen=True, slots=True)
class _Edit:
    """Where a sentence has other words than the fact, and where the fact has words that the sentence leaves out."""

    new: frozenset[int]
    free: frozenset[int]


def faults(part: Said, premise: Premise, gazetteer: Gazetteer) -> list[Fault]:
    """What an almost verbatim stretch puts in that stands for nothing which it leaves out."""
    edit = _edit(part, premise.said)
    if edit is None or not edit.new:
        return []
    days = [m for m in read_dates(part) if isinstance(m, When) and _meets(m, edit.new)]
    covered = _places(days)
    amounts = [a for a in read_amounts(part) if _meets(a, edit.new) and not _meets(a, covered)]
    found = [_fault("date", part, d) for d in days if not _is_day(d, premise, edit)]
    for amount in amounts:
        theirs = [k for k in read_amounts(premise.said) if _meets(k, edit.free)]
        if not any(equal(amount, k) for k in theirs):
            found.append(_fault("number", part, amount))
    places = sorted(edit.new - covered - _places(quantities.mentions(part)))
    return [*found, *(_fault("word", part, m) for m in _words(part, places, premise, edit, gazetteer))]


def _edit(part: Said, premise: Said) -> _Edit | None:
    """How a stretch differs from a fact; None where it has a way of its own to say it."""
    ours = [n for n, t in enumerate(part.tokens) if t.word]
    theirs = [n for n, t in enumerate(premise.tokens) if t.word]
    blocks = SequenceMatcher(
        None, [part.tokens[n].root for n in ours], [premise.tokens[n].root for n in theirs], autojunk=False
    ).get_matching_blocks()
    same = {n for b in blocks for n in ours[b.a : b.a + b.size]}
    used = {n for b in blocks for n in theirs[b.b : b.b + b.size]}
    if len(same) < NEAR * len(ours):
        return None
    return _Edit(new=frozenset(ours) - same, free=frozenset(theirs) - used)


def _is_day(told: When, premise: Premise, edit: _Edit) -> bool:
    """Does a date tell one that was left out, as precisely or less so; or where none was, one known beside it?"""
    known = known_days(premise.said, premise.beside, premise.fact.event_date)
    left = [m for m in read_dates(premise.said) if isinstance(m, When) and _meets(m, edit.free)]
    beside = [m for m in read_dates(premise.beside) if isinstance(m, When)]
    if told.part.endswith(("days", "weeks")):
        return any(m.part == told.part for m in left)
    theirs = [span for m in left or beside for span in m.spans(known.years)]
    return any(o.first <= t.first and t.last <= o.last for o in told.spans(known.years) for t in theirs)


def _words(part: Said, places: Sequence[int], premise: Premise, edit: _Edit, gazetteer: Gazetteer) -> Iterator[Mention]:
    """The words put in that stand for none of those left out, each of which stands for one alone."""
    named = _places(names.mentions(part, gazetteer))
    left = [*_told(premise.said, edit.free), *_told(premise.beside, range(len(premise.beside.tokens)))]
    all_told = tellable(premise.said)
    last = 0
    for place in places:
        if place < last:
            continue
        token = part.tokens[place]
        found = [r for r in phrases(part.tokens, place) if r.key in all_told]
        if any(n not in edit.new for r in found for n in range(r.first, r.last)):
            continue  # It brought down what was downed.
        runs = [r for r in found if any(r.key in told for told in left)]
        keys, last = (frozenset({runs[-1].key}), runs[-1].last) if runs else (frozenset(forms(token)), place + 1)
        if token.word in _WEIGHTY:
            if not any(premise.said.tokens[n].word in _WEIGHTY[token.word] for n in edit.free):
                yield Mention(first=place, last=place + 1)
        elif runs or not (place in named or token.is_number or is_light(token.word, token.root)):
            carrier = next((n for n, told in enumerate(left) if keys & told), None)
            if carrier is None:
                yield Mention(first=place, last=place + 1)
            else:
                del left[carrier]


def _told(said: Said, places: Iterable[int]) -> Iterator[frozenset[str]]:
    """What may be told for each of the words at some places, and for each phrase that has one of them."""
    free = frozenset(places)
    for place, token in enumerate(said.tokens):
        keys = [frozenset(forms(token))] if token.word and place in free else []
        keys += [frozenset({r.key}) for r in phrases(said.tokens, place) if _meets(r, free)]
        yield from (frozenset(t for key in one for t in told_for(key)) for one in keys)


def _places(mentions: Iterable[_Stretch]) -> frozenset[int]:
    return frozenset(n for m in mentions for n in range(m.first, m.last))


def _meets(mention: _Stretch, places: frozenset[int]) -> bool:
    return not places.isdisjoint(range(mention.first, mention.last))


def _fault(check: Check, part: Said, mention: Mention) -> Fault:
    first = part.tokens[mention.first]
    end = part.tokens[mention.last - 1].end
    words = part.text[first.start : end]
    return Fault(
        check=check,
        start=first.start,
        end=end,
        reason=f"{words!r} stands for none of the fact's words that were left out; use the fact's own, or leave it out",
        told="it keeps its source's words but for one, which says something else",
    )
