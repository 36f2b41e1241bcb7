"""Models that tell everything on: what they were told, or marks of their own, in every string of every reply."""

from __future__ import annotations

from typing import Any

from tests.servers.openai import Brain
from tests.talkers import facts_of, honest, parts_of

Json = Any
MARK = "zebracanary"
"""What a model puts into all that it says; no fact has it."""
PIECE = 250
"""Characters of what it was told in one string: more than that is no question."""


def echoing(job: str, rules: str, data: str, schema: dict[str, Any]) -> Json:
    """Says its rules and its data, whole and in pieces, wherever it can."""
    told = f"{rules}\n{data}"
    if job == "understand":
        return _meant(parts_of(data)["question"], told[-PIECE:])
    if job == "choose":
        return {"facts": [1], "rules": told}
    pieces = [told, rules, rules[:PIECE], rules[-PIECE:], data[:PIECE]]
    return _said(job, data, schema, [f"{w} {p}" for w, p in zip([*facts_of(data), *[""] * 5], pieces, strict=False)])


def marking(job: str, rules: str, data: str, schema: dict[str, Any]) -> Json:
    """Says what an honest one would, with its mark in each sentence, name, time and kind."""
    if job == "understand":
        return _meant(parts_of(data)["question"], MARK)
    if job == "choose":
        return {"facts": [1], MARK: MARK}
    return _said(job, data, schema, [w.replace(" ", f" {MARK} ", 1) for w in [*facts_of(data), MARK]])


def asking_else(asked: str, time: str = "") -> Brain:
    """Says that this is what was asked, or a time in it, and all else as an honest one would."""

    def say(job: str, rules: str, data: str, schema: dict[str, Any]) -> Json:
        told = honest(job, rules, data, schema)
        return told | {"question": asked or told["question"], "time": time} if job == "understand" else told

    return say


def _meant(question: str, more: str) -> Json:
    long = f"{question.rstrip('?')} {' '.join(more.split())}"
    return {"question": long[:PIECE], "language": "en", "names": [more, MARK], "time": more, "kind": more}


def _said(job: str, data: str, schema: dict[str, Any], texts: list[str]) -> Json:
    if job == "back":
        return {"sentences": [texts[0]] * len(parts_of(data)["sentences"].splitlines())}
    local = "local" in schema["properties"]["sentences"]["items"]["properties"]
    return {"sentences": [{"text": t, "facts": [1]} | ({"local": t} if local else {}) for t in texts]}
