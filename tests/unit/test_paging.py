from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.message import (
    Block,
    Bullets,
    Cite,
    Fields,
    Heading,
    Message,
    Plain,
    SourceLine,
    Sources,
    Table,
    Text,
    plain,
)
from handlers.paging import LEAST, pages
from handlers.plain import render


def line(number: int, title: str = "Title") -> SourceLine:
    return SourceLine(
        number=number,
        fact_id=f"src/{number}",
        publisher="Publisher",
        title=title,
        url=f"https://example.org/{number}",
        published="1 March 2020",
        said_by="Somebody",
        event_date="1 March 2020",
        grade="B2",
    )


def claim(number: int, words: int = 12) -> tuple[Plain, Cite]:
    return (Plain(f"c{number} " + "word " * words + f"c{number}"), Cite((number,)))


words = st.integers(0, 60)


@st.composite
def messages(draw: st.DrawFn) -> Message:
    blocks: list[Block] = []
    count = 0

    def claims(most: int) -> list[tuple[Plain, Cite]]:
        nonlocal count
        found = []
        for size in draw(st.lists(words, min_size=1, max_size=most)):
            count += 1
            found.append(claim(count, size))
        return found

    for kind in draw(st.lists(st.sampled_from(("text", "list", "table", "fields", "heading")), min_size=1, max_size=8)):
        match kind:
            case "text":
                blocks.append(Text(claims(1)[0]))
            case "list":
                blocks.append(Bullets(tuple(claims(6))))
            case "table":
                blocks.append(Table(("Who", "Says", "Grade"), tuple((plain("W"), c, plain("B2")) for c in claims(6))))
            case "fields":
                blocks.append(Fields(tuple((f"N{i}", c) for i, c in enumerate(claims(3)))))
            case _:
                blocks.append(Heading(draw(st.text("abc ", max_size=30))))
    titles = draw(st.lists(st.text("abc ", max_size=300), min_size=count, max_size=count))
    sources = tuple(line(n, t) for n, t in enumerate(titles, 1))
    return Message(title=draw(st.text("abc ", max_size=400)), blocks=(*blocks, Sources(sources)), footer="As of now")


@settings(max_examples=150, deadline=None)
@given(messages(), st.integers(LEAST, 3000))
def test_pages_keep_claims_and_numbers_together(message: Message, limit: int) -> None:
    """Every page fits, every claim stands once and in order on one page with its number, and no source is lost."""
    made = pages(message, limit)
    texts = [render(p) for p in made]
    assert all(len(t) <= limit for t in texts)
    numbers = [s.number for b in message.blocks if isinstance(b, Sources) for s in b.lines]
    seen = []
    for page in made:
        body = render(page, sources=False)
        starts = re.findall(r"\bc(\d+) ", body)
        cited = re.findall(r"\[(\d+)\]", body)
        ordered = list(dict.fromkeys(starts))
        assert ordered == list(dict.fromkeys(cited))
        seen += [int(n) for n in ordered]
    assert seen == numbers
    assert [s.number for p in made for b in p.blocks if isinstance(b, Sources) for s in b.lines] == numbers
    assert made[-1].footer == "As of now"
    assert not any(p.title for p in made[1:])


def test_sources_stand_on_the_page_of_their_claim() -> None:
    """Where there is room, a reader of one page finds the sources of all that it says."""
    message = Message(
        blocks=(Bullets(tuple(claim(n) for n in range(1, 21))), Sources(tuple(line(n) for n in range(1, 21))))
    )
    made = pages(message, 1000)
    assert len(made) > 2
    for page in made:
        cited = set(re.findall(r"\[(\d+)\]", render(page, sources=False)))
        assert {str(s.number) for b in page.blocks if isinstance(b, Sources) for s in b.lines} == cited


def test_what_fits_is_left_alone() -> None:
    """A message within the limit is one page, unchanged."""
    message = Message(title="T", blocks=(Text(claim(1)), Sources((line(1),))), footer="F")
    assert pages(message, 2000) == [message]


def test_a_claim_longer_than_a_page_is_shortened_and_keeps_its_number() -> None:
    """Too long a claim loses words, not its number or source."""
    message = Message(blocks=(Text(claim(1, 2000)), Sources((line(1),))))
    text, sources = [render(page) for page in pages(message, 600)]
    assert text.endswith("… [1]")
    assert "[1] Publisher" in sources


def test_a_limit_without_room_is_refused() -> None:
    """A limit that cannot hold one source is a mistake of the caller."""
    with pytest.raises(ValueError, match="below"):
        pages(Message(), LEAST - 1)
