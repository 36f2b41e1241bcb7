"""How, how often and on purpose: a word that says so needs one of the fact, and none that only looks like it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from bot.domain.grounding.claims import Fault
from bot.domain.grounding.names.known import PAST
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.sense.scope import meet
from bot.domain.grounding.speech.reporting import VERBS
from bot.domain.grounding.tokens import Said, Token
from bot.domain.grounding.words.light import FUNCTION
from bot.domain.grounding.words.thesaurus import forms, phrases, told_for

_OTHERS = frozenset("alone apart together openly really truly often always sometimes twice even indeed ever".split())
_NO_ADVERBS = frozenset(
    """family only early daily weekly monthly yearly likely unlikely july italy ally rally supply reply apply assembly
    fly rely imply comply multiply anomaly monopoly elderly deadly friendly costly lively lonely weakly orderly timely
    reportedly allegedly respectively mainly mostly largely nearly roughly approximately exactly fully
    partly about namely""".split()
)
"""Words in -ly that are none, and those that are for others to judge."""
_STOPS = frozenset(", ; : . ( ) that which who whom but while when where because if".split())
_CLOSE, _FAR = 2, 5
"""How many words on either side stand beside one of the sentence, and of the fact."""


def faults(part: Said, premise: Premise) -> list[Fault]:
    """Adverbs of a stretch that no adverb or adjective of the fact carries, beside the same words."""
    return [_fault(part.tokens[n]) for n in _adverbs(part) if not _is_carried(part, n, premise.said)]


def _adverbs(said: Said) -> Iterator[int]:
    for number, token in enumerate(said.tokens):
        ends = len(token.word) > 5 and token.word.endswith("ly") and token.word not in _NO_ADVERBS
        named = token.is_capital and number > 0
        if (ends and token.text.isalpha() and not named) or token.word in _OTHERS:
            yield number


def _is_carried(part: Said, place: int, premise: Said) -> bool:
    ours = _near(part, place, _CLOSE)
    return any(not ours or meet(ours, _near(premise, n, _FAR)) for n in _carriers(part.tokens[place], premise))


def _carriers(adverb: Token, premise: Said) -> Iterator[int]:
    """The places in the fact of the same word, or of one that is no verb and may be told so."""
    ours = frozenset(forms(adverb))
    for number, token in enumerate(premise.tokens):
        if not token.root:
            continue
        keys = {told for run in phrases(premise.tokens, number) for told in told_for(run.key)} | told_for(token.root)
        alike = token.root in ours or (_is_manner(token) and ours & {t for f in forms(token) for t in told_for(f)})
        if adverb.root in keys or (alike and not _is_verb(token)):
            yield number


def _is_manner(token: Token) -> bool:
    """Is it an adverb or an adjective, by its form?"""
    return token.word.endswith(("ly", "ous", "ful", "ive", "al", "ic", "less", "able", "ent", "ant", "vy"))


def _near(said: Said, place: int, most: int) -> frozenset[str]:
    """The roots of the words beside a place, on either side; a word of telling stands for itself alone."""
    found: list[str] = []
    for places in (range(place + 1, len(said.tokens)), range(place - 1, -1, -1)):
        side = takewhile(lambda t: (t.word or t.text) not in _STOPS, (said.tokens[n] for n in places))
        found += [
            f"={t.word}" if t.word in VERBS else t.root
            for t in side
            if t.word and t.word not in FUNCTION and not t.is_number
        ][:most]
    return frozenset(found)


def _is_verb(token: Token) -> bool:
    """Is it a verb, by its form?"""
    return token.word in PAST or token.word.endswith(("ed", "ing"))


def _fault(token: Token) -> Fault:
    return Fault(
        check="word",
        start=token.start,
        end=token.end,
        reason=f"the fact does not say {token.text!r}; leave it out",
        told="it says how, how often or on what purpose where its source does not",
    )
