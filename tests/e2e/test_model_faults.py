"""A model that fails in every way: the base answers in its own words, in time, and nothing is left behind."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.app import App, open_app
from bot.clock import RealClock
from bot.domain.answer import Answer, Question, Reply
from bot.services.ask import Asker
from bot.services.breaker import FAILURES, REST_S
from bot.services.budget import Budget
from bot.services.consult import Consultant
from bot.settings import BudgetSettings, LlmSettings, Settings
from tests.apps import Told, left_behind
from tests.casefolders import write_case
from tests.llms import asking
from tests.running import called, free_port, write_config
from tests.servers.openai import Act, OpenAIServer, openai_server
from tests.servers.openai.acts import LOST, SPOILED, UNREADABLE, USAGES
from tests.talkers import honest

NOW = datetime(2020, 3, 1, 12, tzinfo=UTC)
TIMEOUT_S, WAIT_S, MARGIN_S = 2.0, 0.5, 2.0
LATE = {"hang", "drip"}
"""What only the time ends."""
IMPATIENT_S = 0.8
STATUSES = ("400", "401", "403", "404", "405", "408", "409", "413", "422", "429", "500", "502", "503", "529", "302")
ACTS = [
    *(Act(kind=kind) for kind in (*LOST, *UNREADABLE, *SPOILED, *STATUSES, "quota")),
    Act(kind="429", headers={"Retry-After": "1"}), Act(kind="429", headers={"Retry-After": "86400"}),
    Act(kind="429", headers={"Retry-After": "soon"}), Act(content="{}"), Act(content="null"),
    Act(content='{"sentences": "none", "facts": "none", "question": 7}'), Act(content='{"facts": [true, 1e9, -1]}'),
    Act(content='{"sentences": [[]], "facts": [[]], "question": {}}'), Act(content="{" * 5000),
    Act(content='{"question": "\\u0000", "language": "en", "names": [1], "time": 2, "kind": null}'),
]  # fmt: skip


def asked(text: str = "How many people fled?", **more: Any) -> Question:
    return Question(text=text, now=NOW, asked_by="U1", workspace="T1", **more)


def name(act: Act) -> str:
    return "-".join([act.kind, *act.headers.values(), *([act.content[:12]] if act.content else [])])


@asynccontextmanager
async def app_on(folder: Path, server: OpenAIServer, **llm: Any) -> AsyncIterator[App]:
    """The application over the small case, with a model behind a server."""
    model = {"base_url": server.base, "model": "m1", "timeout_s": TIMEOUT_S, "wait_s": WAIT_S} | llm
    tables = {"storage": {"url": f"sqlite:///{folder}/sitrep.db"}, "search": {"meaning": "none"}, "llm": model}
    async with open_app(Settings.model_validate(tables), progress=Told()) as app:
        yield app


async def plainly(app: App) -> Reply:
    """What the base says by itself."""
    return await app.asker.ask(asked(engine="extractive"), record=False)


async def in_time(app: App, within: float) -> Reply:
    """The reply, which comes within so many seconds."""
    began = asyncio.get_running_loop().time()
    reply = await app.asker.ask(asked())
    assert asyncio.get_running_loop().time() - began < within
    return reply


def ours(left: list[str]) -> list[str]:
    """What is left behind, but for what the server of the tests still does with a connection that hangs."""
    return [one for one in left if "aiohttp/web" not in one]


@pytest.fixture(scope="module", autouse=True)
def _imported() -> None:
    """The client's library takes two seconds to import and open, for which no question of these tests waits."""
    from bot.llm.wire import Wire

    Wire(LlmSettings(base_url="http://127.0.0.1:1/v1", model="m1"), "nowhere")


@pytest.mark.parametrize("act", ACTS, ids=name)
async def test_whatever_a_server_does_the_base_answers(ready: Path, act: Act) -> None:
    """The reply is the base's own, in time, says why, and no task, thread or warning is left behind."""
    before = asyncio.all_tasks()
    timeout_s = IMPATIENT_S if act.kind in LATE else TIMEOUT_S
    async with openai_server(honest) as server:
        server.pace_s = 0.05
        server.always(act)
        async with app_on(ready, server, timeout_s=timeout_s) as app:
            reply, plain = await in_time(app, timeout_s + WAIT_S + MARGIN_S), await plainly(app)
            assert isinstance(reply, Answer) and isinstance(plain, Answer)
            assert (reply.sentences, reply.accounts, reply.notes) == (plain.sentences, plain.accounts, plain.notes)
            assert reply.made.engine == "extractive" and reply.made.troubles
            assert server.asked
    assert ours(left_behind(before)) == []


@pytest.mark.parametrize("kind", [*USAGES, "no-finish"])
async def test_odd_bookkeeping_does_no_harm(ready: Path, kind: str) -> None:
    """A good reply whose cost is told wrongly is taken; what is counted for it stays believable."""
    async with openai_server(honest) as server:
        server.always(kind)
        async with app_on(ready, server, timeout_s=20.0) as app:
            reply = await app.asker.ask(asked())
            assert reply.made.engine == "model" and reply.made.troubles == ()
            assert 0 < reply.made.used.total < 30_000


async def test_faults_that_change_in_the_middle(ready: Path) -> None:
    """Where a model fails after it understood and chose, its choice holds and the words are the base's."""
    async with openai_server(honest) as server:
        server.next("fine", "fine", "garbage", "garbage")
        async with app_on(ready, server, timeout_s=20.0) as app:
            reply = await app.asker.ask(asked())
            assert isinstance(reply, Answer) and reply.made.engine == "extractive"
            assert [a.job for a in server.asked] == ["understand", "choose", "draft", "draft"]
            assert reply.made.troubles == ("unreadable",)


async def test_many_at_once_are_all_answered_in_time(ready: Path) -> None:
    """Fifty questions to a model that hangs: none waits for longer than one does."""
    before = asyncio.all_tasks()
    async with openai_server(honest) as server:
        server.always("hang")
        async with app_on(ready, server, timeout_s=IMPATIENT_S, at_once=2) as app:
            replies = await asyncio.gather(*(in_time(app, IMPATIENT_S + WAIT_S + MARGIN_S) for _ in range(50)))
            assert all(isinstance(r, Answer) and r.made.troubles for r in replies)
    assert ours(left_behind(before)) == []


async def test_who_goes_away_leaves_nothing_open(ready: Path) -> None:
    """A question that is cancelled while the model hangs ends at once, and the next one is answered."""
    before = asyncio.all_tasks()
    async with openai_server(honest) as server:
        server.next("hang")
        async with app_on(ready, server, timeout_s=20.0) as app:
            task = asyncio.create_task(app.asker.ask(asked(conversation="c")))
            await server.changes.until(lambda: bool(server.asked))
            task.cancel()
            await asyncio.wait([task], timeout=5)
            assert task.cancelled()
            assert (await app.asker.ask(asked(conversation="c"))).made.engine == "model"
    assert ours(left_behind(before)) == []


async def test_a_model_that_is_down_is_left_alone_until_it_is_well(ready: Path) -> None:
    """After failures in a row no question reaches it; after the rest one does, and then all."""
    seconds = [0.0]
    llm: dict[str, Any] = {"model": "m1", "timeout_s": 30.0, "jobs": ["choose"]}
    async with openai_server(honest) as server, asking(server.base) as endpoint, app_on(ready, server) as app:
        rules = LlmSettings(base_url=server.base, **llm)
        budget = Budget(app.store.spending, BudgetSettings(), RealClock())
        consultant = Consultant(endpoint, budget, rules, timer=lambda: seconds[0], pause=lambda s: asyncio.sleep(0))
        asker = Asker(app.store.facts, app.store.journal, None, consultant)
        server.always("503")
        while len(server.asked) < FAILURES:
            assert (await asker.ask(asked())).made.troubles == ("unanswered",)
        assert [(await asker.ask(asked())).made.troubles for _ in range(5)] == [("resting",)] * 5
        assert len(server.asked) <= FAILURES + 1
        failed = len(server.asked)
        seconds[0] += REST_S + 1
        assert (await asker.ask(asked())).made.troubles
        assert (await asker.ask(asked())).made.troubles == ("resting",)
        assert len(server.asked) == failed + 1
        server.always("fine")
        seconds[0] += REST_S + 1
        for text in ("How many people fled?", "How many people left home?", "Did the governor answer?"):
            assert (await asker.ask(asked(text))).made.troubles == ()
        assert len(server.asked) == failed + 4


@pytest.mark.parametrize("act", ["down", *(pytest.param(a, marks=pytest.mark.slow) for a in ("none", "401", "hang"))])
async def test_a_process_whose_model_is_of_no_use(ready: Path, act: str) -> None:
    """`sitrep ask --json` ends with 0 and one line in the base's words; what went wrong is one line of the log."""
    async with openai_server(honest) as server:
        server.always(act if act != "none" else "fine")
        base = server.base if act != "none" else f"http://127.0.0.1:{free_port()}/v1"
        write_config(ready, write_case(ready / "case"), llm={"base_url": base, "model": "m1", "timeout_s": 4.0})
        done = await called("ask", "--json", "How many people fled?", "--as-of", "2020-03-01", cwd=ready)
    assert await done.ended() == 0
    (line,) = done.out.splitlines()
    record = json.loads(line)
    assert record["engine"] == "extractive" and record["status"] in ("answered", "disputed")
    told = [json.loads(one) for one in done.err.splitlines()]
    assert 1 <= len(told) <= 2 and {t["level"] for t in told} == {"warning"}
    assert {t["action"] for t in told} <= {"model.failed", "model.open"}
