"""What a question may ask of a model: the same not twice, in its time, with one retry, and counted whatever happens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.domain.errors import Denied, ModelError, Nonsense, StoreBusy, Throttled, Unanswered
from bot.domain.model import Completion, Used
from bot.services.consultation import LEAST_S, PAUSE_S
from storage.store import Store, open_store
from tests.consulting import RESERVED, Room, prompt, question, same
from tests.fakes import FakeModel

DOWN = Unanswered("m: no connection")
USED = Used(prompt=70, completion=30)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(f"sqlite:///{tmp_path}/sitrep.db") as store:
        yield store


def scripted(*replies: object) -> FakeModel:
    """A model that gives these in their order."""
    left = list(replies)
    return FakeModel(script=lambda prompt: left.pop(0), used=USED)


async def test_a_reply_is_what_is_made_of_it(store: Store) -> None:
    """The reply is read by who asked for it, and what it took is counted and told."""
    room = Room(store, scripted({"ids": ["a"]}))
    reply, consultation = await room.ask(accept=lambda value: str(value))
    assert reply == "{'ids': ['a']}"
    assert (consultation.used, consultation.troubles) == (USED, ())
    assert await room.spent() == USED.total


async def test_the_same_is_not_asked_twice(store: Store) -> None:
    """A reply that was of use answers others who ask for the same, costs nothing then, and is not told as it grows."""
    room = Room(store, scripted({"n": [1]}, {"n": [2]}, {"n": [3]}))
    grown: list[object] = []
    assert await reply_of(room, "a") == {"n": [1]}
    again, consultation = await room.ask(prompt("a"), of=question(user="v"), grown=grown.append)
    assert (again, consultation.used, grown) == ({"n": [1]}, Used(), [])
    assert await reply_of(room, "b") == {"n": [2]}
    assert (await room.ask(prompt("a", job="mend")))[0] == {"n": [3]}
    assert len(room.model.asked) == 3


async def reply_of(room: Room, key: str) -> object:
    """The reply, which is then spoilt by who got it."""
    reply, _ = await room.ask(prompt(key))
    assert isinstance(reply, dict)
    kept = dict(reply)
    reply.clear()
    return kept


async def test_a_remembered_reply_is_forgotten(store: Store) -> None:
    """After an hour, or where it is not accepted any more, the model is asked again."""
    room = Room(store, scripted({"n": 1}, {"n": 2}, {"n": 3}))
    await room.ask()
    room.seconds = 3601
    assert (await room.ask())[0] == {"n": 2}
    assert (await room.ask(accept=only(3)))[0] == {"n": 3}
    assert (await room.ask())[0] == {"n": 3}


def only(wanted: int) -> Callable[[object], object]:
    def accept(value: object) -> object:
        if value != {"n": wanted}:
            raise ValueError
        return value

    return accept


@pytest.mark.parametrize(
    ("error", "trouble", "paused"),
    [
        (DOWN, "unanswered", [PAUSE_S]),
        (Throttled("429", retry_after=None), "throttled", [PAUSE_S]),
        (Throttled("429", retry_after=3.0), "throttled", [3.0]),
        (Nonsense("not JSON"), "unreadable", [0.0]),
    ],
)
async def test_one_retry(store: Store, error: ModelError, trouble: str, paused: list[float]) -> None:
    """What may help is tried once more, after as long as is asked for; what was in the way is told all the same."""
    room = Room(store, scripted(error, {"n": 1}))
    reply, consultation = await room.ask()
    assert (reply, consultation.troubles) == ({"n": 1}, (trouble,))
    assert room.paused == paused


@pytest.mark.parametrize("error", [Throttled("429", retry_after=8.0), Denied("401"), Denied("400")])
async def test_what_a_retry_cannot_help(store: Store, error: ModelError) -> None:
    """A wait beyond the time of the question, or a refusal, is the end of it."""
    room = Room(store, scripted(error))
    reply, consultation = await room.ask()
    assert reply is None and len(consultation.troubles) == 1
    assert room.paused == []


async def test_one_retry_in_all(store: Store) -> None:
    """However much is asked for one question, one call of it is tried again."""
    room = Room(store, scripted(DOWN, {"n": 1}, Nonsense("x"), {"n": 2}))
    async with room.consultant.consultation(question()) as consultation:
        assert await consultation.ask(prompt("a"), same) == {"n": 1}
        assert await consultation.ask(prompt("b"), same) is None
        assert await consultation.ask(prompt("c"), same) == {"n": 2}
    assert consultation.troubles == ("unanswered", "unreadable")


async def test_another_shape_is_nonsense(store: Store) -> None:
    """A reply that is not accepted is paid for and asked for once more, and never remembered."""
    room = Room(store, scripted({}, [], {"n": 1}))
    reply, consultation = await room.ask()
    assert (reply, consultation.troubles, consultation.used) == (None, ("unreadable",), USED + USED)
    assert (await room.ask())[0] == {"n": 1}


@pytest.mark.parametrize(
    ("reply", "counted"),
    [
        (Denied("401"), 0),
        (Throttled("429", retry_after=99.0), 0),
        (DOWN, 2 * RESERVED),
        (Nonsense("x", used=USED), 2 * USED.total),
        (Nonsense("x"), 2 * RESERVED),
        (Completion(value={"n": 1}), RESERVED),
        (Completion(value={"n": 1}, used=Used(prompt=-1)), RESERVED),
        (Completion(value={"n": 1}, used=Used(prompt=10**9)), RESERVED),
    ],
)
async def test_every_end_is_counted(store: Store, reply: object, counted: int) -> None:
    """What was turned away costs nothing; what nobody tells, or tells wrongly, costs all that it can."""
    room = Room(store, FakeModel(script=lambda prompt: reply))
    _, consultation = await room.ask()
    assert await room.spent() == counted == consultation.used.total


async def test_a_call_has_the_time_that_is_left(store: Store) -> None:
    """All that is asked for one question shares its time; what comes too late is not asked, and costs nothing."""
    room = Room(store, FakeModel(script=lambda prompt: {"n": 1}), {"timeout_s": 8.0})
    async with room.consultant.consultation(question()) as consultation:
        room.seconds = 3.0
        await consultation.ask(prompt("a"), same)
        room.seconds = 7.5
        await consultation.ask(prompt("b"), same)
        room.seconds = 8.0
        assert await consultation.ask(prompt("c"), same) is None
    assert [left for _, left in room.model.asked] == [5.0, 0.5]
    assert consultation.troubles == ("late",)
    assert await room.spent() == 2 * RESERVED


async def test_no_retry_in_the_last_second(store: Store) -> None:
    """A retry that could hardly end in time is not begun."""
    room = Room(store, scripted(DOWN), {"timeout_s": 8.0})
    async with room.consultant.consultation(question()) as consultation:
        room.seconds = 8.0 - LEAST_S - PAUSE_S + 0.01
        assert await consultation.ask(prompt(), same) is None


async def test_a_model_that_keeps_no_time_is_left(store: Store) -> None:
    """A call ends with the time of the question, whatever the model does."""
    room = Room(store, FakeModel(until=asyncio.Event()), {"timeout_s": 0.02})
    reply, consultation = await room.ask()
    assert (reply, consultation.troubles) == (None, ("unanswered",))
    assert await room.spent() == RESERVED


async def test_a_reply_is_told_as_it_grows(store: Store) -> None:
    """Who wants to hears a reply as it comes."""
    room = Room(store, FakeModel(script=lambda prompt: {"n": 1}, grows=[{}, {"n": 1}]))
    grown: list[object] = []
    await room.ask(grown=grown.append)
    assert grown == [{}, {"n": 1}]


async def test_cancelled_in_the_middle(store: Store) -> None:
    """A question that is given up is counted as reserved, and frees its place and its talk at once."""
    model = FakeModel(script=lambda prompt: {"n": 1}, until=asyncio.Event())
    room = Room(store, model, {"at_once": 1})
    asking = asyncio.ensure_future(room.ask(of=question("c")))
    await model.begun.wait()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert await room.spent() == RESERVED
    model.until = None
    assert (await room.ask(of=question("c")))[0] == {"n": 1}


async def test_what_cannot_be_counted_is_not_asked(tmp_path: Path) -> None:
    """Where the database fails before a call, none is made."""
    async with open_store(f"sqlite:///{tmp_path}/sitrep.db") as store:
        room = Room(store, scripted())
    reply, consultation = await room.ask()
    assert (reply, consultation.troubles) == (None, ("uncounted",))


async def test_what_cannot_be_put_right_stays_reserved(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the database fails after a call, its reply is of use, and all that it can have cost stays counted."""

    async def busy(*args: object, **named: object) -> None:
        raise StoreBusy("the database is locked")

    monkeypatch.setattr(store.spending, "settle", busy)
    reply, consultation = await Room(store, scripted({"n": 1})).ask()
    assert (reply, consultation.troubles, consultation.used.total) == ({"n": 1}, ("uncounted",), RESERVED)
