from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

PATIENCE = 60.0
ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith("SITREP_")} | {
    "PYTHONUTF8": "1",
    "TERM": "xterm-256color",
    "COLUMNS": "100",
    "LINES": "40",
}


class Screen:
    """A chat in a terminal of its own."""

    def __init__(self, folder: Path) -> None:
        self._master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", "chat"],
            cwd=folder,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=ENVIRONMENT,
            start_new_session=True,
        )
        os.close(slave)
        self._text = ""

    def type(self, keys: str) -> None:
        """Type at the next prompt: what is typed before it is there belongs to the terminal."""
        self.wait_for("sitrep>")
        os.write(self._master, keys.encode())

    def wait_for(self, wanted: str) -> str:
        """What was shown up to and with `wanted`; what comes later is left for the next call."""
        end = time.monotonic() + PATIENCE
        while (found := self._text.find(wanted)) < 0:
            ready, _, _ = select.select([self._master], [], [], max(0.0, end - time.monotonic()))
            assert ready, f"{wanted!r} did not come; the screen shows {self._text[-500:]!r}"
            self._read()
        shown, self._text = self._text[: found + len(wanted)], self._text[found + len(wanted) :]
        return shown

    def _read(self) -> None:
        data = os.read(self._master, 65536).decode(errors="replace")
        for _ in range(data.count("\x1b[6n")):  # the prompt asks where the cursor is, as of every terminal
            os.write(self._master, b"\x1b[1;1R")
        self._text += re.sub(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[=>78])", "", data)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._master)


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    (tmp_path / "config.toml").write_text('[search]\nmeaning = "none"\n', encoding="utf-8")
    one = Screen(tmp_path)
    yield one
    one.close()


def test_a_person_chats_in_a_terminal(screen: Screen, tmp_path: Path) -> None:
    """A person sees the case, asks, gets numbered sources, completes a command, and leaves with Ctrl-D."""
    screen.wait_for("607 facts")
    screen.type("how many people fled?\r")
    assert "[1]" in screen.wait_for("As of")
    screen.type("/deadlines as_of:2020-02-20\r")
    assert "pending, 8 days" in screen.wait_for("As of 20 February 2020")
    screen.type("half a question\x03")
    screen.type("/helpp\r")
    screen.wait_for("did you mean /help?")
    screen.type("\x04")
    assert screen.process.wait(timeout=PATIENCE) == 0
    kept = (tmp_path / ".sitrep" / "history").read_text(encoding="utf-8")
    assert "how many people fled?" in kept
    assert "half a question" not in kept
