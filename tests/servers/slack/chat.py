"""Methods that write: chat.postMessage, chat.postEphemeral, chat.update, chat.delete, chat.getPermalink.

From documents only: that a reply to a message that is not there is taken, and stands in a thread without a root;
that chat.update with a text alone takes the blocks away.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.servers.slack import blocks, payloads
from tests.servers.slack.bodies import opened, true
from tests.servers.slack.world import Channel, Json, Post, Refusal

if TYPE_CHECKING:
    from tests.servers.slack.team import Team

MOST_UPDATED = 4000


def metadata_of(args: Json) -> Json | None:
    """The metadata of a call. Raises Refusal where Slack would not take it."""
    given = args.get("metadata")
    if given in (None, "", {}):
        return None
    read = opened(given)
    if not isinstance(read, dict) or not isinstance(read.get("event_type"), str):
        raise Refusal("invalid_metadata_format")
    if not isinstance(read.get("event_payload"), dict) or not read["event_type"]:
        raise Refusal("invalid_metadata_format")
    if len(json.dumps(read)) > 16_000:
        raise Refusal("metadata_too_large")
    return read


def _content(args: Json, *, most: int = blocks.MOST_TEXT) -> tuple[str, list[Json]]:
    text, shown = str(args.get("text") or ""), blocks.given(args.get("blocks"))
    if args.get("markdown_text"):
        if text or shown:
            raise Refusal("markdown_text_conflict")
        text = str(args["markdown_text"])
        most = blocks.MOST_MARKDOWN
    blocks.check_message(text, shown, has_attachments=bool(args.get("attachments")), most=most)
    return text, shown


def post_message(team: Team, args: Json) -> Json:
    channel = team.board.place(args.get("channel"))
    known = team.board.known(str(args.get("client_msg_id") or ""))
    if known is not None:
        return _told(team, known)
    text, shown = _content(args)
    metadata, thread = metadata_of(args), str(args.get("thread_ts") or "")
    post = team.board.write(
        channel, team.bot_user, text=text, shown=shown, thread=thread, bot=True, metadata=metadata, body=args,
        broadcast=bool(thread) and true(args.get("reply_broadcast")), client_id=str(args.get("client_msg_id") or ""),
        made_by="chat.postMessage",
    )  # fmt: skip
    team.board.echo(post)
    return _told(team, post)


def _told(team: Team, post: Post) -> Json:
    return {"channel": post.channel.id, "ts": post.ts, "message": payloads.message(post, team, metadata=True)}


def post_ephemeral(team: Team, args: Json) -> Json:
    channel, user = team.board.place(args.get("channel")), str(args.get("user") or "")
    if user not in team.users or not channel.has(user):
        raise Refusal("user_not_in_channel")
    text, shown = _content(args)
    thread = str(args.get("thread_ts") or "")
    post = team.board.whisper(
        channel, user, text=text, shown=shown, thread=thread, body=args, made_by="chat.postEphemeral"
    )
    return {"message_ts": post.ts}


def _own(team: Team, args: Json, refusal: str) -> tuple[Channel, Post]:
    if str(args.get("channel"))[:1] in ("U", "W"):
        raise Refusal("channel_not_found")
    channel = team.board.place(args.get("channel"), member=False)
    post = team.board.found(channel, args.get("ts"))
    if post.bot_id != team.bot_id:
        raise Refusal(refusal)
    return channel, post


def update(team: Team, args: Json) -> Json:
    """An ephemeral post has no timestamp that is known here: it is `message_not_found`."""
    channel, post = _own(team, args, "cant_update_message")
    if streaming(team, post):
        raise Refusal("streaming_state_conflict")
    text, shown = _content(args, most=MOST_UPDATED)
    metadata = metadata_of(args)
    if metadata is not None or opened(args.get("metadata")) == {}:
        post.metadata = metadata
    team.board.change(post, text=text, shown=shown, body=args)
    return {"channel": channel.id, "ts": post.ts, "text": text, "message": payloads.message(post, team)}


def streaming(team: Team, post: Post) -> bool:
    """Is it still being written? A stream ends by itself `stream_s` seconds after it began."""
    if post.streaming and team.server.time.now() - post.at > team.server.stream_s:
        post.streaming = False
    return post.streaming


def delete(team: Team, args: Json) -> Json:
    channel, post = _own(team, args, "cant_delete_message")
    team.board.delete(post)
    return {"channel": channel.id, "ts": post.ts}


def permalink(team: Team, args: Json) -> Json:
    channel = team.board.place(args.get("channel"), member=False)
    post = team.board.found(channel, args.get("message_ts"))
    link = f"https://{team.domain}.slack.com/archives/{channel.id}/p{post.ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": link}


METHODS: dict[str, tuple[str, Callable[[Team, Json], Json]]] = {
    "chat.postMessage": ("chat:write", post_message),
    "chat.postEphemeral": ("chat:write", post_ephemeral),
    "chat.update": ("chat:write", update),
    "chat.delete": ("chat:write", delete),
    "chat.getPermalink": ("", permalink),
}
