"""Is what somebody says told as his, with a word that vouches for no more than the fact does?"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from bot.domain.asking.names import Gazetteer
from bot.domain.asking.words import STOP
from bot.domain.grounding.claims import Fault
from bot.domain.grounding.names.known import entities
from bot.domain.grounding.names.naming import Same, mentions
from bot.domain.grounding.names.pieces import Mention
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.speech.acting import acting
from bot.domain.grounding.speech.reporting import ACCOUNTS, DOUBTING, LOOSE, NEUTRAL, STANCES, UNNAMED
from bot.domain.grounding.speech.reports import PRONOUNS, Report, reports
from bot.domain.grounding.speech.sayers import Sayer, is_him, sayer
from bot.domain.grounding.speech.vouching import overstated
from bot.domain.grounding.tokens import Said, read

WEAK = LOOSE | ACCOUNTS
"""Words that may report, and often do not."""


def faults(part: Said, premise: Premise, whole: Said, gazetteer: Gazetteer) -> list[Fault]:
    """Speakers that are missing or others, and reporting words that say more or less than the fact's."""
    theirs = _sayers(premise, gazetteer)
    found = [
        _other(part, r, premise)
        for r in reports(part, gazetteer)
        if not (
            _is_right(part, r, premise, theirs, gazetteer) or _stands_for(part, r, premise, whole, theirs, gazetteer)
        )
    ]
    found += overstated(part, premise) + acting(part, premise, gazetteer)
    if not found and not _is_attributed(part, premise, whole, gazetteer):
        what = f"it must say that {_called(premise)} says so"
        start, end = (part.tokens[0].start, part.tokens[-1].end) if part.tokens else (0, len(part.text))
        found.append(Fault(check="speaker", start=start, end=end, reason=what, told=what))
    return found


def _is_right(part: Said, report: Report, premise: Premise, theirs: tuple[Sayer, ...], gazetteer: Gazetteer) -> bool:
    """Is whoever speaks here a speaker of the fact? Where nobody is told, does the fact have it so too?"""
    if report.named:
        if report.heads & PRONOUNS and not report.mentions:
            theirs_too = reports(premise.said, gazetteer)
            alike = any(r.heads & report.heads & PRONOUNS for r in theirs_too)
            his = {premise.said.tokens[r.at].root for r in theirs_too}
            return alike or (part.tokens[report.at].word in WEAK and part.tokens[report.at].root not in his)
        right = any(is_him(part, report, him, gazetteer) for him in theirs)
        word = part.tokens[report.at].word
        return right or word in WEAK
    word = part.tokens[report.at].word
    if word not in UNNAMED and not (report.passive and word in NEUTRAL - LOOSE | DOUBTING):
        return True
    own = [r for r in reports(premise.said, gazetteer) if not r.named]
    return bool(own) or any(r.named for r in reports(part, gazetteer))


def _stands_for(
    part: Said, report: Report, premise: Premise, whole: Said, theirs: tuple[Sayer, ...], gazetteer: Gazetteer
) -> bool:
    """Is a pronoun told as the speaker that stands for one whom the sentence has named?"""
    if report.mentions or not report.heads or not report.heads <= PRONOUNS:
        return False
    if _is_untold(part, report, premise, gazetteer):
        return False
    token = part.tokens[report.at]
    named = [r for r in reports(whole, gazetteer) if r.mentions and not r.heads]
    named = [r for r in named if not _is_stance(whole, r, premise, gazetteer)]
    before = [r for r in named if whole.tokens[r.at].start < token.start]
    last = (before or named)[-1:]
    return any(is_him(whole, r, him, gazetteer) for r in last for him in theirs)


def _is_untold(part: Said, report: Report, premise: Premise, gazetteer: Gazetteer) -> bool:
    """Does the fact have the same verb without anybody: when asked for its positions?"""
    own = [r for r in reports(premise.said, gazetteer) if not r.named]
    return any(premise.said.tokens[r.at].root == part.tokens[report.at].root for r in own)


def _sayers(premise: Premise, gazetteer: Gazetteer) -> tuple[Sayer, ...]:
    speaker = premise.fact.said_by or (premise.fact.source.publisher if premise.contested else "")
    return _all_sayers(premise.said, speaker, Same(gazetteer))


@lru_cache(maxsize=10_000)
def _all_sayers(said: Said, said_by: str, key: Same) -> tuple[Sayer, ...]:
    """Everybody who speaks in a fact: he who says it, and whom its words have speak."""
    gazetteer = key.gazetteer
    found = [sayer(said.part(r.first, r.last), gazetteer, said) for r in reports(said, gazetteer) if r.named]
    if said_by:
        found.append(sayer(read(said_by), gazetteer, said))
    return tuple(found)


def _is_attributed(part: Said, premise: Premise, whole: Said, gazetteer: Gazetteer) -> bool:
    """Is what is somebody's claim, by its kind or by its own words, told as his; what is reported told as reported?"""
    statement = read(premise.fact.statement)
    own = reports(statement, gazetteer)
    if premise.contested or _own_reports(premise, gazetteer):
        return _is_told(part, premise, whole, gazetteer)
    reported = any(not r.named and statement.tokens[r.at].word in UNNAMED | NEUTRAL for r in own)
    return not reported or bool(reports(whole, gazetteer))


def _is_told(part: Said, premise: Premise, whole: Said, gazetteer: Gazetteer) -> bool:
    """Is the speaker whom the fact cannot do without told for this stretch, in it or in what governs it?"""
    needed = _needed(premise, gazetteer)
    if not needed:
        return True
    inside = [r for r in reports(part, gazetteer) if r.named and not _is_stance(part, r, premise, gazetteer)]
    if any(_tells(part, r, needed, premise, gazetteer) for r in inside):
        return True
    if any(part.tokens[r.at].word not in WEAK for r in inside):
        return False
    around = _governing(part, whole, gazetteer)
    if around:
        return _tells(whole, around, needed, premise, gazetteer)
    if any(_stands_for(part, r, premise, whole, tuple(needed), gazetteer) for r in inside):
        return True
    own = _own_reports(premise, gazetteer)
    weak = not any(_is_strict(r, premise) for r in own)
    return (weak or (not premise.contested and not premise.fact.said_by)) and _named(whole, needed, premise, gazetteer)


def _is_stance(said: Said, report: Report, premise: Premise, gazetteer: Gazetteer) -> bool:
    """Is a state told to hold what one man says? Turkey may say what its minister said; what it expects is another."""
    if said.tokens[report.at].word not in STANCES or not report.mentions:
        return False
    him = sayer(read(premise.fact.said_by), gazetteer).entities
    named = frozenset(e for m in report.mentions for e in entities(said, m))
    return any(e.kind == "person" for e in him) and not him & named and any(e.kind == "state" for e in named)


def _tells(said: Said, report: Report, needed: list[Sayer], premise: Premise, gazetteer: Gazetteer) -> bool:
    """Does a report tell one of these? A word that may say nothing of speech does so only for himself."""
    if said.tokens[report.at].word in WEAK and any(_is_strict(r, premise) for r in _own_reports(premise, gazetteer)):
        needed = [Sayer(s.entities, frozenset(), s.roots) for s in needed]
    return any(is_him(said, report, him, gazetteer) for him in needed)


def _is_strict(report: Report, premise: Premise) -> bool:
    """Is it told in the statement by a plain word of speech?"""
    return read(premise.fact.statement).tokens[report.at].word not in WEAK


def _governing(part: Said, whole: Said, gazetteer: Gazetteer) -> Report | None:
    """The report that a stretch without one of its own belongs to: one that ends it, the last before it, the next."""
    if not part.tokens:
        return None
    start, end = part.tokens[0].start, part.tokens[-1].end
    named = [r for r in reports(whole, gazetteer) if r.named and whole.tokens[r.at].word not in WEAK]
    after = [r for r in named if whole.tokens[r.first].start >= end and whole.tokens[r.at].start >= end]
    before = [r for r in named if whole.tokens[r.at].start < start]
    closing = [r for r in after if r.framing and _is_next(whole, end, r)]
    return next(iter([*closing, *before[-1:], *after[:1]]), None)


def _is_next(whole: Said, end: int, report: Report) -> bool:
    """Does nothing but marks stand between the end of a stretch and the words of a report?"""
    first = min(report.first, report.at)
    return not any(t.word not in STOP and t.word for t in whole.tokens[:first] if t.start >= end)


def _needed(premise: Premise, gazetteer: Gazetteer) -> list[Sayer]:
    """Those of whom one must be told: he who says it, who speaks around all of the statement, else who speaks first."""
    statement = read(premise.fact.statement)
    named = _own_reports(premise, gazetteer)
    framing = [r for r in named if r.framing]
    found = [sayer(statement.part(r.first, r.last), gazetteer, statement) for r in (framing or named)[:1]]
    said_by = premise.fact.said_by or ("" if found else premise.fact.source.publisher)
    if said_by and not (framing and premise.fact.said_by and _also_named(statement, framing, premise, gazetteer)):
        found.append(sayer(read(said_by), gazetteer, statement))
    if not premise.fact.said_by and not found[:-1]:
        found += _sayers(premise, gazetteer)[:1]
    return found


def _also_named(statement: Said, framing: list[Report], premise: Premise, gazetteer: Gazetteer) -> bool:
    """Is he who says it named in the statement within what another reports: X demanded it, Y reported?"""
    own = sayer(read(premise.fact.said_by), gazetteer).entities
    around = sayer(statement.part(framing[0].first, framing[0].last), gazetteer)
    inside = {e for m in mentions(statement, gazetteer) for e in m.entities}
    return bool(own & inside) and not own & (around.entities | around.above)


def _own_reports(premise: Premise, gazetteer: Gazetteer) -> list[Report]:
    """The reports of the statement by which somebody in it speaks: by a plain word of speech, or by him who says it."""
    statement = read(premise.fact.statement)
    speaks = sayer(read(premise.fact.said_by), gazetteer)
    named = [r for r in reports(statement, gazetteer) if r.named and not r.heads & PRONOUNS]
    found = [r for r in named if statement.tokens[r.at].word not in WEAK or is_him(statement, r, speaks, gazetteer)]
    return found or (named[:1] if premise.contested else [])


def _named(whole: Said, needed: Iterable[Sayer], premise: Premise, gazetteer: Gazetteer) -> bool:
    """Are they named as one who holds something is, where the fact tells by no word of speech that they hold it?"""
    listed = mentions(whole, gazetteer)
    holders = [m for m in listed if _holds(whole, m) or m == listed[0]]
    there = frozenset(e for m in holders for e in entities(whole, m))
    told = [t.root for t in read(_called(premise)).tokens if t.word and t.word not in STOP]
    plain = premise.fact.said_by and not any(s.entities for s in needed)
    by_words = whole.roots.issuperset(told if plain else told[:1]) and (plain or not premise.fact.said_by)
    return by_words or any(there & s.entities for s in needed)


def _holds(whole: Said, mention: Mention) -> bool:
    """Does a name stand as that of one whose view follows: his view, seen by him?"""
    owns = whole.tokens[mention.last - 1].text.endswith(("'s", "’s"))
    return owns or (bool(mention.first) and whole.tokens[mention.first - 1].word == "by")


def _other(part: Said, report: Report, premise: Premise) -> Fault:
    """The fault of a speaker whom the fact does not have."""
    first, last = (report.first, report.last) if report.named else (report.at, report.at + 1)
    called = _called(premise)
    who = part.text[part.tokens[first].start : part.tokens[last - 1].end]
    reason = (
        f'"{who}" does not say this in the fact; {called} does' if called else f'nobody speaks in the fact: "{who}"'
    )
    told = (
        f"it has somebody else say this; in the fact it is {called}"
        if called
        else "it has somebody say what is told as such"
    )
    return Fault(
        check="speaker", start=part.tokens[first].start, end=part.tokens[last - 1].end, reason=reason, told=told
    )


def _called(premise: Premise) -> str:
    return premise.fact.said_by or premise.fact.source.publisher
