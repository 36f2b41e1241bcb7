"""Methods about tokens: auth.test, auth.revoke, apps.connections.open, oauth.v2.access."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import TYPE_CHECKING

from aiohttp import web

from tests.servers.slack.world import Json, Refusal

if TYPE_CHECKING:
    from tests.servers.slack.server import SlackServer
    from tests.servers.slack.team import Team


def test(team: Team, args: Json) -> Json:
    return {
        "url": f"https://{team.domain}.slack.com/", "team": team.name, "user": "sitrep", "team_id": team.id,
        "user_id": team.bot_user, "bot_id": team.bot_id, "is_enterprise_install": False,
    }  # fmt: skip


def revoke(team: Team, args: Json) -> Json:
    team.revokes()
    return {"revoked": True}


def open_connection(server: SlackServer, token: str, args: Json, request: web.Request) -> Json:
    """A URL for one connection, for the app's token only."""
    if not token:
        raise Refusal("not_authed")
    if token in server.by_token:
        raise Refusal("not_allowed_token_type")
    if token != server.app_token:
        raise Refusal("invalid_auth")
    return {"ok": True, "url": server.sockets.ticket()}


def exchange(server: SlackServer, token: str, args: Json, request: web.Request) -> Json:
    """A code for a token; who asks is told by HTTP Basic, or by the form."""
    id, secret = str(args.get("client_id") or ""), str(args.get("client_secret") or "")
    header = request.headers.get("Authorization", "")
    if header.startswith("Basic "):
        try:
            id, _, secret = base64.b64decode(header.removeprefix("Basic ")).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError) as error:
            raise Refusal("invalid_client_id") from error
    if id != server.client_id:
        raise Refusal("invalid_client_id")
    if secret != server.client_secret:
        raise Refusal("bad_client_secret")
    return {"ok": True, **server.oauth.exchange(str(args.get("code") or ""), str(args.get("redirect_uri") or ""))}


METHODS: dict[str, tuple[str, Callable[[Team, Json], Json]]] = {"auth.test": ("", test), "auth.revoke": ("", revoke)}
BY_APP: dict[str, Callable[[SlackServer, str, Json, web.Request], Json]] = {
    "apps.connections.open": open_connection,
    "oauth.v2.access": exchange,
}
"""Methods that no token of a workspace calls."""
