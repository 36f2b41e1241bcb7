"""The words in a sentence that tell who speaks: the subject of a verb, or what follows `by` and `to`."""

from __future__ import annotations

from collections.abc import Set

from bot.domain.edtf import MONTHS
from bot.domain.grounding.days import dates
from bot.domain.grounding.names.pieces import Mention, is_seat
from bot.domain.grounding.speech.reporting import VERBS
from bot.domain.grounding.tokens import Said, Token

HELPS = frozenset("was were is are be been had has have would could should may might will not n't also".split())
TIMES = frozenset(m.lower() for m in MONTHS if m) | frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday
    early mid late also again later then has have had did does
    """.split()
)
_STOPS = frozenset(
    ", ; : ( ) but while whereas what until that which when where because as although though if whether".split()
)
PREPOSITIONS = frozenset(
    "on in at near with over by from against to into around after before during since until between via without".split()
)
_ENDS = _STOPS | frozenset("in on at who after to as they he she it there".split())
"""Words with which the words for a speaker end."""
QUOTES = frozenset("\"'“”‘’«»„")


def subject(said: Said, listed: tuple[Mention, ...], number: int) -> tuple[int, int]:
    """The tokens of the subject of a verb: the first words of its clause that hang on no preposition."""
    tokens = said.tokens
    end = number
    while end and (tokens[end - 1].word in TIMES or _is_adverb(tokens[end - 1])):
        end -= 1
    if end and tokens[end - 1].word in ("and", "but", "or"):
        return number, number
    if end and tokens[end - 1].text == "," and not tokens[number].word.endswith("ing"):
        explained = next(
            (m for m in listed if m.last == end - 1 and "," in {t.text for t in tokens[m.first : m.last]}), None
        )
        if explained:
            return explained.first, explained.last
        commas = [n for n in range(end - 1) if tokens[n].text == ","]
        if not commas:
            return number, number
        end = commas[-1]
    start = _clause(said, listed, end)
    free = [m for m in listed if start <= m.first and m.last <= end and not hangs(said, m)]
    if free:
        first = last = free[-1]
        for mention in reversed(free):
            if mention.last >= first.first - 4 and not _divided(said, mention.last, first.first):
                first = mention
        begin = first.first
        while (
            begin > start and (tokens[begin - 1].word or tokens[begin - 1].text == "-") and not _cuts(said, begin - 1)
        ):
            begin -= 1
        stop = last.last
        while stop < end and tokens[stop].word and not _cuts(said, stop):
            stop += 1
        return begin, stop
    start = stop = _past_lead(said, listed, start, end)
    while stop < end and (not _cuts(said, stop) or said.tokens[stop].word not in PREPOSITIONS | VERBS):
        stop += 1
    return start, stop


def _is_adverb(token: Token) -> bool:
    return token.text.islower() and token.word.endswith("ly")


def _past_lead(said: Said, listed: tuple[Mention, ...], start: int, end: int) -> int:
    """Where a clause goes on after a time or a place that leads it: In March aid workers said."""
    if start < end and said.tokens[start].word in PREPOSITIONS:
        leads = [(m.first, m.last) for m in dates.mentions(said)] + [(m.first, m.last) for m in listed]
        for first, last in leads:
            if first in (start + 1, start + 2) and last < end:
                return last + (said.tokens[last].text == ",")
    return start


def _divided(said: Said, first: int, last: int) -> bool:
    return any(_cuts(said, n) for n in range(first, last))


def _cuts(said: Said, number: int) -> bool:
    token = said.tokens[number]
    return token.word in PREPOSITIONS | HELPS or token.is_number or token.word in TIMES or token.word in VERBS


def _clause(said: Said, listed: tuple[Mention, ...], end: int) -> int:
    """Where the clause that a verb ends begins."""
    covered = {n for m in listed for n in range(m.first, m.last)}
    for number in range(end - 1, -1, -1):
        token = said.tokens[number]
        if number in covered:
            continue
        if (token.word or token.text) in _STOPS or token.text in QUOTES:
            return number + 1
        if token.word == "and" and not any(m.last == number for m in listed):
            return number + 1
        if token.word in VERBS and number < end - 1 and said.tokens[number + 1].word != "by":
            return number + 1
    return 0


def hangs(said: Said, mention: Mention) -> bool:
    """Does a name hang on a preposition, so that it is no subject?"""
    if is_seat(said, mention.first):
        return False
    before = [t.word for t in said.tokens[max(0, mention.first - 2) : mention.first]]
    near = before[-1:] and before[-1] in PREPOSITIONS
    return bool(near or (len(before) == 2 and before[0] in PREPOSITIONS and before[1] in ("the", "a", "an", "its")))


def speaker_end(said: Said, listed: tuple[Mention, ...], start: int, more: Set[str] = frozenset()) -> int:
    """Where the words end that tell a speaker from `start` on."""
    ends = {m.first: m.last for m in listed}
    dated: set[str] = set()
    number = start
    while number < len(said.tokens):
        token = said.tokens[number]
        if number in ends:
            number = ends[number]
            continue
        if (token.is_number or token.word in TIMES) and said.tokens[number - 1].word in {"the", "a", "an", *dated}:
            dated.add(token.word)
            number += 1
            continue
        ends_it = token.word in _ENDS | more and not is_seat(said, number + 1)
        if (not token.word and token.text != "-") or token.is_number or ends_it:
            break
        if token.word in VERBS and number > start:
            break
        number += 1
    return number
