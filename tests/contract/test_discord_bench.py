"""What the measurements on Discord rest on."""

from __future__ import annotations

from bench.discord import crowd_of
from tests.discordbots import BareBot, running
from tests.servers.discord import serving


async def test_every_question_is_timed() -> None:
    """Each question is asked once, and timed from when it was sent to its acknowledgement and to its last edit."""
    async with serving() as server:
        crowd = crowd_of(server, ["Who?", "Where?", "When?"])
        async with running(server, BareBot()):
            took = await crowd.timed(200, 0.05)
        assert len(took.acknowledged) == len(took.answered) == 10
        assert all(0 < a < f for a, f in zip(took.acknowledged, took.answered, strict=True))
        assert len({a.channel.id for a in server.asked}) == 10
