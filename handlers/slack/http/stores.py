"""What Bolt's OAuth flow keeps: the states of installations under way, and the workspaces that installed the bot."""

from __future__ import annotations

import logging
import secrets

from cachetools import TTLCache
from slack_bolt.error import BoltError
from slack_sdk.oauth import OAuthStateUtils
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.installation_store import Installation as Installed
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from bot.clock import Clock
from bot.domain.errors import StoreError
from handlers.slack.http.sealing import Seal
from handlers.slack.http.teams import ManyTeams
from handlers.slack.talk import Me

_log = logging.getLogger(__name__)
quiet = logging.getLogger("sitrep.slack.oauth")
"""For Bolt and the SDK where they would write codes, states and tokens into their logs."""
quiet.setLevel(logging.CRITICAL)

STATE_S = 600
"""Seconds that somebody has on Slack's page."""


class Cookies(OAuthStateUtils):
    """The cookie that ties a state to the browser that got it; no other site's request carries it along."""

    def __init__(self) -> None:
        super().__init__(cookie_name="sitrep-install", expiration_seconds=STATE_S)

    def build_set_cookie_for_new_state(self, state: str) -> str:
        return super().build_set_cookie_for_new_state(state) + "; SameSite=Lax"


class States(AsyncOAuthStateStore):
    """States that we can read again, so none is stored. Each is good once: this process remembers which were.

    In another process it might be good again, but for the cookie of the same browser and Slack's code, which is good
    once too.
    """

    def __init__(self, seal: Seal, wall: Clock) -> None:
        self._seal = seal
        self._wall = wall
        self._used = TTLCache[str, bool](100_000, ttl=2.0 * STATE_S, timer=lambda: wall.now().timestamp())

    async def async_issue(self, *args: object, **kwargs: object) -> str:
        """A new one."""
        return self._seal.stamp(secrets.token_urlsafe(16), at=self._wall.now())

    async def async_consume(self, state: str) -> bool:
        """Did we write it, at most ten minutes ago, and does it come back for the first time?"""
        word = self._seal.read_stamp(state, at=self._wall.now(), ttl_s=STATE_S)
        if word is None or word in self._used:
            return False
        self._used[word] = True
        return True


class Kept(AsyncInstallationStore):
    """Our installations, as Bolt sees such a store."""

    def __init__(self, teams: ManyTeams) -> None:
        self._teams = teams

    @property
    def logger(self) -> logging.Logger:
        return quiet

    async def async_save(self, installation: Installed) -> None:
        """Keep it. Raises BoltError where the store cannot."""
        me = Me(
            workspace=installation.team_id or "",
            user=installation.bot_user_id or "",
            bot=installation.bot_id or "",
        )
        try:
            await self._teams.install(me, installation.bot_token or "")
        except StoreError as error:
            _log.warning(
                "the token of workspace %s could not be kept: %s",
                me.workspace,
                error,
                extra={"action": "slack.install"},
            )
            raise BoltError("the token could not be kept") from error

    async def async_find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        """What is kept of a workspace. Raises Unreached."""
        found = await self._teams.authorize(team_id or "")
        if found is None:
            return None
        return Bot(
            team_id=team_id,
            bot_token=found.bot_token or "",
            bot_id=found.bot_id or "",
            bot_user_id=found.bot_user_id or "",
            installed_at=0.0,
        )

    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Wipe a workspace. Raises StoreError."""
        await self._teams.remove(team_id or "")

    async def async_delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """Nothing of a person is kept."""
