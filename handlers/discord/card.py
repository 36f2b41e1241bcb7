"""The texts of a message → a card as Discord's API describes it, in the colour of what it says. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from bot.domain.message import Cite, Heading, Message, Rule, Sources, Table
from handlers.blocks import inlines
from handlers.discord.rows import MOST as MOST_IN_ROWS
from handlers.discord.rows import Component

MOST_PARTS = (40 - 1 - 1 - 1 - MOST_IN_ROWS) // 2
"""Parts of a card: 40 components less its frame, footer, marker and rows; before each but the first is a divider."""

ANSWER, SITREP, DISPUTED, DEADLINE, CORRECTION, UNKNOWN = 0x2E9E8F, 0x3B82C4, 0xE0A030, 0xE07B39, 0xD64545, 0x80848E
"""Green answers, blue sitreps, amber where accounts differ, orange deadlines, red corrections, grey for all else."""

_TITLES = {
    "sitrep": SITREP,
    "deadline": DEADLINE,
    "deadlines": DEADLINE,
    "correction": CORRECTION,
    "corrections": CORRECTION,
}


def card(texts: Sequence[str], footer: str, message: Message) -> Component:
    """A frame with a divider between the texts."""
    inside: list[Component] = []
    for text in texts:
        inside += [{"type": 14, "divider": True, "spacing": 1}] if inside else []
        inside.append({"type": 10, "content": text})
    if footer:
        inside += [{"type": 14, "divider": False, "spacing": 1}] if inside else []
        inside.append({"type": 10, "content": footer})
    return {"type": 17, "accent_color": colour(message), "components": inside}


def colour(message: Message) -> int:
    """What a reader sees before reading: whether it answers, differs, corrects, or does not know."""
    answers = not message.title or any(action.what == "rate" for action in message.actions)
    word = message.title.partition(" ")[0].rstrip(":").casefold()
    if not answers and word in _TITLES:
        return _TITLES[word]
    if any(isinstance(b, Table) and b.headings[:1] == ("Who",) for b in message.blocks):
        return DISPUTED
    known = _answered(message) if answers else any(isinstance(b, Sources) for b in message.blocks)
    return ANSWER if known else UNKNOWN


def _answered(message: Message) -> bool:
    """Does it say something with a source before anything that is only related?"""
    said = takewhile(lambda b: not isinstance(b, Heading | Rule | Sources), message.blocks)
    return any(isinstance(s, Cite) and s.numbers for block in said for spans in inlines(block) for s in spans)
