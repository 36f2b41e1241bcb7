"""Words that add nothing to a sentence, so that they need not stand in what it tells."""

from __future__ import annotations

from bot.domain.grounding.tokens import root

FUNCTION = frozenset(
    """
    a an the this that these those such it its itself they them their theirs themselves he him his himself she her
    hers herself who whom whose which what whoever one ones there here and or but nor as at by for from in into of off
    on onto out over per through to toward towards under up upon via with within among amongst between across along
    about around against during inside down away so than then too also both either though although however yet while
    whereas when where how whether thereby therein thereof thus s
    be am is are was were been being have has had having do does did doing done
    will would shall may might could can should must ought d ll ve re
    not no never none neither nor without nobody nothing nowhere cannot
    if unless before after until till since because concerning regarding amid
    own latter something onward onwards namely respective respectively additionally furthermore moreover meanwhile
    amount amounts scale extent level levels size sizes issue issues scene kind kinds type types sort sorts
    """.split()
)
"""Words of grammar. What negates, orders or makes possible is held against the fact by other checks."""

TELLING = frozenset(root(w) for w in "say tell report state accord note remark add word statement".split())
"""Roots of words that only tell that something is told."""

_NEUTRAL = TELLING | frozenset(
    root(w)
    for w in """
    announce declare describe mention speak comment write put count cite quote call view account claim figure data
    tally number total information reportedly
    time date day month year period place thing matter part way situation event moment
    happen occur come go take make get see give receive follow show include involve concern regard cover
    some any other able unable gone alike really truly
    statistic opinion judgement judgment assessment locate situate belong compare
    """.split()
)
"""Roots of words that tell of nothing in particular. Whether it was said or confirmed is for others."""

RUNS = tuple(
    tuple(run.split())
    for run in (
        "more than", "less than", "fewer than", "at least", "at most", "as many as", "as much as", "no more than",
        "no fewer than", "not less than", "up to", "as well as", "as well", "just under", "just over", "a number of",
        "upwards of", "a total of", "a minimum of", "a maximum of", "roughly", "approximately", "in the eyes of",
        "on the part of", "in terms of", "in the case of", "as of", "each other", "one another", "of all",
        "in total", "all told", "over the course of", "in the course of", "during the course of", "in the space of",
        "in a span of", "in the span of", "over a span of", "over a period of", "over the period", "in the period",
        "in the form of", "in the framework of", "within the framework of", "in the context of", "with regard to",
        "with respect to", "in relation to", "when it comes to", "when it came to", "on the subject of",
        "on the issue of", "on the question of", "on the matter of", "on the topic of", "the question of",
        "in order to", "in order that", "so as to", "at that time", "at the time of", "by that time", "at that point",
        "by that point", "by the time", "during that time", "in question", "on this occasion", "on that occasion",
        "at the hands of", "on the basis of", "in the words of", "in the view of", "in the opinion of",
        "for his part", "for her part", "for its part", "for their part", "as for", "as regards", "as follows",
        "set of", "round of", "rounds of", "stood at", "stands at", "came to", "just like", "just as", "just hours",
        "just days", "lay within", "lay in", "lies in", "lay on", "lies on", "lay with", "lies with",
        "leading up to", "in the run up to", "in the run-up to", "per cent",
        "is home to", "were home to", "was to be found", "still to be found", "in which", "in addition", "at the time",
    )
)  # fmt: skip
"""Runs of words that add nothing by themselves. Bounds of numbers are held against the fact with the numbers."""

SUPERLATIVES = frozenset({"most", "least", "worst", "best"})
SUPERLATIVE_WORDS = frozenset({"first", "record", "never", "last", "only", "unprecedented", "ever"})
"""Words by which a fact says that something was the most of its kind."""


def is_light(word: str, base: str) -> bool:
    """Does this folded word with this root add nothing?"""
    return word in FUNCTION or word.endswith("n't") or base in _NEUTRAL


def is_superlative(word: str, base: str) -> bool:
    """Does it say that something is the most of its kind: `largest`, `worst`?"""
    return word in SUPERLATIVES or (len(word) > 5 and word.endswith("est") and not base.endswith("est"))
