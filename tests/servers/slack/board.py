"""Posts of a workspace: who may write them, how they come to be and change, and who is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.servers.slack import blocks, payloads
from tests.servers.slack.world import CHANNEL, DM, Channel, Json, Post, Refusal

if TYPE_CHECKING:
    from tests.servers.slack.team import Team


class Board:
    """Writes and changes posts. `private`: every ephemeral post. `echoes`: is the bot told of its own posts?

    `deduplicates`: is a `client_msg_id` that was posted before answered with the first post? Slack's documents name
    errors for that and do not promise it, so it is off.
    """

    def __init__(self, team: Team) -> None:
        self._team = team
        self.private: list[Post] = []
        self.echoes = True
        self.deduplicates = False
        self._by_client_id: dict[str, Post] = {}

    def place(self, id: object, *, member: bool = True) -> Channel:
        """A channel that the bot can reach, by its id, or a person's. Raises Refusal as the Web API does."""
        team = self._team
        if isinstance(id, str) and id[:1] in ("U", "W") and id in team.users:
            person = team.users[id]
            if person.dms_closed or not team.messages_tab:
                raise Refusal("messages_tab_disabled")
            return team.channels[team.dm(id)]
        channel = team.channels.get(str(id)) if id else None
        if channel is None or (not channel.bot and channel.kind != CHANNEL):
            raise Refusal("channel_not_found")
        if member and not channel.bot:
            raise Refusal("not_in_channel")
        if channel.archived:
            raise Refusal("is_archived")
        if channel.kind == DM and (not team.messages_tab or team.user(next(iter(channel.members))).dms_closed):
            raise Refusal("messages_tab_disabled")
        return channel

    def found(self, channel: Channel, ts: object) -> Post:
        """A post of the bot that it may change. Raises Refusal."""
        post = channel.by_ts.get(str(ts))
        if post is None or post.deleted:
            raise Refusal("message_not_found")
        return post

    def known(self, client_id: str) -> Post | None:
        """The post that was made with this client_msg_id before, where Slack is thought to know."""
        return self._by_client_id.get(client_id) if self.deduplicates else None

    def write(
        self,
        channel: Channel,
        user: str,
        *,
        text: str = "",
        shown: list[Json] | None = None,
        thread: str = "",
        broadcast: bool = False,
        bot: bool = False,
        client_id: str = "",
        subtype: str = "",
        metadata: Json | None = None,
        body: Json | None = None,
        made_by: str = "",
    ) -> Post:
        """Put a post into a channel, and tell nobody."""
        now = self._team.server.time.now()
        post = Post(
            ts=channel.stamp(now), channel=channel, user=user, at=now, text=text, blocks=blocks.named(shown or []),
            bot_id=self._team.bot_id if bot else "", thread=thread, broadcast=broadcast, client_msg_id=client_id,
            subtype=subtype, metadata=metadata, body=body or {}, made_by=made_by,
        )  # fmt: skip
        channel.posts.append(post)
        channel.by_ts[post.ts] = post
        if thread:
            channel.threads.setdefault(thread, []).append(post)
            if bot:
                self._team.status.pop((channel.id, thread), None)
        if client_id:
            self._by_client_id[client_id] = post
        self._team.server.changes.tell()
        return post

    def whisper(
        self, channel: Channel, user: str, *, text: str, shown: list[Json], thread: str, body: Json, made_by: str
    ) -> Post:
        """An ephemeral post: it stands in no history."""
        now = self._team.server.time.now()
        post = Post(
            ts=channel.stamp(now), channel=channel, user=self._team.bot_user, at=now, text=text,
            blocks=blocks.named(shown), bot_id=self._team.bot_id, thread=thread, seen_only_by=user, body=body,
            made_by=made_by,
        )  # fmt: skip
        self.private.append(post)
        self._team.server.changes.tell()
        return post

    def change(self, post: Post, *, text: str, shown: list[Json], body: Json) -> None:
        """Replace what a post says."""
        post.earlier.append(post.words)
        post.text, post.blocks, post.body = text, blocks.named(shown), body
        post.edited_at = self._team.server.time.now()
        self._team.server.changes.tell()
        self.echo(post, subtype="message_changed")

    def delete(self, post: Post) -> None:
        post.deleted = True
        if not post.ephemeral and post.thread:
            post.channel.threads[post.thread].remove(post)
        self._team.server.changes.tell()
        self.echo(post, subtype="message_deleted")

    def echo(self, post: Post, *, subtype: str = "") -> None:
        """Tell the bot of its own post, as of anybody's, without waiting."""
        if not self.echoes or post.ephemeral or not post.channel.bot:
            return
        shown = payloads.message(post, self._team)
        inner: Json = {**shown, "channel": post.channel.id, "channel_type": post.channel.kind, "event_ts": post.ts}
        if subtype:
            stamp = post.channel.stamp(self._team.server.time.now())
            inner = {
                "type": "message", "subtype": subtype, "hidden": True, "channel": post.channel.id, "ts": stamp,
                "channel_type": post.channel.kind, "event_ts": stamp,
                **({"message": shown, "previous_message": shown} if subtype == "message_changed" else
                   {"previous_message": shown, "deleted_ts": post.ts}),
            }  # fmt: skip
        self._team.server.begin(self._team.people.event(inner, wait=False))
