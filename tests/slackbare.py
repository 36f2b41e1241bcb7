"""A bare Bolt app on the Slack server of the tests, as little as shows that both speak the same protocol."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from tests.servers.slack import SlackServer, Team

HUSHED = logging.getLogger("tests.slackbare")
HUSHED.setLevel(logging.CRITICAL)


class BareBot:
    """Answers a constant. `heard`: the payload of everything that came, in its order. `waits`: awaited by /slow."""

    def __init__(self, server: SlackServer, session: aiohttp.ClientSession, **options: Any) -> None:
        self.server = server
        self.session = session
        self.heard: list[dict[str, Any]] = []
        self.waits = asyncio.Event()
        self.app = AsyncApp(
            client=client_of(server, None, session), authorize=authorizing(server), logger=HUSHED, **options
        )
        add_listeners(self)

    def kinds(self) -> list[str]:
        """What came, by the names of events and interactions."""
        return [str((p.get("event") or p).get("type") or p.get("command")) for p in self.heard]


def authorizing(server: SlackServer) -> Any:
    """What Bolt asks whose token to use. A function: Bolt takes a method's `self` for an argument that it must give."""

    async def authorize(team_id: str) -> AuthorizeResult:
        team = server.teams[team_id]
        return AuthorizeResult(
            enterprise_id=None,
            team_id=team.id,
            bot_user_id=team.bot_user,
            bot_id=team.bot_id,
            bot_token=team.token,
        )

    return authorize


def client_of(server: SlackServer, team: Team | None, session: aiohttp.ClientSession) -> AsyncWebClient:
    """The real client, pointed at the server; nothing is tried twice."""
    token = team.token if team is not None else None
    return AsyncWebClient(token=token, base_url=server.base, session=session, retry_handlers=[], logger=HUSHED)


def add_listeners(bot: BareBot) -> None:
    """One listener for each thing that people can do."""
    app = bot.app

    @app.use
    async def keep(body: dict[str, Any], next: Any) -> None:
        bot.heard.append(body)
        await next()

    @app.command("/sitrep")
    async def command(ack: Any, respond: Any, command: dict[str, Any]) -> None:
        await ack()
        await respond(f"You asked: {command['text']}")

    @app.command("/slow")
    async def slow(ack: Any) -> None:
        await bot.waits.wait()
        await ack("At last.")

    @app.event("app_mention")
    async def mention(event: dict[str, Any], client: AsyncWebClient) -> None:
        thread = event.get("thread_ts") or event["ts"]
        await client.chat_postMessage(channel=event["channel"], thread_ts=thread, text="Constant [1].")

    for name in ("message", "app_home_opened", "app_context_changed", "app_uninstalled", "tokens_revoked"):
        app.event(name)(_nothing)

    @app.action("sitrep:more")
    async def more(ack: Any, respond: Any) -> None:
        await ack()
        await respond("There is more.", replace_original=True)

    @app.action("fb")
    async def rated(ack: Any) -> None:
        await ack()

    @app.shortcut("check")
    async def check(ack: Any, shortcut: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=shortcut["trigger_id"], view=modal())

    @app.view("form")
    async def form(ack: Any, view: dict[str, Any]) -> None:
        words = view["state"]["values"]["words"]["words"]["value"]
        if words == "bad":
            await ack(response_action="errors", errors={"words": "Not that."})
        elif words == "more":
            await ack(response_action="update", view=modal("More"))
        else:
            await ack()

    @app.options("place")
    async def places(ack: Any, payload: dict[str, Any]) -> None:
        await ack(options=[{"text": {"type": "plain_text", "text": payload["value"]}, "value": "p1"}])


async def _nothing() -> None:
    """Take it, and do nothing."""


def modal(title: str = "Check") -> dict[str, Any]:
    """A form of two fields."""
    return {
        "type": "modal", "callback_id": "form", "title": {"type": "plain_text", "text": title},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": [
            {
                "type": "input", "block_id": "words", "label": {"type": "plain_text", "text": "Words"},
                "element": {"type": "plain_text_input", "action_id": "words", "max_length": 20},
            },
            {
                "type": "input", "block_id": "place", "optional": True,
                "label": {"type": "plain_text", "text": "Place"},
                "element": {"type": "external_select", "action_id": "place", "min_query_length": 1},
            },
        ],
    }  # fmt: skip


@asynccontextmanager
async def connected(server: SlackServer, **options: Any) -> AsyncIterator[BareBot]:
    """A bare bot, over Socket Mode until the end of the block."""
    async with aiohttp.ClientSession() as session:
        bot = BareBot(server, session, **options)
        handler = AsyncSocketModeHandler(bot.app, server.app_token, logger=HUSHED, ping_interval=0.05)
        await handler.connect_async()
        try:
            await server.ready()
            yield bot
        finally:
            await server.settled()
            await handler.close_async()
            await handler.client.aiohttp_client_session.close()
