"""Facts, sources and the rest as JSON bodies, and back. A body holds what its row has no column for."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from bot.domain.edtf import Span
from bot.domain.facts import CaseInfo, Deadline, Entity, Fact, Figure, Gap, Measure, Source


def to_json(value: object) -> str:
    """Compact JSON that is the same for equal values; days and instants in ISO 8601."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=_iso)


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a body")


def seconds(instant: datetime) -> int:
    """Whole seconds since 1970 up to the instant."""
    return int(instant.timestamp() // 1)


@lru_cache(maxsize=4096)
def instant(second: int) -> datetime:
    """The UTC instant of a number of seconds since 1970."""
    return datetime.fromtimestamp(second, UTC)


def value_body(value: Entity | Measure | Gap | CaseInfo) -> str:
    """The body of a value that is stored whole."""
    return to_json(asdict(value))


def fact_body(fact: Fact) -> str:
    """All of a fact except id, version, known_at and source."""
    body: dict[str, Any] = {
        name: value
        for name in _PLAIN
        if (value := getattr(fact, name)) or name in ("statement", "event_date", "credibility")
    }
    if fact.figure:
        body["figure"] = asdict(fact.figure)
    if fact.deadline:
        body["deadline"] = asdict(fact.deadline)
    return to_json(body)


_LISTS = ("places", "actors", "topics", "asks", "supersedes", "disputes")
_PLAIN = ("kind", "statement", "said_by", "event_date", "credibility", "paragraph", "note", *_LISTS)


def read_fact(fact_id: str, version: int, known_at: int, body: str, source: Source) -> Fact:
    """A fact from its columns, its body and its source."""
    held: dict[str, Any] = json.loads(body)
    for name in _LISTS:
        if name in held:
            held[name] = tuple(held[name])
    if figure := held.get("figure"):
        held["figure"] = Figure(**figure)
    if deadline := held.get("deadline"):
        held["deadline"] = _read_deadline(deadline)
    held.setdefault("said_by", "")
    return Fact(id=fact_id, version=version, known_at=instant(known_at), source=source, **held)


def _read_deadline(held: dict[str, Any]) -> Deadline:
    held["due_at"] = datetime.fromisoformat(held["due_at"])
    held["outcome_facts"] = tuple(held["outcome_facts"])
    if held["outcome_on"]:
        held["outcome_on"] = date.fromisoformat(held["outcome_on"])
    return Deadline(**held)


def source_body(source: Source) -> str:
    """The body of a source."""
    return to_json(asdict(source))


def read_source(body: str) -> Source:
    """A source from its body."""
    held = json.loads(body)
    held["published"] = date.fromisoformat(held["published"])
    return Source(**held)


def read_entity(body: str) -> Entity:
    """An entity from its body."""
    held = json.loads(body)
    return Entity(**{**held, "aliases": tuple(held["aliases"]), "metonyms": tuple(held["metonyms"])})


def read_measure(body: str) -> Measure:
    """A measure from its body."""
    return Measure(**json.loads(body))


def read_gap(body: str) -> Gap:
    """A known gap from its body."""
    held = json.loads(body)
    return Gap(**{**held, "near": tuple(held["near"])})


def read_case_info(body: str) -> CaseInfo:
    """What a case says of itself, from its body."""
    held = json.loads(body)
    if period := held["period"]:
        held["period"] = Span(date.fromisoformat(period["first"]), date.fromisoformat(period["last"]))
    return CaseInfo(**held)


def read_stems(body: str) -> tuple[tuple[str, ...], ...]:
    """The asks of a fact, each as its stems."""
    return tuple(tuple(ask) for ask in json.loads(body))
