"""The server in a process of its own: told what to do, and asked what it saw, with POST /control {"do": …, …}."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.servers.discord.asked import Asked, NotOffered
from tests.servers.discord.bodies import reply
from tests.servers.discord.server import DiscordServer, serving
from tests.servers.discord.world import MANAGER, Channel, Json, Post, User


class Control:
    """Carries out what is posted to /control. Channels, users, posts and interactions go by their ids.

    slash {channel, user, command, options}, say {channel, user, text}, click {channel, post, user, custom_id} give the
    interaction or post; fail {where, fault, …}, drop {code}, silence, advance {seconds} give nothing; posts {channel},
    asked {id} and seen tell.
    """

    def __init__(self, server: DiscordServer) -> None:
        self._server = server

    async def handle(self, request: web.Request) -> web.Response:
        asked = await request.json()
        verb = getattr(self, f"do_{asked.pop('do', '')}", None)
        if verb is None:
            return reply({"error": "no such verb"}, 400)
        try:
            return reply(await verb(**asked))
        except (KeyError, TypeError, ValueError, TimeoutError, NotOffered) as error:
            return reply({"error": f"{type(error).__name__}: {error}"}, 400)

    def _channel(self, channel: str) -> Channel:
        return self._server.channels[channel]

    def _user(self, user: str) -> User:
        return self._server.users[user]

    async def do_slash(self, channel: str, user: str, command: str, options: Json | None = None) -> Json:
        asked = await self._server.slash(self._channel(channel), self._user(user), command, **(options or {}))
        return self._asked(asked)

    async def do_say(self, channel: str, user: str, text: str) -> Json:
        return self._post(await self._server.say(self._channel(channel), self._user(user), text))

    async def do_click(self, channel: str, post: str, user: str, custom_id: str) -> Json:
        found = next(p for p in self._channel(channel).posts if p.id == post)
        return self._asked(await self._server.click(found, self._user(user), custom_id))

    async def do_fail(self, **how: Any) -> None:
        self._server.fail(**how)

    async def do_drop(self, code: int | None = None) -> None:
        await self._server.gateway.drop(code)

    async def do_silence(self) -> None:
        self._server.gateway.silence()

    async def do_advance(self, seconds: float) -> None:
        self._server.time.advance(seconds)

    async def do_posts(self, channel: str) -> list[Json]:
        return [self._post(p) for p in self._server.posts(self._channel(channel), by_bot=False)]

    async def do_asked(self, id: str, wait_s: float = 0.0) -> Json:
        found = next(a for a in self._server.asked if a.id == id)
        if wait_s:
            await found.answered(wait_s)
        return self._asked(found)

    async def do_seen(self) -> Json:
        gateway = self._server.gateway
        return {
            "requests": self._server.lines(),
            "identifies": len(gateway.identifies),
            "resumed": gateway.resumed,
            "live": len(gateway.live),
            "syncs": self._server.syncs,
        }

    def _post(self, post: Post) -> Json:
        return {
            "id": post.id,
            "author": post.author.name,
            "text": post.text,
            "flags": post.flags,
            "buttons": post.buttons,
            "edits": len(post.earlier),
        }

    def _asked(self, asked: Asked) -> Json:
        replies = [self._post(p) for p in asked.replies]
        return {"id": asked.id, "acked_s": asked.acked_s, "final_s": asked.final_s, "replies": replies}


async def serve(told_in: Path, *, port: int) -> None:
    """Serve until SIGTERM; when it says `ready`, the file `told_in` holds what a bot and a script need to know."""
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    server = DiscordServer()
    guild, user = server.add_guild("Desk"), server.add_user("ann")
    guild.permissions[user.id] = MANAGER
    channel = server.add_channel(guild, "news")
    async with serving(server, port=port, control=Control(server).handle):
        told = {
            "api_base": server.api_base, "gateway": server.gateway_url, "control": f"http://{server.address}/control",
            "token": server.token, "guild": guild.id, "channel": channel.id, "user": user.id, "dm": server.dm(user).id,
        }  # fmt: skip
        half = told_in.with_suffix(".half")
        half.write_text(json.dumps(told, indent=1), encoding="utf-8")
        half.replace(told_in)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await ended.wait()
