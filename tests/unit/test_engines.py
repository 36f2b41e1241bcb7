"""`--engine`: who may word an answer, or both beside one another."""

from __future__ import annotations

import argparse
import io
import json
from dataclasses import replace

import pytest

from bot.domain.answer import Answer, Question, Reply, Sentence, Telling
from bot.domain.errors import BadRequest
from bot.domain.model import Made
from handlers import batch, program
from handlers.request import Services
from tests.samples import FIRST, services


class Two:
    """Says which engine it was asked for."""

    def __init__(self) -> None:
        self.asked: list[Question] = []

    async def ask(self, question: Question, *, record: bool = True, telling: Telling | None = None) -> Reply:
        self.asked.append(question)
        words = "In the words of a model." if question.engine == "model" else "In the words of the base."
        made = Made(engine=question.engine)
        sentence = Sentence(text=words, facts=(FIRST,))
        return Answer(status="answered", sentences=(sentence,), as_of=question.now, made=made, why=("so it is",))


def given(model: str = "host/model") -> tuple[Services, Two]:
    asker = Two()
    return replace(services(), asker=asker, model=model), asker


def called(engine: str, *, as_json: bool = False) -> argparse.Namespace:
    return argparse.Namespace(question=["how", "many?"], as_of="", json=as_json, why=False, engine=engine)


@pytest.mark.parametrize(
    ("engine", "told"),
    [
        ("", ["In the words of a model."]),
        ("model", ["In the words of a model."]),
        ("extractive", ["In the words of the base."]),
        ("both", ["Engine: extractive", "In the words of the base.", "Engine: model", "In the words of a model."]),
    ],
)
async def test_each_engine_answers_as_it_is_asked(engine: str, told: list[str]) -> None:
    """One answer by the one that is named, else by the model where there is one; both stand under their names."""
    made, _ = given()
    out = io.StringIO()
    assert await program.ask(made, called(engine), out, timezone="UTC") == 0
    places = [out.getvalue().find(words) for words in told]
    assert -1 not in places and places == sorted(places)


@pytest.mark.parametrize("engine", ["model", "both"])
async def test_a_model_that_is_not_there_cannot_be_asked(engine: str) -> None:
    """Whoever names a model where none is configured is told where to name it."""
    made, asker = given(model="")
    with pytest.raises(BadRequest, match=r"\[llm\] base_url and model"):
        await program.ask(made, called(engine), io.StringIO(), timezone="UTC")
    assert asker.asked == []


async def test_a_program_gets_a_line_for_each_engine() -> None:
    """The JSON of each answer names its engine, in one answer and in a batch."""
    made, _ = given()
    out = io.StringIO()
    await program.ask(made, called("both", as_json=True), out, timezone="UTC")
    assert [json.loads(line)["engine"] for line in out.getvalue().splitlines()] == ["extractive", "model"]
    lines = [b'{"id": "q1", "question": "how many?"}', b'{"id": "q2", "turns": [{"question": "who?"}]}']
    found = [r async for r in batch.answer_lines(made, lines, engines=("extractive", "model"))]
    assert [(r["id"], r["engine"]) for r in found] == [
        ("q1", "extractive"),
        ("q1", "model"),
        ("q2.1", "extractive"),
        ("q2.1", "model"),
    ]
