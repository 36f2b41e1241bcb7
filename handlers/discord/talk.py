"""Who asks and where, as Discord says it → the talk that commands know, and the place of a post."""

from __future__ import annotations

from dataclasses import replace

import discord

from bot.domain.delivery import Destination
from handlers.request import Talk

PLATFORM = "discord"

Asking = discord.Interaction[discord.Client]


def talk_of(interaction: Asking, *, keep_dm_text: bool) -> Talk:
    """The talk that an interaction belongs to.

    Who talks to the bot alone may manage what comes there; in a server it takes Manage Server. Where the bot is no
    member it can post nothing by itself, so that an answer there is its reader's alone for all that comes later.
    """
    user, channel, alone = str(interaction.user.id), str(interaction.channel_id or ""), in_dm(interaction)
    home = at_home(interaction)
    workspace = str(interaction.guild_id) if home else f"user-{user}"
    only = "" if home or alone else user
    followed = alone or own_thread(interaction.channel, interaction.client.user)
    return Talk(
        asked_by=user,
        conversation=conversation(channel) if followed else "",
        workspace=workspace,
        here=Destination(platform=PLATFORM, workspace=workspace, channel=channel, user=only),
        may_manage=alone or (home and interaction.permissions.manage_guild),
        keep_text=keep_dm_text or home,
    )


def talk_in(message: discord.Message, me: discord.ClientUser, *, keep_dm_text: bool) -> Talk:
    """The talk that a written message belongs to. Nothing is managed by writing: for that there are the commands."""
    user, channel = str(message.author.id), str(message.channel.id)
    workspace = str(message.guild.id) if message.guild else f"user-{user}"
    followed = message.guild is None or own_thread(message.channel, me)
    return Talk(
        asked_by=user,
        conversation=conversation(channel) if followed else "",
        workspace=workspace,
        here=Destination(platform=PLATFORM, workspace=workspace, channel=channel),
        may_manage=False,
        keep_text=keep_dm_text or message.guild is not None,
    )


def moved(talk: Talk, thread: discord.Thread) -> Talk:
    """The talk as it goes on in a thread of its own."""
    channel = str(thread.id)
    return replace(talk, conversation=conversation(channel), here=replace(talk.here, channel=channel))


def seen_by(talk: Talk, *, private: bool) -> Destination:
    """The place of a reply: the channel, or what only the one who asked sees of it."""
    return replace(talk.here, user=talk.asked_by) if private else talk.here


def conversation(channel: str) -> str:
    """The name of the conversation that a whole channel is."""
    return f"discord-{channel}"


def in_dm(interaction: Asking) -> bool:
    """Does somebody talk to the bot alone?"""
    return interaction.guild_id is None and interaction.context.dm_channel


def at_home(interaction: Asking) -> bool:
    """Is it in a server that has the bot? Who installed the bot for themselves can ask it in any other too."""
    number = interaction.guild_id
    return number is not None and (
        interaction.client.get_guild(number) is not None or interaction.is_guild_integration()
    )


def own_thread(channel: object, me: discord.ClientUser | None) -> bool:
    """Is it a thread that the bot opened?"""
    return isinstance(channel, discord.Thread) and me is not None and channel.owner_id == me.id
