"""Messages are stored as they are: what is read back later is what was posted."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.message import (
    Action,
    Block,
    Bold,
    Bullets,
    Cite,
    Fields,
    Heading,
    Link,
    Message,
    Place,
    Plain,
    Quote,
    Rule,
    SourceLine,
    Sources,
    Span,
    Table,
    Text,
    Time,
)
from bot.domain.places import Destination
from storage.messages import message_json, read_message

words = st.text(st.characters(), max_size=12)
zones = st.sampled_from([UTC, timezone(timedelta(hours=3)), timezone(timedelta(hours=-9, minutes=-30))])
SPANS = {
    Plain: st.builds(Plain, words),
    Bold: st.builds(Bold, words),
    Link: st.builds(Link, words, words),
    Time: st.builds(Time, st.datetimes(timezones=zones)),
    Place: st.builds(Place, st.builds(Destination, platform=words, channel=words, thread=words, user=words)),
    Cite: st.builds(Cite, st.lists(st.integers(1, 99), max_size=3).map(tuple)),
}
inline = st.lists(st.one_of(*SPANS.values()), max_size=4).map(tuple)
lines = st.lists(inline, max_size=3).map(tuple)
source_lines = st.builds(
    SourceLine,
    number=st.integers(1, 99),
    version=st.integers(0, 9),
    **{name: words for name in SourceLine.__annotations__ if name not in ("number", "version")},
)
actions = st.builds(
    Action,
    what=st.sampled_from(["rate", "sources", "sides", "more", "share"]),
    facts=st.lists(words, max_size=3).map(tuple),
    as_of=st.none() | st.datetimes(timezones=zones),
)
BLOCKS = {
    Text: st.builds(Text, inline),
    Bullets: st.builds(Bullets, lines),
    Fields: st.builds(Fields, st.lists(st.tuples(words, inline), max_size=3).map(tuple)),
    Quote: st.builds(Quote, words, inline),
    Table: st.builds(Table, st.lists(words, max_size=3).map(tuple), st.lists(lines, max_size=3).map(tuple)),
    Heading: st.builds(Heading, words),
    Sources: st.builds(Sources, st.lists(source_lines, max_size=2).map(tuple)),
    Rule: st.builds(Rule),
}
messages = st.builds(
    Message,
    title=words,
    blocks=st.lists(st.one_of(*BLOCKS.values()), max_size=5).map(tuple),
    footer=words,
    fact_ids=st.lists(words, max_size=3).map(tuple),
    actions=st.lists(actions, max_size=3).map(tuple),
)


def test_every_kind_is_tried() -> None:
    """A block or span that is added to messages must be stored as well."""
    assert set(SPANS) == set(get_args(Span))
    assert set(BLOCKS) == set(get_args(Block))


@given(messages)
def test_a_message_comes_back_as_it_was(message: Message) -> None:
    """Whatever a message holds, it is read back equal, each block and span as its own kind."""
    assert read_message(message_json(message)) == message


@pytest.mark.parametrize("kind", [*BLOCKS], ids=lambda k: k.__name__)
def test_every_block_comes_back(kind: type[object]) -> None:
    """Each kind of block is read back as that kind, even one without anything in it."""
    made: dict[type[object], Block] = {
        Text: Text(()),
        Bullets: Bullets(()),
        Fields: Fields(()),
        Quote: Quote("", ()),
        Table: Table((), ()),
        Heading: Heading(""),
        Sources: Sources(()),
        Rule: Rule(),
    }
    (read,) = read_message(message_json(Message(blocks=(made[kind],)))).blocks
    assert type(read) is kind and read == made[kind]


def test_it_is_stored_in_plain_ascii() -> None:
    """Text that no database takes, such as half a character or NUL, is stored and comes back."""
    message = Message(title="a\ud800\0", blocks=(Text((Plain("Erdoğan 🗺"),)),))
    assert message_json(message).isascii() and "\0" not in message_json(message)
    assert read_message(message_json(message)) == message


def test_what_was_stored_before_there_were_buttons() -> None:
    """A message of an older version has no actions, and its sources name no versions."""
    line = (
        '{"number":1,"fact_id":"a/1","publisher":"","title":"","url":"","published":"","said_by":"","event_date":"",'
        '"grade":""}'
    )
    message = read_message(f'{{"title":"T","blocks":[{{"lines":[{line}],"is":"sources"}}],"footer":"","fact_ids":[]}}')
    (sources,) = message.blocks
    assert isinstance(sources, Sources)
    assert (message.actions, sources.lines[0].fact_id, sources.lines[0].version) == ((), "a/1", 0)
