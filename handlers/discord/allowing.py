"""Who may use which command where, beyond what Discord itself decides."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.domain.errors import BadRequest, Forbidden
from handlers.commands import COMMANDS
from handlers.discord.talk import Asking, at_home, in_dm
from handlers.discord.tree import APART, MANAGED, UMBRELLA
from handlers.parse import parse_line
from handlers.request import Command, Talk

_IN_SERVERS = ("correct", "gaps")
_POSTS = ("digest add", "digest resume", "deadlines track")
"""What makes the bot post by itself in the place where it is used."""


def may_manage(command: Command, talk: Talk, interaction: Asking) -> bool:
    """May they? Discord lets through to a command that stands alone only whom the server lets use it.

    That is the server's word only on commands that it installed, not on those that somebody brought along.
    """
    brought = interaction.is_user_integration() and not interaction.is_guild_integration()
    return talk.may_manage or (not brought and command.name.partition(" ")[0] in APART)


def allow(command: Command, interaction: Asking, correcting: Sequence[str]) -> None:
    """Raises Forbidden where the place is not one for a command. `correcting`: ids of the servers that may correct."""
    home = at_home(interaction)
    if command.name in _IN_SERVERS and not home:
        raise Forbidden(f"`/{command.name}` is for servers that have me as a member; use it in one of them")
    if command.manages and not home and not in_dm(interaction):
        raise Forbidden(
            f"`/{command.name}` needs me as a member here, to post by myself; have me invited, or use it in a direct "
            "message to me"
        )
    if command.name == "correct":
        _may_correct(interaction, correcting)
    if command.name in _POSTS and home and not _may_post(interaction):
        raise Forbidden(
            "I may not post in this channel; let me have View Channel and Send Messages here (for a thread, Send "
            "Messages in Threads), and try again"
        )


def _may_correct(interaction: Asking, correcting: Sequence[str]) -> None:
    """Facts are one base for all servers, so that it must be clear whose word counts."""
    if not correcting and len(interaction.client.guilds) > 1:
        raise Forbidden(
            "I am in several servers, and must be told whose corrections count: who runs me sets [discord] "
            f'correcting_servers = ["{interaction.guild_id}"] for this one'
        )
    if correcting and str(interaction.guild_id) not in correcting:
        raise Forbidden("facts are corrected from another server; report an error in a post with “Report an error”")


def _may_post(interaction: Asking) -> bool:
    mine = interaction.app_permissions
    thread = isinstance(interaction.channel, discord.Thread)
    return mine.view_channel and (mine.send_messages_in_threads if thread else mine.send_messages)


def typed_line(words: str) -> str:
    """A written line as the command table has it: `/sitrep now` is `/now` there.

    Raises Forbidden for what is for those who manage a place: who that is, Discord decides for commands only.
    """
    below = f"/{UMBRELLA} "
    line = "/" + words.removeprefix(below) if words.startswith(below) else words
    if not line.startswith("/"):
        return line
    try:
        command, _ = parse_line(line, COMMANDS)
    except BadRequest:
        return line  # whoever runs it says so
    if command.manages or command.name.partition(" ")[0] in MANAGED:
        raise Forbidden(f"`/{command.name}` is not for writing out: type / and pick it from the list")
    return line
