from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.answer import Answer, Question, Reply, Sentence, Telling
from bot.domain.errors import StoreBusy
from handlers.batch import answer_lines, read_line, to_json
from tests.fakes import ZONE, FakeAsker
from tests.samples import FIRST, SECOND, TURKISH, services

NOW = datetime(2020, 3, 10, 12, tzinfo=UTC)
KEYS = ["id", "status", "text", "citations", "related", "as_of", "engine", "elapsed_ms"]


async def answered(*lines: object, asker: FakeAsker | None = None) -> list[dict[str, Any]]:
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    records = [r async for r in answer_lines(services(asker), raw)]
    for record in records:
        assert json.loads(to_json(record)) == json.loads(json.dumps(record))
    return records


async def test_an_answer_line_holds_what_programs_need() -> None:
    """A record has the promised keys in order; its citations are in the order of the numbers in its text."""
    answer = Answer(
        status="answered",
        sentences=(Sentence(text=SECOND.statement, facts=(SECOND,)), Sentence(text=FIRST.statement, facts=(FIRST,))),
        as_of=datetime(2020, 2, 13, 20, 59, 59, 999999, tzinfo=UTC),
        related=(TURKISH,),
    )
    (record,) = await answered({"id": "q1", "question": "how many?", "as_of": "2020-02-13"}, asker=FakeAsker(answer))
    assert list(record) == KEYS
    assert record["text"].startswith(f"{SECOND.statement} [1]\n{FIRST.statement} [2]\n")
    assert "[1] OCHA" in record["text"]
    assert record["citations"] == [
        {
            "fact": "ocha-2020-02-13/1",
            "version": 1,
            "source": "ocha-2020-02-13",
            "paragraph": 0,
            "said_by": "OCHA",
            "event_date": "2020-02-12",
            "credibility": 2,
        },
        {
            "fact": "ocha-2020-02-06/1",
            "version": 1,
            "source": "ocha-2020-02-06",
            "paragraph": 0,
            "said_by": "OCHA",
            "event_date": "2020-02-02",
            "credibility": 2,
        },
    ]
    assert record["related"] == [TURKISH.id]
    assert record["as_of"] == "2020-02-13T23:59:59+03:00"
    assert (record["status"], record["engine"]) == ("answered", "extractive")
    assert record["elapsed_ms"] >= 0


async def test_a_dialogue_is_one_talk_that_no_other_run_sees() -> None:
    """Turns share a conversation and get ids of their own; another run has another, a lone question none."""
    asker = FakeAsker()
    dialogue = {"id": "c1", "turns": [{"question": "a"}, {"question": "b", "as_of": "2020-02-13"}]}
    records = await answered(dialogue, {"id": "q", "question": "c"}, asker=asker)
    await answered(dialogue, asker=asker)
    assert [r["id"] for r in records] == ["c1.1", "c1.2", "q"]
    talks = [q.conversation for q, _ in asker.asked]
    assert talks[0] == talks[1] != ""
    assert talks[2] == ""
    assert talks[3] == talks[4] not in (talks[0], "")
    assert [q.as_of is None for q, _ in asker.asked[:2]] == [True, False]


async def test_a_batch_leaves_the_list_of_gaps_clean() -> None:
    """Questions of a batch are asked without being kept for the editors."""
    asker = FakeAsker()
    await answered({"id": "q", "question": "x"}, asker=asker)
    assert [record for _, record in asker.asked] == [False]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"{", "is not JSON"),
        (b"nothing", "is not JSON"),
        (b"\xff\xfe", "is not UTF-8"),
        (b"[" * 100_000, "is not JSON"),
        ([1], "is not an object"),
        ("text", "is not an object"),
        ({"id": "b"}, "question is missing"),
        ({"id": "b", "question": None}, "must be text, not null"),
        ({"id": "b", "question": 3}, "must be text, not a number"),
        ({"id": "b", "question": ["x"]}, "must be text, not a list"),
        ({"id": "b", "question": "x" * 10_000}, "too long"),
        ({"id": "b", "question": "\ud800"}, "lone surrogates"),
        ({"id": "b", "question": "x", "as_of": "yesterday"}, "is no moment"),
        ({"id": "b", "question": "x", "as_of": 20200213}, "must be text or null"),
        ({"id": "b", "question": "x", "as_of": True}, "not true or false"),
        ({"id": ["b"], "question": "x"}, "id must be text"),
        ({"id": "b", "turns": []}, "a list of questions"),
        ({"id": "b", "turns": "x"}, "a list of questions"),
        ({"id": "b", "turns": [3]}, "a turn must be an object"),
    ],
)
async def test_a_bad_line_fails_and_the_rest_go_on(line: object, says: str) -> None:
    """What cannot be asked gives one failed record that says why; the lines beside it are answered."""
    before, bad, after = await answered({"id": "1", "question": "a"}, line, {"id": "2", "question": "b"})
    assert list(bad) == KEYS
    assert bad["status"] == "failed"
    assert says in bad["text"]
    assert len(bad["text"]) < 300
    assert (before["id"], after["id"]) == ("1", "2")
    assert before["status"] == after["status"] == "abstained"


async def test_ids_come_back_as_they_were() -> None:
    """A line without id is named by its place, a number stays readable, and a surrogate in an id does not break."""
    records = await answered({"question": "a"}, b"  \n", {"id": 7, "question": "b"}, {"id": "\ud800", "question": "c"})
    assert [r["id"] for r in records] == ["line-1", "7", "\ud800"]
    assert to_json(records[2]).isascii()


class Stumbling(FakeAsker):
    """Fails once."""

    async def ask(self, question: Question, *, record: bool = True, telling: Telling | None = None) -> Reply:
        if question.text == "bad":
            raise StoreBusy("the database is locked")
        return await super().ask(question, record=record)


async def test_a_failure_of_the_base_fails_one_line() -> None:
    """A base that cannot be read for one question fails that line and not the run."""
    records = await answered({"id": "1", "question": "bad"}, {"id": "2", "question": "good"}, asker=Stumbling())
    assert [r["status"] for r in records] == ["failed", "abstained"]
    assert records[0]["text"] == "the database is locked"


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_no_line_breaks_the_reader(line: bytes) -> None:
    """Any bytes are a question or a fault."""
    for asked in read_line(line, 1, zone=ZONE, now=NOW):
        assert asked.fault or asked.text is not None


ENTRIES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["id", "question", "as_of", "turns"]), inner),
)


@given(ENTRIES)
def test_no_json_breaks_the_reader(value: Sequence[object]) -> None:
    """Any JSON is a question or a fault."""
    assert read_line(json.dumps(value).encode(), 1, zone=ZONE, now=NOW)
