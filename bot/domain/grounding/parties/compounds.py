"""Words that are tied by a hyphen or hang on as company: rebel-held, Russian-backed, with Turkish support.

Who holds, backs or supports must be the same in the fact; what is told twice must stand in it twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from bot.domain.grounding.claims import Fault
from bot.domain.grounding.names.known import PAST
from bot.domain.grounding.names.pieces import normal
from bot.domain.grounding.sense.scope import meet
from bot.domain.grounding.tokens import Said, Token, root

_WHOLE = frozenset({"all"})
"""First halves that make the second as great as can be: all-out."""
_SUPPORT = frozenset(map(root, "support help backing aid assistance approval consent blessing involvement".split()))
_KINDS = frozenset(map(root, "military air ground political financial armed".split()))
"""What may stand between somebody and his support."""
_BACKED = frozenset(map(root, "backed supported aided sponsored armed funded".split()))
_NEAR = 4
_LEAST = 4
"""Letters that a participle in -ed has more than."""


def faults(part: Said, premise: Said) -> list[Fault]:
    """Compounds and companions of a stretch that are others in the fact, and what it tells twice."""
    return [_fault(t) for t in (*_exchanged(part, premise), *_escorts(part, premise), *_again(part, premise))]


@lru_cache(maxsize=20_000)
def _compounds(said: Said) -> tuple[tuple[int, frozenset[str]], ...]:
    """The places of the second halves of words with a hyphen, each with the roots of the first."""
    found = []
    for place, token in enumerate(said.tokens):
        if token.text == "-" and 0 < place < len(said.tokens) - 1:
            first, second = said.tokens[place - 1], said.tokens[place + 1]
            if first.word and second.word and first.end == token.start and token.end == second.start:
                found.append((place + 1, _roots(first)))
    return tuple(found)


def _roots(token: Token) -> frozenset[str]:
    return frozenset({token.root, *normal(token.word)})


def _exchanged(part: Said, premise: Said) -> Iterator[Token]:
    """Second halves that the fact has with other first halves, and nowhere by itself."""
    theirs = _compounds(premise)
    for place, first in _compounds(part):
        token = part.tokens[place]
        if _is_done(token) and not _is_done_so(token, first, premise):
            yield token
            continue
        if first & _WHOLE and not any(first & other for _, other in theirs):
            yield token
            continue
        same = [other for n, other in theirs if premise.tokens[n].root == token.root]
        loose = [n for n, t in enumerate(premise.tokens) if t.root == token.root and not any(n == m for m, _ in theirs)]
        same += [_doer(premise, n) for n in loose]
        if same and all(same) and not any(meet(first, other) for other in same):
            yield token


def _is_done(token: Token) -> bool:
    """Is it a participle, as `backed` and `held` are?"""
    return token.word in PAST or (token.word.endswith("ed") and len(token.word) > _LEAST)


def _is_done_so(token: Token, first: frozenset[str], premise: Said) -> bool:
    """Has the fact of the first half what the second half says of it, as far as it has either of them so?"""
    done = [premise.tokens[n].root for n, other in _compounds(premise) if first & other]
    by = any(_doer(premise, n) & first for n, t in enumerate(premise.tokens) if t.root and meet({token.root}, {t.root}))
    if done:
        return by or meet({token.root}, done)
    if token.root not in _BACKED or by:
        return True
    return any(first & near for near in _supporters(premise, token.root))


def _doer(said: Said, place: int) -> frozenset[str]:
    """The roots of the words after `by` behind a verb; none where it has no `by`."""
    ahead = said.tokens[place + 1 : place + 2]
    if not ahead or ahead[0].word != "by":
        return frozenset()
    return frozenset(r for t in said.tokens[place + 2 : place + 2 + _NEAR] if t.word for r in _roots(t))


def _escorts(part: Said, premise: Said) -> Iterator[Token]:
    """With somebody's support, where the fact has no such support of his."""
    for place, token in enumerate(part.tokens[:-2]):
        name, what = part.tokens[place + 1], part.tokens[place + 2]
        escorts = token.word in ("with", "without") and name.is_capital and what.root in _SUPPORT
        if escorts and not any(_roots(name) & near for near in _supporters(premise, what.root)):
            yield what


def _supporters(said: Said, what: str) -> Iterator[frozenset[str]]:
    """The roots of the words that can tell whose support a text speaks of."""
    for place, token in enumerate(said.tokens):
        if token.root and meet({what}, {token.root}):
            first = place - 2 if place > 1 and said.tokens[place - 1].root in _KINDS else max(place - 1, 0)
            yield frozenset(r for t in said.tokens[first:place] if t.word for r in _roots(t))
            after = said.tokens[place + 1 : place + 2 + _NEAR]
            if after and after[0].word in ("by", "of", "from"):
                yield frozenset(r for t in after if t.word for r in _roots(t))


def _again(part: Said, premise: Said) -> Iterator[Token]:
    """What is tied on behind a comma as done too, where the fact has it once and the stretch has told it."""
    for place, token in enumerate(part.tokens):
        if not (place and part.tokens[place - 1].text == "," and token.word.endswith("ing")):
            continue
        told = sum(t.root == token.root for t in part.tokens)
        if 1 < told > sum(bool(t.root) and meet({token.root}, {t.root}) for t in premise.tokens):
            yield token


def _fault(token: Token) -> Fault:
    return Fault(
        check="order",
        start=token.start,
        end=token.end,
        reason=f"{token.text!r} goes with somebody or something else in the fact, or stands in it once only",
        told="it ties to one what its source ties to another",
    )
