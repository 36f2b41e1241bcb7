"""What kind of thing a question asks for, read from its form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from bot.domain.asking.patterns import one_of
from bot.domain.asking.roots import root
from bot.domain.asking.words import STOP, fold, words

Want = Literal[
    "who", "when", "where", "how-many", "why", "list", "trend", "compare", "deadline", "position", "yes-no", "what"
]  # fmt: skip

_COUNTED = "(number|count|total|figure|toll|rate)"
_FORMS: dict[Want, str] = {
    "trend": f"""
        trend, curve, trajectory, timeline, series, evol(ve|ved|ution), develop(ed|ment) of, progress(ed|ion)
        grew, grow(n|ing|th)?, rose, ris(e|en|ing), climb(ed|ing)?, increas(e|ed|ing), shrink, fall(en|ing)?
        chang(e|ed|ing), going up, go(ne)? up, went up, went from, getting (worse|better)
        over time, over the (weeks|months), day by day, week by week, month by month
        from .* to .* how, how did .* {_COUNTED}, how has .* {_COUNTED}
    """,
    "compare": """
        vs, versus, against, than, compared?, comparison, differ, difference between
        more or less, which (is|was) (more|bigger), worse, better, higher, lower
    """,
    "when": """
        when, wen, since when, how soon, date, what (day|date|time), which (day|date|month), on what
        wann, quand, ne zaman, когда, متى
    """,
    "deadline": r"""
        deadlin\w*, ultimat\w*, time limit, due, end date, cut ?off, by when, until when, till when
        expir\w*, runs? out, ran out, lapse[ds]?, valid, still (alive|in force)
        how long (does|do|did|has|have|is|was) .* (have|got|left|valid)
    """,
    "how-many": """
        how (many|much|big|large|long|wide|far|high|old|often|deep), haw meny
        numbers?, number of, count, tally, total, toll, figures?, amount, share, percent, percentage, rate
        size of, strength, cost, price, losses, body count
        wie viele?, combien, kac, сколько, كم
    """,
    "where": """
        where, location, which (place|town|village|city|province|region|area|district|country|base)
        in what (town|place|village|city)
        wo, ou, nerede, где, اين
    """,
    "why": """
        why, how come, what for, because, reasons?, cause[ds]?, purpose, motive, excuse
        warum, pourquoi, neden, почему, لماذا
    """,
    "list": """
        list, all (the|votes|of), every, both, name (the|all), what are the, who all
        which (countries|states|towns|groups|ones|roads|places|crossings|measures)
    """,
    "position": r"""
        say, said, says, saying, according, acc, per, comment\w*, reply, answer, respon\w*, react\w*
        stance, position, views?, opinion, take on, mood, think\w*, thought, believ\w*, expect\w*, assess\w*
        claim\w*, argu\w*, accus\w*, blam\w*, den(y|ied|ies)
        warn\w*, threat\w*, vow\w*, promis\w*, demand\w*, call(ed)? for
    """,
    "who": r"""
        who, whom, whos, whose
        which (person|official|minister|mp|general|american|russian|turk\w*|columnist|analyst|leader)
        wer, qui, kim, кто, من
    """,
}
"""The words and phrases of each kind; a question may have several. They are searched in folded text."""
_OPENING_OF_YES_NO = """
    is, are, was, were, do, does, did, has, have, had, can, could, will, would, should, any
"""
_PATTERNS: dict[Want, re.Pattern[str]] = {
    **{want: re.compile(rf"\b{one_of(table)}\b") for want, table in _FORMS.items()},
    "yes-no": re.compile(rf"^(?:(?:so|and|but|ok|well) )?{one_of(_OPENING_OF_YES_NO)}\b"),
}


def wants(text: str) -> frozenset[Want]:
    """Every kind that the question's form asks for; `what` where its form says nothing."""
    folded = fold(text)
    found = frozenset(want for want, pattern in _PATTERNS.items() if pattern.search(folded))
    return found or frozenset({"what"})


def marked(text: str, fixes: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """A question as the index of questions has it: roots, and marks for what it asks for.

    "where was the chopper hit" and "location of the helicopter strike" meet in `helicopt` and `?where`, which a
    question for the type of the helicopter does not have. `fixes` maps misspelt folded words to right ones.
    """
    plain = [(fixes or {}).get(w, w) for w in words(text)]
    kept = [root(w) for w in plain if w not in STOP]
    marks = [f"?{want}" for want in sorted(wants(" ".join(plain)) - {"what", "yes-no"})]
    return tuple(dict.fromkeys([*kept, *marks]))
