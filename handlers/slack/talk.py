"""Who asks and where, as Slack says it → the talk that commands know, and the place of a post."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain.delivery import Destination
from handlers.request import Talk

PLATFORM = "slack"


@dataclass(frozen=True, kw_only=True, slots=True)
class Me:
    """Who the bot is in a workspace: `user` is mentioned and writes, `bot` is what stands in its posts."""

    workspace: str
    user: str
    bot: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Sender:
    """Who did something, and where. `thread` is the timestamp of the first message of the thread that it is in."""

    workspace: str
    user: str
    channel: str
    thread: str = ""


def talk_of(sender: Sender, *, keep_dm_text: bool, follows: bool = False) -> Talk:
    """The talk that something belongs to. `follows`: may it lean on what was said before in the same place?

    Who talks to the bot alone may manage what comes there, and nothing else of the workspace; who may do more is looked
    up where it matters.
    """
    alone = is_direct(sender.channel)
    return Talk(
        asked_by=sender.user,
        conversation=conversation(sender.channel, sender.thread) if follows else "",
        workspace=sender.workspace,
        here=place(sender.workspace, sender.channel),
        may_manage=alone,
        reaches=False,
        keep_text=keep_dm_text or not alone,
    )


def place(workspace: str, channel: str, *, thread: str = "", user: str = "") -> Destination:
    """A place on Slack; with `user` and a channel, what only that person sees of it."""
    return Destination(platform=PLATFORM, workspace=workspace, channel=channel, thread=thread, user=user)


def seen_by(sender: Sender) -> Destination:
    """What only the one who did something sees of the place where they did it."""
    return place(sender.workspace, sender.channel, thread=sender.thread, user=sender.user)


def conversation(channel: str, thread: str) -> str:
    """The name of a conversation: direct messages are one as a whole, elsewhere each thread is."""
    return f"slack-{channel}" if is_direct(channel) else f"slack-{channel}-{thread}"


def is_direct(channel: str) -> bool:
    """Is it the conversation of one person with the bot? Slack's ids of those begin with D."""
    return channel.startswith("D")


def without_thread(to: Destination) -> Destination:
    """The channel of a place."""
    return replace(to, thread="")
