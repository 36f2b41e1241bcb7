"""The links by which a bot is invited, made from its token alone."""

from __future__ import annotations

import base64
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.domain.errors import ConfigError
from handlers.discord.invite import PERMISSIONS, application_id, invitation, server_link, user_link

TOKEN = f"{base64.b64encode(b'123456789012345678').decode().rstrip('=')}.GabcdE.{'x' * 38}"


def test_the_application_is_read_from_the_token() -> None:
    """The id of the application is the first part of its token."""
    assert application_id(TOKEN) == 123456789012345678


@pytest.mark.parametrize(
    "text", ["", "abc", "MTIz", "MTIz.b", f"{TOKEN}\n", f"Bot {TOKEN}", f'"{TOKEN}"', "ÄÖ.b.c", "YWJj.b.c", "...."]
)
def test_what_is_no_token_is_said_to_be_none(text: str) -> None:
    """Anything else is a mistake of the configuration, in one line that says where tokens come from."""
    with pytest.raises(ConfigError) as error:
        application_id(text)
    assert str(error.value).startswith("DISCORD_TOKEN: not the token of a bot; copy it from discord.com/developers")
    assert "\n" not in str(error.value)


def test_the_links_ask_for_what_is_needed() -> None:
    """A server is asked for five permissions and both scopes; a person for commands only."""
    server, user = (parse_qs(urlsplit(link(1)).query) for link in (server_link, user_link))
    assert server == {
        "client_id": ["1"], "scope": ["bot applications.commands"], "permissions": [str(PERMISSIONS.value)],
        "integration_type": ["0"],
    }  # fmt: skip
    assert user == {"client_id": ["1"], "scope": ["applications.commands"], "integration_type": ["1"]}
    assert PERMISSIONS.value == 309_237_713_920
    assert {name for name, on in PERMISSIONS if on} == {
        "read_messages", "send_messages", "read_message_history", "create_public_threads", "send_messages_in_threads",
    }  # fmt: skip


def test_both_links_are_told() -> None:
    """`sitrep check` prints a line for servers and one for people, and never the token."""
    lines = invitation(TOKEN).splitlines()
    assert [line.partition(": https")[0] for line in lines] == [
        "Discord: invite the bot to a server",
        "Discord: add it to your own account",
    ]
    assert all("client_id=123456789012345678" in line and "GabcdE" not in line for line in lines)
