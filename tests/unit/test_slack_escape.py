from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.message import Bold, Cite, Inline, Link, Place, Plain, Time
from bot.domain.places import Destination
from handlers.safe import printable
from handlers.slack.blocks.escape import escape, lead, link, words
from handlers.slack.blocks.spans import bold, elements, plainer
from tests.slackmarks import HOSTILE, TOKEN, mistakes, seen, texts


def plain(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text}


@given(texts)
@example("<!here> <!channel> <@U012AB3CD> <!subteam^S1> @everyone")
@example("*a* _b_ ~c~ `d` ```e```")
@example("> quoted")
@example("a _b_c_ 2*3*4 你*好*吗")
def test_nothing_from_outside_is_markup(text: str) -> None:
    """No mention, link, date, emoji, quote or format comes about in mrkdwn that a text from outside stands in."""
    assert mistakes(lead(escape(text))) == []


@given(texts)
@example("a&lt;b &amp; c")
def test_none_of_it_is_swallowed(text: str) -> None:
    """What a reader sees is the text itself, but for marks that give way to signs that look alike."""
    shown = " ".join(printable(text).split())
    assert seen(lead(escape(text))) == seen(shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def test_names_and_numbers_stay_as_they_are() -> None:
    """What Slack does not take for markup is not touched, so that it can be copied."""
    text = "a_fact_of-2020/1 12:30:45 2*3 a@b.example [1] #1"
    assert escape(text) == words(text) == text


@given(texts)
def test_the_length_is_bounded(text: str) -> None:
    """Escaping makes a text at most five times as long, which is what planning relies on."""
    assert len(escape(text)) <= 5 * len(text)


def test_invisible_signs_go() -> None:
    """Nothing hides, and nothing turns around what stands beside it."""
    assert escape("a\u202eb\u200bc\u2066d\x00e\nf") == words("a\u202eb\u200bc\u2066d\x00e\nf") == "abcd e f"


def test_nobody_reads_a_mention_of_everybody() -> None:
    """Words that look like a mention of everybody are parted, where there is no markup too, and across pieces."""
    assert words("@here @Channel @everyone @you") == "@\u200bhere @\u200bChannel @\u200beveryone @you"
    assert elements((Plain("@"), Plain(""), Plain("here"))) == [plain("@\u200bhere")]


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/a?b=1&c=2", "https://example.org/a?b=1&amp;c=2"),
        ("https://example.org/a|b>c<d e'f\"g", "https://example.org/a%7Cb%3Ec%3Cd%20e%27f%22g"),
        ("javascript:alert(1)", ""),
        ("mailto:a@example.org", ""),
        ("slack://open", ""),
        ("https://example.org/" + "a" * 400, ""),
        ("", ""),
    ],
)
def test_only_addresses_of_the_web_lead_anywhere(url: str, shown: str) -> None:
    """An address is one of http or https, in a form that no markup can end early."""
    assert link("Title", url) == (f"<{shown}|Title>" if shown else "Title")


@given(
    st.lists(st.sampled_from(HOSTILE), max_size=4).map("".join), st.one_of(texts, st.just("https://e.org/?a=1&b=|>"))
)
@example("A page | Reuters>", "https://example.org/1")
def test_a_link_is_whole(text: str, url: str) -> None:
    """A title cannot end its link, nor an address, and both lead to that address or nowhere."""
    made = link(f"“{text}”", url)
    assert mistakes(made) == []
    assert len(TOKEN.findall(made)) == made.count("<") <= 1


def test_spans_become_elements() -> None:
    """Neighbours of one kind are joined, numbers stay with what they carry, and spaces at the ends go."""
    spans: Inline = (Plain(" 33 "), Plain("were killed."), Cite((1, 2)), Bold(" so"), Bold(""), Bold(" it "))
    assert elements(spans) == [
        plain("33 were killed.\u00a0[1][2]"),
        {**plain(" so it"), "style": {"bold": True}},
    ]
    assert elements((Plain(" "), Cite(()), Plain("\x00"))) == bold("\n") == []


def test_links_and_places_are_elements_of_their_own() -> None:
    """A channel of Slack, or of a thread, is shown under its own name; all else, and a link to nowhere, is text."""
    there = Destination(platform="slack", workspace="T1", channel="C012AB3CD")
    assert elements((Place(there), Place(there))) == [
        {"type": "channel", "channel_id": "C012AB3CD"},
        plain(" "),
        {"type": "channel", "channel_id": "C012AB3CD"},
    ]
    thread = Destination(platform="slack", workspace="T1", channel="C012AB3CD", thread="1.000001")
    assert elements((Place(thread),)) == [{"type": "channel", "channel_id": "C012AB3CD"}]
    assert elements((Place(Destination(platform="slack", channel="D012AB3CD")),)) == [plain("direct messages")]
    for other in ("C1>", "D012AB3CD", "c012ab3cd", ""):
        assert elements((Place(Destination(platform="slack", channel=other, user="U1")),))[0]["type"] == "text"
    assert elements((Link("a|b", "https://e.org/a b"), Link("c", "x:y"))) == [
        {"type": "link", "url": "https://e.org/a%20b", "text": "a|b"},
        plain("c"),
    ]


def test_times_are_of_each_reader() -> None:
    """A time is told in the reader's own zone, and in UTC where Slack cannot, also before 1970."""
    date = {"type": "date", "timestamp": 1581494400, "format": "{date_long_pretty} {time}"}
    spans: Inline = (Plain("Due "), Time(datetime(2020, 2, 12, 8, tzinfo=UTC)))
    assert elements(spans) == [plain("Due "), {**date, "fallback": "12 February 2020, 08:00 UTC"}]
    assert elements((Time(datetime(1969, 12, 31, 23, 59, tzinfo=UTC)),)) == [plain("31 December 1969, 23:59 UTC")]
    assert plainer(spans) == "Due 12 February 2020, 08:00 UTC"
