from __future__ import annotations

import json
import re

from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block as SdkBlock

from bot.domain.message import (
    Block,
    Bullets,
    Cite,
    Fields,
    Link,
    Message,
    Place,
    Plain,
    Quote,
    Sources,
    Table,
    Text,
    plain,
)
from handlers.addresses import web_address
from handlers.blocks import inlines
from handlers.safe import size
from handlers.slack.layout import lay
from handlers.slack.render import render, render_reply, split, view_blocks
from tests.anymessage import any_message, places_of
from tests.servers.slack.blocks import HOME, MODAL, check, check_message
from tests.slackmarks import TOKEN, leaves, mistakes, texts
from tests.slackposts import of_type, shown, source, text_parts

OURS = {"header", "rich_text", "table", "context", "divider", "section", "actions", "context_actions"}
KNOWN = {"text", "link", "date", "channel", "mrkdwn", "plain_text", "raw_text", "button"}
REF = "r" * 12

urls = st.one_of(st.sampled_from(("https://example.org/a_(b)", "http://e.org/?a=1&b=<2>|", "javascript:x")), texts)
channels = st.sampled_from(("C012AB3CD", "G012AB3CD", "D012AB3CD", "C1")) | texts
messages = any_message(texts, urls, places_of(texts, channels))


def listed(message: Message) -> set[str]:
    """The addresses that a message may lead to."""
    links = {s.url for b in message.blocks for spans in inlines(b) for s in spans if isinstance(s, Link)}
    lines = {line.url for b in message.blocks if isinstance(b, Sources) for line in b.lines}
    return {web_address(url) for url in links | lines} - {""}


def named(message: Message) -> set[str]:
    """The channels of Slack that a message names."""
    spans = (s for b in message.blocks for spans in inlines(b) for s in spans)
    return {s.to.channel for s in spans if isinstance(s, Place) and s.to.platform == "slack"}


@settings(max_examples=25, deadline=None)
@given(messages)
def test_every_post_is_within_the_limits(message: Message) -> None:
    """Any message makes posts that Slack takes, with every button in a reply, and each post has its words."""
    pages = render(message)
    for page in (*pages, *(render_reply(message, n) for n in (1, len(pages), 99))):
        laid = lay(page.body, ref=REF)
        check_message(laid.text, laid.blocks)
        assert 1 <= len(laid.blocks) <= 50 and {b["type"] for b in laid.blocks} <= OURS
        assert laid.text.strip() and size(laid.text) <= 3000
        assert size(laid.text) + sum(size(str(p.get("text", ""))) for p in leaves(laid.blocks)) <= 12_000
        assert len(of_type(page, "table")) <= 1
        texts_of_blocks = [p["text"] for p in leaves(laid.blocks) if "text" in p]
        assert all(1 <= size(text) <= 3000 for text in texts_of_blocks)
        assert all(part and sum(size(e.get("text", "")) for e in part) <= 3000 for part in text_parts(laid.blocks))
        assert all(size(b["text"]["text"]) <= 150 for b in of_type(page, "header"))
        assert all(len(b["elements"]) <= 10 for b in of_type(page, "context"))
        ids = [e["action_id"] for b in laid.blocks if b["type"] == "actions" for e in b["elements"]]
        assert len(ids) == len(set(ids)) <= 25


@settings(max_examples=20, deadline=None)
@given(messages)
def test_slacks_own_library_knows_every_block(message: Message) -> None:
    """What is sent is valid to slack_sdk, which finds in it nothing unknown, and the bytes survive the way there."""
    for page in (*render(message), render_reply(message)):
        made = lay(page.body, ref=REF).blocks
        assert [block.to_dict() for block in SdkBlock.parse_all(made)] == made
        assert json.loads(json.dumps(made)) == made


@settings(max_examples=25, deadline=None)
@given(messages)
def test_nothing_from_outside_works_in_a_post(message: Message) -> None:
    """Nobody is mentioned, only listed addresses and places are led to, and no mark of others does anything."""
    for page in (*render(message), render_reply(message)):
        body = json.loads(page.body)
        assert mistakes(body["text"]) == [] and "<" not in body["text"]
        found = list(leaves(body["blocks"]))
        markup = [p["text"] for p in found if p["type"] == "mrkdwn"]
        assert [m for text in markup for m in mistakes(text)] == []
        assert all(p["verbatim"] for p in found if p["type"] == "mrkdwn")
        links = {u.replace("&amp;", "&") for text in markup for u, _ in TOKEN.findall(text)}
        assert links | {p["url"] for p in found if p["type"] == "link"} <= listed(message)
        assert {p["channel_id"] for p in found if p["type"] == "channel"} <= named(message)
        assert {p["type"] for p in found} <= KNOWN
        assert not any(p.get("emoji") for p in found)
        assert not re.search("@(?:here|channel|everyone)", json.dumps(body), re.IGNORECASE)


@settings(max_examples=20, deadline=None)
@given(messages)
def test_no_number_is_lost(message: Message) -> None:
    """Every number that a claim carries can be read in some post, and every listed source too."""
    spans = (s for b in message.blocks for spans in inlines(b) for s in spans)
    cited = {n for s in spans if isinstance(s, Cite) for n in s.numbers}
    sources = {s.number for b in message.blocks if isinstance(b, Sources) for s in b.lines}
    bracketed = {int(n) for p in render(message) for n in re.findall(r"\[(\d{5})\]", shown(p))}
    assert cited | sources <= bracketed


kinds = st.sampled_from(("text", "quote", "bullets", "fields", "table", "link"))
shapes = st.lists(st.tuples(kinds, st.integers(0, 700)), max_size=12)


@settings(max_examples=25, deadline=None)
@given(shapes)
def test_no_word_is_lost(shape: list[tuple[str, int]]) -> None:
    """Whatever the lengths, every word of every claim is on some page, in order, and so is every source."""
    made: list[Block] = []
    expected: list[str] = []
    for n, (kind, count) in enumerate(shape, 1):
        said_words = [f"w{n}x{k}" for k in range(count)]
        claim = (Plain(" ".join(said_words)), Cite((n,)))
        whole: dict[str, Block] = {
            "text": Text(claim),
            "quote": Quote("Who", claim),
            "bullets": Bullets((claim, plain("short"))),
            "fields": Fields((("name", claim),)),
            "table": Table(("A", "B"), ((plain("cell"), claim), (plain("cell"), plain("other")))),
            "link": Text((Link(" ".join(said_words), "https://example.org/l"), Cite((n,)))),
        }
        made.append(whole[kind])
        expected += said_words
    sources = tuple(source(n) for n in range(1, len(shape) + 1))
    message = Message(blocks=(*made, Sources(sources)))
    pages = render(message)
    assert re.findall(r"w\d+x\d+", "\n".join(map(shown, pages))) == expected
    assert {f for p in pages for f in p.facts} == {s.fact_id for s in sources}
    replies = [render_reply(message, n) for n in range(1, len(split(message)) + 1)]
    assert re.findall(r"w\d+x\d+", "\n".join(map(shown, replies))) == expected


@settings(max_examples=20, deadline=None)
@given(messages)
def test_views_hold_what_slack_takes_there(message: Message) -> None:
    """App Home and forms get at most 100 blocks, none of which is for messages alone, and as few as are asked for."""
    for most in (100, 20):
        made = view_blocks(message, most=most)
        check(made, on=HOME)
        check(made, on=MODAL)
        assert 1 <= len(made) <= most
        assert {b["type"] for b in made} <= {"header", "rich_text", "context", "divider", "section"}
        assert [block.to_dict() for block in SdkBlock.parse_all(made)] == made
