"""The model behind an endpoint, when it fails: each failure is one error of ours, in time, and leaves nothing open."""

from __future__ import annotations

import asyncio
import gc
import time
import tracemalloc
from collections.abc import AsyncIterator

import pytest

from bot.domain.errors import Denied, ModelError, Nonsense, Throttled, Unanswered
from bot.domain.model import Completion, Used
from bot.llm import Endpoint
from tests.llms import KEY, PROMPT, SAID, asking
from tests.servers.openai import Act, OpenAIServer, openai_server
from tests.servers.openai.acts import KINDS

PATIENT_S, IMPATIENT_S = 10.0, 0.4
GOOD = {"fine", "slow", "no-usage", "absurd-usage", "negative-usage", "odd-usage"}
FAULTS: dict[str, type[ModelError]] = {
    "down": Unanswered, "hang": Unanswered, "drip": Unanswered, "cut": Unanswered, "empty": Unanswered,
    "error": Unanswered, "500": Unanswered, "502": Unanswered, "503": Unanswered, "529": Unanswered, "408": Unanswered,
    "409": Unanswered, "429": Throttled,
    "quota": Denied, "400": Denied, "401": Denied, "403": Denied, "404": Denied, "405": Denied, "413": Denied,
    "422": Denied, "redirect": Denied, "302": Denied,
    "big": Nonsense, "endless": Nonsense, "bomb": Nonsense, "garbage": Nonsense, "deep": Nonsense, "prose": Nonsense,
    "fenced": Nonsense, "list": Nonsense, "refusal": Nonsense, "length": Nonsense, "content_filter": Nonsense,
    "null": Nonsense, "no-message": Nonsense,
}  # fmt: skip
WHOLE = FAULTS | {"html": Nonsense, "no-choices": Nonsense}
STREAMED = FAULTS | {"html": Unanswered, "no-choices": Unanswered, "no-stream": Unanswered}
"""A stream in which nothing came has broken off."""


@pytest.fixture
async def server() -> AsyncIterator[OpenAIServer]:
    async with openai_server() as server:
        server.pace_s = 0.02
        yield server


@pytest.fixture
async def endpoint(server: OpenAIServer) -> AsyncIterator[Endpoint]:
    async with asking(server.base) as endpoint:
        await endpoint.complete(PROMPT, timeout_s=30)  # the library is imported
        yield endpoint


def patience(kind: str) -> float:
    """Seconds to wait: few only where nothing else ends it."""
    return IMPATIENT_S if kind in ("hang", "drip") else PATIENT_S


async def ask(endpoint: Endpoint, *, stream: bool, timeout_s: float = PATIENT_S) -> Completion:
    return await endpoint.complete(PROMPT, timeout_s=timeout_s, grown=(lambda value: None) if stream else None)


async def fails(endpoint: Endpoint, expected: type[ModelError], *, stream: bool, timeout_s: float = PATIENT_S) -> str:
    """What the error says, once it came in time, and is one line that gives nothing away."""
    began = time.monotonic()
    with pytest.raises(ModelError) as caught:
        await ask(endpoint, stream=stream, timeout_s=timeout_s)
    assert time.monotonic() - began < timeout_s + 1.5
    said = str(caught.value)
    assert type(caught.value) is expected, f"{caught.value!r}"
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    assert said.startswith("the model at 127.0.0.1") and "\n" not in said and len(said) < 200
    for secret in (KEY, PROMPT.rules, PROMPT.data[:20], "a-1", "cannot help", "Certainly", "log in", "fell over"):
        assert secret not in said
    return said


@pytest.mark.parametrize("kind", sorted(WHOLE))
async def test_every_fault_of_a_reply(server: OpenAIServer, endpoint: Endpoint, kind: str) -> None:
    """Each failure is the error that says what to do about it, within the time, and the next reply is fine."""
    server.next(kind)
    await fails(endpoint, WHOLE[kind], stream=False, timeout_s=patience(kind))
    assert (await ask(endpoint, stream=False, timeout_s=10)).value == SAID
    gc.collect()  # what was left open would warn, and warnings are errors


@pytest.mark.parametrize("kind", sorted(STREAMED))
async def test_every_fault_of_a_stream(server: OpenAIServer, endpoint: Endpoint, kind: str) -> None:
    """The same holds where the reply is streamed."""
    server.next(kind)
    await fails(endpoint, STREAMED[kind], stream=True, timeout_s=patience(kind))
    assert (await ask(endpoint, stream=True, timeout_s=10)).value == SAID
    gc.collect()


def test_all_faults_of_the_server_are_tried() -> None:
    """Whatever the server of the tests can do is promised here or above."""
    missing = set(KINDS) - set(WHOLE) - set(STREAMED) - GOOD
    assert missing == {"wrong", "no-finish"}


@pytest.mark.parametrize("stream", [False, True])
async def test_odd_replies_that_are_taken(server: OpenAIServer, endpoint: Endpoint, stream: bool) -> None:
    """An object of another shape is for others to judge, and JSON that is whole is taken though nobody says so."""
    server.next(
        "wrong", "no-finish", "no-usage", "negative-usage", "odd-usage", "absurd-usage", Act(kind="slow", wait_s=0.1)
    )
    replies = [await ask(endpoint, stream=stream, timeout_s=10) for _ in range(7)]
    assert replies[0].value == {"something": "else"} and all(r.value == SAID for r in replies[1:])
    assert [r.used for r in replies[2:5]] == [None, None, None]
    assert replies[5].used == Used(prompt=10**15, completion=10**15)


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({}, None), ({"Retry-After": "7"}, 7.0), ({"Retry-After-Ms": "1500", "Retry-After": "2"}, 1.5),
        ({"Retry-After": "soon"}, None), ({"Retry-After": "-3"}, None), ({"Retry-After": "inf"}, None),
        ({"Retry-After": "nan"}, None), ({"Retry-After": "86400"}, 86400.0),
        ({"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}, None),
    ],
)  # fmt: skip
async def test_how_long_to_wait(
    server: OpenAIServer, endpoint: Endpoint, headers: dict[str, str], wait: float | None, stream: bool
) -> None:
    """A server that wants us to wait is waited for as long as it says in seconds, and nobody waits here."""
    server.next(Act(kind="429", headers=headers))
    with pytest.raises(Throttled) as caught:
        await ask(endpoint, stream=stream)
    assert caught.value.retry_after == wait and len(server.asked) == 2


@pytest.mark.parametrize(
    "error",
    [
        {"code": "context_length_exceeded"}, {"code": "content_filter"}, {"type": "exceed_context_size_error"},
        {"message": "This model's maximum context length is 4096 tokens. However, max_tokens is too large."},
        {"code": "invalid_prompt"},
    ],
)  # fmt: skip
async def test_a_prompt_that_is_not_taken(server: OpenAIServer, endpoint: Endpoint, error: dict[str, object]) -> None:
    """A prompt that is too long, or filtered, says nothing about the next one: the server is not held to be closed."""
    server.next(Act(kind="400", error=error))
    await fails(endpoint, Nonsense, stream=False)
    assert len(server.asked) == 2


@pytest.mark.parametrize(("kind", "hint"), [("401", "SITREP_LLM_KEY"), ("404", "base_url"), ("quota", "account"),
                                            ("redirect", "base_url"), ("length", "max_output_tokens")])  # fmt: skip
async def test_errors_say_what_to_check(server: OpenAIServer, endpoint: Endpoint, kind: str, hint: str) -> None:
    """An operator reads what to look at."""
    server.next(kind)
    assert hint in await fails(endpoint, WHOLE[kind], stream=False)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1:1/v1", Unanswered), ("http://no-such-host.invalid/v1", Unanswered), ("http://[", Denied),
        ("http://127.0.0.1:x", Denied), ("http://user:pass@127.0.0.1:1/v1", Unanswered), ("http://", Denied),
    ],
)  # fmt: skip
async def test_an_endpoint_that_is_not_there(url: str, expected: type[ModelError]) -> None:
    """Nobody listening and unknown names are no answer; an address that is none is a mistake in the settings."""
    async with asking(url) as endpoint:
        with pytest.raises(ModelError) as caught:
            await endpoint.complete(PROMPT, timeout_s=10)
    assert type(caught.value) is expected and "pass" not in str(caught.value) and "pass" not in endpoint.name


@pytest.mark.parametrize("key", ["schlüssel", "two\nlines"])
async def test_a_key_that_cannot_be_sent(server: OpenAIServer, key: str) -> None:
    """A key that no header can carry is a mistake in the settings, told without the key."""
    async with asking(server.base, key=key) as endpoint:
        with pytest.raises(Denied, match="SITREP_LLM_KEY") as caught:
            await endpoint.complete(PROMPT, timeout_s=10)
    assert key not in str(caught.value) and not server.asked


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("kind", ["big", "endless"])
async def test_a_huge_reply_is_not_read(server: OpenAIServer, endpoint: Endpoint, kind: str, stream: bool) -> None:
    """Of a reply without an end no more than about a megabyte is held, and the connection is closed on it."""
    server.next(Act(kind=kind))
    tracemalloc.start()
    with pytest.raises(Nonsense):
        await ask(endpoint, stream=stream, timeout_s=5)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 8_000_000
    await server.changes.until(lambda: server.open == 0)


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("kind", ["hang", "drip"])
async def test_who_waits_may_go(server: OpenAIServer, endpoint: Endpoint, kind: str, stream: bool) -> None:
    """A call that is cancelled ends at once, as cancelled, and the next one is fine."""
    server.next(kind)
    call = asyncio.create_task(ask(endpoint, stream=stream, timeout_s=60))
    await server.changes.until(lambda: len(server.asked) == 2)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    assert (await ask(endpoint, stream=stream, timeout_s=10)).value == SAID


async def test_an_error_of_the_one_who_is_told_is_his(server: OpenAIServer, endpoint: Endpoint) -> None:
    """What `grown` raises comes through as it is, and the stream is closed."""

    def grown(value: object) -> None:
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        await endpoint.complete(PROMPT, timeout_s=10, grown=grown)
    await server.changes.until(lambda: server.open == 0)
