"""What a form found wrong with a table, as lines that tell where it is, what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.domain.case_values import nearest, say
from bot.domain.errors import Problem

_MUST_BE = {
    "string_type": "text in quotes",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "date_type": "a day without quotes such as 2020-02-14",
    "date_from_datetime_inexact": "a day without quotes such as 2020-02-14",
    "list_type": "a list in brackets",
    "dict_type": "a table",
    "model_type": "a table",
    "model_attributes_type": "a table",
}

_HINTS = {
    "event_date": "write it as 2020-02-12, 2020-02, 2020, or two of these with a slash between",
    "due": "write it as 2020-02-29T23:59:59+03:00",
    "credibility": "grade it from 1 (confirmed) to 6 (cannot be judged)",
    "reliability": "grade it from A (completely reliable) to F (cannot be judged)",
    "statement": "make it one claim of 1 to 300 characters",
    "url": "write the address of the document",
    "timezone": "write an IANA name such as Europe/Istanbul",
    "published": "write the day of publication, such as 2020-02-14",
}


def problems_of(mistakes: Iterable[Mapping[str, Any]], where: str, known: Iterable[str]) -> list[Problem]:
    """One problem a mistake, as pydantic lists them; `known` are the keys of the table."""
    return [_problem(mistake, where, list(known)) for mistake in mistakes]


def _problem(mistake: Mapping[str, Any], where: str, known: Sequence[str]) -> Problem:
    place = tuple(part for part in mistake["loc"] if part != "[key]")
    key = str(place[0]) if place else ""
    path = key + "".join(f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in place[1:])
    what, todo = _said(mistake, str(place[-1]) if place else "", known if len(place) == 1 else [])
    if key in _HINTS and mistake["type"] not in ("extra_forbidden", "missing"):
        todo = _HINTS[key]
    return Problem(where=f"{where}, {path}" if path else where, what=what, todo=todo or "correct it")


def _said(mistake: Mapping[str, Any], name: str, known: Sequence[str]) -> tuple[str, str]:
    """What is wrong, and what to do where that depends on the mistake."""
    kind, value, context = mistake["type"], mistake["input"], mistake.get("ctx", {})
    if kind == "extra_forbidden":
        return "unknown key", nearest(name, known, "remove it")
    if kind == "missing":
        return "is missing", "add it"
    if kind == "literal_error":
        choices = [c for c in str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ") if c]
        otherwise = f"choose from {', '.join(choices)}"
        return f"{say(value)} is not known here", nearest(value, choices, otherwise) if _is_text(value) else otherwise
    if kind in ("greater_than_equal", "less_than_equal"):
        low = kind == "greater_than_equal"
        return f"{say(value)} is {'less' if low else 'more'} than {context['ge' if low else 'le']}", ""
    if kind == "value_error":
        return str(context["error"]), ""
    if kind in _MUST_BE:
        return f"must be {_MUST_BE[kind]}, not {say(value)}", ""
    return str(mistake["msg"]), ""


def _is_text(value: object) -> bool:
    return isinstance(value, str)
