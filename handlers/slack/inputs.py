"""What Slack tells of → what we must reply to, named so that it is known again however often it is told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.inbox import Item
from handlers.slack.talk import Sender, conversation, is_direct, place, seen_by

SAID = frozenset({"", "file_share", "thread_broadcast"})
"""Kinds of messages that people write; all others tell of changes, or come from programs."""
MESSAGE = "message"
_ACTED = {"block_actions": "click", "message_action": "shortcut", "shortcut": "shortcut", "view_submission": "form"}
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_CALLED = re.compile(r"<!(?:subteam\^|here|channel|everyone)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A written message. The `thread` of its sender is where it is answered; `ts` is the message itself.

    `mentions` us; `calls` other people; `threaded`: was it written in a thread?
    """

    sender: Sender
    ts: str
    text: str
    mentions: bool
    calls: bool
    threaded: bool

    @property
    def key(self) -> str:
        """Names the message in its workspace, in whatever wrapping it comes."""
        return f"{self.sender.channel}/{self.ts}"

    @property
    def certain(self) -> bool:
        """Is it said to us, whatever was said before?"""
        return self.mentions or is_direct(self.sender.channel)


def said_in(event: Mapping[str, Any], *, workspace: str, me: str) -> Said | None:
    """The message in an event, None where it is nothing that a person says, or certainly not to us (`me`).

    What stands in a thread and calls nobody may go on from what was said to us there.
    """
    user, channel, ts = (str(event.get(name) or "") for name in ("user", "channel", "ts"))
    program = event.get("bot_id") or event.get("bot_profile") or user in ("", me, "USLACKBOT")
    if program or not channel or not ts or str(event.get("subtype") or "") not in SAID or event.get("hidden"):
        return None
    text, thread = str(event.get("text") or ""), str(event.get("thread_ts") or "")
    named = set(_MENTION.findall(text))
    said = Said(
        sender=Sender(workspace=workspace, user=user, channel=channel, thread=thread or ts),
        ts=ts,
        text=text,
        mentions=me in named or event.get("type") == "app_mention",
        calls=bool(named - {me} or _CALLED.search(text)),
        threaded=bool(thread),
    )
    return said if said.certain or (said.threaded and not said.calls) else None


def message_item(said: Said, *, at: datetime) -> Item:
    """A written message, for the inbox."""
    sender = said.sender
    return Item(
        to=place(sender.workspace, sender.channel, thread=sender.thread),
        key=said.key,
        kind=MESSAGE,
        asked_by=sender.user,
        taken_at=at,
        conversation=conversation(sender.channel, sender.thread),
    )


def acted_item(body: Mapping[str, Any], *, workspace: str, at: datetime) -> Item | None:
    """A command, click, shortcut or form, for the inbox; None for whatever needs no reply."""
    kind = "command" if body.get("command") else _ACTED.get(str(body.get("type") or ""), "")
    trigger = str(body.get("trigger_id") or "")
    if not kind or not trigger:
        return None
    sender = sender_of(body, workspace=workspace)
    return Item(to=seen_by(sender), key=f"{kind}/{trigger}", kind=kind, asked_by=sender.user, taken_at=at)


def sender_of(body: Mapping[str, Any], *, workspace: str) -> Sender:
    """Who acted, and where; without a channel where it was in none, as in a form or on the home page."""
    user, channel = body.get("user"), body.get("channel")
    container, message = body.get("container") or {}, body.get("message") or {}
    return Sender(
        workspace=workspace,
        user=str(body.get("user_id") or (user.get("id") if isinstance(user, Mapping) else user) or ""),
        channel=str(
            body.get("channel_id")
            or (channel.get("id") if isinstance(channel, Mapping) else channel)
            or container.get("channel_id")
            or ""
        ),
        thread=str(container.get("thread_ts") or message.get("thread_ts") or ""),
    )


def item_of(body: Mapping[str, Any], *, workspace: str, me: str, at: datetime) -> tuple[Item, bool] | None:
    """What must be replied to, and whether that is certain, or hangs on what was said before; None for nothing."""
    event = body.get("event")
    if isinstance(event, Mapping):
        if event.get("type") not in ("message", "app_mention"):
            return None
        said = said_in(event, workspace=workspace, me=me)
        return (message_item(said, at=at), said.certain) if said else None
    acted = acted_item(body, workspace=workspace, at=at)
    return (acted, True) if acted else None
