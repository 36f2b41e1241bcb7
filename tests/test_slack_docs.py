"""What docs/SLACK.md says is so."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from bot.platformsettings import SLACK_SECRETS, SlackSettings
from handlers.commands import COMMANDS
from handlers.request import Command
from handlers.slack.manifest import COMMAND, EVENTS, EVENTS_PATH, INSTALL_PATH, SCOPES, SHORTCUTS

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "SLACK.md"


def command_row(command: Command) -> str:
    """A command as the page tells it: what manages is done through the slash command alone."""
    options = [f"**{o.name}**" if o.required else o.name for o in command.options]
    whom, where = ("managers", f"`{COMMAND}`") if command.manages else ("everyone", "everywhere")
    return f"| `{COMMAND} {command.name}` | {command.summary} | {', '.join(options)} | {whom} | {where} |"


def commands() -> str:
    rows = [
        *map(command_row, COMMANDS.values()),
        *(
            f"| `{name}` | {does[0].lower()}{does[1:]} |  | everyone | ⋮ of a message |"
            for name, does in SHORTCUTS.values()
        ),
    ]
    return "\n".join(["| command | does | options, **required** | for | where |", "|---|---|---|---|---|", *rows])


def reasons(of: dict[str, str], head: str) -> str:
    return "\n".join([f"| {head} | what for |", "|---|---|", *(f"| `{name}` | {why} |" for name, why in of.items())])


@pytest.mark.parametrize(
    ("begins", "ends", "table"),
    [
        ("from the table of commands", "end of the commands", commands()),
        ("from handlers/slack/manifest.py: scopes", "end of the scopes", reasons(SCOPES, "scope")),
        ("from handlers/slack/manifest.py: events", "end of the events", reasons(EVENTS, "event")),
    ],
    ids=["commands", "scopes", "events"],
)
def test_slack_commands_page_has_the_tables_of_the_code(begins: str, ends: str, table: str) -> None:
    """SLACK.md lists every command, scope and event with what the code says of it (`make docs` writes it anew)."""
    head, mark, rest = PAGE.read_text(encoding="utf-8").partition(f"<!-- {begins} -->\n")
    _, end, tail = rest.partition(f"<!-- {ends} -->")
    expected = f"{head}{mark}\n{table}\n\n{end}{tail}"
    if os.environ.get("SITREP_WRITE_DOCS"):
        PAGE.write_text(expected, encoding="utf-8")
    assert mark and end
    assert PAGE.read_text(encoding="utf-8") == expected


def test_the_page_names_every_secret_and_setting() -> None:
    """Each environment variable of Slack, and each key of its section, is told of."""
    text = PAGE.read_text(encoding="utf-8")
    keys = [k for k, f in SlackSettings.model_fields.items() if not f.exclude]
    assert [name for name in (*SLACK_SECRETS.values(), *keys) if name not in text] == []


def test_the_page_and_the_proxy_know_the_addresses() -> None:
    """The addresses that are served lie below the path that the proxies pass on, and installing has its link."""
    text = PAGE.read_text(encoding="utf-8")
    assert "location /slack/ {" in text
    assert "reverse_proxy /slack/* " in text
    assert EVENTS_PATH.startswith("/slack/")
    assert f"https://sitrep.example.org{INSTALL_PATH}" in text


def test_what_the_page_lets_one_read_in_errors_is_said_by_the_code() -> None:
    """The left column of “When something is wrong” quotes the program: each unquoted line is found in its words."""
    table = PAGE.read_text(encoding="utf-8").partition("## When something is wrong")[2]
    said = " ".join(
        re.sub(r'"\s*\n?\s*f?"', "", p.read_text(encoding="utf-8"))
        for room in ("bot", "handlers", "storage")
        for p in (ROOT / room).rglob("*.py")
    )
    quoted = [row for row in re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE) if row in _QUOTED]
    assert quoted == list(_QUOTED)
    assert [row for row, part in _QUOTED.items() if part not in said] == []


_QUOTED = {
    "Slack refuses SLACK_APP_TOKEN": "Slack refuses SLACK_APP_TOKEN",
    "Slack refuses SLACK_BOT_TOKEN": "Slack refuses SLACK_BOT_TOKEN",
    "no connection to Slack, trying again": "no connection to Slack, trying again in",
    "the scope … is missing": " is missing; ",
    "the bot is not in this channel": "the bot is not in this channel",
    "the rules of the workspace do not let the bot post there": "the rules of the workspace do not let the bot",
    "I am not in this channel; invite me first": "I am not in this channel; invite me first",
    "I was stopped before I could answer": "I was stopped before I could answer",
    "the bot's Messages tab is off": "the bot's Messages tab is off",
    "I may not write in #news, so this comes to you alone": "so this comes to you alone",
    "that is for those who manage this place": " is for those who manage this place",
    "cannot listen for Slack at …": "cannot listen for Slack at",
    "the token of workspace … does not open with SITREP_TOKEN_KEY": "does not open with",
    "I am not installed in this workspace any more": "I am not installed in this workspace any more",
    "I no longer have this answer; ask again": "I no longer have this answer; ask again",
}
"""Rows that quote the program, in the order of the page, and the part of them that stands in the code."""
