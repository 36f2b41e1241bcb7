"""What a model of the tests says: functions of the job, the rules, the data and the schema of the reply."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from tests.servers.openai.lies import lie

Json = Any
Schema = dict[str, Any]
Brain = Callable[[str, str, str, Schema], Json]
FACT = re.compile(r"^\W*(?P<id>[A-Za-z0-9][\w./-]*)(?:\]\s*:?|\s*[:|])\s*(?P<words>.*?\S)\s*$", re.MULTILINE)
"""A line of the data that tells a fact: its id in brackets, or followed by a colon or a bar; then its words."""


def honest(job: str, rules: str, data: str, schema: Schema) -> Json:
    """Says each fact of the data in the fact's own words, and of all else as little as the schema allows."""
    return fill(schema, schema, [(m["id"], m["words"]) for m in FACT.finditer(data)])


def blank(job: str, rules: str, data: str, schema: Schema) -> Json:
    """Says as little as the schema allows."""
    return fill(schema, schema, [])


def replay(values: Iterable[Json]) -> Brain:
    """Says what it was given, one after the other."""
    coming = iter(values)

    def say(job: str, rules: str, data: str, schema: Schema) -> Json:
        return next(coming)

    return say


def lying(seed: int = 0, brain: Brain = honest) -> Brain:
    """What another brain says, but no string of it stays true: see lies.py. The same seed lies in the same order."""
    count = 0

    def say(job: str, rules: str, data: str, schema: Schema) -> Json:
        nonlocal count
        count += 1
        facts = [(m["id"], m["words"]) for m in FACT.finditer(data)]
        return lie(brain(job, rules, data, schema), f"{seed}/{count}", rules, facts)

    return say


BRAINS: dict[str, Brain] = {"honest": honest, "blank": blank, "lying": lying()}


def fill(schema: Schema, whole: Schema, facts: list[tuple[str, str]]) -> Json:
    """The least value of a schema, but that a list of objects with words and ids has one for each fact."""
    if ref := schema.get("$ref"):
        return fill(at(whole, ref), whole, facts)
    if options := schema.get("anyOf"):
        return None if {"type": "null"} in options else fill(options[0], whole, facts)
    if "const" in schema:
        return schema["const"]
    if names := schema.get("enum"):
        return None if None in names else names[0]
    kind = schema.get("type", "object")
    if isinstance(kind, list):
        kind = "null" if "null" in kind else kind[0]
    match kind:
        case "object":
            return {name: fill(each, whole, facts) for name, each in schema.get("properties", {}).items()}
        case "array":
            item = schema.get("items", {})
            item = at(whole, item["$ref"]) if "$ref" in item else item
            if item.get("type") == "object":
                return [told for fact in facts if (told := tell(item, whole, fact)) is not None]
            return [fill(item, whole, facts) for _ in range(schema.get("minItems", 0))]
        case _:
            return {"null": None, "boolean": False, "integer": schema.get("minimum", 0), "number": 0.0}.get(kind, "")


def tell(item: Schema, whole: Schema, fact: tuple[str, str]) -> Json:
    """A fact as an object of a list: its words where a string stands, its id in a list of strings; None elsewhere."""
    parts = item.get("properties", {})
    words = [n for n, p in parts.items() if p.get("type") == "string" and "enum" not in p]
    ids = [n for n, p in parts.items() if p.get("type") == "array" and p.get("items", {}).get("type") == "string"]
    if len(words) != 1 or len(ids) != 1:
        return None
    return fill(item, whole, []) | {words[0]: fact[1], ids[0]: [fact[0]]}


def at(whole: Schema, ref: str) -> Schema:
    """What a reference such as `#/$defs/Sentence` means."""
    found = whole
    for name in ref.removeprefix("#/").split("/"):
        found = found[name]
    return found
