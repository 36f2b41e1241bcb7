"""Spans of a message → one line of Discord's markdown. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from bot.domain.message import Bold, Cite, Inline, Link, Place, Plain, Span, Time
from handlers.addresses import web_address
from handlers.discord.escape import channel, escape, lead, link, moment, number
from handlers.safe import printable

_BREAKLESS = "\u00a0"


def line(spans: Inline) -> str:
    """Spans as one line, to stand at the start of one."""
    return lead(run(spans))


def run(spans: Inline) -> str:
    """Spans as one run of text; neighbours of one kind are joined, so that they make up no mark between them."""
    shown = [s for s in map(_plainer, spans) if isinstance(s, Time | Cite | Place) or printable(s.text)]
    return "".join(_joined(list(some)) for _, some in groupby(shown, key=type))


def bold(text: str) -> str:
    """Text to stand out; spaces at its ends are put outside, where they do not undo it."""
    text = printable(text)
    bare = text.strip()
    if not bare:
        return text
    start = text.index(bare)
    return f"{text[:start]}**{escape(bare)}**{text[start + len(bare) :]}"


def _plainer(span: Span) -> Span:
    """A link to nowhere is plain text, and so is a place that is no channel of Discord."""
    match span:
        case Link(text, url) if not web_address(url):
            return Plain(text)
        case Place(to) if not channel(to):
            return Plain(str(to))
        case _:
            return span


def _joined(spans: Sequence[Span]) -> str:
    match spans[0]:
        case Cite():
            numbers = [n for s in spans if isinstance(s, Cite) for n in s.numbers]
            # No line break may part them from what they carry.
            return _BREAKLESS + "".join(map(number, numbers)) if numbers else ""
        case Time():
            return " ".join(moment(s.at) for s in spans if isinstance(s, Time))
        case Place():
            return " ".join(channel(s.to) for s in spans if isinstance(s, Place))
        case Link():
            return " ".join(link(s.text, s.url) for s in spans if isinstance(s, Link))
        case kind:
            text = "".join(s.text for s in spans if isinstance(s, Plain | Bold))
            return bold(text) if isinstance(kind, Bold) else escape(text)
