"""Is the same denied? A negator of a sentence needs one of the fact over the same words, and the other way round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.grounding.claims import Fault
from bot.domain.grounding.sense.scope import Runs, after, before, dated, is_content, meet, roots
from bot.domain.grounding.tokens import Said, Token, root

_PLAIN = frozenset(
    """not cannot no never none neither nor without nobody nothing nowhere hardly barely scarcely unless zero
    isnt arent wasnt werent dont doesnt didnt hasnt havent hadnt wont wouldnt couldnt shouldnt cant""".split()
)
"""Words that negate what follows them."""
_VERBS = frozenset(
    root(w)
    for w in """deny denial refuse refusal reject rejection decline fail failure lack absence unable inability false
    untrue baseless unfounded contrary""".split()
)
"""Words that negate what stands on either side of them."""
_PREDICATES = frozenset(root(w) for w in "false untrue baseless unfounded".split())
"""Those of them that stand behind what they negate."""
_TRUE = frozenset(root(w) for w in "true correct accurate right".split())
_STOPPING = frozenset(
    root(w)
    for w in """stop end halt cease prevent avoid avert block bar ban suspend cancel abandon drop remove dismiss
    stay lose loss oppose doubt veto exclude resist uncertain unclear unknown only except instead rather
    insufficient impossible unlike shut close outside beyond""".split()
)
"""Words that may be told as a negation, and that a negation may be told for, but that are words of their own."""
_UN = {
    root(negated): root(base)
    for base, negated in (
        pair.split(":")
        for pair in """acceptable:unacceptable affordable:unaffordable afford:unaffordable armed:unarmed
        certain:uncertain clear:unclear confirmed:unconfirmed fund:unfunded harm:unharmed hurt:unhurt injure:uninjured
        heed:unheeded hinder:unhindered impede:unimpeded know:unknown lawful:unlawful legal:illegal likely:unlikely
        name:unnamed possible:impossible provoke:unprovoked enough:insufficient sufficient:insufficient true:untrue
        verify:unverified willing:unwilling work:unworkable workable:unworkable finish:unfinished use:unusable
        complete:incomplete access:inaccessible avoid:inevitable avoidable:inevitable stable:unstable
        identify:unidentified include:exclude discriminate:indiscriminate specify:unspecified resolve:unresolved
        mature:premature basis:baseless foundation:unfounded""".split()
    )
}
_PARTICLES = {
    root(verb): frozenset(particles.split())
    for verb, particles in {
        "rule": "out", "leave": "out without", "shut": "out", "give": "up", "hold": "back", "turn": "back down away",
        "cut": "short off", "put": "out", "free": "of", "deprive": "of", "strip": "of", "call": "off", "break": "off",
        "keep": "from", "take": "off",
    }.items()
}  # fmt: skip
_NO_NEGATION = Runs((
    ("no", "more", "than"), ("no", "fewer", "than"), ("no", "less", "than"), ("not", "more", "than"),
    ("not", "less", "than"), ("not", "fewer", "than"), ("not", "only"), ("no", "later", "than"), ("not", "just"),
    ("not", "far", "from"), ("no", "earlier", "than"), ("no", "sooner"), ("nothing", "but"),
    ("failing", "which"), ("failing", "that"),
))  # fmt: skip
"""Bounds and phrases that deny nothing."""
_ONLY = frozenset("only solely alone just merely".split())
_NOT_ONLY = Runs(("not", word) for word in _ONLY)
_HOLDING = frozenset(root(w) for w in "avoid refrain abstain".split())
"""Words of their own that may not be left out where what they reach is told."""
_OF_NOUNS = frozenset({"no", "without", "none"})
"""Those that negate a noun, and not what stands beside it."""
_NOUN_ENDS = frozenset("and in on at of for from by with to as under during until after before since".split())
_DECLINE, _FAIL = root("decline"), root("fail")
_AHEAD = 16
_NEAR, _WIDE = 3, 8
"""Content words that a negator surely reaches, and those that it may."""


@dataclass(frozen=True, slots=True)
class Negator:
    """A word that negates: the roots that it surely negates, those that it covers, all of its clause, and whether it is
    a negation and nothing else.
    """

    place: int
    word: str
    root: str
    near: frozenset[str]
    cover: frozenset[str]
    clause: frozenset[str]
    plain: bool


def _ends_with(said: Said, place: int) -> bool:
    """Does it end with something, rather than end it?"""
    following = said.tokens[place + 1 : place + 2]
    return said.tokens[place].root == root("end") and any(t.word in ("with", "in", "without", "up") for t in following)


def _leaves_out(said: Said, place: int) -> bool:
    """Is it a verb that shuts out, gives up or holds back, with its particle close behind?"""
    particles = _PARTICLES.get(said.tokens[place].root, frozenset())
    return any(t.word in particles for t in said.tokens[place + 1 : place + 4])


def _declines(said: Said, place: int) -> bool:
    """Is it to refuse, and not to fall?"""
    beside = said.tokens[max(0, place - 1)].word, *(t.word for t in said.tokens[place + 1 : place + 2])
    return not {"the", "a", "its", "their", "of", "in", "by", "from", "sharp", "steep"}.intersection(beside)


def _fails_to(said: Said, place: int) -> bool:
    """Is it told what somebody failed to do?"""
    words = [t.word or t.text for t in said.tokens[place + 1 : place + 1 + _AHEAD]]
    return bool(words) and words[0] != "," and "to" in words


@lru_cache(maxsize=20_000)
def negators(said: Said) -> tuple[Negator, ...]:
    """All that is negated in a text."""
    found = []
    for place, token in enumerate(said.tokens):
        if place in dated(said) or _ends_with(said, place) or any(_NO_NEGATION.at(said, place)):
            continue
        plain = token.word in _PLAIN or token.word.endswith("n't")
        verb = token.root in _VERBS or (token.root == root("rule") and _leaves_out(said, place))
        if token.root == _DECLINE and not _declines(said, place):
            continue
        if not (plain or verb or token.root in _STOPPING or token.root in _UN or _leaves_out(said, place)):
            continue
        ends = _NOUN_ENDS if token.word in _OF_NOUNS else frozenset()
        reached = after(said, place, _NEAR, ends=ends)
        near = roots(said, [n for n in reached if not said.tokens[n].is_capital] or reached)
        own = frozenset({token.root, _UN[token.root]} if token.root in _UN else ())
        behind = roots(said, before(said, place, _WIDE))
        cover = roots(said, after(said, place, _WIDE, ends=ends & {"and"})) | own
        clause = cover | behind
        both = roots(said, (*before(said, place, _NEAR), *after(said, place, _NEAR + 1))) | own
        alone = token.root == _FAIL and not _fails_to(said, place)
        called = said.tokens[place + 1 : place + 2] if place and said.tokens[place - 1].word == "as" else ()
        # "They dismissed as untrue the reports" has behind it what the others have before them.
        ahead = token.root in _PREDICATES and bool(called) and called[0].word in ("the", "all", "any")
        if not ahead and (token.root in _PREDICATES or alone) and behind:
            near = roots(said, before(said, place, _NEAR))
        elif not ahead and token.root in _UN:
            near = own
        elif not ahead and not near:
            near = roots(said, before(said, place, _NEAR))
        if _leaves_out(said, place):
            cover = clause = clause | {root("include")}
        elif verb or not near or near & _TRUE:
            cover = clause
        elif not plain and token.word not in ("rather", "instead"):
            cover = both
        found.append(Negator(place, token.word, token.root, near, cover, clause, plain or verb))
    return tuple(found)


def faults(part: Said, premise: Said) -> list[Fault]:
    """Negations that only one of them has."""
    ours, theirs = negators(part), negators(premise)
    conditional = bool({"if", "unless", "otherwise"} & set(part.words)) or "failing" in part.words
    found, free_theirs = [], list(theirs)
    for negator in ours:
        against = negator.word == "contrary" and "against" in premise.words
        if not negator.plain or negator.word == "nor" or against:
            continue
        fitting = next((t for t in free_theirs if _meets(negator, t, conditional) and not _is_told(t, part)), None)
        if fitting is None:
            found.append(_added(part, part.tokens[negator.place]))
        else:
            free_theirs.remove(fitting)
    found += [_added(part, part.tokens[n]) for n in _widened(part, premise)]
    if found:
        return found
    free = _free(premise, theirs)
    return [fault for t in theirs if t.plain or t.root in _HOLDING for fault in _dropped(part, premise, t, ours, free)]


def _meets(ours: Negator, theirs: Negator, conditional: bool) -> bool:
    """May both deny the same? What is not unless, is not if not; and what is to stop does not stop."""
    if theirs.word == "unless" and not conditional:
        return False
    if not theirs.plain:
        return theirs.root not in ours.near and meet(ours.near, theirs.cover)
    return not ours.near or meet(ours.near, theirs.clause)


def _is_told(theirs: Negator, part: Said) -> bool:
    """Is a word of the fact that only means a negation told by itself, so that no other is told for it?"""
    return not theirs.plain and any(t.root == theirs.root for t in part.tokens)


def _free(premise: Said, theirs: tuple[Negator, ...]) -> frozenset[str]:
    """Roots that the fact also has outside of what it denies, and its names."""
    denied = frozenset().union(*(n.near for n in theirs)) if theirs else frozenset()
    seen: dict[str, int] = {}
    for token in premise.tokens:
        if is_content(token):
            seen[token.root] = seen.get(token.root, 0) + 1
    named = {t.root for n, t in enumerate(premise.tokens) if n and t.is_capital}
    return frozenset(r for r, n in seen.items() if r not in denied or n > 1) | named


def _dropped(
    part: Said, premise: Said, theirs: Negator, ours: tuple[Negator, ...], free: frozenset[str]
) -> list[Fault]:
    """A fault where words that the fact denies are told, and nothing in the stretch denies them."""
    denied = theirs.near - free or (theirs.near if len(theirs.near) == 1 else frozenset())
    used = [t for t in part.tokens if is_content(t) and meet({t.root}, denied)]
    fitting = [n for n in ours if (n.plain or not meet({n.root}, denied)) and not _is_elsewhere(n, theirs, premise)]
    if not used or any(meet({t.root for t in used}, n.cover) for n in fitting):
        return []
    what = premise.tokens[theirs.place].text
    return [
        Fault(
            check="negation",
            start=used[0].start,
            end=used[-1].end,
            reason=f"the fact denies this with {what!r}; the sentence does not",
            told="it leaves out that its source denies this",
        )
    ]


def _is_elsewhere(ours: Negator, theirs: Negator, premise: Said) -> bool:
    """Does the fact have this very negator too, over other words than the one in question?"""
    twins = [n for n in negators(premise) if n.root == ours.root]
    return ours.root != theirs.root and bool(twins) and not any(meet(n.near, theirs.near) for n in twins)


def _widened(part: Said, premise: Said) -> Iterator[int]:
    """Where `not` takes back that it was only that."""
    if _ONLY & set(premise.words) and not any(any(_NOT_ONLY.at(premise, n)) for n in range(len(premise.tokens))):
        yield from (n for n in range(len(part.tokens)) if any(_NOT_ONLY.at(part, n)))


def _added(part: Said, token: Token) -> Fault:
    return Fault(
        check="negation",
        start=token.start,
        end=token.end,
        reason=f"{token.text!r} denies what the fact does not deny",
        told="it denies what its source does not deny",
    )
