"""Does a reporting word vouch for what the fact only reports, or doubt what it tells as said?"""

from __future__ import annotations

from bot.domain.grounding.claims import Fault
from bot.domain.grounding.days import dates
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.speech.reporting import (
    ACCOUNTS,
    DOUBTING,
    FACTIVE,
    FINDING,
    INSISTING,
    LOOSE,
    NEUTRAL,
    OPPOSING,
    SPEECH,
    VERBS,
)
from bot.domain.grounding.speech.reports import says_nothing
from bot.domain.grounding.tokens import Said

_CLAUSES = ("establish", "maintain", "ascertain", "determin", "found", "find", "discover")
"""Beginnings of verbs that only vouch for a clause: they found that, but they found a camp."""
_VERDICTS = frozenset("concluded concludes concluding conclusion finding findings".split())
_BETWEEN = frozenset("on in by as early late also later again and".split())
_BE = frozenset("was were is are be been being to".split())
_SUBJECT = 8
"""Words before a verb among which figures that show something stand."""


def overstated(part: Said, premise: Premise) -> list[Fault]:
    """Reporting words that vouch for what the fact only reports, or doubt what it tells as said."""
    theirs = frozenset(t.word for t in premise.said.tokens)
    vouched = _vouched(premise.said) | ({FINDING} if theirs & _VERDICTS else set())
    found = []
    for number, token in enumerate(part.tokens):
        word = token.word
        known = _times(token.root, premise.said) >= (_times(token.root, part) if word in FACTIVE else 1)
        if known or not (_vouches(part, number) or _replaces(part, number, premise.said)):
            continue
        if word in FACTIVE and FACTIVE[word] not in vouched:
            what = "it vouches for what the fact only reports"
        elif word in DOUBTING and not theirs & (DOUBTING | OPPOSING):
            what = "it puts in doubt what the fact tells without doubt"
        elif word in INSISTING and not theirs & (DOUBTING | OPPOSING | INSISTING):
            what = "it tells of a dispute where the fact does not"
        else:
            continue
        reason = f'"{token.text}": {what}; say "said" or use the word of the fact'
        found.append(Fault(check="speaker", start=token.start, end=token.end, reason=reason, told=what))
    return found


def _vouched(said: Said) -> set[int]:
    """The groups of the words with which a fact vouches."""
    return {
        FACTIVE[t.word]
        for n, t in enumerate(said.tokens)
        if t.word in FACTIVE and (not t.word.startswith(_CLAUSES) or _tells_clause(said, n + 1))
    }


def _times(key: str, said: Said) -> int:
    return sum(t.root == key for t in said.tokens)


def _replaces(part: Said, number: int, premise: Said) -> bool:
    """Does such a verb stand alone where the fact reports: they found the town was lost, where they said so?"""
    told = [t.word for t in premise.tokens if t.word in SPEECH | NEUTRAL]
    others = [t for n, t in enumerate(part.tokens) if n != number and t.word in VERBS - LOOSE]
    following = part.tokens[number + 1].word if number + 1 < len(part.tokens) else "it"
    before = [t.word for t in part.tokens[max(number - 2, 0) : number]]
    plain = part.tokens[number].word.startswith(_CLAUSES) and following != "it" and not _BE.intersection(before)
    return plain and bool(told) and not others


def _vouches(part: Said, number: int) -> bool:
    """Is it the word for speech or proof? One establishes posts too, figures show what they count."""
    word = part.tokens[number].word
    if says_nothing(part, number):
        return False
    if word.startswith(_CLAUSES):
        return _tells_clause(part, number + 1)
    before = [t.word for t in part.tokens[max(0, number - _SUBJECT) : number]]
    return not (word.startswith("show") and ACCOUNTS.intersection(before))


def _tells_clause(part: Said, place: int) -> bool:
    """Does a clause follow, at once or behind a day: established on 7 February that? Or has it gone before,
    so that the verb ends the sentence?
    """
    passive = any(t.word in _BE for t in part.tokens[max(place - 3, 0) : place - 1])
    tokens, ends = part.tokens, {m.first: m.last for m in dates.mentions(part)}
    while place < len(tokens) and (place in ends or tokens[place].word in _BETWEEN or tokens[place].text == ","):
        place = ends.get(place, place + 1)
    rest = [t for t in tokens[place:] if t.word]
    return rest[0].word == "that" if rest else not passive
