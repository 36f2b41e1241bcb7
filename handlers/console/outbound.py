"""Shows messages: rich on a terminal, plain text in a pipe."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from typing import TextIO

from bot.domain.delivery import Destination, Receipt
from bot.domain.message import Message
from handlers import plain

Show = Callable[[Message], None]


def plain_show(out: TextIO, zone: tzinfo | None) -> Show:
    """Writes a message as plain text and an empty line."""

    def show(message: Message) -> None:
        out.write(plain.render(message, zone) + "\n\n")
        out.flush()

    return show


def rich_show(out: TextIO, zone: tzinfo | None) -> Show:
    """Writes a message with colours, tables and links."""
    from rich.console import Console

    from handlers.console.render import renderable

    console = Console(file=out, highlight=False, markup=False, emoji=False, soft_wrap=False)

    def show(message: Message) -> None:
        console.print(renderable(message, zone))
        console.print()

    return show


def receipt_for(to: Destination, number: int) -> Receipt:
    """The proof that a message was written to the terminal."""
    return Receipt(to=to, id=str(number), sent_at=datetime.now(UTC))
