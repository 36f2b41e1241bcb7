"""For how long: weeks are not years, even where nobody counts them."""

from __future__ import annotations

from bot.domain.grounding.claims import Fault
from bot.domain.grounding.counts import quantities
from bot.domain.grounding.counts.counted import TIMES, UNITS
from bot.domain.grounding.days import dates
from bot.domain.grounding.tokens import Said

_FOR = frozenset("for in over of after within during throughout through past last".split())


def faults(part: Said, premise: Said) -> list[Fault]:
    """Units of time without a number, for which the fact has other ones."""
    theirs = {UNITS[t.root] for t in premise.tokens if UNITS.get(t.root) in TIMES}
    covered = {n for m in (*quantities.mentions(part), *dates.mentions(part)) for n in range(m.first, m.last)}
    found = []
    for place, token in enumerate(part.tokens[1:], 1):
        unit = UNITS.get(token.root, "")
        bare = token.text.endswith("s") and place not in covered and part.tokens[place - 1].word in _FOR
        if bare and unit in TIMES and unit not in theirs:
            what = "it lasts otherwise in the fact"
            found.append(Fault(check="number", start=token.start, end=token.end, reason=what, told=what))
    return found
