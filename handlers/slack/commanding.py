"""`/sitrep`: a command, a question or a form. What it says is seen by the one who typed it, until they share it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.message import Action, Message
from handlers.commands import COMMANDS, answer_to
from handlers.guarding import guarded
from handlers.parse import parse_line
from handlers.slack.forms import Forms
from handlers.slack.inputs import sender_of
from handlers.slack.kit import Kit
from handlers.slack.managing import POSTS, Managing
from handlers.slack.reading import command_line, opens, words_of
from handlers.slack.replying import Replier, given
from handlers.slack.talk import Sender, seen_by

COMMAND = "/sitrep"

Opening = Callable[[AsyncWebClient, str, Sender], Awaitable[object]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Typed:
    """A command as somebody typed it. `url` and `trigger` are what Slack gives to reply and to open a form."""

    sender: Sender
    text: str
    url: str
    trigger: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Commanding:
    """Answers who types `/sitrep`."""

    kit: Kit
    replier: Replier
    forms: Forms
    managing: Managing

    def install(self, app: AsyncApp) -> None:
        """Make an app tell us of the command."""
        app.command(COMMAND)(self.typed)

    async def typed(self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        """Acknowledge without a word, and answer."""
        await ack()
        workspace = str(context.team_id or "")
        typed = Typed(
            sender=sender_of(body, workspace=workspace),
            text=words_of(str(body.get("text") or ""), me=str(context.bot_user_id or "")),
            url=str(body.get("response_url") or ""),
            trigger=str(body.get("trigger_id") or ""),
        )
        self.kit.begin(self._answer(typed))

    async def _answer(self, typed: Typed) -> bool:
        line, says = command_line(typed.text), self.kit.says(self.kit.talk(typed.sender))
        if form := opens(line):
            return await self._opened(typed, form)
        return await self.replier.respond(guarded(self._said(typed, line), says), typed.url, seen_by(typed.sender))

    async def _said(self, typed: Typed, line: str) -> Message:
        await self.kit.pace(self.kit.talk(typed.sender))
        command, values = COMMANDS["ask"], {"question": line}
        if line.startswith("/"):
            command, values = parse_line(line, COMMANDS)
        talk = self.kit.talk(typed.sender)
        if command.manages or command.name in POSTS:
            may, reaches = await self.managing.may_manage(typed.sender), await self.managing.reaches(typed.sender)
            talk = replace(talk, may_manage=may, reaches=reaches)
        if talk.may_manage or not command.manages:
            await self.managing.allow(command, typed.sender)
        message = await answer_to(self.kit.services, command, values, talk)
        if command.name == "ask" and talk.keep_text:
            message = replace(message, question=values.get("question", ""))
        share = (Action(what="share"),) if message.fact_ids else ()
        return replace(message, actions=(*message.actions, *share))

    async def _opened(self, typed: Typed, form: str) -> bool:
        """Open a form; where that fails say why."""
        done = False
        opening: Opening = self.forms.open_correct if form == "correct" else self.forms.open_digest

        async def work() -> Message:
            nonlocal done
            await self.kit.pace(self.kit.talk(typed.sender))
            await opening(await self.kit.teams.client(typed.sender.workspace), typed.trigger, typed.sender)
            done = True
            return Message()

        said = await guarded(work(), self.kit.says(self.kit.talk(typed.sender)))
        return done or await self.replier.respond(given(said), typed.url, seen_by(typed.sender))
