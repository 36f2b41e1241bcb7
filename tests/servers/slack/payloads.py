"""Things of the world as Slack's JSON has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.servers.slack.world import DM, GROUP, GROUP_DM, Channel, Json, Post, User

if TYPE_CHECKING:
    from tests.servers.slack.team import Team


def message(post: Post, team: Team, *, metadata: bool = False) -> Json:
    """A message as methods and events give it, without its channel."""
    told: Json = {"type": "message", "user": post.user, "ts": post.ts, "text": post.text, "team": team.id}
    if post.bot_id:
        told |= {"bot_id": post.bot_id, "app_id": team.server.app_id, "bot_profile": _profile(post, team)}
    if post.blocks:
        told["blocks"] = post.blocks
    if post.client_msg_id:
        told["client_msg_id"] = post.client_msg_id
    if post.thread:
        told |= {"thread_ts": post.thread, "parent_user_id": _parent(post)}
    if post.broadcast or post.subtype:
        told["subtype"] = "thread_broadcast" if post.broadcast else post.subtype
    if post.edited_at is not None:
        told["edited"] = {"user": post.user, "ts": f"{post.edited_at:.6f}"}
    if post.streaming:
        told["streaming_state"] = "in_progress"
    if metadata and post.metadata is not None:
        told["metadata"] = post.metadata
    replies = post.channel.threads.get(post.ts)
    if replies and not post.thread:
        told |= {"thread_ts": post.ts, "reply_count": len(replies), "latest_reply": replies[-1].ts}
    return told


def _profile(post: Post, team: Team) -> Json:
    return {"id": post.bot_id, "app_id": team.server.app_id, "name": "sitrep", "deleted": False, "team_id": team.id}


def _parent(post: Post) -> str:
    root = post.channel.by_ts.get(post.thread)
    return root.user if root is not None else ""


def user(person: User, team: Team) -> Json:
    """The answer of users.info."""
    return {
        "id": person.id, "team_id": team.id, "name": person.name, "real_name": person.name, "deleted": person.deleted,
        "tz": person.tz, "is_admin": person.admin or person.owner or person.primary_owner,
        "is_owner": person.owner or person.primary_owner, "is_primary_owner": person.primary_owner,
        "is_restricted": person.restricted, "is_ultra_restricted": False, "is_bot": person.bot,
        "is_stranger": person.stranger, "is_app_user": False,
        "profile": {"real_name": person.name, "display_name": person.name, "team": team.id},
    }  # fmt: skip


def channel(place: Channel, team: Team) -> Json:
    """The answer of conversations.info."""
    told: Json = {
        "id": place.id, "name": place.name, "is_channel": place.kind == "channel", "is_group": place.kind == GROUP,
        "is_im": place.kind == DM, "is_mpim": place.kind == GROUP_DM, "is_archived": place.archived,
        "is_member": place.bot, "is_private": place.kind != "channel", "context_team_id": team.id,
    }  # fmt: skip
    if place.kind == DM:
        told["user"] = next(iter(place.members))
    return told


def rich_text(text: str) -> list[Json]:
    """What Slack's client makes of words that somebody wrote; all of it in one element."""
    section: Json = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return [{"type": "rich_text", "block_id": "rich1", "elements": [section]}]


def event(team: Team, inner: Json, *, event_id: str) -> Json:
    """The wrapping in which an event comes."""
    server = team.server
    return {
        "token": "verification", "team_id": team.id, "context_team_id": team.id, "context_enterprise_id": None,
        "api_app_id": server.app_id, "event": inner, "type": "event_callback", "event_id": event_id,
        "event_time": int(server.time.now()), "is_ext_shared_channel": False, "event_context": f"4-{event_id}",
        "authorizations": [
            {
                "enterprise_id": None, "team_id": team.id, "user_id": team.bot_user, "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
    }  # fmt: skip


def who(team: Team, person: str) -> Json:
    """The user of an interactive payload."""
    name = team.user(person).name
    return {"id": person, "username": name, "name": name, "team_id": team.id}


def interactive(team: Team, kind: str, person: str, **more: Any) -> Json:
    """What every interactive payload has."""
    return {
        "type": kind, "user": who(team, person), "api_app_id": team.server.app_id, "token": "verification",
        "team": {"id": team.id, "domain": team.domain}, "enterprise": None, "is_enterprise_install": False, **more,
    }  # fmt: skip
