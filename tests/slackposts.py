"""The posts of Slack that a message becomes, read back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bot.domain.delivery import Page
from bot.domain.message import SourceLine
from tests.slackmarks import told

Json = dict[str, Any]


def blocks(page: Page) -> list[Json]:
    """The blocks of a post, as its bytes have them."""
    found: list[Json] = json.loads(page.body)["blocks"]
    return found


def shown(page: Page) -> str:
    """The words of a post's blocks, without its buttons."""
    return told([b for b in blocks(page) if b["type"] not in ("actions", "context_actions")])


def of_type(page: Page, kind: str) -> list[Json]:
    return [b for b in blocks(page) if b["type"] == kind]


def text_parts(made: list[Json]) -> Iterator[list[Json]]:
    """The elements of each section, quote and item of a list."""
    for part in (p for b in made if b["type"] == "rich_text" for p in b["elements"]):
        for inner in part["elements"] if part["type"] == "rich_text_list" else [part]:
            yield inner["elements"]


def source(number: int) -> SourceLine:
    return SourceLine(
        number=number,
        fact_id=f"fact-{number}/1",
        publisher="OCHA",
        title=f"Report {number}",
        url=f"https://example.org/{number}",
        published="1 March 2020",
        said_by="OCHA",
        event_date="1 March 2020",
        grade="A1",
    )
