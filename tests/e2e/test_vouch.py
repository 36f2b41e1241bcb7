"""Before an answer is told it is looked at once more, whoever worded it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.answer import Answer, Question
from bot.domain.asking.names import Gazetteer
from bot.domain.facts import Case
from bot.domain.model import Completion, Prompt
from bot.services.ask import Asker
from bot.services.vouch import stands
from storage.store import Store
from tests.modelled import asker_of
from tests.talkers import Talker, honest

NOW = datetime(2020, 3, 10, 12, tzinfo=UTC)
FLED = Question(text="how many people had been displaced by 20 February 2020?", now=NOW)


async def answer_of(asker: Asker) -> Answer:
    reply = await asker.ask(FLED, record=False)
    assert isinstance(reply, Answer)
    return reply


async def test_the_words_of_the_base_stand(store: Store, asker: Asker, idlib: Case) -> None:
    """What the base says by itself passes the check that a model's words pass."""
    assert await stands(store.facts, Gazetteer.build(idlib.entities), await answer_of(asker))


@pytest.mark.parametrize(("old", "new"), [("900,000", "950,000"), ("displaced", "killed"), ("About", "Exactly")])
async def test_a_line_that_says_more_does_not(store: Store, asker: Asker, idlib: Case, old: str, new: str) -> None:
    """Whoever wrote it: no line is told that its facts do not carry."""
    reply = await answer_of(asker)
    first = reply.accounts[0]
    assert old in first.text
    spoiled = replace(reply, accounts=(replace(first, text=first.text.replace(old, new)), *reply.accounts[1:]))
    assert not await stands(store.facts, Gazetteer.build(idlib.entities), spoiled)


async def test_what_is_retracted_while_it_is_worded_is_not_told(store: Store) -> None:
    """A fact that goes while a model rewords it is in no line of the answer, the base's own lines among them."""
    gone = (await answer_of(asker_of(store, Talker()))).cited[0]
    retracted: list[str] = []

    class Retracting(Talker):
        """A model during whose draft the fact is retracted; it says nothing of use."""

        async def complete(self, prompt: Prompt, **more: Any) -> Completion:
            if prompt.job == "draft" and not retracted:
                retracted.append(gone.id)
                await store.corrections.retract(gone.id, reason="wrong", made_by="desk", at=NOW)
            return await super().complete(prompt, **more)

    def silent(job: str, rules: str, data: str, schema: dict[str, Any]) -> Any:
        return {"sentences": []} if job == "draft" else honest(job, rules, data, schema)

    reply = await asker_of(store, Retracting(brain=silent)).ask(FLED, record=False)
    assert retracted and gone.id not in {f.id for f in (reply.cited if isinstance(reply, Answer) else reply.related)}
