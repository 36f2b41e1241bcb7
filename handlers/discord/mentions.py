"""Written messages: who talks to the bot alone needs no sign; in a server it is mentioned, or has opened the thread."""

from __future__ import annotations

import asyncio
import logging
import re
from typing import Literal

import aiohttp
import discord

from bot.domain.message import Message, Text, plain
from handlers.discord.layout import Laid
from handlers.discord.replying import Put, parts
from handlers.discord.talk import own_thread
from handlers.safe import printable

_log = logging.getLogger(__name__)

THREAD_EXISTS = 160004
NO_HISTORY = 160002
"""Discord's code where a reply cannot refer to a message that the bot may not read again."""
KEPT_MIN: Literal[1440] = 1440
"""Minutes after which Discord folds a silent thread away; a new message opens it again."""
OPENS_S = 3.0
"""Seconds that a thread may take; Discord lets only so many be opened, and may have the next one wait for minutes."""
NAME = 100
"""Characters of the name of a thread."""

_KINDS = (discord.MessageType.default, discord.MessageType.reply)


def addressed(message: discord.Message, me: discord.ClientUser, *, follows: bool) -> bool:
    """Is it said to the bot? `follows`: do its own threads go on without a mention?"""
    if message.author.bot or message.webhook_id is not None or message.type not in _KINDS:
        return False
    direct = isinstance(message.channel, discord.DMChannel)  # a server may be missing where it is not known yet
    if direct or me in message.mentions or _role(message) in message.role_mentions:
        return True
    if not (follows and own_thread(message.channel, me)) or message.mentions or message.mention_everyone:
        return False
    answered = message.reference.resolved if message.reference else None
    return not isinstance(answered, discord.Message) or answered.author == me


def words_of(message: discord.Message, me: discord.ClientUser) -> str:
    """What is said, without the mention of the bot."""
    text = re.sub(rf"<@!?{me.id}>", " ", message.content)
    role = _role(message)
    return " ".join((re.sub(rf"<@&{role.id}>", " ", text) if role else text).split())


def empty(message: discord.Message, me: discord.ClientUser) -> Message:
    """What is said where a message has no words that the bot can read."""
    text = "Ask me something in words, such as: how many people fled?"
    if message.guild is not None and me not in message.mentions:
        text = f"I only read messages that mention me myself, @{me.name}, and not my role. Mention me, or use /ask."
    return Message(blocks=(Text(plain(text)),))


def putting(channel: discord.abc.Messageable, asked: discord.Message, *, refers: bool) -> Put:
    """Posts a reply to a written message, once: Discord knows a second one by its nonce. `refers`: in its place."""

    async def put(laid: Laid) -> discord.Message:
        given = parts(laid) | {"suppress_embeds": True, "nonce": f"re-{asked.id}"}
        if not refers:
            return await channel.send(**given)
        try:
            return await channel.send(reference=asked.to_reference(fail_if_not_exists=False), **given)
        except discord.HTTPException as error:
            if error.code != NO_HISTORY:
                raise
        return await channel.send(**given)

    return put


def barred(channel: object, message: discord.Message) -> bool:
    """May the bot not write where it is asked?"""
    me = message.guild.me if message.guild else None
    if me is None or not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        return False
    if isinstance(channel, discord.Thread) and channel.parent is None:
        return False
    may = channel.permissions_for(me)
    return not (may.send_messages_in_threads if isinstance(channel, discord.Thread) else may.send_messages)


def cannot_write(message: discord.Message) -> Message:
    """What the one who asked is told directly then."""
    where = f"#{message.channel}" if message.guild else "there"
    text = f"I may not write in {where}. Who manages the server can allow me Send Messages there; meanwhile use /ask."
    return Message(blocks=(Text(plain(text)),))


async def opened(message: discord.Message, words: str) -> discord.Thread | None:
    """The thread in which a mention is answered; None where none can be opened, and it is answered in place."""
    if not isinstance(message.channel, discord.TextChannel) or message.guild is None:
        return None
    name = printable(words)[:NAME].strip() or "Question"
    try:
        async with asyncio.timeout(OPENS_S):
            return await message.create_thread(name=name, auto_archive_duration=KEPT_MIN)
    except discord.HTTPException as error:
        if error.code != THREAD_EXISTS:
            _log.warning("no thread for an answer: %s", error, extra={"action": "discord.threadless"})
            return None
        return await _existing(message.guild, message.id)
    except (aiohttp.ClientError, OSError) as error:
        _log.warning("no thread for an answer: %s", error, extra={"action": "discord.threadless"})
        return None


async def _existing(guild: discord.Guild, number: int) -> discord.Thread | None:
    """The thread that another process opened: it has the id of the message that it hangs on."""
    try:
        found = guild.get_thread(number) or await guild.fetch_channel(number)
    except (discord.HTTPException, discord.InvalidData, aiohttp.ClientError, OSError) as error:
        _log.warning("no thread for an answer: %s", error, extra={"action": "discord.threadless"})
        return None
    return found if isinstance(found, discord.Thread) else None


def _role(message: discord.Message) -> discord.Role | None:
    """The role that has the bot's own name; people mention it by mistake."""
    return message.guild.self_role if message.guild else None
