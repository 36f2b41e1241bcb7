"""What one can do with any message: check it against the facts, and report an error in a post of the bot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.domain.errors import BadRequest
from bot.domain.message import Message
from handlers.checking import check
from handlers.guarding import guarded
from handlers.slack.forms import Forms
from handlers.slack.inputs import sender_of
from handlers.slack.kit import Kit
from handlers.slack.reading import words_of
from handlers.slack.replying import Replier, given
from handlers.slack.talk import Sender, seen_by

CHECK, REPORT = "sitrep_check", "sitrep_report"
"""What Slack calls both by; see the manifest."""
NOT_MINE = "That is not a post of mine. “Check against the facts” says what I know about it."

_TEXTS = ("pretext", "title", "text", "fallback")


@dataclass(frozen=True, slots=True)
class Menus:
    """Answers who picks one of the two in the menu of a message."""

    kit: Kit
    replier: Replier

    def install(self, app: AsyncApp) -> None:
        """Make an app tell us of both."""
        app.message_shortcut(CHECK)(self.check)
        app.message_shortcut(REPORT)(self.report)

    async def check(self, ack: AsyncAck, body: dict[str, Any], context: dict[str, Any]) -> None:
        """Acknowledge, and say to the one who asked what the base holds on each sentence."""
        await ack()
        self.kit.begin(self._check(body, _sender(body, context), str(context.get("bot_user_id") or "")))

    async def report(self, ack: AsyncAck, body: dict[str, Any], context: dict[str, Any]) -> None:
        """Acknowledge, and ask what is wrong in a post of ours."""
        await ack()
        self.kit.begin(self._report(body, _sender(body, context)))

    async def _check(self, body: Mapping[str, Any], sender: Sender, me: str) -> bool:
        talk = self.kit.talk(sender)

        async def work() -> Message:
            await self.kit.pace(talk)
            return await check(self.kit.services, text_of(body.get("message") or {}, me=me), talk)

        said = guarded(work(), self.kit.says(talk))
        return await self.replier.respond(said, _address(body), seen_by(sender))

    async def _report(self, body: Mapping[str, Any], sender: Sender) -> bool:
        message = body.get("message") or {}
        asked = False

        async def work() -> Message:
            nonlocal asked
            me = await self.kit.teams.me(sender.workspace)
            if message.get("user") != me.user and (not me.bot or message.get("bot_id") != me.bot):
                raise BadRequest(NOT_MINE)
            client = await self.kit.teams.client(sender.workspace)
            ts, trigger = str(message.get("ts") or ""), str(body.get("trigger_id") or "")
            await Forms(self.kit, self.replier).open_report(client, trigger, sender, ts)
            asked = True
            return Message()

        said = await guarded(work(), self.kit.says(self.kit.talk(sender)))
        return asked or await self.replier.respond(given(said), _address(body), seen_by(sender))


def text_of(message: Mapping[str, Any], *, me: str) -> str:
    """Everything that one reads in a message, a line a paragraph: its words or its blocks, and what is attached.

    A post of a program may have words for notifications that are only the beginning of what its blocks say.
    """
    words = [words_of(line, me=me) for line in str(message.get("text") or "").splitlines()]
    if message.get("bot_id") or not any(words):
        laid = list(_paragraphs(message.get("blocks") or (), me))
        words = laid if len("".join(laid)) > len("".join(words)) else words
    attached = [t for a in message.get("attachments") or () for t in _attached(a, me)]
    return "\n".join(line for line in (*words, *attached) if line)


def _paragraphs(blocks: Sequence[Mapping[str, Any]], me: str) -> Iterator[str]:
    """The texts of blocks, those in rich text joined to their paragraphs; buttons say nothing."""
    for block in blocks:
        kind = block.get("type")
        if kind in ("actions", "context_actions", "input"):
            continue
        if kind in ("rich_text_section", "rich_text_quote", "rich_text_preformatted"):
            yield "".join(str(e.get("text") or e.get("url") or " ") for e in block.get("elements") or ())
            continue
        text = block.get("text")
        if isinstance(text, Mapping):
            yield from _lines(text, me)
        elif isinstance(text, str):
            yield from _lines(block, me)
        yield from (line for field in block.get("fields") or () for line in _lines(field, me))
        yield from _paragraphs([e for e in block.get("elements") or () if isinstance(e, Mapping)], me)
        for row in block.get("rows") or ():
            yield from _paragraphs(row, me)


def _lines(text: Mapping[str, Any], me: str) -> Iterator[str]:
    """The lines of a text object."""
    said = str(text.get("text") or "")
    for line in said.splitlines():
        yield words_of(line, me=me) if text.get("type") in ("mrkdwn", "markdown") else line


def _attached(attachment: Mapping[str, Any], me: str) -> Iterator[str]:
    """The texts of an attachment, as of a message that was passed on; the same only once."""
    parts = [str(attachment.get(name) or "") for name in _TEXTS[:3]]
    parts += [str(f.get(name) or "") for f in attachment.get("fields") or () for name in ("title", "value")]
    if not any(parts):
        parts = [str(attachment.get("fallback") or "")]
    for part in dict.fromkeys(p for p in parts if p):
        yield from (words_of(line, me=me) for line in part.splitlines())


def _sender(body: Mapping[str, Any], context: Mapping[str, Any]) -> Sender:
    return sender_of(body, workspace=str(context.get("team_id") or ""))


def _address(body: Mapping[str, Any]) -> str:
    return str(body.get("response_url") or "")
