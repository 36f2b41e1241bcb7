"""The Bolt app: who may speak to us, what is taken before it is acknowledged, and who listens to what."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock, RealClock
from bot.domain.errors import BadRequest
from bot.domain.inbox import Inbox
from handlers.guarding import told
from handlers.slack.clicks import Clicks
from handlers.slack.commanding import Commanding
from handlers.slack.forms import Forms
from handlers.slack.home import Home
from handlers.slack.inputs import sender_of
from handlers.slack.kit import Kit
from handlers.slack.managing import Managing
from handlers.slack.menus import Menus
from handlers.slack.pane import Pane
from handlers.slack.recovering import Recovering
from handlers.slack.replying import PAUSES_S, Replier, Sleep, given
from handlers.slack.taking import Taking
from handlers.slack.talk import seen_by
from handlers.slack.teams import Teams
from handlers.slack.written import Written

_log = logging.getLogger(__name__)

UNKNOWN = "I do not know that any more; ask again, or use `/help`."
_ANY = re.compile(".*", re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Inbound:
    """What hears people. `app` takes requests; `recover` runs beside it and answers what was left, until cancelled."""

    app: AsyncApp
    taking: Taking
    recovering: Recovering
    sleep: Sleep

    async def recover(self) -> None:
        await self.taking.recover(self.recovering.again, self.sleep)


def build(
    kit: Kit,
    inbox: Inbox,
    *,
    flow: AsyncOAuthFlow | None = None,
    wall: Clock | None = None,
    sleep: Sleep = asyncio.sleep,
    pauses: tuple[float, ...] = PAUSES_S,
) -> Inbound:
    """The app with all that listens. `flow` lets workspaces install the bot by themselves."""
    wall = wall or RealClock()
    taking = Taking(inbox, kit.begin, wall=wall)
    kit = replace(kit, begin=taking.begin)
    replier = Replier(kit=kit, wall=wall, sleep=sleep, pauses=pauses)
    app = _app(kit, flow)
    app.use(_middleware(taking))
    app.error(_failed)
    pane, forms = Pane(kit=kit, replier=replier), Forms(kit, replier)
    written = Written(kit=kit, replier=replier, pane=pane)
    managing = Managing(kit=kit)
    Commanding(kit=kit, replier=replier, forms=forms, managing=managing).install(app)
    for part in (written, pane, Clicks(kit, replier), forms, Menus(kit, replier), Home(kit, replier)):
        part.install(app)
    _install_rest(app, kit, replier)
    return Inbound(
        app=app, taking=taking, recovering=Recovering(kit=kit, replier=replier, written=written), sleep=sleep
    )


class Authorizing(AsyncAuthorize):
    """Tells Bolt who we are where something comes from. A class, since Bolt takes no function beside a flow."""

    def __init__(self, teams: Teams) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._teams = teams

    async def __call__(self, *, team_id: str | None, **_: Any) -> AuthorizeResult | None:
        return await self._teams.authorize(team_id or "")


def _app(kit: Kit, flow: AsyncOAuthFlow | None) -> AsyncApp:
    """Bolt as we need it. Whatever it would read from the environment by itself is given, or has no effect.

    Listeners only hand work over, so that Bolt may wait for them: what it does not wait for it may lose.
    """
    return AsyncApp(
        name="sitrep",
        logger=_hushed(),
        process_before_response=True,
        signing_secret=kit.settings.signing_secret.get_secret_value(),
        client=AsyncWebClient(base_url=kit.settings.api_base, retry_handlers=[], logger=_hushed()),
        authorize=Authorizing(kit.teams),  # type: ignore[arg-type]  # the app takes either
        oauth_flow=flow,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )


def _hushed() -> logging.Logger:
    """Bolt tells of what people wrote when it does not know what to do with it; its words go nowhere."""
    logger = logging.getLogger("slack_bolt.sitrep")
    logger.setLevel(logging.CRITICAL + 1)
    return logger


def _middleware(taking: Taking) -> Callable[..., Awaitable[BoltResponse | None]]:
    async def take(body: dict[str, Any], context: AsyncBoltContext, next_: Any) -> BoltResponse | None:
        # People of another workspace act in channels that it shares with ours, and bring the name of theirs.
        if context.authorize_result is not None and context.authorize_result.team_id:
            context["team_id"] = context.authorize_result.team_id
        return await taking.take(body, str(context.team_id or ""), str(context.bot_user_id or ""), next_)

    return take


async def _failed(error: Exception, body: dict[str, Any]) -> BoltResponse:
    """The loop top of Bolt: what a listener did not survive is logged.

    An event would fare no better the next time; to who did something Slack itself says that it failed.
    """
    fault = f"{type(error).__name__}: {error}"
    _log.error("a listener failed", extra={"action": "slack.listener", "fault": fault})
    return BoltResponse(status=200 if "event" in body else 500, body="")


def _install_rest(app: AsyncApp, kit: Kit, replier: Replier) -> None:
    """What nobody listens to is acknowledged all the same, and who did it hears that it leads nowhere."""

    async def unknown(ack: Any, body: dict[str, Any], context: dict[str, Any]) -> None:
        await ack()
        sender = sender_of(body, workspace=str(context.get("team_id") or ""))
        talk, to = kit.talk(sender), seen_by(sender)
        url = str(body.get("response_url") or "")
        kit.begin(replier.respond(given(told(BadRequest(UNKNOWN), kit.says(talk))), url, to))

    async def quiet(ack: Any) -> None:
        await ack()

    app.event(_ANY)(quiet)
    app.view_closed(_ANY)(quiet)
    app.options(_ANY)(quiet)
    app.command(_ANY)(unknown)
    app.action(_ANY)(unknown)
    app.shortcut(_ANY)(unknown)
    app.view_submission(_ANY)(unknown)
