"""Say what was decided: sentences made only of stored facts, bottom line first."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.answer import Account, Answer, Sentence
from bot.domain.asking.rank import Ranked
from bot.domain.asking.series import asks_figures, pick, say_series, shown
from bot.domain.asking.synonyms import DEMONYMS
from bot.domain.asking.understand import Reading
from bot.domain.asking.words import STOP, words
from bot.domain.deadlines import state_at
from bot.domain.edtf import MONTHS, say_day, say_edtf
from bot.domain.facts import Fact, Measure

MOST = 3
MOST_IN_LIST = 5
NEAR = 0.3
"""A further fact is told where it is at least this likely against the best one."""
FURTHER = 6
"""How far down a fact with a figure is looked for, where a number is asked for and the best facts have none."""
FAR_BEHIND = 2.5
"""How far such a fact may score behind the best one."""
OLD = timedelta(days=30)
DIFFER = "Accounts differ."
"""What heads accounts that stand side by side."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """What may be told: the ranked facts, and the known facts that they are linked to.

    `linked` holds disputing facts and deadline outcomes by id; `measure` and `figures` the series in question,
    `measures` all that there are.
    """

    ranked: Sequence[Ranked]
    linked: Mapping[str, Fact] = field(default_factory=dict)
    measure: Measure | None = None
    figures: Sequence[Fact] = ()
    measures: Sequence[Measure] = ()


def say(reading: Reading, evidence: Evidence, *, as_of: datetime, now: datetime) -> Answer:
    """The answer that the evidence gives. `now` is the asker's, for how old the newest source is."""
    chosen = pick(reading, evidence.figures) if evidence.measure else None
    lead = _lead(reading, evidence, chosen)
    accounts = _accounts(lead[:1] if chosen else lead[:2], evidence.linked)
    columns = () if accounts else _columns(reading, lead)
    apart = [f for f in lead if not any(f in a.facts for a in (*accounts, *columns))]
    series: tuple[Fact, ...] = ()
    if chosen and evidence.measure and len(evidence.figures) > 1:
        series = shown(reading, evidence.figures, chosen)
    sides = tuple(f for a in accounts for f in a.facts)
    sentences = [Sentence(text=DIFFER, facts=sides)] if accounts else []
    sentences += [Sentence(text=attributed(f, dated="when" in reading.wants), facts=(f,)) for f in apart]
    sentences += [s for f in lead for s in _outcome(f, evidence.linked, as_of)]
    sentences = list({s.text: s for s in sentences}.values())
    answer = Answer(
        status="disputed" if accounts else "answered",
        sentences=tuple(sentences),
        accounts=accounts,
        columns=columns,
        as_of=as_of,
        series=series if len(series) > 1 else (),
        series_text=f"{evidence.measure.title}: {say_series(series)}" if evidence.measure and len(series) > 1 else "",
    )
    return replace(answer, notes=(*_confusable(reading, evidence, answer), *_notes(answer.cited, now)))


def _lead(reading: Reading, evidence: Evidence, chosen: Fact | None) -> list[Fact]:
    """The facts to tell: the figure of the series, or one for each date of a comparison, then the likeliest."""
    ranked = evidence.ranked
    if not ranked:
        return [chosen] if chosen else []
    best = ranked[0].score
    most = MOST_IN_LIST if "list" in reading.wants else MOST
    near = [r for r in ranked[:most] if math.exp(r.score - best) >= NEAR]
    if "how-many" in reading.wants and not chosen and not any(r.fact.figure for r in near):
        near = [r for r in ranked[:FURTHER] if r.fact.figure and best - r.score < FAR_BEHIND][:1] + near
    dated = _of_each_date(reading, evidence.figures or [r.fact for r in ranked[: 2 * FURTHER]])
    first = dated or ([chosen] if chosen else [])
    series = {f.id for f in evidence.figures}
    kept = [*first, *(r.fact for r in near if r.fact.id not in series or not first)]
    return list({f.id: f for f in kept}.values())[:most]


def _of_each_date(reading: Reading, facts: Sequence[Fact]) -> list[Fact]:
    """For a comparison of dates, the first of the facts for each of them; none where one of the dates has none."""
    dates = [t.span for t in reading.times if t.relation == "on"]
    if len(dates) < 2 or not reading.wants & {"compare", "trend"}:
        return []
    wanted = [f for f in facts if f.figure or "how-many" not in reading.wants]
    found = [next((f for f in wanted if f.span.days <= 45 and f.span.overlaps(d)), None) for d in dates]
    return [f for f in found if f is not None] if all(found) else []


def attributed(fact: Fact, *, dated: bool = False) -> str:
    """The statement of a fact with its speaker, where the statement does not name him, and its day where `dated`."""
    text = fact.statement.rstrip()
    end = "" if text.endswith(("'", '"')) else "."
    body = text.removesuffix(".")
    if fact.said_by and not names_speaker(fact):
        body += f" ({fact.said_by})" if _REPORTED.search(body) else f", according to {fact.said_by}"
    elif not fact.said_by and (fact.disputes or fact.kind in ("position", "assessment")) and "article" not in body:
        body += f", {fact.source.publisher} reported"
    if dated and not names_day(fact):
        body += f" ({say_edtf(fact.event_date)})"
    return body + end


def names_speaker(fact: Fact) -> bool:
    """Does the statement itself say who asserts it: by all his words, a telling one, or his initials?"""
    said = [_root(w) for w in words(fact.said_by) if w not in STOP]
    text = {_root(w) for w in words(fact.statement)}
    initials = "".join(w[0] for w in said)
    telling = {w for w in said if len(w) > 3 and w not in _COMMON}
    return text.issuperset(said) or bool(telling & text) or (len(said) > 1 and initials in text)


_REPORTED = re.compile(
    r"\b(said|says|wrote|told|counted|reported|according|announced|accused|count|dates|declared)\b", re.I
)
"""Words with which a statement reports a speaker already, if by another name."""

_COMMON = frozenset(
    "agency arab army center centre command commission daily defence defense directorate force forces foreign "
    "government group health human idlib iran local media military ministry monitor nations news office officer "
    "official officials "
    "opposition partners press president rebel rebels report rights russia security service source sources state "
    "states syria times turkey united witnesses workers".split()
)
"""Words that many speakers share, so that one of them alone names nobody."""


def _root(word: str) -> str:
    return DEMONYMS.get(word, word)


def names_day(fact: Fact) -> bool:
    """Does the statement itself carry the event's day or month?"""
    last = fact.span.last
    return bool(re.search(rf"\b{last.day} {MONTHS[last.month]}|{MONTHS[last.month]} {last.year}", fact.statement))


def _accounts(lead: Sequence[Fact], linked: Mapping[str, Fact]) -> tuple[Account, ...]:
    """The sides of the dispute that the first told fact, or the one beside it, is part of."""
    for fact in lead:
        rivals = [linked[i] for i in fact.disputes if i in linked]
        if rivals:
            sides = {f.id: f for f in (fact, *rivals)}
            for rival in rivals:
                others = (linked[i] for i in rival.disputes if i in linked)
                sides.update({f.id: f for f in others if not _agree(f, fact)})
            return tuple(Account(text=attributed(f), facts=(f,)) for f in list(sides.values())[:6])
    return ()


def _agree(fact: Fact, other: Fact) -> bool:
    """Are these figures of one series that do not contradict one another: of different days, or of one value?"""
    if not fact.figure or not other.figure or not fact.figure.measure or fact.figure.measure != other.figure.measure:
        return False
    return fact.data_date != other.data_date or fact.figure.value == other.figure.value


def _columns(reading: Reading, lead: Sequence[Fact]) -> tuple[Account, ...]:
    """Two things that are compared, side by side under their dates, or under their speakers where the dates are one."""
    if "compare" not in reading.wants or len(lead) < 2:
        return ()
    pair = sorted(lead[:2], key=lambda f: (f.span.first, f.id))
    dates = [say_edtf(f.event_date) for f in pair]
    headings = dates if dates[0] != dates[1] else [f.said_by or f.source.publisher for f in pair]
    measures = [f.figure.measure if f.figure else "" for f in pair]
    if headings[0] == headings[1] or measures[0] != measures[1]:
        return ()
    return tuple(Account(text=attributed(f), facts=(f,), heading=h) for f, h in zip(pair, headings, strict=True))


def _confusable(reading: Reading, evidence: Evidence, answer: Answer) -> tuple[str, ...]:
    """A warning where figures of another measure lie as near as those that are told."""
    if evidence.measure is None or not answer.series or not asks_figures(reading):
        return ()
    others = {r.fact.figure.measure for r in evidence.ranked[:MOST] if r.fact.figure} - {"", evidence.measure.id}
    named = [m.title for m in evidence.measures if m.id in others]
    return tuple(f"Not to be mixed with: {title}." for title in named[:1])


def _outcome(fact: Fact, linked: Mapping[str, Fact], as_of: datetime) -> list[Sentence]:
    """What became of a deadline, as known then, or how long is left."""
    if fact.deadline is None:
        return []
    evidence = [linked[i] for i in fact.deadline.outcome_facts if i in linked]
    state = state_at(fact, evidence, as_of=as_of)
    due = say_day(fact.deadline.due_at.date())
    if state.status == "pending":
        return [Sentence(text=f"Deadline {due}: pending, {say_left(state.left)} left.", facts=(fact,))]
    if state.status == "passed":
        return [Sentence(text=f"Deadline {due}: passed; the base does not hold what came of it.", facts=(fact,))]
    told = [Sentence(text=attributed(f), facts=(f,)) for f in state.evidence[:1] if f is not fact]
    return [Sentence(text=f"Deadline {due}: {state.status}.", facts=(fact, *state.evidence[:1])), *told]


def say_left(left: timedelta) -> str:
    """`17 days`, `5 hours`, `under an hour`."""
    days, hours = left.days, left.seconds // 3600
    if days >= 2:
        return f"{days} days"
    hours += 24 * days
    return f"{hours} hours" if hours > 1 else "an hour" if hours == 1 else "under an hour"


def _notes(facts: Sequence[Fact], now: datetime) -> tuple[str, ...]:
    newest = max((f.source.published for f in facts), default=None)
    if newest is None or now.date() - newest <= OLD:
        return ()
    days = (now.date() - newest).days
    age = f"{days // 365} years" if days >= 730 else f"{days // 30} months" if days >= 60 else f"{days} days"
    return (f"The newest source of this answer is {age} old.",)
