"""What is read out of a server's reply, whatever it sends."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import Nonsense, Unanswered
from bot.llm.hearing import Heard

LEAVES = st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.floats(allow_nan=False) | st.text(max_size=20)
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
)
KEYS = st.sampled_from(
    "choices message delta content refusal tool_calls function arguments finish_reason usage error".split()
)
REPLIES = st.recursive(
    LEAVES | st.just('{"a": 1}'), lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=4)
)


def heard(*, call: bool = False, stream: bool = False, tokens: int = 100) -> Heard:
    return Heard("the model at x", tokens=tokens, call=call, stream=stream)


def leaves(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set().union(*(leaves(v) for v in value.values()))
    if isinstance(value, list):
        return set().union(*(leaves(v) for v in value))
    return {repr(value)}


def said(text: str) -> dict[str, object]:
    return {"choices": [{"delta": {"content": text}}]}


@given(st.lists(REPLIES, max_size=4), st.booleans(), st.booleans())
def test_anything_is_a_value_or_one_of_our_errors(sent: list[Any], call: bool, stream: bool) -> None:
    """Whatever JSON a server sends, what comes of it is an object, or an error of ours without a word of it."""
    hearing, said = heard(call=call, stream=stream), ""
    try:
        for each in sent:
            hearing.hear(each)
            hearing.so_far()
        assert isinstance(hearing.completion().value, dict)
    except (Unanswered, Nonsense) as error:
        said = str(error)
    assert not said or (said.startswith("the model at x ") and '"a"' not in said)


@given(st.dictionaries(st.text(max_size=6), JSON, min_size=1, max_size=4), st.booleans(), st.data())
def test_nothing_unfinished_is_told(value: dict[str, Any], plain: bool, data: st.DataObject) -> None:
    """Cut anywhere, the value so far has no string and no number that the whole value does not have."""
    text = json.dumps(value, ensure_ascii=plain)
    hearing = heard(stream=True, tokens=10_000)
    hearing.hear(said(text[: data.draw(st.integers(0, len(text)))]))
    so_far = hearing.so_far()
    assert so_far is None or leaves(so_far) <= leaves(value)


@pytest.mark.parametrize("call", [False, True])
def test_length_is_bounded(call: bool) -> None:
    """A server that minds no bound is not listened to for long."""
    part = {"tool_calls": [{"function": {"arguments": "a" * 1001}}]} if call else {"content": "a" * 1001}
    hearing = heard(call=call, tokens=100, stream=True)
    assert hearing.hear({"choices": [{"delta": part}]})
    with pytest.raises(Nonsense, match="max_output_tokens"):
        hearing.hear({"choices": [{"delta": part}]})


def test_what_it_took_is_kept_with_nonsense() -> None:
    """A reply that is of no use was paid for all the same."""
    hearing = heard()
    hearing.hear({"choices": [{"message": {"content": "no"}}], "usage": {"prompt_tokens": 3, "completion_tokens": 4}})
    with pytest.raises(Nonsense) as caught:
        hearing.completion()
    assert caught.value.used is not None and caught.value.used.total == 7
