"""The manifest of the Slack app: what Slack is told of the bot. `sitrep manifest slack` prints it, or checks a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

from bot.domain.errors import ConfigError, Problem
from bot.settings import SlackSettings
from handlers.prompts import AHEAD, DISPUTED, FIGURES, NOW
from handlers.slack.manifestcheck import mistakes_in, no_manifest

COMMAND = "/sitrep"
CHECK = "sitrep_check"
REPORT = "sitrep_report"
EVENTS_PATH = "/slack/events"
INSTALL_PATH = "/slack/install"
REDIRECT_PATH = "/slack/oauth_redirect"

SCOPES: dict[str, str] = {
    "app_mentions:read": "to hear when it is mentioned",
    "assistant:write": "its pane: suggested questions, and the line that says it is at work",
    "channels:history": "follow-ups in threads of public channels, and its own posts, so that none is sent twice",
    "channels:read": "to know whether a channel is open to everybody, before its home tells what that channel gets",
    "chat:write": "answers to mentions and direct messages, digests, reminders, corrections",
    "commands": "`/sitrep`, and what stands in the menu of a message",
    "groups:history": "what channels:history is for, in private channels that it was invited to",
    "im:history": "to converse in direct messages, without any prefix",
    "im:write": "to know which conversation is somebody's own with it, and to find again what it wrote there",
    "mpim:history": "what channels:history is for, in conversations of several people that it was invited to",
    "users:read": "to know admins, owners and guests: who may manage what a channel gets",
}
"""Every scope of the bot's token, and what it is for."""

BOT_SCOPES: tuple[str, ...] = tuple(SCOPES)

EVENTS: dict[str, str] = {
    "app_context_changed": "which channel somebody looks at beside the pane",
    "app_home_opened": "somebody opened the bot's home, or its messages",
    "app_mention": "somebody mentioned it",
    "app_uninstalled": "a workspace removed it; its token is wiped",
    "message.channels": "follow-ups in threads of public channels",
    "message.groups": "follow-ups in threads of private channels",
    "message.im": "somebody writes to it alone",
    "message.mpim": "follow-ups in conversations of several people",
    "tokens_revoked": "its token was taken away; it is wiped",
}
"""Every event that Slack is asked for, and what it tells."""

BOT_EVENTS: tuple[str, ...] = tuple(EVENTS)

SHORTCUTS: dict[str, tuple[str, str]] = {
    CHECK: ("Check against the facts", "What the stored facts hold on each sentence of a message"),
    REPORT: ("Report an error", "Tell the editors what is wrong in a post of the bot"),
}
"""What stands in the menu of a message, by callback id: its name, and what it does."""

PROMPTS = (NOW, DISPUTED, AHEAD, FIGURES)
"""What the pane offers before somebody opened it once; then it is what the base has something to say to."""

_SHORT = "Answers from stored, sourced facts; sitreps and reminders on schedule."
_LONG = (
    "Sitrep answers questions about one crisis from a stored base of facts. Every sentence says who said it, where it "
    "was published and how far it can be relied on. Where sources contradict one another it shows both sides; where "
    "the base does not hold the answer it says so. Channels can have situation reports on schedule, reminders of "
    "deadlines, and a correction wherever something wrong was shown."
)
_HEAD = "# Sitrep on Slack: api.slack.com/apps → Create New App → From a manifest → YAML. See docs/SLACK.md.\n"


def manifest(settings: SlackSettings) -> dict[str, Any]:
    """What Slack is to know of the app. Raises ConfigError where Slack shall call us and does not learn where."""
    base = "" if settings.mode == "socket" else _public(settings)
    url = {"url": base + EVENTS_PATH} if base else {}
    asked = {"request_url": base + EVENTS_PATH} if base else {}
    options = {"message_menu_options_url": base + EVENTS_PATH} if base else {}
    redirect = {"redirect_urls": [base + REDIRECT_PATH]} if base else {}
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {"name": "Sitrep", "description": _SHORT, "long_description": _LONG},
        "features": {
            "agent_view": {
                "agent_description": _SHORT,
                "suggested_prompts": [{"title": p.title, "message": p.words} for p in PROMPTS],
            },
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Sitrep", "always_online": False},
            "shortcuts": [
                {"name": name, "type": "message", "callback_id": key, "description": does}
                for key, (name, does) in SHORTCUTS.items()
            ],
            "slash_commands": [
                {
                    "command": COMMAND,
                    **url,
                    "description": "A question, or a command",
                    "usage_hint": "[question] | now | timeline | figures | disputed | deadlines | digest | help",
                    "should_escape": False,
                }
            ],
        },
        "oauth_config": {**redirect, "scopes": {"bot": list(BOT_SCOPES)}},
        "settings": {
            "event_subscriptions": {**asked, "bot_events": list(BOT_EVENTS)},
            "interactivity": {"is_enabled": True, **asked, **options},
            "org_deploy_enabled": False,
            "socket_mode_enabled": settings.mode == "socket",
            "token_rotation_enabled": False,
        },
    }


def to_yaml(made: dict[str, Any]) -> str:
    """A manifest as one pastes it."""
    text: str = yaml.safe_dump(made, sort_keys=False, allow_unicode=True, width=110)
    return _HEAD + text


def mistakes(given: object, settings: SlackSettings) -> list[Problem]:
    """What Slack would not take in a manifest, and where it differs from what this version needs."""
    return mistakes_in(given, manifest(settings))


def print_or_check(settings: SlackSettings, path: Path | None) -> tuple[str, list[Problem]]:
    """What to print, and what is wrong: the manifest, or whether a file with one fits.

    Raises OSError where the file cannot be read, ConfigError where there is none to print.
    """
    if path is None:
        return to_yaml(manifest(settings)), []
    try:
        given = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        return "", [no_manifest(str(path), error)]
    found = [replace(p, where=f"{path}, {p.where}" if p.where else str(path)) for p in mistakes(given, settings)]
    return ("" if found else f"{path}: fits this version, for {_way(settings)}\n"), found


def _way(settings: SlackSettings) -> str:
    return "Socket Mode" if settings.mode == "socket" else f"HTTP at {settings.public_url}"


def _public(settings: SlackSettings) -> str:
    """Where Slack calls us."""
    if not settings.public_url.startswith("https://"):
        what = f"{settings.public_url!r} is no address that Slack calls" if settings.public_url else "not set"
        todo = 'mode = "http" needs where Slack reaches us, such as https://sitrep.example.org'
        raise ConfigError([Problem(where="slack.public_url", what=what, todo=todo)])
    return settings.public_url
