"""The questions that are fitted on, as their files have them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NotRequired, TypedDict

from bot.domain.facts import Fact

ARTICLE = "idlib-2020-02-14"
"""The source that questions with paragraphs are about; nothing else is loaded for them."""
Expect = Literal["answer", "disputed", "abstain"]


class Line(TypedDict):
    """What the fit reads of a line; README.md beside the files tells the rest."""

    question: str
    as_of: NotRequired[str | None]
    expect: Expect
    facts: NotRequired[list[str]]
    paras: NotRequired[list[int]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A question with what a right answer cites: one of `facts`, or of the `paragraphs` of the article.

    `as_of` is the moment as it was written, empty where everything counts.
    """

    text: str
    as_of: str
    expect: Expect
    facts: frozenset[str]
    paragraphs: frozenset[int]

    @property
    def answerable(self) -> bool:
        """Does the base hold an answer?"""
        return self.expect != "abstain"

    def is_right(self, fact: Fact) -> bool:
        """Is this a fact that answers?"""
        return fact.id in self.facts or (fact.source.id == ARTICLE and fact.paragraph in self.paragraphs)


def read_questions(file: Path) -> list[Asked]:
    """The questions of a file, one JSON object a line."""
    return [_asked(json.loads(text)) for text in file.read_text(encoding="utf-8").splitlines()]


def on_article(asked: Sequence[Asked]) -> bool:
    """Are these questions about the article alone?"""
    return any(q.paragraphs for q in asked)


def _asked(line: Line) -> Asked:
    return Asked(
        text=line["question"],
        as_of=line.get("as_of") or "",
        expect=line["expect"],
        facts=frozenset(line.get("facts", ())),
        paragraphs=frozenset(line.get("paras", ())),
    )
