"""What makes one fact right beyond its single values.

Rules look at drafts, facts as tables, because a fact with one mistake must still be checked for others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.errors import Problem

FIGURE_KEYS = ("value", "value_high", "unit", "bound", "measure")
DEADLINE_KEYS = ("due", "set_by", "addressed_to", "outcome", "outcome_facts", "outcome_on")
LINK_KEYS = ("disputes", "supersedes", "outcome_facts")


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A fact as a table of values. `file` is where it stands, `bad` its keys whose mistakes are already told."""

    file: str
    source_id: str
    held: Mapping[str, Any]
    bad: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        return str(self.held["id"])

    def links(self, key: str) -> tuple[str, ...]:
        return tuple(self.held.get(key) or ())

    def problem(self, key: str, what: str, todo: str, *, warning: bool = False) -> Problem:
        return Problem(where=f"{self.file}, {self.id}, {key}", what=what, todo=todo, warning=warning)


def check_fact(draft: Draft) -> Iterator[Problem]:
    """Mistakes that one fact makes on its own."""
    by_kind = () if "kind" in draft.bad else (*_figure(draft.held), *_deadline(draft))
    for key, what, todo in (*_id(draft), *by_kind, *_own_links(draft)):
        if key not in draft.bad:
            yield draft.problem(key, what, todo)


Mistake = tuple[str, str, str]


def _id(draft: Draft) -> Iterator[Mistake]:
    expected = f"{draft.source_id}/"
    if draft.source_id and not re.fullmatch(re.escape(expected) + r"[1-9][0-9]*", draft.id):
        yield "id", "is not the id of the source, a slash and a number", f"write it as {expected}1, {expected}2 …"


def _figure(held: Mapping[str, Any]) -> Iterator[Mistake]:
    if held["kind"] != "figure":
        for key in FIGURE_KEYS:
            if key in held:
                yield key, f"belongs to figures, and this fact is of kind {held['kind']}", "remove it, or set the kind"
        return
    if "value" not in held:
        yield "value", "is missing, and this fact is a figure", "add the number, or set another kind"
    if not held.get("unit"):
        yield "unit", "is missing, and this fact is a figure", 'add what is counted, such as unit = "people"'
    if "bound" not in held:
        yield "bound", "is missing, and this fact is a figure", "add exact, about, at-least or at-most"
    value, high, unit = held.get("value"), held.get("value_high"), str(held.get("unit", ""))
    percent = "percent" in unit.lower() or "%" in unit
    if high is not None and value is not None and high < value:
        yield "value_high", f"{high:g} is less than value, {value:g}", "exchange the two"
    for key, number in (("value", value), ("value_high", high)):
        if number is None:
            continue
        if number < 0:
            yield key, f"{number:g} is negative", "count from zero up, and say the direction in the unit"
        if percent and number > 100:
            yield key, f"{number:g} percent is more than all", "correct the value or the unit"


def _deadline(draft: Draft) -> Iterator[Mistake]:
    held = draft.held
    if held["kind"] != "deadline":
        for key in DEADLINE_KEYS:
            if key in held:
                yield (
                    key,
                    f"belongs to deadlines, and this fact is of kind {held['kind']}",
                    "remove it, or set the kind",
                )
        return
    for key in ("due", "set_by", "addressed_to"):
        if not held.get(key):
            yield key, "is missing, and this fact is a deadline", "add it, or set another kind"
    if held.get("outcome"):
        if not held.get("outcome_facts"):
            yield "outcome_facts", f"is empty, and the outcome is {held['outcome']}", "name the facts that tell it"
        if not held.get("outcome_on"):
            yield "outcome_on", f"is empty, and the outcome is {held['outcome']}", "add the day on which it was decided"
    elif held.get("outcome_on") and "outcome" not in draft.bad:
        yield "outcome_on", "is set without an outcome", "add the outcome, or remove the day"


def _own_links(draft: Draft) -> Iterator[Mistake]:
    for key in LINK_KEYS:
        links = draft.links(key)
        if draft.id in links:
            yield key, "names the fact itself", "remove it"
        for twice in (i for i, n in Counter(links).items() if n > 1):
            yield key, f"names {twice} twice", "remove one"
