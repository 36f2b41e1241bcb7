"""Words that tie one thing to another claim something themselves: a cause, an aim, company, that it was the only time.

Each needs one of its kind in the fact, beside the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.domain.asking.synonyms import DEMONYMS
from bot.domain.grounding.claims import Fault
from bot.domain.grounding.line import Line
from bot.domain.grounding.parties.doers import acts
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.sense.scope import BREAKS, is_break, is_content, meet
from bot.domain.grounding.tokens import Said, Token, read, root
from bot.domain.grounding.words.light import FUNCTION


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of tie: the words that make it, and those of a fact that carry it, on either side or only with what
    follows them.
    """

    name: str
    made: re.Pattern[str]
    carried: re.Pattern[str]
    forwards: re.Pattern[str] | None = None


def _any(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{words})(?!\S)")


_CAUSES = (
    "because of|because|due to|owing to|as a result of|as a consequence of|in consequence of|thanks to|on account of|"
    "on the grounds of|caused by"
)
_RESULTS = (
    "as a result(?! of)|as a consequence(?! of)|consequently|therefore|thus|hence|thereby|for this reason|"
    "for that reason|because of this|(?<=, )so(?! that)|and so(?! that)|which led to|which caused|leading to|"
    "resulting in"
)
_STRONG_CAUSE = (
    "because|due|owing|result\\w*|consequen\\w+|thanks|cause\\w*|causing|reason\\w*|ground\\w*|blam\\w+|led|lead\\w*|so|"
    "thus|hence|therefore|forc\\w+|prompt\\w*|trigger\\w*|driv\\w+|drove|made|mak\\w+|mean\\w*|meant|left|leav\\w+|"
    "brought|let|enabl\\w+|cost|cut|respon\\w+|bring\\w*|set|put\\w*|saying|origin\\w*|trac\\w+"
)
_WEAK_CAUSE = "over|through|since|as|from|by|of|for|with|amid|under|against|in"
_KINDS = (
    Kind("cause", _any(_CAUSES), _any(_STRONG_CAUSE), _any(_WEAK_CAUSE)),
    Kind("result", _any(_RESULTS), _any(_STRONG_CAUSE), _any(_WEAK_CAUSE)),
    Kind(
        "company",
        _any(
            "together with|along with|alongside|accompanied by|in cooperation with|in concert with|hand in hand with|"
            "with the (?:support|help|backing|assistance|aid|approval|consent|blessing) of|side by side with"
        ),
        _any(
            "together|along|alongside|accompan\\w+|with|and|joint\\w*|both|support\\w*|back\\w*|aid\\w*|help\\w*|"
            "all\\w+|cooperat\\w+|assist\\w*|,|beside\\w*"
        ),
    ),
    Kind(
        "frame",
        re.compile(
            r"^in an? (?!statement|speech|interview|report|letter|phone|telephone|video|televised|briefing|joint|"
            r"summary|tweet|written|first|span|matter|single|television|message|press|note|memo|call|post|public|survey|study)"
        ),
        _any("in an?|as an?|as|an?|was|were|is|are|call\\w*|described as"),
    ),
    Kind(
        "despite",
        _any("despite|in spite of|regardless of|even though|although|in defiance of"),
        _any("but|yet|however|still|breach\\w*|violat\\w+|def\\w+"),
        _any("despite|spite|regardless|notwithstanding|though|although|while|even|whereas"),
    ),
    Kind(
        "aim",
        _any("in order to|so as to|so that|in a bid to|in an effort to|with the aim of|aimed at|for the sake of"),
        _any(
            "to|so|bid|effort\\w*|aim\\w*|goal\\w*|purpose\\w*|for|want\\w*|would|intend\\w*|intention|in order|"
            "mean\\w*|meant|tr(?:y|ied|ying)|seek\\w*|sought|prevent\\w*|keep\\w*|allow\\w*|\\w+ing"
        ),
    ),
    Kind(
        "only",
        _any("(?<!not )only(?! to)|solely|merely|exclusively|nothing but|nobody but|no one but"),
        _any(
            "only|sole\\w*|mere\\w*|exclusive\\w*|nothing|alone|just|except\\w*|unless|single|"
            "limit\\w*|confin\\w+|restrict\\w*|until|simply|purely"
        ),
        _any("no|not|none|never|nobody"),
    ),
    Kind(
        "first",
        _any("for the first time|for the last time|for the second time|first of all"),
        _any("first\\w*|never|new\\w*|last|second|unprecedented|record|since"),
    ),
    Kind(
        "again",
        _any("again|once more|anew|yet again|once again"),
        _any(
            "again|once|anew|resum\\w*|renew\\w*|reta\\w+|retook|recaptur\\w*|reopen\\w*|return\\w*|reaffirm\\w*|reiterat\\w*|restor\\w*|restart\\w*|restat\\w*|regain\\w*|another|second\\w*|new\\w*|repeat\\w*|times|several"
        ),
    ),
    Kind(
        "still",
        _any("still|already|as yet|to this day"),
        _any(
            "still|already|remain\\w*|yet|continu\\w+|keep\\w*|kept|had|has|have|been|lie\\w*|lay|stay\\w*|hold\\w*|"
            "held|by|before|even|until|so far|since|left|endur\\w+|not|no|persist\\w*|ongoing"
        ),
    ),
    Kind(
        "at last",
        _any("finally|eventually|at last|in the end|at long last"),
        _any("final\\w*|eventual\\w*|last|end\\w*|after|later|then|ultimate\\w*|until"),
    ),
    Kind(
        "then",
        _any(
            "(?<!days )(?<!hours )(?<!day )(?<!weeks )(?<!week )(?<!months )(?<!month )(?<!year )(?<!years )"
            "(?<!minutes )later|afterwards|subsequently|(?<!since )(?<!by )(?<!until )(?<!the )then"
        ),
        _any(
            "later|after\\w*|subsequent\\w*|then|next|follow\\w*|before|when|once|until|later|ago|"
            "since|by then|at the time|previous\\w*|earlier|turn\\w*"
        ),
    ),
)
_ALONE = frozenset({"first", "still", "at last", "then"})
"""Kinds that need no more than one of theirs in the fact."""
_TURNED = frozenset({"cause", "result", "company", "despite", "only"})
"""Kinds whose sides may change places."""
_CLOSE = {"company": 6, "frame": 3}
"""Kinds whose first word must stand as near as this."""
_NEAR = 4
_FAR = 14


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie of a text: its tokens, and the roots of what stands right behind and before it."""

    kind: Kind
    first: int
    last: int
    behind: tuple[str, ...]
    before: tuple[str, ...]


def faults(part: Said, premise: Premise) -> list[Fault]:
    """Ties of a stretch that the fact does not make."""
    return [_fault(part, tie) for tie in ties(part) if not _is_carried(tie, part, premise.said)]


@lru_cache(maxsize=20_000)
def ties(said: Said) -> tuple[Tie, ...]:
    """The ties that a text makes."""
    return tuple(tie for kind in _KINDS for tie in _found(said, kind, kind.made, _NEAR))


@lru_cache(maxsize=20_000)
def _carrying(said: Said, kind: Kind) -> tuple[Tie, ...]:
    """What in a text can carry ties of a kind."""
    near = () if kind.forwards is None else (replace(t, before=()) for t in _found(said, kind, kind.forwards, _NEAR))
    return (*_found(said, kind, kind.carried, _FAR), *near)


def _found(said: Said, kind: Kind, words: re.Pattern[str], reach: int) -> Iterator[Tie]:
    for first, last, _ in Line.of(said).find(words):
        behind = _side(said, range(last, len(said.tokens)), reach)
        yield Tie(kind, first, last, behind, _side(said, range(first - 1, -1, -1), reach))


def _side(said: Said, places: range, reach: int) -> tuple[str, ...]:
    found: list[str] = []
    for place in places:
        token = said.tokens[place]
        if len(found) == reach or (found and is_break(token, BREAKS | {","})):
            break
        if is_content(token):
            found.append(f"={_name(token)}" if token.is_capital and place else token.root)
    return tuple(found)


def _name(token: Token) -> str:
    """The root of a name, which stands for itself alone; of a people, that of its country."""
    return root(DEMONYMS[token.word]) if token.word in DEMONYMS else token.root


def _is_carried(tie: Tie, part: Said, premise: Said) -> bool:
    """Has the fact such a tie, to the same words?"""
    theirs = _carrying(premise, tie.kind)
    if tie.kind.name in _ALONE or not tie.behind:
        return bool(theirs)
    if tie.kind.name == "result" and not tie.before:
        return any(t.kind == tie.kind and not t.before for t in ties(premise))
    own = frozenset(tie.behind)
    plain = frozenset(o.removeprefix("=") for o in own)
    if tie.kind.name in _CLOSE:
        near = (side for t in theirs for side in (t.behind, t.before if tie.kind.name == "company" else ()))
        first = tie.behind[:1] if tie.kind.name == "company" else tie.behind
        return any(all(meet({f}, side[: _CLOSE[tie.kind.name]]) for f in first) for side in near)
    if tie.kind.name in ("cause", "result") and any(
        meet(plain, a.by) and meet(part.roots - plain, {a.root}) for a in acts(premise)
    ):
        return True
    if tie.kind.name == "again":
        beside = _beside(part, tie) or {*tie.behind[:2], *tie.before[:2]}
        return any(meet(beside, {premise.tokens[t.first].root, *t.behind[:3], *t.before[:3]}) for t in theirs)
    return any(_meets(own, t.behind) or (tie.kind.name in _TURNED and _meets(own, t.before)) for t in theirs)


def _beside(part: Said, tie: Tie) -> set[str]:
    """The roots of the words right beside a tie, if they say something."""
    near = (*part.tokens[max(tie.first - 1, 0) : tie.first], *part.tokens[tie.last : tie.last + 1])
    return {t.root for t in near if t.word and t.word not in FUNCTION and not t.is_number}


def _meets(ours: frozenset[str], theirs: tuple[str, ...]) -> bool:
    """Does at least half of these words stand there?"""
    return 2 * sum(meet({o}, theirs) for o in ours) >= len(ours)


def _fault(part: Said, tie: Tie) -> Fault:
    start, end = part.tokens[tie.first].start, part.tokens[tie.last - 1].end
    words = read(part.text[start:end]).text
    return Fault(
        check="word",
        start=start,
        end=end,
        reason=f"the fact has no {words!r} here; leave it out, or tie only what the fact ties",
        told="it ties things together in a way that its source does not",
    )
