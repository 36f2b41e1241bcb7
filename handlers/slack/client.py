"""Slack as a platform: connects, serves the people there, posts, edits and reads back."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

import aiohttp

from bot.clock import Clock, RealClock
from bot.domain.delivery import Capabilities, Destination, Page, Receipt
from bot.domain.errors import PlatformError, SitrepError
from bot.domain.inbox import Inbox, Installations
from bot.domain.message import Message
from bot.settings import LimitSettings, SlackSettings
from handlers.pacing import Pacer
from handlers.request import Services
from handlers.slack import inbound, render
from handlers.slack.faults import BOT_REFUSED, REVOKED, WRONG_TOKEN, code_of
from handlers.slack.http import installing
from handlers.slack.http import server as web
from handlers.slack.kit import Begin, Kit
from handlers.slack.outbound import Outbound
from handlers.slack.socketmode import BEAT_S, LONGEST_PAUSE_S, REFUSED, Sleep, SocketMode
from handlers.slack.talk import PLATFORM
from handlers.slack.teams import OneTeam, Teams, web_session
from handlers.slack.work import Work

_log = logging.getLogger(__name__)

SETTLE_S = 3.0
"""Seconds that answers under way get to come to their end when the process ends."""
_NO_BOT = "SLACK_BOT_TOKEN is not the token of a bot; take the Bot User OAuth Token, which begins with xoxb-"


class Slack:
    """One app on Slack. `serve` says what people are answered with, before `run`; without it nobody is answered.

    `wall` is the machine's clock, and `sleep` waits. A socket that is silent for `beat_s` seconds is asked whether it
    lives. `listening` is told the port at which Slack is heard over HTTP.
    """

    name = PLATFORM

    def __init__(
        self,
        settings: SlackSettings,
        *,
        inbox: Inbox,
        installations: Installations,
        clock: Clock,
        wall: Clock | None = None,
        sleep: Sleep = asyncio.sleep,
        beat_s: float = BEAT_S,
        listening: Callable[[int], None] | None = None,
    ) -> None:
        self._settings = settings
        self._inbox = inbox
        self._installations = installations
        self._clock = clock
        self._wall = wall or RealClock()
        self._sleep = sleep
        self._beat_s = beat_s
        self._listening = listening
        self._outbound = Outbound()
        self._kit: Callable[[Teams, Begin], Kit] | None = None
        self.capabilities: Capabilities = render.CAPABILITIES

    def serve(self, services: Services, *, limits: LimitSettings, keep_dm_text: bool) -> None:
        """Answer people with these services."""
        pacer = Pacer(limits)

        def kit(teams: Teams, begin: Begin) -> Kit:
            return Kit(
                services=services,
                settings=self._settings,
                teams=teams,
                outbound=self._outbound,
                pacer=pacer,
                begin=begin,
                keep_dm_text=keep_dm_text,
            )

        self._kit = kit

    async def run(self) -> None:
        """Serve people until the task is cancelled, connecting again for as long as it takes.

        Raises SitrepError where Slack does not let the app in, or its address cannot be had.
        """
        hush()
        _check(self._settings)
        work = Work()
        async with web_session() as session:
            teams = self._teams(session)
            self._outbound.teams = teams
            try:
                await self._introduced(teams)
                await self._listen(teams, session, work)
            finally:
                if not await work.end(SETTLE_S):
                    _tell("slack.unsettled", f"answers under way were not done within {SETTLE_S:g} s")
                self._outbound.teams = None

    def render(self, message: Message) -> tuple[Page, ...]:
        """The posts that say it, in order."""
        return render.render(message)

    def render_reply(self, message: Message, page: int = 1) -> Page:
        """The one post that answers a person."""
        return render.render_reply(message, page)

    async def send(self, to: Destination, body: bytes, *, key: str, reply_to: Receipt | None = None) -> Receipt:
        """Post a page. Raises Refused, Held, Unreached, Unsure."""
        return await self._outbound.send(to, body, key=key, reply_to=reply_to)

    async def edit(self, receipt: Receipt, body: bytes) -> None:
        """Replace a post. Raises what `send` raises."""
        await self._outbound.edit(receipt, body)

    async def find(self, to: Destination, *, key: str, since: datetime) -> Receipt | None:
        """The post of that key, if it arrived at or after `since`. Raises what `send` raises."""
        return await self._outbound.find(to, key=key, since=since)

    def _teams(self, session: aiohttp.ClientSession) -> Teams:
        if self._settings.installs:
            return installing.ManyTeams(self._settings, session, self._installations, wall=self._wall)
        return OneTeam(self._settings, session)

    async def _introduced(self, teams: Teams) -> None:
        """Learn who the bot is where there is one workspace; posts go out meanwhile.

        Raises SitrepError where Slack does not take its token.
        """
        pause = 0.0
        while not self._settings.installs:
            try:
                (workspace,) = await teams.all()
                if not (await teams.me(workspace)).bot:
                    raise SitrepError(_NO_BOT)
                return
            except PlatformError as error:
                if code_of(error) in WRONG_TOKEN | REVOKED:
                    raise SitrepError(BOT_REFUSED) from error
                why = str(error)
            pause = min(LONGEST_PAUSE_S, pause * 2 or 1.0)
            _tell("slack.connection", f"no word from {self._settings.api_base}, trying again in {pause:g} s: {why}")
            await self._sleep(pause)

    async def _listen(self, teams: Teams, session: aiohttp.ClientSession, work: Work) -> None:
        if self._kit is None:
            await asyncio.Event().wait()
            return
        flow = installing.flow(self._settings, teams) if isinstance(teams, installing.ManyTeams) else None
        heard = inbound.build(self._kit(teams, work.begin), self._inbox, flow=flow, wall=self._wall, sleep=self._sleep)
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(heard.recover())
                if self._settings.mode == "http":
                    tasks.create_task(web.serve(self._settings, heard.app, listening=self._listening))
                else:
                    socket = SocketMode(heard.app, self._settings, session, beat_s=self._beat_s, sleep=self._sleep)
                    tasks.create_task(socket.run())
        except BaseExceptionGroup as failed:
            raise failed.exceptions[0] from None


def hush() -> None:
    """Keep what people write, which the SDK logs as details, out of the log; its faults get one line."""
    logging.getLogger("slack_sdk").setLevel(logging.WARNING)
    logging.getLogger("slack_sdk.socket_mode").addFilter(_one_line)


def _one_line(record: logging.LogRecord) -> bool:
    if record.exc_info and record.exc_info[1]:
        record.msg, record.args = f"{record.getMessage()} ({type(record.exc_info[1]).__name__})", ()
        record.exc_info = None
    return True


def _check(settings: SlackSettings) -> None:
    """What cannot stand in a header was never a token. Raises SitrepError."""
    for token, refused in ((settings.bot_token, BOT_REFUSED), (settings.app_token, REFUSED)):
        said = token.get_secret_value()
        if not (said.isascii() and said.isprintable()):
            raise SitrepError(refused)


def _tell(action: str, text: str) -> None:
    _log.warning(text, extra={"action": action})
