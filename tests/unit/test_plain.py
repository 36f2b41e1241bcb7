from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.message import (
    Bold,
    Bullets,
    Cite,
    Fields,
    Heading,
    Link,
    Message,
    Plain,
    Quote,
    Rule,
    SourceLine,
    Sources,
    Table,
    Text,
    Time,
    plain,
)
from handlers.plain import render

AT = datetime(2020, 2, 29, 20, 59, tzinfo=UTC)
LINE = SourceLine(
    number=1,
    fact_id="a/1",
    publisher="AFP",
    title="T",
    url="https://example.org/a",
    published="1 March 2020",
    said_by="",
    event_date="1 March 2020",
    grade="B2",
)


def test_every_block_has_its_plain_form() -> None:
    """Each kind of block and span is shown as lines that can be read without any markup."""
    message = Message(
        title="Title",
        blocks=(
            Text((Bold("Bold"), Plain(" & "), Link("link", "https://example.org"), Plain(" "), Time(AT), Cite((1, 2)))),
            Bullets((plain("one"), (Plain("two"), Cite((1,))))),
            Text(plain("after the list")),
            Fields((("Name", plain("value")),)),
            Heading("Section"),
            Quote("Akar", plain("no")),
            Table(("Who", "Says", "Figure"), (tuple(map(plain, "Ax1")), tuple(map(plain, "By–")))),
            Rule(),
            Sources((LINE,)),
        ),
        footer="As of now",
    )
    assert render(message, ZoneInfo("Europe/Istanbul")) == (
        "Title\n"
        "Bold & link (https://example.org) 29 February 2020, 23:59 +03 [1][2]\n"
        "- one\n- two [1]\n\nafter the list\nName: value\n\nSection:\nAkar: no\n"
        "- A: x (figure: 1)\n- B: y\n\n---\n\n"
        "Sources:\n[1] AFP, “T”, 1 March 2020; of 1 March 2020; grade B2; a/1 https://example.org/a\n\n"
        "As of now"
    )


def test_sources_can_be_left_to_data() -> None:
    """Without sources neither their list nor the footer is in the text."""
    message = Message(blocks=(Text(plain("x")), Sources((LINE,))), footer="As of now")
    assert render(message, sources=False) == "x"
    assert render(Message()) == ""


@given(st.text(), st.text(), st.text())
def test_text_from_outside_cannot_break_a_line(title: str, text: str, url: str) -> None:
    """No title, text or address can add lines or control characters of its own."""
    message = Message(title=title, blocks=(Text((Plain(text), Link(text, url))), Bullets(((Bold(text),),))))
    shown = render(message)
    assert shown.count("\n") <= 2
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    shown.encode()
