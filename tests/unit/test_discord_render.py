from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.delivery import Destination, Page
from bot.domain.message import (
    Action,
    Cite,
    Link,
    Message,
    Place,
    Plain,
    Rule,
    SourceLine,
    Sources,
    Text,
    Time,
    placed,
    plain,
)
from handlers.addresses import web_address
from handlers.blocks import inlines
from handlers.discord.layout import lay
from handlers.discord.render import capabilities, render, render_reply
from tests.anymessage import EVERY_ACTION, any_message, places_of
from tests.discordmarks import parsed, seen, texts

KEY = "k" * 25
"""As long as a key gets."""
OURS = {"paragraph", "heading", "bullet_list", "list_item", "blockquote", "strong", "link"}

urls = st.one_of(st.sampled_from(("https://example.org/a_(b)", "http://e.org/?a=1&b=<2>", "javascript:x")), texts)
channels = st.sampled_from(("77", "7" * 20, "7" * 21, "٣")) | texts
messages = any_message(texts, urls, places_of(texts, channels))


def said(page: Page) -> list[str]:
    """The texts of a post, as its bytes have them."""
    body: dict[str, Any] = json.loads(page.body)
    if "content" in body:
        return [body["content"]]
    return [c["content"] for c in body["components"][0]["components"] if c["type"] == 10]


def listed(message: Message) -> set[str]:
    """The addresses that a message may lead to."""
    links = {s.url for b in message.blocks for spans in inlines(b) for s in spans if isinstance(s, Link)}
    lines = {line.url for b in message.blocks if isinstance(b, Sources) for line in b.lines}
    return {web_address(url) for url in links | lines}


def named(message: Message) -> set[str]:
    """The channels of Discord that a message names."""
    places = (s.to for b in message.blocks for spans in inlines(b) for s in spans if isinstance(s, Place))
    return {p.channel for p in places if p.platform == "discord" and p.channel.isascii() and p.channel.isdecimal()}


def cited(message: Message) -> set[int]:
    """The numbers that a message's texts carry."""
    spans = (s for b in message.blocks for spans in inlines(b) for s in spans)
    return {n for s in spans if isinstance(s, Cite) for n in s.numbers}


def bracketed(pages: tuple[Page, ...]) -> set[int]:
    return {int(n) for p in pages for text in said(p) for n in re.findall(r"\[(\d{5})\]", seen(text))}


@settings(max_examples=30, deadline=None)
@given(messages, st.booleans())
def test_every_post_is_within_the_limits(message: Message, cards: bool) -> None:
    """Any message makes posts that Discord takes, with the longest marker and, in a reply, every button."""
    pages = render(message, cards=cards)
    replies = [render_reply(message, n, cards=cards) for n in (1, len(pages), 99)]
    for page in (*pages, *replies):
        laid = lay(page.body, key=KEY)
        assert all(text.strip() for text in said(page))
        if isinstance(laid.view, discord.ui.LayoutView):
            assert laid.content is None
            assert laid.view.content_length() <= 4000
            assert len(list(laid.view.walk_children())) <= 40
        else:
            assert laid.content is not None and len(laid.content) <= 2000
        ids = [c.custom_id for c in laid.view.walk_children() if isinstance(c, discord.ui.Button)] if laid.view else []
        assert len(ids) == len(set(ids)) and all(i and len(i) <= 100 for i in ids)


@settings(max_examples=30, deadline=None)
@given(messages, st.booleans())
def test_nothing_from_outside_works_in_a_post(message: Message, cards: bool) -> None:
    """Nobody is mentioned, only listed addresses are led to, and no mark of somebody else's does anything."""
    for page in render(message, cards=cards):
        for text in said(page):
            told = text
            for name in named(message):
                told = told.replace(f"<#{name}>", " ")
            bare = re.sub(r"<t:-?\d+:[FR]>|\]\(<[^>\s]*>\)|\\[^\w\s]|\\_", " ", told)
            assert not re.search(r"@everyone|@here|<|[_~|`]|[a-z]://", bare, re.IGNORECASE)
            tokens = parsed(text)
            assert {t.attrs["href"] for t in tokens if t.type == "link_open"} <= listed(message)
            assert {t.type.rpartition("_")[0] for t in tokens if t.nesting} <= OURS


@settings(max_examples=30, deadline=None)
@given(messages, st.booleans())
def test_no_number_is_lost_or_swallowed(message: Message, cards: bool) -> None:
    """Every number that a claim carries can be read in some post, and every listed source too."""
    sources = {s.number for b in message.blocks if isinstance(b, Sources) for s in b.lines}
    assert cited(message) | sources <= bracketed(render(message, cards=cards))


@pytest.mark.parametrize("cards", [True, False])
def test_a_claim_longer_than_a_post_is_told_in_full(cards: bool) -> None:
    """No word of it is lost, and each part of it carries its number."""
    words = [f"word{n}" for n in range(1500)]
    pages = render(Message(blocks=(Text((Plain(" ".join(words)), Cite((1,)))),)), cards=cards)
    told = "\n".join(text for p in pages for text in said(p))
    assert re.findall(r"word\d+", told) == words
    for page in pages:
        for part in re.findall(r".*word.*", "\n".join(said(page))):
            assert part.endswith("\u00a0\\[1]")


def test_posts_of_one_message_say_which_they_are() -> None:
    """Who sees a part knows how many there are; an edit of one keeps that, as it is in the words of the page."""
    message = Message(title="T", blocks=tuple(Text(plain("word " * 300)) for _ in range(6)), footer="As of now")
    pages = render(message, cards=True)
    assert [said(p)[-1] for p in pages][-1] == f"-# As of now · Page {len(pages)} of {len(pages)}"
    assert [render(p.message, cards=True)[0].body for p in pages] == [p.body for p in pages]


def test_an_answer_says_what_was_asked() -> None:
    """The question stands above its answer as the asker's words, on the first page only, and is no markup."""
    long = tuple(Text(plain("word " * 300)) for _ in range(6))
    message = Message(question="# who *really* fled?", blocks=long)
    first, second = (said(render_reply(message, n, cards=True))[0] for n in (1, 2))
    assert first.startswith("-# Asked: \\# who \\*really\\* fled?\nword")
    assert second.startswith("word")


def test_a_reply_turns_its_pages() -> None:
    """One post at a time, with a way back and on; a page that is not there any more is the nearest one."""
    source = SourceLine(
        number=1, fact_id="a/1", publisher="P", title="T", url="", published="", said_by="", event_date="", grade=""
    )
    message = Message(blocks=(*(Text((Plain("word " * 300), Cite((1,)))) for _ in range(6)), Sources((source,))))
    first, second, last = (render_reply(message, n, cards=True) for n in (0, 2, 50))
    buttons = [json.loads(p.body)["components"][-1]["components"] for p in (first, second, last)]
    assert [[(b["custom_id"], b.get("disabled", False)) for b in row] for row in buttons] == [
        [("sitrep:page:0", True), ("sitrep:page:1", True), ("sitrep:page:2", False)],
        [("sitrep:page:1", False), ("sitrep:page:2", True), ("sitrep:page:3", False)],
        [("sitrep:page:2", False), ("sitrep:page:3", True), ("sitrep:page:4", True)],
    ]
    assert buttons[1][1]["label"] == "Page 2 of 3"
    assert {p.facts for p in (first, second, last)} == {("a/1",)}
    assert second.message == message


def test_a_reply_has_the_buttons_of_its_actions() -> None:
    """What a reader may do is offered in a fixed order; one page needs no turning."""
    message = Message(blocks=(Text(plain("x")),), actions=tuple(Action(what=w) for w in EVERY_ACTION))
    for cards in (True, False):
        rows = [c for c in json.loads(render_reply(message, cards=cards).body)["components"] if c["type"] == 1]
        assert [[b["custom_id"] for b in row["components"]] for row in rows] == [
            ["sitrep:sides", "sitrep:sources", "sitrep:more", "sitrep:up", "sitrep:down"],
            ["sitrep:share"],
        ]
    assert not any(c["type"] == 1 for c in json.loads(render(message, cards=True)[0].body)["components"])


def test_a_message_without_words_is_still_a_post() -> None:
    """Even nothing is said with something that Discord takes."""
    assert said(render(Message(), cards=True)[0]) == said(render(Message(), cards=False)[0]) == ["…"]


def test_dividers_do_not_exceed_a_card() -> None:
    """More sections than a card holds go on in the next one, with room for every button."""
    names = [f"section {n}" for n in range(60)]
    message = Message(
        blocks=tuple(b for name in names for b in (Text(plain(name)), Rule())),
        actions=tuple(Action(what=w) for w in EVERY_ACTION),
    )
    pages = render(message, cards=True)
    assert [n for p in pages for n in re.findall(r"section \d+", "\n".join(said(p)))] == names
    view = lay(render_reply(message, 2, cards=True).body, key=KEY).view
    assert view is not None and 30 < len(list(view.walk_children())) <= 40


def test_full_posts_leave_room_for_marks() -> None:
    """Where a message takes several posts, a claim in each can be marked and it is one post still."""
    blocks = tuple(Text((Plain("word " * n), Cite((1,)))) for n in range(1, 120))
    for cards in (True, False):
        pages = render(Message(blocks=blocks), cards=cards)
        assert len(pages) > 5
        for page in pages:
            marks = Text(plain("Corrected 10 March 2020; it was told: " * 4))
            assert len(render(replace(page.message, blocks=(marks, *page.message.blocks)), cards=cards)) == 1


def test_places_are_named_as_readers_know_them() -> None:
    """A channel of Discord is a link under its own name; all else, and what only looks like one, is text."""
    there = Destination(platform="discord", workspace="1", channel="77")
    for to, says in (
        (there, "<#77> is closed"),
        (replace(there, platform="slack"), "slack 77 is closed"),
        (replace(there, channel="7>@here"), "discord 7\\>@\u200bhere is closed"),
        (replace(there, channel="", user="5"), "discord @5 is closed"),
    ):
        assert said(render(Message(blocks=(Text(placed(f"{to} is closed", to)),)), cards=True)[0]) == [says]


def test_what_discord_can_do() -> None:
    """Commands stand below /sitrep but for those that have their own permissions; a card holds twice the text."""
    can = capabilities(cards=True)
    assert (can.message_limit, capabilities(cards=False).message_limit) == (4000, 2000)
    assert (can.tables, can.edits, can.replies, can.reads_back, can.command) == (False, True, True, True, "/sitrep ")
    assert can.apart == ("ask", "digest", "correct", "gaps")


def test_times_are_of_each_reader() -> None:
    """A time is told in the reader's own zone and by how far away it is."""
    page = render(Message(blocks=(Text((Time(datetime(2020, 2, 12, tzinfo=UTC)),)),)), cards=True)[0]
    assert said(page) == ["<t:1581465600:F> (<t:1581465600:R>)"]
