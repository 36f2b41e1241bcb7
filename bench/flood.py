"""Ten thousand questions in a minute, with a model whose budget is soon spent: what is acknowledged, and what it costs.

`python -m bench.flood [--rate N] [--seconds S]`: `sitrep run` is a process of its own; Slack and the model's endpoint
stand in this one. First one person asks everything, at the highest pace that may be configured for one, then many do.
Every question has to get a reply, if only that one is to wait, and no day's limit may be passed by more than a request.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bench.corpus import sample
from bench.slack import Question, bench_of, crowd_of
from bench.talking import IDLIB, main, process
from bench.timing import latency, peak_memory, single
from bot.domain.spending import Scope, Spent
from storage.casefiles import read_case
from storage.store import open_store
from tests.servers.openai import replies
from tests.servers.openai.acts import Act
from tests.servers.openai.server import OpenAIServer, openai_server
from tests.servers.slack import slack_server
from tests.talkers import honest

RATE, SECONDS = 10_000 / 60, 60.0
PEOPLE = (1, 500)
MEANING = "none"
REPLY_S = 0.3
"""Seconds that the model takes for a reply."""
PATIENCE_S = 900.0
"""Seconds after the last question, in which the last reply has to come."""
SLACK_WAITS_MS = 3000
MEMORY_MB = 512
LONGEST = 800
"""Tokens of a reply, at most."""
LIMITS: dict[Scope, int] = {"user": 20_000, "workspace": 150_000, "all": 200_000}
"""Tokens in a day; a few questions take what one person has."""


async def measure(database: Path, folder: Path, rate: float, seconds: float) -> None:
    """Print what a flood does to a bot at a database that holds the shipped case."""
    for people in PEOPLE:
        own = Path(shutil.copy(database, folder / f"{people}.db"))
        await flood(own, folder, people, rate, seconds)


async def flood(database: Path, folder: Path, people: int, rate: float, seconds: float) -> None:
    """Print what so many people bring about."""
    questions, loop = sample(read_case(IDLIB), 400), asyncio.get_running_loop()
    async with slack_server() as server, openai_server(honest) as model:
        model.always(Act(kind="slow", wait_s=REPLY_S))
        team = server.add_team("T1")
        crowd = crowd_of(team, questions, people)
        bench = bench_of(team, crowd, rate=rate, seconds=seconds, tables=tables(model))
        config = str(bench.configured(folder, database, MEANING))
        async with process("-m", "bot", "run", "--config", config, **bench.secrets) as bot:
            await bench.ready()
            began = loop.time()
            asked = [a for a in await crowd.send(round(rate * seconds), rate) if isinstance(a, Question)]
            sent_s = loop.time() - began
            await all_answered(asked)
            memory = peak_memory(bot.pid)
        await bench.gone()
        print(f"{people} asking: {len(asked)} questions in {sent_s:.1f} s", flush=True)
        show(asked, memory)
        show_model(model)
    async with open_store(f"sqlite:///{database}") as store:
        show_spent(await store.spending.spent(datetime.now(UTC).date()), tokens(model))
    show_journal(database)


def tables(model: OpenAIServer) -> str:
    """The configuration of the model and of what it may cost."""
    limits = "".join(f"tokens{'' if scope == 'all' else f'_per_{scope}'} = {n}\n" for scope, n in LIMITS.items())
    llm = f'base_url = "{model.base}"\nmodel = "honest"\nmax_output_tokens = {LONGEST}\n'
    return f"[llm]\n{llm}[budget]\n{limits}"


async def all_answered(asked: Sequence[Question]) -> None:
    """Wait until each has its reply, or nobody waits any longer."""
    loop = asyncio.get_running_loop()
    until = loop.time() + PATIENCE_S
    for one in asked:
        try:
            await one.answered(max(0.1, until - loop.time()))
        except TimeoutError:
            continue


def show(asked: Sequence[Question], memory: float) -> None:
    """Print what people saw, and the memory that it took."""
    acked = [a.acked_s * 1000 for a in asked if a.acked_s is not None]
    final = [a.final_s * 1000 for a in asked if a.final_s is not None]
    told = Counter("to wait" if "too fast" in a.words else "an answer" for a in asked if a.final_s is not None)
    latency("acknowledged", acked, p99=SLACK_WAITS_MS)
    single("acknowledged, the last", max(acked) / 1000, "s", SLACK_WAITS_MS / 1000)
    single("never acknowledged", len(asked) - len(acked), "", 0)
    single("acknowledged too late for Slack", sum(a > SLACK_WAITS_MS for a in acked), "", 0)
    latency("replied", final)
    single("replied, the last", max(final) / 1000, "s")
    single("never replied", len(asked) - len(final), "", 0)
    print(f"  {'replies':42} {', '.join(f'{n} {what}' for what, n in told.most_common())}")
    single("memory of the bot", memory, "MB", MEMORY_MB)


def show_model(model: OpenAIServer) -> None:
    """Print what the model had to do."""
    jobs = Counter(a.job for a in model.asked)
    what = ", ".join(f"{n} {job}" for job, n in jobs.most_common())
    print(f"  {'requests to the model':42} {len(model.asked)} ({what}), at most {model.most} at once")


def tokens(model: OpenAIServer) -> list[int]:
    """What each request took, by the count of the model's server."""
    took = []
    for asked in model.asked:
        content = json.dumps(honest(asked.job, asked.rules, asked.data, asked.schema), ensure_ascii=False)
        usage = replies.usage(Act(), asked, content)
        assert isinstance(usage, dict)
        took.append(usage["total_tokens"])
    return took


def show_spent(spent: Sequence[Spent], took: Sequence[int]) -> None:
    """Print what was spent against the limits; nobody may be over theirs by more than a request."""
    print(f"  {'tokens by the count of the server':42} {sum(took)}, at most {max(took, default=0)} in a request")
    for scope, limit in LIMITS.items():
        most = max((s.tokens for s in spent if s.scope == scope), default=0)
        kept = "yes" if most <= limit + max(took, default=0) else "no"
        print(f"  {f'spent, {scope}':42} {most} of {limit}; ≤ limit + one request: {kept}")


def show_journal(database: Path) -> None:
    """Print who worded the answers, and why the model did not."""
    with closing(sqlite3.connect(database)) as db:
        engines = db.execute("SELECT engine, count(*) FROM turn GROUP BY engine ORDER BY engine").fetchall()
        troubles = db.execute(
            "SELECT value, count(*) FROM turn, json_each(troubles) GROUP BY value ORDER BY count(*) DESC"
        ).fetchall()
    print(f"  {'turns in the journal':42} {', '.join(f'{n} {engine}' for engine, n in engines)}")
    print(f"  {'troubles':42} {', '.join(f'{n} {trouble}' for trouble, n in troubles)}", flush=True)


if __name__ == "__main__":
    main("flood", measure, rate=RATE, seconds=SECONDS, meaning=MEANING)
