"""The operator hears once a day that no more is spent on the model, whoever and how often anybody asks."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.errors import OverBudget
from bot.domain.spending import Scope
from bot.services.overspent import Overspent
from tests.delivering import OPERATOR, Desk, fake
from tests.platforms import FakePlatform

SCOPES: tuple[Scope, ...] = ("user", "workspace", "all")


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with Desk(tmp_path, [FakePlatform()]) as desk:
        yield desk


def overspent(desk: Desk) -> Overspent:
    """As another process would have it."""
    made = Overspent(clock=desk.clock, wall=desk.wall)
    made.posting = desk.posting()
    return made


def over(whose: Scope = "user") -> OverBudget:
    return OverBudget("what may be spent is spent", whose=whose)


async def shown(desk: Desk) -> list[str]:
    await desk.deliverer().drain()
    return fake(desk).shown(OPERATOR)


async def test_one_notice_a_day(desk: Desk) -> None:
    """However many questions find the budget spent, and in however many processes, there is one notice of it a day."""
    processes = [overspent(desk) for _ in range(3)]
    for _ in range(2):
        await asyncio.gather(*(one.tell(over()) for one in processes for _ in range(100)))
    (notice,) = await shown(desk)
    assert "One person came to the limit of 1 March 2026 (UTC): tokens_per_user or money_per_user" in notice
    assert "What to do: nothing, or raise that limit" in notice
    desk.wait(timedelta(days=1).total_seconds())
    await processes[0].tell(over())
    assert len(await shown(desk)) == 2


async def test_each_kind_of_limit_has_its_notice(desk: Desk) -> None:
    """People, workspaces and all together are told apart, and nobody is named."""
    one = overspent(desk)
    for whose in (*SCOPES, *SCOPES):
        await one.tell(over(whose))
    notices = await shown(desk)
    assert len(notices) == 3
    for words in ("One person came", "One workspace came", "All together came"):
        assert any(words in notice for notice in notices)


@pytest.mark.parametrize("why", ["no posting", "no operator", "another platform"])
async def test_without_an_operator_the_log_says_it(desk: Desk, why: str, caplog: pytest.LogCaptureFixture) -> None:
    """Where nobody is to be told, it is one line in the log a day."""
    if why != "no posting":
        desk.operator = None
    if why == "another platform":
        desk.platforms = []
        desk.operator = OPERATOR
    one = Overspent(clock=desk.clock, wall=desk.wall) if why == "no posting" else overspent(desk)
    for _ in range(1000):
        await one.tell(over())
    assert [(r.levelno, r.action, r.whose) for r in caplog.records] == [  # type: ignore[attr-defined]
        (logging.WARNING, "model.overspent", "user")
    ]
    assert await desk.entries() == []


async def test_an_outbox_that_fails_holds_up_no_answer(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """Where the notice cannot be written, the log says so and the question goes on."""
    one = overspent(desk)
    await desk.store.__aexit__(None, None, None)
    await one.tell(over())
    assert "the operator could not be told" in caplog.text
