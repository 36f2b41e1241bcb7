"""Who does what to whom: a sentence must not turn it round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.asking.names import Gazetteer
from bot.domain.asking.words import STOP
from bot.domain.facts import Entity
from bot.domain.grounding.claims import Fault
from bot.domain.grounding.names.families import above
from bot.domain.grounding.names.known import PAST, entities
from bot.domain.grounding.names.naming import Same, mentions
from bot.domain.grounding.names.pieces import Mention
from bot.domain.grounding.names.placing import owns_too, placed
from bot.domain.grounding.parties.doers import turned
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.speech.reporting import OPPOSING, VERBS
from bot.domain.grounding.tokens import Said, root

_BE = frozenset("was were is are be been being got getting".split())
_MUTUAL = frozenset(
    map(root, "met agreed talked joined discussed signed fought clashed spoke negotiated shared held resumed".split())
)
"""What two do with one another, so that either may come first."""
_STOPS = frozenset(", ; : ( ) and but while that which who when after before because as if than".split())
_PREPOSITIONS = frozenset(
    "of in on at near with over by from against to into for around inside outside between through toward".split()
)
_JOINING = frozenset({"and", "or", "-", "/", "&"})
_NOT_VERBS = frozenset("united armed based displaced allied so-called wounded injured hundred".split())
_REACH = 7


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb or the noun of one, by root, with those who do it and those to whom it is done."""

    root: str
    by: frozenset[Entity]
    to: frozenset[Entity]


def faults(part: Said, premise: Premise, gazetteer: Gazetteer) -> list[Fault]:
    """One where the sentence has somebody do what in the fact is done to him."""
    displaced = _displaced(part, premise, gazetteer)
    if displaced:
        return [displaced]
    if turned(part, premise.said) or _is_exchanged(part, premise, gazetteer):
        return [_turned_fault(part)]
    theirs = deeds(premise.said, gazetteer)
    for deed in deeds(part, gazetteer):
        same = [d for d in theirs if d.root == deed.root]
        if (
            _is_turned(deed, same)
            or _is_anothers(deed, same, theirs)
            or (deed.by and deed.to and _is_mirrored(deed, theirs))
        ):
            return [_turned_fault(part)]
    return []


def _turned_fault(part: Said) -> Fault:
    what = "it has somebody do what in the fact is done to him"
    start, end = part.tokens[0].start, part.tokens[-1].end
    return Fault(check="name", start=start, end=end, reason=f"{what}; keep who does it and to whom", told=what)


def _is_exchanged(part: Said, premise: Premise, gazetteer: Gazetteer) -> bool:
    """Do two names of one kind, of which the fact has one as the place, stand in each other's place?"""
    ours, theirs = placed(part, gazetteer), placed(premise.said, gazetteer)
    return any(
        x.kind == y.kind and x in theirs[False] - theirs[True] and y in ours[False] - ours[True]
        for x in ours[True]
        for y in theirs[True]
    )


def _displaced(part: Said, premise: Premise, gazetteer: Gazetteer) -> Fault | None:
    """A name that stands between the very words between which the fact has another, and never has this one."""
    theirs = list(_places(premise.said, gazetteer))
    for mention, own, around in _places(part, gazetteer):
        there = [whose for _, whose, place in theirs if place == around]
        if there and not any(own & whose for whose in there) and not owns_too(part, mention, premise.said, gazetteer):
            what = "a name stands where the fact has another"
            start, end = part.tokens[mention.first].start, part.tokens[mention.last - 1].end
            return Fault(check="name", start=start, end=end, reason=f"{what}; keep who does it and to whom", told=what)
    return None


def _places(said: Said, gazetteer: Gazetteer) -> Iterator[tuple[Mention, frozenset[Entity], tuple[str, str]]]:
    """The names of a text with the words right before and after them, where these say something."""
    for mention in mentions(said, gazetteer):
        left = _neighbour(said, mention.first - 1)
        right = _neighbour(said, mention.last)
        if not {left, right} & _JOINING and not {left, right} <= STOP - {"not"} | {"^", ".", ",", ""}:
            own = entities(said, mention)
            yield mention, own.union(*(above(e, gazetteer) for e in own)), (left, right)


def _neighbour(said: Said, number: int) -> str:
    if 0 <= number < len(said.tokens):
        token = said.tokens[number]
        return "the" if token.word in ("a", "an") else token.root or token.text
    return "^"


def _is_turned(deed: Deed, same: list[Deed]) -> bool:
    """Does the fact have the same verb with him at its other end, and never at this one?"""
    by = frozenset[Entity]().union(*(d.by for d in same))
    to = frozenset[Entity]().union(*(d.to for d in same))
    other_by = by and deed.by & to and not deed.by & by
    other_to = to and deed.to & by and not deed.to & to
    return bool(other_by or other_to)


def _is_anothers(deed: Deed, same: list[Deed], theirs: tuple[Deed, ...]) -> bool:
    """Does another do it in the fact, and he something else?"""
    by = frozenset[Entity]().union(*(d.by for d in same))
    others = frozenset[Entity]().union(*(d.by for d in theirs if d.root != deed.root))
    if by and deed.by & others and not deed.by & by:
        return True
    full = [d for d in same if d.by and d.to]
    known = frozenset[Entity]().union(*(d.by | d.to for d in theirs))
    return (
        bool(full and deed.by and deed.to & known)
        and all(deed.by & d.by for d in full)
        and not any(deed.to & d.to for d in same)
    )


def _is_mirrored(deed: Deed, theirs: tuple[Deed, ...]) -> bool:
    """Do both stand the other way round in the fact, whatever the verb, and never so?"""
    full = [d for d in theirs if d.by and d.to]
    turned = any(deed.by & d.to and deed.to & d.by for d in full)
    return turned and not any(deed.by & d.by and deed.to & d.to for d in full)


def deeds(said: Said, gazetteer: Gazetteer) -> tuple[Deed, ...]:
    """What is done in a text by whom to whom, as far as that is plain."""
    return _deeds(said, Same(gazetteer))


@lru_cache(maxsize=20_000)
def _deeds(said: Said, key: Same) -> tuple[Deed, ...]:
    return tuple(d for d in _all(said, key.gazetteer) if (d.by or d.to) and not d.by & d.to)


def _all(said: Said, gazetteer: Gazetteer) -> Iterator[Deed]:
    listed = mentions(said, gazetteer)
    covered = {n for m in listed for n in range(m.first, m.last)}
    for number, token in enumerate(said.tokens):
        if number in covered or not token.word or token.root in _MUTUAL or token.word in VERBS - OPPOSING:
            continue
        if _is_verb(said, number):
            doer = _after_by(said, listed, number, gazetteer)
            left = _before(said, listed, number, gazetteer)
            if doer or _is_passive(said, number):
                yield Deed(token.root, doer, left)
            else:
                yield Deed(token.root, left, _after(said, listed, number, gazetteer))
        elif number + 1 < len(said.tokens) and said.tokens[number + 1].word in ("on", "against"):
            to = _starting(said, listed, number + 2, gazetteer)
            by = _ending(said, listed, number, gazetteer) or _ending(said, listed, number - 1, gazetteer)
            if to and by:
                yield Deed(token.root, by, to)


def _is_verb(said: Said, number: int) -> bool:
    word = said.tokens[number].word
    if word in _NOT_VERBS or (number and said.tokens[number - 1].text == "-"):
        return False
    return word in PAST or (word.endswith("ed") and len(word) > 4)


def _is_passive(said: Said, number: int) -> bool:
    before = [t.word for t in said.tokens[max(0, number - 3) : number]]
    return bool(before) and (before[-1] in _BE or (len(before) > 1 and before[-2] in _BE and before[-1].endswith("ly")))


def _before(said: Said, listed: tuple[Mention, ...], number: int, gazetteer: Gazetteer) -> frozenset[Entity]:
    """The one who stands before a verb in its clause and hangs on no preposition."""
    for mention in reversed([m for m in listed if m.last <= number]):
        between = said.tokens[mention.last : number]
        if any((t.word or t.text) in _STOPS for t in between) or len(between) > _REACH:
            break
        if any(_is_verb(said, n) and not _is_passive(said, n) for n in range(mention.last, number)):
            break
        if any(t.word in VERBS for t in between):
            break
        if _hangs(said, mention):
            continue
        return _sides(said, mention, gazetteer)
    return frozenset()


def _after(said: Said, listed: tuple[Mention, ...], number: int, gazetteer: Gazetteer) -> frozenset[Entity]:
    """The one who stands after a verb with no preposition between."""
    for mention in listed:
        if mention.first > number:
            between = [t.word or t.text for t in said.tokens[number + 1 : mention.first]]
            if len(between) > 4 or any(b in _STOPS or b in _PREPOSITIONS for b in between):
                break
            return _sides(said, mention, gazetteer)
    return frozenset()


def _after_by(said: Said, listed: tuple[Mention, ...], number: int, gazetteer: Gazetteer) -> frozenset[Entity]:
    """The one who does what is said in the passive."""
    for place in range(number + 1, min(number + _REACH, len(said.tokens))):
        if said.tokens[place].text in (",", ";"):
            break
        if said.tokens[place].word == "by":
            found = next((m for m in listed if place < m.first <= place + 3), None)
            return _sides(said, found, gazetteer) if found else frozenset()
    return frozenset()


def _hangs(said: Said, mention: Mention) -> bool:
    before = [t.word for t in said.tokens[max(0, mention.first - 2) : mention.first]]
    return bool(before) and (
        before[-1] in _PREPOSITIONS or (before[0] in _PREPOSITIONS and before[-1] in ("the", "a", "its"))
    )


def _starting(said: Said, listed: tuple[Mention, ...], first: int, gazetteer: Gazetteer) -> frozenset[Entity]:
    found = next((m for m in listed if first <= m.first <= first + 1), None)
    return _sides(said, found, gazetteer) if found else frozenset()


def _ending(said: Said, listed: tuple[Mention, ...], last: int, gazetteer: Gazetteer) -> frozenset[Entity]:
    found = next((m for m in listed if m.last == last), None)
    return _sides(said, found, gazetteer) if found and not _hangs(said, found) else frozenset()


def _sides(said: Said, mention: Mention, gazetteer: Gazetteer) -> frozenset[Entity]:
    """Whom a mention stands for in what is done: a state for its soldiers. A place does nothing."""
    own = frozenset(e for e in entities(said, mention) if e.kind not in ("place", "road", "agreement"))
    return own.union(*(above(e, gazetteer) for e in own))
