"""Say what the base does not hold, in plain words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.answer import Abstention, Reason
from bot.domain.asking.rank import Ranked
from bot.domain.asking.understand import Reader, Reading
from bot.domain.asking.words import fold
from bot.domain.edtf import say_day
from bot.domain.ports import GapHit

RELATED = 3
_HOSTILE = re.compile(
    r"\b(ignore|forget|disregard|override|bypass) (all |any |your |the |previous |prior |every |these |those )*"
    r"(instructions?|rules?|facts|filters?|prompts?|guidelines|restrictions)\b"
    r"|\b(system|hidden|secret|initial) (prompt|instructions|message)\b"
    r"|\b(api|secret|access) (key|token)s?\b|\bpasswords?\b|\bjailbreak\w*|\bdeveloper mode\b"
    r"|\byou are (now )?(dan|freebot|evil|unrestricted|an? unfiltered)\b"
    r"|\b(pretend|act as|role ?play|imagine (you|that you))\b"
    r"|\bmake (it |something |stuff |things )?up\b|\bjust say yes\b|\bno refusals?\b|\bdrop table\b|\bor 1 ?= ?1\b"
)
"""Ways of talking to a bot that nobody uses who wants to know something of a crisis."""
TOUCHES = 0.25
"""The share of a question, by what its words tell, that a fact or its asks must have to be offered as related."""
KNOWN_GAP = 0.7
"""From this likeness on, a question that has all the gap's words is taken for it, and what is lacking is told."""


def refuse(
    reader: Reader,
    reading: Reading,
    ranked: Sequence[Ranked],
    gaps: Sequence[GapHit],
    *,
    as_of: datetime,
    last_day: date | None,
    known: frozenset[str],
    topic: str = "",
    why: tuple[str, ...] = (),
) -> Abstention:
    """The refusal for a question, which was narrowed to `topic` where that is given.

    `last_day` is the day on which the newest known source appeared. `known` are the ids of the facts near a gap that
    are known at `as_of`: what a gap lacks is told only where it gives away nothing later.
    """
    nearest = max(gaps, key=lambda g: (reader.likeness(reading, g.stems), g.gap.id), default=None)
    close = nearest is not None and reader.likeness(reading, nearest.stems) >= KNOWN_GAP
    close = close and nearest is not None and reading.asked.issuperset(nearest.stems)
    related = tuple(r.fact for r in ranked[:RELATED] if r.features["cover"] >= TOUCHES)
    if is_beyond(reading, last_day):
        assert last_day is not None
        text = f"The base does not hold that: its newest source is of {say_day(last_day)}."
        return Abstention(reason="outside-period", text=text, as_of=as_of, related=related, why=why)
    if is_off_topic(reading) or (close and nearest is not None and nearest.gap.kind == "off-topic"):
        return off_topic(reader, as_of, why)
    lacks = ""
    reason: Reason = "not-held"
    if close and nearest is not None and nearest.gap.lacks and known.issuperset(nearest.gap.near):
        lacks = nearest.gap.lacks
        reason = "unsupported-premise" if nearest.gap.kind == "false-premise" else "not-held"
    text = f"The base does not hold that on the topic {topic}." if topic else "The base does not hold that."
    return Abstention(reason=reason, text=text, as_of=as_of, related=related, lacks=lacks, why=why)


def off_topic(reader: Reader, as_of: datetime, why: tuple[str, ...] = ()) -> Abstention:
    """The reply to what has nothing to do with the case, and to attempts at talking the bot out of its rules."""
    text = f"That is not something this base covers; it holds sourced facts on: {reader.info.title}."
    return Abstention(reason="off-topic", text=text, as_of=as_of, why=why)


def is_hostile(text: str) -> bool:
    """Does the text try to change how the bot works, or to get at its insides?"""
    return bool(_HOSTILE.search(fold(text)))


def is_off_topic(reading: Reading) -> bool:
    """Nothing in the question is known to the base: no name, and no word."""
    return not reading.names and not set(reading.stems) - reading.unknown


def is_beyond(reading: Reading, last_day: date | None) -> bool:
    """Does the question name days after the newest source?"""
    return last_day is not None and any(
        t.span.first > last_day and t.relation in ("on", "by") and not reading.latest for t in reading.times
    )


def empty(as_of: datetime) -> Abstention:
    """The reply to a question without a word in it."""
    return Abstention(
        reason="empty", text="I read no question there. Ask in your own words, or type `/help`.", as_of=as_of
    )


def too_long(as_of: datetime, limit: int) -> Abstention:
    """The reply to a question that is longer than `limit` characters."""
    return Abstention(
        reason="too-long", text=f"That is too long for a question; keep it under {limit:,} characters.", as_of=as_of
    )
