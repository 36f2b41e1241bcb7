from __future__ import annotations

import pytest
from pydantic import SecretStr

from bot.__main__ import greeting, served
from bot.settings import DiscordSettings, Settings

WITH = Settings(discord=DiscordSettings(token=SecretStr("a.b.c")))


def test_it_is_said_whether_discord_is_served() -> None:
    """Who forgot the token reads which variable is missing; the token itself is never shown."""
    assert served(Settings()) == "Discord: not served; DISCORD_TOKEN is not set (docs/DISCORD.md)"
    assert served(WITH) == "Discord: served by `sitrep run`; DISCORD_TOKEN is set"


@pytest.mark.parametrize(
    ("settings", "where"), [(Settings(), "this terminal"), (WITH, "this terminal and to Discord")], ids=["no", "yes"]
)
def test_a_terminal_is_told_where_posts_go(settings: Settings, where: str) -> None:
    """`sitrep run` says where it posts, and whether Discord is among that."""
    first, second = greeting(settings).splitlines()
    assert first == f"Posting what is due to {where}; Ctrl-C ends."
    assert second == served(settings)
