"""What is asked, and a large case made by varying the facts of a real one. The same on every run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.asking.words import stems
from bot.domain.facts import Case, Entity, Fact

ENDINGS = ("", "iya", "oun", "ata", "een", "ane", "oub", "ira", "asa", "ude", "ari", "eh", "ous", "ine", "uma", "alt")
"""A place of the real case is told apart in the large one by its ending."""


def sample(case: Case, count: int) -> list[str]:
    """`count` distinct questions, spread over the case: four in five that it answers, the others known gaps."""
    asked = [text for fact in case.facts for text in (*fact.asks, *case.asked.get(fact.id, ()))]
    unanswered = [gap.question for gap in case.gaps]
    questions = dict.fromkeys(_spread(asked, count - count // 5) + _spread(unanswered, count // 5))
    return list(questions)


def documents(facts: Sequence[Fact], asked: dict[str, tuple[str, ...]]) -> list[str]:
    """What is searched, one text a fact: statement, speaker and index questions."""
    return [" ".join((f.statement, f.said_by, *f.asks, *asked.get(f.id, ()))) for f in facts]


def tokens(text: str) -> list[str]:
    """Stems without stop words, the same for every rival."""
    return list(stems(text))


def enlarge(case: Case, count: int) -> Case:
    """A case of `count` facts: numbers and places of the real ones varied, two questions each, links kept apart."""
    places = sorted((e.name for e in case.entities if e.kind in ("place", "state")), key=len, reverse=True)
    found = re.compile("|".join(rf"\b{re.escape(p)}\b" for p in places))
    rounds = -(-count // len(case.facts))
    facts = [_vary(fact, turn, found) for turn in range(rounds) for fact in case.facts][:count]
    entities = [*case.entities]
    for ending in ENDINGS[1:]:
        entities += [Entity(name=p + ending, kind="place") for p in places]
    measures = [replace(m, id=f"{m.id}{_mark(turn)}") for turn in range(rounds) for m in case.measures]
    info = replace(case.info, id="large")
    return replace(
        case, info=info, facts=tuple(facts), entities=tuple(entities), measures=tuple(measures), asked={}, gaps=()
    )


def origin(fact_id: str) -> str:
    """The id of the real fact that this one varies."""
    return re.sub(r"-v\d+(?=/)", "", fact_id)


def _spread(texts: Sequence[str], count: int) -> list[str]:
    step = max(1, len(texts) // count)
    return list(texts[::step][:count])


def _mark(turn: int) -> str:
    return f"-v{turn}" if turn else ""


def _vary(fact: Fact, turn: int, places: re.Pattern[str]) -> Fact:
    """The fact as it is told in the `turn`-th retelling; the 0th is the fact itself."""
    if turn == 0:
        return replace(fact, asks=fact.asks[:2], disputes=())
    mark, ending = _mark(turn), ENDINGS[turn % len(ENDINGS)]

    def other(text: str) -> str:
        moved = places.sub(lambda m: m[0] + ending, text)
        return re.sub(r"\b\d{1,3}(?:,\d{3})+\b", lambda m: f"{int(m[0].replace(',', '')) + 37 * turn:,}", moved)

    def named(fact_id: str) -> str:
        source, _, number = fact_id.rpartition("/")
        return f"{source}{mark}/{number}"

    figure = fact.figure and replace(
        fact.figure,
        value=fact.figure.value + 37 * turn,
        value_high=fact.figure.value_high and fact.figure.value_high + 37 * turn,
        measure=fact.figure.measure and fact.figure.measure + mark,
    )
    outcome_facts = tuple(named(i) for i in fact.deadline.outcome_facts) if fact.deadline else ()
    return replace(
        fact,
        id=named(fact.id),
        source=replace(fact.source, id=fact.source.id + mark),
        statement=other(fact.statement),
        places=tuple(p + ending for p in fact.places),
        asks=tuple(other(a) for a in fact.asks[:2]),
        supersedes=tuple(named(i) for i in fact.supersedes),
        disputes=(),
        figure=figure,
        deadline=fact.deadline and replace(fact.deadline, outcome_facts=outcome_facts),
    )
