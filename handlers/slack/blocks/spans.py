"""Spans of a message → elements of Slack's rich text, which has no markup that a text could break out of. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from bot.domain.edtf import say_day
from bot.domain.message import Bold, Cite, Inline, Link, Place, Plain, Span, Time
from bot.domain.places import Destination
from handlers.addresses import web_address
from handlers.slack.blocks.escape import words
from handlers.slack.layout import Element

DATE = "{date_long_pretty} {time}"
"""How a reader sees an instant, in their own zone: the day, named where it is near, and the time."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ID = re.compile(r"[CG][A-Z0-9]{2,20}", re.ASCII)
_DIRECT = re.compile(r"D[A-Z0-9]{2,20}", re.ASCII)
_BREAKLESS = "\u00a0"


def elements(spans: Inline) -> list[Element]:
    """Spans as one line: its elements, without spaces at its ends; none where they show nothing."""
    made: list[Element] = []
    for span in spans:
        _add(made, _element(span))
    return _stripped([_clean(e) for e in made])


def bold(text: str) -> list[Element]:
    """Text to stand out."""
    return elements((Bold(text),))


def said_in_utc(at: datetime) -> str:
    """An instant in words, where no reader's zone is known."""
    there = at.astimezone(UTC)
    return f"{say_day(there.date())}, {there:%H:%M} UTC"


def plainer(spans: Inline) -> str:
    """Spans as words alone."""
    return "".join(str(e.get("text") or e.get("fallback") or "") for e in elements(spans))


def _add(made: list[Element], element: Element) -> None:
    """Texts of one kind are joined; other neighbours of one kind have a space between them."""
    before = made[-1] if made else None
    if element["type"] == "text" and not element["text"]:
        return
    if before is None or before["type"] != element["type"]:
        made.append(element)
    elif element["type"] != "text":
        made += [_text(" "), element]
    elif before.get("style") == element.get("style"):
        made[-1] = {**before, "text": before["text"] + element["text"]}
    else:
        made.append(element)


def _element(span: Span) -> Element:
    match span:
        case Link(text, url) if (address := web_address(url)) and words(text).strip():
            return {"type": "link", "url": address, "text": text}
        case Time(at):
            return _date(at)
        case Cite(numbers):
            # No line break may part them from what they carry.
            return _text(_BREAKLESS + "".join(f"[{n}]" for n in numbers) if numbers else "")
        case Place(to):
            return {"type": "channel", "channel_id": to.channel} if _is_channel(to) else _text(_place(to))
        case Bold(text):
            return {**_text(text), "style": {"bold": True}}
        case Plain(text) | Link(text, _):
            return _text(text)


def _date(at: datetime) -> Element:
    unix = (at - _EPOCH) // timedelta(seconds=1)
    if unix < 0:
        return _text(said_in_utc(at))
    return {"type": "date", "timestamp": unix, "format": DATE, "fallback": said_in_utc(at)}


def _is_channel(to: Destination) -> bool:
    """Can it be named as a channel of Slack, under the name that each reader sees? A thread is named by its channel."""
    return to.platform == "slack" and not to.user and bool(_ID.fullmatch(to.channel))


def _place(to: Destination) -> str:
    """A place that no element of Slack names; the id of a conversation tells a reader nothing."""
    return "direct messages" if to.platform == "slack" and _DIRECT.fullmatch(to.channel) else str(to)


def _text(text: str) -> Element:
    return {"type": "text", "text": text}


def _clean(element: Element) -> Element:
    """What is joined is made safe as a whole, so that its pieces make up nothing between them."""
    if "text" not in element:
        return element
    return {**element, "text": _BREAKLESS.join(map(words, element["text"].split(_BREAKLESS)))}


def _stripped(line: list[Element]) -> list[Element]:
    while line and line[0]["type"] == "text" and not line[0]["text"].strip():
        line = line[1:]
    while line and line[-1]["type"] == "text" and not line[-1]["text"].strip():
        line = line[:-1]
    line = [e for e in line if e["type"] != "text" or e["text"]]
    if line and line[0]["type"] == "text":
        line = [{**line[0], "text": line[0]["text"].lstrip()}, *line[1:]]
    if line and line[-1]["type"] == "text":
        line = [*line[:-1], {**line[-1], "text": line[-1]["text"].rstrip()}]
    return line
