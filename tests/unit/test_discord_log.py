"""What discord.py logs is one line a fault, and holds none of the details of what people said."""

from __future__ import annotations

import logging

import pytest

from handlers.discord.gateway import hush


def test_its_faults_are_one_line(caplog: pytest.LogCaptureFixture) -> None:
    """A fault is logged without its trace, and what is below a warning not at all, even where all else is."""
    hush()
    room = logging.getLogger("discord.shard")
    with caplog.at_level(logging.DEBUG):
        room.debug("WebSocket Event: a secret of somebody")
        try:
            raise ConnectionError("reset by peer")
        except ConnectionError:
            room.exception("Attempting a reconnect in %.2fs", 1.5)
    (record,) = caplog.records
    assert record.getMessage() == "Attempting a reconnect in 1.50s (ConnectionError: reset by peer)"
    assert record.exc_info is None
