"""The rules that hold a case together, without any file."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import case_rules as rules
from bot.domain import case_values as values
from bot.domain.fact_rules import Draft, check_fact
from bot.domain.facts import Entity

DEADLINE = {"kind": "deadline", "due": "x", "set_by": "UN", "addressed_to": "all"}


def draft(number: int = 1, bad: frozenset[str] = frozenset(), **held: Any) -> Draft:
    table = {"id": f"un-1/{number}", "kind": "event", "statement": "So.", "event_date": "2020", "credibility": 1}
    return Draft(file="sources/un-1.toml", source_id="un-1", held={**table, **held}, bad=bad)


def keys(held: Mapping[str, Any], bad: frozenset[str] = frozenset()) -> list[str]:
    return [p.where.split(", ")[-1] for p in check_fact(draft(1, bad, **held))]


@pytest.mark.parametrize(
    ("held", "wrong"),
    [
        ({}, []),
        ({"kind": "figure", "value": 0.0, "unit": "cases", "bound": "exact"}, []),
        ({"kind": "figure"}, ["value", "unit", "bound"]),
        ({"kind": "figure", "value": 5.0, "value_high": 5.0, "unit": "cases", "bound": "about"}, []),
        ({"kind": "figure", "value": 5.0, "value_high": 4.0, "unit": "cases", "bound": "about"}, ["value_high"]),
        ({"kind": "figure", "value": 100.0, "unit": "percent", "bound": "exact"}, []),
        ({"kind": "figure", "value": 100.5, "unit": "% of all", "bound": "exact"}, ["value"]),
        (DEADLINE, []),
        ({**DEADLINE, "outcome": "", "outcome_facts": ["un-1/2"]}, []),
        ({**DEADLINE, "outcome": "met"}, ["outcome_facts", "outcome_on"]),
        ({"kind": "event", "due": "x"}, ["due"]),
        ({"disputes": ["un-1/1"]}, ["disputes"]),
        ({"supersedes": ["un-1/2", "un-1/2"]}, ["supersedes"]),
    ],
)
def test_one_fact(held: dict[str, Any], wrong: list[str]) -> None:
    """A fact by itself is right, or its wrong keys are named."""
    assert keys(held) == wrong


def test_what_is_told_already_is_not_told_again() -> None:
    """A key whose value could not be read leads to no second mistake, nor does a kind in the keys that hang on it."""
    assert keys({"kind": "figure", "unit": "cases", "bound": "exact"}, frozenset({"value"})) == []
    assert keys({"kind": "event", "due": "x"}, frozenset({"kind"})) == []


def test_circles_are_told_once() -> None:
    """Every circle of supersedes is one mistake, however long, and a diamond is none."""
    circle = [draft(1, supersedes=["un-1/2"]), draft(2, supersedes=["un-1/3"]), draft(3, supersedes=["un-1/1"])]
    found = [str(p) for p in rules.check_links(circle, partial=False)]
    assert len(found) == 1
    assert "un-1/1 → un-1/2 → un-1/3 → un-1/1" in found[0]
    diamond = [
        draft(1, supersedes=["un-1/2", "un-1/3"]),
        draft(2, supersedes=["un-1/4"]),
        draft(3, supersedes=["un-1/4"]),
        draft(4),
    ]
    assert list(rules.check_links(diamond, partial=False)) == []


def test_a_long_chain_is_no_circle() -> None:
    """Thousands of updates of one figure are followed without running out of stack."""
    chain = [draft(n, supersedes=[f"un-1/{n + 1}"]) for n in range(1, 5000)]
    assert list(rules.check_links([*chain, draft(5000)], partial=False)) == []


@given(
    st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)).filter(lambda p: p[0] != p[1]), max_size=12, unique=True)
)
def test_a_circle_is_told_exactly_if_there_is_one(pairs: list[tuple[int, int]]) -> None:
    """Any links among a few facts: a circle is told exactly if the facts cannot be put in order."""
    links: dict[int, list[str]] = {n: [] for n in range(1, 7)}
    for one, other in pairs:
        links[one].append(f"un-1/{other}")
    drafts = [draft(n, supersedes=ids) for n, ids in links.items()]
    told = any("circle" in p.what for p in rules.check_links(drafts, partial=False))
    left = dict(links)
    while free := [n for n, ids in left.items() if not any(int(to.split("/")[1]) in left for to in ids)]:
        for n in free:
            del left[n]
    assert told == bool(left)


def test_links_to_absent_facts_in_a_part_are_warnings() -> None:
    """In a part of a case a link to a fact that is not there is a warning, in a whole one a mistake."""
    for partial in (True, False):
        (found,) = rules.check_links([draft(1, disputes=["un-9/1"])], partial=partial)
        assert found.warning is partial


def test_clashing_aliases() -> None:
    """An alias of two entities, or one that is another's name, is a warning for each."""
    people = [
        Entity(name="A", kind="person", aliases=("X", "X")),
        Entity(name="B", kind="person", aliases=("X", "A")),
        Entity(name="C", kind="person", metonyms=("X",)),
    ]
    found = list(rules.check_entities("entities.toml", people))
    assert [p.what for p in found] == ["'X' also stands for A", "'A' also stands for A"]
    assert all(p.warning for p in found)


@given(st.text())
def test_lines_that_pass_can_be_shown(text: str) -> None:
    """A line that passes holds no control character and can be written as UTF-8."""
    control = any(ord(c) < 32 or 127 <= ord(c) < 160 or 0xD800 <= ord(c) < 0xE000 for c in text)
    if control:
        with pytest.raises(ValueError, match=r"U\+"):
            values.read_line(text)
    elif all(c.isprintable() for c in text):
        assert values.read_line(text) == text


@given(st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.none(), st.lists(st.integers()), st.dates()))
def test_numbers_days_and_instants_of_anything(value: object) -> None:
    """Any TOML value is read or refused with ValueError."""
    for read in (values.read_number, values.read_day, values.read_due):
        with suppress(ValueError):
            read(value)
