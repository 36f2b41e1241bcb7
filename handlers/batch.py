"""Questions and answers for programs: one JSON object a line, in and out, in the same order."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.answer import Answer, Question, Reply
from bot.domain.errors import BadRequest, SitrepError
from bot.domain.model import EXTRACTIVE, Engine
from handlers.answers import answer_message, status_of
from handlers.moments import parse_moment
from handlers.plain import render
from handlers.request import Services, Talk
from handlers.safe import question_text

Record = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One question of a line, or why there is none. `engine` is who may word its answer."""

    id: str
    text: str = ""
    as_of: datetime | None = None
    fault: str = ""
    engine: Engine = "model"


async def answer_lines(
    services: Services,
    lines: Iterable[bytes],
    *,
    as_of: datetime | None = None,
    why: bool = False,
    engines: Sequence[Engine] = ("model",),
) -> AsyncIterator[Record]:
    """Answer every line, once for each of the engines. `as_of` holds for questions that give none.

    A dialogue is one conversation of its own, which no other run sees; a lone question belongs to none. A line that
    cannot be read gives one record with the status `failed` and what is wrong. Nothing is added to the list of gaps.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        turns = read_line(line, number, zone=services.zone, now=services.clock.now())
        for engine in engines:
            talk = Talk(conversation=f"batch-{uuid.uuid4().hex}" if len(turns) > 1 else "")
            for asked in turns:
                if asked.fault:
                    yield failed(asked.id, asked.fault)
                else:
                    one = replace(asked, as_of=asked.as_of or as_of, engine=engine)
                    yield await answer_one(services, one, talk, why=why)


async def answer_one(
    services: Services, asked: Asked, talk: Talk, *, record: bool = False, why: bool = False
) -> Record:
    """Answer one question as a record."""
    now = services.clock.now()
    began = time.perf_counter()
    question = Question(
        text=asked.text,
        now=now,
        as_of=asked.as_of,
        asked_by=talk.asked_by,
        conversation=talk.conversation,
        workspace=talk.workspace,
        engine=asked.engine,
    )
    try:
        reply = await services.asker.ask(question, record=record)
    except SitrepError as error:
        return failed(asked.id, str(error))
    elapsed_ms = (time.perf_counter() - began) * 1000
    return to_record(asked.id, reply, zone=services.zone, elapsed_ms=elapsed_ms) | ({"why": reply.why} if why else {})


def to_record(record_id: str, reply: Reply, *, zone: str, elapsed_ms: float) -> Record:
    """A reply as an output object; `citations` are in the order of the numbers in `text`."""
    cited = reply.cited if isinstance(reply, Answer) else ()
    return {
        "id": record_id,
        "status": status_of(reply),
        "text": render(answer_message(reply, zone=zone), ZoneInfo(zone)),
        "citations": [
            {
                "fact": f.id,
                "version": f.version,
                "source": f.source.id,
                "paragraph": f.paragraph,
                "said_by": f.said_by,
                "event_date": f.event_date,
                "credibility": f.credibility,
            }
            for f in cited
        ],
        "related": [f.id for f in reply.related],
        "as_of": reply.as_of.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds"),
        "engine": reply.made.engine,
        "elapsed_ms": round(elapsed_ms, 2),
    }


def failed(record_id: str, text: str) -> Record:
    """The output object for a question that could not be asked."""
    return {
        "id": record_id,
        "status": "failed",
        "text": text,
        "citations": [],
        "related": [],
        "as_of": None,
        "engine": EXTRACTIVE.engine,
        "elapsed_ms": 0.0,
    }


def to_json(record: Record) -> str:
    """A record as one line; lone surrogates, which are no UTF-8, are escaped."""
    try:
        text = json.dumps(record, ensure_ascii=False)
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(record)
    return text


def read_line(line: bytes, number: int, *, zone: str, now: datetime) -> list[Asked]:
    """The questions of one input line; a fault stands where a question cannot be read."""
    name = f"line-{number}"
    try:
        entry = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return [Asked(id=name, fault=f"line {number} is not UTF-8; save the file as UTF-8")]
    except (ValueError, RecursionError) as error:
        return [Asked(id=name, fault=f"line {number} is not JSON: {error}; write one object a line")]
    if not isinstance(entry, dict):
        return [Asked(id=name, fault=f'line {number} is not an object; write {{"id": …, "question": …}}')]
    given = entry.get("id", name)
    if not isinstance(given, str | int) or isinstance(given, bool):
        return [Asked(id=name, fault=f"line {number}: id must be text, not {_kind(given)}")]
    if "turns" not in entry:
        return [_asked(str(given), entry, zone, now)]
    turns = entry["turns"]
    if not isinstance(turns, list) or not turns:
        return [Asked(id=str(given), fault="turns must be a list of questions")]
    return [_asked(f"{given}.{n}", turn, zone, now) for n, turn in enumerate(turns, 1)]


def _asked(name: str, entry: object, zone: str, now: datetime) -> Asked:
    if not isinstance(entry, dict):
        return Asked(id=name, fault=f"a turn must be an object, not {_kind(entry)}")
    text, as_of = entry.get("question"), entry.get("as_of")
    if not isinstance(text, str):
        what = f"must be text, not {_kind(text)}" if "question" in entry else "is missing"
        return Asked(id=name, fault=f"question {what}")
    if as_of is not None and not isinstance(as_of, str):
        return Asked(id=name, fault=f"as_of must be text or null, not {_kind(as_of)}")
    try:
        moment = parse_moment(as_of, zone=zone, now=now) if as_of else None
        return Asked(id=name, text=question_text(text), as_of=moment)
    except BadRequest as error:
        return Asked(id=name, fault=str(error))


def _kind(value: object) -> str:
    names = {"NoneType": "null", "dict": "an object", "list": "a list", "str": "text", "bool": "true or false"}
    return names.get(type(value).__name__, "a number")
