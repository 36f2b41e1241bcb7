from __future__ import annotations

import json
import re
from dataclasses import replace

from bot.domain.delivery import Destination
from bot.domain.message import (
    Action,
    Cite,
    Heading,
    Message,
    Plain,
    Rule,
    Sources,
    Text,
    placed,
    plain,
)
from handlers.slack.render import CAPABILITIES, render, render_reply, said, view_blocks
from tests.anymessage import EVERY_ACTION
from tests.slackmarks import told
from tests.slackposts import blocks, of_type, shown, source, text_parts


def test_a_claim_longer_than_a_post_is_told_in_full() -> None:
    """No word of it is lost, and each part of it carries its number."""
    told_words = [f"word{n}" for n in range(3000)]
    pages = render(Message(blocks=(Text((Plain(" ".join(told_words)), Cite((1,)))),)))
    assert len(pages) > 2 and re.findall(r"word\d+", "\n".join(map(shown, pages))) == told_words
    for part in (p for page in pages for p in text_parts(blocks(page))):
        assert part[-1]["text"].rstrip("\n").endswith("\u00a0[1]")


def test_posts_of_one_message_say_which_they_are() -> None:
    """Who sees a part knows how many there are; an edit of one keeps that, as it is in the words of the page."""
    message = Message(title="T", blocks=tuple(Text(plain("word " * 400)) for _ in range(6)), footer="As of now")
    pages = render(message)
    assert shown(pages[-1]).endswith(f"As of now · Page {len(pages)} of {len(pages)}") and len(pages) > 1
    assert [render(p.message)[0].body for p in pages] == [p.body for p in pages]


def test_an_answer_says_what_was_asked() -> None:
    """The question stands above its answer as the asker's words, on the first page only, and is no markup."""
    message = Message(question="who *really* fled <!here>?", blocks=tuple(Text(plain("word " * 400)) for _ in range(6)))
    first, second = (blocks(render_reply(message, n))[0] for n in (1, 2))
    asked = {"type": "plain_text", "text": "Asked: who *really* fled <!here>?", "emoji": False}
    assert first == {"type": "context", "elements": [asked]}
    assert second["type"] == "rich_text"


def test_a_reply_turns_its_pages() -> None:
    """One page at a time, with a way back and on; a page that is not there any more is the nearest one."""
    claims = tuple(Text((Plain("word " * 400), Cite((1,)))) for _ in range(10))
    message = Message(blocks=(*claims, Sources((source(1),))))
    pages = [render_reply(message, n) for n in (0, 2, 50)]
    turning = [of_type(p, "actions")[0]["elements"] for p in pages]
    assert [[(b["action_id"], b["text"]["text"]) for b in row] for row in turning] == [
        [("sitrep:page:2", "Page 2 ▶")],
        [("sitrep:page:1", "◀ Page 1"), ("sitrep:page:3", "Page 3 ▶")],
        [("sitrep:page:2", "◀ Page 2")],
    ]
    assert "Page 2 of 3" in shown(pages[1])
    assert {p.facts for p in pages} == {("fact-1/1",)} and pages[1].message == message


def test_a_reply_has_the_buttons_of_its_actions() -> None:
    """What a reader may do is offered in a fixed order; one page needs no turning, and posts have no buttons."""
    message = Message(blocks=(Text(plain("x")),), actions=tuple(Action(what=w) for w in EVERY_ACTION))
    page = render_reply(message)
    (row,) = of_type(page, "actions")
    assert [(b["action_id"], b["text"]["text"]) for b in row["elements"]] == [
        ("sitrep:sides", "Both sides"),
        ("sitrep:sources", "Sources"),
        ("sitrep:more", "More"),
        ("sitrep:share", "Share to channel"),
    ]
    (rating,) = of_type(page, "context_actions")[0]["elements"]
    assert (rating["type"], rating["action_id"]) == ("feedback_buttons", "sitrep:rate")
    assert [rating[f"{how}_button"]["value"] for how in ("positive", "negative")] == ["up", "down"]
    assert {b["type"] for b in blocks(render(message)[0])} == {"rich_text"}


def test_a_message_without_words_is_still_a_post() -> None:
    """Even nothing is said with something that Slack takes."""
    page = render(Message())[0]
    assert (shown(page), json.loads(page.body)["text"]) == ("…", "…")
    assert told(view_blocks(Message())) == "…"


def test_more_blocks_than_a_post_holds_go_on_in_the_next() -> None:
    """Lines between sections are blocks too, and every section is on some page."""
    names = [f"section {n}" for n in range(60)]
    message = Message(blocks=tuple(b for name in names for b in (Text(plain(name)), Rule())))
    pages = render(message)
    assert [n for p in pages for n in re.findall(r"section \d+", shown(p))] == names and len(pages) > 1


def test_lines_stand_only_between_sections() -> None:
    """No post begins or ends with a line, and no two lines follow one another."""
    rule, text = Rule(), Text(plain("x"))
    page = render(Message(blocks=(rule, text, rule, rule, text, rule)))[0]
    assert [b["type"] for b in blocks(page)] == ["rich_text", "divider", "rich_text"]


def test_full_posts_leave_room_for_marks() -> None:
    """Where a message takes several posts, a claim in each can be marked and it is one post still."""
    pages = render(Message(blocks=tuple(Text((Plain("word " * n), Cite((1,)))) for n in range(1, 150))))
    assert len(pages) > 5
    for page in pages:
        marks = Text(plain("Corrected 10 March 2020; it was told: " * 4))
        assert len(render(replace(page.message, blocks=(marks, *page.message.blocks)))) == 1


def test_places_are_named_as_readers_know_them() -> None:
    """A channel of Slack is shown under its own name; what only looks like one is text."""
    there = Destination(platform="slack", workspace="T1", channel="C012AB3CD")
    page = render(Message(blocks=(Text(placed(f"{there} is closed", there)),)))[0]
    (part,) = text_parts(blocks(page))
    assert part == [{"type": "channel", "channel_id": "C012AB3CD"}, {"type": "text", "text": " is closed"}]


def test_a_long_title_is_told_below_no_header() -> None:
    """A header holds 150 characters; a longer title is bold text, and not cut there."""
    title = "word " * 40
    page = render(Message(title=title))[0]
    assert shown(page) == title.strip() and blocks(page)[0]["type"] == "rich_text"


def test_the_words_of_a_post_are_whole_or_end_with_a_sentence() -> None:
    """All is told where there is room, then all but the sources, then as many sentences as fit."""
    short = Message(title="T", blocks=(Text((Plain("Said."), Cite((1,)))), Sources((source(1),))))
    assert "https://example.org/1" in said(short) and said(short).startswith("T\nSaid.")
    many = replace(short, blocks=(short.blocks[0], Sources(tuple(source(n) for n in range(1, 60)))))
    assert said(many) == "T\nSaid. [1]".replace(". [", ". [")
    long = said(Message(blocks=tuple(Text(plain("One sentence. And <one> more.")) for _ in range(200))))
    assert 2900 < len(long) <= 3000 and re.search(r"(sentence|more)\.…$", long)
    assert said(Message(blocks=(Text(plain("<" * 9000)),))) == "&lt;" * 400 + "…"


def test_a_view_says_that_it_is_not_all() -> None:
    """What has no room in a view is not left out in silence."""
    message = Message(blocks=tuple(b for n in range(200) for b in (Heading(f"H{n}"), Text(plain("x")))))
    made = view_blocks(message)
    assert len(made) <= 100 and re.search(r"Page 1 of \d", told(made))


def test_what_slack_can_do() -> None:
    """Everything is below /sitrep; a post is found again, and what only one person sees cannot be edited."""
    can = CAPABILITIES
    assert (can.tables, can.edits, can.replies, can.reads_back, can.command) == (True, True, True, True, "/sitrep ")
    assert (can.dedup_s, can.settle_s, can.private_edit_s, can.apart) == (0, 60, 0, ())
