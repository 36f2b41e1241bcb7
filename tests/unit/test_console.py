from __future__ import annotations

import io
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, InMemoryHistory
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console as Terminal

from bot.domain.answer import Abstention
from bot.domain.message import Bold, Link, Message, Plain, Quote, Text, Time
from handlers.commands import COMMANDS, reply_to
from handlers.console.client import Console
from handlers.console.progress import ProgressLine
from handlers.console.prompt import Words, history, new_session, typed
from handlers.console.render import renderable
from handlers.request import Services, Talk
from tests.fakes import FakeAsker
from tests.samples import services


def console(given: Services, lines: str, out: io.StringIO, tmp_path: Path, *, terminal: bool = False) -> Console:
    return Console(
        given,
        stdin=io.StringIO(lines),
        stdout=out,
        terminal=terminal,
        timezone="Europe/Istanbul",
        history=tmp_path / "deep" / "history",
    )


def shown(message: Message, width: int = 100) -> str:
    out = io.StringIO()
    Terminal(file=out, width=width, force_terminal=False, highlight=False, markup=False).print(renderable(message, UTC))
    return out.getvalue()


async def test_a_pipe_gets_answers_and_nothing_else(tmp_path: Path) -> None:
    """Lines of a pipe are answered in order as plain text, empty ones are passed over, and the end of input ends it."""
    out = io.StringIO()
    asker = FakeAsker()
    await console(services(asker), "how many fled?\n\n  \n/figs\nlast without newline", out, tmp_path).run()
    assert [q.text for q, _ in asker.asked] == ["how many fled?", "last without newline"]
    refused = "The base does not hold that.\n\nAs of 10 March 2020, 15:00 (Europe/Istanbul)\n\n"
    assert out.getvalue() == f"{refused}There is no command /figs; did you mean /figures?\n\n{refused}"


async def test_one_run_is_one_talk(tmp_path: Path) -> None:
    """Questions of one run share a conversation, those of the next have another."""
    asker = FakeAsker()
    for _ in range(2):
        await console(services(asker), "a\nb\n", io.StringIO(), tmp_path).run()
    talks = [q.conversation for q, _ in asker.asked]
    assert talks[0] == talks[1] != talks[2] == talks[3]


@pytest.mark.parametrize(
    "line", ["\0", "\ud800", "\u202e", "x" * 10_000, "/" + "y" * 10_000, "\x1b[2J", '" OR NEAR( *']
)
async def test_hostile_lines_get_one_answer_each(line: str, tmp_path: Path) -> None:
    """Whatever a pipe sends, the answer is text without control characters, and the next line is answered."""
    out = io.StringIO()
    asker = FakeAsker()
    await console(services(asker), f"{line}\nnext\n", out, tmp_path).run()
    assert asker.asked[-1][0].text == "next"
    assert out.getvalue().count("\n\n") in (3, 4)
    assert not set(out.getvalue()) & set("\x1b\0\u202e\ud800")


async def test_times_are_told_in_the_readers_zone(tmp_path: Path) -> None:
    """Instants are shown in the zone of the console."""
    out = io.StringIO()
    await console(services(), "/deadlines\n", out, tmp_path).run()
    assert "Due 29 February 2020, 23:59 +03" in out.getvalue()


async def test_markup_is_not_read() -> None:
    """Nothing in square brackets, and no control character, is obeyed when a message is shown in colours."""
    hostile = "[bold red]x[/] [link=http://evil]y[/link] :smile: \x1b[31m\u202e"
    reply = Abstention(reason="not-held", text=hostile, lacks=hostile, as_of=datetime(2020, 3, 1, tzinfo=UTC))
    text = shown(await reply_to(services(FakeAsker(reply)), "x", Talk()))
    assert "[bold red]x[/] [link=http://evil]y[/link] :smile:" in text
    assert "\x1b" not in text
    assert "\u202e" not in text


async def test_every_command_can_be_shown_in_colours() -> None:
    """Whatever a command says is shown on a terminal, down to a narrow one, with the numbers of its sources."""
    for command in COMMANDS.values():
        message = await reply_to(services(), command.example.replace("Hulusi Akar", "Erdogan"), Talk())
        for width in (20, 100):
            assert shown(message, width)
    text = shown(await reply_to(services(), "/disputed", Talk()))
    assert "[1] OCHA" in text
    assert "Turkey" in text


def test_only_web_addresses_become_links() -> None:
    """An address is made clickable only where it is one of the web and holds nothing odd."""
    out = io.StringIO()
    terminal = Terminal(file=out, force_terminal=True, width=100)
    for url in ("javascript:alert(1)", "https://a b", "https://a\x07b", "file:///etc/passwd"):
        terminal.print(renderable(Message(blocks=(Text((Link("x", url),)),)), UTC))
    assert "\x1b]8" not in out.getvalue()
    terminal.print(renderable(Message(blocks=(Text((Link("x", "https://example.org"),)),)), UTC))
    assert "https://example.org" in out.getvalue()


def test_all_spans_are_shown() -> None:
    """Quotes, bold words and times have their form on a terminal."""
    at = datetime(2020, 3, 1, 12, tzinfo=UTC)
    text = shown(Message(blocks=(Quote("Akar", (Bold("no"), Plain(" at "), Time(at))),)))
    assert "Akar: no at 1 March 2020, 12:00 UTC" in text


async def completions(text: str) -> list[str]:
    lexicon = await services().facts.lexicon()
    event = CompleteEvent(completion_requested=True)
    return [c.text for c in Words(lexicon).get_completions(Document(text), event)]


@pytest.mark.parametrize(
    ("typed_so_far", "offered"),
    [
        ("/ti", ["timeline"]),
        ("/timeline tur", ["Turkey"]),
        ("/timeline disp", ["displacement"]),
        ("/timeline Turkey fr", ["from:"]),
        ("/timeline Turkey from:2020-02-01 fr", []),
        ("/who recep tay", ["Recep Tayyip Erdogan"]),
        ("/deadlines show:p", ["pending"]),
        ("/figures people", ["People displaced since December"]),
        ("/help wh", ["who"]),
        (
            "/help dig",
            [
                "digest add",
                "digest list",
                "digest preview",
                "digest pause",
                "digest resume",
                "digest remove",
                "digest log",
                "digest",
            ],
        ),
        ("/digest p", ["digest preview", "digest pause"]),
        ("/digest add daily 08:00 t", ["topics:"]),
        ("/digest add daily 08:00 topics:displacement,ai", ["aid"]),
        ("/correct x/1 how:r", ["retract"]),
        ("/digest nosuch x", []),
        ("/nosuch x", []),
        ("what did erd", ["Erdogan", "Erdoğan"]),
        ("", []),
    ],
)
async def test_completion_knows_the_table_and_the_case(typed_so_far: str, offered: list[str]) -> None:
    """Commands, options, choices, names, topics and measures are completed where each belongs."""
    assert await completions(typed_so_far) == offered


async def test_keys_end_and_cancel(tmp_path: Path) -> None:
    """Ctrl-C drops the line, Ctrl-D ends; what was entered is kept in a private history file."""
    lexicon = await services().facts.lexicon()
    file = tmp_path / "deep" / "history"
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        session = new_session(lexicon, file)
        keys.send_text("dropped\x03first\rsecond\r\x04")
        lines = [line async for line in typed(session)]
    assert lines == ["first", "second"]
    assert "second" in file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("ending", ["\x03\x03", "/quit\r", "\x04"])
async def test_a_talk_ends_when_it_is_told_to(ending: str, tmp_path: Path) -> None:
    """Two Ctrl-C in a row, Ctrl-D and /quit each end the talk."""
    lexicon = await services().facts.lexicon()
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        session = new_session(lexicon, tmp_path / "history")
        keys.send_text(f"one\r{ending}")
        lines = [line async for line in typed(session)]
    assert lines == ["one"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_history_that_cannot_be_kept_is_done_without(tmp_path: Path) -> None:
    """In a folder that cannot be written the console works, and remembers nothing."""
    tmp_path.chmod(0o500)
    assert isinstance(history(tmp_path / "x" / "history"), InMemoryHistory)


def test_history_is_kept_in_its_file(tmp_path: Path) -> None:
    """The folder of the history is made when it is not there; a file in its way is no failure."""
    assert isinstance(history(tmp_path / "a" / "b"), FileHistory)
    (tmp_path / "file").touch()
    assert isinstance(history(tmp_path / "file" / "history"), InMemoryHistory)


class Screen(io.StringIO):
    """A terminal that remembers."""

    def isatty(self) -> bool:
        return True


def test_progress_is_told_only_to_who_watches() -> None:
    """On a terminal one line counts up and is wiped; a pipe gets nothing."""
    screen, pipe = Screen(), io.StringIO()
    for out in (screen, pipe):
        line = ProgressLine(out)
        line("facts", 1, 2)
        assert line.text == "Loading the case: 1 of 2"
        line("facts", 2, 2)
        assert line.text == ""
        line("facts", 0, 0)
    assert "Loading the case: 1 of 2" in screen.getvalue()
    assert screen.getvalue().endswith("\r\x1b[K")
    assert pipe.getvalue() == ""


def test_progress_keeps_quiet_when_told_to() -> None:
    """Once a prompt has the terminal, progress is only kept to be shown under it."""
    screen = Screen()
    line = ProgressLine(screen)
    line.hush()
    line("vectors", 1, 3)
    assert screen.getvalue() == ""
    assert line.text == "Preparing search by meaning: 1 of 3"
