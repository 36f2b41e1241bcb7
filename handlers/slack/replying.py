"""One reply to one thing that a person did: posted, kept for its buttons and for corrections, and never left out."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial

from bot.clock import Clock, RealClock
from bot.domain.delivery import Destination, Page, Receipt
from bot.domain.errors import Held, PlatformError, Refused, StoreError, Unreached, Unsure
from bot.domain.message import Message, Text, placed
from handlers.guarding import guarded
from handlers.slack import asides
from handlers.slack.kit import Kit
from handlers.slack.layout import lay
from handlers.slack.render import render_reply
from handlers.slack.taking import current
from handlers.slack.talk import is_direct, place

_log = logging.getLogger(__name__)

PAUSES_S = (1.0, 3.0)
"""Seconds between the tries of a post that did not go through."""
HELD_S = 30.0
"""The most seconds that a reply waits where Slack wants us to wait: somebody waits for it too."""
SKEW = timedelta(minutes=5)
"""How far our clock may be ahead of Slack's when a post is looked for."""

Put = Callable[[Page], Awaitable[Receipt]]
"""Makes Slack show a page in the place of a reply, once. Raises PlatformError."""
Sleep = Callable[[float], Awaitable[object]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Replier:
    """Posts replies. `pauses` are seconds between the tries of one that does not go through."""

    kit: Kit
    wall: Clock = field(default_factory=RealClock)
    sleep: Sleep = asyncio.sleep
    pauses: tuple[float, ...] = PAUSES_S

    async def post(self, work: Awaitable[Message], to: Destination, *, key: str, asked_by: str) -> bool:
        """Reply where everybody in a channel, thread or direct message reads it, once for a `key`.

        Says what comes of `work`, else why there is nothing; where the place is closed to us `asked_by` is told
        directly. False where nobody could be told anything, which is logged. Never raises.
        """
        return await self.put(work, partial(self.sent, to, key=key), to, asked_by=asked_by)

    async def respond(self, work: Awaitable[Message], url: str, to: Destination) -> bool:
        """Reply so that only the one who acted sees it, through the `url` that Slack gave for that, '' for none.

        `to` is what that person sees of the place (`seen_by`). Otherwise as `post`.
        """
        return await self.put(work, partial(self._aside, url, to), to, asked_by=to.user)

    async def replace(self, url: str, page: Page, to: Destination, *, ref: str) -> bool:
        """Show a page in the place of the ephemeral answer that is kept under `ref`; did Slack take it? Never raises.

        What stands in a channel for everybody is replaced by `kit.outbound.edit`.
        """
        try:
            client = await self.kit.teams.client(to.workspace)
            await self._once_more(lambda: asides.by_address(url, lay(page.body, ref=ref), client=client, instead=True))
        except PlatformError as error:
            _tell("slack.unreplaced", f"a page could not be turned: {error}")
            return False
        return True

    async def put(self, work: Awaitable[Message], put: Put, to: Destination, *, asked_by: str) -> bool:
        """Reply with what `put` does. Otherwise as `post`."""
        stands = tried = False

        async def whole() -> Message:
            nonlocal stands, tried
            message = await work
            page = render_reply(message)
            tried = True
            stands = await self._told(message, page, put, to, asked_by)
            return message

        failed = await guarded(whole())
        if tried:
            return stands
        work, tried = given(failed), True
        await guarded(whole())
        return stands

    async def sent(self, to: Destination, page: Page, *, key: str, look: bool = False) -> Receipt:
        """Post a page; what may have arrived is looked for before it is posted again. Raises PlatformError.

        `look` before the first try too, as another process may have posted it.
        """
        since, lost = self.wall.now() - SKEW, look
        for pause in (*self.pauses, None):
            try:
                if lost and (found := await self.kit.outbound.find(to, key=key, since=since)):
                    return found
                return await self.kit.outbound.send(to, page.body, key=key)
            except Held as error:
                if pause is None or error.retry_after > HELD_S:
                    raise
                pause = error.retry_after
            except (Unreached, Unsure) as error:
                if pause is None:
                    raise
                lost = lost or isinstance(error, Unsure)
                _tell("slack.again", f"a reply did not go through, trying again: {error}")
            await self.sleep(pause)
        raise Unreached(f"nothing was tried to reply in {to}")

    async def _told(self, message: Message, page: Page, put: Put, to: Destination, asked_by: str) -> bool:
        """Show a message in its place, else directly to the one who asked; does either of them stand?"""
        try:
            try:
                receipt = await put(page)
            except Refused as error:
                if error.gone:
                    raise
                _tell("slack.relaid", f"Slack refuses a reply as it was laid out: {error}")
                page = as_text(page)
                receipt = await put(page)
        except Refused as error:
            if not to.channel or (is_direct(to.channel) and not to.private):
                _tell("slack.untold", f"a reply could not be given: {error}")
                return False
            _tell("slack.elsewhere", f"a reply goes to the one who asked alone: {error}")
            return await self._directly(message, to, asked_by)
        except PlatformError as error:
            _tell("slack.untold", f"a reply could not be given: {error}")
            return False
        await self._keep(message, page, receipt)
        return True

    async def _directly(self, message: Message, to: Destination, user: str) -> bool:
        """Send it as a direct message, saying why it comes there."""
        if not to.private:
            here = replace(to, thread="")
            why = placed(f"I may not write in {here}, so this comes to you alone.", here)
            message = replace(message, blocks=(Text(why), *message.blocks))
        direct, page = place(to.workspace, "", user=user), render_reply(message)
        try:
            receipt = await self.sent(direct, page, key=f"to-{secrets.token_urlsafe(9)}")
        except PlatformError as error:
            _tell("slack.untold", f"a reply could not be given: {error}")
            return False
        await self._keep(message, page, receipt)
        return True

    async def _aside(self, url: str, to: Destination, page: Page) -> Receipt:
        """Show a page to one person only. It gets a name of its own: Slack tells us none."""
        ref = secrets.token_urlsafe(9)
        laid, client = lay(page.body, ref=ref), await self.kit.teams.client(to.workspace)
        try:
            if not url:
                raise Refused("there is no address for a reply", gone=True)
            await self._once_more(lambda: asides.by_address(url, laid, client=client, thread=to.thread))
        except Refused as error:
            if not error.gone:
                raise
            await self._once_more(lambda: asides.by_post(to, laid, client=client))
        return Receipt(to=to, id=ref, sent_at=self.wall.now())

    async def _once_more(self, put: Callable[[], Awaitable[None]]) -> None:
        """Do it, and a second time where it did not go through."""
        try:
            await put()
            return
        except (Held, Unreached, Unsure) as error:
            _tell("slack.again", f"a reply did not go through, trying once more: {error}")
            wait = min(error.retry_after, HELD_S) if isinstance(error, Held) else self.pauses[0]
        await self.sleep(wait)
        await put()

    async def _keep(self, message: Message, page: Page, receipt: Receipt) -> None:
        """Write down what was posted, where it has buttons or shows facts."""
        if taken := current():
            taken.stands.set()
        replies, to = self.kit.services.replies, receipt.to
        if replies is None or not (message.actions or message.fact_ids or page.facts or b'"sitrep:' in page.body):
            return
        try:
            await replies.keep(message, page, receipt, workspace=to.workspace, at=self.kit.services.clock.now())
        except StoreError as error:
            _tell("slack.unkept", f"an answer stands, but was not kept: {error}")


def as_text(page: Page) -> Page:
    """The page as its words alone, without blocks and so without buttons."""
    body = json.dumps({"text": json.loads(page.body)["text"], "blocks": []}, ensure_ascii=False)
    return replace(page, body=body.encode())


async def given(message: Message) -> Message:
    """A message that is there already, as work."""
    return message


def _tell(action: str, text: str) -> None:
    _log.warning(text, extra={"action": action})
