"""Does a fact carry the numbers of a sentence: as much, of the same kind and bound, and of the same things?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from bot.domain.grounding.claims import Fault
from bot.domain.grounding.counts.amounts import Amount, Bound, read_amounts
from bot.domain.grounding.counts.counted import TIMES, Company, companies, fates
from bot.domain.grounding.counts.done import done
from bot.domain.grounding.counts.sameness import equal
from bot.domain.grounding.counts.uncounted import is_implied
from bot.domain.grounding.days.datewords import read_dates
from bot.domain.grounding.mention import Mention
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.sense.scope import meet
from bot.domain.grounding.tokens import Said, read
from bot.domain.grounding.words.thesaurus import tellable, told_for

_FITS: dict[Bound, frozenset[Bound]] = {
    "exact": frozenset({"exact"}),
    "about": frozenset({"exact", "about", "nearly"}),
    "nearly": frozenset({"about", "nearly"}),
    "more": frozenset({"more"}),
    "less": frozenset({"less"}),
}
"""The bounds that a fact may have, by the bound that a sentence has."""
_STORED: dict[str, Bound] = {"exact": "exact", "about": "about", "at-least": "more", "at-most": "less"}
_WORDS = {
    word: frozenset(group.split())
    for group in (
        "all every entire whole any everything everyone full fully completely only total",
        "most majority mostly mainly largely",
        "many numerous",
    )
    for word in group.split()
}
"""Words for how much of a whole, and those that stand in a fact where they may be told."""


@lru_cache(maxsize=4096)
def mentions(said: Said) -> tuple[Mention, ...]:
    """The stretches of a text that are quantities, with the words that say how exact they are."""
    return tuple(Mention(first=a.lead, last=a.last) for a in read_amounts(said))


def faults(part: Said, premise: Premise) -> list[Fault]:
    """The numbers of a stretch of a sentence that a fact does not carry."""
    found = [f for c in companies(part) if (f := _fault(c, part, premise))]
    covered = {n for m in (*read_dates(part), *read_amounts(part)) for n in range(m.first, m.last)}
    known = {t.word for said in (premise.said, premise.beside) for t in said.tokens}
    for n, token in enumerate(part.tokens):
        if n not in covered and any(c.isdigit() for c in token.text) and not _is_known(token.word, n, part, known):
            found.append(_make(part, n, n + 1, f"'{token.text}' is not in the fact", premise))
    return found


def is_carried_on(part: Said, before: Said, premise: Premise) -> bool:
    """Does a stretch begin with a number of things that stand before it, and which the fact counts as others?"""
    first = next(iter(companies(part)), None)
    if first is None or first.amount.kind != "count" or first.counted or first.amount.lead > 3:
        return False
    counted = next((c.heads for c in reversed(companies(before)) if c.heads and c.amount.kind == "count"), ())
    theirs = [c.heads for c in companies(premise.said) if c.heads and equal(first.amount, c.amount)]
    return bool(counted and theirs) and not any(meet(counted[-1:], heads[-1:]) for heads in theirs)


def _is_known(word: str, place: int, part: Said, known: set[str]) -> bool:
    """Is a word with digits, such as M5, 30s or the 24s of Su-24s, one of the fact?"""
    named = place > 0 and part.tokens[place - 1].text in "-‑–" and word.removesuffix("s") in known
    return word in known or named


def _fault(told: Company, part: Said, premise: Premise) -> Fault | None:
    """What is wrong with a number of a sentence; None where the fact has it so."""
    amount = told.amount
    known = _known(premise.said, premise)
    same = [k for k in known if equal(amount, k.amount) or _is_as_long(told, k)]
    counts = amount.last < len(part.tokens) and part.tokens[amount.last].is_number
    if amount.kind == "vague" and not counts and _WORDS.get(amount.unit, frozenset()) & set(premise.said.words):
        return None
    words = part.text[part.tokens[amount.first].start : part.tokens[amount.last - 1].end]
    if not same:
        if is_implied(told, part, premise):
            return None
        return _make(part, amount.first, amount.last, f"'{words}' is not in the fact", premise)
    bound = [k for k in same if _bound_fits(told, k)]
    if not bound:
        reason = f"'{words}' is bounded otherwise in the fact (about, at least, at most), or only is added"
        return _make(part, amount.lead, amount.last, reason, premise)
    if not fates(told.counted) <= fates(premise.said.roots | premise.beside.roots):
        return _make(
            part, amount.first, amount.last, f"'{words}' are not told to be killed or wounded in the fact", premise
        )
    fitting = [k for k in bound if not _is_done_otherwise(told, k, part, premise)]
    if len(fitting) < min(len(bound), _times(told, part)):
        reason = f"the fact tells something else of '{words}', or of what was done to them"
        return _make(part, amount.first, amount.last, reason, premise)
    elsewhere = tellable(premise.said)
    if not any(_same_things(told, k, elsewhere) and not _is_of_another(told, k, known) for k in bound):
        return _make(part, amount.first, amount.last, f"'{words}' counts something else in the fact", premise)
    return None


def _is_done_otherwise(told: Company, known: Company, part: Said, premise: Premise) -> bool:
    """Is something else told to be done to those whom a number counts: ten wounded, where the fact has ten killed?"""
    if told.amount.kind not in ("count", "vague") or told.unit:
        return False
    if known.amount not in read_amounts(premise.said):
        return False  # The stored figure, which stands nowhere in the words.
    ours, theirs = done(part, told.amount), done(premise.said, known.amount)
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _times(told: Company, part: Said) -> int:
    """How often a sentence tells so many to whom the same was done: five killed and five killed; at least once."""
    what = done(part, told.amount)
    return max(sum(equal(a, told.amount) and bool(what) and done(part, a) == what for a in read_amounts(part)), 1)


@lru_cache(maxsize=2048)
def _known(said: Said, premise: Premise) -> tuple[Company, ...]:
    """The quantities of a fact: those of its words, and its stored figure where no words have it."""
    found = companies(said)
    figure = premise.fact.figure
    if figure is None:
        return found
    unit = frozenset(w for r in read(figure.unit).roots for w in told_for(r))
    value, high = Fraction(str(figure.value)), figure.value_high
    if any(c.amount.value == value for c in found):
        return tuple(
            replace(c, tellable=c.tellable | unit, things=c.things | unit) if c.amount.value == value else c
            for c in found
        )
    stored = Amount(
        first=0,
        last=0,
        value=value,
        bound=_STORED[figure.bound],
        high=Fraction(str(high)) if high is not None else None,
    )
    roots = tuple(read(figure.unit).roots)
    return (*found, Company(stored, roots, roots, frozenset(), unit, frozenset(roots), frozenset(roots), unit))


def _bound_fits(told: Company, known: Company) -> bool:
    mine, other = told.amount, known.amount
    if mine.only and not other.only:
        return False
    if mine.bound == "exact" and other.bound == "about" and "estim" in told.around:
        return True
    if (
        mine.kind == "label"
        or (mine.kind == "vague" and mine.unit != other.unit and other.kind != "vague")
        or mine.high != other.high
        or mine.value != other.value
    ):
        return True
    if told.unit in TIMES and mine.bound in ("more", "less") and other.bound in ("more", "less"):
        return mine.bound == other.bound
    return other.bound in _FITS[mine.bound]


def _is_as_long(told: Company, known: Company) -> bool:
    """Is it the same measure in another unit: two weeks for 14 days?"""
    kinds = told.amount.kind == known.amount.kind == "count" and not told.amount.high and not known.amount.high
    return kinds and bool(told.unit) and told.measured == known.measured


def _same_things(told: Company, known: Company, elsewhere: frozenset[str]) -> bool:
    """Does it count what it counts in the fact, or something more general? `elsewhere` is all that the fact tells."""
    if told.unit or known.unit:
        return told.unit == known.unit or told.measured == known.measured or not (told.counted or told.unit)
    if told.amount.kind in ("label", "factor", "rank", "money"):
        return told.amount.unit == known.amount.unit
    if told.amount.kind in ("share", "percent"):
        return not told.heads or bool(elsewhere & set(told.heads))
    if told.amount.unit.startswith("per ") and told.amount.unit != known.amount.unit:
        return False
    if told.names and known.names and not told.names & known.names:
        return False
    words = told.heads or [w for w in told.counted if w not in told.names and w.isalpha()]
    if not known.heads and list(words[:1]) in (["peopl"], ["person"]):
        return True
    # The last word is the thing itself, those before it tell which.
    return not words or words[-1] in known.tellable


def _is_of_another(told: Company, known: Company, others: tuple[Company, ...]) -> bool:
    """Does it stand in the company of another number of the fact rather than in its own?"""
    if told.amount.kind not in ("count", "percent", "share", "money"):
        return False
    if told.whole and any(o.whole and o.whole.value == told.amount.value for o in others):
        return not (known.whole and known.whole.value == told.whole.value)
    rivals = [o for o in others if o.amount.kind == known.amount.kind and not equal(o.amount, known.amount)]
    rivals = [o for o in rivals if o.amount != known.whole and o.whole != known.amount]
    return any(_is_nearer(told, other, known) for other in rivals if bool(other.unit) == bool(known.unit))


def _is_nearer(told: Company, other: Company, known: Company) -> bool:
    """Has a told number the company of one number of the fact rather than of another? What it counts tells first, then
    the words beside it, then its whole clause.
    """
    mine, theirs = _apart(known.things, other.things, told.heads)
    if mine or theirs:
        return not mine
    here, there = known.tellable | known.around, other.tellable | other.around
    for words, least in ((told.near, 1), (told.around, 2)):
        mine, theirs = _apart(here, there, words)
        if mine or theirs >= least:
            return not mine
    return False


def _apart(here: frozenset[str], there: frozenset[str], words: Iterable[str]) -> tuple[int, int]:
    """How many words are of the one and not of the other, and the other way round. A date counts twice, where both
    have one.
    """
    dated = all(any(w[:1].isdigit() for w in side) for side in (here, there))
    weight = {w: (2 if dated else 0) if w[:1].isdigit() else 1 for w in words}
    return sum(n for w, n in weight.items() if w in here - there), sum(
        n for w, n in weight.items() if w in there - here
    )


def _make(part: Said, first: int, last: int, reason: str, premise: Premise) -> Fault:
    has = _numbers_of(premise)
    told = f"a number is not that of the fact, or not of the same things; the fact has {has}"
    start, end = part.tokens[first].start, part.tokens[last - 1].end
    return Fault(check="number", start=start, end=end, reason=f"{reason}; it has {has}", told=told)


def _numbers_of(premise: Premise) -> str:
    """The quantities of a fact in its own words."""
    said = premise.said
    told = [said.text[said.tokens[a.lead].start : said.tokens[a.last - 1].end] for a in read_amounts(said)]
    return ", ".join(dict.fromkeys(told)) or "none"
