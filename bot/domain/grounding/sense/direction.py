"""Where from and where to, and pairs of opposites of which a fact has both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.domain.grounding.claims import Fault
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.sense.negation import negators
from bot.domain.grounding.sense.opposites import hyphened, opposed, turned
from bot.domain.grounding.sense.scope import Runs, is_break, meet
from bot.domain.grounding.tokens import Said, Token, root
from bot.domain.grounding.words.light import FUNCTION
from bot.domain.grounding.words.thesaurus import told_for

_FROM = frozenset({"from"})
_OUT = Runs((("out", "of"), ("away", "from"), ("off",)))
_TO = frozenset({"to", "into", "toward", "towards", "onto"})
_NO_PLACE = frozenset("according due owing next close up as near addition relation contrast prior respect".split())
"""Words after which `to` leads nowhere."""
_LEAVING = frozenset({root("flee"), root("leave")})
_NEAR, _REACH = 3, 5


def faults(part: Said, premise: Premise) -> list[Fault]:
    """Directions of a stretch that are the other way round in the fact."""
    return [*_ways(part, premise.said), *_opposites(part, premise.said), *_hyphened(part, premise.said)]


def _hyphened(part: Said, premise: Said) -> Iterator[Fault]:
    """Words that a prefix with a hyphen denies in one of them only: governmental for non-governmental."""
    ours, theirs = hyphened(part), hyphened(premise)
    denied, plain = ({t.root for n, t in enumerate(premise.tokens) if (n in theirs) is way} for way in (True, False))
    for place, token in enumerate(part.tokens):
        here, there = (denied, plain) if place in ours else (plain, denied)
        if token.root in there - here:
            yield _fault(token)


def _goals(said: Said) -> Iterator[tuple[bool, Token, frozenset[str]]]:
    """Words for going (True) or coming from somewhere, and the root of the word that follows, or of the name."""
    for place, token in enumerate(said.tokens):
        last = said.tokens[place - 1].word if place else ""
        going = token.word in _TO
        out = next(_OUT.at(said, place), ())
        flees = token.root in _LEAVING and not any(_leads(t) for t in said.tokens[place + 1 : place + 2])
        if not (going or out or flees or token.word in _FROM) or (token.word == "to" and last in _NO_PLACE):
            continue
        where: list[Token] = []
        first = place + (len(out) or 1)
        for nearby in said.tokens[first : first + 4]:
            if is_break(nearby) or nearby.word in _TO | _FROM:
                break
            if nearby.word and nearby.word not in FUNCTION and not nearby.is_number:
                where.append(nearby)
        if where:
            yield (
                going,
                token,
                frozenset(t.root for n, t in enumerate(where[: 1 if flees else 2]) if not n or t.is_capital),
            )


def _leads(token: Token) -> bool:
    return not token.word or (token.word in FUNCTION and token.word not in ("the", "a", "other", "its", "their"))


def _ways(part: Said, premise: Said) -> Iterator[Fault]:
    """Goings to where the fact has only comings from, and the other way round."""
    theirs = list(_goals(premise))
    for going, token, where in _goals(part):
        same = any(way == going and meet(where, there) for way, _, there in theirs)
        turned = any(way != going and where & there for way, _, there in theirs)
        if turned and not same:
            yield _fault(token)


def _opposites(part: Said, premise: Said) -> Iterator[Fault]:
    """Words that stand where the fact has their opposite, and not where it has what carries them."""
    denied = {place for n in negators(part) if n.plain for place in range(n.place - 1, n.place + _REACH)}
    not_so = {place for n in negators(premise) if n.plain for place in range(n.place + 1, n.place + _NEAR)}
    for place, token in enumerate(part.tokens):
        if not token.root or place in denied:
            continue
        against = [n for n in _against(token, premise) if n not in not_so]
        if against:
            near = _near(part, place)
            carrying = _carrying(token, premise)
            crossed, straight = _overlap(near, premise, against), _overlap(near, premise, carrying)
            if token.root in premise.roots and (partners := _partners(part, premise, against)):
                # Both are told: they are turned round only where the other one stands in this one's place too.
                crossed += max(_overlap(_near(part, n), premise, carrying) for n in partners)
                straight += max(_overlap(_near(part, n), premise, against) for n in partners)
            if crossed > straight and not _goes_with_the_same(part, place, premise, carrying, against):
                yield _fault(token)


def _goes_with_the_same(part: Said, place: int, premise: Said, carrying: Iterable[int], against: Iterable[int]) -> bool:
    """Does the word right behind it stand behind it in the fact too, and never behind its opposite: southern Idlib?"""
    word = _behind(part, place)
    return word in {_behind(premise, n) for n in carrying} - {_behind(premise, n) for n in against} - {""}


def _behind(said: Said, place: int) -> str:
    token = said.tokens[place + 1] if place + 1 < len(said.tokens) else None
    return token.root if token and token.word not in FUNCTION else ""


def _against(token: Token, premise: Said) -> list[int]:
    """The places in the fact of the opposites of a word."""
    by_root, by_word = opposed(token.root), turned(token.word)
    if by_root.isdisjoint(premise.roots) and by_word.isdisjoint(premise.words):
        return []
    return [n for n, t in enumerate(premise.tokens) if t.root in by_root or t.word in by_word]


def _carrying(token: Token, premise: Said) -> list[int]:
    """The places in the fact of words for which one may be told."""
    return [n for n, t in enumerate(premise.tokens) if t.root and token.root in told_for(t.root)]


def _partners(part: Said, premise: Said, against: Iterable[int]) -> list[int]:
    """The places of a stretch that tell the opposite too."""
    told = frozenset[str]().union(*(told_for(premise.tokens[n].root) for n in against)) - FUNCTION
    return [n for n, t in enumerate(part.tokens) if t.root in told]


def _overlap(near: frozenset[str], premise: Said, places: Iterable[int]) -> int:
    """How much of what stands beside a word stands in the fact beside one of these places."""
    return max((sum(bool(told_for(b) & near) for b in _near(premise, n)) for n in places), default=0)


def _near(said: Said, place: int) -> frozenset[str]:
    """The roots of the words around a place, within its clause; numbers count."""
    found = []
    for step in (-1, 1):
        seen = 0
        here = place + step
        while 0 <= here < len(said.tokens) and seen < _NEAR and not is_break(said.tokens[here]):
            token = said.tokens[here]
            if token.word and token.word not in FUNCTION:
                found.append(token.root)
                seen += 1
            here += step
    return frozenset(found)


def _fault(token: Token) -> Fault:
    return Fault(
        check="order",
        start=token.start,
        end=token.end,
        reason=f"the fact has {token.text!r} the other way round",
        told="it turns a direction of its source round",
    )
