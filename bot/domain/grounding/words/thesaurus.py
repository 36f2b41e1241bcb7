"""Which words may be told for which: synonyms both ways, more general words one way, phrases as one word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.grounding.tokens import Said, Token, root
from bot.domain.grounding.words.tables import acts as thesaurus_acts
from bot.domain.grounding.words.tables import causes as thesaurus_causes
from bot.domain.grounding.words.tables import disasters as thesaurus_disasters
from bot.domain.grounding.words.tables import general as thesaurus_general
from bot.domain.grounding.words.tables import implied as thesaurus_implied
from bot.domain.grounding.words.tables import law as thesaurus_law
from bot.domain.grounding.words.tables import nouns_a as thesaurus_nouns_a
from bot.domain.grounding.words.tables import nouns_b as thesaurus_nouns_b
from bot.domain.grounding.words.tables import nouns_c as thesaurus_nouns_c
from bot.domain.grounding.words.tables import people as thesaurus_people
from bot.domain.grounding.words.tables import phrases as thesaurus_phrases
from bot.domain.grounding.words.tables import qualities as thesaurus_qualities
from bot.domain.grounding.words.tables import relief as thesaurus_relief
from bot.domain.grounding.words.tables import talks as thesaurus_talks
from bot.domain.grounding.words.tables import verbs_a as thesaurus_verbs_a
from bot.domain.grounding.words.tables import verbs_b as thesaurus_verbs_b
from bot.domain.grounding.words.tables import verbs_c as thesaurus_verbs_c
from bot.domain.grounding.words.tables import verbs_d as thesaurus_verbs_d
from bot.domain.grounding.words.tables import verbs_e as thesaurus_verbs_e
from bot.domain.grounding.words.tables import verbs_f as thesaurus_verbs_f
from bot.domain.grounding.words.tables import verbs_g as thesaurus_verbs_g
from bot.domain.grounding.words.tables import war as thesaurus_war

LONGEST = 5
"""Words of the longest phrase."""
_APART = 6
_PARTICLES = frozenset("back out off up down over aside through in away together ahead".split())
_SKIPPED = frozenset({"a", "an", "the", "his", "her", "its", "their", "-", "–", "all", "both"})
"""What may stand within a phrase: they lost (their) lives."""


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens from `first` up to and without `last` that are one word or phrase, as its roots in `key`."""

    first: int
    last: int
    key: str


def _keyed(entry: str) -> str:
    words = entry.replace("-", "_").split("_")
    return " ".join(root(w) for place, w in enumerate(words) if not place or w not in _SKIPPED)


def _read(tables: Iterable[str]) -> dict[str, frozenset[str]]:
    """What may be told for a word, by the roots of the word; see the tables for how they are written."""
    found: dict[str, set[str]] = {}
    for line in (line for table in tables for line in table.replace("\n ", " ").splitlines()):
        special, _, general = line.partition(">")
        wider = [_keyed(w) for w in general.split()]
        for group in special.split("/"):
            words = [_keyed(w) for w in group.split()]
            for word in words:
                found.setdefault(word, {word}).update(words, wider)
    return {word: frozenset(told) for word, told in found.items()}


_TOLD = _read(
    (
        thesaurus_acts.TABLE,
        thesaurus_causes.TABLE,
        thesaurus_general.TABLE,
        thesaurus_law.TABLE,
        thesaurus_people.TABLE,
        thesaurus_disasters.TABLE,
        thesaurus_nouns_a.TABLE,
        thesaurus_nouns_b.TABLE,
        thesaurus_nouns_c.TABLE,
        thesaurus_phrases.TABLE,
        thesaurus_qualities.TABLE,
        thesaurus_implied.TABLE,
        thesaurus_relief.TABLE,
        thesaurus_talks.TABLE,
        thesaurus_verbs_a.TABLE,
        thesaurus_verbs_b.TABLE,
        thesaurus_verbs_c.TABLE,
        thesaurus_verbs_d.TABLE,
        thesaurus_verbs_e.TABLE,
        thesaurus_verbs_f.TABLE,
        thesaurus_verbs_g.TABLE,
        thesaurus_war.TABLE,
    )
)
_PHRASES = frozenset(key for told in _TOLD.values() for key in told if " " in key)


def told_for(key: str) -> frozenset[str]:
    """What may be told for a root or a phrase: itself, its synonyms and more general words."""
    return _TOLD.get(key, frozenset({key}))


@lru_cache(maxsize=20_000)
def tellable(said: Said) -> frozenset[str]:
    """Everything that may be told for the words and phrases of a text."""
    keys = {form for t in said.tokens if t.root and t.word != "according" for form in forms(t)}
    keys.update(run.key for first in range(len(said.tokens)) for run in phrases(said.tokens, first))
    return frozenset(told for key in keys for told in told_for(key))


def forms(token: Token) -> tuple[str, ...]:
    """The roots by which a word is met: an adverb also as its adjective."""
    if len(token.word) > 5 and token.word.endswith("ly"):
        stems = (token.word[:-2], token.word[:-3] + "y" if token.word.endswith("ily") else token.word[:-1] + "e")
        return (token.root, *map(root, stems))
    return (token.root,)


def _parted(tokens: tuple[Token, ...], first: int) -> Iterator[Run]:
    """A verb, or a particle, that stands apart from the other: to take (the town) back."""
    token = tokens[first]
    if token.word in _PARTICLES:
        others = tokens[max(first - _APART, 0) : max(first - 1, 0)]
        keys = [f"{verb.root} {token.root}" for verb in others]
    else:
        others = tokens[first + 2 : first + 1 + _APART]
        keys = [f"{token.root} {particle.root}" for particle in others if particle.word in _PARTICLES]
    yield from (Run(first, first + 1, key) for key in keys if key in _PHRASES)


def phrases(tokens: tuple[Token, ...], first: int) -> Iterator[Run]:
    """The phrases of the thesaurus that begin at a token, the shortest first."""
    yield from _parted(tokens, first)
    key, words = "", 0
    for place in range(first, len(tokens)):
        token = tokens[place]
        if place > first and (token.word or token.text) in _SKIPPED:
            continue
        if not token.word or words == LONGEST:
            return
        key, words = f"{key} {token.root}".strip(), words + 1
        if words > 1 and key in _PHRASES:
            yield Run(first, place + 1, key)
