"""The check that every published sentence passes: does what it cites say all of it?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from bot.domain.asking.say import attributed
from bot.domain.asking.words import STOP
from bot.domain.grounding import surface
from bot.domain.grounding.claims import Draft, Fault, Verdict
from bot.domain.grounding.counts import quantities
from bot.domain.grounding.days import dates
from bot.domain.grounding.names import names
from bot.domain.grounding.premise import Grounds, Premise
from bot.domain.grounding.sense import order, polarity
from bot.domain.grounding.speech import hollow, speakers
from bot.domain.grounding.speech.reporting import NEUTRAL, OPPOSING
from bot.domain.grounding.stretches import can_part, keeps_subject
from bot.domain.grounding.tokens import Said, read
from bot.domain.grounding.words import vocabulary
from bot.domain.grounding.words.leads import is_lead_alone

LONGEST = 400
"""Characters of a sentence; a statement has at most 300."""
MOST = 4
"""Facts that one sentence may cite."""
_JOINTS = frozenset({";", ",", "and", "while", "whereas", "but", "then"})
"""Where a sentence may go over from one fact to another."""
JOINTS = 12
"""A sentence with more of them cites one fact, or is split."""
LEAST = 2
"""Words with which a stretch says something by itself."""


def check(draft: Draft, grounds: Grounds) -> Verdict:
    """Judge one sentence. Each stretch of it must be carried by a fact that it cites, and each of these must carry one.

    What is told as the base has it, or as we worked it out from it, passes as it is.
    """
    faults = _uncited(draft, grounds)
    if faults:
        return Verdict(draft=draft, faults=tuple(faults))
    premises = [grounds.premises[i] for i in dict.fromkeys(draft.cites)]
    facts = tuple(p.fact for p in premises)
    if _as_it_is(draft.text, premises):
        return Verdict(draft=draft, facts=facts)
    said = read(draft.text)
    faults = _unquotable(premises, end=len(draft.text)) or surface.faults(said, premises)
    faults = faults or hollow.faults(said, grounds.gazetteer)
    if not faults:
        faults = _unsupported(said, premises, grounds)
    return Verdict(draft=draft, facts=facts, faults=tuple(faults))


def _uncited(draft: Draft, grounds: Grounds) -> list[Fault]:
    """Faults of the citations themselves, and of a sentence that is none."""
    end = len(draft.text)
    fault = partial(Fault, check="citation", start=0, end=end)
    known = [p for cited in draft.cites if (p := grounds.premises.get(cited)) is not None]
    ours = bool(known) and _as_it_is(draft.text, known)  # A speaker's name may be long.
    if not draft.text.strip() or (end > LONGEST and not ours):
        return [fault(reason=f"a sentence has 1 to {LONGEST} characters", told="it is empty or too long")]
    if not draft.cites:
        return [fault(reason="it cites no fact; cite the one that says it", told="it cites no fact")]
    if len(set(draft.cites)) > MOST:
        return [fault(reason=f"it cites more than {MOST} facts; split it", told=f"it cites more than {MOST} facts")]
    found = []
    for cited in dict.fromkeys(draft.cites):
        premise = grounds.premises.get(cited)
        if premise is None or premise.fact.known_at > grounds.as_of:
            what = "it cites a fact that was not given for this question"
            found.append(fault(reason=f"{what}; cite only those that were", told=what))
    return found


def _as_it_is(text: str, premises: Sequence[Premise]) -> bool:
    """Is it, word for word, what each of the facts says or what we worked out from it?"""
    return all(text in (attributed(p.fact), attributed(p.fact, dated=True), *p.own) for p in premises)


def _unquotable(premises: Sequence[Premise], *, end: int) -> list[Fault]:
    """A fact that speaks to its reader, or holds markup, may be told as it is and in no other words: whoever wrote it
    could have put a sentence into it that somebody else is to say.
    """
    what = "a fact that it cites may only be told word for word"
    return [
        Fault(check="citation", start=0, end=end, reason=what, told=what)
        for p in premises
        if any(f.check != "quotation" for f in surface.faults(read(p.fact.statement), ()))
    ][:1]


def _unsupported(said: Said, premises: Sequence[Premise], grounds: Grounds) -> list[Fault]:
    """Nothing where the facts carry the sentence stretch by stretch, else what the nearest of them lacks."""
    by_fact = [_faults(said, p, said, grounds) for p in premises]
    nearest = min(by_fact, key=len)
    if len(premises) == 1:
        return nearest
    cuts = [0, *(n for n, t in enumerate(said.tokens) if n and (t.word or t.text) in _JOINTS), len(said.tokens)]
    if len(cuts) - 2 > JOINTS:
        what = "it is too long for several facts"
        return [Fault(check="citation", start=0, end=len(said.text), reason=f"{what}; split it", told=what)]
    if _carried(said, cuts, premises, grounds):
        return []
    if not nearest:
        what = "one of the facts that it cites carries no part of it"
        whole = Fault(
            check="citation", start=0, end=len(said.text), reason=f"{what}; cite only what it says", told=what
        )
        return [whole]
    return nearest


def _carried(said: Said, cuts: Sequence[int], premises: Sequence[Premise], grounds: Grounds) -> bool:
    """Can it be cut so that each stretch is carried by a fact, and each fact carries one that says something?"""
    reached: dict[int, set[tuple[frozenset[int], int]]] = {0: {(frozenset(), 0)}}
    for place, end in enumerate(cuts[1:], 1):
        for start in cuts[:place]:
            if start not in reached:
                continue
            part = said.part(start, end)
            parts = can_part(said, start)
            for number, premise in enumerate(premises):
                before = {
                    (used, last)
                    for used, last in reached[start]
                    if not start
                    or (
                        (last == number or parts)
                        and keeps_subject(part, said, premise, premises[last], grounds.gazetteer)
                    )
                }
                kept = before and not (start and quantities.is_carried_on(part, said.part(0, start), premise))
                if part.words and kept and not is_lead_alone(part) and not any(_each(part, premise, said, grounds)):
                    more = {number} if _says_something(part, premise) else set()
                    reached.setdefault(end, set()).update((used | more, number) for used, _ in before)
    return any(len(used) == len(premises) for used, _ in reached.get(len(said.tokens), ()))


def _says_something(part: Said, premise: Premise) -> bool:
    """Does a stretch say more than who speaks and when?"""
    said_by = read(premise.fact.said_by or premise.fact.source.publisher).roots
    when = {n for m in dates.mentions(part) for n in range(m.first, m.last)} if NEUTRAL.intersection(part.words) else ()
    words = [t for n, t in enumerate(part.tokens) if t.word and n not in when]
    telling = {t.root for t in words if t.word not in STOP and t.word not in NEUTRAL} - said_by
    if quantities.mentions(part) or OPPOSING.intersection(part.words):
        return bool(telling)  # But 145 according to them; but they denied it.
    return len(telling) >= LEAST


def _faults(part: Said, premise: Premise, whole: Said, grounds: Grounds) -> list[Fault]:
    """What a stretch of a sentence says that one fact does not."""
    return [fault for found in _each(part, premise, whole, grounds) for fault in found]


def _each(part: Said, premise: Premise, whole: Said, grounds: Grounds) -> Iterator[list[Fault]]:
    """The same check by check, so that who only asks whether there is a fault can stop at the first."""
    yield quantities.faults(part, premise)
    yield dates.faults(part, premise)
    yield names.faults(part, premise, grounds.gazetteer)
    yield speakers.faults(part, premise, whole, grounds.gazetteer)
    yield polarity.faults(part, premise)
    yield order.faults(part, premise)
    yield vocabulary.faults(part, premise, grounds.gazetteer)
