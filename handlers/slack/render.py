"""Message → posts on Slack. Pure.

The body of a page is JSON: its `text`, and its `blocks` as Slack's API describes them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from bot.domain.delivery import Capabilities, Page
from bot.domain.message import Block, Message
from handlers import paging
from handlers.fitting import fit
from handlers.safe import size
from handlers.slack.blocks.blockkit import blocks_of, parts_of
from handlers.slack.blocks.rich import plain_text
from handlers.slack.blocks.rows import MOST as MOST_IN_ROWS
from handlers.slack.blocks.rows import rows
from handlers.slack.blocks.said import said as said
from handlers.slack.blocks.smallprint import LONGEST_TEXT
from handlers.slack.layout import Element

LIMIT = 9000
"""Size of a post's blocks as JSON, without its buttons: however Slack counts, they and the words stay below 12,000."""
MARK_ROOM = 600
"""What full posts leave free of it, for marks when a fact in them is corrected."""
MOST_BLOCKS = 50

_ROOM = 2400
"""Of the longest text that is not split, as JSON."""
_KEPT_FREE = 120 + len(" · Page 1,000 of 1,000")
_NOTHING: Element = {"type": "section", "text": plain_text("…")}
_MORE = (
    "Mention me in a channel, or write to me alone, and ask in plain words. The menu of any message has two more: "
    "“Check against the facts” and “Report an error”."
)

CAPABILITIES = Capabilities(
    message_limit=LIMIT,
    tables=True,
    edits=True,
    replies=True,
    reads_back=True,
    sends_per_s=10,
    private_edit_s=0,
    settle_s=60,
    command="/sitrep ",
    more=_MORE,
)
"""What Slack can do."""


def render(message: Message) -> tuple[Page, ...]:
    """The posts that say it, in order, without buttons."""
    made = split(message, spare=MARK_ROOM)
    numbered = [_numbered(part, n, len(made)) for n, part in enumerate(made, 1)]
    return tuple(Page(body=_body(part, []), message=part, facts=paging.shown(part)) for part in numbered)


def render_reply(message: Message, page: int = 1) -> Page:
    """The post that answers a person, showing page `page`; buttons turn to the others.

    It stands for all of the message: `facts` are those of every page.
    """
    made = split(message)
    page = min(max(page, 1), len(made))
    part = _numbered(made[page - 1], page, len(made))
    body = _body(part, rows(message.actions, page, len(made)))
    return Page(body=body, message=message, facts=paging.shown(message))


def view_blocks(message: Message, *, most: int = 100) -> list[Element]:
    """The blocks of App Home or of a form, which have no tables and no buttons of answers.

    What takes more than `most` blocks is told in part, and the last line says so.
    """
    whole = fit(message, _ROOM, _size)
    made = paging.pages(whole, (most - 1) * paging.LEAST, lambda part: len(_for_view(part)) * paging.LEAST)
    return _for_view(_numbered(made[0], 1, len(made))) or [_NOTHING]


def _for_view(message: Message) -> list[Element]:
    return blocks_of(message, with_table=False)


def split(message: Message, *, spare: int = 0) -> list[Message]:
    """The message as parts of which each fits into a post, with its buttons.

    Where it takes several, each leaves `spare` of the limit free.
    """
    limit = LIMIT - _KEPT_FREE
    if _length(message, limit) <= limit:
        return [message]
    limit -= spare
    return paging.pages(fit(message, _ROOM, _size), limit, lambda part: _length(part, limit))


def _length(message: Message, limit: int) -> int:
    """What it takes of the limit; more than that where it has too many blocks, or a text that is too long for one."""
    blocks = blocks_of(message)
    too_many = len(blocks) > MOST_BLOCKS - MOST_IN_ROWS
    return limit + 1 if too_many or any(map(_is_long, _texts(blocks))) else _weight(blocks)


def _texts(blocks: list[Element]) -> Iterator[Element]:
    """The parts of rich text, each item of a list by itself."""
    for block in blocks:
        for part in block["elements"] if block["type"] == "rich_text" else ():
            yield from part["elements"] if part["type"] == "rich_text_list" else (part,)


def _is_long(part: Element) -> bool:
    return _weight(part["elements"]) > LONGEST_TEXT


def _size(block: Block) -> int:
    return _weight(parts_of(block))


def _weight(made: list[Element]) -> int:
    return size(json.dumps(made, ensure_ascii=False))


def _numbered(part: Message, number: int, count: int) -> Message:
    if count == 1:
        return part
    return replace(part, footer=" · ".join(filter(None, [part.footer, f"Page {number} of {count}"])))


def _body(message: Message, buttons: list[Element]) -> bytes:
    blocks = blocks_of(message) or [_NOTHING]
    return json.dumps({"text": said(message), "blocks": [*blocks, *buttons]}, ensure_ascii=False).encode()
