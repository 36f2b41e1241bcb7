from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.delivery import Destination
from bot.domain.message import (
    Cite,
    Link,
    Message,
    Place,
    Plain,
    Table,
    Time,
    plain,
)
from handlers.slack.render import render, view_blocks
from tests.slackmarks import told
from tests.slackposts import blocks, of_type


def figures(count: int) -> Table:
    rows = tuple((plain(f"{n} March 2020"), (Plain(f"about {n}"), Cite((n,))), plain("")) for n in range(1, count + 1))
    return Table(("Data to", "Figure", "Said by"), rows)


def test_a_compact_table_is_a_table() -> None:
    """Short cells stand in columns under their headings, with their numbers; an empty one has a dash."""
    (table,) = of_type(render(Message(blocks=(figures(2),)))[0], "table")
    assert [[cell["text"] for cell in row] for row in table["rows"]] == [
        ["Data to", "Figure", "Said by"],
        ["1 March 2020", "about 1\u00a0[1]", "–"],
        ["2 March 2020", "about 2\u00a0[2]", "–"],
    ]


def test_only_one_table_stands_in_a_post() -> None:
    """Slack takes one; a second one is told in lines, and so is any in App Home, where there are none."""
    message = Message(blocks=(figures(2), figures(3)))
    assert [b["type"] for b in blocks(render(message)[0])] == ["table", "rich_text"]
    assert [b["type"] for b in view_blocks(message)] == ["rich_text", "rich_text"]
    assert "3 March 2020: about 3\u00a0[3]" in told(view_blocks(message)).replace("\n", "")


@pytest.mark.parametrize(
    "odd",
    [
        (plain("word " * 20), plain("b")),
        (plain("a"),),
        (plain("a"), (Link("b", "https://example.org"),)),
        (plain("a"), (Place(Destination(platform="slack", channel="C012AB3CD")),)),
    ],
)
def test_what_is_not_compact_is_no_table(odd: tuple[Any, ...]) -> None:
    """Long, missing or linked cells are told in lines, or in quotes one below the other."""
    page = render(Message(blocks=(Table(("A", "B"), (odd, (plain("c"), plain("d")))),)))[0]
    assert of_type(page, "table") == [] and of_type(page, "rich_text")


def test_a_long_table_goes_on_in_the_next_post() -> None:
    """Every row is on some page, under the headings of its table."""
    pages = render(Message(blocks=(figures(250),)))
    rows = [row for p in pages for b in of_type(p, "table") for row in b["rows"][1:]]
    assert len(pages) > 1 and [row[0]["text"] for row in rows] == [f"{n} March 2020" for n in range(1, 251)]


def test_a_date_in_a_table_is_told_in_utc() -> None:
    """A cell has no date of each reader's own, so it says whose it is."""
    row = ((Time(datetime(2020, 2, 12, tzinfo=UTC)),), plain("x"))
    (table,) = of_type(render(Message(blocks=(Table(("When", "What"), (row, row)),)))[0], "table")
    assert table["rows"][1][0]["text"] == "12 February 2020, 00:00 UTC"
