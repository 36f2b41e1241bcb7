"""What was done to those whom a number counts: were they killed, wounded or driven out?"""

from __future__ import annotations

from functools import lru_cache

from bot.domain.grounding.counts.amounts import Amount, read_amounts
from bot.domain.grounding.days.datewords import read_dates
from bot.domain.grounding.tokens import Said, Token, root

_KILLED, _WOUNDED = "killed", "wounded"
_FAMILIES = {
    _KILLED: "kill die dead death deadly fatal fatality perish slay casualty",
    _WOUNDED: "wound injure injury injuries hurt maim casualty",
    "displaced": "displace displacement flee flight uproot evacuate evacuation",
    "returned": "return returnee returnees",
    "arrived": "arrive arrival",
    "captured": "capture seize retake recapture",
    "arrested": "arrest detain detention",
    "released": "release",
    "destroyed": "destroy demolish destruction",
    "damaged": "damage",
    "downed": "shoot",
    "deployed": "deploy deployment",
    "withdrawn": "withdraw withdrawal",
    "infected": "infect infection",
}
_OF: dict[str, frozenset[str]] = {}
for _name, _words in _FAMILIES.items():
    for _word in _words.split():
        _OF[root(_word)] = _OF.get(root(_word), frozenset()) | {_name}
_MOVES = frozenset({"displaced", "returned", "arrived", "withdrawn", "deployed"})
"""What people do themselves; the others are done to them, by what stands before such a verb in the active."""
_DIE = frozenset(map(root, ("die", "perish", "dead", "death", "fatality", "casualty", "injuries", "injury")))
_HELPS = frozenset("who that which were was had been have has are being of them its their his her the also".split())
_PASSIVE = frozenset("were was been being are is got".split())
_AWAY = frozenset("in by with after during on from near across between within among over against for into".split())
"""Words before a number of what nothing is told to be done to: in two strikes."""
_AFTER_ENDS = frozenset("and or but in on at by from to with for as while after before when where including".split())
_BEFORE_ENDS = frozenset("; . : ( ) while whereas but who which that when where".split())
_AHEAD, _BACK = 7, 14


@lru_cache(maxsize=20_000)
def done(said: Said, amount: Amount) -> frozenset[str]:
    """What is told to be done to those whom a number counts, by families of verbs and nouns; empty where nothing is."""
    found, ends = _behind(said, amount)
    return found if ends else found | _ahead(said, amount)


def _behind(said: Said, amount: Amount) -> tuple[frozenset[str], bool]:
    """What follows a number tells, as ten who were killed; and whether it is all, unlike that of displaced people."""
    dated = _dates(said)
    found: frozenset[str] = frozenset()
    ends, seen = False, False
    for place in range(amount.last, min(amount.last + _AHEAD, len(said.tokens))):
        token = said.tokens[place]
        word = token.word or token.text
        if seen and word in ("and", "or") and place + 1 < len(said.tokens) and _of(said.tokens[place + 1]):
            continue
        if place in dated or token.is_number or word in _AFTER_ENDS or not token.word:
            break
        here = _of(token)
        if not here or (_is_active(said, place, here) and amount.last != place):
            continue
        found |= here
        seen = True
        ends = ends or not _leads_noun(said, place)
    return found, ends


def _is_active(said: Said, place: int, here: frozenset[str]) -> bool:
    """Does what stands before the verb do it to others: two strikes killed ten?"""
    token = said.tokens[place]
    if here & _MOVES or token.root in _DIE or said.tokens[place - 1].word in _PASSIVE:
        return False
    following = said.tokens[place + 1] if place + 1 < len(said.tokens) else None
    if following is None or not following.word:
        return False
    return following.word not in _AFTER_ENDS or following.word in ("at", "as")


def _leads_noun(said: Said, place: int) -> bool:
    """Does the word only tell which they are: displaced people, wounded soldiers?"""
    token = said.tokens[place]
    following = said.tokens[place + 1] if place + 1 < len(said.tokens) else None
    plain = following is not None and bool(following.word) and following.word not in _AFTER_ENDS | _HELPS
    return token.word.endswith("ed") and plain and said.tokens[place - 1].word not in _PASSIVE


def _ahead(said: Said, amount: Amount) -> frozenset[str]:
    """What stands before a number tells: it killed ten, the deaths of ten."""
    tokens = said.tokens
    others = {n for a in read_amounts(said) if a is not amount for n in range(a.first, a.last)}
    before = tokens[amount.lead - 1].word if amount.lead else ""
    if before in _AWAY:
        return frozenset()
    for place in range(amount.lead - 1, max(amount.lead - 1 - _BACK, -1), -1):
        token = tokens[place]
        if (token.word or token.text) in _BEFORE_ENDS:
            break
        here = _of(token) if place not in others else frozenset()
        if here and not (place and tokens[place - 1].word in _PASSIVE and token.word.endswith("ed")):
            joined = place > 1 and tokens[place - 1].word in ("and", "or")
            return here | (_of(tokens[place - 2]) if joined else frozenset())
    return frozenset()


def _of(token: Token) -> frozenset[str]:
    return _OF.get(token.root, frozenset())


def _dates(said: Said) -> frozenset[int]:
    return frozenset(n for m in read_dates(said) for n in range(m.first, m.last))
