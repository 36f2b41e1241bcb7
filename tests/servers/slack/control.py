"""The server in a process of its own: told what to do, and asked what it saw, with POST /control {"do": …, …}."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.servers.slack.asked import Asked
from tests.servers.slack.bodies import reply
from tests.servers.slack.server import SlackServer, slack_server
from tests.servers.slack.team import Team
from tests.servers.slack.world import Json, NotOffered, Post


class Control:
    """Carries out what is posted to /control. Teams, channels and people go by their ids; `team` is T1 if not said.

    command {user, channel, text, name, …}, says {user, channel, text, thread, …}, dms {user, text, …}, clicks {user,
    channel, ts, action_id, value} and home {user, tab} give what was asked, with `wait` once it is acknowledged; fault
    {method, kind, …}, drop, disconnect {reason}, half_open, advance {seconds} give nothing; posts {channel}, ephemerals
    {user}, asked {id, wait_s} and seen tell.
    """

    def __init__(self, server: SlackServer) -> None:
        self._server = server
        self._asked: list[Asked] = []

    async def handle(self, request: web.Request) -> web.Response:
        asked = await request.json()
        verb = getattr(self, f"do_{asked.pop('do', '')}", None)
        if verb is None:
            return reply({"error": "no such verb"}, 400)
        try:
            return reply({"done": await verb(**asked)})
        except (KeyError, TypeError, ValueError, TimeoutError, StopIteration, NotOffered) as error:
            return reply({"error": f"{type(error).__name__}: {error}"}, 400)

    def _team(self, team: str) -> Team:
        return self._server.teams[team]

    async def do_command(
        self, user: str, channel: str, text: str = "", name: str = "/sitrep", team: str = "T1", **how: Any
    ) -> Json:
        return self._told(await self._team(team).command(user, channel, name, text, **how))

    async def do_says(self, user: str, channel: str, text: str, team: str = "T1", **how: Any) -> Json:
        return self._told(await self._team(team).says(user, channel, text, **how))

    async def do_dms(self, user: str, text: str, team: str = "T1", **how: Any) -> Json:
        return self._told(await self._team(team).dms(user, text, **how))

    async def do_clicks(
        self, user: str, channel: str, ts: str, action_id: str, team: str = "T1", value: str | None = None
    ) -> Json:
        there = self._team(team)
        on = next(p for p in [*there.board.private, *there.channels[channel].posts] if p.ts == ts)
        return self._told(await there.clicks(user, on, action_id, value=value))

    async def do_home(self, user: str, tab: str = "home", team: str = "T1") -> Json:
        return self._told(await self._team(team).opens_home(user, tab))

    async def do_fault(self, **how: Any) -> None:
        self._server.fault(**how)

    async def do_drop(self) -> None:
        self._server.drop_sockets()

    async def do_disconnect(self, reason: str = "refresh_requested") -> None:
        await self._server.disconnect(reason)

    async def do_half_open(self) -> None:
        self._server.half_open()

    async def do_again(self) -> int:
        return len(await self._server.deliveries.again())

    async def do_advance(self, seconds: float) -> None:
        self._server.time.advance(seconds)

    async def do_posts(self, channel: str, team: str = "T1", by_bot: bool = True) -> list[Json]:
        return [self._post(p) for p in self._team(team).posts(channel, by_bot=by_bot)]

    async def do_ephemerals(self, user: str, team: str = "T1") -> list[Json]:
        return [self._post(p) for p in self._team(team).ephemerals(user)]

    async def do_asked(self, id: int, wait_s: float = 0.0) -> Json:
        if wait_s:
            await self._asked[id].answered(within_s=wait_s)
        return self._shown(id)

    async def do_seen(self) -> Json:
        sockets = self._server.sockets
        return {
            "calls": [f"{c.method} {c.error}".strip() for c in self._server.calls],
            "live": len(sockets.live),
            "opened": sockets.opened,
            "stale": sockets.stale,
            "untaken": len(self._server.deliveries.untaken()),
        }

    def _told(self, asked: Asked) -> Json:
        self._asked.append(asked)
        return self._shown(len(self._asked) - 1)

    def _shown(self, id: int) -> Json:
        asked = self._asked[id]
        posts = [self._post(p) for p in asked.posts]
        failed = [s.failed for s in asked.sent if s.failed]
        return {"id": id, "ts": asked.ts, "ack_ms": asked.ack_ms, "failed": failed, "posts": posts}

    @staticmethod
    def _post(post: Post) -> Json:
        return {
            "ts": post.ts, "channel": post.channel.id, "thread": post.thread, "user": post.user, "words": post.words,
            "text": post.text, "actions": list(post.actions), "edits": len(post.earlier), "ephemeral": post.ephemeral,
        }  # fmt: skip


async def serve(told_in: Path, *, port: int) -> None:
    """Serve until SIGTERM; when it says `ready`, the file `told_in` holds what a bot and a script need to know."""
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    server = SlackServer()
    team = server.add_team("T1", "Desk")
    team.channel("C1")
    team.user("U1", admin=True)
    async with slack_server(server, port=port, more=[web.post("/control", Control(server).handle)]):
        told = {
            "api_base": server.base, "control": f"http://{server.address}/control", "app_token": server.app_token,
            "bot_token": team.token, "signing_secret": server.signing_secret, "client_id": server.client_id,
            "client_secret": server.client_secret, "team": team.id, "channel": "C1", "user": "U1", "dm": team.dm("U1"),
        }  # fmt: skip
        half = told_in.with_suffix(".half")
        half.write_text(json.dumps(told, indent=1), encoding="utf-8")
        half.replace(told_in)
        for line in (f"SLACK_BOT_TOKEN={team.token}", f"SLACK_APP_TOKEN={server.app_token}"):
            sys.stdout.write(f"export {line}\n")
        sys.stdout.write(f'config.toml: [slack] api_base = "{server.base}"\nready\n')
        sys.stdout.flush()
        await ended.wait()
