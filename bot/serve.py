"""What people are answered with, and what `sitrep run` serves: the platforms whose secrets are there."""

from __future__ import annotations

import signal
import sys
from asyncio import get_running_loop
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.app import App
from bot.domain.errors import BadRequest
from bot.domain.platform import Platform
from bot.services.posting import Posting
from bot.services.unserved import warn_unserved
from bot.settings import LimitSettings, Settings
from handlers.console.poster import Poster
from handlers.moments import parse_moment
from handlers.request import Asks, Services


class Talking(Platform, Protocol):
    """A platform where people are answered."""

    def serve(self, services: Services, *, limits: LimitSettings, keep_dm_text: bool) -> None: ...


async def serve(app: App, settings: Settings, *, until: str = "") -> None:
    """Post what is due and answer people until the process is told to stop, or until a moment of the story.

    Raises BadRequest for a moment that is no moment or is over, SitrepError where a platform cannot be had.
    """
    from bot.metrics import MeasuredAsker, Metrics  # these and what they bring would slow every other command down
    from bot.run import Service

    now, zone = app.clock.now(), (await app.store.facts.lexicon()).info.timezone
    end = _end(until, zone, now)
    talking = platforms_of(app, settings)
    platforms: list[Platform] = [poster(settings), *talking]
    posting, metrics = await app.posting(platforms), Metrics()
    services = await services_of(app, posting=posting, asker=MeasuredAsker(app.asker, metrics), delivers=True)
    for platform in talking:
        platform.serve(services, limits=settings.limits, keep_dm_text=settings.privacy.keep_dm_text)
    await warn_unserved(posting)
    service = Service(app, posting, platforms, metrics)
    for number in (signal.SIGTERM, signal.SIGINT):
        get_running_loop().add_signal_handler(number, service.stop)
    if sys.stderr.isatty():
        sys.stderr.write(f"{greeting(settings)}\n")
    await service.run(until=end)


def _end(until: str, zone: str, now: datetime) -> datetime | None:
    end = parse_moment(until, zone=zone, now=now) if until else None
    if end is not None and end <= now:
        raise BadRequest(f"--until {until} is over: the clock of the case says {now:%Y-%m-%d %H:%M} UTC")
    return end


def platforms_of(app: App, settings: Settings) -> Sequence[Talking]:
    """The platforms whose secrets are there. What they bring is imported only where they are served."""
    made: list[Talking] = []
    if settings.discord.token.get_secret_value():
        from handlers.discord.client import Discord

        made.append(Discord(settings.discord, memos=app.store.memos, clock=app.clock))
    if settings.slack.served:
        from handlers.slack.client import Slack

        store = app.store
        made.append(Slack(settings.slack, inbox=store.inbox, installations=store.installations, clock=app.clock))
    return made


def poster(settings: Settings) -> Poster:
    """The terminal as a place for posts."""
    return Poster(sys.stdout, terminal=sys.stdout.isatty(), timezone=settings.console.timezone)


async def services_of(
    app: App, *, posting: Posting | None = None, asker: Asks | None = None, delivers: bool = False
) -> Services:
    """What the commands work with; without `posting` only the terminal is served."""
    lexicon = await app.store.facts.lexicon()
    return Services(
        posting=posting or await app.posting([poster(app.settings)]),
        replies=app.store.replies,
        facts=app.store.facts,
        journal=app.store.journal,
        cases=app.store.cases,
        asker=asker or app.asker,
        clock=app.clock,
        zone=lexicon.info.timezone,
        delivers=delivers,
        meaning=app.settings.search.meaning != "none",
        model=app.consultant.model if app.consultant else "",
    )


def greeting(settings: Settings) -> str:
    """What `sitrep run` tells a terminal: where it posts, and which platforms are served."""
    where = ["this terminal", *(name for name, there in _there(settings) if there)]
    return f"Posting what is due to {' and to '.join(where)}; Ctrl-C ends.\n{served(settings)}"


def served(settings: Settings) -> str:
    """Whether Discord and Slack are served, a line each."""
    needs = {"Discord": "DISCORD_TOKEN", "Slack": "SLACK_BOT_TOKEN and SLACK_APP_TOKEN"}
    if settings.slack.mode == "http":
        needs["Slack"] = "SLACK_SIGNING_SECRET and SLACK_BOT_TOKEN"
    if settings.slack.installs:
        needs["Slack"] = "SLACK_SIGNING_SECRET, SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SITREP_TOKEN_KEY"
    verb = {name: "are" if " and " in variables else "is" for name, variables in needs.items()}
    return "\n".join(
        f"{name}: served by `sitrep run`; {needs[name]} {verb[name]} set"
        if there
        else f"{name}: not served; {needs[name]} {verb[name]} not set (docs/{name.upper()}.md)"
        for name, there in _there(settings)
    )


def _there(settings: Settings) -> tuple[tuple[str, bool], ...]:
    return ("Discord", bool(settings.discord.token.get_secret_value())), ("Slack", settings.slack.served)
