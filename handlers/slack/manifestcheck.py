"""What Slack would not take in a manifest, and where one differs from what this version needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.domain.errors import Problem

LENGTHS: dict[str, tuple[int, int]] = {
    "display_information.name": (1, 35),
    "display_information.description": (0, 140),
    "display_information.long_description": (174, 4000),
    "features.bot_user.display_name": (1, 80),
    "features.shortcuts.name": (1, 24),
    "features.shortcuts.callback_id": (1, 255),
    "features.shortcuts.description": (1, 150),
    "features.slash_commands.command": (2, 32),
    "features.slash_commands.description": (1, 2000),
    "features.slash_commands.usage_hint": (0, 1000),
}
"""How many characters Slack takes, at least and at most."""

COUNTS: dict[str, int] = {
    "features.agent_view.suggested_prompts": 4,
    "features.shortcuts": 10,
    "features.slash_commands": 50,
    "oauth_config.redirect_urls": 1000,
    "oauth_config.scopes.bot": 255,
    "settings.event_subscriptions.bot_events": 100,
}
"""How many of a kind Slack takes."""

LISTS: dict[str, tuple[str, str]] = {
    "oauth_config.scopes.bot": ("", "scope"),
    "oauth_config.scopes.user": ("", "scope"),
    "oauth_config.redirect_urls": ("", "address"),
    "settings.event_subscriptions.bot_events": ("", "event"),
    "settings.event_subscriptions.user_events": ("", "event"),
    "features.slash_commands": ("command", "command"),
    "features.shortcuts": ("callback_id", "shortcut"),
}
"""What must be there, and but for addresses no more of it: by which key a thing is known, and what it is."""

VALUES = (
    "features.app_home.home_tab_enabled",
    "features.app_home.messages_tab_enabled",
    "features.app_home.messages_tab_read_only_enabled",
    "features.slash_commands.url",
    "features.slash_commands.should_escape",
    "features.shortcuts.type",
    "settings.event_subscriptions.request_url",
    "settings.interactivity.is_enabled",
    "settings.interactivity.request_url",
    "settings.interactivity.message_menu_options_url",
    "settings.org_deploy_enabled",
    "settings.socket_mode_enabled",
    "settings.token_rotation_enabled",
)
"""What must be as we print it; what we do not print, such as addresses in Socket Mode, may be anything."""

_AGAIN = "`sitrep manifest slack` prints one that fits"


def no_manifest(where: str, error: Exception) -> Problem:
    """What is told of a file that nobody can read as YAML or JSON."""
    mark = getattr(error, "problem_mark", None)
    why = getattr(error, "problem", None) or str(error).partition("\n")[0].strip() or type(error).__name__
    line = f", line {mark.line + 1}" if mark is not None else ""
    return Problem(where=where, what=f"neither YAML nor JSON: {' '.join(why.split())[:200]}{line}", todo=_AGAIN)


def mistakes_in(given: object, wanted: dict[str, Any]) -> list[Problem]:
    """A problem a mistake, those that Slack itself would refuse first."""
    if not isinstance(given, dict) or "display_information" not in given:
        return [Problem(where="", what="no manifest of a Slack app", todo=_AGAIN)]
    return [*_sizes(given), *_kinds(given), *_lists(given, wanted), *_values(given, wanted)]


def _sizes(given: dict[str, Any]) -> Iterator[Problem]:
    if not list(_at(given, "display_information.name")):
        yield Problem(where="display_information.name", what="missing", todo="the app needs a name")
    for path, (least, most) in LENGTHS.items():
        for value in _at(given, path):
            if not isinstance(value, str):
                yield Problem(where=path, what="not a text")
            elif not least <= len(value) <= most:
                yield Problem(where=path, what=f"{len(value)} characters", todo=f"Slack takes {least} to {most}")
    for path, most in COUNTS.items():
        for value in _tops(given, path):
            if isinstance(value, list) and len(value) > most:
                yield Problem(where=path, what=f"{len(value)} of them", todo=f"Slack takes {most}")


def _kinds(given: dict[str, Any]) -> Iterator[Problem]:
    features = given.get("features")
    if not isinstance(features, dict) or "agent_view" not in features:
        old = isinstance(features, dict) and "assistant_view" in features
        what = "missing; assistant_view is Slack's older kind, which new apps cannot have" if old else "missing"
        yield Problem(where="features.agent_view", what=what, todo="without it there is no pane")
    elif not any(isinstance(v, str) and v for v in _at(given, "features.agent_view.agent_description")):
        yield Problem(where="features.agent_view.agent_description", what="missing", todo="Slack wants a text there")
    if not list(_at(given, "features.bot_user.display_name")):
        yield Problem(where="features.bot_user.display_name", what="missing", todo="without it there is no bot")


def _lists(given: dict[str, Any], wanted: dict[str, Any]) -> Iterator[Problem]:
    for path, (key, kind) in LISTS.items():
        has, needs = (_names(of, path, key) for of in (given, wanted))
        for name in needs:
            if name not in has:
                yield Problem(where=path, what=f"the {kind} {name} is missing", todo="add it")
        for name in has:
            if name not in needs and kind != "address":
                yield Problem(where=path, what=f"the {kind} {name} is not needed", todo="take it out")
        for name in dict.fromkeys(n for n in has if has.count(n) > 1):
            yield Problem(where=path, what=f"the {kind} {name} stands there twice", todo="take one out")


def _values(given: dict[str, Any], wanted: dict[str, Any]) -> Iterator[Problem]:
    for path in VALUES:
        for should in list(_at(wanted, path))[:1]:
            found = list(_at(given, path)) or ([] if isinstance(should, str) else [False])
            if not found:
                yield Problem(where=path, what="missing", todo=f"set it to {_shown(should)}")
            for value in found:
                if value != should:
                    yield Problem(where=path, what=_shown(value), todo=f"set it to {_shown(should)}")


def _names(of: dict[str, Any], path: str, key: str) -> list[str]:
    """What stands in a list, by name."""
    found = _at(of, f"{path}.{key}" if key else path)
    return [_shown(v) for v in found]


def _at(of: object, path: str) -> Iterator[Any]:
    """What stands at a path; each thing of a list that it leads through or to."""
    for value in _tops(of, path):
        yield from value if isinstance(value, list) else [value]


def _tops(of: object, path: str) -> Iterator[Any]:
    """What stands at a path, a list as a list."""
    first, _, rest = path.partition(".")
    for one in of if isinstance(of, list) else [of]:
        if isinstance(one, dict) and first in one:
            yield from _tops(one[first], rest) if rest else [one[first]]


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())[:100]
