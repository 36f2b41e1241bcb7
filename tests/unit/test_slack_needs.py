"""What the code does on Slack, and what Slack is asked for: the one is not without the other."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from handlers import slack
from handlers.slack.manifest import BOT_EVENTS, BOT_SCOPES, COMMAND, SHORTCUTS

ROOM = Path(slack.__file__).parent
HISTORY = {"channels:history", "groups:history", "im:history", "mpim:history"}
NEEDED: dict[str, set[str]] = {
    "app_mention": {"app_mentions:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "message.mpim": {"mpim:history"},
    "assistant_threads_setStatus": {"assistant:write"},
    "assistant_threads_setSuggestedPrompts": {"assistant:write"},
    "auth_revoke": set(),
    "auth_test": set(),
    "chat_appendStream": {"chat:write"},
    "chat_postEphemeral": {"chat:write"},
    "chat_postMessage": {"chat:write"},
    "chat_startStream": {"chat:write"},
    "chat_stopStream": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_history": HISTORY,
    "conversations_info": {"channels:read"},
    "conversations_open": {"im:write"},
    "conversations_replies": HISTORY,
    "oauth_v2_access": set(),
    "users_info": {"users:read"},
    "views_open": set(),
    "views_publish": set(),
    "views_update": set(),
}
"""The scopes without which Slack does not send an event or take a call; the other events need none."""
FAMILIES = ("assistant_", "auth_", "chat_", "conversations_", "files_", "oauth_", "reactions_", "users_", "views_")


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call of a method in the code, with the name of the module that it stands in."""
    for file in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                yield ".".join(file.relative_to(ROOM).with_suffix("").parts), node


def test_no_scope_is_there_for_nothing() -> None:
    """The scopes are those that the events and the calls need, and that for commands; none less and none more."""
    called = {c.func.attr for _, c in calls() if isinstance(c.func, ast.Attribute)}
    methods = {name for name in called if name.startswith(FAMILIES)}
    assert methods <= NEEDED.keys()
    needs = [NEEDED[m] for m in methods] + [NEEDED.get(e, set()) for e in BOT_EVENTS]
    assert set(BOT_SCOPES) == {"commands"}.union(*needs)


def listened_to(*kinds: str) -> set[str]:
    """What the code registers with Bolt by name under any of some kinds."""
    found: set[str] = set()
    for module, call in calls():
        assert isinstance(call.func, ast.Attribute)
        on = call.func.value
        if isinstance(on, ast.Name) and on.id == "app" and call.func.attr in kinds and call.args:
            given = call.args[0]
            if isinstance(given, ast.Constant):
                found.add(str(given.value))
            elif isinstance(given, ast.Name):
                value = getattr(import_module(f"handlers.slack.{module}"), given.id, None)
                found |= {value} if isinstance(value, str) else set()
    return found


def test_every_event_that_is_listened_to_is_asked_for() -> None:
    """Slack sends what the code listens to, and that it was removed, which stands before everything that listens."""
    before = {"app_uninstalled", "tokens_revoked"}
    text = (ROOM / "http" / "threshold.py").read_text(encoding="utf-8")
    assert all(f'"{event}"' in text for event in before)
    assert listened_to("event") | before == {e.partition(".")[0] for e in BOT_EVENTS}


def test_every_command_and_shortcut_is_answered() -> None:
    """What Slack offers to people has somebody who answers it."""
    assert listened_to("command") == {COMMAND}
    assert listened_to("shortcut", "message_shortcut") == set(SHORTCUTS)
