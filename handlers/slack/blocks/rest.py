"""What is still to be added to blocks that stand already. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handlers.slack.layout import Element


def rest_of(blocks: Sequence[Element], shown: Sequence[Element]) -> list[Element] | None:
    """What has to follow the blocks `shown` so that all of `blocks` stands there; None where they do not begin so.

    A line that belongs to the block before it stands by itself where that block was shown without it.
    """
    stand, parts = list(_parts(shown)), list(_parts(blocks))
    if parts[: len(stand)] != stand:
        return None
    left, rest = len(stand), []
    for block in blocks:
        own = _own(block)
        if left and left >= len(own):
            left -= len(own)
            continue
        rest.append({**block, "elements": own[left:]} if left else block)
        left = 0
    return rest


def _own(block: Element) -> list[Element]:
    return list(block["elements"]) if block.get("type") == "rich_text" else [block]


def _parts(blocks: Sequence[Element]) -> Iterator[Element]:
    """The parts of blocks, as they are wherever they stand: without Slack's names for them, nor a break before more."""
    for block in blocks:
        for part in _own(block):
            yield _unbroken(part) if part.get("type") == "rich_text_section" else _unnamed(part)


def _unnamed(part: Element) -> Element:
    return {name: value for name, value in part.items() if name != "block_id"}


def _unbroken(part: Element) -> Element:
    *line, last = part["elements"]
    if last.get("type") != "text" or not last["text"].endswith("\n"):
        return part
    text = last["text"].removesuffix("\n")
    return {**part, "elements": [*line, {**last, "text": text}] if text else line}
