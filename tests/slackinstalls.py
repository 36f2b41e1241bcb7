"""A Slack that hands out tokens, a store, and our server between them: where workspaces install the bot."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from slack_bolt.app.async_app import AsyncApp

from bot.settings import SlackSettings
from handlers.slack.http.installing import ManyTeams, flow
from handlers.slack.teams import web_session
from storage.store import Store, open_store
from tests.slackoauth import OAuthSlack, oauth_slack
from tests.slackweb import Door, door, installing_settings

PUBLIC = "https://sitrep.example.org"
AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


class MovedClock:
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self.at = AT

    def now(self) -> datetime:
        return self.at


@dataclass(frozen=True, kw_only=True, slots=True)
class World:
    slack: OAuthSlack
    store: Store
    teams: ManyTeams
    door: Door
    clock: MovedClock

    async def begin(self, query: str = "") -> tuple[str, str]:
        """(state, cookie) of an installation that somebody begins."""
        async with self.door.session.get(f"{self.door.url}/slack/install{query}") as reply:
            assert reply.status == 200
            page, cookie = await reply.text(), reply.headers["Set-Cookie"]
        link = page.partition('href="')[2].partition('"')[0].replace("&amp;", "&")
        return parse_qs(urlsplit(link).query)["state"][0], cookie.partition(";")[0]

    async def back(self, query: str, cookie: str = "") -> tuple[int, str]:
        """(status, page) of what somebody sees whom Slack sends back to us."""
        headers = {"Cookie": cookie} if cookie else {}
        async with self.door.session.get(f"{self.door.url}/slack/oauth_redirect?{query}", headers=headers) as reply:
            assert "SameSite=Lax" not in cookie and reply.headers["Cache-Control"] == "no-store"
            return reply.status, await reply.text()

    async def install(self, code: str) -> tuple[int, str]:
        """The whole way, as a browser goes it."""
        state, cookie = await self.begin()
        return await self.back(f"code={code}&state={state}", cookie)


@asynccontextmanager
async def world(folder: Path, **given: object) -> AsyncIterator[World]:
    clock = MovedClock()
    async with oauth_slack() as slack, open_store(f"sqlite:///{folder}/sitrep.db") as store, web_session() as session:
        settings = installing_settings(slack.base, public_url=PUBLIC, **given)
        teams = ManyTeams(settings, session, store.installations, wall=clock)
        async with door(settings, app_of(settings, teams, clock)) as served:
            yield World(slack=slack, store=store, teams=teams, door=served, clock=clock)


def app_of(settings: SlackSettings, teams: ManyTeams, clock: MovedClock) -> AsyncApp:
    logger = logging.getLogger("tests.bolt")
    logger.setLevel(logging.CRITICAL)
    secret = settings.signing_secret.get_secret_value()
    made = flow(settings, teams, wall=clock)
    return AsyncApp(signing_secret=secret, oauth_flow=made, logger=logger, process_before_response=True)
