"""Follow-ups: a short turn that only makes sense with what was said before becomes a question that stands alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.asking.decide import SPEAKERS
from bot.domain.asking.demand import wants
from bot.domain.asking.rank import Ranked
from bot.domain.asking.roots import root
from bot.domain.asking.times import read_shift, read_times, shift_day
from bot.domain.asking.understand import Reader
from bot.domain.asking.words import STOP, fold, words
from bot.domain.edtf import say_day
from bot.domain.facts import Fact
from bot.domain.ports import Turn

_OPENING = re.compile(r"^(and|what about|how about|ok|okay|so|but|then|also|same for|und|et|ve|или|а)\b")
_ANAPHOR = re.compile(
    r"\b(it|that|this|they|them|those|these|there|he|she|him|his|her|their|its|ones?|then|same|who said|else|both)\b"
)
_ORDINALS = frozenset("first second third fourth fifth sixth next 1st 2nd 3rd 4th 5th last".split())
CLOSENESS = 0.8
"""What belonging to the facts last shown adds to a fact's score."""
OWN = 3.0
"""What having all the words that a follow-up brings itself adds; meeting its new date adds half of it."""
OWN_LEAST = 0.34
"""The share of a follow-up's own words that a fact must have to answer it."""
KEPT = 14
"""Words of what was said before that a follow-up carries on."""
_WHO_SAID = re.compile(
    r"^(and |so |but |ok )?((who|which \w+|whose) (said|says|counted|counts|claimed|claims|reported|told|gave|"
    r"published|is saying|is the source|number|figure|count)( (is )?(that|this|it|so|us that))?|says who|"
    r"according to (who|whom)|"
    r"(whats|what is|what s) (the|your) source|source|sources|who is the source|where (is|s) (that|this|it) from)\W*$"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Resolved:
    """A turn that stands alone. `focus` are the facts last shown, best first; empty where the turn is no follow-up.

    `own` is the turn as it was put, `own_stems` the roots that it brings, dates left out, `own_speakers` those whose
    words it asks for. `asks_speaker` is true for "who said that?", which is about the last answer itself.
    """

    text: str
    own: str = ""
    own_stems: frozenset[str] = frozenset()
    own_speakers: frozenset[str] = frozenset()
    focus: tuple[Fact, ...] = ()
    asks_speaker: bool = False


def says_that_it_leans(text: str) -> bool:
    """Does this turn say that it goes on from before: "and …", "it", "a week later"?"""
    folded = fold(text)
    marks = (_OPENING.search(folded), _ANAPHOR.search(folded), _WHO_SAID.search(folded.strip()), read_shift(text))
    return any(marks)


def leans_on_before(text: str, reader: Reader, *, today: date) -> bool:
    """May this turn need what was said before? A short one may; it can also be a short question of its own."""
    if says_that_it_leans(text):
        return True
    reading = reader.read(text, today=today)
    timed = {w for t in reading.times for w in t.words}
    content = [w for w in words(text) if w not in STOP and w not in timed]
    return len(content) <= 1 or (len(content) <= 2 and not reading.names)


def resolve(text: str, turns: Sequence[Turn], shown: Sequence[Fact], *, reader: Reader, today: date) -> Resolved:
    """Complete a follow-up from the newest earlier turn and the facts that it showed."""
    if not turns or not leans_on_before(text, reader, today=today):
        return Resolved(text=text)
    before = turns[0]
    period = reader.info.period
    own_times = read_times(text, today=today, period=period)
    shift = read_shift(text)
    earlier = read_times(before.resolved, today=today, period=period)
    kept = words(before.resolved)
    lead = ""
    if shift:
        anchor = earlier[-1].span.last if earlier else shown[0].data_date if shown else today
        relation = "by" if earlier and earlier[-1].relation == "by" else "on"
        lead = f"{relation} {say_day(shift_day(anchor, shift))} "
    if shift or own_times:
        timed = {w for t in earlier for w in t.words}
        kept = tuple(w for w in kept if w not in timed)
    kept = _without_replaced(kept, text, before.resolved, reader)
    if wants(text) != {"what"}:
        kept = tuple(w for w in kept if w not in STOP)
    rest = _without_shift(text) if shift else text
    if own_times and not shift and earlier and earlier[-1].relation == "by" and own_times[0].relation == "on":
        rest = f"by {text}"
    return Resolved(
        text=" ".join(f"{rest} {lead}{' '.join(kept[:KEPT])}".split()),
        own=text,
        own_stems=own_words(text, reader, today=today),
        own_speakers=_speakers(text, reader),
        focus=tuple(shown),
        asks_speaker=bool(_WHO_SAID.search(fold(text).strip())),
    )


def _without_replaced(kept: tuple[str, ...], text: str, before: str, reader: Reader) -> tuple[str, ...]:
    """The words kept of what was said before, without what the turn puts another in place of: an ordinal, or a name
    ("and Cavusoglu?").
    """
    gone: set[str] = set()
    if _ORDINALS.intersection(words(text)):
        gone |= _ORDINALS
    if _OPENING.search(fold(text)):
        kinds = {m.entity.kind for m in reader.gazetteer.find(text)}
        gone.update(w for m in reader.gazetteer.find(before) if m.entity.kind in kinds for w in m.words)
    return tuple(w for w in kept if w not in gone)


def _speakers(text: str, reader: Reader) -> frozenset[str]:
    """Whose words a turn asks for: "what did Lavrov answer him?"."""
    if "position" not in wants(text):
        return frozenset()
    return frozenset(m.entity.name for m in reader.gazetteer.find(text) if m.entity.kind in SPEAKERS)


def own_words(own: str, reader: Reader, *, today: date) -> frozenset[str]:
    """The roots that a turn brings itself, without those of its dates and steps in time."""
    reading = reader.read(_without_shift(own), today=today)
    timed = {root(w) for t in reading.times for w in t.words}
    return reading.own - timed


def _without_shift(text: str) -> str:
    """The turn without its step in time, which has become a date."""
    return re.sub(
        r"(?i)\b(the |a |an |one |two |three |four |\d+ )?(next |following |previous )?(days?|weeks?|months?)"
        r"( (later|after|before|earlier|prior))?\b",
        " ",
        text,
    )


def reorder(ranked: Sequence[Ranked], resolved: Resolved, reader: Reader) -> tuple[list[Ranked], bool]:
    """The facts in the order in which they answer a follow-up, and whether the first ones meet what it brings itself.

    What was said before finds the neighbourhood, and must not outweigh what is asked now: facts count that have the
    turn's own words and meet its own dates, and those that belong to the facts last shown.
    """
    if not resolved.own or resolved.asks_speaker:
        return list(ranked), True
    weight = reader.weight(resolved.own_stems)

    def share(item: Ranked) -> float:
        return reader.weight(item.covered & resolved.own_stems) / weight if weight else 1.0

    def order(item: Ranked) -> float:
        meets = OWN * share(item) + OWN / 2 * (item.features["time"] - item.features["time_off"])
        return item.score + meets + CLOSENESS * nearness(item.fact, resolved.focus)

    ordered = sorted(ranked, key=lambda r: (-order(r), r.fact.id))
    told = {name for r in ordered[:2] for name in (*r.fact.actors, r.fact.said_by)}
    heard = not resolved.own_speakers or bool(resolved.own_speakers & told)
    return ordered, heard and max((share(r) for r in ordered[:2]), default=1.0) >= OWN_LEAST


def nearness(fact: Fact, focus: Sequence[Fact]) -> float:
    """How closely a fact belongs to those last shown: the same one, its source, its series, its links."""
    if not focus:
        return 0.0
    first = focus[0]
    same_series = bool(fact.figure and first.figure and fact.figure.measure == first.figure.measure != "")
    linked = fact.id in first.disputes or fact.id in first.supersedes or first.id in fact.supersedes
    return float(fact.source.id == first.source.id) + float(same_series) + float(linked or fact.id == first.id)
