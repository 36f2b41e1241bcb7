from __future__ import annotations

import asyncio
import io
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import pytest

from bot.domain.delivery import Destination, Receipt
from bot.domain.errors import Refused, Unreached, Unsure
from bot.domain.message import Bold, Message, Plain, SourceLine, Sources, Text, Time, plain
from bot.domain.platform import Platform
from handlers.console.poster import Poster
from tests.samples import FIRST

HERE = Destination(platform="console", channel="terminal")
AT = datetime(2020, 2, 13, 5, tzinfo=UTC)
MESSAGE = Message(
    title="Sitrep",
    blocks=(
        Text((Bold("As of"), Plain(" "), Time(AT), Plain(" @everyone [red]x[/]"))),
        Sources(
            (
                SourceLine(
                    number=1,
                    fact_id=FIRST.id,
                    publisher="OCHA",
                    title="Report",
                    url="https://example.org/1",
                    published="6 February 2020",
                    said_by="",
                    event_date="2 February 2020",
                    grade="A2",
                ),
            )
        ),
    ),
)


def poster(out: TextIO, *, terminal: bool = False) -> Poster:
    return Poster(out, terminal=terminal, timezone="Europe/Istanbul")


async def post(to: Platform, message: Message) -> Receipt:
    """Post all pages of a message, as a deliverer does."""
    (page,) = to.render(message)
    return await to.send(HERE, page.body, key="k")


@pytest.fixture
def pipe() -> Iterator[tuple[int, TextIO]]:
    """A pipe: its end to read from, and its end to write to."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "w", encoding="utf-8") as out:
        yield reading, out
    os.close(reading)


async def test_a_pipe_gets_plain_posts() -> None:
    """A post is plain text and an empty line, times in the zone of the console, and gives a receipt of its place."""
    out = io.StringIO()
    to = poster(out)
    first, second = await post(to, MESSAGE), await post(to, Message(blocks=(Text(plain("hello")),)))
    assert out.getvalue() == (
        "Sitrep\nAs of 13 February 2020, 08:00 +03 @everyone [red]x[/]\n\n"
        "Sources:\n[1] OCHA, “Report”, 6 February 2020; of 2 February 2020; grade A2; ocha-2020-02-06/1 "
        "https://example.org/1\n\nhello\n\n"
    )
    assert (first.to, first.id, second.id) == (HERE, "1", "2")


async def test_a_terminal_gets_colours_that_are_made_when_it_is_rendered() -> None:
    """On a terminal the bytes of the page hold the colours, and no markup of others is obeyed."""
    out = io.StringIO()
    to = poster(out, terminal=True)
    (page,) = to.render(MESSAGE)
    assert b"\x1b[1m" in page.body
    assert b"@everyone [red]x[/]" in page.body
    await to.send(HERE, page.body, key="k")
    assert out.getvalue().encode() == page.body


def test_a_page_knows_its_facts() -> None:
    """Its one page says which facts it shows."""
    (page,) = poster(io.StringIO()).render(MESSAGE)
    assert page.facts == (FIRST.id,)
    assert page.message == MESSAGE


async def test_a_reader_who_sleeps_holds_nobody_up(pipe: tuple[int, TextIO]) -> None:
    """While a pipe is full everything else goes on; posts of two senders arrive whole, one after the other."""
    reading, out = pipe
    to = poster(out)
    long = [Message(blocks=(Text(plain(letter * 100_000)),)) for letter in "ab"]
    sending = [asyncio.create_task(post(to, m)) for m in long]
    for _ in range(100):
        await asyncio.sleep(0)
    assert not any(t.done() for t in sending)
    wanted = 2 * 100_002

    def read() -> bytes:
        got = b""
        while len(got) < wanted:
            got += os.read(reading, 65536)
        return got

    got = await asyncio.to_thread(read)
    await asyncio.gather(*sending)
    assert got == b"a" * 100_000 + b"\n\n" + b"b" * 100_000 + b"\n\n"


async def test_a_send_to_a_full_pipe_can_be_cancelled(pipe: tuple[int, TextIO]) -> None:
    """A process that is told to stop does not wait for a reader who never reads."""
    _, out = pipe
    to = poster(out)
    sending = asyncio.create_task(post(to, Message(blocks=(Text(plain("x" * 200_000)),))))
    for _ in range(50):
        await asyncio.sleep(0)
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending


async def test_a_post_waits_when_its_reader_has_left() -> None:
    """Nobody reads any more, or the console is closed: nothing was posted, so the next start may post it."""
    closed, writing = os.pipe()
    os.close(closed)
    with os.fdopen(writing, "w") as gone, pytest.raises(Unreached, match="nobody reads"):
        await post(poster(gone), MESSAGE)
    with pytest.raises(Unreached, match="takes nothing"):
        await post(poster(gone), MESSAGE)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
async def test_a_full_disk_leaves_it_open_whether_it_was_written() -> None:
    """A post whose writing broke off may be there in part."""
    with os.fdopen(os.open("/dev/full", os.O_WRONLY), "w") as out, pytest.raises(Unsure, match="No space left"):
        await post(poster(out), MESSAGE)


async def test_what_was_shown_stays() -> None:
    """It tells that it can neither edit nor read back, and refuses both."""
    to = poster(io.StringIO())
    assert not to.capabilities.edits
    assert not to.capabilities.reads_back
    receipt = await post(to, MESSAGE)
    with pytest.raises(Refused):
        await to.edit(receipt, b"x")
    with pytest.raises(Refused):
        await to.find(HERE, key="k", since=AT)


async def test_it_serves_until_it_is_cancelled() -> None:
    """`run` stays until the process ends it."""
    running = asyncio.create_task(poster(io.StringIO()).run())
    await asyncio.sleep(0)
    assert not running.done()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
