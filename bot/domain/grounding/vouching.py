"""Does a reporting word vouch for what the fact only reports, or doubt what it tells as said?"""

from __future__ import annotations

from bot.domain.grounding.claims import Fault
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.reporting import ACCOUNTS, DOUBTING, FACTIVE, INSISTING, OPPOSING
from bot.domain.grounding.reports import says_nothing
from bot.domain.grounding.tokens import Said

_SUBJECT = 8
"""Words before a verb among which figures that show something stand."""


def overstated(part: Said, premise: Premise) -> list[Fault]:
    """Reporting words that vouch for what the fact only reports, or doubt what it tells as said."""
    theirs = frozenset(t.word for t in premise.said.tokens)
    vouched = {FACTIVE[w] for w in theirs if w in FACTIVE}
    found = []
    for number, token in enumerate(part.tokens):
        word = token.word
        if word in theirs or token.root in premise.said.roots or not _vouches(part, number):
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


def _vouches(part: Said, number: int) -> bool:
    """Is it the word for speech or proof? One establishes posts too, figures show what they count."""
    word = part.tokens[number].word
    after = part.tokens[number + 1].word if number + 1 < len(part.tokens) else ""
    if says_nothing(part, number):
        return False
    if word.startswith(("establish", "maintain")):
        return after == "that"
    before = [t.word for t in part.tokens[max(0, number - _SUBJECT) : number]]
    return not (word.startswith("show") and ACCOUNTS.intersection(before))
