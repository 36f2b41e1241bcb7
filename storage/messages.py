"""Messages as JSON, and back. Every block and span carries its kind, so that it is read as what it was."""

from __future__ import annotations

from typing import Any

from cattrs.preconf.json import make_converter
from cattrs.strategies import configure_tagged_union

from bot.domain.message import Block, Message, Span

_CONVERTER = make_converter()


def _kind(block_or_span: type[Any]) -> str:
    return block_or_span.__name__.lower()


configure_tagged_union(Span, _CONVERTER, tag_name="is", tag_generator=_kind)
configure_tagged_union(Block, _CONVERTER, tag_name="is", tag_generator=_kind)


def message_json(message: Message) -> str:
    """All of a message. Pure ASCII, so that any text it holds can be stored."""
    return _CONVERTER.dumps(message, separators=(",", ":"))


def read_message(text: str) -> Message:
    """The message of `message_json`."""
    return _CONVERTER.loads(text, Message)
