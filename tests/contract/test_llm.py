"""The model behind an endpoint: what it is asked, and what comes of it."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from itertools import pairwise
from typing import Any

import pytest

from bot.domain.errors import Denied
from bot.domain.model import Model, Prompt
from bot.llm import Endpoint
from bot.modelsettings import LlmSettings
from tests.llms import DATA, KEY, PROMPT, SAID, SCHEMA, asking
from tests.servers.openai import Act, OpenAIServer, openai_server

WAYS = ("json_schema", "json_object", "tool")


@pytest.fixture
async def server() -> AsyncIterator[OpenAIServer]:
    async with openai_server() as server:
        yield server


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("structured", WAYS)
async def test_a_reply_is_its_value_and_what_it_took(server: OpenAIServer, structured: str, stream: bool) -> None:
    """In every way of telling the shape, streamed or not, the value of the reply comes, and what was counted."""
    async with asking(server.base, structured=structured) as endpoint:
        model: Model = endpoint
        completion = await model.complete(PROMPT, timeout_s=10, grown=(lambda value: None) if stream else None)
    assert completion.value == SAID
    assert completion.used is not None and completion.used.prompt > 20 and completion.used.completion > 20
    asked = server.asked[0]
    assert (asked.stream, asked.job, asked.data, asked.key) == (stream, "draft", DATA, KEY)
    assert asked.rules.startswith(PROMPT.rules) and asked.schema["properties"] == SCHEMA["properties"]
    assert (asked.body["model"], asked.body["temperature"], asked.body["max_tokens"]) == ("m1", 0.0, 800)
    assert len(server.asked) == 1


async def test_the_ways_of_telling_the_shape(server: OpenAIServer) -> None:
    """The shape goes as a strict format, as rules that say JSON, or as the one function that must be called."""
    for way in WAYS:
        async with asking(server.base, structured=way) as endpoint:
            await endpoint.complete(PROMPT, timeout_s=10)
    strict, loose, tool = (asked.body for asked in server.asked)
    assert strict["response_format"]["json_schema"] == {"name": "draft", "strict": True, "schema": SCHEMA}
    assert loose["response_format"] == {"type": "json_object"} and "JSON" in server.asked[1].rules
    assert tool["tools"][0]["function"]["parameters"] == SCHEMA and tool["tool_choice"] == "required"
    assert "response_format" not in tool and not {"tools", "tool_choice"} & {*strict, *loose}


@pytest.mark.parametrize("structured", WAYS)
async def test_growth_is_told_and_nothing_unfinished(server: OpenAIServer, structured: str) -> None:
    """While a reply streams in, its value is told as it grows: no string or number in it is cut."""
    value = {"sentences": [{"text": "Thirty three", "facts": ["a-10"]}, {"text": "two", "facts": []}], "n": 123456789}
    server.next(Act(content=json.dumps(value)))
    told: list[Any] = []
    async with asking(server.base, structured=structured) as endpoint:
        completion = await endpoint.complete(PROMPT, timeout_s=10, grown=told.append)
    assert completion.value == value == told[-1]
    assert len(told) >= 4 and all(a != b for a, b in pairwise(told))
    texts = {s["text"] for each in told for s in each.get("sentences", []) if "text" in s}
    assert texts == {"Thirty three", "two"} and {each.get("n") for each in told} == {None, 123456789}
    assert {f for each in told for s in each.get("sentences", []) for f in s.get("facts", [])} == {"a-10"}


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("refuses", "sent"),
    [
        (("max_tokens",), {"max_completion_tokens": 800, "temperature": 0.0}),
        (("temperature",), {"max_tokens": 800}),
        (("max_tokens", "temperature"), {"max_completion_tokens": 800}),
    ],
)
async def test_a_parameter_that_is_refused_is_learnt(
    server: OpenAIServer, refuses: tuple[str, ...], sent: dict[str, object], stream: bool
) -> None:
    """What a server refuses by name goes by its other name, or not at all, from then on."""
    server.always(Act(refuses=refuses))
    async with asking(server.base) as endpoint:
        for _ in range(2):
            completion = await endpoint.complete(PROMPT, timeout_s=10, grown=(lambda value: None) if stream else None)
            assert completion.value == SAID
    assert len(server.asked) == len(refuses) + 2
    names = ("max_tokens", "max_completion_tokens", "temperature")
    assert [{n: a.body[n] for n in names if n in a.body} for a in server.asked[-2:]] == [sent, sent]


async def test_usage_is_asked_for_unless_refused(server: OpenAIServer) -> None:
    """A stream is asked to end with what it took; from a server that refuses that, it comes without."""
    async with asking(server.base) as endpoint:
        first = await endpoint.complete(PROMPT, timeout_s=10, grown=lambda value: None)
        server.always(Act(refuses=("stream_options",)))
        second = await endpoint.complete(PROMPT, timeout_s=10, grown=lambda value: None)
    assert first.used is not None and second.used is None and second.value == SAID
    assert ["stream_options" in a.body for a in server.asked] == [True, True, False]


async def test_a_refusal_that_does_not_help_is_not_learnt(server: OpenAIServer) -> None:
    """Where leaving a parameter out did not help, it is sent again with the next request."""
    grumble = Act(kind="400", error={"param": "temperature"})
    server.next(grumble, grumble)
    async with asking(server.base) as endpoint:
        with pytest.raises(Denied):
            await endpoint.complete(PROMPT, timeout_s=10)
        await endpoint.complete(PROMPT, timeout_s=10)
    assert ["temperature" in a.body for a in server.asked] == [True, False, True]


async def test_a_bound_is_always_sent(server: OpenAIServer) -> None:
    """A server that refuses the bound of a reply under both names is not asked without one."""
    server.always(Act(refuses=("max_tokens", "max_completion_tokens")))
    async with asking(server.base) as endpoint:
        with pytest.raises(Denied):
            await endpoint.complete(PROMPT, timeout_s=10)
    assert all({"max_tokens", "max_completion_tokens"} & set(a.body) for a in server.asked) and len(server.asked) == 2


async def test_no_temperature_is_sent_where_none_is_set(server: OpenAIServer) -> None:
    """Without a temperature the server's own rules."""
    async with asking(server.base, temperature=None, max_output_tokens=77) as endpoint:
        await endpoint.complete(PROMPT, timeout_s=10)
    assert "temperature" not in server.asked[0].body and server.asked[0].body["max_tokens"] == 77


async def test_the_key_may_be_missing(server: OpenAIServer) -> None:
    """An endpoint of one's own needs no key."""
    async with asking(server.base, key="") as endpoint:
        await endpoint.complete(PROMPT, timeout_s=10)
    assert server.asked[0].key == "none"


async def test_many_at_once(server: OpenAIServer) -> None:
    """Calls do not wait for each other, and each gets the reply to its own prompt."""
    prompts = [Prompt(job="draft", rules="r", data=f"[f-{n}] It is {n}.", schema=SCHEMA, key=()) for n in range(20)]
    server.always(Act(kind="slow", wait_s=0.1))
    async with asking(server.base) as endpoint:
        replies: list[Any] = await asyncio.gather(*(endpoint.complete(p, timeout_s=10) for p in prompts))
    assert [r.value["sentences"][0]["text"] for r in replies] == [f"It is {n}." for n in range(20)]
    assert server.most > 5


def test_the_name_tells_models_apart() -> None:
    """A model is named by its host, its model and how it is told the shape, never by a password in its address."""

    def name(**settings: Any) -> str:
        given: dict[str, Any] = {"base_url": "https://api.example.org/v1", "model": "m"} | settings
        return Endpoint(LlmSettings(**given)).name

    assert name() == "api.example.org/m"
    others = {name(model="n"), name(structured="tool"), name(structured="json_object"), name(base_url="http://x:8000")}
    assert len(others | {name()}) == 5
    assert "pass" not in name(base_url="https://user:pass@api.example.org/v1")


def test_the_library_is_imported_when_it_is_used() -> None:
    """Making an endpoint does not import openai, which takes two seconds."""
    code = (
        "import sys; from bot.llm import Endpoint; from bot.modelsettings import LlmSettings;"
        "Endpoint(LlmSettings(base_url='http://x', model='m')); raise SystemExit('openai' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
