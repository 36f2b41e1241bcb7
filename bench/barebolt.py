"""The bare Bolt app beside which ours is measured: `python -m bench.barebolt API_BASE BOT_TOKEN APP_TOKEN`."""

from __future__ import annotations

import asyncio
import signal
import sys
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": "Constant [1]."}}]


def app_of(client: AsyncWebClient) -> AsyncApp:
    """An app that answers a constant: privately to its command, in the thread to who mentions it."""
    app = AsyncApp(client=client)

    @app.command("/sitrep")
    async def command(ack: Any, respond: Any) -> None:
        await ack()
        await respond(text="Constant [1].", blocks=BLOCKS)

    @app.event("app_mention")
    async def mention(event: dict[str, Any], say: Any) -> None:
        await say(text="Constant [1].", blocks=BLOCKS, thread_ts=event["ts"])

    @app.event("message")
    async def message() -> None:
        """What the mention is told as too."""

    return app


async def serve(api_base: str, token: str, app_token: str) -> None:
    """Answer until SIGTERM."""
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    async with aiohttp.ClientSession() as session:
        app = app_of(AsyncWebClient(token=token, base_url=api_base, session=session))
        handler = AsyncSocketModeHandler(app, app_token)
        await handler.connect_async()  # type: ignore[no-untyped-call]
        await stopped.wait()
        await handler.close_async()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    asyncio.run(serve(*sys.argv[1:4]))
