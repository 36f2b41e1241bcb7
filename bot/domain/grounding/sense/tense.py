"""Is it told as past what is past? What a fact tells as done may not be told as going on or as still to come."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from bot.domain.grounding.claims import Fault
from bot.domain.grounding.names.known import PAST
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.sense.modal_words import NEEDED, WAYS
from bot.domain.grounding.sense.scope import BREAKS, is_break, meet, starts_with
from bot.domain.grounding.tokens import Said, Token
from bot.domain.grounding.words.light import FUNCTION

_COMING = frozenset("will would shall ll 'll d".split())
_OPENING = _COMING | frozenset("should must may might could can ought to".split())
"""Words of grammar after which a verb tells of nothing done."""
_PRESENT = frozenset({"is", "are", "am"})
_FINITE = frozenset("was were is are had has did does do".split())
"""Words that end the reach of one that stands before them."""
_BETWEEN = frozenset(
    "not never neither nor be been being have also both all then soon only still again together once no longer".split()
)
_MANAGED = (("went", "on", "to"), ("managed", "to"), ("proceeded", "to"), ("came", "to"), ("was", "able", "to"))
_NO_VERB = frozenset("according including excluding regarding concerning during following owing".split())
_OPENS = frozenset({"future", "demand", "possible", "condition", "risk"})
_REACH, _BEHIND, _JOINED = 8, 5, 3


def faults(part: Said, premise: Premise) -> list[Fault]:
    """What a stretch has as coming or going on, and the fact as done."""
    found = []
    for place, verb in _coming(part):
        word = part.tokens[verb]
        plain = word.word != "to" and word.root not in WAYS and (False, word.root) not in _states_of(premise.said)
        owed = premise.fact.deadline is not None and plain
        if not owed and _is_done(part, place, verb, premise.said):
            found.append(_fault(part, place))
    found += [_fault(part, place) for place, verb in _lasting(part) if not _lasts(part.tokens[verb], premise.said)]
    found += [_fault(part, place) for place, what in _states(part, _PRESENT) if _was(what, premise.said)]
    if "not" in part.words and "not" not in premise.said.words:
        return found
    return found + [_fault_done(part, n) for n, verb in _done(part) if _is_left_open(part.tokens[verb], premise.said)]


def _coming(said: Said) -> Iterator[tuple[int, int]]:
    """The places of words for what is to come, each with that of the word that it reaches."""
    for place, token in enumerate(said.tokens):
        verb = place + 2 if starts_with(said, place + 1, ("be", "to")) else _verb(said, place)
        if token.word in _COMING and verb:
            yield place, verb


def _done(said: Said) -> Iterator[tuple[int, int]]:
    """The places of words by which a verb in its base form is told as done, with those of the verbs."""
    for place, token in enumerate(said.tokens):
        to = any(starts_with(said, place, words) for words in _MANAGED)
        if (token.word in ("did", "does", "do") or to) and (verb := _verb(said, place + 2 if to else place)):
            yield place, verb


def _is_left_open(verb: Token, premise: Said) -> bool:
    """Has the fact this word, and everywhere left open?"""
    same = [n for n, t in enumerate(premise.tokens) if t.root == verb.root]
    return bool(same) and all(_is_open(premise, n) for n in same)


def _verb(said: Said, place: int) -> int:
    """The place of the first word that says something after an auxiliary; 0 where there is none."""
    for number in range(place + 1, min(place + _REACH, len(said.tokens))):
        token = said.tokens[number]
        if is_break(token, BREAKS) or token.word in _OPENING - {"to"}:
            return 0
        if token.word and token.word not in _BETWEEN and token.word not in FUNCTION and not _is_adverb(token.word):
            return number
    return 0


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and word not in ("likely", "unlikely")


def _is_done(part: Said, place: int, verb: int, premise: Said) -> bool:
    """Does the fact have this word, and nowhere as something to come?"""
    if starts_with(part, place + 1, ("be", "to")):
        return True
    token = part.tokens[verb]
    if token.is_capital:
        return False
    exact = part.tokens[place].word not in ("will", "shall")
    same = [
        n
        for n, t in enumerate(premise.tokens)
        if t.root and (t.root == token.root if exact else meet({token.root}, {t.root}))
    ]
    return bool(same) and not any(_is_open(premise, n) for n in same)


def _is_open(said: Said, place: int) -> bool:
    """Does a word stand under another that leaves it open, or have one said of it: talks were planned?"""
    for number in range(place - 1, max(place - _REACH, 0) - 1, -1):
        token = said.tokens[number]
        if is_break(token, BREAKS) or token.word in _FINITE:
            break
        if token.word == "to" and number < place - _JOINED:
            continue
        if token.word in _OPENING or WAYS.get(token.root, frozenset()) & _OPENS:
            return True
    behind = said.tokens[place + 1 : place + 1 + _BEHIND]
    told = next((n for n, t in enumerate(behind) if t.word in _FINITE), len(behind))
    return any(NEEDED.get(t.root, frozenset()) & _OPENS for t in behind[told:])


def _lasting(said: Said) -> Iterator[tuple[int, int]]:
    """The places where something is told as going on now, with those of the verb: is being hit, are attacking."""
    for place, token in enumerate(said.tokens):
        if token.word not in _PRESENT:
            continue
        ahead = [n for n in range(place + 1, min(place + 4, len(said.tokens))) if said.tokens[n].word not in _BETWEEN]
        being = any(t.word == "being" for t in said.tokens[place + 1 : place + 3])
        if ahead and (being or _is_going(said.tokens[ahead[0]])):
            yield place, ahead[0]


def _is_going(token: Token) -> bool:
    return token.word.endswith("ing") and len(token.word) > 5 and token.word not in _NO_VERB


def _lasts(verb: Token, premise: Said) -> bool:
    """Has the fact no such word, or one that is not of the past?"""
    same = [n for n, t in enumerate(premise.tokens) if t.root and meet({verb.root}, {t.root})]
    return not same or not all(_is_past(premise, n) for n in same)


def _is_past(said: Said, place: int) -> bool:
    """Is it told as done, or as what was going on?"""
    token = said.tokens[place]
    before = {t.word for t in said.tokens[max(place - 3, 0) : place]}
    if before & _PRESENT:
        return False
    return token.word in PAST or token.word.endswith("ed") or bool(before & {"was", "were", "been"})


def _states(said: Said, words: frozenset[str]) -> Iterator[tuple[int, str]]:
    """The places of forms of `be` among these, each with the root of what is said to be so."""
    for place, token in enumerate(said.tokens):
        if token.word in words and (verb := _verb(said, place)):
            yield place, said.tokens[verb].root


@lru_cache(maxsize=20_000)
def _states_of(said: Said) -> frozenset[tuple[bool, str]]:
    """What a text says to be so, each with whether it is so now."""
    past = {(False, what) for _, what in _states(said, frozenset({"was", "were", "been"}))}
    return frozenset(past | {(True, what) for _, what in _states(said, _PRESENT)})


def _was(what: str, premise: Said) -> bool:
    """Does the fact have something as it was, and nowhere as it is?"""
    theirs = _states_of(premise)
    return (False, what) in theirs and (True, what) not in theirs


def _fault(part: Said, place: int) -> Fault:
    token = part.tokens[place]
    return Fault(
        check="modality",
        start=token.start,
        end=token.end,
        reason=f"{token.text!r} tells as coming or going on what the fact tells as done; keep its tense",
        told="it tells as coming or going on what its source tells as done",
    )


def _fault_done(part: Said, place: int) -> Fault:
    token = part.tokens[place]
    return Fault(
        check="modality",
        start=token.start,
        end=token.end,
        reason=f"{token.text!r} tells as done what the fact leaves open; keep its tense",
        told="it tells as done what its source leaves open",
    )
