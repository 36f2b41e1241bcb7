"""Many questions to a model at once: each in its turn, never beyond the budget, and quiet where it fails."""

from __future__ import annotations

import asyncio
import gc
import itertools
import logging
import tracemalloc
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.domain.errors import Denied, Throttled, Unanswered
from bot.domain.model import Completion, Used
from bot.services.breaker import FAILURES, REST_S
from bot.services.consult import QUIET_S
from storage.store import Store, open_store
from tests.consulting import DAY, RESERVED, SECRET, Room, prompt, question
from tests.fakes import FakeModel

DOWN = Unanswered("m: no connection")
USED = Used(prompt=200, completion=100)
PATIENT = {"wait_s": 60.0, "timeout_s": 100.0}
MANY = 10_000
MEGABYTE = 1_000_000


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(f"sqlite:///{tmp_path}/sitrep.db") as store:
        yield store


def busy_model() -> FakeModel:
    """One that keeps every call until it is let go."""
    return FakeModel(script=lambda prompt: {"n": 1}, until=asyncio.Event())


async def test_a_conversation_has_one_question_with_the_model(store: Store) -> None:
    """Who asks again before the first answer goes without the model; other conversations, and none, are not held up."""
    room = Room(store, busy_model())
    async with room.consultant.consultation(question("c")):
        _, second = await room.ask(of=question("c"))
        assert second.troubles == ("busy",) and not room.model.asked
        assert room.model.until is not None
        room.model.until.set()
        for other in (question("d"), question("c", workspace="x"), question(), question()):
            assert (await room.ask(of=other))[0] == {"n": 1}
    assert (await room.ask(of=question("c")))[0] == {"n": 1}


async def test_a_turn_comes_to_who_waits(store: Store) -> None:
    """Within the time that a question may wait, the next one of a conversation gets the model when the first ends."""
    room = Room(store, busy_model(), {"wait_s": 30.0})
    both = asyncio.gather(*(room.ask(prompt(str(n)), of=question("c")) for n in range(2)))
    await room.model.begun.wait()
    assert room.model.until is not None
    room.model.until.set()
    assert [reply for reply, _ in await both] == [{"n": 1}] * 2
    assert room.model.most_under_way == 1


async def test_only_so_many_calls_are_under_way(store: Store) -> None:
    """Questions wait for a place with the model, and no more of them are with it than there are places."""
    room = Room(store, FakeModel(script=lambda prompt: {"n": 1}), {"at_once": 3, "wait_s": 30.0})
    found = await asyncio.gather(*(room.ask(prompt(str(n))) for n in range(60)))
    assert all(reply for reply, _ in found)
    assert room.model.most_under_way == 3


async def test_who_waits_too_long_goes_without(store: Store) -> None:
    """Where every place is taken, a question goes on without the model, and no place is lost on the way."""
    room = Room(store, busy_model(), {"at_once": 2, "wait_s": 0.01})
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(room.ask(prompt(str(n)))) for n in range(50)]
        await asyncio.wait(tasks[2:])
        assert {t.result()[1].troubles for t in tasks[2:]} == {("busy",)}
        assert room.model.until is not None
        room.model.until.set()
    await asyncio.gather(*(room.ask(prompt(f"after {n}")) for n in range(2)))
    assert (len(room.model.asked), room.model.most_under_way) == (4, 2)


@pytest.mark.parametrize("error", [DOWN, Throttled("m: 429", retry_after=None), Denied("m: 401")])
async def test_a_model_that_fails_is_left_alone(
    store: Store, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    """Of ten thousand questions to a dead model a few reach it, and the log has a few lines, with nobody's words."""
    caplog.set_level(logging.INFO)
    room = Room(store, FakeModel(script=lambda prompt: error))
    for n in range(MANY):
        reply, consultation = await room.ask(prompt(str(n)))
        assert reply is None and consultation.troubles
    assert len(room.model.asked) <= FAILURES
    assert sorted(getattr(r, "action", "") for r in caplog.records) == ["model.failed", "model.open"]
    assert SECRET not in caplog.text
    spent = await room.spent()
    assert spent <= FAILURES * RESERVED


async def test_a_model_that_fails_for_long_is_tried_now_and_then(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    """After a rest one question tries it; while it stays down that is no line in the log, and when it is back, one."""
    caplog.set_level(logging.INFO)
    replies = itertools.chain([DOWN] * (FAILURES + 3), itertools.repeat({"n": 1}))
    room = Room(store, FakeModel(script=lambda prompt: next(replies)))
    for n in range(400):
        await room.ask(prompt(str(n)))
        room.seconds += REST_S / 10
    actions = [getattr(r, "action", "") for r in caplog.records]
    assert actions.count("model.open") == actions.count("model.closed") == 1
    assert 1 <= actions.count("model.failed") <= 1 + 5 * REST_S / QUIET_S
    assert (await room.ask(prompt("at last")))[0] == {"n": 1}


async def test_many_try_it_after_a_rest_with_one_call(store: Store) -> None:
    """Of all that come at once after a rest one goes to the model; the others go without it meanwhile."""
    down = [True]
    room = Room(store, FakeModel(script=lambda prompt: DOWN if down[0] else {"n": 1}))
    while "resting" not in (await room.ask())[1].troubles:
        pass
    before, down[0] = len(room.model.asked), False
    room.seconds += REST_S
    room.model.until = asyncio.Event()
    asked = [asyncio.ensure_future(room.ask(prompt(str(n)))) for n in range(20)]
    room.model.begun.clear()
    await room.model.begun.wait()
    assert (await room.ask(prompt("x")))[1].troubles == ("resting",)
    room.model.until.set()
    found = await asyncio.gather(*asked)
    assert sum(reply is not None for reply, _ in found) == len(room.model.asked) - before == 1


async def test_who_has_spent_all_goes_without(store: Store) -> None:
    """Over a limit the model is not asked, whoever counts the money hears of it, and others are served."""
    room = Room(store, FakeModel(script=lambda prompt: {"n": 1}), limits={"tokens_per_user": RESERVED})
    assert (await room.ask(prompt("a")))[0] == {"n": 1}
    reply, consultation = await room.ask(prompt("b"))
    assert (reply, consultation.troubles) == (None, ("budget user",))
    assert room.over == ["user"]
    assert (await room.ask(prompt("a")))[0] == {"n": 1}
    assert (await room.ask(prompt("b"), of=question(user="v")))[0] == {"n": 1}


@pytest.mark.parametrize(
    ("people", "limits", "limit"),
    [
        (1, {"tokens_per_user": 100_000}, 100_000),
        pytest.param(500, {"tokens_per_user": 3000, "tokens": 1_000_000}, 1_000_000, marks=pytest.mark.slow),
        pytest.param(500, {"money": 0.5, "input_price": 1.0, "output_price": 4.0}, 500_000, marks=pytest.mark.slow),
    ],
)
async def test_ten_thousand_questions(tmp_path: Path, people: int, limits: dict[str, float], limit: int) -> None:
    """As fast as they can come, from one or from many, to two processes: no limit is passed, and all get their end."""
    async with AsyncExitStack() as stack:
        url = f"sqlite:///{tmp_path}/sitrep.db"
        stores = [await stack.enter_async_context(open_store(url, busy_timeout=30)) for _ in range(2)]
        served = await flood([Room(store, talker(), PATIENT, dict(limits)) for store in stores], people)
        spent = {s.scope: (s.tokens, s.money) for s in await stores[0].spending.spent(DAY)}
    assert served == spent["all"][0] // USED.total > 0
    assert spent["all"]["money" in limits] <= limit


@pytest.mark.slow
async def test_ten_thousand_questions_in_bounded_memory(store: Store) -> None:
    """While they wait ten thousand questions take some kilobytes each, and once they are over next to nothing stays."""
    room = Room(store, talker(), PATIENT, {"tokens_per_user": 100_000})
    tracemalloc.start()
    try:
        await flood([room], 1)
        await asyncio.sleep(0)  # until then the loop has the results in its hands
        gc.collect()
        stays, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 100 * MEGABYTE
    assert stays < 10 * MEGABYTE


def talker() -> FakeModel:
    """One that replies at once."""
    return FakeModel(script=lambda prompt: Completion(value={"n": 1}, used=USED))


async def flood(rooms: Sequence[Room], people: int) -> int:
    """Ten thousand questions at once, each in a conversation of its own; gives how many the model answered."""
    asked = [
        rooms[n % len(rooms)].ask(prompt(str(n)), of=question(f"c{n}", user=f"u{n % people}")) for n in range(MANY)
    ]
    return sum(reply is not None for reply, _ in await asyncio.gather(*asked))
