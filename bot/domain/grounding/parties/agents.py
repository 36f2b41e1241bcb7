"""Does who does something in a sentence do it in the fact, and not what stands in another clause of it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.asking.synonyms import DEMONYMS
from bot.domain.grounding.claims import Fault
from bot.domain.grounding.names.known import PAST
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.sense.scope import dated
from bot.domain.grounding.speech.reporting import VERBS
from bot.domain.grounding.tokens import Said, Token, root
from bot.domain.grounding.words.light import FUNCTION

_ASIDE = frozenset(
    """who which whom whose that when after before because as if while since although though where unless until
    once""".split()
)
"""Words that open a clause whose subject is not that of what comes after it."""
_OPENS = _ASIDE | frozenset(", ; : ( ) and but or than whereas".split())
_PREPOSITIONS = frozenset(
    """of in on at near with over from against to into for around inside outside between through toward towards by
    under during within across since until along among about after before behind""".split()
)
_BEFORE_NOUNS = frozenset("the a an of for with from many some other most its their his".split())
_AGAIN = frozenset({"by", "from", "since", "between", "in"})
"""Words after which a form of the past is more often no verb of its own: rebels backed by Turkey."""
_PAST = PAST | frozenset(
    "fled rose grew bought sold sought swore tore wore bore flew drew chose froze rang sang".split()
)
_MUTUAL = frozenset(
    map(root, "met agreed talked joined discussed signed fought clashed spoke negotiated shared".split())
)
"""What two do with one another, so that either may be told to do it."""
_BE = frozenset("was were is are be been being".split())
_LEAST = 4
"""Letters that a verb in -ed has more than."""


@dataclass(frozen=True, slots=True)
class Doing:
    """A verb of a text: its place and root, and the names of its subject; None where that is not plain."""

    place: int
    root: str
    names: frozenset[str] | None


def faults(part: Said, premise: Premise) -> list[Fault]:
    """Verbs of a stretch with a subject that has them nowhere in the fact."""
    theirs = doings(premise.said)
    named = frozenset(_name(t) for t in premise.said.tokens if t.is_capital)
    found = []
    for doing in doings(part):
        same = [d for d in theirs if d.root == doing.root]
        known = frozenset[str]().union(*(d.names or () for d in same))
        plain = bool(same) and all(d.names for d in same) and doing.names is not None and doing.names <= named
        if plain and doing.names and not doing.names & known:
            found.append(_fault(part.tokens[doing.place]))
    return found


@lru_cache(maxsize=20_000)
def doings(said: Said) -> tuple[Doing, ...]:
    """The verbs of a text in the active, with their subjects."""
    return tuple(_doings(said))


def _doings(said: Said) -> Iterator[Doing]:
    days = dated(said)
    main: list[Token] = []
    pending: list[Token] = []
    aside = ended = False
    for place, token in enumerate(said.tokens):
        word = token.word or token.text
        if word in _OPENS:
            if not aside and pending and word not in _ASIDE and word != "and":
                main, pending = [*main, *pending], pending
            aside = word in _ASIDE or (aside and word in ("and", "or"))
            if word not in ("and", "or") or not pending or ended:
                pending = []
            ended = False
            continue
        if place in days:
            continue
        if _is_verb(said, place):
            subject = pending or (main if not aside else [])
            passive = place and any(t.word in _BE for t in said.tokens[max(place - 2, 0) : place])
            if not passive and token.word not in VERBS and token.root not in _MUTUAL:
                yield Doing(place, token.root, _names(subject) if subject else None)
            if token.word in VERBS:
                main = []
            elif pending and not aside:
                main = pending
            pending, ended = [], True
        elif not ended and word in _PREPOSITIONS:
            ended = True
        elif not ended and token.word and (token.word not in FUNCTION) and not token.is_number:
            pending = [*pending, token]


def _is_verb(said: Said, place: int) -> bool:
    """Is it a verb in the past, as far as its form and what stands beside it tell?"""
    token = said.tokens[place]
    before = said.tokens[place - 1] if place else token
    after = said.tokens[place + 1].word if place + 1 < len(said.tokens) else ""
    if token.word in VERBS:
        return not token.is_capital
    noun = before.word in _BEFORE_NOUNS or before.text == "-" or before.word.endswith(("ly", "ed"))
    if token.is_capital or noun or token.word == "armed":
        return False
    return (token.word in _PAST or (token.word.endswith("ed") and len(token.word) > _LEAST)) and after not in _AGAIN


def _names(subject: list[Token]) -> frozenset[str]:
    return frozenset(_name(t) for t in subject if t.is_capital and not t.text.isupper())


def _name(token: Token) -> str:
    """The root of a name; of a people, that of its country."""
    return root(DEMONYMS[token.word]) if token.word in DEMONYMS else token.root


def _fault(token: Token) -> Fault:
    what = "it has somebody do what in the fact another does"
    return Fault(check="name", start=token.start, end=token.end, reason=f"{what}; keep who does it", told=what)
