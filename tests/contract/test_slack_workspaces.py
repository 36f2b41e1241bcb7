"""Two workspaces of one bot see nothing of each other: whatever happens in one, however one looks from the other.

Each batch lets one thing happen in the first workspace and looks from the second in every way there is. What the
second is shown, with what is logged meanwhile, has none of the words and ids of the first; it is to the letter what it
is shown where nothing happened; and no row and no post of the first is changed by the look. Controls look from the
first, which is told of it, so that the looks are able to tell.

Three things are shared by all workspaces, and meant to be. The facts: there is one base, so that a correction that one
makes is read by all, though not who made it. The numbers of subscriptions, reports and corrections, which are counted
over the whole base, so that one's own may skip some; under a number of another workspace there is nothing. And the
operator, whose channel is a setting, is told of reports and of trouble wherever they are.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from handlers.commands import COMMANDS
from tests.slacklooks import LOOKS
from tests.slackmatrix import HAPPENINGS
from tests.slackseen import Shown
from tests.slackworlds import CANARY, Trace, World, world

SILENT = ("a post that stands there", "goes on in the thread")
"""Looks at which the bot says nothing where nobody spoke to it."""
TOLD = (CANARY, "03:17", "Chatham", "13h")
"""What only the first workspace knows."""


@pytest.fixture(scope="session")
def alone(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Shown]:
    """What the second workspace is shown where nothing happens in the first."""

    async def looks() -> dict[str, Shown]:
        async with world(loaded, tmp_path_factory.mktemp("alone")) as w:
            return {name: await w.shown(w.ours, look, Trace()) for name, look in LOOKS.items()}

    return asyncio.run(looks())


async def looked(w: World, trace: Trace, alone: dict[str, Shown] | None) -> tuple[dict[str, Shown], list[str]]:
    """What the second workspace is shown by every look, and what is wrong in it."""
    shown: dict[str, Shown] = {}
    wrong: list[str] = []
    before = w.kept(w.theirs)
    for name, look in LOOKS.items():
        shown[name] = await w.shown(w.ours, look, trace)
        wrong += [f"{name}: shows {word!r} in {shown[name].raw}" for word in TOLD if shown[name].tells(word)]
        if alone is not None and shown[name].same != alone[name].same:
            wrong.append(f"{name}: shows {shown[name].same}\n  and alone {alone[name].same}")
        if (after := w.kept(w.theirs)) != before:
            changed = set(after.splitlines()) ^ set(before.splitlines())
            wrong.append(f"{name}: changes in the other workspace {sorted(changed)}")
            before = after
    return shown, wrong


@pytest.mark.parametrize("happening", HAPPENINGS)
async def test_nothing_of_it_is_seen_elsewhere(
    loaded: Path, tmp_path: Path, alone: dict[str, Shown], happening: str
) -> None:
    """Whatever happens in one workspace, no look from the other tells or changes it; its own people see it."""
    what = HAPPENINGS[happening]
    async with world(loaded, tmp_path) as w:
        trace = await what.happens(w)
        shown, wrong = await looked(w, trace, alone if what.apart else None)
        assert not wrong, "\n".join(f"{happening} × {each}" for each in wrong)
        blind = []
        for look, word in what.controls:
            own = await w.shown(w.theirs, LOOKS[look] if isinstance(look, str) else look, trace)
            if not own.tells(word) or (isinstance(look, str) and shown[look].tells(word)):
                blind.append(f"{look} tells {word!r} not here alone: {own.raw}")
        assert not blind, "\n".join(blind)


def test_the_matrix_is_whole(alone: dict[str, Shown]) -> None:
    """There are well over two hundred pairs, a look by every command of the table, and what is logged is seen too."""
    assert len(HAPPENINGS) * len(LOOKS) > 1000
    typed = [name.partition("/sitrep ")[2] for name in LOOKS]
    assert not [name for name in COMMANDS if not any(t.startswith(name) for t in typed)]
    assert [name for name, shown in alone.items() if not shown.same] == list(SILENT)
    assert alone["a digest by form"].tells("slack.form_closed")
