"""From the checked tables of a case to domain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.edtf import Span
from bot.domain.fact_rules import Draft
from bot.domain.facts import CaseInfo, Deadline, Entity, Fact, Figure, Gap, Measure, Source

Held = Mapping[str, Any]
GENERAL = "general"


def case_info(held: Held) -> CaseInfo:
    """What case.toml says; without it an id of "" and the zone UTC."""
    period = held.get("period")
    return CaseInfo(
        id=held.get("id", ""),
        title=held.get("title", ""),
        description=held.get("description", ""),
        timezone=held.get("timezone", "UTC"),
        language=held.get("language", "en"),
        licence=held.get("licence", ""),
        version=held.get("version", ""),
        period=Span(period["start"], period["end"]) if period else None,
    )


def known_from(published: date, zone: ZoneInfo) -> datetime:
    """The instant from which a document of this day is known: the start of the day in the zone of the case."""
    return datetime.combine(published, time(), zone).astimezone(UTC)


def facts(drafts: Iterable[Draft], sources: Mapping[str, Held], timezone: str) -> Iterator[Fact]:
    """The facts of drafts in which there is no mistake; `sources` are by file."""
    zone = ZoneInfo(timezone)
    made: dict[str, Source] = {}
    for draft in drafts:
        source = made.setdefault(draft.file, Source(**sources[draft.file]))
        yield _fact(draft.held, source, known_from(source.published, zone))


def _fact(held: Held, source: Source, known_at: datetime) -> Fact:
    return Fact(
        id=held["id"],
        kind=held["kind"],
        statement=held["statement"],
        said_by=held.get("said_by", ""),
        event_date=held["event_date"],
        known_at=known_at,
        credibility=held["credibility"],
        source=source,
        paragraph=held.get("paragraph", 0),
        note=held.get("note", ""),
        figure=_figure(held) if held["kind"] == "figure" else None,
        deadline=_deadline(held) if held["kind"] == "deadline" else None,
        places=tuple(held.get("places", ())),
        actors=tuple(held.get("actors", ())),
        topics=tuple(held.get("topics", ())),
        asks=tuple(held.get("asks", ())),
        supersedes=tuple(held.get("supersedes", ())),
        disputes=tuple(held.get("disputes", ())),
    )


def _figure(held: Held) -> Figure:
    return Figure(
        value=held["value"],
        unit=held["unit"],
        bound=held["bound"],
        measure=held.get("measure", ""),
        value_high=held.get("value_high"),
    )


def _deadline(held: Held) -> Deadline:
    return Deadline(
        due_at=held["due"],
        set_by=held["set_by"],
        addressed_to=held["addressed_to"],
        outcome=held.get("outcome") or None,
        outcome_facts=tuple(held.get("outcome_facts", ())),
        outcome_on=held.get("outcome_on"),
    )


def entity(held: Held) -> Entity:
    """An entity; its `source` is the id of a fact that shows it, or "general" for common knowledge."""
    return Entity(
        name=held["name"],
        kind=held["kind"],
        aliases=tuple(held.get("aliases", ())),
        metonyms=tuple(held.get("metonyms", ())),
        description=held.get("description", ""),
        fact_id=held.get("source", "") if held.get("source") != GENERAL else "",
    )


def measure(held: Held) -> Measure:
    """A measure."""
    return Measure(id=held["id"], title=held["title"], unit=held["unit"], description=held["description"])


def gap(held: Held) -> Gap:
    """A known gap."""
    return Gap(
        id=held["id"],
        question=held["question"],
        kind=held["kind"],
        near=tuple(held.get("near", ())),
        lacks=held.get("lacks", ""),
    )
