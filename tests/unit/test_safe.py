from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import BadRequest
from handlers.safe import MAX_QUESTION, printable, question_text

NAUGHTY = Path(__file__).resolve().parents[3] / "shared" / "data" / "naughty_strings.json"
OWN = [
    "",
    "\0",
    "a\0b",
    "\ud800",
    "\u202ertl\u202c",
    "zero\u200bwidth\ufeff",
    "\x1b[31mred\x1b[0m",
    "\x1b]8;;http://evil\x07link\x1b]8;;\x07",
    '"; DROP TABLE facts; --',
    "NEAR(a b) OR *",
    "[bold]not bold[/bold]",
    "١٢٣ مرحبا",
    "a\r\nb\u2028c\u2029d",
    "👩‍👩‍👧 z̴̗a̶l̵g̷o",
    "{{7*7}} ${x} %s %n",
    "<script>alert(1)</script>",
]


def naughty() -> list[str]:
    return [*OWN, *(json.loads(NAUGHTY.read_text(encoding="utf-8")) if NAUGHTY.exists() else [])]


def steers(text: str) -> bool:
    return any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in text)


@given(st.text())
def test_nothing_printed_can_steer_a_terminal(text: str) -> None:
    """Whatever comes in, what is shown is one line without control, zero-width, bidi or surrogate characters."""
    shown = printable(text)
    assert not steers(shown)
    shown.encode()


@pytest.mark.parametrize("text", naughty())
def test_naughty_strings_are_shown_safely(text: str) -> None:
    """The big list of naughty strings comes out harmless."""
    assert not steers(printable(text))


def test_big_list_is_there() -> None:
    """The whole list is tried where it is at hand."""
    if not NAUGHTY.exists():
        pytest.skip(f"the big list of naughty strings is not beside the repository ({NAUGHTY.name})")
    assert len(naughty()) > 500


def test_readable_text_stays_as_it_is() -> None:
    """Accents, other scripts, dashes and emoji are left alone."""
    text = "İdlib – Сирия, إدلب, 800 000 “people” 🙂"
    assert printable(text) == text


def test_terminal_commands_vanish_whole() -> None:
    """Of an escape sequence nothing is left, not even its letters."""
    assert printable("\x1b[31mred\x1b[0m \x1b]0;title\x07end") == "red end"


def test_a_question_is_tidied() -> None:
    """Line breaks and invisible characters in a question become plain spaces or go."""
    assert question_text(" how\0 many\u200b\nfled\u202e? ") == "how many fled?"


@pytest.mark.parametrize("text", ["x" * 10_000, "x" * (MAX_QUESTION + 1), "\ud83d alone"])
def test_what_cannot_be_asked_is_refused(text: str) -> None:
    """Overlong and broken questions are refused in one line that says why."""
    with pytest.raises(BadRequest) as caught:
        question_text(text)
    assert "\n" not in str(caught.value)
