"""The server as a test holds it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from tests.servers.changes import Changes
from tests.servers.slack.api import Api
from tests.servers.slack.calls import Call
from tests.servers.slack.deliveries import Deliveries
from tests.servers.slack.faults import Fault
from tests.servers.slack.hooks import Hooks, Triggers
from tests.servers.slack.oauth import OAuth
from tests.servers.slack.signed import Signed
from tests.servers.slack.sockets import Sockets
from tests.servers.slack.team import Team
from tests.servers.slack.world import Time

EVENTS = frozenset(
    "app_home_opened app_context_changed app_mention app_uninstalled message.channels message.groups message.im "
    "message.mpim tokens_revoked".split()
)


class SlackServer:
    """Everything that Slack knows of one app. Not thread-safe: use it in the loop that serves it.

    `events`: the kinds that the app subscribed to. `request_url`: where signed requests go. `stream_s`: seconds after
    which a stream ends by itself. `renews_tokens`: does installing give a workspace another token?
    """

    def __init__(self) -> None:
        self.time = Time()
        self.changes = Changes()
        self.app_id = "A0SITREP"
        self.app_token = "xapp-1-A0SITREP-1-fake"
        self.signing_secret = "signing-secret-of-the-tests"
        self.client_id, self.client_secret = "11.22", "client-secret-of-the-tests"
        self.events: set[str] = set(EVENTS)
        self.request_url = ""
        self.stream_s = 300.0
        self.renews_tokens = False
        self.teams: dict[str, Team] = {}
        self.by_token: dict[str, Team] = {}
        self.address = ""
        self.sockets = Sockets(self)
        self.signed = Signed(self)
        self.deliveries = Deliveries(self)
        self.hooks = Hooks(self)
        self.triggers = Triggers(self)
        self.oauth = OAuth(self)
        self.api = Api(self)
        self._tasks: set[asyncio.Task[Any]] = set()

    @property
    def base(self) -> str:
        """What a client's base_url is."""
        return f"http://{self.address}/api/"

    @property
    def calls(self) -> list[Call]:
        """Every call so far."""
        return self.api.calls

    @property
    def via(self) -> str:
        """How events are sent where nothing else is said: `socket` or `http`."""
        return self.deliveries.via

    @via.setter
    def via(self, value: str) -> None:
        self.deliveries.via = value

    @property
    def refuse_sockets(self) -> str:
        """What a new connection meets; see Sockets.refuse."""
        return self.sockets.refuse

    @refuse_sockets.setter
    def refuse_sockets(self, value: str) -> None:
        self.sockets.refuse = value

    def add_team(
        self,
        id: str = "T1",
        name: str = "Desk",
        *,
        token: str = "",
        bot_user: str = "",
        bot_id: str = "",
        installed: bool = True,
    ) -> Team:
        """A workspace. Where the app is not installed its token comes to life by OAuth."""
        number = len(self.teams) + 1
        team = Team(
            self, id=id, name=name, token=token or f"xoxb-{number}-{id}-fake", bot_user=bot_user or f"UBOT{number}",
            bot_id=bot_id or f"BBOT{number}",
        )  # fmt: skip
        team.refused = "" if installed else "invalid_auth"
        self.teams[id] = team
        self.by_token[team.token] = team
        return team

    def renew(self, team: Team) -> None:
        """Give a workspace another token; the old one is no token any more."""
        self.by_token.pop(team.token, None)
        team.token = f"xoxb-{secrets.token_hex(6)}-{team.id}"
        self.by_token[team.token] = team

    def fault(self, method: str, kind: str, times: int = 1, team: Team | None = None, **how: Any) -> Fault:
        """Let coming calls of a method (a pattern) go wrong; see faults.Fault for kinds and more."""
        made = Fault(method=method, kind=str(kind), times=times, team=team, **how)
        self.api.faults.append(made)
        return made

    def drop_sockets(self) -> int:
        """Break every connection without a word; gives their number."""
        return self.sockets.drop()

    async def disconnect(self, reason: str = "refresh_requested", *, close: bool = False) -> None:
        """Ask every connection to go: `warning`, `refresh_requested` or `link_disabled`."""
        await self.sockets.disconnect(reason, close=close)

    def half_open(self) -> int:
        """Leave every connection open and dead; gives their number."""
        return self.sockets.half_open()

    async def ready(self, connections: int = 1, within_s: float = 10.0) -> None:
        """Wait until so many connections are open."""
        await self.changes.until(lambda: len(self.sockets.live) >= connections, within_s)

    def begin(self, work: Coroutine[Any, Any, Any]) -> None:
        """Do something beside all else; it ends with the server."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settled(self) -> None:
        """Wait until everything that was begun is done."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    def app(self) -> web.Application:
        app = web.Application(client_max_size=30_000_000)
        app.add_routes(
            [
                web.get("/link/", self.sockets.handle),
                web.get("/api/{method}", self.api.handle),
                web.post("/api/{method}", self.api.handle),
                web.post("/hooks/{name:.+}", self.api.hook),
                web.get("/oauth/v2/authorize", self.oauth.page),
            ]
        )
        return app

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.sockets.drop()
        await self.signed.close()


@asynccontextmanager
async def slack_server(
    server: SlackServer | None = None, *, port: int = 0, more: list[web.RouteDef] | None = None
) -> AsyncIterator[SlackServer]:
    """The server, on a free port of this machine; `more` are further routes."""
    served = server or SlackServer()
    app = served.app()
    app.add_routes(more or [])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        host, bound = runner.addresses[0][:2]
        served.address = f"{host}:{bound}"
        yield served
    finally:
        await served.close()
        await runner.cleanup()
