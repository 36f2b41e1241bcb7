"""Shows messages: rich on a terminal, plain text in a pipe."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from typing import TextIO
from zoneinfo import ZoneInfo

from bot.domain.message import Message
from bot.settings import LOCAL
from handlers import plain

Show = Callable[[Message], None]


def plain_show(out: TextIO, zone: tzinfo | None) -> Show:
    """Writes a message as plain text and an empty line."""

    def show(message: Message) -> None:
        out.write(plain.render(message, zone) + "\n\n")
        out.flush()

    return show


def rich_show(out: TextIO, zone: tzinfo | None, *, colours: bool | None = None) -> Show:
    """Writes a message with colours, tables and links; `colours` says so where `out` itself is no terminal."""
    from rich.console import Console

    from handlers.console.render import renderable

    console = Console(file=out, force_terminal=colours, highlight=False, markup=False, emoji=False, soft_wrap=False)

    def show(message: Message) -> None:
        console.print(renderable(message, zone))
        console.print()

    return show


def zone_of(timezone: str) -> tzinfo | None:
    """The zone of times on the console; None is the machine's."""
    return None if timezone == LOCAL else ZoneInfo(timezone)
