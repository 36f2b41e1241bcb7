"""What the buttons under an answer do. The answer is found by the post that they stand in, in its own workspace."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from cachetools import TTLCache
from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.domain.delivery import Page, Receipt
from bot.domain.errors import BadRequest, SitrepError
from bot.domain.message import Message, Text, plain
from bot.domain.replies import Kept
from handlers.following import follow
from handlers.guarding import guarded
from handlers.sharing import leading, shareable
from handlers.slack import managing
from handlers.slack.inputs import sender_of
from handlers.slack.kit import Kit
from handlers.slack.layout import parse_action, ref_of
from handlers.slack.outbound import moment
from handlers.slack.render import render_reply
from handlers.slack.replying import SKEW, Replier, given
from handlers.slack.talk import Sender, seen_by

LOST = "I no longer have this answer; ask again."
SHARED = "That is in the channel already."
SHARED_S, MOST_SHARED = 900.0, 5000
"""Seconds for which what was shared is kept in mind, and how much of it; after that the channel's history tells."""
THANKS = "Thank you, that is noted."
WRITTEN_S = (0.1, 0.4, 1.0)
"""Seconds between the looks for an answer that was posted so lately that it may not be written down yet."""
FRESH = timedelta(seconds=10)
BUTTONS = re.compile(r"sitrep:.*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Click:
    """A press of a button: who, what is to be done, with which post, and where to reply to them alone."""

    sender: Sender
    action: str
    arg: str
    post: str
    ref: str
    url: str

    @property
    def name(self) -> str:
        """What the answer is kept under."""
        return self.ref or self.post


@dataclass(frozen=True, slots=True)
class Clicks:
    """Answers who presses a button.

    `shared`: what was shared lately, by workspace, channel and name, so that who presses twice posts once.
    """

    kit: Kit
    replier: Replier
    shared: TTLCache[tuple[str, str, str], bool] = field(default_factory=lambda: TTLCache(MOST_SHARED, SHARED_S))

    def install(self, app: AsyncApp) -> None:
        """Make an app tell us of every button of ours, also of those that only an older version knew."""
        app.action(BUTTONS)(self.pressed)

    async def pressed(
        self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], context: dict[str, Any]
    ) -> None:
        """Acknowledge, and do what a button is for."""
        await ack()
        self.kit.begin(self.take(click_of(body, action, workspace=str(context.get("team_id") or ""))))

    async def take(self, click: Click) -> bool:
        """Do it. The reply is seen by who pressed it, but for what they share; a page is turned in its place.

        False where nobody could be told anything.
        """
        if click.action == "page":
            return await self._turn(click)
        if click.action == "share":
            return await self._share(click)
        return await self._aside(click, self._said(click))

    async def _said(self, click: Click) -> Message:
        kept = await self._paced(click)
        if click.action == "rate":
            return await self._rate(kept, click)
        if not click.action:
            raise BadRequest(LOST)
        return await follow(self.kit.services, leading(kept.message, click.action), self.kit.talk(click.sender))

    async def _rate(self, kept: Kept, click: Click) -> Message:
        if click.arg not in ("up", "down"):
            raise BadRequest(LOST)
        at = self.kit.services.clock.now()
        await self.kit.replies().rate(kept.number, user=click.sender.user, helpful=click.arg == "up", at=at)
        return Message(blocks=(Text(plain(THANKS)),))

    async def _turn(self, click: Click) -> bool:
        """Show another page in the place of this one."""
        turned = False

        async def work() -> Message:
            nonlocal turned
            kept = await self._paced(click)
            page = render_reply(kept.message, int(click.arg) if click.arg.isdecimal() else 1)
            if kept.receipt.to.private:
                turned = await self.replier.replace(click.url, page, kept.receipt.to, ref=kept.receipt.id)
            else:
                await self.kit.outbound.edit(kept.receipt, page.body)
                turned = True
            if not turned:
                raise BadRequest("the page could not be turned; press it again in a moment")
            return kept.message

        said = await guarded(work(), self.kit.says(self.kit.talk(click.sender)))
        return turned or await self._aside(click, given(said))

    async def _share(self, click: Click) -> bool:
        """Post the answer where everybody in the channel sees it, once; else say to the one who pressed why not."""
        where = click.sender.workspace, click.sender.channel, click.name
        if where in self.shared:
            return await self._aside(click, _failing(BadRequest(SHARED)))
        self.shared[where] = True
        key = f"share-{click.name}"
        fit: Kept | None = None

        async def work() -> Message:
            nonlocal fit
            fit = await self._shareable(click, key)
            return fit.message

        said = await guarded(work(), self.kit.says(self.kit.talk(click.sender)))
        if fit is None:
            self.shared.pop(where, None)
            return await self._aside(click, given(said))
        to, stands = replace(fit.receipt.to, user=""), False

        async def put(page: Page) -> Receipt:
            nonlocal stands
            receipt = await self.replier.sent(to, page, key=key)
            stands = True
            return receipt

        heard = await self.replier.put(given(said), put, to, asked_by=click.sender.user)
        if not stands:  # who pressed was told directly, and may press again
            self.shared.pop(where, None)
        return heard

    async def _shareable(self, click: Click, key: str) -> Kept:
        """The answer as everybody may read it.

        Raises Forbidden where we cannot post, BadRequest where it stands there already or does not hold any more.
        """
        kept = await self._paced(click)
        await managing.joined(self.kit, click.sender)
        message = await shareable(self.kit.services, kept.message)
        to = replace(kept.receipt.to, user="")
        if await self.kit.outbound.find(to, key=key, since=kept.receipt.sent_at - SKEW):
            raise BadRequest(SHARED)
        return replace(kept, message=message)

    async def _paced(self, click: Click) -> Kept:
        """The answer that the button stands in. Raises TooFast, and BadRequest where it is not held any more."""
        await self.kit.pace(self.kit.talk(click.sender))
        fresh = self._fresh(click)
        for pause in (*WRITTEN_S, None):
            if kept := await self.kit.kept(click.sender, click.name):
                return kept
            if pause is None or not fresh:
                break
            await self.replier.sleep(pause)
        raise BadRequest(LOST)

    def _fresh(self, click: Click) -> bool:
        """Was it posted so lately that it may not be written down yet?"""
        try:
            return self.replier.wall.now() - moment(click.post) < FRESH
        except ValueError:
            return False

    async def _aside(self, click: Click, work: Awaitable[Message]) -> bool:
        """Reply to the one who pressed alone."""
        says = self.kit.says(self.kit.talk(click.sender))
        return await self.replier.respond(guarded(work, says), click.url, seen_by(click.sender))


def click_of(body: Mapping[str, Any], action: Mapping[str, Any], *, workspace: str) -> Click:
    """What was pressed, as Slack tells it."""
    what, arg = parse_action(str(action.get("action_id") or "")) or ("", "")
    held, message = body.get("container") or {}, body.get("message") or {}
    return Click(
        sender=sender_of(body, workspace=workspace),
        action=what,
        arg=str(action.get("value") or "") if what == "rate" else arg,
        post=str(message.get("ts") or held.get("message_ts") or ""),
        ref=ref_of(str(action.get("block_id") or "")),
        url=str(body.get("response_url") or ""),
    )


async def _failing(error: SitrepError) -> Message:
    raise error
