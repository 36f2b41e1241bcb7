"""Answers that a model rewords: what passed is told, the rest in the base's words; without it everything is as ever."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from bot.domain.answer import Abstention, Answer, Question
from bot.domain.asking.say import attributed
from bot.domain.errors import Denied, Nonsense, Throttled, Unanswered
from bot.services.ask import Asker
from storage.store import Store
from tests.modelled import asker_of
from tests.talkers import Liar, Talker, facts_of, honest, parts_of, scripted

NOW = datetime(2020, 3, 10, 12, tzinfo=UTC)
FLED = "how many people had been displaced by 20 February 2020?"


def asked(text: str = FLED, **more: object) -> Question:
    return Question(text=text, now=NOW, asked_by="U1", workspace="T1", **more)  # type: ignore[arg-type]


@dataclass
class Seen:
    """What a person saw while it was made."""

    counts: list[int] = field(default_factory=list)
    grown: list[tuple[str, ...]] = field(default_factory=list)

    async def reading(self, count: int) -> None:
        self.counts.append(count)

    async def growing(self, answer: Answer) -> None:
        self.grown.append(tuple(s.text for s in answer.sentences))


def shorter(job: str, rules: str, data: str, schema: dict[str, object]) -> object:
    """Says the first fact with its speaker in front, as a model would."""
    if job != "draft":
        return honest(job, rules, data, schema)
    assert "displaced" in facts_of(data)[0]
    return {"sentences": [{"text": f"As the base has it, {facts_of(data)[0]}", "facts": [1]}]}


async def test_the_words_of_the_facts_pass(store: Store) -> None:
    """What a model says in the facts' own words is published, and the reply tells which model and what it took."""
    talker = Talker()
    reply = await asker_of(store, talker).ask(asked())
    assert isinstance(reply, Answer) and reply.made.engine == "model"
    assert (reply.made.model, reply.made.used.total) == (talker.name, 3 * 120)
    assert talker.jobs == ["understand", "choose", "draft"]
    assert set(reply.made.verdicts) == {"passed"}


async def test_nothing_that_fails_is_published(store: Store, asker: Asker) -> None:
    """A sentence that says more is sent back once with the reasons; then the base answers in its own words."""
    wrong = [{"sentences": [{"text": "About 12 million people fled to Reykjavik.", "facts": [1]}]}]
    talker = Talker(scripted(draft=wrong, mend=wrong))
    reply = await asker_of(store, talker, jobs=["draft"]).ask(asked())
    plain = await asker.ask(asked())
    assert isinstance(reply, Answer) and isinstance(plain, Answer)
    assert reply.sentences == plain.sentences and reply.made.engine == "extractive"
    assert talker.jobs == ["draft", "mend"]
    assert "Reykjavik" in parts_of(talker.prompts[1].data)["sentences that failed"]
    assert all("Reykjavik" not in line and "12 million" not in line for line in reply.why)
    assert any("failed the check of its number" in line or "of its name" in line for line in reply.why)


async def test_what_is_mended_is_published(store: Store) -> None:
    """The second try counts, and facts that no sentence tells are told in the base's own words."""

    def mends(job: str, rules: str, data: str, schema: dict[str, object]) -> object:
        if job == "draft":
            return {"sentences": [{"text": "A terrible 900,001 people fled.", "facts": [1]}]}
        return honest("draft" if job == "mend" else job, rules, data, schema)

    reply = await asker_of(store, Talker(mends), jobs=["draft"]).ask(asked())
    assert isinstance(reply, Answer) and reply.made.engine == "model"
    assert {s.text for s in reply.sentences} >= {attributed(reply.sentences[-1].facts[0])}


async def test_none_of_the_facts_answers(store: Store) -> None:
    """Where the model finds that no fact answers, the base refuses with what is near; no sentence is drafted."""
    talker = Talker(scripted(choose={"facts": []}))
    reply = await asker_of(store, talker).ask(asked())
    assert isinstance(reply, Abstention) and reply.related
    assert talker.jobs == ["understand", "choose"]


@pytest.mark.parametrize(
    "failure",
    [
        Unanswered("gone"),
        Throttled("wait", retry_after=100),
        Denied("no key"),
        Nonsense("what?"),
    ],
    ids=["unanswered", "throttled", "denied", "nonsense"],
)
async def test_a_model_that_fails_leaves_a_plainer_style(store: Store, asker: Asker, failure: Exception) -> None:
    """Whatever goes wrong, the base answers as without a model, and the reply says why."""
    talker = Talker(fails=[failure] * 9)  # type: ignore[list-item]
    reply, plain = await asker_of(store, talker).ask(asked()), await asker.ask(asked())
    assert isinstance(reply, Answer) and isinstance(plain, Answer)
    assert reply.sentences == plain.sentences
    assert reply.made.engine == "extractive" and reply.made.troubles


async def test_a_question_for_the_base_alone_asks_no_model(store: Store) -> None:
    """`--engine extractive` spends nothing."""
    talker = Talker()
    await asker_of(store, talker).ask(asked(engine="extractive"))
    assert talker.prompts == []


async def test_sentences_are_shown_as_they_pass(store: Store) -> None:
    """A person sees that facts are read, then only sentences that passed, and all of them are in the end."""
    seen = Seen()

    def mixed(job: str, rules: str, data: str, schema: dict[str, object]) -> object:
        told = honest(job, rules, data, schema)
        if job == "draft":
            assert isinstance(told, dict)
            told["sentences"].insert(0, {"text": "A million people fled to Reykjavik.", "facts": [1]})
        return told

    asker = asker_of(store, Talker(mixed), jobs=["draft"])
    reply = await asker.ask(asked("who controls Saraqib?"), telling=seen)
    assert isinstance(reply, Answer) and reply.made.engine == "model"
    assert seen.counts == [len({f.id for s in reply.sentences for f in s.facts})]
    assert all("Reykjavik" not in text for texts in seen.grown for text in texts)
    assert all(set(texts) <= {s.text for s in reply.sentences} for texts in seen.grown)


async def test_the_journal_keeps_how_it_was_made(store: Store) -> None:
    """Engine, model, tokens and verdicts are kept; nothing that a model wrote is."""
    liar = Liar(seed=3)
    await asker_of(store, Talker(liar), jobs=["draft"]).ask(asked())
    read = "SELECT engine, model, prompt_tokens, verdicts FROM turn"
    ((engine, model, tokens, verdicts),) = await store.transact(lambda c: c.execute_fetchall(read))
    assert (model, tokens >= 100) == ("test/talker", True) and engine in ("model", "extractive")
    assert all(lie not in json.dumps(verdicts) for lie in liar.lies)
