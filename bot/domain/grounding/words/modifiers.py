"""Does an adjective stand by the thing that the fact has it of? Foreign posts are none of a Foreign Ministry's."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.grounding.claims import Fault
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.sense.scope import BREAKS, dated, is_break, meet
from bot.domain.grounding.tokens import Said, Token
from bot.domain.grounding.words.light import FUNCTION, TELLING
from bot.domain.grounding.words.thesaurus import phrases

_ENDS = ("ed", "ful", "less", "ous", "ive", "al", "ic", "able", "ible", "ary", "ish", "ant", "ent")
_MORE = frozenset(
    """foreign remaining young old new desperate drunken masked wounded surrounded civilian heavy armed elderly big
    small large huge poor rich dead alive free safe rebel jihadist enemy regular senior main innocent own secret
    whole entire joint strong weak fierce bloody deadly hungry sick fresh special former late early high low
    fake false true abandoned stranded trapped beleaguered loyal loyalist elite""".split()
)
"""Adjectives that do not look like one."""
_NO_ADJECTIVES = frozenset(
    """several offensive total hospital capital arrival removal approval withdrawal proposal denial rival general
    official arsenal festival journal signal animal territory material president parliament statement agreement
    government movement settlement deployment bombardment equipment treatment payment incident resident student
    patient agent talent event accident percent continent client content intent extent department moment element
    comment document republic traffic public topic music clinic medic panic attic epidemic pandemic militant
    combatant inhabitant participant assistant merchant accountant remnant grant plant migrant infant restaurant
    want objective initiative representative executive archive perspective motive relative native table cable
    vehicle variable missionary secretary january february boundary library military summary commentary
    documentary rebel according said need feed seed bed red speed deed indeed hundred called named dated based
    led""".split()
)
_LEFT = frozenset("remaining rest remainder left other others last".split())
"""Words by which some are what is left of more, which those that remain somewhere are not."""
_BE = frozenset("was were is are be been being".split())
_REACH = 8


def faults(part: Said, premise: Premise) -> list[Fault]:
    """Adjectives that the fact has only of another thing."""
    return [_fault(part.tokens[n]) for n in _adjectives(part) if not _is_of(part, n, premise.said)]


def _adjectives(said: Said) -> Iterator[int]:
    """The places of words that look like an adjective right before its noun."""
    days = dated(said)
    for place, token in enumerate(said.tokens[:-1]):
        following = said.tokens[place + 1]
        if place in days or token.is_number or not token.text[-1:].isalpha() or not _is_adjective(token):
            continue
        if (token.is_capital and place) or _is_verb(said, place):
            continue
        if following.word and following.word not in FUNCTION and following.text.islower() and not following.is_number:
            yield place


def _is_adjective(token: Token) -> bool:
    if token.word in _MORE:
        return True
    return len(token.word) > 4 and token.word.endswith(_ENDS) and token.word not in _NO_ADJECTIVES


def _is_verb(said: Said, place: int) -> bool:
    """Is a word in -ed a verb here: no article, number or adjective leads to a noun?"""
    token = said.tokens[place]
    if not token.word.endswith("ed") or token.word in _MORE:
        return False
    before = said.tokens[place - 1] if place else None
    return before is None or not (before.word in _LEADS or before.text == "-" or _is_adjective(before))


_LEADS = frozenset(
    "a an the of by for from with against some many most more all other several few their its his her our both two "
    "three four five six seven eight nine ten these those".split()
)


def _is_of(part: Said, place: int, premise: Said) -> bool:
    """Has the fact no such word, or one by the same noun?"""
    word = part.tokens[place]
    if any(
        run.first <= place < run.last for n in range(max(place - 3, 0), place + 1) for run in phrases(part.tokens, n)
    ):
        return True
    theirs = [n for n, t in enumerate(premise.tokens) if t.root and meet({word.root}, {t.root})]
    if word.word == "remaining":
        theirs = [n for n in theirs if premise.tokens[n].word not in _BE]
    inside = _is_inside(part, place) and (theirs or word.word == "remaining")
    if inside and not any(_is_before(premise, n, part.tokens[place + 1]) for n in theirs):
        return False
    if word.word == "remaining":
        return any(premise.tokens[n].word in _LEFT for n in theirs)
    theirs = [n for n in theirs if not _is_in_name(premise, n) or word.is_capital] or theirs
    nouns = _nouns(part, place)
    return not theirs or any(meet(nouns, _around(premise, n, both=not _does(premise, n))) for n in theirs)


def _is_inside(part: Said, place: int) -> bool:
    """Does it stand between a noun, or the name of a people, and the noun that both belong to?"""
    before = part.tokens[place - 1] if place else None
    if before is None or not before.word or before.is_number or place - 1 in dated(part):
        return False
    if before.word in FUNCTION | _LEADS or before.word.endswith(("ly", "ing")) or before.root in TELLING:
        return False
    return not ((_is_adjective(before) and not before.is_capital) or before.text.endswith(("'s", "’s", "s'", "s’")))


def _is_before(said: Said, place: int, noun: Token) -> bool:
    """Does a word stand before such a noun, no more than two others between them?"""
    behind = said.tokens[place + 1 : place + 4]
    ends = next((n for n, t in enumerate(behind) if not t.word or t.word in FUNCTION), len(behind))
    return any(meet({noun.root}, {t.root}) for t in behind[:ends])


def _does(said: Said, place: int) -> bool:
    """Is it a verb in the active, so that what stands before it does it and is not such: troops surrounded a town?"""
    token = said.tokens[place]
    if not token.word.endswith("ed") or place + 1 == len(said.tokens):
        return False
    passive = {t.word for t in said.tokens[max(place - 2, 0) : place]} & _BE
    following = said.tokens[place + 1]
    return not passive and (following.is_capital or following.word in ("the", "a", "an", "its", "their", "and"))


def _is_in_name(said: Said, place: int) -> bool:
    return said.tokens[place].is_capital and place > 0


def _nouns(said: Said, place: int) -> frozenset[str]:
    """The roots of the nouns that an adjective stands before, as far as can be told."""
    found = []
    for token in said.tokens[place + 1 : place + 6]:
        if token.word in ("of", "the"):
            continue
        if not token.word or token.word in FUNCTION or token.is_number:
            break
        found.append(token.root)
    return frozenset(found)


def _around(said: Said, place: int, *, both: bool) -> frozenset[str]:
    """The words of the same clause beside a place, or only behind it."""
    found = {said.tokens[place].root}
    for places in (range(place + 1, len(said.tokens)), range(place - 1, -1 if both else place - 1, -1)):
        seen = 0
        for number in places:
            token = said.tokens[number]
            if is_break(token, BREAKS) or seen == _REACH:
                break
            if token.word and token.word not in FUNCTION:
                found.add(token.root)
                seen += 1
    return frozenset(found)


def _fault(token: Token) -> Fault:
    return Fault(
        check="word",
        start=token.start,
        end=token.end,
        reason=f"the fact does not say {token.text!r} of this; leave it out",
        told="it says of one thing what its source says of another",
    )
