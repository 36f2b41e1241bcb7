"""What the index holds for a fact, worked out before it is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

from bot.domain import asking
from bot.domain.asking.demand import marked
from bot.domain.asking.words import fold
from bot.domain.facts import Case, Fact
from storage import bodies


@cache
def rules() -> str:
    """Changes when the code that reads questions changes: what it made of stored asks must then be made anew."""
    files = sorted(Path(asking.__file__).parent.glob("*.py"))
    return _digest(*(file.read_text(encoding="utf-8") for file in files))


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """A fact with its body. `digest` tells its versions apart, `indexed` also what else the index holds for it.

    `indexed` begins with the rules and a colon.
    """

    fact: Fact
    asked: tuple[str, ...]
    body: str
    digest: str
    indexed: str


def prepare_facts(case: Case) -> list[Prepared]:
    """The facts of a case in their order."""
    return [_prepare(fact, case.asked.get(fact.id, ())) for fact in case.facts]


def _prepare(fact: Fact, asked: tuple[str, ...]) -> Prepared:
    body = bodies.fact_body(fact)
    digest = _digest(body, str(bodies.seconds(fact.known_at)))
    indexed = f"{rules()}:{_digest(digest, fact.source.title, *asked)}"
    return Prepared(fact=fact, asked=asked, body=body, digest=digest, indexed=indexed)


def _digest(*parts: str) -> str:
    return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexRows:
    """The rows that the index gets for some facts, one list a table."""

    fts: list[dict[str, object]]
    asked: list[dict[str, object]]
    topics: list[dict[str, object]]
    names: list[dict[str, object]]
    links: list[dict[str, object]]


def index_rows(facts: Sequence[tuple[int, Prepared]]) -> IndexRows:
    """What to index for these facts, by row."""
    rows = IndexRows(fts=[], asked=[], topics=[], names=[], links=[])
    for row, prepared in facts:
        fact = prepared.fact
        names = tuple(dict.fromkeys(n for n in (fact.said_by, *fact.places, *fact.actors) if n))
        asks = (*fact.asks, *prepared.asked)
        rows.fts.append(
            {
                "row": row,
                "statement": fold(fact.statement),
                "names": fold("\n".join(names)),
                "headline": fold(fact.source.title),
                "asks": fold("\n".join(asks)),
            }
        )
        rows.asked.append({"row": row, "stems": ask_stems(asks)})
        rows.topics.extend({"row": row, "topic": topic} for topic in dict.fromkeys(fact.topics))
        rows.names.extend({"row": row, "name": name} for name in names)
        rows.links.extend(_links(fact))
    return rows


def ask_stems(asks: Iterable[str]) -> str:
    """The asks of a fact as stems, as they are stored."""
    return bodies.to_json([s for ask in asks if (s := marked(ask))])


def _links(fact: Fact) -> list[dict[str, object]]:
    outcomes = fact.deadline.outcome_facts if fact.deadline else ()
    kinds = (("dispute", fact.disputes), ("supersede", fact.supersedes), ("outcome", outcomes))
    return [{"from_id": fact.id, "kind": kind, "to_id": to} for kind, ids in kinds for to in dict.fromkeys(ids) if to]


def fact_row(row: int, version: int, prepared: Prepared) -> dict[str, object]:
    """The columns of a new version of a fact."""
    fact, span = prepared.fact, prepared.fact.span
    return {
        "row": row,
        "id": fact.id,
        "version": version,
        "kind": fact.kind,
        "measure": fact.figure.measure if fact.figure else "",
        "known_at": bodies.seconds(fact.known_at),
        "event_from": span.first.isoformat(),
        "event_to": span.last.isoformat(),
        "due_at": bodies.seconds(fact.deadline.due_at) if fact.deadline else None,
        "source_id": fact.source.id,
        "digest": prepared.digest,
        "indexed": prepared.indexed,
    }
