"""Messages that are written while they are read: chat.startStream, chat.appendStream, chat.stopStream.

From documents and reports only, all of it: the codes, that a channel needs a recipient, that a stream ends by itself
about five minutes after it began (`stream_s` of the server).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.servers.slack import blocks, payloads
from tests.servers.slack.bodies import opened
from tests.servers.slack.chat import metadata_of, streaming
from tests.servers.slack.world import DM, Json, Post, Refusal, texts

if TYPE_CHECKING:
    from tests.servers.slack.team import Team

CHUNKS = ("markdown_text", "task_update", "plan_update", "blocks")


def _chunks(args: Json) -> list[Json]:
    """What a call adds. Raises Refusal."""
    given = opened(args.get("chunks"))
    if not isinstance(given, list | None):
        raise Refusal("invalid_chunks")
    found = list(given or [])
    if args.get("markdown_text"):
        found.insert(0, {"type": "markdown_text", "text": args["markdown_text"]})
    for each in found:
        if not isinstance(each, dict) or each.get("type") not in CHUNKS:
            raise Refusal("invalid_chunks")
        if each["type"] == "blocks":
            blocks.check(blocks.given(each.get("blocks")), on=blocks.MESSAGE)
        if len(str(each.get("text") or "")) > blocks.MOST_MARKDOWN:
            raise Refusal("msg_too_long")
    return found


def _add(post: Post, chunks: list[Json]) -> None:
    """Let a post show these too. Raises Refusal where it would be too much."""
    every = [*post.chunks, *chunks]
    shown: list[Json] = []
    for each in every:
        if each["type"] == "markdown_text":
            if shown and shown[-1]["type"] == "markdown":
                shown[-1] = {"type": "markdown", "text": shown[-1]["text"] + each["text"]}
            else:
                shown.append({"type": "markdown", "text": each["text"]})
        elif each["type"] == "blocks":
            shown.extend(blocks.given(each["blocks"]))
    blocks.check(shown, on=blocks.MESSAGE)
    post.chunks, post.blocks = every, blocks.named(shown)
    post.text = "\n".join(texts(shown))


def start(team: Team, args: Json) -> Json:
    channel, thread = team.board.place(args.get("channel")), str(args.get("thread_ts") or "")
    if not thread:
        told = {"messages": ["[ERROR] missing required field: thread_ts"]}
        raise Refusal("invalid_arguments", response_metadata=told)
    if channel.kind != DM:
        for name in ("recipient_team_id", "recipient_user_id"):
            if not args.get(name):
                raise Refusal(f"missing_{name}")
        if args["recipient_user_id"] not in team.users:
            raise Refusal("user_not_found")
    chunks = _chunks(args)
    post = team.board.write(
        channel, team.bot_user, thread=thread, bot=True, body=args, made_by="chat.startStream", shown=[]
    )
    post.streaming = True
    _add(post, chunks)
    return {"channel": channel.id, "ts": post.ts}


def _open(team: Team, args: Json) -> Post:
    channel = team.board.place(args.get("channel"))
    post = team.board.found(channel, args.get("ts"))
    if post.bot_id != team.bot_id:
        raise Refusal("message_not_owned_by_app")
    if not streaming(team, post):
        raise Refusal("message_not_in_streaming_state")
    return post


def append(team: Team, args: Json) -> Json:
    post, chunks = _open(team, args), _chunks(args)
    if not chunks:
        raise Refusal("no_text")
    _add(post, chunks)
    team.server.changes.tell()
    return {"channel": post.channel.id, "ts": post.ts}


def stop(team: Team, args: Json) -> Json:
    post, chunks = _open(team, args), _chunks(args)
    last = blocks.given(args.get("blocks"))
    if last:
        chunks.append({"type": "blocks", "blocks": last})
    metadata = metadata_of(args)
    _add(post, chunks)
    if not post.blocks:
        raise Refusal("no_text")
    post.metadata, post.streaming = metadata, False
    team.server.changes.tell()
    team.board.echo(post)
    return {"channel": post.channel.id, "ts": post.ts, "message": payloads.message(post, team, metadata=True)}


METHODS: dict[str, tuple[str, Callable[[Team, Json], Json]]] = {
    "chat.startStream": ("chat:write", start),
    "chat.appendStream": ("chat:write", append),
    "chat.stopStream": ("chat:write", stop),
}
