"""What was acknowledged and then lost, to a crash or a long fault: answered after all, or apologised for once."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.errors import Refused
from bot.domain.inbox import Ended, Item
from bot.domain.message import Message, Text, plain
from handlers.slack.faults import NO_THREAD, code_of, seam
from handlers.slack.inputs import MESSAGE, said_in
from handlers.slack.kit import Kit
from handlers.slack.outbound import moment
from handlers.slack.replying import Replier, given
from handlers.slack.talk import place
from handlers.slack.written import Written, reply_key

_log = logging.getLogger(__name__)

_KINDS = {
    MESSAGE: "your message",
    "command": "your /sitrep command",
    "click": "the button you pressed",
    "form": "the form you sent",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Recovering:
    """Answers what was left. A message can be read again; of all else nothing is kept but who did it, and where."""

    kit: Kit
    replier: Replier
    written: Written

    async def again(self, item: Item) -> Ended | None:
        """Reply to what was left; how it ended, None for not yet. Raises PlatformError."""
        if item.kind != MESSAGE:
            return await self._apologise(item)
        try:
            return await self._answer(item)
        except Refused as error:  # nothing can be read where it was asked, as where we were removed since
            _log.warning("what was left cannot be read again: %s", error, extra={"action": "slack.unread"})
            return await self._apologise(item)

    async def _answer(self, item: Item) -> Ended | None:
        """Answer a message, unless that was done. Raises PlatformError."""
        ts = item.key.rpartition("/")[2]
        if await self.kit.outbound.find(item.to, key=reply_key(ts), since=moment(ts)):
            return "answered"
        me = await self.kit.teams.me(item.to.workspace)
        event = await self._read(item, ts)
        said = (
            said_in({**event, "channel": item.to.channel}, workspace=item.to.workspace, me=me.user) if event else None
        )
        if said is None:  # it was deleted, so that nobody waits for an answer
            return "given up"
        return "answered" if await self.written.answer(said, me=me.user, look=True) else None

    async def _read(self, item: Item, ts: str) -> Mapping[str, Any] | None:
        """The message once more, None where it is gone. Raises PlatformError."""
        client = await self.kit.teams.client(item.to.workspace)
        try:
            with seam(f"reading a message again in {item.to}"):
                found = await client.conversations_replies(
                    channel=item.to.channel, ts=item.to.thread, oldest=ts, latest=ts, inclusive=True, limit=2
                )
                return next((m for m in found["messages"] if m.get("ts") == ts), None)
        except Refused as error:
            if code_of(error) in NO_THREAD:
                return None
            raise

    async def _apologise(self, item: Item) -> Ended | None:
        what = _KINDS.get(item.kind, "what you did")
        text = f"I was stopped before I could answer {what}, and no longer know the words. Please do it again."
        to = item.to if item.to.channel else place(item.to.workspace, "", user=item.asked_by)
        work = given(Message(blocks=(Text(plain(text)),)))
        if to.private:
            told = await self.replier.respond(work, "", to)
        else:
            told = await self.replier.post(work, to, key=f"sorry-{item.key}"[:60], asked_by=item.asked_by)
        return "apologised" if told else None
