"""What is checked, and what the check finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.domain.facts import Fact

Check = Literal[
    "citation",
    "number",
    "date",
    "name",
    "negation",
    "modality",
    "order",
    "speaker",
    "quotation",
    "address",
    "instruction",
    "markup",
    "word",
]
"""What a sentence is held to: `order` is direction and sequence (rose, before), `address` a URL or the like, `word`
any other word that carries meaning."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A sentence that somebody wants to publish, and the ids of the facts that it cites."""

    text: str
    cites: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """Why a sentence may not be published. `start` and `end` are the characters of its text that are wrong.

    `reason` may quote the sentence, and is for its writer alone. `told` says the same without a word of the sentence,
    with what the facts hold instead where that helps, and is for people.
    """

    check: Check
    start: int
    end: int
    reason: str
    told: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What came of a draft: `facts` are those that carry it, in the order of its citations."""

    draft: Draft
    facts: tuple[Fact, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def passed(self) -> bool:
        """May it be published?"""
        return not self.faults
