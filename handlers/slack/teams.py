"""The workspaces that have the bot: for each the client that speaks there, and who the bot is in it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

import aiohttp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.errors import Refused, Unreached, Unsure
from bot.settings import SlackSettings
from handlers.slack.connection import Wire
from handlers.slack.faults import seam
from handlers.slack.talk import Me

TOTAL_S = 15.0
"""Seconds that a call may take, its reply included."""
CONNECT_S = 8.0
"""Seconds within which a connection must stand; what takes longer was certainly not sent."""


class Teams(Protocol):
    """The workspaces that have the bot."""

    async def client(self, workspace: str) -> AsyncWebClient:
        """What speaks in a workspace. Raises Refused (gone) where the bot is not installed; Held, Unreached."""
        ...

    async def me(self, workspace: str) -> Me:
        """Who the bot is there. Raises what `client` raises."""
        ...

    async def authorize(self, workspace: str) -> AuthorizeResult | None:
        """What Bolt wants to know of a workspace that something came from; None where the bot is not installed.

        Raises Held, Unreached; Slack tells again then of what it told us.
        """
        ...

    async def all(self) -> list[str]:
        """The ids of the workspaces. Raises what `client` raises."""
        ...

    def forget(self, workspace: str) -> None:
        """Ask anew who the bot is there, as after it was installed again."""
        ...


class OneTeam:
    """The one workspace that SLACK_BOT_TOKEN belongs to; '' names it too."""

    def __init__(self, settings: SlackSettings, session: aiohttp.ClientSession) -> None:
        self._token = settings.bot_token.get_secret_value()
        self._client = web_client(settings, session, self._token)
        self._me: Me | None = None
        self._asking = asyncio.Lock()

    async def client(self, workspace: str) -> AsyncWebClient:
        await self.me(workspace)
        return self._client

    async def me(self, workspace: str) -> Me:
        async with self._asking:
            if self._me is None:
                self._me = await who_am_i(self._client)
        if workspace not in ("", self._me.workspace):
            where = f"SLACK_BOT_TOKEN belongs to workspace {self._me.workspace}, and not to {workspace}"
            raise Refused(f"{where}; set the token of that workspace", gone=True)
        return self._me

    async def authorize(self, workspace: str) -> AuthorizeResult | None:
        """Whatever comes over our own socket is for us, also what people of a connected workspace did in a channel."""
        try:
            return authorized(await self.me(""), self._token)
        except Refused:
            return None

    async def all(self) -> list[str]:
        return [(await self.me("")).workspace]

    def forget(self, workspace: str) -> None:
        self._me = None


def web_session() -> aiohttp.ClientSession:
    """The session that all calls and sockets share. Whoever opens it closes it."""
    timeout = aiohttp.ClientTimeout(total=TOTAL_S, connect=CONNECT_S)
    return aiohttp.ClientSession(timeout=timeout, ws_response_class=Wire)


def web_client(settings: SlackSettings, session: aiohttp.ClientSession, token: str = "") -> AsyncWebClient:
    """A client that calls once: what became of a call is for us to judge, and nothing is tried again unseen."""
    return AsyncWebClient(
        token=token or None, base_url=settings.api_base, timeout=int(TOTAL_S), session=session, retry_handlers=[]
    )


async def who_am_i(client: AsyncWebClient) -> Me:
    """Who the bot is where the client's token belongs. Raises Refused, Held, Unreached."""
    try:
        with seam("asking Slack who the bot is"):
            said = await client.auth_test()
            return Me(workspace=str(said["team_id"]), user=str(said["user_id"]), bot=str(said["bot_id"] or ""))
    except Unsure as error:  # nothing was posted, and asking twice does no harm
        raise Unreached(str(error)) from error


def authorized(me: Me, token: str) -> AuthorizeResult:
    """The same for Bolt, with the token."""
    return AuthorizeResult(
        enterprise_id=None, team_id=me.workspace, bot_user_id=me.user, bot_id=me.bot or None, bot_token=token
    )


def authorizing(teams: Teams) -> Callable[[str | None], Awaitable[AuthorizeResult | None]]:
    """What `AsyncApp(authorize=…)` takes: a plain function, since Bolt cannot call a method."""

    async def authorize(team_id: str | None) -> AuthorizeResult | None:
        return await teams.authorize(team_id or "")

    return authorize
