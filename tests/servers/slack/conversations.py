"""Methods that read: conversations.*, users.info.

From documents only: the order of pages where `oldest` is given (here always newest first), and that metadata is shown
to no other app (here there is one app).
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.servers.slack import payloads
from tests.servers.slack.bodies import true
from tests.servers.slack.world import CHANNEL, DM, GROUP, GROUP_DM, Channel, Json, Post, Refusal

if TYPE_CHECKING:
    from tests.servers.slack.team import Team

HISTORY = {CHANNEL: "channels:history", GROUP: "groups:history", DM: "im:history", GROUP_DM: "mpim:history"}


def _readable(team: Team, args: Json) -> Channel:
    channel = team.channels.get(str(args.get("channel") or ""))
    if channel is None or (not channel.bot and channel.kind != CHANNEL):
        raise Refusal("channel_not_found")
    needed = HISTORY[channel.kind]
    if needed not in team.scopes:
        raise Refusal("missing_scope", needed=needed, provided=",".join(sorted(team.scopes)))
    if not channel.bot:
        raise Refusal("not_in_channel")
    return channel


def _within(posts: list[Post], args: Json) -> list[Post]:
    """The posts between `oldest` and `latest`, which are not in it unless `inclusive`."""
    oldest, latest = float(args.get("oldest") or 0), float(args.get("latest") or 1e12)
    if true(args.get("inclusive")):
        return [p for p in posts if oldest <= float(p.ts) <= latest]
    return [p for p in posts if oldest < float(p.ts) < latest]


def _page(posts: list[Post], args: Json, *, usual: int) -> tuple[list[Post], Json]:
    """A page of posts, and what says whether there are more."""
    limit = int(args.get("limit") or usual)
    if not 1 <= limit <= 999 and "limit" in args and args["limit"] not in (None, ""):
        raise Refusal("invalid_limit")
    start = 0
    if args.get("cursor"):
        try:
            start = int(base64.b64decode(str(args["cursor"])).decode().removeprefix("next:"))
        except ValueError as error:
            raise Refusal("invalid_cursor") from error
    page, more = posts[start : start + limit], len(posts) > start + limit
    cursor = base64.b64encode(f"next:{start + limit}".encode()).decode() if more else ""
    return page, {"has_more": more, "response_metadata": {"next_cursor": cursor}}


def history(team: Team, args: Json) -> Json:
    """Newest first; replies are in it only where they were broadcast."""
    channel = _readable(team, args)
    shown = [p for p in reversed(channel.posts) if not p.deleted and (not p.thread or p.broadcast)]
    page, more = _page(_within(shown, args), args, usual=100)
    metadata = true(args.get("include_all_metadata"))
    return {"messages": [payloads.message(p, team, metadata=metadata) for p in page], "pin_count": 0, **more}


def replies(team: Team, args: Json) -> Json:
    """The root, then its replies, oldest first; the root comes with every page."""
    channel, ts = _readable(team, args), str(args.get("ts") or "")
    root, answers = channel.by_ts.get(ts), channel.threads.get(ts, [])
    if (root is None or root.deleted) and not answers:
        raise Refusal("thread_not_found")
    page, more = _page(_within(answers, args), args, usual=1000)
    shown = [root, *page] if root is not None and not root.deleted else page
    metadata = true(args.get("include_all_metadata"))
    return {"messages": [payloads.message(p, team, metadata=metadata) for p in shown], **more}


def info(team: Team, args: Json) -> Json:
    channel = team.channels.get(str(args.get("channel") or ""))
    if channel is None or (not channel.bot and channel.kind != CHANNEL):
        raise Refusal("channel_not_found")
    return {"channel": payloads.channel(channel, team)}


def open_dm(team: Team, args: Json) -> Json:
    users = str(args.get("users") or "").split(",")
    if any(u not in team.users for u in users):
        raise Refusal("user_not_found")
    if len(users) > 1:
        raise Refusal("method_not_supported_for_channel_type")
    return {"channel": {"id": team.dm(users[0])}}


def members(team: Team, args: Json) -> Json:
    channel = team.channels.get(str(args.get("channel") or ""))
    if channel is None or (not channel.bot and channel.kind != CHANNEL):
        raise Refusal("channel_not_found")
    known = sorted(channel.members or {u for u, p in team.users.items() if not p.bot})
    return {"members": [*known, team.bot_user] if channel.bot else known, "response_metadata": {"next_cursor": ""}}


def user_info(team: Team, args: Json) -> Json:
    person = team.users.get(str(args.get("user") or ""))
    if person is None:
        raise Refusal("user_not_found")
    return {"user": payloads.user(person, team)}


METHODS: dict[str, tuple[str, Callable[[Team, Json], Json]]] = {
    "conversations.history": ("", history),
    "conversations.replies": ("", replies),
    "conversations.info": ("channels:read", info),
    "conversations.open": ("im:write", open_dm),
    "conversations.members": ("channels:read", members),
    "users.info": ("users:read", user_info),
}
