"""Lines of elements → the parts of a rich text block: sections, lists, quotes. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers.slack.layout import Element

Line = list[Element]
"""Elements of one line."""


def plain_text(text: str) -> Element:
    """Text that Slack shows as it is."""
    return {"type": "plain_text", "text": text, "emoji": False}


def length(line: Line) -> int:
    """Characters that a reader sees of a line, about."""
    return sum(len(e.get("text") or e.get("fallback") or "") for e in line)


def section(line: Line) -> list[Element]:
    """A paragraph; none where the line is empty."""
    return [{"type": "rich_text_section", "elements": line}] if line else []


def listed(lines: Iterable[Line]) -> list[Element]:
    """A list of the lines that show something."""
    items = [item for line in lines for item in section(line)]
    return [{"type": "rich_text_list", "style": "bullet", "elements": items}] if items else []


def quote(*lines: Line) -> list[Element]:
    """A quote of the lines that show something, one below the other."""
    shown = [line for line in lines if line]
    broken = [e for line in shown[:-1] for e in _broken(line)]
    return [{"type": "rich_text_quote", "elements": [*broken, *shown[-1]]}] if shown else []


def rich(parts: Sequence[Element]) -> Element:
    """A block of parts. A section that is followed by another ends with a line break, which Slack does not add."""
    after = [*parts[1:], None]
    return {"type": "rich_text", "elements": [_ended(p, a) for p, a in zip(parts, after, strict=True)]}


def _ended(part: Element, after: Element | None) -> Element:
    if after is None or not part["type"] == after["type"] == "rich_text_section":
        return part
    return {**part, "elements": _broken(part["elements"])}


def _broken(line: Line) -> Line:
    """A line with a line break at its end."""
    last = line[-1]
    if last["type"] == "text":
        return [*line[:-1], {**last, "text": f"{last['text']}\n"}]
    return [*line, {"type": "text", "text": "\n"}]
