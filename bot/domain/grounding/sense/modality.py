"""Is the same left open? What a fact has as possible, intended, demanded or alleged may not be told as done, nor the
other way round.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from bot.domain.grounding.claims import Fault
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.sense.modal_words import BROUGHT, NEEDED, WAYS, WEAKER
from bot.domain.grounding.sense.negation import negators
from bot.domain.grounding.sense.scope import after, before, dated, is_content, meet, roots
from bot.domain.grounding.tokens import Said, Token, root
from bot.domain.grounding.words.light import FUNCTION, is_superlative

_AUXILIARIES = frozenset("to may might could can will would shall must should".split())
_BE = frozenset("is are was were be been".split())
_HAVE = frozenset("has have had having".split())
_NO_DEMAND = frozenset(
    """according due owing next close up as led lead leads leading access home response addition north south east west
    north-west contrary prior return returned returning went moved came thanks regard flight way""".split()
)
_AIMS = frozenset(root(w) for w in "seek aim".split())
"""Words that leave something open only with a verb behind them: they sought shelter, their aim was peace."""
_ABILITY = frozenset("could can".split())
_WOULD = frozenset("would could might may".split())
_AHEAD = 10
_HEAD, _NEAR = 2, 4
"""Content words that a modal word surely reaches, and those that it may."""


@dataclass(frozen=True, slots=True)
class Modal:
    """A word that leaves something open: in which ways, in which of them it must be told, and what it reaches."""

    place: int
    word: str
    ways: frozenset[str]
    needed: frozenset[str]
    brought: frozenset[str]
    head: frozenset[str]
    near: frozenset[str]
    around: frozenset[str]
    passive: bool

    @property
    def loose(self) -> bool:
        """May it also stand behind what it leaves open: it was possible, was demanded, will be done?"""
        return self.passive or bool(self.ways - {"future", "attempt", "condition"} and self.word not in _AUXILIARIES)


@lru_cache(maxsize=20_000)
def modals(said: Said) -> tuple[Modal, ...]:
    """All that a text leaves open."""
    found = []
    for place, token in enumerate(said.tokens):
        ways, needed, brought = _ways(said, place, token)
        if not ways:
            continue
        reached = after(said, _start(said, place, token), _NEAR) or before(said, place, _NEAR)
        near = roots(said, reached)
        around = near | roots(said, before(said, place, _NEAR)) | {token.root}
        found.append(
            Modal(
                place,
                token.word,
                ways,
                needed,
                brought,
                roots(said, reached[:_HEAD]),
                near,
                around,
                _is_passive(said, place),
            )
        )
    return tuple(found)


def _is_passive(said: Said, place: int) -> bool:
    """Does `be` stand beside it, so that what is done stands before it?"""
    last = said.tokens[place - 1].word if place else ""
    if last in _BE and said.tokens[place].word.endswith("ed"):
        return True
    return any(t.word in ("be", "been") for t in said.tokens[place + 1 : place + 3])


def _is_infinitive(said: Said, place: int) -> bool:
    """Is this `to` one of a verb, as far as can be told without a grammar?"""
    if place and said.tokens[place - 1].word in _NO_DEMAND:
        return False
    for token in said.tokens[place + 1 : place + 2]:
        verb = token.word in ("be", "have", "do", "take", "make", "get") or token.word not in FUNCTION
        return verb and bool(token.word) and not token.is_number and not token.is_capital
    return False


def _start(said: Said, place: int, token: Token) -> int:
    """Where what it leaves open begins: promised (in a speech) to press on, warned (on Monday) that it would."""
    if token.word in _AUXILIARIES or not NEEDED.get(token.root, frozenset()) & {"future", "demand", "risk"}:
        return place
    ahead = range(place + 1, min(place + _AHEAD, len(said.tokens)))
    return next((n for n in ahead if said.tokens[n].word in ("to", "that")), place)


def _ways(said: Said, place: int, token: Token) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The ways in which a token leaves things open, those that must be told, and those that may not be brought in."""
    none: frozenset[str] = frozenset()
    last = said.tokens[place - 1].word if place else ""
    following = said.tokens[place + 1].word if place + 1 < len(said.tokens) else ""
    if token.word == "to" and last in _BE:
        both = frozenset({"future", "demand"})
        return both, both, both
    if token.word == "to" and last in _HAVE:
        return frozenset({"demand", "future"}), none, none
    if token.word == "to" and _is_infinitive(said, place):
        return frozenset({"demand", "future"}), none, none
    if (token.word == "may" and token.is_capital and (place or place in dated(said))) or token.word == "like":
        return none, none, none
    if token.word in ("due", "according") and following == "to" and last not in _BE:
        return none, none, none
    if token.word == "set" and following not in ("to", "for"):
        return none, none, none
    if token.root == root("sign") and token.word not in ("sign", "signs"):
        return none, none, none
    if token.root == root("call") and following not in ("for", "on", "upon"):
        return none, none, none
    word = token.word if token.word in ("will", "may", "might", "can") else token.root
    key = root(word)
    if (key in _AIMS and not _has_verb(said, place)) or (word == "possibl" and is_superlative(last, "")):
        return WAYS[key], none, none
    return WAYS.get(key, none), NEEDED.get(key, none), BROUGHT.get(key, none)


def _has_verb(said: Said, place: int) -> bool:
    """Does what is aimed at follow: aimed to stop, aimed at stopping?"""
    after = [t.word for t in said.tokens[place + 1 : place + 3]]
    return "to" in after or (after[:1] == ["at"] and after[-1].endswith("ing"))


def faults(part: Said, premise: Premise) -> list[Fault]:
    """What only one of them leaves open."""
    ours, theirs = modals(part), modals(premise.said)
    found = [_fault_added(part, m) for m in _ungrounded(ours, theirs, part, premise)]
    if found:
        return found
    sure = _sure(premise.said, theirs)
    return [fault for t in theirs if t.needed for fault in _dropped(part, premise, t, ours, sure)]


def _ungrounded(ours: tuple[Modal, ...], theirs: tuple[Modal, ...], part: Said, premise: Premise) -> list[Modal]:
    """Those of a stretch for which the fact leaves nothing open; each of the fact's may stand for one further off."""
    left, unused = [], list(theirs)
    for modal in ours:
        if not modal.brought or (premise.fact.deadline and modal.brought & {"future", "demand"}):
            continue
        if modal.word in _ABILITY and _is_denied(modal, part, premise.said):
            continue
        near = [t for t in theirs if _fits(modal, t) and meet(modal.head, t.around if t.loose else t.near)]
        if near or not modal.head:
            unused = [t for t in unused if t not in near[:1]]
        else:
            left.append(modal)
    found = []
    for modal in left:
        far = next((t for t in unused if t.needed and _fits(modal, t) and meet(modal.around, t.around)), None)
        if far is None:
            found.append(modal)
        else:
            unused.remove(far)
    return found


def _is_denied(modal: Modal, part: Said, premise: Said) -> bool:
    """Is it denied that something can be, where the fact denies it: could find no way out, where it found none?"""
    ours = [n for n in negators(part) if n.plain and modal.place < n.place <= modal.place + _HEAD]
    return any(meet(n.near, t.clause) for n in ours for t in negators(premise) if t.plain)


def _fits(ours: Modal, theirs: Modal) -> bool:
    """Does it claim no more?"""
    return bool(ours.brought & theirs.ways.union(*(WEAKER[w] for w in theirs.needed if theirs.word != "to")))


def _sure(premise: Said, theirs: tuple[Modal, ...]) -> frozenset[str]:
    """Roots that the fact also has outside of what it leaves open, and its names."""
    open_ = frozenset().union(*(m.near for m in theirs if m.needed)) if theirs else frozenset()
    seen: dict[str, int] = {}
    for token in premise.tokens:
        if is_content(token):
            seen[token.root] = seen.get(token.root, 0) + 1
    named = {t.root for n, t in enumerate(premise.tokens) if n and t.is_capital}
    return frozenset(r for r, n in seen.items() if r not in open_ or n > 1) | named


def _dropped(part: Said, premise: Premise, theirs: Modal, ours: tuple[Modal, ...], sure: frozenset[str]) -> list[Fault]:
    """A fault where what the fact leaves open is told, and nothing in the stretch leaves it open."""
    if premise.fact.kind not in ("position", "assessment", "deadline") and theirs.needed <= {"demand"}:
        return []
    reached = theirs.head - sure
    used = [t for t in part.tokens if is_content(t) and meet({t.root}, reached)]
    allowed = frozenset().union(*(WEAKER[w] for w in theirs.needed)) | theirs.needed
    if not used or any(
        m.ways & allowed
        and meet(m.around if m.loose else m.near, theirs.around if theirs.loose else theirs.head)
        and not _is_elsewhere(m, theirs, premise.said)
        for m in ours
    ):
        return []
    if theirs.needed == {"condition"} and any(
        m.word in _WOULD and meet(roots(part, before(part, m.place, _NEAR)), theirs.head) for m in ours
    ):
        return []  # More fighting would bring: if it goes on, it brings.
    what = premise.said.tokens[theirs.place].text
    return [
        Fault(
            check="modality",
            start=used[0].start,
            end=used[-1].end,
            reason=f"the fact leaves this open with {what!r}; the sentence tells it as done",
            told="it tells as certain what its source leaves open",
        )
    ]


def _is_elsewhere(ours: Modal, theirs: Modal, premise: Said) -> bool:
    """Does the fact have this very word too, over other words than the one in question?"""
    twins = [m for m in modals(premise) if m.word == ours.word]
    return ours.word != theirs.word and bool(twins) and not any(meet(m.near, theirs.head) for m in twins)


def _fault_added(part: Said, ours: Modal) -> Fault:
    token = part.tokens[ours.place]
    return Fault(
        check="modality",
        start=token.start,
        end=token.end,
        reason=f"{token.text!r} leaves open what the fact does not, or claims more of it",
        told="it leaves open what its source does not, or claims more of it",
    )
