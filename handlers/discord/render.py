"""Message → posts on Discord: cards, or plain text where cards are switched off. Pure.

The body of a page is JSON: `components` as Discord's API describes them, and for plain text its `content`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from bot.domain.delivery import Capabilities, Page
from bot.domain.message import Block, Message
from handlers import paging
from handlers.commands import COMMANDS
from handlers.discord.card import MOST_PARTS, card
from handlers.discord.layout import MARKER_ROOM
from handlers.discord.markdown import footer, parts, text_of
from handlers.discord.rows import Component, rows
from handlers.fitting import fit
from handlers.safe import size

CARD_LIMIT = 4000
PLAIN_LIMIT = 2000
_KEPT_FREE = MARKER_ROOM + len(" · Page 1,000 of 1,000")
MARK_ROOM = 200
"""Characters that full posts leave free, for marks when a fact in them is corrected."""
_NOTHING = "…"
_NAMED = MappingProxyType({name: c.main.name for name, c in COMMANDS.items() if c.main})
"""Discord has no options without a name."""
_MORE = (
    "private:True shows an answer to you alone. Apps, in the menu of any message, has two more: "
    "“Check against the facts” and “Report an error”."
)


def capabilities(cards: bool) -> Capabilities:
    """What Discord can do."""
    return Capabilities(
        message_limit=CARD_LIMIT if cards else PLAIN_LIMIT,
        tables=False,
        edits=True,
        replies=True,
        reads_back=True,
        dedup_s=60,
        sends_per_s=40,
        command="/sitrep ",
        apart=("ask", "digest", "correct", "gaps"),
        named=_NAMED,
        more=_MORE,
    )


CAPABILITIES = capabilities(cards=True)


def render(message: Message, *, cards: bool) -> tuple[Page, ...]:
    """The posts that say it, in order, without buttons."""
    made = split(message, cards=cards, spare=MARK_ROOM)
    numbered = [_numbered(part, n, len(made)) for n, part in enumerate(made, 1)] if len(made) > 1 else made
    return tuple(Page(body=_body(part, [], cards=cards), message=part, facts=paging.shown(part)) for part in numbered)


def render_reply(message: Message, page: int = 1, *, cards: bool) -> Page:
    """The post that answers a person, showing page `page`; buttons turn to the others.

    It stands for all of the message: `facts` are those of every page.
    """
    made = split(message, cards=cards)
    page = min(max(page, 1), len(made))
    body = _body(made[page - 1], rows(message.actions, page, len(made)), cards=cards)
    return Page(body=body, message=message, facts=paging.shown(message))


def split(message: Message, *, cards: bool, spare: int = 0) -> list[Message]:
    """The message as parts of which each fits into a post, with its marker and buttons.

    Where it takes several, each leaves `spare` characters free.
    """
    limit = (CARD_LIMIT if cards else PLAIN_LIMIT) - _KEPT_FREE
    if _length(message, limit) <= limit:
        return [message]
    limit -= spare
    return paging.pages(fit(message, limit // 3, _size), limit, lambda part: _length(part, limit))


def _size(block: Block) -> int:
    return size(text_of(block))


def _length(message: Message, limit: int) -> int:
    """What it takes of the limit; more than that where it has too many parts."""
    texts = parts(message)
    return limit + 1 if len(texts) > MOST_PARTS else size(_joined(texts, footer(message)))


def _numbered(part: Message, number: int, count: int) -> Message:
    return replace(part, footer=" · ".join(filter(None, [part.footer, f"Page {number} of {count}"])))


def _body(message: Message, buttons: list[Component], *, cards: bool) -> bytes:
    texts, last = parts(message), footer(message)
    texts = texts if texts or last else [_NOTHING]
    body: Component = {"components": [card(texts, last, message), *buttons]}
    if not cards:
        body = {"content": _joined(texts, last), "components": buttons}
    return json.dumps(body, ensure_ascii=False).encode()


def _joined(texts: Sequence[str], last: str) -> str:
    return "\n\n".join([*texts, *([last] if last else [])])
