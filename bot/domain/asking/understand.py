"""A question as understood: its words as the index has them, names, times and the kind of thing that it asks for."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from bot.domain.asking.demand import Want, marked, wants
from bot.domain.asking.names import Gazetteer, Mention
from bot.domain.asking.roots import root
from bot.domain.asking.synonyms import DEMONYMS, SLIPS, SYNONYMS
from bot.domain.asking.time_words import MONTH_OF
from bot.domain.asking.times import TimeRef, read_times, wants_latest
from bot.domain.asking.words import STOP, fold, stem, words
from bot.domain.edtf import MONTHS
from bot.domain.facts import CaseInfo
from bot.domain.ports import Lexicon

MARK = 2.5
"""What the mark of a question's kind weighs: as much as a word in every twelfth fact."""
REMEMBERED = 200_000
"""Of how many short texts the weight is kept: all asks of a case ten times the size of Idlib's."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What a question means to us.

    `search` are the folded words to look for, expansions included; `stems` are those of the question itself (typos
    mended, stop words out), `own` its roots and `weight` what they tell together, `extra` the stems that expansions
    add. `asked` is the question as the index of questions has it, with what that tells in `asked_weight`. `unknown`
    are stems that stand in no fact, `numbers` the words that begin with a digit. `latest` tells whether it asks for
    the newest that is known.
    """

    text: str
    search: tuple[str, ...]
    stems: tuple[str, ...]
    own: frozenset[str]
    weight: float
    extra: frozenset[str]
    asked: frozenset[str]
    asked_weight: float
    unknown: frozenset[str]
    mentions: tuple[Mention, ...]
    times: tuple[TimeRef, ...]
    wants: frozenset[Want]
    latest: bool
    numbers: frozenset[str]

    @property
    def names(self) -> frozenset[str]:
        """The entities that the question may mean."""
        return frozenset(m.entity.name for m in self.mentions)


class Reader:
    """Reads questions against one lexicon; build it again when the facts change."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.info: CaseInfo = lexicon.info
        self.measures = lexicon.measures
        self.documents = lexicon.documents
        self.frequency: Mapping[str, int] = lexicon.frequency
        self.asks, self.gaps = lexicon.asks, lexicon.gaps
        self.gazetteer = Gazetteer.build(lexicon.entities)
        known = {t for t in lexicon.frequency if t.isalpha()} | {w for w in self.gazetteer.vocabulary if w.isalpha()}
        self._idf: dict[str, float] = {}
        self._weights: dict[tuple[str, ...] | frozenset[str], float] = {}
        self._by_length: dict[int, list[str]] = {}
        for term in known:
            self._by_length.setdefault(len(term), []).append(term)

    def idf(self, term: str) -> float:
        """How telling a stem is: high for rare ones, and for those that stand nowhere."""
        known = self._idf.get(term)
        if known is None:
            known = self._idf[term] = (
                MARK if term[0] == "?" else math.log(1 + (self.documents + 0.5) / (self.frequency.get(term, 0) + 0.5))
            )
        return known

    def weight(self, terms: Iterable[str]) -> float:
        """How much stems tell together; each counts once where `terms` is a set."""
        # Exactly rounded, so that the order of a set, which differs from run to run, does not show.
        return math.fsum(map(self.idf, terms))

    def likeness(self, question: Reading, other: tuple[str, ...]) -> float:
        """How alike a question and another short text are, 0 to 1: the cosine of their stems weighed by rarity."""
        return self.likeness_by(question, question.asked.intersection(other), other)

    def likeness_by(self, question: Reading, shared: frozenset[str], other: tuple[str, ...]) -> float:
        """The same where it is known already which stems they share."""
        if not shared:
            return 0.0
        return self._remembered(shared) / math.sqrt(self._remembered(other) * question.asked_weight)

    def _remembered(self, terms: tuple[str, ...] | frozenset[str]) -> float:
        """What terms weigh together, worked out once."""
        known = self._weights.get(terms)
        if known is None:
            if len(self._weights) >= REMEMBERED:
                self._weights.clear()
            known = self._weights[terms] = self.weight(set(terms))
        return known

    def focus_likeness(self, question: Reading, other: Iterable[str], topic: frozenset[str]) -> float:
        """How alike two questions are in what they ask beyond their common topic; 0 where one asks nothing more."""
        ours, theirs = question.asked - topic, set(other) - topic
        norm = self.weight(ours) * self.weight(theirs)
        return self.weight(ours & theirs) / math.sqrt(norm) if norm else 0.0

    def read(self, text: str, *, today: date) -> Reading:
        """Understand a question asked on `today` (a day in the case's zone)."""
        fixes = self._corrections(text)
        mentions = self.gazetteer.find(text, fixes)
        plain = [fixes.get(w, w) for w in words(text)]
        content = [w for w in plain if w not in STOP]
        added = _expansions(content, mentions)
        mended = " ".join(fixes.get(w, w) for w in fold(text).split())
        own = tuple(dict.fromkeys(stem(w) for w in content))
        extra = frozenset(stem(w) for w in added) - set(own)
        asked = frozenset(marked(text, fixes))
        return Reading(
            text=text,
            search=tuple(dict.fromkeys([*content, *added])),
            stems=own,
            own=frozenset(root(w) for w in content),
            weight=self.weight({root(w) for w in content}),
            extra=extra,
            asked=asked,
            asked_weight=self.weight(asked),
            unknown=frozenset(t for t in own if not self.frequency.get(t) and not t.isdigit()),
            mentions=mentions,
            times=read_times(mended, today=today, period=self.info.period),
            wants=wants(" ".join(plain)),
            latest=wants_latest(text),
            numbers=frozenset(w for w in plain if w[0].isdigit()),
        )

    def lean(self, term: str) -> float:
        """How much more often a stem stands in unanswered questions than in those that facts answer: log odds."""
        unanswered = (self.gaps.frequency.get(term, 0) + 0.5) / (self.gaps.count + 1)
        return math.log(unanswered / ((self.asks.frequency.get(term, 0) + 0.5) / (self.asks.count + 1)))

    def known(self, term: str) -> bool:
        """Does a root stand in any fact, or in any question that one answers?"""
        return bool(self.frequency.get(term)) or term in self.asks.frequency

    def _corrections(self, text: str) -> dict[str, str]:
        """Misspelt words and the known ones that they most likely are."""
        fixes: dict[str, str] = {}
        for word in words(text):
            fix = SLIPS.get(word) or (None if self._is_right(word) else self._nearest(word))
            if fix:
                fixes[word] = fix
        return fixes

    def _is_right(self, word: str) -> bool:
        """Is a word known, or too short to tell?"""
        names, root = self.gazetteer.vocabulary, stem(word)
        return (
            len(word) < 4
            or not word.isalpha()
            or any(word in known for known in (STOP, SYNONYMS, MONTH_OF, DEMONYMS, names))
            or word.removesuffix("s") in names
            or root in self.frequency
            or root in self.gaps.frequency
        )

    def _nearest(self, word: str) -> str | None:
        """The known word that a misspelt one most likely is: one slip away, or two where its stem has seven letters.

        Words of four letters are like too many others and can only be names.
        """
        root = stem(word)
        slips = 1 if len(root) < 7 else 2
        near = [t for n in range(len(root) - slips, len(root) + slips + 1) for t in self._by_length.get(n, ())]
        if not near:
            return None
        distances = cdist([root], near, scorer=OSA.distance, score_cutoff=slips)[0]
        candidates = (
            (int(distance), term[0] != root[0], -self.frequency.get(term, 1), term)
            for distance, term in zip(distances, near, strict=True)
            if distance <= slips and (len(word) > 4 or term in self.gazetteer.vocabulary)
        )
        distance, other_initial, _, term = min(candidates, default=(0, False, 0, ""))
        # Few people get the first letter wrong, and none that and another.
        return None if other_initial and distance > 1 else term or None


def _expansions(content: Iterable[str], mentions: Iterable[Mention]) -> list[str]:
    """The words that facts may use instead: synonyms, names of months in full, full names."""
    added: list[str] = []
    for word in content:
        added += SYNONYMS.get(word, ())
        if word in MONTH_OF:
            added.append(MONTHS[MONTH_OF[word]].lower())
    for mention in mentions:
        added += [w for w in words(mention.entity.name) if w not in STOP]
    return added
