"""What the buttons under an answer do. They hold no ids of ours: the answer is found by the post that they stand in."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

import discord
from cachetools import TTLCache

from bot.domain.errors import BadRequest, SitrepError, StoreBusy
from bot.domain.message import Message, Text, plain
from bot.domain.replies import Kept, Replies
from handlers.discord.layout import Laid, lay
from handlers.discord.render import render_reply
from handlers.discord.replying import Replier, acknowledged, at_once, deferred, parts
from handlers.discord.talk import PLATFORM, Asking, seen_by
from handlers.following import follow
from handlers.guarding import guarded, told
from handlers.request import Talk
from handlers.sharing import leading, shareable

LOST = "I no longer have this answer; ask again."
SHARED = "That is in the channel already."
SHARED_S, MOST_SHARED = 900.0, 5000
"""Seconds for which an answer that one person sees can be used, and how many of them are kept in mind."""
THANKS = "Thank you, that is noted."
TURN_S = 2.0
"""Seconds in which a page is turned, or else the reader is told that it takes too long: Discord waits for three."""

WRITTEN_S = (0.1, 0.4, 1.0)
"""Seconds between the looks for an answer that was posted so lately that it may not be written down yet."""
FRESH = timedelta(seconds=10)

Pace = Callable[[Talk], Awaitable[None]]
"""Counts one thing that somebody did. Raises TooFast."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Clicks:
    """Answers who presses a button."""

    replier: Replier
    pace: Pace
    shared: TTLCache[int, bool] = field(default_factory=lambda: TTLCache(MOST_SHARED, SHARED_S))
    """The posts that were shared lately, so that one who presses twice posts once."""

    async def take(self, interaction: Asking, talk: Talk, action: str, arg: str) -> None:
        """Do what a button is for; the reply is seen by who pressed it, but for what they share."""
        if action == "page":
            await self._turn(interaction, talk, int(arg or 1))
            return
        private = action != "share"
        if not private and self._shared_before(interaction):
            await at_once(interaction, told(BadRequest(SHARED)))
            return
        if await deferred(interaction, private=private):
            work = guarded(self._paced(interaction, talk, action), partial(self.replier.services.typed, talk=talk))
            await self.replier.answer(interaction, work, seen_by(talk, private=private))

    async def _paced(self, interaction: Asking, talk: Talk, action: str) -> Message:
        await self.pace(talk)
        kept = await self._kept(interaction)
        if action in ("up", "down"):
            return await self._rate(kept, talk, helpful=action == "up")
        if action == "share":
            try:
                return await shareable(self.replier.services, kept.message)
            except SitrepError:
                self.shared.pop(int(kept.receipt.id), None)
                raise
        return await follow(self.replier.services, leading(kept.message, action), talk)

    def _shared_before(self, interaction: Asking) -> bool:
        post = interaction.message.id if interaction.message else 0
        before = post in self.shared
        self.shared[post] = True
        return before

    async def _rate(self, kept: Kept, talk: Talk, *, helpful: bool) -> Message:
        at = self.replier.services.clock.now()
        await self._replies().rate(kept.number, user=talk.asked_by, helpful=helpful, at=at)
        return Message(blocks=(Text(plain(THANKS)),))

    async def _turn(self, interaction: Asking, talk: Talk, page: int) -> None:
        """Show another page in the place of this one."""
        laid: Laid | None = None

        async def work() -> Message:
            nonlocal laid
            await self.pace(talk)
            try:
                async with asyncio.timeout(TURN_S):
                    kept = await self._kept(interaction)
            except TimeoutError as error:
                raise StoreBusy("that takes too long just now; press it again in a moment") from error
            cards = interaction.message is not None and interaction.message.flags.components_v2
            laid = lay(render_reply(kept.message, page, cards=cards).body)
            return kept.message

        said = await guarded(work())
        if laid is None:
            await at_once(interaction, said)
            return
        await acknowledged(partial(interaction.response.edit_message, **parts(laid)))

    async def _kept(self, interaction: Asking) -> Kept:
        """The answer that the button stands in. Raises BadRequest where it is not held any more."""
        post, channel = interaction.message, str(interaction.channel_id or "")
        for pause in (*WRITTEN_S, 0.0):
            kept = await self._replies().find(PLATFORM, str(post.id), channel=channel) if post else None
            if kept is not None:
                return kept
            if post is None or discord.utils.utcnow() - (post.edited_at or post.created_at) > FRESH:
                break
            await asyncio.sleep(pause)
        raise BadRequest(LOST)

    def _replies(self) -> Replies:
        if self.replier.services.replies is None:
            raise BadRequest(LOST)
        return self.replier.services.replies
