"""A model that lies in every reply: nothing that it made up is published, and everybody is answered."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.answer import Abstention, Answer, Question, Reply
from bot.domain.asking.say import attributed
from bot.domain.facts import Case
from bot.services.ask import Asker
from bot.settings import BudgetSettings
from handlers.moments import parse_moment
from storage.store import Store
from tests.grounding import Checker
from tests.liars import Deceiver, around, published
from tests.lies import KINDS
from tests.llms import asking
from tests.modelled import asker_of
from tests.servers.openai import openai_server
from tests.talkers import Talker, scripted

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
UNLIMITED = BudgetSettings(tokens=0, tokens_per_user=0, tokens_per_workspace=0)
FOREIGN = (
    "كم عدد المدارس التي أغلقت في إدلب؟", "wie viele Schulen wurden in Idlib geschlossen?",
    "combien d'écoles ont fermé à Idlib ?", "сколько школ закрылось в Идлибе?", "İdlib'de kaç okul kapandı?",
    "wie viele türkische Soldaten wurden getötet?", "сколько человек бежало к 12 февраля 2020 года?",
    "combien de personnes ont fui depuis décembre ?", "wer kontrolliert Sarakib?", "من يسيطر على سراقب؟",
)  # fmt: skip


@dataclass
class Seen:
    """What a person saw while an answer was made."""

    answers: list[Reply] = field(default_factory=list)

    async def reading(self, count: int) -> None:
        """Nothing is said yet."""

    async def growing(self, answer: Answer) -> None:
        self.answers.append(answer)


@asynccontextmanager
async def deceived(store: Store, deceiver: Deceiver, **rules: object) -> AsyncIterator[Asker]:
    """An asker whose model lies, behind the real client and a server on a socket."""
    async with openai_server(deceiver) as server, asking(server.base) as endpoint:
        yield asker_of(store, endpoint, budget=UNLIMITED, timeout_s=60.0, **rules)


def questions(case: Case, number: int) -> list[Question]:
    """So many questions of the editors and of people, always the same ones, and some in other languages."""
    asks = [(ask, None) for fact in case.facts for ask in fact.asks]
    rest = random.Random(20200214).sample([*asks, *_of_people()], number - len(FOREIGN))
    found = []
    for text, as_of in [*rest, *((text, None) for text in FOREIGN)]:
        moment = parse_moment(as_of, zone="Europe/Istanbul", now=NOW) if as_of else None
        found.append(Question(text=text, now=NOW, as_of=moment))
    return found


def _of_people() -> Iterator[tuple[str, str | None]]:
    for file in sorted((ROOT / "bench" / "questions").glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            yield from ((turn["question"], turn.get("as_of")) for turn in entry.get("turns", [entry]))


async def lied_to(store: Store, case: Case, asked: Sequence[Question], seed: int) -> tuple[Deceiver, list[Reply]]:
    """Everything that is wrong with the replies, none of which may be; gives who lied, and the replies."""
    dates = {attributed(f): f.event_date for f in case.facts}
    deceiver, checker, seen = Deceiver(seed=seed, dates=dates), Checker.of(case), Seen()
    replies: list[Reply] = []
    found: list[str] = []
    async with deceived(store, deceiver) as asker:
        for number, question in enumerate(asked):
            began = len(deceiver.made)
            seen.answers.clear()
            reply = await asker.ask(question, record=False, telling=seen if number % 2 else None)
            assert isinstance(reply, Answer | Abstention)
            replies.append(reply)
            found += _lies(question, [reply, *seen.answers], deceiver, began)
            if isinstance(reply, Answer) and reply.made.language == "en":
                found += [f"{question.text!r}: {fault}" for fault in checker.faults(reply, now=NOW)]
    assert not found, "\n".join(found)
    return deceiver, replies


def _lies(question: Question, told: Sequence[Reply], deceiver: Deceiver, began: int) -> Iterator[str]:
    """What stands in replies, or was shown meanwhile, that was made up for this question."""
    lines, rest = published(told), "\n".join(map(around, told))
    for made in deceiver.made[began:]:
        if (made.text, made.cites) in lines or (made.kind.startswith("local") and made.text in {t for t, _ in lines}):
            yield f"{question.text!r}: {made.kind}: {made.text!r} of {sorted(made.cites)}"
        if len(made.text) > 20 and made.kind not in ("miscited", "other") and made.text in rest:
            yield f"{question.text!r}: beside the sentences: {made.text!r}"


async def test_nothing_that_a_model_makes_up_is_published(store: Store, idlib: Case) -> None:
    """Sixty questions to a model that lies: all are answered, and none of its lies is shown, then or meanwhile."""
    deceiver, replies = await lied_to(store, idlib, questions(idlib, 60), seed=1)
    assert len(deceiver.made) > 100 and any(r.made.engine == "model" for r in replies)


@pytest.mark.slow
@pytest.mark.parametrize("quarter", range(4))
async def test_of_a_thousand_questions_none_is_answered_with_a_lie(store: Store, idlib: Case, quarter: int) -> None:
    """The same with a thousand questions, in which every kind of lie is told."""
    deceiver, replies = await lied_to(store, idlib, questions(idlib, 1000)[quarter::4], seed=2 + quarter)
    told = Counter(made.kind for made in deceiver.made)
    assert len(replies) == 250
    assert min(told[kind.__name__] for kind in KINDS) >= 3


SCHOOLS = "Save the Children said on 13 February 2020 that 278 schools in Idlib had closed until further notice."
LOCAL = {
    "de": "Save the Children sagte am 13. Februar 2020, dass 278 Schulen in Idlib bis auf Weiteres geschlossen seien.",
    "fr": "Save the Children a dit le 13 février 2020 que 278 écoles d'Idlib avaient fermé jusqu'à nouvel ordre.",
    "ru": "Save the Children сообщила 13 февраля 2020 года, что 278 школ в Идлибе закрыты до дальнейших указаний.",
    "tr": "Save the Children, 13 Şubat 2020'de İdlib'de 278 okulun ikinci bir duyuruya kadar kapandığını söyledi.",
    "ar": "قالت منظمة Save the Children في 13 فبراير 2020 إن 278 مدرسة في إدلب أغلقت حتى إشعار آخر.",
}
QUESTION = {"de": FOREIGN[1], "fr": FOREIGN[2], "ru": FOREIGN[3], "tr": FOREIGN[4], "ar": FOREIGN[0]}
SLIPS = {
    "name": [("Save the Children", "UNICEF")],
    "more names": [("Save the Children", "Save the Children und UNICEF")],
    "month": [("Februar ", "März "), ("février", "mars"), ("февраля", "марта"), ("Şubat", "Mart"), ("فبراير", "مارس")],
    "day": [("13", "14")],
    "year": [("2020", "2019")],
    "number": [("278", "2780")],
    "not": [("geschlossen", "nicht geschlossen"), ("avaient", "n'avaient pas"), ("закрыты", "не закрыты"),
            ("kapandığını", "kapanmadığını"), ("أغلقت", "لم تغلق")],
}  # fmt: skip


@pytest.mark.parametrize("language", sorted(LOCAL))
@pytest.mark.parametrize("slip", SLIPS)
async def test_what_errs_the_same_way_twice_is_seen_where_it_can_be(store: Store, language: str, slip: str) -> None:
    """A wrong number, date, Latin name or negation in a translation is seen though its way back is without fault."""
    local = LOCAL[language]
    for old, new in SLIPS[slip]:
        local = local.replace(old, new)
    assert local != LOCAL[language]
    meant = {"question": "how many schools in Idlib had closed?", "language": language, "names": [], "time": ""}
    sentence = {"text": SCHOOLS, "facts": [1], "local": local}
    talker = Talker(
        scripted(
            understand=meant | {"kind": "how-many"}, draft={"sentences": [sentence]}, back={"sentences": [SCHOOLS]}
        )
    )
    reply = await asker_of(store, talker).ask(Question(text=QUESTION[language], now=NOW))
    assert isinstance(reply, Answer) and (reply.made.engine, reply.made.language) == ("model", "en")
    assert local not in {text for text, _ in published([reply])}
