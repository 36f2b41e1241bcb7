"""What is added to blocks that stand already."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.message import Cite, Heading, Message, Plain, Text, plain
from handlers.slack.blocks.blockkit import blocks_of
from handlers.slack.blocks.rest import rest_of
from tests.servers.slack.world import texts

LINES = st.lists(
    st.builds(lambda words, n: Text((Plain(words), Cite((n,)))), st.text("ab .", min_size=1, max_size=90), st.just(1))
    | st.text("ab ", min_size=1, max_size=90).map(lambda words: Text(plain(words))),
    min_size=1,
    max_size=6,
)


def said(blocks: list[dict[str, Any]]) -> str:
    return "".join(texts(blocks)).replace("\n", "")


def numbered(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The blocks as Slack gives them back."""
    return [{**block, "block_id": f"b{n}"} for n, block in enumerate(blocks)]


@given(LINES, st.data())
def test_lines_that_are_added_say_each_line_once(lines: list[Text], data: st.DataObject) -> None:
    """However many lines are shown at a time, all that was added says what the whole says, in its order."""
    whole = blocks_of(Message(blocks=(*lines, Heading("Related"), Text(plain("x"))), footer="As of today"))
    stops = sorted(data.draw(st.sets(st.integers(1, len(lines)))))
    standing: list[dict[str, Any]] = []
    for blocks in (*(blocks_of(Message(blocks=tuple(lines[:stop]))) for stop in stops), whole):
        rest = rest_of(blocks, numbered(standing))
        assert rest is not None
        standing += rest
    assert said(standing) == said(whole)
    assert rest_of(whole, standing) == []


def test_what_begins_otherwise_has_no_rest() -> None:
    """Other words, another order, or more than there is in the end: then nothing can be added."""
    one, two = (blocks_of(Message(blocks=(Text(plain(words * 40)),))) for words in ("one ", "two "))
    both = one + two
    assert rest_of(both, one) == two and rest_of(both, []) == both
    assert rest_of(both, two) is rest_of(one, both) is rest_of([], one) is None


def test_the_first_block_alone_leaves_all_others() -> None:
    """What was begun with its first block is ended with all others, as they are."""
    whole = blocks_of(Message(blocks=tuple(Text(plain(w)) for w in ("a" * 90, "b", "c")), footer="As of today"))
    assert rest_of(whole, whole[:1]) == whole[1:]
