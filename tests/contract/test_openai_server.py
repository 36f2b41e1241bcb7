"""The model of the tests: that it talks as OpenAI's documents say, and goes wrong as it is told."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import openai
import pytest

from tests.servers.openai import KINDS, Act, OpenAIServer, blank, honest, lying, openai_server, replay
from tests.servers.openai.acts import LOST

ROOT = Path(__file__).resolve().parents[2]
SCHEMA: dict[str, Any] = {
    "type": "object",
    "title": "draft",
    "additionalProperties": False,
    "required": ["sentences", "language"],
    "properties": {
        "sentences": {"type": "array", "items": {"$ref": "#/$defs/Sentence"}},
        "language": {"type": "string", "enum": ["en", "de"]},
    },
    "$defs": {
        "Sentence": {
            "type": "object",
            "properties": {"text": {"type": "string"}, "facts": {"type": "array", "items": {"type": "string"}}},
        }
    },
}
DATA = "<facts>\n[a-1] 33 Turkish soldiers were killed in Idlib.\n[a-2] Russia said that 900,000 people fled.\n</facts>"
SAID = {
    "sentences": [
        {"text": "33 Turkish soldiers were killed in Idlib.", "facts": ["a-1"]},
        {"text": "Russia said that 900,000 people fled.", "facts": ["a-2"]},
    ],
    "language": "en",
}
MESSAGES: Any = [{"role": "system", "content": "the rules"}, {"role": "user", "content": DATA}]
SHAPE: Any = {"type": "json_schema", "json_schema": {"name": "draft", "strict": True, "schema": SCHEMA}}
FUNCTION: Any = {
    "tools": [{"type": "function", "function": {"name": "draft", "parameters": SCHEMA}}],
    "tool_choice": {"type": "function", "function": {"name": "draft"}},
}


@pytest.fixture
async def server() -> AsyncIterator[OpenAIServer]:
    async with openai_server() as server:
        yield server


@pytest.fixture
async def client(server: OpenAIServer) -> AsyncIterator[openai.AsyncOpenAI]:
    async with openai.AsyncOpenAI(base_url=server.base, api_key="k", max_retries=0, timeout=5) as client:
        yield client


async def test_it_replies_in_one(server: OpenAIServer, client: openai.AsyncOpenAI) -> None:
    """A request has its reply with what it took, and is recorded."""
    reply = await client.chat.completions.create(model="m", messages=MESSAGES, response_format=SHAPE)
    assert reply.choices[0].finish_reason == "stop" and reply.usage is not None and reply.usage.total_tokens > 0
    assert json.loads(reply.choices[0].message.content or "") == SAID
    asked = server.asked[0]
    assert (asked.job, asked.rules, asked.data, asked.key, asked.schema) == ("draft", "the rules", DATA, "k", SCHEMA)


async def test_it_streams(server: OpenAIServer, client: openai.AsyncOpenAI) -> None:
    """A stream has the same in pieces, and at its end what it took."""
    said, took = "", 0
    async with await client.chat.completions.create(
        model="m", messages=MESSAGES, response_format=SHAPE, stream=True, stream_options={"include_usage": True}
    ) as stream:
        async for chunk in stream:
            said += "".join(c.delta.content or "" for c in chunk.choices)
            took = chunk.usage.total_tokens if chunk.usage else took
    assert json.loads(said) == SAID and took > 0 and server.asked[0].stream


async def test_it_calls_a_function(server: OpenAIServer, client: openai.AsyncOpenAI) -> None:
    """A function that must be called is called with the reply, in one and in pieces."""
    reply = await client.chat.completions.create(model="m", messages=MESSAGES, **FUNCTION)
    calls: Any = reply.choices[0].message.tool_calls
    assert json.loads(calls[0].function.arguments) == SAID
    said = ""
    async with await client.chat.completions.create(model="m", messages=MESSAGES, stream=True, **FUNCTION) as stream:
        async for chunk in stream:
            for call in (chunk.choices[0].delta.tool_calls or []) if chunk.choices else []:
                said += (call.function.arguments or "") if call.function else ""
    assert json.loads(said) == SAID


async def test_it_reads_the_schema_out_of_the_rules(server: OpenAIServer, client: openai.AsyncOpenAI) -> None:
    """Where only JSON is asked for, the last line of the rules that is an object is the schema."""
    messages: Any = [{"role": "system", "content": f"rules\n{json.dumps(SCHEMA)}"}, MESSAGES[1]]
    form: Any = {"type": "json_object"}
    reply = await client.chat.completions.create(model="m", messages=messages, response_format=form)
    assert json.loads(reply.choices[0].message.content or "") == SAID
    assert server.asked[0].job == "draft"


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("kind", [*(k for k in KINDS if k not in LOST), "401", "404", "429", "500", "503"])
async def test_every_act_ends(server: OpenAIServer, kind: str, stream: bool) -> None:
    """Whatever it does, short of losing the reply, comes to an end over plain HTTP, and is over after one request."""
    server.next(kind)
    body = {"model": "m", "messages": MESSAGES, "response_format": SHAPE, "stream": stream}
    async with aiohttp.ClientSession(auto_decompress=False) as session:
        async with session.post(f"{server.base}/chat/completions", json=body, allow_redirects=False) as reply:
            assert await reply.read() or kind == "redirect"
            assert reply.status == {"quota": 429, "redirect": 307}.get(kind, int(kind) if kind.isdecimal() else 200)
        async with session.post(f"{server.base}/chat/completions", json=body) as reply:
            assert reply.status == 200
    assert server.open == 0


async def test_it_refuses_parameters_and_keys(server: OpenAIServer, client: openai.AsyncOpenAI) -> None:
    """A parameter or key that it does not take is refused as OpenAI does, by name."""
    server.always(Act(refuses=("max_tokens",)))
    with pytest.raises(openai.BadRequestError) as refused:
        await client.chat.completions.create(model="m", messages=MESSAGES, max_tokens=5)
    assert refused.value.param == "max_tokens" and refused.value.code == "unsupported_parameter"
    await client.chat.completions.create(model="m", messages=MESSAGES, max_completion_tokens=5)
    server.wanted_key = "another"
    with pytest.raises(openai.AuthenticationError):
        await client.chat.completions.create(model="m", messages=MESSAGES)


async def test_brains(server: OpenAIServer) -> None:
    """The honest one tells the facts, the blank one nothing, one of replay what it was given."""
    assert honest("draft", "", DATA, SCHEMA) == SAID
    assert blank("draft", "", DATA, SCHEMA) == {"sentences": [], "language": "en"}
    told = replay([1, {"a": 2}])
    assert [told("draft", "", "", {}) for _ in range(2)] == [1, {"a": 2}]


async def test_lies_are_lies_and_the_same_for_the_same_seed() -> None:
    """No sentence of a liar is the honest one, all kinds of lies come up, and a seed tells the same lies again."""
    one, again = lying(7), lying(7)
    said = [one("draft", "secret rules", DATA, SCHEMA) for _ in range(100)]
    assert said == [again("draft", "secret rules", DATA, SCHEMA) for _ in range(100)]
    texts = [s["text"] for each in said for s in each["sentences"]]
    cited = {f for each in said for s in each["sentences"] for f in s["facts"]}
    assert all((s["text"], s["facts"]) not in [(h["text"], h["facts"]) for h in SAID["sentences"]]  # type: ignore[index]
               for each in said for s in each["sentences"])  # fmt: skip
    assert len(set(texts)) > 20 and any("secret rules" in t for t in texts) and {"a-1", "a-1-9"} <= cited


async def test_it_is_a_process_of_its_own() -> None:
    """It can be started beside a bot, and says where it is."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.servers.openai", "--brain", "blank", cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    where = (await process.stdout.readline()).decode().split('"')[1]
    body = {"model": "m", "messages": MESSAGES, "response_format": SHAPE}
    async with aiohttp.ClientSession() as session, session.post(f"{where}/chat/completions", json=body) as reply:
        said = (await reply.json())["choices"][0]["message"]["content"]
    process.terminate()
    assert json.loads(said)["sentences"] == [] and await process.wait() == 0
