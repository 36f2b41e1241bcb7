"""What the measurement of a flood says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.answers import quiet, settings
from bench.flood import flood
from bot.app import open_app


@pytest.mark.slow
@pytest.mark.parametrize("people", [1, 20])
async def test_everybody_gets_a_reply(tmp_path: Path, capsys: pytest.CaptureFixture[str], people: int) -> None:
    """Each question of a small flood is acknowledged in time and replied to, and no limit is passed."""
    database = tmp_path / "sitrep.db"
    async with open_app(settings(database, "none"), progress=quiet):
        pass
    await flood(database, tmp_path, people, rate=20, seconds=2)
    said = capsys.readouterr().out
    figures = dict(re.findall(r"^ +(never \w+|acknowledged too late for Slack) +(\S+)", said, re.M))
    assert figures == dict.fromkeys(["never acknowledged", "acknowledged too late for Slack", "never replied"], "0.00")
    assert said.count("request: yes") == 3 and "request: no" not in said
    assert not re.search(r"requests to the model +0 ", said)
