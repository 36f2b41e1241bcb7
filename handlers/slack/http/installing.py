"""How a workspace installs the bot: Slack's OAuth flow by Bolt, with our states, our store and our pages."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode, urljoin

from aiohttp import encode_basic_auth
from slack_bolt.authorization.async_authorize import AsyncCallableAuthorize
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.oauth.installation_store import Installation as Installed
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock, RealClock
from bot.domain.errors import PlatformError, Refused
from bot.settings import SlackSettings
from handlers.slack.faults import code_of, seam
from handlers.slack.http import pages
from handlers.slack.http.stores import STATE_S, Cookies, Kept, States, quiet
from handlers.slack.http.teams import ManyTeams as ManyTeams
from handlers.slack.http.threshold import Threshold
from handlers.slack.manifest import BOT_SCOPES, INSTALL_PATH, REDIRECT_PATH
from handlers.slack.teams import TOTAL_S, authorizing

_log = logging.getLogger(__name__)

_ACTION = {"action": "slack.install"}
_SPENT = frozenset({"invalid_code", "code_already_used", "invalid_grant_type"})


class NotInstalled(Exception):
    """An installation did not come about; the reason is one of `pages.FAILURES`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def flow(settings: SlackSettings, teams: ManyTeams, *, wall: Clock | None = None) -> AsyncOAuthFlow | None:
    """What `AsyncApp(oauth_flow=…)` takes; None where workspaces do not install the bot by themselves.

    Bolt asks `teams` who the bot is in a workspace, and Slack not once an event.
    """
    if not settings.installs:
        return None
    options = AsyncCallbackOptions(success=_succeeded, failure=_failed)
    made = AsyncOAuthSettings(
        client_id=settings.client_id.get_secret_value(),
        client_secret=settings.client_secret.get_secret_value(),
        scopes=list(BOT_SCOPES),
        user_scopes=[],
        redirect_uri=f"{settings.public_url}{REDIRECT_PATH}" if settings.public_url else None,
        install_path=INSTALL_PATH,
        redirect_uri_path=REDIRECT_PATH,
        callback_options=options,
        authorization_url=authorize_url(settings.api_base),
        installation_store=Kept(teams),
        installation_store_bot_only=True,
        state_store=States(teams.seal, wall or RealClock()),
        state_expiration_seconds=STATE_S,
        logger=quiet,
    )
    made.state_utils = Cookies()
    made.authorize = AsyncCallableAuthorize(logger=quiet, func=authorizing(teams))  # type: ignore[arg-type]
    client = AsyncWebClient(
        base_url=settings.api_base, timeout=int(TOTAL_S), session=teams.session, retry_handlers=[], logger=quiet
    )
    return Flow(settings=made, client=client, teams=teams, threshold=Threshold(settings, teams))


def authorize_url(api_base: str) -> str:
    """Where Slack asks people, beside its API: https://slack.com/oauth/v2/authorize for https://slack.com/api/."""
    return urljoin(api_base, "../oauth/v2/authorize")


class Flow(AsyncOAuthFlow):
    """Bolt's flow, which says why nothing came of it, and writes no code and no token into a log.

    `threshold` is what every request of Slack must pass first.
    """

    def __init__(
        self, *, settings: AsyncOAuthSettings, client: AsyncWebClient, teams: ManyTeams, threshold: Threshold
    ) -> None:
        super().__init__(client=client, logger=quiet, settings=settings)
        self._teams = teams
        self.threshold = threshold

    async def build_authorize_url(self, state: str, request: AsyncBoltRequest) -> str:
        """Slack's page, with every part of it escaped."""
        asked = {"client_id": self.client_id, "scope": ",".join(BOT_SCOPES), "user_scope": "", "state": state}
        if self.redirect_uri:
            asked["redirect_uri"] = self.redirect_uri
        if team := request.query.get("team"):
            asked["team"] = team[0]
        return f"{self.settings.authorization_url}?{urlencode(asked)}"

    async def build_install_page_html(self, url: str, request: AsyncBoltRequest) -> str:
        return pages.offer(url)

    async def handle_callback(self, request: AsyncBoltRequest) -> BoltResponse:
        try:
            return await super().handle_callback(request)
        except NotInstalled as error:
            return _failure(self.settings, error.reason)

    async def run_installation(self, code: str) -> Installed:
        """Take Slack's code to Slack, for the token. Raises NotInstalled."""
        said = await self._exchange(code)
        token = str(said.get("access_token") or "")
        reason = "org_wide" if said.get("is_enterprise_install") else "rotating" if said.get("refresh_token") else ""
        if reason:
            await self._give_back(token)
            raise NotInstalled(reason)
        team: Mapping[str, str] = said.get("team") or {}
        try:
            me = await self._teams.who(token)
        except PlatformError as error:
            raise NotInstalled("unreached") from error
        return Installed(
            team_id=me.workspace,
            team_name=team.get("name", ""),
            user_id="",
            bot_token=token,
            bot_user_id=me.user,
            bot_id=me.bot,
        )

    async def _exchange(self, code: str) -> Mapping[str, Any]:
        try:
            with seam("asking Slack for the token of a workspace"):
                # not `oauth_v2_access`, which signs in by a class of aiohttp's that is on its way out
                ours = encode_basic_auth(self.settings.client_id, self.settings.client_secret)
                asked = {"code": code, "redirect_uri": self.settings.redirect_uri}
                reply = await self.client.api_call("oauth.v2.access", data=asked, headers={"Authorization": ours})
                return dict(reply.data)  # type: ignore[arg-type]
        except PlatformError as error:
            raise NotInstalled(_why(error)) from error

    async def _give_back(self, token: str) -> None:
        """What is not kept shall be good for nobody."""
        try:
            with seam("giving back a token"):
                await self.client.auth_revoke(token=token)
        except PlatformError as error:
            _log.warning("a token that was not kept could not be given back: %s", error, extra=_ACTION)


async def _succeeded(args: AsyncSuccessArgs) -> BoltResponse:
    return _response(args.settings, 200, pages.installed(args.installation.team_name or ""))


async def _failed(args: AsyncFailureArgs) -> BoltResponse:
    return _failure(args.settings, args.reason)


def _failure(settings: AsyncOAuthSettings, reason: str) -> BoltResponse:
    _log.info("a workspace was not installed: %s", pages.failure(reason).words, extra=_ACTION)
    return _response(settings, pages.failure(reason).status, pages.failed(reason, INSTALL_PATH))


def _response(settings: AsyncOAuthSettings, status: int, page: str) -> BoltResponse:
    headers: dict[str, str | Sequence[str]] = {
        "Content-Type": "text/html; charset=utf-8",
        "Set-Cookie": settings.state_utils.build_set_cookie_for_deletion(),
    }
    return BoltResponse(status=status, body=page, headers=headers)


def _why(error: PlatformError) -> str:
    """What somebody is told where Slack gives no token; what only the operator can mend goes into the log."""
    code = code_of(error)
    if code in _SPENT:
        return "invalid_code"
    _log.warning("no token from Slack: %s", error, extra=_ACTION)
    return "not_set_up" if isinstance(error, Refused) else "unreached"
