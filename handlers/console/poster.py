"""The console as a platform for what is posted by itself: each post is written to stdout."""

from __future__ import annotations

import asyncio
import io
import os
import select
from datetime import UTC, datetime, tzinfo
from typing import TextIO

from bot.domain.delivery import Destination, Page, Receipt
from bot.domain.errors import Refused, Unreached, Unsure
from bot.domain.message import Message
from handlers import plain
from handlers.console.outbound import rich_show, zone_of
from handlers.paging import shown
from handlers.request import TERMINAL


class Poster:
    """Posts to a terminal, or as plain text to a pipe where `terminal` is false.

    What is shown stays as it is: a post can neither be edited nor read back.
    """

    name = "console"
    capabilities = TERMINAL

    def __init__(self, stdout: TextIO, *, terminal: bool, timezone: str) -> None:
        self._out = stdout
        self._words = _in_colours if terminal else plain.render
        self._zone = zone_of(timezone)
        self._sent = 0
        self._writing = asyncio.Lock()

    async def run(self) -> None:
        """Be there until the task is cancelled: nobody types here."""
        await asyncio.Event().wait()

    def render(self, message: Message) -> tuple[Page, ...]:
        """One page, however long; times in the zone of the console."""
        text = self._words(message, self._zone) + "\n\n"
        body = text.encode(self._out.encoding or "utf-8", errors="replace")
        return (Page(body=body, message=message, facts=shown(message)),)

    def render_reply(self, message: Message, page: int = 1) -> Page:
        """The one page."""
        return self.render(message)[0]

    async def send(self, to: Destination, body: bytes, *, key: str, reply_to: Receipt | None = None) -> Receipt:
        """Write a post. Raises Unreached where nobody reads any more, and Unsure where writing broke off."""
        async with self._writing:
            try:
                await _write(self._out, body)
            except BrokenPipeError as error:
                raise Unreached("nobody reads what is written to the console; start it anew") from error
            except ValueError as error:
                raise Unreached(f"the console takes nothing: {error}") from error
            except OSError as error:
                raise Unsure(f"the console took a part at most: {error.strerror or error}") from error
            self._sent += 1
        return Receipt(to=to, id=str(self._sent), sent_at=datetime.now(UTC))

    async def edit(self, receipt: Receipt, body: bytes) -> None:
        """What is shown stays. Raises Refused."""
        raise Refused("what the console shows cannot be changed", gone=False)

    async def find(self, to: Destination, *, key: str, since: datetime) -> Receipt | None:
        """Nothing is kept to be looked through. Raises Refused."""
        raise Refused("the console cannot be read back", gone=False)


def _in_colours(message: Message, zone: tzinfo | None) -> str:
    out = io.StringIO()
    rich_show(out, zone, colours=True)(message)
    return out.getvalue().rstrip("\n")


async def _write(out: TextIO, body: bytes) -> None:
    """Write it all, and let others work while the reader of a pipe sleeps. Raises OSError, ValueError."""
    out.flush()
    try:
        descriptor = out.fileno()
    except io.UnsupportedOperation:
        out.write(body.decode(out.encoding or "utf-8"))
        return
    while body:
        await _room(descriptor)
        # So little never blocks where there is room, and a thread that blocks could not be ended.
        body = body[os.write(descriptor, body[: select.PIPE_BUF]) :]


async def _room(descriptor: int) -> None:
    """Wait until a pipe or terminal takes something."""
    loop = asyncio.get_running_loop()
    room = asyncio.Event()
    try:
        loop.add_writer(descriptor, room.set)
    except PermissionError:  # a file, which always does
        return
    try:
        await room.wait()
    finally:
        loop.remove_writer(descriptor)
