"""Numbers that a fact has without a number word: one drone where it has a drone, two pilots where it has both."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.grounding.counts.amounts import read_amounts
from bot.domain.grounding.counts.counted import ENDS, Company
from bot.domain.grounding.names.pieces import PEOPLES
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.tokens import Said, root

_ONE = frozenset("a an another single lone sole".split())
_DURING = frozenset("for in within over after during lasting".split())
_STATES = frozenset(root(w) for w in "country state nation side party government capital".split())
"""What states are, so that two of them that are named together are two countries."""
_WITHIN = frozenset("- of the al for".split())
"""What may stand within a name."""
_LINKS = frozenset("by of from between the : , (".split())
_MOST = 5


def is_implied(told: Company, part: Said, premise: Premise) -> bool:
    """Has the fact as many, though it writes no number?"""
    amount = told.amount
    if amount.kind == "vague":
        return amount.unit == "all" and _is_of_all_told(told, part)
    if amount.kind != "count" or amount.high or amount.bound != "exact" or amount.only:
        return False
    if amount.value == 1:
        return _is_article(told, part, premise) or _is_another(told, premise.said)
    return _is_both(told, premise.said) or _is_listed(told, premise.said)


def _is_article(told: Company, part: Said, premise: Premise) -> bool:
    """Has the fact `a drone` where `one drone` is told, or one of its drones?"""
    after = part.tokens[told.amount.last : told.amount.last + 6]
    chosen = bool(after) and after[0].word == "of"
    if not chosen and any(t.text.endswith("s") for t in after[:4] if t.root in told.heads[:1]):
        return False
    things = (
        {_singular(t.word) for t in after} if chosen else {_singular(t.word) for t in after if t.root in told.heads}
    )
    tokens = premise.said.tokens
    for n, token in enumerate(tokens):
        if token.word not in _ONE or not (n + 1 < len(tokens)):
            continue
        lasting = n > 0 and tokens[n - 1].word in _DURING and _singular(tokens[n + 1].word) in things
        if token.word == "single" or not told.unit or lasting:
            until = next((m for m in range(n + 1, len(tokens)) if tokens[m].word in ENDS), len(tokens))
            named = {t.word for t in tokens[n + 1 : min(until, n + 11)] if t.word and not t.text.endswith("s")}
            if {w for w in named if chosen is False or len(w) > 1} & things:
                return True
    return False


def _singular(word: str) -> str:
    return word.removesuffix("s") if len(word) > 2 else word


def _is_another(told: Company, said: Said) -> bool:
    """Has the fact `a third` for one more of what it counted before?"""
    ranks = [a for a in read_amounts(said) if a.kind == "rank" and a.value > 1]
    return not told.heads and any(a.first and said.tokens[a.first - 1].word == "a" for a in ranks)


def _is_both(told: Company, said: Said) -> bool:
    """Has the fact `both pilots` where two of them are told?"""
    after = [said.tokens[n + 1 : n + 4] for n, t in enumerate(said.tokens) if t.word == "both"]
    return told.amount.value == 2 and any(t.root in told.heads for tokens in after for t in tokens)


def _is_listed(told: Company, said: Said) -> bool:
    """Does the fact name as many side by side, as what is counted or as states?"""
    head = told.heads[-1:] and told.heads[-1]
    if not head or not 1 < told.amount.value <= _MOST:
        return False
    for first, last, names in _lists(said):
        if len(names) != told.amount.value:
            continue
        before = first - 1
        while before >= 0 and (said.tokens[before].word or said.tokens[before].text) in _LINKS:
            before -= 1
        beside = [said.tokens[n].root for n in (before, last) if 0 <= n < len(said.tokens)]
        if head in beside or (head in _STATES and all(n in _ALL_STATES for n in names)):
            return True
    return False


_ALL_STATES = frozenset({*PEOPLES, *PEOPLES.values()})


def _lists(said: Said) -> Iterator[tuple[int, int, list[str]]]:
    """The names that stand side by side, up to an `and`: where they begin and end, and each in small letters."""
    names: list[str] = []
    first = place = 0
    joined = False
    while place < len(said.tokens):
        end = _name_end(said, place)
        if end == place:
            names, joined, place = [], False, place + 1
            continue
        first = first if names else place
        names.append(" ".join(t.word for t in said.tokens[place:end] if t.word))
        place = _past_bracket(said, end)
        if joined:
            yield first, place, names
            names, joined = [], False
            continue
        gap = 0
        while place + gap < len(said.tokens) and (said.tokens[place + gap].word or said.tokens[place + gap].text) in (
            ",",
            "and",
            "the",
        ):
            joined = joined or said.tokens[place + gap].word == "and"
            gap += 1
        place += gap
        names = names if gap else []


def _name_end(said: Said, place: int) -> int:
    """Where a name ends that begins at a place; there, where none does."""
    end = place
    while end < len(said.tokens) and (
        said.tokens[end].is_capital or (end > place and said.tokens[end].text in _WITHIN) or said.tokens[end].is_number
    ):
        end += 1
    while end > place and said.tokens[end - 1].text in _WITHIN:
        end -= 1
    return end if place < len(said.tokens) and said.tokens[place].is_capital else place


def _past_bracket(said: Said, place: int) -> int:
    if place < len(said.tokens) and said.tokens[place].text == "(":
        return next((n + 1 for n in range(place, len(said.tokens)) if said.tokens[n].text == ")"), place)
    return place


def _is_of_all_told(told: Company, part: Said) -> bool:
    """Does `all` stand behind several that are told one by one: the votes on 7, 8 and 10 July had all failed?"""
    place = told.amount.first
    before = [t.word or t.text for t in part.tokens[max(0, place - 12) : place]]
    return before[-1:] != [] and before[-1] in ("had", "have", "were", "are", ",") and "and" in before
