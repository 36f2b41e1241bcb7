"""Installing: the page on which a person lets the app into a workspace, and the code that comes of it.

From documents only: that a code is good for ten minutes.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from aiohttp import web

from tests.servers.slack.world import Json, Refusal

if TYPE_CHECKING:
    from tests.servers.slack.server import SlackServer
    from tests.servers.slack.team import Team

LIFE_S = 600.0


@dataclass(eq=False, kw_only=True)
class Code:
    team: Team
    scopes: list[str]
    redirect_uri: str
    user: str
    at: float
    used: bool = False


class OAuth:
    """Grants. `into`: the workspace that whoever asks installs into at once, None for a page with a link for each.

    `denied`: does the person refuse? `user`: the person. `asked`: the query of every visit to the page.
    """

    def __init__(self, server: SlackServer) -> None:
        self._server = server
        self.into: Team | None = None
        self.denied = False
        self.user = "UADMIN"
        self.asked: list[dict[str, str]] = []
        self._codes: dict[str, Code] = {}

    async def page(self, request: web.Request) -> web.StreamResponse:
        """/oauth/v2/authorize: `team` in the query names a workspace, too."""
        query = dict(request.query)
        self.asked.append(query)
        if query.get("client_id") != self._server.client_id:
            return web.Response(status=400, text="Invalid client_id parameter")
        if not query.get("scope") and not query.get("user_scope"):
            return web.Response(status=400, text="No scopes requested")
        if not query.get("redirect_uri"):
            return web.Response(status=400, text="redirect_uri did not match any configured URIs")
        team = self._server.teams.get(query.get("team", "")) or self.into
        if team is None:
            links = "".join(
                f'<li><a href="?{escape(urlencode({**query, "team": t.id}))}">{escape(t.name)}</a></li>'
                for t in self._server.teams.values()
            )
            return web.Response(text=f"<!DOCTYPE html><title>Install</title><ul>{links}</ul>", content_type="text/html")
        raise web.HTTPFound(self.redirect(team, query))

    def redirect(self, team: Team, query: dict[str, str]) -> str:
        """Where the browser is sent once the person decided."""
        told = {"error": "access_denied"} if self.denied else {"code": self._code(team, query)}
        if query.get("state"):
            told["state"] = query["state"]
        glue = "&" if "?" in query["redirect_uri"] else "?"
        return f"{query['redirect_uri']}{glue}{urlencode(told)}"

    def _code(self, team: Team, query: dict[str, str]) -> str:
        made = f"{secrets.randbelow(10**12)}.{secrets.token_hex(20)}"
        self._codes[made] = Code(
            team=team, scopes=[s for s in query.get("scope", "").split(",") if s], user=self.user,
            redirect_uri=query["redirect_uri"], at=self._server.time.now(),
        )  # fmt: skip
        return made

    def exchange(self, code: str, redirect_uri: str) -> Json:
        """oauth.v2.access: the token of the workspace, alive again. Raises Refusal."""
        found = self._codes.get(code)
        if found is None or self._server.time.now() - found.at > LIFE_S:
            raise Refusal("invalid_code")
        if found.used:
            raise Refusal("code_already_used")
        if redirect_uri and redirect_uri != found.redirect_uri:
            raise Refusal("bad_redirect_uri")
        found.used = True
        team = found.team
        team.refused, team.scopes = "", set(found.scopes)
        if self._server.renews_tokens:
            self._server.renew(team)
        team.user(found.user)
        return {
            "app_id": self._server.app_id, "authed_user": {"id": found.user}, "scope": ",".join(found.scopes),
            "token_type": "bot", "access_token": team.token, "bot_user_id": team.bot_user,
            "team": {"id": team.id, "name": team.name}, "enterprise": None, "is_enterprise_install": False,
        }  # fmt: skip
