"""Bodies of replies, whole and in pieces, as OpenAI's documents have them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.servers.openai.acts import USAGES, Act
from tests.servers.openai.asked import Asked

PIECE = 7
"""Characters in a piece of a stream."""
ENDS = {"length": "length", "content_filter": "content_filter"}
SPOILED_CONTENT = {
    "prose": "Certainly! Here is the answer that you asked for.",
    "list": '["a", "b"]',
    "wrong": '{"something": "else"}',
    "refusal": "",
    "deep": "[" * 100_000,
}


def spoken(act: Act, content: str) -> str:
    """What the model says."""
    said = act.content if act.content is not None else SPOILED_CONTENT.get(act.kind, content)
    if act.kind == "fenced":
        return f"```json\n{said}\n```"
    if act.kind in ENDS:
        return said[: len(said) // 2]
    return said


def usage(act: Act, asked: Asked, content: str) -> object:
    """What it took, or what is told instead."""
    if act.kind in USAGES:
        return USAGES[act.kind]
    prompt, completion = len(json.dumps(asked.body["messages"])) // 4 + 1, len(content) // 4 + 1
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}


def whole(act: Act, asked: Asked, content: str) -> dict[str, Any]:
    """A reply in one."""
    if act.kind == "error":
        return {"error": {"message": "the model fell over", "code": 502}}
    said = spoken(act, content)
    message: dict[str, Any] = {"role": "assistant", "content": said, "refusal": None}
    if asked.function:
        message |= {"content": None, "tool_calls": [call(asked, said)]}
    if act.kind == "refusal":
        message |= {"content": None, "refusal": "I cannot help with that."}
        message.pop("tool_calls", None)
    if act.kind == "null":
        message |= {"content": None, "tool_calls": None}
    choice: dict[str, Any] = {"index": 0, "message": message, "finish_reason": finish(act, asked), "logprobs": None}
    if act.kind == "no-message":
        choice = {"index": 0}
    choices = [] if act.kind == "no-choices" else [choice]
    body = base("chat.completion", asked) | {"choices": choices, "usage": usage(act, asked, said)}
    if act.kind == "no-usage":
        del body["usage"]
    return body


def pieces(act: Act, asked: Asked, content: str) -> Iterator[str]:
    """A reply as a stream: what stands behind each `data:`, in order."""
    if act.kind == "error":
        yield json.dumps({"error": {"message": "the model fell over", "code": 502}})
        return
    said = spoken(act, content)
    for delta in deltas(act, asked, said):
        choices = [{"index": 0, "delta": delta, "finish_reason": None}]
        yield json.dumps(
            base("chat.completion.chunk", asked) | {"choices": [] if act.kind == "no-choices" else choices}
        )
    if act.kind not in ("no-finish", "no-choices"):
        last = {"index": 0, "delta": {}, "finish_reason": finish(act, asked)}
        yield json.dumps(base("chat.completion.chunk", asked) | {"choices": [last]})
    if (asked.body.get("stream_options") or {}).get("include_usage") and act.kind != "no-usage":
        told = {"choices": [], "usage": usage(act, asked, said)}
        yield json.dumps(base("chat.completion.chunk", asked) | told)
    yield "[DONE]"


def deltas(act: Act, asked: Asked, said: str) -> Iterator[object]:
    """What each piece adds."""
    yield {"role": "assistant", "content": None if asked.function else ""}
    if act.kind == "no-message":
        yield from (None, "words", {"content": ["no", "text"]}, {"tool_calls": [None]})
        return
    if act.kind == "refusal":
        yield from ({"refusal": "I cannot "}, {"refusal": "help."})
        return
    if act.kind == "null":
        yield {"content": None}
        return
    cuts = [said[n : n + PIECE] for n in range(0, len(said), PIECE)]
    if not asked.function:
        yield from ({"content": cut} for cut in cuts)
        return
    for number, cut in enumerate(cuts):
        first = {"index": 0, "id": "call_1", "type": "function"} if number == 0 else {"index": 0}
        function = {"arguments": cut} | ({"name": asked.function} if number == 0 else {})
        yield {"tool_calls": [first | {"function": function}]}


def finish(act: Act, asked: Asked) -> str | None:
    """Why the reply ended."""
    if act.kind == "no-finish":
        return None
    return ENDS.get(act.kind, "tool_calls" if asked.function else "stop")


def call(asked: Asked, said: str) -> dict[str, Any]:
    return {"id": "call_1", "type": "function", "function": {"name": asked.function, "arguments": said}}


def base(kind: str, asked: Asked) -> dict[str, Any]:
    return {"id": "chatcmpl-1", "object": kind, "created": 1583020800, "model": asked.body["model"]}


def error(status: int, **said: object) -> dict[str, Any]:
    """The body of an error."""
    return {"error": {"type": "invalid_request_error", "param": None, "code": status} | said}
