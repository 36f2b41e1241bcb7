"""Random work on one outbox by three workers, of whom some freeze and thaw: what must hold, holds after every move."""

from __future__ import annotations

import random
import sqlite3
from collections import defaultdict
from contextlib import AsyncExitStack, closing
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bot.domain.delivery import SETTLED, Delivery, State
from bot.domain.errors import LeaseLost
from tests.outboxes import Worker, channel, draft, subscribed, working

OPEN = "state IN ('queued', 'attempting', 'ambiguous') AND parked = 0"
ENDS: tuple[State, ...] = ("sent", "sent", "sent", "queued", "ambiguous", "failed", "dead", "missed")


class Walk:
    """What the workers believe that they hold, and whose lease that really is."""

    def __init__(self, path: Path, workers: list[Worker], chance: random.Random, subscriptions: list[int]) -> None:
        self.path = path
        self.workers = workers
        self.chance = chance
        self.subscriptions = subscriptions
        self.believed: list[tuple[Worker, Delivery]] = []
        self.fences: dict[int, int] = {}

    def rows(self, query: str, *params: object) -> list[Any]:
        with closing(sqlite3.connect(self.path)) as plain:
            return plain.execute(query, params).fetchall()

    async def move(self) -> None:
        worker = self.chance.choice(self.workers)
        moves = [self.put, self.claim, self.claim, self.act, self.act, self.act, self.act, self.take_over, self.wait]
        await self.chance.choice(moves)(worker)

    async def put(self, worker: Worker) -> None:
        number = self.chance.choice(self.subscriptions)
        pages = [f"fact {self.chance.randrange(6)}" for _ in range(self.chance.randint(1, 3))]
        slot = f"slot {self.chance.randrange(60)}"
        await worker.put(draft(slot, *pages, to=channel(f"c{number}"), subscription=number))

    async def claim(self, worker: Worker) -> None:
        for got in await worker.claim(self.chance.randint(1, 4)):
            earlier = (
                f"SELECT id FROM delivery WHERE place = (SELECT place FROM delivery WHERE id = ?) AND id < ? AND {OPEN}"
            )
            assert self.rows(earlier, got.id, got.id) == []
            assert got.fence > self.fences.get(got.id, 0)
            self.fences[got.id] = got.fence
            self.believed.append((worker, got))

    async def take_over(self, worker: Worker) -> None:
        leases = await worker.store.outbox.leases()
        if leases:
            number, fence = self.chance.choice(leases)
            taken = await worker.store.outbox.take_over(number, fence, worker=worker.name)
            assert taken is not None and taken.fence == fence + 1
            self.fences[number] = taken.fence
            self.believed.append((worker, taken))

    async def wait(self, worker: Worker) -> None:
        for one in self.workers:
            one.wall += timedelta(seconds=self.chance.choice((1, 30, -3600)))

    async def act(self, worker: Worker) -> None:
        """Go on with something that a worker believes to hold, by right or not."""
        if not self.believed:
            return
        recent = self.believed if self.chance.random() < 0.2 else self.believed[-5:]
        holder, held = self.chance.choice(recent)
        ours = (held.id, held.fence) in await worker.store.outbox.leases()
        before = self.rows("SELECT count(*), max(id) FROM transition"), self.rows("SELECT * FROM exposure")
        try:
            await self.chance.choice((self.begin, self.end, self.end))(holder, held)
        except LeaseLost:
            after = self.rows("SELECT count(*), max(id) FROM transition"), self.rows("SELECT * FROM exposure")
            assert before == after
            if self.chance.random() < 0.5:
                self.believed.remove((holder, held))
        else:
            assert ours

    async def begin(self, worker: Worker, held: Delivery) -> None:
        await worker.begin(held)

    async def end(self, worker: Worker, held: Delivery) -> None:
        state = self.chance.choice(ENDS)
        waits: dict[str, Any] = {"wait_s": self.chance.choice((0, 10)), "holds": self.chance.choice(("", "place"))}
        parked = state == "ambiguous" and self.chance.random() < 0.2
        await worker.step(held, state, "so", parked=parked, **({} if state in SETTLED else waits))

    def check(self) -> None:
        taken = self.rows("SELECT subscription, slot, page FROM delivery WHERE state <> 'superseded'")
        assert len(taken) == len(set(taken))
        steps: defaultdict[int, list[tuple[str, str]]] = defaultdict(lambda: [("", "")])
        for number, old, new in self.rows("SELECT delivery, from_state, to_state FROM transition ORDER BY id"):
            steps[number].append((old, new))
        states = dict(self.rows("SELECT id, state FROM delivery"))
        assert {n: passed[-1][1] for n, passed in steps.items()} == states
        assert all(one[1] == two[0] for passed in steps.values() for one, two in pairwise(passed))
        assert all(one[1] not in SETTLED for passed in steps.values() for one in passed[:-1])
        seen = "SELECT DISTINCT place, json_extract(value, '$[0]') FROM delivery, json_each(seen) WHERE state = 'sent'"
        assert set(self.rows(seen)) == set(self.rows("SELECT place, fact FROM exposure"))


@pytest.mark.parametrize("seed", range(4))
async def test_what_must_hold_holds(tmp_path: Path, seed: int) -> None:
    """Slots happen once, places go in order, old leases write nothing, the journal and ledger tell all of it."""
    async with AsyncExitStack() as stack:
        workers = [await stack.enter_async_context(working(tmp_path, f"w{n}")) for n in range(3)]
        numbers = [(await subscribed(workers[0].store, to=channel(f"c{n}"))).id for n in range(1, 9)]
        walk = Walk(tmp_path / "sitrep.db", workers, random.Random(seed), numbers)
        for n in range(250):
            await walk.move()
            if n % 20 == 0:
                walk.check()
        walk.check()
        assert len(walk.rows("SELECT id FROM delivery WHERE state = 'sent'")) > 5
