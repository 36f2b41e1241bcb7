"""A message in words alone, for notifications and screen readers. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC

from bot.domain.message import Message
from handlers import plain
from handlers.safe import size
from handlers.slack.blocks.escape import escape, lead

LONGEST = 3000
"""Characters of the words of a post."""

_NOTHING = "…"
_SENTENCE = re.compile(r"(?<=[.!?…]) ")
_PIECE = 400
"""So much of a sentence that is longer than all the words may be is kept; escaped, it takes five times that at most."""


def said(message: Message) -> str:
    """The words of a message, times in UTC: with its sources where there is room, else to the end of a sentence."""
    for sources in (True, False):
        text = plain.render(message, UTC, sources=sources).strip()
        told = "\n".join(_lines(text)) if len(text) <= LONGEST else ""
        if told and size(told) <= LONGEST:
            return told
    return _beginning(text) or _NOTHING


def _lines(text: str) -> Iterator[str]:
    return (lead(escape(line)) for line in text.split("\n"))


def _beginning(text: str) -> str:
    made = ""
    for line in text.split("\n"):
        for n, sentence in enumerate(_SENTENCE.split(line)):
            gap = " " if n else "\n" if made else ""
            longer = made + gap + lead(escape(sentence))
            if size(longer) >= LONGEST:
                # Where one sentence is nearly all, its first words are better than none.
                piece = gap + lead(escape(sentence[:_PIECE])) if size(made) < LONGEST - 6 * _PIECE else ""
                return f"{made}{piece}{_NOTHING}"
            made = longer
    return made
