"""The bare discord.py bot beside which ours is measured: `python -m bench.constant API_BASE GATEWAY TOKEN`."""

from __future__ import annotations

import asyncio
import signal
import sys

import discord
import yarl
from discord.gateway import DiscordWebSocket

from tests.discordbots import BareBot


async def serve(api_base: str, gateway: str, token: str) -> None:
    """Answer until SIGTERM."""
    discord.http.Route.BASE = api_base
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
    async with BareBot() as bot:
        serving = asyncio.create_task(bot.start(token))
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, serving.cancel)
        await asyncio.wait([serving])


if __name__ == "__main__":
    asyncio.run(serve(*sys.argv[1:4]))
