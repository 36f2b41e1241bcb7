from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.message import Bold, Cite, Inline, Link, Plain, Time
from handlers.addresses import web_address
from handlers.discord.escape import escape, lead, link, moment
from handlers.discord.spans import bold, line, run
from handlers.safe import printable, size
from tests.discordmarks import HOSTILE, parsed, seen, texts

MENTION = re.compile(r"@everyone|@here|<@|<#|</|<a?:|<id:|<t:", re.IGNORECASE)


@given(texts)
@example("# heading")
@example("-# small print")
@example("> quoted *a* _b_ `c` ~~d~~ ||e|| <f>")
@example("12. not a list")
@example("+ nor this")
@example("http://a.example/x and HTTPS://b.example and steam://run/1")
@example("[text](https://evil.example) ![i](https://evil.example/i.png)")
@example("a\\*b\\")
def test_nothing_from_outside_is_markup(text: str) -> None:
    """What a reader sees is the text itself: no mark in it works, and none of it is swallowed."""
    assert seen(lead(escape(text))) == " ".join(printable(text).split())


@given(texts)
@example("@everyone @here @EVERYONE <@123456789012345678> <@&1> <#1> </sitrep now:1> <t:1:R> <:a:1> <a:b:2> <id:guide>")
def test_no_mention_is_left(text: str) -> None:
    """Nobody is pinged, and no channel, command, time or emoji of Discord is made up by a text."""
    made = escape(text)
    assert not MENTION.search(re.sub(r"\\[^\w\s]", "", made)) and "@everyone" not in made.casefold()
    assert not re.search(r"(?<!\\):[\w+-]+:", made, re.ASCII)


@given(texts)
@example("see https://evil.example/x, discord.gg/abc, Discordapp.com/invite/abc")
def test_no_address_is_left(text: str) -> None:
    """Discord finds no address to make a link or an invitation of."""
    assert not re.search(r"[a-z]://|discord(app)?\.\w", escape(text), re.IGNORECASE)


@given(texts)
def test_the_length_is_bounded(text: str) -> None:
    """Escaping at most doubles a text, which is what planning pages relies on."""
    assert len(escape(text)) <= size(escape(text)) <= 2 * len(text)


def test_invisible_signs_go() -> None:
    """Nothing hides, and nothing turns around what stands beside it."""
    assert escape("a\u202eb\u200bc\u2066d\x00e\nf") == "abcd e f"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/a_(b)", "https://example.org/a_%28b%29"),
        ("https://example.org/?q=a b>c", "https://example.org/?q=a%20b%3Ec"),
        ("https://example.org/%C3%A9?x=1&y=[2]#z", "https://example.org/%C3%A9?x=1&y=%5B2%5D#z"),
        ("http://bücher.example/", "http://b%C3%BCcher.example/"),
        ("javascript:alert(1)", ""),
        ("ftp://example.org/a", ""),
        ("https://", ""),
        ("//example.org", ""),
        ("https://[broken", ""),
        ("https://example.org/\u202egpj.exe", ""),
        ("https://example.org/\n", ""),
        ("https://example.org/" + "a" * 400, ""),
        ("", ""),
    ],
)
def test_only_addresses_of_the_web_lead_anywhere(url: str, shown: str) -> None:
    """An address is one of http or https, of sane length, in a form that no markdown can end early."""
    assert web_address(url) == shown
    assert link("Title", url) == (f"[Title](<{shown}>)" if shown else "Title")


@given(st.lists(st.sampled_from(HOSTILE), max_size=4).map("".join))
@example("[headline] of a page](https://evil.example)")
def test_the_text_of_a_link_cannot_end_it(text: str) -> None:
    """A title leads to its own address and nowhere else, whatever brackets it has."""
    tokens = parsed(lead(link(f"“{text}”", "https://example.org/1")))
    assert [t.attrs["href"] for t in tokens if t.type == "link_open"] == ["https://example.org/1"]


def test_neighbours_make_up_no_mark() -> None:
    """Pieces that are harmless alone stay so side by side, also around pieces that show nothing."""
    assert run((Plain("@"), Bold(""), Plain("everyone"))) == "@\u200beveryone"
    assert run((Plain("https:"), Link("//evil.example", ""), Plain(""))) == "https\\://evil.example"
    assert run((Bold("a"), Bold("b"))) == "**ab**"
    assert line((Plain("1"), Plain(". b"))) == "1\\. b"


def test_bold_keeps_its_spaces_outside() -> None:
    """Spaces at the ends of bold text do not undo it, and blank text is not bold."""
    assert bold(" Late: ") == " **Late:** "
    assert bold("\x00") == " "


def test_numbers_are_not_parted_from_what_they_carry() -> None:
    """No line break comes between a claim and its numbers, and what follows them makes no link of them."""
    spans: Inline = (Plain("33 were killed."), Cite((1, 2)), Plain("(https://evil.example)"))
    assert run(spans) == "33 were killed.\u00a0\\[1]\\[2](https\\://evil.example)"
    assert "[1][2](https" in seen(run(spans))
    assert run((Plain("a"), Cite(()), Plain("b"))) == "ab"


def test_times_are_shown_in_each_readers_zone() -> None:
    """An instant is told in full and by how far away it is, also before 1970."""
    assert moment(datetime(2020, 2, 12, 8, tzinfo=UTC)) == "<t:1581494400:F> (<t:1581494400:R>)"
    assert run((Plain("Due "), Time(datetime(1969, 12, 31, 23, 59, 59, 500000, tzinfo=UTC)))) == (
        "Due <t:-1:F> (<t:-1:R>)"
    )
