"""Posts: who may write them, how they come to be and change, and who is told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.servers.discord import payloads, validate
from tests.servers.discord.gateway import DIRECT_MESSAGES, GUILD_MESSAGES, GUILDS
from tests.servers.discord.world import (
    CREATE_THREADS,
    EPHEMERAL,
    GROUP,
    HISTORY,
    SEND,
    SEND_IN_THREADS,
    SUPPRESS_EMBEDS,
    TEXT,
    THREAD,
    V2,
    VIEW,
    Channel,
    Json,
    Post,
    Refusal,
    User,
)

if TYPE_CHECKING:
    from tests.servers.discord.server import DiscordServer

SILENT = 1 << 12


class Board:
    """Writes and changes posts. `nonce_s`: seconds for which a nonce is known; `deduplicated`: posts not made twice."""

    def __init__(self, server: DiscordServer) -> None:
        self._server = server
        self._nonces: dict[tuple[str, str], Post] = {}
        self.nonce_s = 60.0
        self.deduplicated: list[Post] = []

    def channel(self, channel_id: str, *, needs: int = VIEW) -> Channel:
        """A channel that the bot may use so. Raises Refusal."""
        channel = self._server.channels.get(channel_id)
        if channel is None or channel.deleted:
            raise Refusal(404, 10003, "Unknown Channel")
        denied = channel.denied | (channel.parent.denied if channel.parent is not None else 0)
        if not channel.reachable or denied & VIEW:
            raise Refusal(403, 50001, "Missing Access")
        if denied & needs:
            raise Refusal(403, 50013, "Missing Permissions")
        return channel

    def found(self, channel: Channel, post_id: str) -> Post:
        """A post of the channel that is there for the bot. Raises Refusal."""
        for post in reversed(channel.posts):
            if post.id == post_id and not post.deleted and not post.ephemeral:
                return post
        raise Refusal(404, 10008, "Unknown Message")

    async def send(self, channel_id: str, body: Json, *, has_files: bool = False) -> Post:
        """A message of the bot (POST /channels/…/messages)."""
        channel = self.channel(channel_id)
        self.channel(channel_id, needs=SEND_IN_THREADS if channel.type == THREAD else SEND)
        if channel.guild is None and any(u.dms_closed for u in channel.recipients):
            raise Refusal(403, 50007, "Cannot send messages to this user")
        flags = int(body.get("flags") or 0) & (SUPPRESS_EMBEDS | SILENT | V2)
        validate.message(body, flags=flags, has_files=has_files)
        answered = self._answered(channel, body.get("message_reference"))
        nonce = str(body.get("nonce") or "")
        known = self._nonces.get((self._server.bot.id, nonce))
        oldest = self._server.time.now() - timedelta(seconds=self.nonce_s)
        if nonce and body.get("enforce_nonce") and known is not None and known.at > oldest:
            self.deduplicated.append(known)
            return known
        post = self.write(channel, self._server.bot, body, flags=flags, reply_to=answered)
        if nonce:
            post.nonce = nonce
            self._nonces[(self._server.bot.id, nonce)] = post
        await self.announce("MESSAGE_CREATE", post)
        return post

    def _answered(self, channel: Channel, reference: Json | None) -> Post | None:
        if not reference:
            return None
        if channel.denied & HISTORY:
            raise Refusal(400, 160002, "Cannot reply without permission to read message history")
        try:
            return self.found(channel, str(reference["message_id"]))
        except Refusal:
            if reference.get("fail_if_not_exists", True):
                what = "MESSAGE_REFERENCE_UNKNOWN_MESSAGE"
                raise validate.invalid("message_reference", what, "Unknown message") from None
            return None

    def write(
        self,
        channel: Channel,
        author: User,
        body: Json,
        *,
        flags: int = 0,
        reply_to: Post | None = None,
        seen_only_by: User | None = None,
    ) -> Post:
        """Put a post into the channel."""
        post = Post(
            id=self._server.time.snowflake(),
            channel=channel,
            author=author,
            reply_to=reply_to,
            seen_only_by=seen_only_by,
            at=self._server.time.now(),
        )
        self._fill(post, body, flags)
        allowed = body.get("allowed_mentions")
        if reply_to is not None and (allowed is None or allowed.get("replied_user", False)):
            post.pings.append(f"<@{reply_to.author.id}>")
        channel.posts.append(post)
        self._server.changes.tell()
        return post

    def _fill(self, post: Post, body: Json, flags: int) -> None:
        post.flags = flags
        post.content = body.get("content") or ""
        post.components = _numbered(body.get("components") or [])
        post.embeds = body.get("embeds") or []
        post.body = body
        allowed = body.get("allowed_mentions") if post.author.bot else None
        post.pings = payloads.pings(post.text, allowed, self._server.users)

    async def edit(self, post: Post, body: Json, *, has_files: bool = False) -> Post:
        """Change a post of the bot."""
        if post.author is not self._server.bot:
            raise Refusal(403, 50005, "Cannot edit a message authored by another user")
        given = int(body["flags"]) if body.get("flags") is not None else post.flags
        flags = (given & (SUPPRESS_EMBEDS | V2)) | (post.flags & (EPHEMERAL | V2))
        merged: Json = {"content": post.content, "components": post.components, "embeds": post.embeds}
        merged |= {k: v for k, v in body.items() if k in (*merged, "allowed_mentions", "poll")}
        if flags & V2 and not post.flags & V2:  # turning to V2 empties what V2 does not know, where it is said to
            merged |= {k: body.get(k) for k in ("content", "embeds") if k in body or not merged[k]}
        validate.message(merged, flags=flags, has_files=has_files)
        if not post.loading:
            post.earlier.append(post.text)
            post.edited_at = self._server.time.now()
        self._fill(post, merged, flags)
        self._server.changes.tell()
        await self.announce("MESSAGE_UPDATE", post)
        return post

    async def delete(self, post: Post) -> None:
        post.deleted = True
        self._server.changes.tell()
        if not post.ephemeral and post.channel.reachable:
            told: Json = {"id": post.id, "channel_id": post.channel.id}
            guild = post.channel.guild
            if guild is not None:
                told["guild_id"] = guild.id
            needs = GUILD_MESSAGES if guild is not None else DIRECT_MESSAGES
            await self._server.gateway.dispatch("MESSAGE_DELETE", told, guild_id=guild.id if guild else "", needs=needs)

    async def announce(self, kind: str, post: Post) -> None:
        """Tell the bot of a post, where it sits in the channel."""
        channel = post.channel
        if post.ephemeral or not channel.reachable or channel.denied & VIEW:
            return
        guild_id = channel.guild.id if channel.guild is not None else ""
        needs = GUILD_MESSAGES if guild_id else DIRECT_MESSAGES
        told = payloads.event(post, self._server.users)
        await self._server.gateway.dispatch(kind, told, guild_id=guild_id, needs=needs)

    async def thread(self, channel_id: str, post_id: str, body: Json) -> Channel:
        """Open a thread on a post; the thread has the post's id."""
        channel = self.channel(channel_id)
        self.channel(channel_id, needs=CREATE_THREADS)
        if channel.type != TEXT or channel.guild is None:
            raise Refusal(403, 50024, "Cannot execute action on this channel type")
        post = self.found(channel, post_id) if post_id else None
        if post is not None and post.thread is not None:
            raise Refusal(400, 160004, "A thread has already been created for this message")
        if not 1 <= len(str(body.get("name") or "").strip()) <= 100:
            raise validate.invalid("name", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")
        opened = Channel(
            id=post_id or self._server.time.snowflake(),
            type=THREAD,
            name=body["name"],
            guild=channel.guild,
            parent=channel,
            recipients=[self._server.bot],
        )
        if post is not None:
            post.thread = opened
        channel.guild.channels.append(opened)
        self._server.channels[opened.id] = opened
        self._server.changes.tell()
        told = {**payloads.channel(opened), "newly_created": True}
        await self._server.gateway.dispatch("THREAD_CREATE", told, guild_id=channel.guild.id, needs=GUILDS)
        return opened

    def history(self, channel_id: str, query: dict[str, str]) -> list[Post]:
        """GET /channels/…/messages: newest first; nothing for who may not read history."""
        channel = self.channel(channel_id)
        if channel.type == GROUP or channel.denied & HISTORY:
            return []
        shown = [p for p in channel.posts if not p.deleted and not p.ephemeral]
        limit = int(query.get("limit", 50))
        if not 1 <= limit <= 100:
            raise validate.invalid("limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 100.")
        if "after" in query:
            return [p for p in shown if int(p.id) > int(query["after"])][:limit][::-1]
        if "before" in query:
            shown = [p for p in shown if int(p.id) < int(query["before"])]
        return shown[::-1][:limit]


def _numbered(components: list[Json], start: int = 1) -> list[Json]:
    """The components with the ids that Discord gives those that have none."""
    counter = [start]

    def number(c: Json) -> Json:
        done = {**c, "id": c.get("id") or counter[0]}
        counter[0] += 1
        if c.get("components"):
            done["components"] = [number(inner) for inner in c["components"]]
        for part in ("accessory", "component"):
            if isinstance(c.get(part), dict):
                done[part] = number(c[part])
        return done

    return [number(c) for c in components]
