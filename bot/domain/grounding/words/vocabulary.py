"""Every word that carries meaning must be a word of the fact, one that stands for it, or a more general one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from bot.domain.asking.names import Gazetteer
from bot.domain.grounding.claims import Fault
from bot.domain.grounding.counts import quantities
from bot.domain.grounding.days import dates
from bot.domain.grounding.names import names
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.sense.scope import Runs
from bot.domain.grounding.tokens import Said, Token
from bot.domain.grounding.words import adverbs, edits, leads, links, modifiers
from bot.domain.grounding.words.described import is_described
from bot.domain.grounding.words.light import RUNS, SUPERLATIVE_WORDS, is_light, is_superlative
from bot.domain.grounding.words.thesaurus import forms, phrases, tellable

_LIGHT = Runs(RUNS)


def faults(part: Said, premise: Premise, gazetteer: Gazetteer) -> list[Fault]:
    """The words of a stretch that the fact does not carry."""
    read_elsewhere = _covered(part, gazetteer)
    told = tellable(premise.said) | tellable(premise.beside)
    unknown = _unknown(part, told, read_elsewhere)
    found = [part.tokens[n] for n in unknown if not is_described(part, n, premise, gazetteer)]
    found += _superlatives(part, premise, read_elsewhere)
    listed = [_fault(t) for t in found]
    more = chain.from_iterable(check.faults(part, premise) for check in (links, leads, adverbs, modifiers))
    rest = (*more, *edits.faults(part, premise, gazetteer))
    return [*listed, *(f for f in rest if f.start not in {t.start for t in found})]


def _unknown(part: Said, told: frozenset[str], skipped: frozenset[int]) -> Iterator[int]:
    """The places of the content words that nothing carries, phrases tried before their words."""
    place = 0
    while place < len(part.tokens):
        token = part.tokens[place]
        known = [run for run in phrases(part.tokens, place) if run.key in told]
        if known or (light := _light_run(part, place)):
            place = known[-1].last if known else place + light
            continue
        judged = bool(token.word) and not token.is_number and place not in skipped
        if judged and told.isdisjoint(forms(token)) and not is_light(token.word, token.root):
            yield place
        place += 1


def _light_run(part: Said, place: int) -> int:
    """How many tokens from here on are a run of words that adds nothing."""
    return max((len(run) for run in _LIGHT.at(part, place)), default=0)


def _superlatives(part: Said, premise: Premise, skipped: frozenset[int]) -> Iterator[Token]:
    """Words that make something the most of its kind, where the fact has no such word; `most of` is no such word."""
    if any(is_superlative(t.word, t.root) or t.word in SUPERLATIVE_WORDS for t in premise.said.tokens):
        return
    for place, token in enumerate(part.tokens):
        if place not in skipped and token.word not in ("most", "least") and is_superlative(token.word, token.root):
            yield token


def _covered(part: Said, gazetteer: Gazetteer) -> frozenset[int]:
    """The places of tokens that are read as a number, a date or a name; their own checks judge them."""
    counted = [(m.first, m.last) for m in quantities.mentions(part)]
    counted += [(m.first, m.last) for m in dates.mentions(part)]
    counted += [(m.first, m.last) for m in names.mentions(part, gazetteer)]
    return frozenset(place for first, last in counted for place in range(first, last))


def _fault(token: Token) -> Fault:
    return Fault(
        check="word",
        start=token.start,
        end=token.end,
        reason=f"nothing in the fact says {token.text!r}; use the fact's own words, or leave it out",
        told="it has a word for which its source has none",
    )
