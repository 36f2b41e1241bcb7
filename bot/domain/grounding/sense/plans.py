"""What a fact only has somebody agree, plan or be there to do may not be told as done."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.grounding.claims import Fault
from bot.domain.grounding.names.known import PAST
from bot.domain.grounding.sense.modal_words import WAYS
from bot.domain.grounding.sense.scope import BREAKS, is_break
from bot.domain.grounding.tokens import Said, Token, root

_DONE = frozenset(
    root(w)
    for w in """manage force have able continue begin start proceed oblige come get help use prove go keep compel allow
    enable fail refuse decline neglect cease""".split()
)
"""Words after which `to do` was done, or is for others to judge."""
_OPEN = frozenset({"future", "demand", "attempt", "possible", "condition"})
_REACH, _LEAST = 8, 4


def faults(part: Said, premise: Said) -> list[Fault]:
    """Verbs that a stretch has in the past, and the fact only behind `to`."""
    return [_fault(part.tokens[n]) for n in _told(part) if _is_planned(part.tokens[n], premise)]


def _told(said: Said) -> Iterator[int]:
    """The places of verbs in the past that nothing before them leaves open."""
    for place, token in enumerate(said.tokens):
        if not _is_past(token) or not place or said.tokens[place - 1].text == "-":
            continue
        before = said.tokens[max(place - _REACH, 0) : place]
        if not any(t.word == "to" or WAYS.get(t.root, frozenset()) & _OPEN for t in before):
            yield place


def _is_past(token: Token) -> bool:
    return not token.is_capital and (token.word in PAST or (token.word.endswith("ed") and len(token.word) > _LEAST))


def _is_planned(verb: Token, premise: Said) -> bool:
    """Has the fact this verb, and everywhere behind `to`?"""
    same = [n for n, t in enumerate(premise.tokens) if t.root == verb.root]
    return bool(same) and all(_is_behind_to(premise, n) for n in same)


def _is_behind_to(said: Said, place: int) -> bool:
    """Does a verb stand in its base form right behind `to`, or behind another that does: to carry out and hold?"""
    if _is_past(said.tokens[place]) or said.tokens[place].word.endswith(("ing", "s", "ion", "ment")):
        return False
    for number in range(place - 1, max(place - _REACH, -1), -1):
        token = said.tokens[number]
        if is_break(token, BREAKS) or _is_past(token):
            return False
        if token.word == "to":
            last = said.tokens[number - 1] if number else token
            direct = number == place - 1 or said.tokens[place - 1].word == "and"
            return direct and last.root not in _DONE and not last.is_capital
    return False


def _fault(token: Token) -> Fault:
    return Fault(
        check="modality",
        start=token.start,
        end=token.end,
        reason=f"{token.text!r} tells as done what the fact only has somebody want, agree or be there to do",
        told="it tells as done what its source has only as an aim",
    )
