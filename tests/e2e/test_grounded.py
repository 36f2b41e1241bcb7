"""Every number, date and name of an answer stands in a fact that it cites."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.answer import Account, Answer, Question, Reply, Sentence
from bot.domain.facts import Case
from bot.services.ask import Asker
from handlers.moments import parse_moment
from tests.grounding import Checker, parts
from tests.samples import DEADLINE, FIRST, RUSSIAN, SECOND

ROOT = Path(__file__).resolve().parents[2]
EVAL = ROOT.parent / "shared" / "eval"
OWN = sorted((ROOT / "bench" / "questions").glob("*.jsonl"))
GIVEN = [EVAL / name for name in ("dev.jsonl", "seed-dev.jsonl", "conversations-dev.jsonl")]
FILES = [
    pytest.param(
        p,
        id=p.stem,
        marks=[pytest.mark.skipif(not p.is_file(), reason=f"no {p.name} beside this checkout"), *slow],
    )
    for files, slow in ((OWN, []), (GIVEN, [pytest.mark.slow]))
    for p in files
]
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ZONE = "Europe/Istanbul"


@pytest.fixture(scope="session")
def checker(idlib: Case) -> Checker:
    return Checker.of(idlib)


def turns(file: Path) -> Iterable[Question]:
    """The questions of a file as a batch asks them, dialogues as talks of their own."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
        entry = json.loads(line)
        talk = f"talk-{number}" if "turns" in entry else ""
        for turn in entry.get("turns", [entry]):
            as_of = parse_moment(turn["as_of"], zone=ZONE, now=NOW) if turn.get("as_of") else None
            yield Question(text=turn["question"], now=NOW, as_of=as_of, conversation=talk)


async def found(asker: Asker, checker: Checker, questions: Iterable[Question]) -> tuple[list[str], list[Reply]]:
    """What is not grounded, each with its question, and all replies."""
    faults, replies = [], []
    for question in questions:
        reply = await asker.ask(question, record=False)
        replies.append(reply)
        if isinstance(reply, Answer):
            faults += [f"{question.text!r}: {f}" for f in checker.faults(reply, now=NOW)]
    return faults, replies


@pytest.mark.parametrize("file", FILES)
async def test_answers_say_only_what_they_cite(asker: Asker, checker: Checker, file: Path) -> None:
    """Whatever is asked of the whole case, numbers, dates and names of the answers stand in the facts they cite."""
    faults, replies = await found(asker, checker, turns(file))
    assert faults == []
    assert any(isinstance(r, Answer) for r in replies)


@pytest.mark.slow
async def test_answers_to_the_editors_own_questions_say_only_what_they_cite(
    asker: Asker, checker: Checker, idlib: Case
) -> None:
    """The same for every question that the editors wrote beside a fact; together they reach most facts."""
    asks = [Question(text=ask, now=NOW) for fact in idlib.facts for ask in fact.asks]
    faults, replies = await found(asker, checker, asks)
    assert faults == []
    cited = {f.id for r in replies if isinstance(r, Answer) for f in r.cited}
    assert len(cited) > len(idlib.facts) / 2


async def test_claims_are_attributed(asker: Asker, checker: Checker, idlib: Case) -> None:
    """Positions, assessments and contested facts are told with their speaker, or the outlet, by one of its names."""
    bare = []
    for question in (q for file in OWN[3:4] for q in turns(file)):
        reply = await asker.ask(question, record=False)
        told = parts(reply) if isinstance(reply, Answer) else []
        bare += [
            (question.text, part.text)
            for part in told
            if part.text != "Accounts differ." and not part.text.startswith("Deadline ")
            for fact in part.facts
            if (fact.disputes or fact.kind in ("position", "assessment")) and not checker.attributes(part.text, fact)
        ]
    assert bare == []


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("About 586,001 people had been displaced.", "586001"),
        ("About 586,000 people had been displaced by 3 February 2020.", "(3, 2)"),
        ("About 586,000 people had been displaced in March.", "March"),
        ("About 586,000 people had been displaced, according to Russia.", "Russia"),
        ("About 586,000 people and twelve dogs had been displaced.", "twelve"),
        ("About 586,000 people had been displaced on Monday.", "monday"),
        ("About ۵۸۷,000 people had been displaced.", "۵۸۷000"),
        ("About 586,000 people had been displaced near ankara.", "ankara"),
    ],
)
def test_the_check_sees_what_was_made_up(checker: Checker, text: str, caught: str) -> None:
    """A wrong number, date or name in a sentence does not pass; the same sentence without it does."""
    lie = Answer(status="answered", sentences=(Sentence(text=text, facts=(FIRST,)),), as_of=NOW)
    assert any(caught in fault for fault in checker.faults(lie, now=NOW))
    assert not list(checker.text_faults("About 586,000 people had been displaced, according to OCHA.", [FIRST]))


def test_the_check_sees_a_wrong_account_series_deadline_and_age(checker: Checker) -> None:
    """It looks into every part of an answer."""
    right = Answer(status="answered", sentences=(), as_of=datetime(2020, 2, 20, tzinfo=UTC))
    wrong = (
        replace(right, accounts=(Account(text="At least 31 soldiers were killed.", facts=(RUSSIAN,)),)),
        replace(right, series=(FIRST, SECOND), series_text="People: about 586,000 (2 Feb 2020)"),
        replace(right, sentences=(Sentence(text="Deadline 28 February 2020: passed.", facts=(DEADLINE,)),)),
        replace(right, sentences=(Sentence(text=SECOND.statement, facts=()),)),
        replace(
            right,
            sentences=(Sentence(text=SECOND.statement, facts=(SECOND,)),),
            notes=("The newest source of this answer is 2 years old.",),
        ),
    )
    assert [bool(list(checker.faults(answer, now=NOW))) for answer in wrong] == [True] * len(wrong)
