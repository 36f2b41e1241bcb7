"""What a question means, in English and standing alone. That steers the search and is never shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import get_args

from bot.domain.asking.demand import Want
from bot.domain.asking.time_words import MONTH_OF
from bot.domain.asking.understand import Reader, Reading
from bot.domain.asking.words import fold, words
from bot.domain.edtf import say_day
from bot.domain.facts import Fact
from bot.domain.model import Prompt
from bot.domain.ports import Turn
from bot.domain.prompting.fence import fenced, field, listed, rules, shape, versions
from bot.domain.prompting.languages import ENGLISH, detected
from bot.domain.prompting.months import months

LONGEST = 300
"""Characters of a question as it was understood."""
NAMES = 8
"""Names that it may bring."""
_TASK = """You read questions that people ask about a crisis, in any language, and put them into plain English, so
that a search finds the facts.
question: the question in English. Keep every name, number, date and condition; add none and answer nothing.
Where it only makes sense with what was said before, complete it from that.
language: the two-letter code of the language in which the question is written.
names: the people, places, groups and organisations that it names, in English.
time: the time that it asks about, as it is said in English, or an empty string.
kind: what it asks for."""
_SCHEMA = shape(
    {
        "question": {"type": "string"},
        "language": {"type": "string"},
        "names": {"type": "array", "items": {"type": "string"}},
        "time": {"type": "string"},
        "kind": {"type": "string", "enum": list(get_args(Want))},
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Understood:
    """A question as a model understood it. `language` is the one in which it may be answered."""

    question: str
    language: str = ENGLISH
    names: tuple[str, ...] = ()
    time: str = ""
    kind: str = ""


def prompt(text: str, *, turn: Turn | None, shown: Sequence[Fact], today: date, nonce: str) -> Prompt:
    """Ask what a question means. `turn` and `shown` are what was said just before and the facts that it showed."""
    parts = {"question": text, "today": say_day(today)}
    if turn is not None:
        parts |= {"the question before": turn.resolved or turn.question, "what was answered to it": listed(shown[:4])}
    before = (turn.resolved or turn.question, *versions(shown[:4])) if turn else ()
    return Prompt(
        job="understand",
        rules=rules(_TASK, nonce),
        data=fenced(nonce, parts),
        schema=_SCHEMA,
        key=(text, today.isoformat(), *before),
    )


def understood(value: object, text: str, languages: Sequence[str]) -> Understood:
    """The reply as values; ValueError where it is of another shape.

    Another language than English counts only where the question itself looks like it and it is one of `languages`.
    """
    question = " ".join(str(field(value, "question", str)).split())
    if not question or len(question) > LONGEST or not question.isprintable():
        raise ValueError("no question")
    names = field(value, "names", list)
    assert isinstance(names, list)
    said = detected(text)
    return Understood(
        question=question,
        language=said if said == field(value, "language", str) and said in languages else ENGLISH,
        names=tuple(n[:100] for n in names[:NAMES] if isinstance(n, str)),
        time=str(field(value, "time", str))[:100],
        kind=str(field(value, "kind", str)),
    )


def read(reader: Reader, found: Understood, *, today: date) -> Reading:
    """The question as it was understood, with those of its names that the case knows, its time and its kind."""
    known = [m.entity.name for name in found.names for m in reader.gazetteer.find(name)]
    reading = reader.read(found.question, today=today)
    missing = [name for name in dict.fromkeys(known) if name not in reading.names]
    timed = found.time if not reading.times else ""
    if missing or timed:
        reading = reader.read(" ".join([found.question.rstrip("?"), *missing, timed]).strip(), today=today)
    kinds = [k for k in get_args(Want) if k == found.kind]
    return replace(reading, wants=(reading.wants | set(kinds)) - ({"what"} if set(kinds) - {"what"} else set()))


def keeps(asked: Reading, reading: Reading, before: str = "") -> bool:
    """Has what was understood all the names, numbers and days that the question has, as far as rules can read them?

    And has it no number and no month that stands neither there nor in the question `before`?
    """
    days = {t.span for t in reading.times}
    return (
        asked.names <= reading.names
        and asked.numbers <= reading.numbers | {w for t in asked.times for w in t.words}
        and all(t.span in days for t in asked.times)
        and _numbers(reading.text) <= _numbers(f"{asked.text} {before}")
        and months(reading.text, ENGLISH) <= _months(asked.text) | _months(before)
    )


def _numbers(text: str) -> set[int]:
    """The numbers that a text writes, in digits of any script."""
    return {int(n) for n in re.findall(r"\d+", fold(text))}


def _months(text: str) -> frozenset[int]:
    """The months that a question names, in its language or as people type them."""
    typed = {MONTH_OF[w] for w in words(text) if w in MONTH_OF}
    return months(text, detected(text)) | typed
