"""Messages of any kind, with whatever in them, for tests of what platforms make of them."""

from __future__ import annotations

from datetime import UTC
from typing import Literal

from hypothesis import strategies as st

from bot.domain.delivery import Destination
from bot.domain.message import (
    Action,
    Block,
    Bold,
    Bullets,
    Cite,
    Fields,
    Heading,
    Inline,
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

EVERY_ACTION: tuple[Literal["share", "rate", "more", "sources", "sides"], ...] = (
    "share", "rate", "more", "sources", "sides",
)  # fmt: skip

Texts = st.SearchStrategy[str]


def places_of(texts: Texts, channels: Texts) -> st.SearchStrategy[Destination]:
    """Places of any platform."""
    return st.builds(
        Destination,
        platform=st.sampled_from(("discord", "slack")) | texts,
        channel=channels,
        thread=st.just("") | texts,
        user=st.just("") | texts,
    )


def any_message(texts: Texts, urls: Texts, places: st.SearchStrategy[Destination]) -> st.SearchStrategy[Message]:
    """Messages of such texts, some of them long, addresses and places."""
    long_texts = st.one_of(texts, st.builds(lambda text, n: text * n, texts, st.sampled_from((1, 30, 400))))
    inline = _inline(texts, long_texts, urls, places)
    return st.builds(
        Message,
        title=long_texts,
        question=long_texts,
        blocks=st.lists(_blocks(texts, long_texts, urls, inline), max_size=12).map(tuple),
        footer=long_texts,
        actions=st.lists(st.builds(Action, what=st.sampled_from(EVERY_ACTION)), unique=True).map(tuple),
    )


def _inline(
    texts: Texts, long_texts: Texts, urls: Texts, places: st.SearchStrategy[Destination]
) -> st.SearchStrategy[Inline]:
    numbers = st.lists(st.integers(10_000, 99_999), max_size=3) | st.lists(st.integers(10_000, 99_999), max_size=400)
    spans: st.SearchStrategy[Span] = st.one_of(
        st.builds(Plain, long_texts),
        st.builds(Bold, texts),
        st.builds(Link, texts, urls),
        st.builds(Time, st.datetimes(timezones=st.just(UTC))),
        st.builds(Cite, numbers.map(tuple)),
        st.builds(Place, places),
    )
    return st.lists(spans, max_size=5).map(tuple)


def _blocks(
    texts: Texts, long_texts: Texts, urls: Texts, inline: st.SearchStrategy[Inline]
) -> st.SearchStrategy[Block]:
    lines = st.builds(
        SourceLine,
        number=st.integers(10_000, 99_999),
        fact_id=long_texts,
        publisher=long_texts,
        title=long_texts,
        url=urls,
        published=texts,
        said_by=long_texts,
        event_date=texts,
        grade=texts,
    )
    rows = st.lists(st.lists(inline, max_size=6).map(tuple)).map(tuple)
    return st.one_of(
        st.builds(Text, inline),
        st.builds(Bullets, st.lists(inline, max_size=5).map(tuple)),
        st.builds(Fields, st.lists(st.tuples(texts, inline), max_size=3).map(tuple)),
        st.builds(Quote, long_texts, inline),
        st.builds(Table, st.lists(texts, max_size=5).map(tuple), rows),
        st.builds(Heading, long_texts),
        st.builds(Sources, st.lists(lines, max_size=6).map(tuple)),
        st.builds(Rule),
    )
