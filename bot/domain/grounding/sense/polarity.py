"""Does a sentence say yes where its fact says no, or make certain what the fact leaves open? Both ways round.

So too with what is past and what is still to come.
"""

from __future__ import annotations

from bot.domain.grounding.claims import Fault
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.sense import embedding, modality, negation, plans, tense
from bot.domain.grounding.tokens import Said


def faults(part: Said, premise: Premise) -> list[Fault]:
    """What a stretch denies and the fact does not, or only one of them has as possible, intended or demanded."""
    return [
        *negation.faults(part, premise.said),
        *modality.faults(part, premise),
        *tense.faults(part, premise),
        *embedding.faults(part, premise),
        *plans.faults(part, premise.said),
    ]
