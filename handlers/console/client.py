"""The console as a platform: it reads a line, answers it, and goes on until there are no more."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Callable
from datetime import tzinfo
from pathlib import Path
from typing import TextIO
from zoneinfo import ZoneInfo

from bot.domain.delivery import Capabilities, Destination, Receipt
from bot.domain.message import Bold, Message, Plain, Text
from bot.domain.ports import Lexicon
from bot.settings import LOCAL
from handlers.commands import reply_to
from handlers.console.inbound import piped
from handlers.console.outbound import plain_show, receipt_for, rich_show
from handlers.request import Services, Talk


class Console:
    """A person at a terminal, or a pipe where `terminal` is false: then only answers are written, as plain text."""

    name = "console"
    capabilities = Capabilities(message_limit=None, tables=True, edits=False)

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
        self._sent = 0
        self.here = Destination(platform=self.name, channel="terminal")

    async def run(self) -> None:
        """Answer line by line until the end of input."""
        talk = Talk(asked_by="console", conversation=f"console-{uuid.uuid4().hex}")
        async for line in await self._lines():
            message = await reply_to(self._services, line, talk)
            await self.send(self.here, message, key=str(self._sent))

    async def send(self, to: Destination, message: Message, *, key: str) -> Receipt:
        """Show a message. A terminal shows everything once, so `key` is not needed."""
        self._show(message)
        self._sent += 1
        return receipt_for(to, self._sent)

    async def _lines(self) -> AsyncIterator[str]:
        if not self._terminal:
            return piped(self._stdin)
        from handlers.console.prompt import new_session, typed

        lexicon = await self._services.facts.lexicon()
        await self.send(self.here, greeting(lexicon), key="greeting")
        return typed(new_session(lexicon, self._history, self._busy))


def greeting(lexicon: Lexicon) -> Message:
    """What a person sees first."""
    info = lexicon.info
    about = f": {lexicon.documents:,} facts. Ask in your own words, or type /help. Ctrl-D ends."
    return Message(blocks=(Text((Bold(info.title), Plain(about))),))


def zone_of(timezone: str) -> tzinfo | None:
    """The zone of times on the console; None is the machine's."""
    return None if timezone == LOCAL else ZoneInfo(timezone)
