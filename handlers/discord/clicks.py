"""What the buttons under an answer do. They hold no ids of ours: the answer is found by the post that they stand in."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial

import aiohttp
import discord

from bot.domain.errors import BadRequest, SitrepError, StoreBusy
from bot.domain.message import Action, Message, Text, plain
from bot.domain.replies import Kept, Replies
from handlers.discord.layout import lay
from handlers.discord.render import render_reply
from handlers.discord.replying import Replier, at_once, deferred, parts
from handlers.discord.talk import PLATFORM, Asking, seen_by
from handlers.following import follow
from handlers.guarding import guarded, told
from handlers.request import Talk

_log = logging.getLogger(__name__)

LOST = "I no longer have this answer; ask again."
THANKS = "Thank you, that is noted."
TURN_S = 2.0
"""Seconds in which a page is turned, or else the reader is told that it takes too long: Discord waits for three."""

Pace = Callable[[Talk], Awaitable[None]]
"""Counts one thing that somebody did. Raises TooFast."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Clicks:
    """Answers who presses a button."""

    replier: Replier
    pace: Pace

    async def take(self, interaction: Asking, talk: Talk, action: str, arg: str) -> None:
        """Do what a button is for; the reply is seen by who pressed it, but for what they share."""
        if action == "page":
            await self._turn(interaction, talk, int(arg or 1))
            return
        private = action != "share"
        if await deferred(interaction, private=private):
            work = guarded(self._paced(interaction, talk, action), partial(self.replier.services.typed, talk=talk))
            await self.replier.answer(interaction, work, seen_by(talk, private=private))

    async def _paced(self, interaction: Asking, talk: Talk, action: str) -> Message:
        await self.pace(talk)
        kept = await self._kept(interaction)
        if action in ("up", "down"):
            return await self._rate(kept, talk, helpful=action == "up")
        if action == "share":
            return replace(kept.message, actions=tuple(a for a in kept.message.actions if a.what != "share"))
        return await follow(self.replier.services, _leading(kept.message, action), talk)

    async def _rate(self, kept: Kept, talk: Talk, *, helpful: bool) -> Message:
        at = self.replier.services.clock.now()
        await self._replies().rate(kept.number, user=talk.asked_by, helpful=helpful, at=at)
        return Message(blocks=(Text(plain(THANKS)),))

    async def _turn(self, interaction: Asking, talk: Talk, page: int) -> None:
        """Show another page in the place of this one."""
        try:
            await self.pace(talk)
            async with asyncio.timeout(TURN_S):
                kept = await self._kept(interaction)
        except TimeoutError:
            await at_once(interaction, told(StoreBusy("that takes too long just now; press it again in a moment")))
            return
        except SitrepError as error:
            await at_once(interaction, told(error))
            return
        cards = interaction.message is not None and interaction.message.flags.components_v2
        laid = lay(render_reply(kept.message, page, cards=cards).body)
        try:
            await interaction.response.edit_message(**parts(laid))
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            _log.warning("a page could not be turned: %s", error, extra={"action": "discord.unanswered"})

    async def _kept(self, interaction: Asking) -> Kept:
        """The answer that the button stands in. Raises BadRequest where it is not held any more."""
        post = interaction.message
        kept = await self._replies().find(PLATFORM, str(post.id)) if post else None
        if kept is None:
            raise BadRequest(LOST)
        return kept

    def _replies(self) -> Replies:
        if self.replier.services.replies is None:
            raise BadRequest(LOST)
        return self.replier.services.replies


def _leading(message: Message, what: str) -> Action:
    """The action of that name. Raises BadRequest where the answer, as it reads now, has none."""
    for action in message.actions:
        if action.what == what:
            return action
    raise BadRequest("there is nothing more about that in this answer")
