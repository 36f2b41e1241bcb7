"""Written messages: who talks to the bot alone needs no sign; in a channel it is mentioned, then may be asked on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.domain.message import Message, Text, plain
from handlers.commands import reply_to
from handlers.guarding import guarded
from handlers.request import Talk
from handlers.slack.inputs import Said, said_in
from handlers.slack.kit import Kit
from handlers.slack.pane import Pane
from handlers.slack.reading import words_of, written_line
from handlers.slack.replying import Replier
from handlers.slack.taking import current
from handlers.slack.talk import is_direct, place

EMPTY = "Ask me something in words, such as: how many people fled?"


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """Answers what is written to the bot, in the thread of the message."""

    kit: Kit
    replier: Replier
    pane: Pane

    def install(self, app: AsyncApp) -> None:
        """Make an app tell us of messages; a mention is told of twice, and taken once."""
        app.event("message")(self.heard)
        app.event("app_mention")(self.heard)

    async def heard(self, event: dict[str, Any], context: AsyncBoltContext) -> None:
        """Hand over what is said to us."""
        me = str(context.bot_user_id or "")
        said = said_in(event, workspace=str(context.team_id or ""), me=me)
        if said is not None and current() is not None:
            self.kit.begin(self.answer(said, me=me))

    async def answer(self, said: Said, *, me: str, look: bool = False) -> bool:
        """Reply to a message once; could somebody be told something? `look` for a reply that may stand already."""
        sender = said.sender
        talk = replace(self.kit.talk(sender, follows=True), may_manage=False)
        to = place(sender.workspace, sender.channel, thread=sender.thread)
        words, taken = words_of(said.text, me=me), current()

        async def work(talk: Talk) -> Message:
            await self.kit.pace(talk)
            if not words:
                return Message(blocks=(Text(plain(EMPTY)),))
            return await reply_to(self.kit.services, written_line(words), talk)

        look, streams = look or bool(taken and taken.unwritten), is_direct(sender.channel)
        async with self.pane.working(said, to, key=reply_key(said.ts), look=look, streams=streams) as growing:
            message = guarded(work(replace(talk, telling=growing)), self.kit.says(talk))
            return await self.replier.put(message, growing.put, to, asked_by=sender.user)


def reply_key(ts: str) -> str:
    """The key of the reply to a message, by which it is found again."""
    return f"re-{ts}"
