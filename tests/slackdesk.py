"""A workspace with a channel and a person on the Slack server of the tests, and a bare bot in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.servers.slack import SlackServer, Team, slack_server
from tests.slackbare import BareBot, client_of, connected


class Desk:
    """The parts, and the real client with the workspace's token."""

    def __init__(self, server: SlackServer, team: Team, bot: BareBot) -> None:
        self.server, self.team, self.bot = server, team, bot
        self.client: AsyncWebClient = client_of(server, team, bot.session)


@asynccontextmanager
async def desk_of(server: SlackServer) -> AsyncIterator[Desk]:
    """With T1, C1 and U1."""
    team = server.add_team("T1", "Desk")
    team.channel("C1")
    team.user("U1")
    async with connected(server) as bot:
        yield Desk(server, team, bot)


@asynccontextmanager
async def running_desk() -> AsyncIterator[Desk]:
    """With a server of its own."""
    async with slack_server() as server, desk_of(server) as desk:
        yield desk


async def code_of(attempt: Any) -> str:
    """The error code with which a call is refused."""
    with pytest.raises(SlackApiError) as refused:
        await attempt
    return str(refused.value.response["error"])


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}
