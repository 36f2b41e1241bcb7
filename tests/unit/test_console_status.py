"""What a terminal shows while an answer is on its way; a pipe shows the answer alone."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.domain.answer import Answer, Question, Reply, Sentence, Telling
from bot.domain.errors import StoreBusy
from handlers.console.client import Console
from tests.fakes import FakeAsker
from tests.samples import FIRST, SECOND, services

LINE = "\rReading 2 facts…\x1b[K"
WIPED = "\r\x1b[K"


class Slowly(FakeAsker):
    """Tells how far it has come before it answers or fails; `tells` says whether it does."""

    def __init__(self, *, tells: bool = True, fails: bool = False) -> None:
        super().__init__(StoreBusy("busy") if fails else None)
        self.tells = tells

    async def ask(self, question: Question, *, record: bool = True, telling: Telling | None = None) -> Reply:
        texts = ("About 800,000 people had fled.", "Before, 586,000 had.")
        told = tuple(Sentence(text=t, facts=(f,)) for t, f in zip(texts, (SECOND, FIRST), strict=True))
        answer = Answer(status="answered", sentences=told, as_of=question.now)
        if telling is not None and self.tells:
            await telling.reading(2)
            await telling.growing(answer)
        self.reply = self.reply or answer
        return await super().ask(question, record=record, telling=telling)


async def shown(asker: FakeAsker, folder: Path, *, terminal: bool) -> str:
    """What stands in the terminal, or comes out of the pipe, after one question."""
    out = io.StringIO()
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text("how many fled?\r\x04")
        given = services(asker)
        lines = io.StringIO("how many fled?\n")
        history = folder / "history"
        console = Console(given, stdin=lines, stdout=out, terminal=terminal, timezone="UTC", history=history)
        await console.run()
    return out.getvalue()


@pytest.mark.parametrize("fails", [True, False])
async def test_a_terminal_says_what_is_read(tmp_path: Path, fails: bool) -> None:
    """The line stands there until there is an answer, or a failure, and is wiped before that is shown."""
    text = await shown(Slowly(fails=fails), tmp_path, terminal=True)
    before, line, after = text.partition(LINE)
    assert line and after.startswith(WIPED) and after.count(WIPED) == 1
    plain = await shown(Slowly(tells=False, fails=fails), tmp_path, terminal=True)
    assert before + after.removeprefix(WIPED) == plain
    assert after.count("Before, 586,000 had.") == (not fails)


async def test_a_pipe_gets_the_answer_alone(tmp_path: Path) -> None:
    """Whether something is told on the way or not, a pipe gets the same."""
    told, untold = [await shown(Slowly(tells=tells), tmp_path, terminal=False) for tells in (True, False)]
    assert told == untold and "\x1b" not in told and "Reading" not in told
