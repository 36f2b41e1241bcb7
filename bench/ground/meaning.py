"""Faults of meaning: a `not` too many or too few, a stronger claim, the other direction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from bench.ground.attribution import spoken
from bench.ground.drafts import World, evidence, swap, upper
from bench.ground.wording import OPPOSITES, STRONGER
from bot.domain.facts import Fact

_NEGATIVE = re.compile(
    r"(?i)\b(?:not?|never|nobody|none|nothing|without|neither|nor|cannot|doesn't|denied|denying|"
    r"refused|refusal|rejected|failed|failure|ruled out|ruling out|un\w+ed|untrue|false|baseless|"
    r"dismissed|doubted|impossible|only|just)\b"
)
_AUXILIARY = re.compile(
    r"\b(?:was|were|had|has|have|would|could|is|are|will|may|must)\b(?! no\b| not\b| to\b| been no)"
)
_BASE = {
    "killed": "kill", "struck": "strike", "hit": "hit", "took": "take", "retook": "retake", "fled": "flee",
    "destroyed": "destroy", "carried": "carry", "encircled": "encircle", "surrounded": "surround", "died": "die",
    "announced": "announce", "gave": "give", "agreed": "agree", "demanded": "demand", "urged": "urge",
    "accused": "accuse", "vowed": "vow", "warned": "warn", "confirmed": "confirm", "blamed": "blame",
    "entered": "enter", "crossed": "cross", "lived": "live", "needed": "need", "hosted": "host", "met": "meet",
    "began": "begin", "fell": "fall", "rose": "rise", "closed": "close", "captured": "capture", "fired": "fire",
    "called": "call", "told": "tell", "asked": "ask", "thanked": "thank", "visited": "visit", "led": "lead",
    "adopted": "adopt", "expired": "expire", "suspended": "suspend", "moved": "move", "signed": "sign",
    "pledged": "pledge", "declared": "declare", "left": "leave", "provided": "provide", "reached": "reach",
}  # fmt: skip
_NOT_PLAIN = re.compile(
    r"\b(?:was|were|had|been|be|being|has|have|and|it|who|that|by|or|newly|civilians|soldiers|people|troops|"
    r"officially|first|just|figures) $|[,-] ?$"
)
"""Before a word that is no past tense of its own: a participle, or half of a pair."""
_SAYS = re.compile(
    r"\b(?P<verb>said|claimed|argued|announced|declared|reported|insisted|warned)"
    r"(?P<when> (?:on|in) [^,;]{3,25}?)? that\b"
)
_ADDED = (
    (r"\bwith (?=[A-Z\w-]+ (?:support|approval|backing))", "without "),
    (r"\bagreed\b", "refused"),
    (r"\bsucceeded\b", "failed"),
    (r"\bsaid it was\b", "said it was not"),
    (r"\bwere killed\b", "survived"),
    (r"\bcontinued\b", "failed to continue"),
    (r"\bable to\b", "unable to"),
    (r"\b(?:a|an) (?=(?:ceasefire|agreement|deal|consensus|attack|strike|hospital)\b)", "no "),
)
_REMOVED = (
    (r"\b(was|were|had|has|would|could|did|is|are|does) not (?:be )?", r"\1 "),
    (r"\bdoesn't\b", "does"),
    (r"\bcannot\b", "can"),
    (r"\bnot being able\b", "being able"),
    (r", not (?=\w)", " and "),
    (r"\bnot (?=\w)", ""),
    (r"\bnever (?:before )?", ""),
    (r"\bhad never\b", "had often"),
    (r"\bnobody\b", "somebody"),
    (r"\bNo (?=[A-Z\w-]+ (?:case|aircraft))", "A "),
    (r"\bno (?=\w)", "some "),
    (r"\bnone\b", "some"),
    (r"\bwithout\b", "with"),
    (r"\bdenied (?=that)", "said "),
    (r"\bdenied (?=having)", "admitted "),
    (r"\bdenied (?=on|in|any)", "confirmed "),
    (r"\brefused\b", "agreed"),
    (r"\brejected\b", "accepted"),
    (r"\bruled out\b", "considered"),
    (r"\bruling out\b", "planning"),
    (r"\bfailed to (\w+)", r"managed to \1"),
    (r"\bfailed\b", "passed"),
    (r"\bfailure to\b", "success in its bid to"),
    (r"\bneither (.+?) nor\b", r"both \1 and"),
    (r"\bunacceptable\b", "acceptable"),
    (r"\bbaseless\b", "well-founded"),
    (r"\buntrue\b", "true"),
    (r"\bwholly false\b", "wholly right"),
    (r"\bimpossible\b", "possible"),
    (r"\bunarmed\b", "armed"),
    (r"\bunfunded\b", "funded"),
    (r"\bunhindered\b", "hindered"),
    (r"\bunaffordable\b", "affordable"),
    (r"\bunfinished\b", "finished"),
    (r"\bunheeded\b", "heeded"),
    (r"\bdismissed\b", "accepted"),
    (r"\bdoubted\b", "was sure"),
    (r"\bonly (?=Turkish)", "not only "),
    (r"\binaccurate\b", "accurate"),
    (r"\bstopped altogether\b", "did not stop"),
    (r"\bfree of\b", "full of"),
)


_ONLY_BEFORE = {
    "more": r" (?!than)",
    "for": r", ",
    "against": r" (?:terror|Turk|civil|and)",
    "north": r" of",
    "before": r" (?:\d|the|losing|March|it)",
    "since": r" (?:\d|[A-Z]|the|early)",
    "until": r" (?:\d|[A-Z]|the)",
    "over": r" the limit",
    "most": r" (?:urgent|displaced)",
    "late": r"$",
    "early": r"$",
    "left": r" (?:Turkey|Maarat|Syria)",
    "first": r" (?:joint|of|confirmed|patrol|report|month|time)",
    "start": r" of (?:the|Op)",
    "end": r" of (?:the|Op)",
    "above": r" (?:\d|the)",
    "met": r" a deadline",
    "return": r" of",
}
"""Words that are turned round only where this follows: else they are part of a number, a date or a phrase."""
_WAYS = tuple(
    map(
        re.compile,
        (
            r"from (?P<a>[A-Z][\w'-]+(?: al-\w+)?) (?:into|to) (?P<b>(?:north-west )?[A-Z][\w'-]+(?: al-\w+)?)",
            r"from (?P<a>the Idlib fighting) (?:to|towards) (?P<b>Afrin|the Turkish border)",
        ),
    )
)
"""From one place to another; the two are exchanged."""


def negation_added(text: str, fact: Fact, world: World, random: Random) -> Iterator[str]:
    """A plain claim is denied."""
    if _NEGATIVE.search(fact.statement):
        return
    for match in _AUXILIARY.finditer(text):
        yield swap(text, match.end(), match.end(), random.choice((" not", " not", " never")))
    for match in re.finditer(rf"\b(?:{'|'.join(_BASE)})\b", text):
        if _NOT_PLAIN.search(text[: match.start()]) or text[match.end() :].startswith(" by "):
            continue
        base = _BASE[match[0]]
        denied = random.choice((f"did not {base}", f"never {match[0]}", f"failed to {base}"))
        yield swap(text, *match.span(), denied)
    for match in _SAYS.finditer(text):
        yield swap(text, match.start("verb"), match.end("verb"), "denied")
    for old, new in _ADDED:
        if re.search(old, text):
            yield re.sub(old, new, text, count=1)
    parts = spoken(text, fact, world)
    if parts and parts.free:
        yield f"{upper(parts.who)} denied that {world.lower(parts.rest)}."
        yield f"{upper(parts.who)} said it is not true that {world.lower(parts.rest)}."


def negation_removed(text: str, fact: Fact, world: World, random: Random) -> Iterator[str]:
    """What is denied is claimed."""
    for old, new in _REMOVED:
        for match in re.finditer(old, text):
            if re.match(r"no (?:more|fewer|less) than", text[match.start() :]) or re.match(
                "not only", match[0] + text[match.end() :][:4]
            ):
                continue
            yield upper(swap(text, *match.span(), match.expand(new)))


def strengthened(text: str, fact: Fact, world: World, random: Random) -> Iterator[str]:
    """More is claimed: said becomes confirmed, may becomes does, killed becomes massacred."""
    held = set(evidence(fact).lower().split())
    for old, new in STRONGER:
        if set(new.lower().split()) <= held:
            continue
        for match in re.finditer(rf"\b{old}\b(?! \d)", text):
            yield swap(text, *match.span(), new)


def direction(text: str, fact: Fact, world: World, random: Random) -> Iterator[str]:
    """The opposite word, or from there to here."""
    for old, new in OPPOSITES:
        for match in re.finditer(rf"(?<!-)\b{old}\b(?!-)", text):
            after = text[match.end() :]
            if old not in _ONLY_BEFORE or re.match(_ONLY_BEFORE[old], after):
                yield swap(text, *match.span(), new)
    for pattern in _WAYS:
        way = pattern.search(text)
        if way:
            yield swap(swap(text, *way.span("b"), way["a"]), *way.span("a"), way["b"])
