"""Interactions: what people ask of the bot, its three seconds to acknowledge, and its fifteen minutes to answer."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING

from tests.servers.discord import payloads, validate
from tests.servers.discord.asked import Asked
from tests.servers.discord.world import (
    DM,
    EPHEMERAL,
    LOADING,
    MEMBER,
    SUPPRESS_EMBEDS,
    V2,
    Channel,
    Json,
    Post,
    Refusal,
    User,
)

if TYPE_CHECKING:
    from tests.servers.discord.server import DiscordServer

DEADLINE_S, TOKEN_S = 3.0, 900.0
COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
ALLOWED_CALLBACKS = {COMMAND: {4, 5, 9}, COMPONENT: {4, 5, 6, 7, 9}, AUTOCOMPLETE: {8}, MODAL: {4, 5, 6, 7}}


class Interactions:
    """Makes interactions and takes the bot's answers to them."""

    def __init__(self, server: DiscordServer) -> None:
        self._server = server
        self.asked: list[Asked] = []
        self._by_id: dict[str, Asked] = {}
        self._by_token: dict[str, Asked] = {}

    async def make(
        self,
        kind: int,
        channel: Channel,
        user: User,
        data: Json,
        *,
        source: Post | None = None,
        installed: bool = False,
    ) -> Asked:
        """Send an interaction to the bot. `installed`: did the user install the bot for themselves?"""
        server, guild = self._server, channel.guild
        owners: Json = {"1": user.id} if installed or not channel.reachable else {}
        body: Json = {
            "id": server.time.snowflake(),
            "application_id": server.application_id,
            "type": kind,
            "token": secrets.token_urlsafe(60),
            "version": 1,
            "data": data,
            "channel_id": channel.id,
            "channel": payloads.channel(channel),
            "locale": "en-GB",
            "app_permissions": str(MEMBER & ~channel.denied),
            "attachment_size_limit": 10_485_760,
            "entitlements": [],
        }
        if guild is not None:
            if guild.has_bot:
                owners["0"] = guild.id
            body |= {
                "context": 0,
                "guild_id": guild.id,
                "guild": {"id": guild.id, "locale": guild.locale, "features": []},
                "guild_locale": guild.locale,
                "member": payloads.member(user, guild),
            }
        else:
            if channel.type == DM:
                owners["0"] = "0"
            body |= {"context": 1 if channel.type == DM else 2, "user": payloads.user(user)}
        body["authorizing_integration_owners"] = owners
        if source is not None:
            body["message"] = payloads.post(source, server.users)
        asked = Asked(
            id=body["id"],
            type=kind,
            token=body["token"],
            channel=channel,
            user=user,
            body=body,
            at=server.time.now(),
            sent=time.perf_counter(),
            source=source,
            server=server,
        )
        self.asked.append(asked)
        self._by_id[asked.id] = self._by_token[asked.token] = asked
        await server.gateway.dispatch("INTERACTION_CREATE", body, guild_id=guild.id if guild is not None else "")
        return asked

    async def redeliver(self, asked: Asked) -> None:
        """Send the same interaction once more."""
        guild = asked.channel.guild
        await self._server.gateway.dispatch("INTERACTION_CREATE", asked.body, guild_id=guild.id if guild else "")

    async def take(self, interaction_id: str, token: str, body: Json) -> Json:
        """The bot's callback. Raises Refusal: too late, twice, or not an answer to such an interaction."""
        heard = time.perf_counter()
        asked = self._by_id.get(interaction_id)
        age = (self._server.time.now() - asked.at).total_seconds() if asked is not None else 0.0
        if asked is None or asked.token != token or (not asked.callback and age > DEADLINE_S):
            raise Refusal(404, 10062, "Unknown interaction")
        if asked.callback:
            raise Refusal(400, 40060, "Interaction has already been acknowledged.")
        kind, data = int(body["type"]), body.get("data") or {}
        if kind not in ALLOWED_CALLBACKS[asked.type]:
            raise validate.invalid("type", "BASE_TYPE_CHOICES", f"Interaction of type {asked.type} takes no {kind}.")
        flags = int(data.get("flags") or 0) & (EPHEMERAL | SUPPRESS_EMBEDS | V2)
        if kind in (4, 7):
            validate.message(data, flags=flags | (asked.source.flags & V2 if kind == 7 and asked.source else 0))
        elif kind == 8:
            validate.choices(data)
        elif kind == 9:
            validate.modal(data)
        asked.callback, asked.acked_s = kind, heard - asked.sent
        asked.callbacks.append((kind, data))
        await self._carry_out(asked, kind, data, flags)
        self._server.changes.tell()
        return self._told(asked, kind)

    async def _carry_out(self, asked: Asked, kind: int, data: Json, flags: int) -> None:
        if kind == 4:
            asked.original = await self._write(asked, data, flags)
        elif kind == 5:
            asked.original = await self._write(asked, {}, flags | LOADING)
        elif kind == 6:
            asked.original = asked.source
        elif kind == 7:
            assert asked.source is not None
            asked.original = await self._server.board.edit(asked.source, data)
        elif kind == 8:
            asked.choices = data.get("choices") or []
        else:
            asked.modal = data
        if kind not in (5, 6):
            asked.final_s = time.perf_counter() - asked.sent

    def _told(self, asked: Asked, kind: int) -> Json:
        told: Json = {"interaction": {"id": asked.id, "type": asked.type}, "resource": {"type": kind}}
        if asked.original is not None:
            told["interaction"] |= {
                "response_message_id": asked.original.id,
                "response_message_loading": asked.original.loading,
                "response_message_ephemeral": asked.original.ephemeral,
            }
        if asked.original is not None and kind in (4, 5, 7):
            told["resource"]["message"] = payloads.post(asked.original, self._server.users)
        return told

    async def _write(self, asked: Asked, data: Json, flags: int) -> Post:
        server = self._server
        only = asked.user if flags & EPHEMERAL else None
        post = server.board.write(asked.channel, server.bot, data, flags=flags, seen_only_by=only)
        post.by_interaction = {
            "webhook_id": server.application_id,
            "application_id": server.application_id,
            "interaction_metadata": {
                "id": asked.id,
                "type": asked.type,
                "user": payloads.user(asked.user),
                "authorizing_integration_owners": asked.body["authorizing_integration_owners"],
                **({"interacted_message_id": asked.source.id} if asked.source is not None else {}),
            },
        }
        await server.board.announce("MESSAGE_CREATE", post)
        return post

    def _alive(self, token: str) -> Asked:
        """The interaction of a webhook token. Raises Refusal once the token has run out."""
        asked = self._by_token.get(token)
        if asked is None or not asked.callback:
            raise Refusal(404, 10015, "Unknown Webhook")
        if (self._server.time.now() - asked.at).total_seconds() > TOKEN_S:
            raise Refusal(401, 50027, "Invalid Webhook Token")
        return asked

    def _own(self, asked: Asked, message_id: str) -> Post:
        if message_id == "@original":
            if asked.original is None or asked.original.deleted:
                raise Refusal(404, 10008, "Unknown Message")
            return asked.original
        for post in (p for a in self.asked for p in (*a.followups, a.original) if p is not None):
            if post.id == message_id and not post.deleted and post.channel is asked.channel:
                return post
        raise Refusal(404, 10008, "Unknown Message")

    async def follow_up(self, token: str, body: Json, *, has_files: bool = False) -> Post:
        """POST to the webhook: fills a reply that is being thought about, else writes another."""
        asked = self._alive(token)
        if asked.original is not None and asked.original.loading:
            return await self.edit(token, "@original", body, has_files=has_files)
        if "0" not in asked.body["authorizing_integration_owners"] and len(asked.followups) >= 5:
            raise Refusal(400, 40094, "This interaction has reached the maximum number of follow up messages")
        flags = int(body.get("flags") or 0) & (EPHEMERAL | SUPPRESS_EMBEDS | V2)
        validate.message(body, flags=flags, has_files=has_files)
        post = await self._write(asked, body, flags)
        asked.followups.append(post)
        asked.final_s = time.perf_counter() - asked.sent
        self._server.changes.tell()
        return post

    async def edit(self, token: str, message_id: str, body: Json, *, has_files: bool = False) -> Post:
        """PATCH of a message of the webhook."""
        asked = self._alive(token)
        post = await self._server.board.edit(self._own(asked, message_id), body, has_files=has_files)
        asked.final_s = time.perf_counter() - asked.sent
        self._server.changes.tell()
        return post

    def get(self, token: str, message_id: str) -> Post:
        return self._own(self._alive(token), message_id)

    async def delete(self, token: str, message_id: str) -> None:
        await self._server.board.delete(self._own(self._alive(token), message_id))
