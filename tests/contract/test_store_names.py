from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.facts import Case
from storage.store import open_store
from tests.fakes import INFO, FakeFactBase
from tests.samples import DEADLINE, DEATHS, ENTITIES, FIRST, MEASURE, OUTCOME, RUSSIAN, SECOND, TURKISH

FACTS = (FIRST, SECOND, DEADLINE, OUTCOME, TURKISH, RUSSIAN)
CASE = Case(info=INFO, facts=FACTS, entities=ENTITIES, measures=(MEASURE, DEATHS))


@pytest.mark.parametrize("moment", sorted({f.known_at for f in FACTS}))
@pytest.mark.parametrize("offset", [timedelta(seconds=-1), timedelta(0)])
async def test_names_are_those_of_known_facts(tmp_path: Path, moment: datetime, offset: timedelta) -> None:
    """A name or measure is known from the second on in which the first fact that carries it is."""
    at = moment + offset
    async with open_store(f"sqlite:///{tmp_path}/sitrep.db") as store:
        await store.cases.load(CASE)
        assert await store.facts.names(as_of=at) - {""} == await FakeFactBase(known=FACTS).names(as_of=at) - {""}


async def test_names_follow_the_base(tmp_path: Path) -> None:
    """What a load brings or takes away changes the names at once."""
    async with open_store(f"sqlite:///{tmp_path}/sitrep.db") as store:
        await store.cases.load(CASE)
        assert "Atlantis" not in await store.facts.names(as_of=FIRST.known_at)
        await store.cases.load(replace(CASE, facts=(replace(FIRST, places=("Atlantis",)), *FACTS[1:])))
        assert "Atlantis" in await store.facts.names(as_of=FIRST.known_at)
        await store.cases.load(CASE)
        assert "Atlantis" not in await store.facts.names(as_of=FIRST.known_at)
