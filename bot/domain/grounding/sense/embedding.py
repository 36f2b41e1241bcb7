"""Is what stands in a quotation, a leaflet, a fear or a foiled attempt told as such, and not as what happened?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from bot.domain.grounding.claims import Fault
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.sense.modal_words import NEEDED
from bot.domain.grounding.sense.scope import BREAKS, after, before, is_break, is_content, meet, roots
from bot.domain.grounding.speech.quotes import quotes
from bot.domain.grounding.speech.reporting import ACCOUNTS, DOUBTING, FACTIVE, VERBS
from bot.domain.grounding.tokens import Said, read, root

_AVERTING = frozenset(map(root, "prevent avert avoid foil thwart forestall preempt deter dodge evade abort".split()))
"""Words for what keeps something from happening."""
_NOT = frozenset("not no never without neither nor nothing nobody unable".split())
_SAYING = frozenset(
    map(
        root,
        """hear read learn carry bear chant shout sing rumour fear worry warn claim allege suspect believe think hope
        imagine suggest imply predict forecast assume argue insist call dub name term describe write post rule testify
        agree accuse blame demand order vow promise threaten sue charge convict motto slogan""".split(),
    )
)
"""Words for what holds that something is so."""
_NOUNS = frozenset(
    map(
        root,
        """fear rumour warning allegation accusation claim report threat risk danger hope prospect possibility suspicion
        prediction forecast belief impression likelihood talk denial leaflet banner placard graffiti slogan""".split(),
    )
)
"""Nouns for something that need not be so."""
_OF = frozenset({"of", "about", "against", "that", "over"})
_THAT_WITHIN = 8
_HEAD = 3


def faults(part: Said, premise: Premise) -> list[Fault]:
    """What a stretch tells bare that the fact has only as somebody's words, as feared, or as averted."""
    held = [*_said(premise.said), *_feared(premise.said)]
    found = [inner for inner in held if _tells(part, premise.said, inner) and not _is_held(part)]
    found += [inner for inner in _averted(premise.said) if _tells(part, premise.said, inner) and not _is_averted(part)]
    return [_fault(part)] if found or _quoted(part, premise) else []


@lru_cache(maxsize=20_000)
def _said(said: Said) -> tuple[frozenset[int], ...]:
    """The places of the words that some word of speech or thought has behind its `that`."""
    found = []
    for place, token in enumerate(said.tokens):
        if token.root not in _SAYING | _NOUNS or token.word in VERBS:
            continue
        ahead = range(place + 1, min(place + _THAT_WITHIN, len(said.tokens)))
        that = next((n for n in ahead if said.tokens[n].word == "that"), None)
        if that is not None and not any(is_break(said.tokens[n], BREAKS) for n in range(place, that)):
            found.append(frozenset(after(said, that, _HEAD + 1)))
    return tuple(found)


@lru_cache(maxsize=20_000)
def _feared(said: Said) -> tuple[frozenset[int], ...]:
    """The places of what there was a fear, a rumour or a warning of."""
    found = []
    for place, token in enumerate(said.tokens[:-1]):
        of = said.tokens[place + 1].word in _OF
        if of and (token.root in _NOUNS or token.root in (root("warn"), root("accuse"))):
            found.append(frozenset(after(said, place + 1, _HEAD)))
    return tuple(found)


@lru_cache(maxsize=20_000)
def _averted(said: Said) -> tuple[frozenset[int], ...]:
    """The places of what was kept from happening."""
    places = (n for n, t in enumerate(said.tokens) if t.root in _AVERTING)
    found = []
    for place in places:
        passive = place and said.tokens[place - 1].word in ("was", "were", "been", "be")
        found.append(frozenset(before(said, place, 1) if passive else after(said, place, _HEAD - 1)))
    return tuple(found)


def _tells(part: Said, premise: Said, inner: frozenset[int]) -> bool:
    """Has the stretch words that the fact has only there, most of them?"""
    outside = {t.root for n, t in enumerate(premise.tokens) if n not in inner and is_content(t)}
    only = [premise.tokens[n].root for n in inner if not meet({premise.tokens[n].root}, outside)]
    ours = {t.root for t in part.tokens if is_content(t)}
    return bool(only) and 2 * sum(meet(ours, {r}) for r in only) >= len(only)


def _is_held(part: Said) -> bool:
    """Does a stretch say that somebody says, thinks, fears or wants it?"""
    words = frozenset(part.words)
    if words & (VERBS | ACCOUNTS | DOUBTING | FACTIVE.keys() | _NOT | {"according", "reportedly"}):
        return True
    return any(t.root in _SAYING | _NOUNS or t.root in NEEDED for t in part.tokens)


def _is_averted(part: Said) -> bool:
    if frozenset(part.words) & _NOT or any(t.root in NEEDED for t in part.tokens):
        return True
    return meet((t.root for t in part.tokens if t.root), _AVERTING) or any(t.root in _FAILING for t in part.tokens)


_FAILING = frozenset(map(root, "fail stop protect save spare keep block halt attempt try ward stave shield".split()))


def _quoted(part: Said, premise: Premise) -> bool:
    """Does a stretch tell what the fact quotes, without quoting it and without whoever or whatever has it?"""
    text = premise.fact.statement
    for quote in quotes(text):
        if len(quote.words) < _HEAD or quotes(part.text):
            continue
        said = read(text)
        inner = frozenset(n for n, t in enumerate(said.tokens) if quote.start < t.start < quote.end and is_content(t))
        if inner and _tells(part, said, inner) and not _has_holder(part, said, inner):
            return True
    return False


def _has_holder(part: Said, premise: Said, inner: frozenset[int]) -> bool:
    """Has it a word besides names of what stands around the quotation?"""
    around = _plain(premise, (n for n in range(len(premise.tokens)) if n not in inner))
    return _is_held(part) or meet(_plain(part, range(len(part.tokens))) - roots(premise, inner), around)


def _plain(said: Said, places: Iterator[int] | range) -> frozenset[str]:
    listed = [n for n in places if is_content(said.tokens[n]) and not said.tokens[n].is_capital]
    return roots(said, listed)


def _fault(part: Said) -> Fault:
    what = "it tells as done what its source has only as said, feared, written or averted"
    start, end = (part.tokens[0].start, part.tokens[-1].end) if part.tokens else (0, len(part.text))
    return Fault(check="modality", start=start, end=end, reason=f"{what}; say so too", told=what)
