"""The embeddings endpoint: what it gives, and how it fails."""

from __future__ import annotations

from array import array
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.answer import Answer, Question
from bot.domain.errors import EmbedderError
from bot.llm import EndpointEmbedder, embedder
from bot.services.ask import Asker
from storage.casefiles import read_case
from storage.store import open_store
from tests.casefolders import write_case
from tests.embedders import hashed
from tests.servers.embeddings import Behaviour, Endpoint, serving

NOW = datetime(2020, 3, 10, tzinfo=UTC)


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with serving() as endpoint:
        yield endpoint


@asynccontextmanager
async def embedding(url: str, key: str = "") -> AsyncIterator[EndpointEmbedder]:
    embedder = EndpointEmbedder(url=url, model="hashed", key=key)
    try:
        yield embedder
    finally:
        await embedder.close()


@pytest.mark.parametrize("behaviour", ["float", "base64", "reversed"])
async def test_vectors_come_in_order_and_of_length_one(endpoint: Endpoint, behaviour: Behaviour) -> None:
    """Floats and base64, in whatever order, become unit vectors in the order of the texts."""
    endpoint.behaviour = behaviour
    texts = ["how many fled", "", "the price of bread", "كم"]
    async with embedding(endpoint.url) as embedder:
        found = await embedder.embed(texts, kind="passage")
    assert [len(v) for v in found] == [len(hashed(t)) for t in texts]
    for text, vector in zip(texts, found, strict=True):
        assert list(array("f", vector)) == pytest.approx(list(array("f", hashed(text))), abs=1e-6)


async def test_the_model_names_the_vectors(endpoint: Endpoint) -> None:
    """The model of the settings is asked for, and vectors bear its name, so that those of two never mix."""
    async with embedding(endpoint.url) as embedder:
        await embedder.embed(["x"], kind="query")
        assert "hashed" in embedder.model
        assert EndpointEmbedder(url="", model="other", key="").model != embedder.model
    assert [body["model"] for body in endpoint.asked] == ["hashed"]


@pytest.mark.parametrize(("key", "sent"), [("secret", "Bearer secret"), ("", "Bearer none")])
async def test_the_key_is_sent_and_may_be_missing(endpoint: Endpoint, key: str, sent: str) -> None:
    """A key goes with the request; an endpoint of one's own needs none."""
    async with embedding(endpoint.url, key) as embedder:
        await embedder.embed(["x"], kind="query")
    assert endpoint.keys == [sent]


FAULTS: tuple[Behaviour, ...] = (
    "401", "500", "garbage", "html", "empty", "null", "too-few", "too-many", "words", "zero", "nan", "no-embedding",
    "cut",
)  # fmt: skip


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fifth of a second instead of ten."""
    monkeypatch.setattr(embedder, "TIMEOUT_S", 0.2)


@pytest.mark.parametrize("behaviour", [*FAULTS, "hang"])
async def test_a_failing_endpoint_is_one_clear_error(endpoint: Endpoint, behaviour: Behaviour, impatient: None) -> None:
    """Refused, broken, nonsensical, incomplete and missing replies are an EmbedderError in one line without the key."""
    endpoint.behaviour = behaviour
    async with embedding(endpoint.url, "secret") as embedder:
        with pytest.raises(EmbedderError) as caught:
            await embedder.embed(["how many fled", "why"], kind="query")
    assert endpoint.url in str(caught.value)
    assert "\n" not in str(caught.value) and "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/v1", "http://no-such-host.invalid/v1", "http://[", "http://127.0.0.1:x"]
)
async def test_an_endpoint_that_is_not_there_is_one_clear_error(url: str, impatient: None) -> None:
    """Nobody listening, an unknown name and an address that is none are EmbedderErrors too."""
    async with embedding(url) as embedder:
        with pytest.raises(EmbedderError):
            await embedder.embed(["x"], kind="query")


@pytest.mark.parametrize("key", ["schlüssel", "two\nlines"])
async def test_a_key_that_cannot_be_sent_is_one_clear_error(endpoint: Endpoint, key: str) -> None:
    """A key that no header can carry is an EmbedderError."""
    async with embedding(endpoint.url, key) as embedder:
        with pytest.raises(EmbedderError):
            await embedder.embed(["x"], kind="query")


@pytest.mark.parametrize("behaviour", ["float", *FAULTS, "hang"])
async def test_the_question_is_answered_by_words_meanwhile(
    endpoint: Endpoint, behaviour: Behaviour, tmp_path: Path, impatient: None
) -> None:
    """Whatever the endpoint does, a question gets the answer that the words give."""
    endpoint.behaviour = behaviour
    async with open_store(f"sqlite:///{tmp_path}/sitrep.db") as store, embedding(endpoint.url) as embedder:
        await store.cases.load(read_case(write_case(tmp_path / "case")))
        question = Question(text="how many left home?", now=NOW)
        by_words = await Asker(store.facts, store.journal, None).ask(question, record=False)
        reply = await Asker(store.facts, store.journal, embedder).ask(question, record=False)
    assert type(reply) is type(by_words)
    assert not isinstance(reply, Answer) or reply == by_words
    assert len(endpoint.asked) >= 1
