"""Faulty sentences, made by rule from the facts of a case. Their classes: number, scale, moved, unit, date,
refined-date, name, role, speaker-dropped, speaker-swapped, negation-added, negation-removed, strengthened, uncited,
foreign, future, invented, quotation, quote-added, url, instruction, markup, direction, bound.

Each rule works on the words of the fact and knows nothing of the check. What it makes is faulty by the content of the
fact, not by what the check finds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice
from random import Random

from bench.ground import adding, citing, counting, dating, meaning, naming
from bench.ground.drafts import Made, World, some
from bench.ground.paraphrase import paraphrases
from bot.domain.facts import Fact

SEED = 20200214
EACH = 120
"""Sentences of each class, as far as the case gives them."""
_BASES = 3
"""How many sentences of one fact a rule is tried on: the statement and paraphrases of it."""

Rule = Callable[[str, Fact, World, Random], Iterator[str]]

Mixed = Callable[[World, citing.Texts, Random], Iterator[Made]]

RULES: dict[str, Rule] = {
    "number": counting.number,
    "scale": counting.scale,
    "unit": counting.unit,
    "bound": counting.bound,
    "date": dating.date,
    "refined-date": dating.refined,
    "name": naming.name,
    "role": naming.role,
    "speaker-dropped": naming.dropped,
    "speaker-swapped": naming.swapped,
    "negation-added": meaning.negation_added,
    "negation-removed": meaning.negation_removed,
    "strengthened": meaning.strengthened,
    "direction": meaning.direction,
    "invented": adding.invented,
    "quotation": adding.quotation,
    "quote-added": adding.quote_added,
    "url": adding.url,
    "instruction": adding.instruction,
    "markup": adding.markup,
}
"""Rules that change a sentence."""

CITING: dict[str, Mixed] = {
    "moved": citing.moved,
    "uncited": citing.uncited,
    "foreign": citing.foreign,
    "future": citing.future,
}
"""Rules that change what is cited, or mix two facts."""

CLASSES = (*RULES, *CITING)


def faulty(world: World, each: int = EACH) -> Iterator[Made]:
    """At most so many faulty sentences of each class, the same on every run."""

    @cache
    def texts(fact_id: str) -> list[str]:
        return [world.told[fact_id], *(text for _, text in paraphrases(world.facts[fact_id], world))]

    for kind, rule in RULES.items():
        yield from _spread(islice(_changed(kind, rule, world, texts), each), each)
    for kind, mixed in CITING.items():
        found = list(islice(mixed(world, lambda fact: texts(fact.id), Random(f"{SEED} {kind}")), 4 * each))
        Random(f"{SEED} {kind} order").shuffle(found)
        yield from _spread([found], each)


def _changed(kind: str, rule: Rule, world: World, texts: Callable[[str], list[str]]) -> Iterator[list[Made]]:
    """What a rule makes of each fact, in an order of chance."""
    random = Random(f"{SEED} {kind}")
    for fact in random.sample(world.case.facts, len(world.case.facts)):
        told, *paraphrased = texts(fact.id)
        made = []
        for base in (told, *some(paraphrased, _BASES, random)):
            made += [t for t in rule(base, fact, world, random) if t not in (base, fact.statement, told)]
        unique = list(dict.fromkeys(made))
        random.shuffle(unique)
        if unique:
            yield [Made(kind=kind, text=text, cites=(fact.id,)) for text in unique]


def _spread(groups: Iterable[list[Made]], count: int) -> list[Made]:
    """So many of all groups: first one of each, then another of each, and so on."""
    waiting = [list(g) for g in groups]
    taken: list[Made] = []
    while waiting and len(taken) < count:
        for group in waiting:
            taken.append(group.pop(0))
        waiting = [g for g in waiting if g]
    unique = {(m.text, m.cites, m.as_of): m for m in taken}
    return list(unique.values())[:count]
