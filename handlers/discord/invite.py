"""What a bot's token tells without a call, and the links by which the bot is invited."""

from __future__ import annotations

import base64
import binascii

import discord

from bot.domain.errors import ConfigError, Problem

PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    read_message_history=True,
)
"""What the bot needs in a server: to post, to open threads for mentions, and to find its own posts again."""


def application_id(token: str) -> int:
    """The id of the application whose token it is: its first part, in base64. Raises ConfigError where it is none."""
    first = token.partition(".")[0]
    try:
        text = base64.b64decode(first + "=" * (-len(first) % 4), altchars=b"-_", validate=True).decode("ascii")
        if token.count(".") != 2 or not token.isascii() or not token.isprintable() or " " in token:
            raise ValueError("a token has three parts with dots between them")
        return int(text)
    except (ValueError, binascii.Error) as error:
        todo = "copy it from discord.com/developers → your application → Bot → Reset Token"
        raise ConfigError([Problem(where="DISCORD_TOKEN", what="not the token of a bot", todo=todo)]) from error


def server_link(application: int) -> str:
    """Where somebody who manages a server invites the bot into it."""
    return discord.utils.oauth_url(application, permissions=PERMISSIONS) + "&integration_type=0"


def user_link(application: int) -> str:
    """Where a person adds the bot to their own account, to ask it anywhere."""
    return discord.utils.oauth_url(application, scopes=["applications.commands"]) + "&integration_type=1"


def invitation(token: str) -> str:
    """Both links, a line each. Raises ConfigError where it is no token."""
    application = application_id(token)
    return (
        f"Discord: invite the bot to a server: {server_link(application)}\n"
        f"Discord: add it to your own account: {user_link(application)}"
    )
