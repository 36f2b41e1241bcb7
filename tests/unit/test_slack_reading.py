"""What people write on Slack, read as plain words and as lines of the command table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import Forbidden
from handlers.commands import COMMANDS
from handlers.parse import parse_line
from handlers.slack.blocks.escape import escape
from handlers.slack.inputs import said_in
from handlers.slack.reading import bare_commands, command_line, opens, words_of, written_line

ME = "UBOT1"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<@UBOT1> how many  fled?", "how many fled?"),
        ("<@UBOT1|sitrep>: how many fled?", ": how many fled?"),
        ("what says <@U2|ann>, and <@U3>?", "what says @ann, and somebody?"),
        ("in <#C1|news> and <#C2|> and <#C3>", "in #news and #C2 and #C3"),
        ("<!here> <!subteam^S1|@desk> <!channel>", "@here @desk @channel"),
        ("<!date^1392734382^{date}|18 February>", "18 February"),
        ("<https://example.org/?a=1&amp;b=2>", "https://example.org/?a=1&b=2"),
        ("<https://example.org|the report> <mailto:a@b.org|a@b.org>", "the report a@b.org"),
        ("1 &lt; 2 &amp;amp; 3 &gt; 2", "1 < 2 &amp; 3 > 2"),
        ("*how many* _people_ ~fled~ `now` ```in\nIdlib```", "how many people fled now in Idlib"),
        ("snake_case_name 2*3*4 ~10", "snake_case_name 2*3*4 ~10"),
        ("", ""),
    ],
)
def test_slacks_marks_become_plain_words(text: str, words: str) -> None:
    """Mentions, links, channels, dates, entities and formatting are read as a person reads them."""
    assert words_of(text, me=ME) == words


@given(st.text())
def test_whatever_is_written_can_be_read(text: str) -> None:
    """No text breaks the reading, and none leaves a mention of the bot or a line break in it."""
    words = words_of(f"<@{ME}> {text}", me=ME)
    assert f"<@{ME}>" not in words_of(f"a <@{ME}> b", me=ME) and "\n" not in words
    command_line(words)


@given(st.sampled_from(sorted(bare_commands())), st.booleans())
def test_bare_names_are_commands_that_need_nothing_more(name: str, loud: bool) -> None:
    """Each of them runs as it stands, or is kept for who manages; none is taken for a question."""
    command, values = parse_line(f"/{name}", COMMANDS)
    assert not values and not any(o.required for o in command.options)
    if command.manages:
        with pytest.raises(Forbidden, match="manage"):
            written_line(name)
    else:
        assert written_line(name.upper() if loud else name) == f"/{name}"


@pytest.mark.parametrize("words", ["now what?", "status of Idlib", "who fled", "help me", "sitrep"])
def test_words_that_begin_like_a_command_are_a_question_when_written(words: str) -> None:
    """In a written message a command stands alone or behind a sign."""
    assert written_line(words) == words


@pytest.mark.parametrize("line", ["/digest add when:daily", "/sitrep correct a/1 value:2", "/Gaps", "/deadlines track"])
def test_managing_is_not_done_in_writing(line: str) -> None:
    """What changes something for a place is refused where everybody reads it, with the way to do it."""
    with pytest.raises(Forbidden, match="type `/"):
        written_line(line)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "/help"),
        ("   ", "/help"),
        ("now", "/now"),
        ("Timeline Saraqib", "/Timeline Saraqib"),
        ("/who Akar?", "/who Akar?"),
        ("who is Akar?", "who is Akar?"),
        ("help timeline?", "/help timeline?"),
        ("ask who fled?", "/ask who fled?"),
        ("digest add", "/digest add"),
        ("/nothing", "/nothing"),
        ("how many fled", "how many fled"),
        ("sitrep now", "/now"),
        ("Sitrep /who Akar", "/who Akar"),
        ("sitrep", "/help"),
        ("/", "/help"),
        ("sitrep of the week", "sitrep of the week"),
    ],
)
def test_what_stands_behind_the_command_is_a_command_or_a_question(text: str, line: str) -> None:
    """The first word decides, but what ends in a question mark is asked."""
    assert command_line(text) == line


def test_forms_open_where_nothing_was_filled_in() -> None:
    """Only the two commands that have a form open it, and only without more words."""
    assert opens("/Digest  add") == "digest add" and opens("/correct") == "correct"
    assert not opens("/digest add daily") and not opens("/digest") and not opens("digest add")


@pytest.mark.parametrize("text", ["sitrep " * 5000, "/sitrep " * 5000, "sitrep /" * 5000])
def test_no_text_is_too_deep(text: str) -> None:
    """Our own name any number of times before a command is passed over, as long as a text may be."""
    assert command_line(text.strip("/ ")) == "/help" or command_line(text).startswith("/")
    assert parse_line(f"/{text.replace('/', '')}now", COMMANDS)[0].name == "now"


def test_a_text_that_is_made_to_be_slow_is_read_at_once() -> None:
    """What looks forty thousand characters long like the beginning of a mark is read in one go."""
    assert words_of("<@U1|" * 8000, me=ME).startswith("<@U1|")
    said = said_in({"user": "U2", "channel": "D1", "ts": "1.2", "text": "<@U1|" * 8000}, workspace="T1", me=ME)
    assert said is not None and not said.calls
    assert escape(":" + "a" * 40_000) == ":" + "a" * 40_000
    assert escape(f":{'a' * 40_000}:") == f"\u2236{'a' * 40_000}:"
