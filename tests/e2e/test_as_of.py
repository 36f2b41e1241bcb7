"""Nothing that became known later shows in an answer as of an earlier day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.answer import Abstention, Answer, Question, Reply
from bot.domain.facts import Case, Fact
from bot.services.ask import Asker
from bot.services.vectorise import vectorise
from storage.store import Store
from tests.embedders import RecordingEmbedder
from tests.grounding import Checker, parts

ZONE = ZoneInfo("Europe/Istanbul")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FIRST, LAST = date(2019, 12, 1), date(2020, 8, 1)
STANDING = (
    "how many people fled?",
    "latest UN number of displaced people",
    "how did the displacement figure develop?",
    "how many children were displaced",
    "how many turkish soldiers have been killed so far",
    "death toll of the 27 february air strike on turkish troops",
    "who controls the M5?",
    "when was saraqib taken",
    "what is erdogan's deadline and what came of it",
    "did syria pull back behind the observation posts by the end of february?",
    "which ceasefire is in force?",
    "when does the cross-border aid resolution expire",
    "how many trucks crossed",
    "position of russia on the turkish observation posts",
    "what did akar say",
    "why did turkey open its border",
    "how many migrants crossed into greece",
    "covid cases in idlib",
    "how many people returned home",
    "what happened to the joint patrols on the M4",
)


def days(step: int) -> Iterator[datetime]:
    """The last moment of every `step`th day of the sweep, in the zone of the case."""
    for number in range(0, (LAST - FIRST).days + 1, step):
        yield datetime.combine(FIRST + timedelta(days=number), time.max, tzinfo=ZONE)


def shown(reply: Reply) -> list[Fact]:
    """Every fact of a reply, wherever it stands."""
    if isinstance(reply, Abstention):
        return list(reply.related)
    told = [f for part in parts(reply) for f in part.facts]
    return [*told, *reply.series, *reply.cited, *reply.related]


def leaks(reply: Reply, case: Case) -> Iterator[str]:
    """What a reply shows that was not known at its moment; the case's files are the judge."""
    known = {f.id for f in case.facts if f.known_at <= reply.as_of}
    for fact in shown(reply):
        linked = (*fact.supersedes, *fact.disputes, *(fact.deadline.outcome_facts if fact.deadline else ()))
        yield from (f"fact {i}" for i in (fact.id, *linked) if i not in known)
        if fact.deadline and fact.deadline.outcome and not known.intersection(fact.deadline.outcome_facts):
            yield f"outcome of {fact.id}"
    if isinstance(reply, Abstention) and reply.lacks:
        told = [g for g in case.gaps if g.lacks == reply.lacks]
        if not any(known.issuperset(g.near) for g in told):
            yield f"what {[g.id for g in told]} lack"
    later = {f.id for f in case.facts} - known
    yield from (f"why: {line}" for line in reply.why for i in later if line.startswith(f"fact {i} "))


async def sweep(asker: Asker, case: Case, checker: Checker, questions: Sequence[str], step: int) -> list[Answer]:
    """Ask every question as of every `step`th day; all answers, after checking that nothing leaks."""
    answers, found = [], []
    for as_of in days(step):
        for text in questions:
            reply = await asker.ask(Question(text=text, now=NOW, as_of=as_of), record=False)
            faults = [*leaks(reply, case)]
            if isinstance(reply, Answer):
                faults += checker.faults(reply, now=NOW)
                answers.append(reply)
            found += [f"{as_of:%Y-%m-%d} {text!r}: {fault}" for fault in faults]
    assert found == []
    return answers


@pytest.fixture(scope="session")
def checker(idlib: Case) -> Checker:
    return Checker.of(idlib)


async def test_nothing_later_shows_every_fourth_week(asker: Asker, idlib: Case, checker: Checker) -> None:
    """Twenty standing questions, as of every 28th day, show only what was known then."""
    answers = await sweep(asker, idlib, checker, STANDING, 28)
    assert {a.status for a in answers} == {"answered", "disputed"}
    assert any(a.series for a in answers)


@pytest.mark.slow
async def test_nothing_later_shows_every_third_day(asker: Asker, idlib: Case, checker: Checker) -> None:
    """Twenty standing questions, every third day from 1 December 2019 to 1 August 2020, show only what was known."""
    await sweep(asker, idlib, checker, STANDING, 3)


async def test_nothing_later_shows_when_it_is_found_by_meaning(store: Store, idlib: Case, checker: Checker) -> None:
    """The same where vectors bring in facts that share no word with the question."""
    embedder = RecordingEmbedder()
    await vectorise(store.vectors, embedder)
    asker = Asker(store.facts, store.journal, embedder)
    await sweep(asker, idlib, checker, STANDING, 56)


async def test_what_a_known_gap_lacks_shows_only_once_its_facts_are_known(
    asker: Asker, idlib: Case, checker: Checker
) -> None:
    """A question that is a known gap is told what is lacking, but not before the event that it speaks of was known."""
    gap = next(g for g in idlib.gaps if g.id == "gap-001")
    known_from = max(f.known_at for f in idlib.facts if f.id in gap.near)
    told = {}
    for as_of in (known_from - timedelta(seconds=1), known_from):
        reply = await asker.ask(Question(text=gap.question, now=NOW, as_of=as_of), record=False)
        assert isinstance(reply, Abstention)
        told[as_of < known_from] = reply.lacks
    assert told == {True: "", False: gap.lacks}
    await sweep(asker, idlib, checker, [g.question for g in idlib.gaps[:20]], 61)


async def test_an_earlier_turn_gives_nothing_away(asker: Asker, idlib: Case) -> None:
    """A follow-up as of an earlier day than the turn before shows nothing that only the later day knew."""
    talks = (
        ("how many people fled by the end of february?", "and a week later?"),
        ("how many turkish soldiers were killed on 27 february 2020?", "who said that?"),
        ("what came of erdogan's deadline?", "why?"),
        ("how many people fled?", "who said that?"),
    )
    found = []
    for number, (text, follow_up) in enumerate(talks):
        for as_of in (NOW, datetime(2020, 2, 8, 12, tzinfo=UTC)):
            asked = Question(text=text, now=NOW, as_of=as_of, conversation=f"talk-{number}")
            found += [f"{text!r}: {leak}" for leak in leaks(await asker.ask(asked), idlib)]
            text = follow_up
    assert found == []
