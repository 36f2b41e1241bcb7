"""A talk at the console: it reads a line, answers it, and goes on until there are no more."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import TextIO

from bot.domain.message import Bold, Message, Plain, Text
from bot.domain.ports import Lexicon
from handlers.commands import reply_to
from handlers.console.inbound import piped
from handlers.console.outbound import plain_show, rich_show, zone_of
from handlers.console.progress import StatusLine
from handlers.request import Services, Talk


class Console:
    """A person at a terminal, or a pipe where `terminal` is false: then only answers are written, as plain text."""

    def __init__(
        self,
        services: Services,
        *,
        stdin: TextIO,
        stdout: TextIO,
        terminal: bool,
        timezone: str,
        history: Path,
        busy: Callable[[], str] = str,
    ) -> None:
        self._services = services
        self._stdin = stdin
        self._terminal = terminal
        self._history = history
        self._busy = busy
        zone = zone_of(timezone)
        self._show = rich_show(stdout, zone) if terminal else plain_show(stdout, zone)
        self._status = StatusLine(stdout)

    async def run(self) -> None:
        """Answer line by line until the end of input."""
        telling = self._status if self._terminal else None
        talk = Talk(asked_by="console", conversation=f"console-{uuid.uuid4().hex}", telling=telling)
        async for line in await self._lines():
            try:
                message = await reply_to(self._services, line, talk)
            finally:
                self._status.close()
            self._show(message)

    async def _lines(self) -> AsyncIterator[str]:
        if not self._terminal:
            return piped(self._stdin)
        from handlers.console.prompt import new_session, typed

        lexicon = await self._services.facts.lexicon()
        self._show(greeting(lexicon))
        return typed(new_session(lexicon, self._history, self._busy))


def greeting(lexicon: Lexicon) -> Message:
    """What a person sees first."""
    info = lexicon.info
    about = f": {lexicon.documents:,} facts. Ask in your own words, or type /help. Ctrl-D ends."
    return Message(blocks=(Text((Bold(info.title), Plain(about))),))
