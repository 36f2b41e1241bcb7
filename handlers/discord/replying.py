"""One reply to one thing that a person did: posted, kept for its buttons and for corrections, and never left out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import aiohttp
import discord

from bot.domain.delivery import Destination, Page, Receipt
from bot.domain.errors import StoreError
from bot.domain.message import Message
from handlers.discord.layout import Laid, lay
from handlers.discord.render import render_reply
from handlers.discord.talk import Asking
from handlers.discord.tokens import Tokens
from handlers.guarding import guarded
from handlers.request import Services

_log = logging.getLogger(__name__)

Put = Callable[[Laid], Awaitable[discord.Message]]
"""Makes Discord show something in the place of a reply; doing it twice shows it once."""

POST_S = 15.0
"""Seconds that a post may take; discord.py waits without an end."""
PAUSES_S = (1.0, 3.0)
"""Seconds between the tries of a post that did not go through."""
ACK_S = 3.0
"""Seconds for which Discord waits for an acknowledgement."""
ANSWERED = 40060
"""Discord's code for an interaction that was acknowledged already."""
AGAIN_S = 0.9
"""discord.py tries a second time after one second, so that what was acknowledged sooner was so by another process."""
UNREAD = (ValueError, LookupError, TypeError)
"""What discord.py ends with where it cannot read what came back; what it asked for may have been done."""
NOTHING = discord.AllowedMentions.none()


class Meanwhile(Protocol):
    """What is shown in the place of a reply before it is there."""

    async def over(self, within_s: float = ...) -> None: ...
    def instead(self, laid: Laid) -> Laid: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Replier:
    """Posts replies. `cards`: laid out as cards, else as plain text; `pauses` lie between tries."""

    services: Services
    tokens: Tokens
    cards: bool
    pauses: tuple[float, ...] = PAUSES_S

    async def answer(
        self, interaction: Asking, work: Awaitable[Message], to: Destination, growing: Meanwhile | None = None
    ) -> None:
        """Reply to an interaction that was deferred, in the place of what was shown there meanwhile."""

        async def put(laid: Laid) -> discord.Message:
            if growing is not None:
                await growing.over()
                laid = growing.instead(laid)
            message = await interaction.edit_original_response(**parts(laid))
            self.tokens.remember(
                message.id,
                application_id=interaction.application_id,
                token=interaction.token,
                until=interaction.expires_at,
            )
            return message

        try:
            await self.reply(work, put, to)
        finally:
            if growing is not None:
                await growing.over(0.0)

    async def reply(self, work: Awaitable[Message], put: Put, to: Destination) -> None:
        """Post what comes of `work`, else why there is nothing. Never raises; what could not be told is logged."""
        posted = False

        async def whole() -> Message:
            nonlocal posted
            message = await work
            page, post = await self._posted(message, put)
            posted = True
            await self._keep(message, page, post, to)
            return message

        failed = await guarded(whole())
        if not posted:
            await guarded(self._last(failed, put))

    async def _posted(self, message: Message, put: Put) -> tuple[Page, discord.Message]:
        page = render_reply(message, 1, cards=self.cards)
        try:
            return page, await self._tried(lay(page.body), put)
        except discord.HTTPException as error:
            if error.status != 400:
                raise
            _tell("discord.relaid", f"Discord refuses a reply as it was laid out: {error}")
        page = render_reply(message, 1, cards=False)
        return page, await self._tried(lay(page.body), put)

    async def _last(self, failed: Message, put: Put) -> Message:
        """Say in plain words that it failed."""
        await self._tried(lay(render_reply(failed, 1, cards=False).body), put)
        return failed

    async def _tried(self, laid: Laid, put: Put) -> discord.Message:
        for pause in self.pauses:
            try:
                async with asyncio.timeout(POST_S):
                    return await put(laid)
            except discord.RateLimited as error:
                pause = error.retry_after
            except (discord.DiscordServerError, aiohttp.ClientError, OSError, *UNREAD) as error:
                _tell("discord.again", f"a reply did not go through, trying again: {type(error).__name__}: {error}")
            await asyncio.sleep(pause)
        async with asyncio.timeout(POST_S):
            return await put(laid)

    async def _keep(self, message: Message, page: Page, post: discord.Message, to: Destination) -> None:
        """Write down what was posted, where it has buttons or shows facts."""
        replies = self.services.replies
        if replies is None or not (message.actions or message.fact_ids or page.facts or _has_buttons(page)):
            return
        receipt = Receipt(to=to, id=str(post.id), sent_at=post.created_at)
        try:
            await replies.keep(message, page, receipt, workspace=to.workspace, at=self.services.clock.now())
        except StoreError as error:
            _tell("discord.unkept", f"an answer stands, but was not kept: {error}")


async def deferred(interaction: Asking, *, private: bool) -> bool:
    """Acknowledge, and answer later. False where the reply is another process's to give, or it is too late for one."""
    return await acknowledged(partial(interaction.response.defer, ephemeral=private, thinking=True))


async def acknowledged(answer: Callable[[], Awaitable[object]]) -> bool:
    """Give Discord the first answer to an interaction within its three seconds, again where it may have been lost.

    False where another process gave one, or Discord does not take it.
    """
    clock = asyncio.get_running_loop()
    began = clock.time()
    for lost in (False, True):
        try:
            async with asyncio.timeout(ACK_S):
                await answer()
            return True
        except discord.HTTPException as error:
            if error.code == ANSWERED and (lost or clock.time() - began >= AGAIN_S):
                return True
            _tell("discord.unanswered", f"an interaction could not be answered: {error}")
            return False
        except (aiohttp.ClientError, OSError, *UNREAD) as error:
            _tell("discord.again", f"a first answer may be lost: {type(error).__name__}: {error}")
    return True


async def at_once(interaction: Asking, message: Message) -> None:
    """Say something, to the one who acted only, to an interaction that was not deferred."""
    laid = lay(render_reply(message, 1, cards=False).body)
    await acknowledged(partial(interaction.response.send_message, ephemeral=True, **parts(laid)))


def parts(laid: Laid) -> dict[str, Any]:
    """What discord.py is given of a post, in which nobody is mentioned."""
    given = {"content": laid.content, "view": laid.view}
    return {name: part for name, part in given.items() if part is not None} | {"allowed_mentions": NOTHING}


def _has_buttons(page: Page) -> bool:
    return b'"sitrep:' in page.body


def _tell(action: str, text: str) -> None:
    _log.warning(text, extra={"action": action})
