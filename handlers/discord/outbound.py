"""Posts on Discord: send one, edit one, find one again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import discord
from discord.abc import GuildChannel

from bot.domain.delivery import Destination, Receipt
from bot.domain.errors import Refused, Unreached, Unsure
from handlers.discord.faults import INVALID_TOKEN, UNKNOWN_WEBHOOK, seam
from handlers.discord.layout import Laid, has_marker, lay
from handlers.discord.tokens import Tokens

NO_MENTIONS = discord.AllowedMentions.none()


class Outbound:
    """Speaks through `client`, which is there from the login on, and not while there is none."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.client: discord.Client | None = None

    async def send(self, to: Destination, body: bytes, *, key: str, reply_to: Receipt | None = None) -> Receipt:
        """Post a page. Within a minute or so Discord knows a repeat of `key`, and gives the post that it has.

        Raises Refused, Held, Unreached, Unsure.
        """
        if to.private:
            raise Refused(f"nobody can be written to out of sight in {to}; only an answer can be", gone=False)
        channel = await self._channel(to)
        laid = _laid(body, key=key)
        parts: dict[str, Any] = {"view": laid.view} if laid.view else {}
        if reply_to is not None and reply_to.to == to:
            parts["reference"] = discord.MessageReference(
                message_id=int(reply_to.id), channel_id=channel.id, fail_if_not_exists=False
            )
        with seam(f"posting to {to}"):
            post = await channel.send(
                laid.content,
                nonce=key,
                suppress_embeds=True,
                allowed_mentions=NO_MENTIONS,
                **parts,
            )
        return Receipt(to=to, id=str(post.id), sent_at=post.created_at)

    async def edit(self, receipt: Receipt, body: bytes) -> None:
        """Replace a post: with the token of the interaction that it answered while that lives, else as our own post.

        Raises what `send` raises; Refused too for what only one person sees, when its token is over. A place is never
        called gone for it: an answer may stand where the bot was never let in.
        """
        number = int(receipt.id)
        if (held := self.tokens.get(number)) and await self._edit_by_token(*held, number, receipt.to, body):
            return
        if receipt.to.private:
            over = "what only one person sees can be edited for a quarter of an hour"
            raise Refused(f"editing {receipt.id} in {receipt.to}: {over}", gone=False)
        try:
            channel, laid = await self._channel(receipt.to), _laid(body)
            with seam(f"editing {receipt.id} in {receipt.to}"):
                post = channel.get_partial_message(number)
                await post.edit(content=laid.content, view=laid.view, allowed_mentions=NO_MENTIONS)
        except Refused as refused:
            raise Refused(str(refused), gone=False) from refused

    async def find(self, to: Destination, *, key: str, since: datetime) -> Receipt | None:
        """The post with the marker of `key` in the history since then.

        Raises what `send` raises; Refused where the history is hidden from us.
        """
        channel, me, empty = await self._channel(to), self._connected().user, True
        with seam(f"reading back {to}"):
            async for post in channel.history(after=since, limit=None, oldest_first=True):
                empty = False
                if post.author == me and has_marker(post, key):
                    return Receipt(to=to, id=str(post.id), sent_at=post.created_at)
            if empty and not await self._shows_its_history(channel):
                raise Refused(f"{to} hides its history; give the bot Read Message History there", gone=False)
        return None

    def _connected(self) -> discord.Client:
        if self.client is None:
            raise Unreached("not connected to Discord yet")
        return self.client

    async def _channel(self, to: Destination) -> discord.PartialMessageable:
        """The channel, thread or direct messages of a place."""
        client = self._connected()
        if to.channel:
            return client.get_partial_messageable(_number(to.channel, to))
        try:
            with seam(f"opening direct messages with {to}"):
                opened = await client.create_dm(discord.Object(_number(to.user, to)))
        except Unsure as error:  # nothing was posted, and opening them twice does no harm
            raise Unreached(str(error)) from error
        return client.get_partial_messageable(opened.id)

    async def _edit_by_token(self, application: int, token: str, number: int, to: Destination, body: bytes) -> bool:
        """Edit what an interaction was answered with; False where the token is over."""
        webhook, laid = discord.Webhook.partial(application, token, client=self._connected()), _laid(body)
        view: Any = laid.view
        try:
            with seam(f"editing {number} in {to}"):
                await webhook.edit_message(number, content=laid.content, view=view, allowed_mentions=NO_MENTIONS)
        except (Refused, Unreached) as error:
            cause = error.__cause__
            if isinstance(cause, discord.HTTPException) and cause.code in (UNKNOWN_WEBHOOK, INVALID_TOKEN):
                return False
            raise
        return True

    async def _shows_its_history(self, channel: discord.PartialMessageable) -> bool:
        """Where Read Message History is missing Discord raises nothing, and gives a history without posts."""
        known = self._connected().get_channel(channel.id)
        if isinstance(known, GuildChannel):
            return known.permissions_for(known.guild.me).read_message_history
        return isinstance(known, discord.DMChannel) or bool([post async for post in channel.history(limit=1)])


def _number(text: str, to: Destination) -> int:
    if not text.isdecimal():
        raise Refused(f"{to} is no place on Discord: {text!r} is no id", gone=False)
    return int(text)


def _laid(body: bytes, *, key: str = "") -> Laid:
    try:
        return lay(body, key=key)
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(f"a post that cannot be laid out: {type(error).__name__}: {error}", gone=False) from error
