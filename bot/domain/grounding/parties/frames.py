"""The verbs of a text with the words that do and suffer them, and the adjectives of states with their nouns.

Who does something in a sentence may not be whom it is done to in the fact, and a state's name may not move from one
noun to another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.grounding.claims import Fault
from bot.domain.grounding.names.known import PAST
from bot.domain.grounding.names.pieces import PEOPLES, normal
from bot.domain.grounding.sense.scope import dated
from bot.domain.grounding.speech.reporting import VERBS
from bot.domain.grounding.tokens import Said, Token
from bot.domain.grounding.words.light import FUNCTION

_BE = frozenset("was were is are be been being".split())
_STOPS = frozenset(", ; : ( ) and but while that which who when after before because as if than where".split())
_PREPOSITIONS = frozenset(
    """of in on at near with over from against to into for around outside inside through since by between under during
    among within towards toward across until""".split()
)
_PAST = PAST | {"cut", "hit", "put"}
_NO_VERBS = frozenset("armed united based allied".split())
_NO_FRAME = frozenset("had did got made came went became remained seemed".split())
_LEAST = 4


@dataclass(frozen=True, slots=True)
class Frame:
    """A verb at a place by its root, with the roots of who does it and to whom; the last words of both are `doer` and
    `done`.
    """

    place: int
    root: str
    by: tuple[str, ...]
    to: tuple[str, ...]


def faults(part: Said, premise: Said) -> list[Fault]:
    """Verbs whose sides are turned round, and states that have moved to another noun."""
    theirs = frames(premise)
    places = [f.place for f in frames(part) if _is_turned(f, [g for g in theirs if g.root == f.root])]
    return [_fault(part.tokens[n]) for n in (*places, *_moved(part, premise))]


def _is_turned(ours: Frame, theirs: Sequence[Frame]) -> bool:
    """Does he who does it only suffer it in the fact, or the other way round?"""
    if not (ours.by and ours.to):
        return False
    by = {word for g in theirs for word in g.by}
    to = {word for g in theirs for word in g.to}
    doer, done = ours.by[-1], ours.to[-1]
    return (doer in to and not by & set(ours.by)) or (done in by and not to & set(ours.to))


@lru_cache(maxsize=20_000)
def frames(said: Said) -> tuple[Frame, ...]:
    """The verbs of a text of which it is plain who does and suffers them."""
    return tuple(_frames(said))


def _frames(said: Said) -> Iterator[Frame]:
    tokens = said.tokens
    for place, token in enumerate(tokens):
        if not _is_verb(said, place) or token.word in VERBS | _NO_FRAME:
            continue
        by = next((n for n in range(place + 1, min(place + 4, len(tokens))) if tokens[n].word == "by"), 0)
        following = tokens[place + 1].word if place + 1 < len(tokens) else ""
        if any(t.word in _BE for t in tokens[max(place - 2, 0) : place]):
            yield Frame(place, token.root, _after(said, by) if by else (), _before(said, place))
        elif by:
            yield Frame(place, token.root, _after(said, by), _beside(said, place))
        elif following and following not in _PREPOSITIONS | _STOPS:
            yield Frame(place, token.root, _before(said, place), _after(said, place))


def _is_verb(said: Said, place: int) -> bool:
    token = said.tokens[place]
    before = said.tokens[place - 1] if place else None
    if token.is_capital or token.word in _NO_VERBS or before is None or before.text == "-":
        return False
    noun = before.word in ("the", "a", "an", "of", "its", "their", "his", "newly", "internally", "million")
    return not noun and (token.word in _PAST or (token.word.endswith("ed") and len(token.word) > _LEAST))


def _before(said: Said, place: int) -> tuple[str, ...]:
    """The first words of the clause that a verb ends, up to a preposition or another verb."""
    start = place
    while start and not _is_stop(said, start - 1):
        start -= 1
    found: list[str] = []
    for number in range(start, place):
        token = said.tokens[number]
        if number in dated(said) or token.word in _BE:
            continue
        if token.word in _PREPOSITIONS and not found and number + 1 in dated(said):
            continue
        if token.word in _PREPOSITIONS or (found and _is_verb(said, number)):
            break
        found += _telling(token)
    return tuple(found)


def _is_stop(said: Said, number: int) -> bool:
    token = said.tokens[number]
    return (token.word or token.text) in _STOPS or token.word in VERBS


def _beside(said: Said, place: int) -> tuple[str, ...]:
    """The words right before a verb, back to a preposition."""
    found: list[str] = []
    for number in range(place - 1, -1, -1):
        token = said.tokens[number]
        if _is_stop(said, number) or token.word in _PREPOSITIONS or number in dated(said):
            break
        found = [*_telling(token), *found]
    return tuple(found)


def _after(said: Said, place: int) -> tuple[str, ...]:
    """The words behind a verb or `by`, up to a preposition or another verb."""
    found: list[str] = []
    for number in range(place + 1, len(said.tokens)):
        token = said.tokens[number]
        if _is_stop(said, number) or token.word in _PREPOSITIONS or number in dated(said):
            break
        if found and _is_verb(said, number):
            break
        found += _telling(token)
    return tuple(found)


def _telling(token: Token) -> list[str]:
    tells = token.word and token.word not in FUNCTION and not token.is_number and not token.word.endswith("ly")
    return [token.root] if tells else []


@dataclass(frozen=True, slots=True)
class Owned:
    """The adjective of a state at a place, with the roots of the noun right behind it and of the words that follow."""

    place: int
    state: tuple[str, ...]
    noun: str
    chain: frozenset[str]


@lru_cache(maxsize=20_000)
def _owned(said: Said) -> tuple[Owned, ...]:
    """The adjectives of states in a text that stand right before a plain noun."""
    found = []
    for place, token in enumerate(said.tokens):
        if token.word in PEOPLES and token.is_capital and (chain := _chain(said, place)):
            found.append(Owned(place, normal(token.word), chain[0], frozenset(chain)))
    return tuple(found)


def _chain(said: Said, place: int) -> list[str]:
    """The plain words behind an adjective: air and ground strikes."""
    found: list[str] = []
    for number in range(place + 1, min(place + 1 + _LEAST, len(said.tokens))):
        token = said.tokens[number]
        if found and token.word == "and":
            continue
        if not token.text.isalpha() or not token.text.islower() or token.word in FUNCTION:
            break
        if found and _is_verb(said, number):
            break
        found.append(token.root)
    return found


def _moved(part: Said, premise: Said) -> Iterator[int]:
    """Adjectives of states that stand before a noun which the fact has without one, and not where it has them."""
    ours, theirs = _owned(part), _owned(premise)
    nouns = {o.noun for o in theirs}
    for one in ours:
        own = [o for o in theirs if o.state == one.state]
        told = {n for o in ours if o.state == one.state for n in o.chain}
        left = {o.noun for o in own if not o.chain & told and o.noun in part.roots}
        if left and one.noun not in nouns and one.noun in premise.roots:
            yield one.place


def _fault(token: Token) -> Fault:
    what = "it has somebody do what in the fact is done to him, or gives to one what is another's"
    return Fault(check="name", start=token.start, end=token.end, reason=f"{what}: {token.text!r}", told=what)
