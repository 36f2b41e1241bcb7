"""A program that is cancelled at one chosen await, in whatever task of it that await stands."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Generator
from typing import Any, Literal

Who = Literal["caller", "everybody"]


class _Counted(Coroutine[Any, Any, Any]):
    """A coroutine that tells each time it is about to wait."""

    def __init__(self, inner: Coroutine[Any, Any, Any], waits: Callable[[], None]) -> None:
        self._inner = inner
        self._waits = waits

    def send(self, value: Any) -> Any:
        waits_for = self._inner.send(value)
        self._waits()
        return waits_for

    def throw(self, *error: Any) -> Any:
        waits_for = self._inner.throw(*error)
        self._waits()
        return waits_for

    def close(self) -> None:
        self._inner.close()

    def __await__(self) -> Generator[Any, Any, Any]:
        raise TypeError("only a task runs this")


async def cancel_at(work: Coroutine[Any, Any, object], await_number: int, who: Who) -> bool:
    """Run `work` in a task and cancel it at its n-th await, counted over all tasks that it makes, from 1.

    `caller` cancels only the task of `work`, which must have waited for those that it made; `everybody` cancels those
    too, as at the end of a program, and they are waited for here. False where there was no such await, so that it ran
    undisturbed. What `work` raises comes out.
    """
    tasks: list[asyncio.Task[Any]] = []
    awaits = 0

    def waits() -> None:
        nonlocal awaits
        awaits += 1
        if awaits == await_number:
            for task in tasks[:1] if who == "caller" else tasks:
                task.cancel()

    def make(loop: asyncio.AbstractEventLoop, inner: Any, **more: Any) -> asyncio.Task[Any]:
        tasks.append(asyncio.Task(_Counted(inner, waits), loop=loop, **more))
        return tasks[-1]

    loop = asyncio.get_running_loop()
    loop.set_task_factory(make)
    try:
        await asyncio.wait({loop.create_task(work)})
        assert who == "everybody" or all(task.done() for task in tasks)
        await asyncio.wait(tasks)
    finally:
        loop.set_task_factory(None)
    if not tasks[0].cancelled():
        tasks[0].result()
    return awaits >= await_number
