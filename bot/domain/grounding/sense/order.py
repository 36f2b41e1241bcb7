"""Do sequence and direction fit: what came before what, where from and where to, up or down, and who did which?"""

from __future__ import annotations

from bot.domain.grounding.claims import Fault
from bot.domain.grounding.counts import lasting, wholes
from bot.domain.grounding.parties import agents, compounds, frames
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.sense import direction, sequence
from bot.domain.grounding.tokens import Said


def faults(part: Said, premise: Premise) -> list[Fault]:
    """What a stretch has the other way round than the fact."""
    found = [*sequence.faults(part, premise), *direction.faults(part, premise), *agents.faults(part, premise)]
    return found or [
        *compounds.faults(part, premise.said),
        *frames.faults(part, premise.said),
        *lasting.faults(part, premise.said),
        *wholes.faults(part, premise.said),
    ]
