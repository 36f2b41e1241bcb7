"""Methods of the pane beside a channel: what the bot says that it is doing, and prompts to begin with. All of it from
documents only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.servers.slack.bodies import opened
from tests.servers.slack.world import Json, Refusal

if TYPE_CHECKING:
    from tests.servers.slack.team import Team

MOST_PROMPTS, MOST_LOADING = 4, 10


def _wrong(what: str) -> Refusal:
    return Refusal("invalid_arguments", response_metadata={"messages": [f"[ERROR] {what}"]})


def set_status(team: Team, args: Json) -> Json:
    """'' takes the status away; so does a post of the bot in the thread."""
    channel, thread = team.board.place(args.get("channel_id")), str(args.get("thread_ts") or "")
    if not thread or "status" not in args:
        raise _wrong("missing required field: thread_ts or status")
    if thread not in channel.by_ts:
        raise Refusal("thread_not_found")
    loading = opened(args.get("loading_messages"))
    if isinstance(loading, list) and not 1 <= len(loading) <= MOST_LOADING:
        raise _wrong(f"loading_messages takes 1 to {MOST_LOADING} items")
    told = {"channel": channel.id, "thread": thread, "status": args["status"], "loading": loading or []}
    team.statuses.append(told)
    team.status[(channel.id, thread)] = str(args["status"])
    if not args["status"]:
        del team.status[(channel.id, thread)]
    team.server.changes.tell()
    return {}


def set_prompts(team: Team, args: Json) -> Json:
    channel, prompts = team.board.place(args.get("channel_id")), opened(args.get("prompts"))
    if not isinstance(prompts, list) or not 1 <= len(prompts) <= MOST_PROMPTS:
        raise _wrong(f"prompts takes 1 to {MOST_PROMPTS} items")
    if any(not isinstance(p, dict) or not p.get("title") or not p.get("message") for p in prompts):
        raise _wrong("a prompt has a title and a message")
    told = {"channel": channel.id, "thread": str(args.get("thread_ts") or ""), "title": args.get("title", "")}
    team.prompts.append({**told, "prompts": prompts})
    team.server.changes.tell()
    return {}


def set_title(team: Team, args: Json) -> Json:
    team.board.place(args.get("channel_id"))
    return {}


METHODS: dict[str, tuple[str, Callable[[Team, Json], Json]]] = {
    "assistant.threads.setStatus": ("chat:write", set_status),
    "assistant.threads.setSuggestedPrompts": ("assistant:write", set_prompts),
    "assistant.threads.setTitle": ("assistant:write", set_title),
}
