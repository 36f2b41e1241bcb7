"""What a sentence is led into with, or ends with as its aim: a cause, company, a defiance, a first time, a purpose.

Each claims something, so the very fact that carries what it belongs to must tie the same words in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.grounding.claims import Fault
from bot.domain.grounding.line import Line
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.sense.scope import BREAKS, dated, is_break, is_content
from bot.domain.grounding.tokens import Said, Token
from bot.domain.grounding.words.light import is_light
from bot.domain.grounding.words.thesaurus import phrases, tellable, told_for


def _any(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{words})(?!\S)")


_MADE = {
    "cause": _any(
        "because of|because|due to|owing to|as a result of|as a consequence of|in consequence of|thanks to|"
        "on account of|on the grounds of"
    ),
    "company": _any(
        "together with|along with|alongside|accompanied by|in cooperation with|in concert with|hand in hand with|"
        "side by side with"
    ),
    "despite": _any("despite|in spite of|regardless of|even though|although|in defiance of|notwithstanding"),
    "first": _any("for the (?:first|last|second|third) time"),
    "result": _any("as a result|as a consequence|consequently|therefore|thus|hence|for this reason|for that reason"),
}
_CARRIED = {
    "cause": _any(
        f"{_MADE['cause'].pattern}|over|through|caused by|forced by|driven by|triggered by|prompted by|amid|"
        "(?<=died )of|(?<=dead )of|since(?! \\d)"
    ),
    "company": _any(f"{_MADE['company'].pattern}|jointly with|together|(?<=joint )with|and|both"),
    "despite": _any(f"{_MADE['despite'].pattern}|though|even after|even as|while|whereas|in breach of|in violation of"),
}
_BUT = _any("but|yet|however")
_CAUSING = _any("forced|caused|led to|triggered|prompted|drove")
_JOINING = frozenset(", ; and but while whereas then".split())
_NEAR = {"company": 2}
_FIRST = 4
"""How soon the first word of a lead must stand behind the connective of a fact."""
_LEAST = 2
_TAIL = 9
"""Tokens from the end within which an aim is looked for."""
_REACH = 8
_THINGS = 3
_TO = frozenset({"to", "for", "of", "into", "against"})
_GOING_ON = frozenset("keep continue let help start begin try".split())


@dataclass(frozen=True, slots=True)
class Lead:
    """What a stretch opens with: its kind, the place behind its connective, and that behind all of it."""

    kind: str
    first: int
    behind: int
    last: int


def faults(part: Said, premise: Premise) -> list[Fault]:
    """Leads and aims of a stretch that the fact does not have."""
    found = []
    lead = lead_of(part)
    if lead and not _is_carried(lead, part, premise.said):
        found.append(_fault(part, lead.first, lead.behind))
    return found + [_fault(part, n, n + 2) for n in _aims(part) if not _is_aim(part, n, premise.said)]


def is_lead_alone(part: Said) -> bool:
    """Is a stretch no more than a lead, which says something only with what follows it?"""
    lead = lead_of(part)
    return lead is not None and sum(map(is_content, part.tokens[lead.last :])) < _LEAST


@lru_cache(maxsize=20_000)
def lead_of(said: Said) -> Lead | None:
    """What a text opens with, if it is such a tie; without a comma behind it, it has no end."""
    first = next((n for n, t in enumerate(said.tokens) if (t.word or t.text) not in _JOINING), 0)
    for kind, words in _MADE.items():
        for start, behind, _ in Line.of(said).find(words):
            if start == first:
                commas = (n for n in range(behind, len(said.tokens)) if said.tokens[n].text == ",")
                return Lead(kind, start, behind, next(commas, len(said.tokens)))
    return None


def _is_carried(lead: Lead, part: Said, premise: Said) -> bool:
    """Has the fact such a tie to the same words, which the rest of the stretch does not tell by itself?"""
    rest = part.part(lead.last, len(part.tokens))
    if lead.kind == "result":
        return True
    if lead.kind == "first":
        return _is_first(part.tokens[lead.behind - 2].word, rest, premise)
    ours = _content(part, range(lead.behind, lead.last))
    return not ours or (_ties(lead.kind, ours, premise) and not _ties(lead.kind, ours, rest))


def _ties(kind: str, ours: tuple[str, ...], said: Said) -> bool:
    """Does a text tie these words in this way?"""
    sides = []
    for start, behind, _ in Line.of(said).find(_CARRIED[kind]):
        sides.append(_content(said, range(behind, len(said.tokens))))
        if kind == "company":
            sides.append(_content(said, range(start - 1, -1, -1)))
    near = _NEAR.get(kind, _FIRST)
    if any(_tells(ours[:1], side[:near]) and _tells(ours, side) for side in sides):
        return True
    turned = _CAUSING if kind == "cause" else _BUT if kind == "despite" else None
    if turned is None:
        return False
    return any(_tells(ours, _content(said, range(n - 1, -1, -1))) for n, _, _ in Line.of(said).find(turned))


def _tells(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """May at least half of our words be told for some of theirs?"""
    told = frozenset(word for t in theirs for word in told_for(t))
    return 2 * sum(o in told for o in ours) >= len(ours)


def _content(said: Said, places: range) -> tuple[str, ...]:
    """The roots of the words of meaning at some places, up to the end of their clause."""
    found: list[str] = []
    for place in places:
        token = said.tokens[place]
        if found and is_break(token, BREAKS | {","}):
            break
        if is_content(token) and place not in dated(said):
            found.append(token.root)
    return tuple(found)


def _is_first(which: str, rest: Said, premise: Said) -> bool:
    """Has the fact such a time, or a first of something that the rest of a stretch tells of without saying so?"""
    if which in rest.words:
        return False
    if re.search(rf"(?<!\S)for the {which} time(?!\S)|(?<!\S)never (?:before|until)", Line.of(premise).text):
        return True
    theirs = [n for n, t in enumerate(premise.tokens) if t.word == which]
    return any(set(_content(premise, range(n + 1, len(premise.tokens)))[:2]) & rest.roots for n in theirs)


def _aims(said: Said) -> Iterator[int]:
    """The places of `to` before a verb near the end."""
    for place in range(max(len(said.tokens) - _TAIL, 1), len(said.tokens) - 1):
        before, verb = said.tokens[place - 1], said.tokens[place + 1]
        if said.tokens[place].word != "to" or before.word == "according" or {place, place + 1} & dated(said):
            continue
        if _is_base(verb) and not is_light(verb.word, verb.root) and verb.word not in _GOING_ON:
            yield place


def _is_base(token: Token) -> bool:
    return (
        token.text.islower()
        and token.word.isalpha()
        and not token.word.endswith(("s", "ing", "ed", "ern", "ion", "ment", "ity"))
    )


def _is_aim(part: Said, place: int, premise: Said) -> bool:
    """Has the fact this verb as an aim, or of the same thing; and no seldomer than the stretch?"""
    verb = part.tokens[place + 1].root
    if any(run.key in tellable(premise) for run in phrases(part.tokens, place + 1)):
        return True
    theirs = _places(premise, verb)
    if not theirs:
        return verb not in tellable(premise)  # Whether it has such a word at all is judged elsewhere.
    if sum(_is_aimed(part, n) for n in _places(part, verb)) > len(theirs):
        return False
    things = _content(part, range(place + 2, len(part.tokens)))[:_THINGS]
    return any(_is_aimed(premise, n) or _is_done_to(premise, n, things) for n in theirs)


def _places(said: Said, verb: str) -> list[int]:
    """Where a text has a word or phrase for which a verb may be told, names aside."""
    keyed = [
        (n, {t.root} | {run.key for run in phrases(said.tokens, n)})
        for n, t in enumerate(said.tokens)
        if t.root and not (n and t.is_capital)
    ]
    return [n for n, keys in keyed if any(verb in told_for(key) for key in keys)]


def _is_aimed(said: Said, place: int) -> bool:
    before = [t.word for t in said.tokens[max(place - 2, 0) : place]]
    return bool(_TO.intersection(before)) or (before[-1:] == ["in"] and said.tokens[place].word.endswith("ing"))


def _is_done_to(said: Said, place: int, things: tuple[str, ...]) -> bool:
    """Does a word of what is told to be done stand behind the verb?"""
    behind = said.tokens[place + 1 : place + 1 + _REACH]
    return not things or any(set(things) & told_for(t.root) for t in behind if t.root)


def _fault(part: Said, first: int, last: int) -> Fault:
    start, end = part.tokens[first].start, part.tokens[last - 1].end
    return Fault(
        check="word",
        start=start,
        end=end,
        reason=f"the fact has no {part.text[start:end]!r} of this; leave it out, or tie only what the fact ties",
        told="it ties things together in a way that its source does not",
    )
