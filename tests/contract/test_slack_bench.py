"""What the measurements on Slack rest on."""

from __future__ import annotations

import aiohttp
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_sdk.web.async_client import AsyncWebClient

from bench.barebolt import app_of
from bench.slack import crowd_of
from tests.servers.slack import slack_server


async def test_every_question_is_timed() -> None:
    """Each question is asked once, by command or mention, and timed to its acknowledgement and to its answer."""
    async with slack_server() as server, aiohttp.ClientSession() as session:
        team = server.add_team("T1")
        crowd = crowd_of(team, ["Who?", "Where?", "When?"])
        app = app_of(AsyncWebClient(token=team.token, base_url=server.base, session=session))
        handler = AsyncSocketModeHandler(app, server.app_token)
        await handler.connect_async()
        await server.ready()
        took = await crowd.timed(200, 0.05)
        await handler.close_async()
    assert len(took.acknowledged) == len(took.answered) == 10
    assert min(*took.acknowledged, *took.answered) > 0 and max(took.answered) < 10_000
