"""What `sitrep run` and `sitrep check` say of the platforms that are served."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.serve import greeting, served
from bot.settings import DiscordSettings, Settings, SlackSettings

ROOT = Path(__file__).resolve().parents[2]
DISCORD = DiscordSettings(token=SecretStr("a.b.c"))
SLACK = SlackSettings(bot_token=SecretStr("xoxb-1"), app_token=SecretStr("xapp-1"))
WEB = SlackSettings(mode="http", bot_token=SecretStr("xoxb-1"), signing_secret=SecretStr("8f742231b10e"))
MANY = SlackSettings(
    mode="http",
    signing_secret=SecretStr("8f742231b10e"),
    client_id=SecretStr("1.2"),
    client_secret=SecretStr("cs"),
    token_key=SecretStr("a2V5"),
)


def test_it_is_said_which_platforms_are_served() -> None:
    """Who forgot a token reads which variable is missing; no token itself is ever shown."""
    assert served(Settings()).splitlines() == [
        "Discord: not served; DISCORD_TOKEN is not set (docs/DISCORD.md)",
        "Slack: not served; SLACK_BOT_TOKEN and SLACK_APP_TOKEN are not set (docs/SLACK.md)",
    ]
    assert served(Settings(discord=DISCORD, slack=SLACK)).splitlines() == [
        "Discord: served by `sitrep run`; DISCORD_TOKEN is set",
        "Slack: served by `sitrep run`; SLACK_BOT_TOKEN and SLACK_APP_TOKEN are set",
    ]
    assert "Slack: served by `sitrep run`; SLACK_SIGNING_SECRET and SLACK_BOT_TOKEN are set" in served(
        Settings(slack=WEB)
    )
    many = "SLACK_SIGNING_SECRET, SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SITREP_TOKEN_KEY are set"
    assert f"Slack: served by `sitrep run`; {many}" in served(Settings(slack=MANY))


@pytest.mark.parametrize(
    ("settings", "where"),
    [
        (Settings(), "this terminal"),
        (Settings(discord=DISCORD), "this terminal and to Discord"),
        (Settings(slack=SLACK), "this terminal and to Slack"),
        (Settings(discord=DISCORD, slack=SLACK), "this terminal and to Discord and to Slack"),
    ],
    ids=["none", "discord", "slack", "both"],
)
def test_a_terminal_is_told_where_posts_go(settings: Settings, where: str) -> None:
    """`sitrep run` says where it posts, and which platforms are among that."""
    first, *others = greeting(settings).splitlines()
    assert first == f"Posting what is due to {where}; Ctrl-C ends."
    assert others == served(settings).splitlines()


@pytest.mark.parametrize(
    ("key", "code", "says"),
    [
        ("nokeyindeed", 1, "sitrep: SITREP_TOKEN_KEY: is no key of 32 bytes"),
        ("a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2U=", 0, "Slack: [slack] public_url is not set\n"),
    ],
    ids=["no key", "no address"],
)
def test_check_tells_what_installing_lacks(tmp_path: Path, key: str, code: int, says: str) -> None:
    """A key that encrypts nothing, or an address that is lacking, is told by `sitrep check`, and no secret with it."""
    named = dict.fromkeys(("SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"), "secretindeed")
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("SITREP_", "SLACK_"))}
    environment = clean | named | {"SITREP_TOKEN_KEY": key, "PYTHONPATH": str(ROOT)}
    config = tmp_path / "config.toml"
    config.write_text('[slack]\nmode = "http"\n', encoding="utf-8")
    line = [sys.executable, "-m", "bot", "check", "--case", str(ROOT / "cases" / "idlib")]
    done = subprocess.run(line, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", timeout=120)
    assert done.returncode == code, done.stderr
    assert says in done.stdout + done.stderr
    assert "indeed" not in done.stdout + done.stderr
