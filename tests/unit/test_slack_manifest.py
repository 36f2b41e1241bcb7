"""What Slack is told of the bot, and what is said of a manifest that does not fit."""

from __future__ import annotations

import copy
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot import __version__
from bot.domain.errors import ConfigError
from bot.settings import SlackSettings
from handlers.arguments import parser
from handlers.slack.manifest import (
    BOT_EVENTS,
    BOT_SCOPES,
    EVENTS,
    EVENTS_PATH,
    REDIRECT_PATH,
    SCOPES,
    manifest,
    mistakes,
    print_or_check,
    to_yaml,
)

ROOT = Path(__file__).resolve().parents[2]
SOCKET = SlackSettings()
HTTP = SlackSettings(mode="http", public_url="https://sitrep.example.org/")


@pytest.fixture
def made() -> dict[str, Any]:
    return copy.deepcopy(manifest(SOCKET))


def told(given: object, settings: SlackSettings = SOCKET) -> list[str]:
    return [str(p) for p in mistakes(given, settings)]


def test_the_file_at_the_root_is_what_is_printed() -> None:
    """Who pastes slack-manifest.yaml pastes what `sitrep manifest slack` prints with default settings."""
    text, problems = print_or_check(SOCKET, None)
    assert (ROOT / "slack-manifest.yaml").read_text(encoding="utf-8") == text
    assert problems == []


def test_the_file_at_the_root_fits() -> None:
    """The file that one pastes has no mistake by our own check."""
    text, problems = print_or_check(SOCKET, ROOT / "slack-manifest.yaml")
    assert problems == []
    assert text.endswith("slack-manifest.yaml: fits this version, for Socket Mode\n")


def test_every_scope_and_event_has_its_reason() -> None:
    """Nothing is asked for without a line that says what for, and they stand in order, each once."""
    assert all(reason and "\n" not in reason for reason in (*SCOPES.values(), *EVENTS.values()))
    assert list(BOT_SCOPES) == sorted(SCOPES)
    assert list(BOT_EVENTS) == sorted(EVENTS)


def test_no_scope_lets_it_see_what_it_need_not(made: dict[str, Any]) -> None:
    """It cannot join channels by itself, read files or addresses, write as others, or ring everybody."""
    asked = set(made["oauth_config"]["scopes"]["bot"])
    assert made["oauth_config"]["scopes"].keys() == {"bot"}
    assert not asked & {
        "channels:join", "chat:write.public", "chat:write.customize", "files:read", "users:read.email",
        "groups:read", "im:read", "metadata.message:read", "links:read", "reactions:read",
    }  # fmt: skip


def test_socket_mode_tells_no_address(made: dict[str, Any]) -> None:
    """Over a socket that we open Slack need not know where we are."""
    assert made["settings"]["socket_mode_enabled"] is True
    assert "http" not in to_yaml(made)


def test_http_tells_every_address_below_the_public_one() -> None:
    """Over HTTP events, commands, clicks and lists of choices come to one address, and installing ends at another."""
    made = manifest(HTTP)
    at = f"https://sitrep.example.org{EVENTS_PATH}"
    assert made["settings"]["socket_mode_enabled"] is False
    assert made["settings"]["event_subscriptions"]["request_url"] == at
    assert made["settings"]["interactivity"] == {
        "is_enabled": True,
        "request_url": at,
        "message_menu_options_url": at,
    }
    assert [c["url"] for c in made["features"]["slash_commands"]] == [at]
    assert made["oauth_config"]["redirect_urls"] == [f"https://sitrep.example.org{REDIRECT_PATH}"]
    assert told(made, HTTP) == []


@pytest.mark.parametrize("address", ["", "http://sitrep.example.org"])
def test_http_needs_an_address_that_slack_calls(address: str) -> None:
    """Without a public https address there is no manifest, and one line says what to set."""
    settings = SlackSettings(mode="http", public_url=address)
    with pytest.raises(ConfigError, match=r"^slack\.public_url: .*https://sitrep\.example\.org$"):
        print_or_check(settings, None)


def test_the_agent_is_of_the_new_kind(made: dict[str, Any]) -> None:
    """New apps have an agent's view, with prompts that are commands which need nothing more."""
    view = made["features"]["agent_view"]
    assert "assistant_view" not in made["features"]
    assert 174 <= len(made["display_information"]["long_description"]) <= 4000
    assert [p["message"] for p in view["suggested_prompts"]] == ["now", "disputed", "deadlines", "figures"]


def test_what_is_written_after_the_command_is_left_as_it_is(made: dict[str, Any]) -> None:
    """Slack must not turn names and links in a question into its own signs."""
    (command,) = made["features"]["slash_commands"]
    assert command["command"] == "/sitrep"
    assert command["should_escape"] is False
    assert command["usage_hint"]


def change(made: Any, path: str, value: object) -> None:
    """Set what stands at a path, or take it away."""
    *way, last = path.split(".")
    for step in way:
        made = made[int(step) if step.isdigit() else step]
    if value is None:
        del made[last]
    else:
        made[last] = value


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("display_information.name", "S" * 36, "36 characters; Slack takes 1 to 35"),
        ("display_information.name", None, "missing; the app needs a name"),
        ("display_information.name", 7, "not a text"),
        ("display_information.description", "x" * 141, "141 characters; Slack takes 0 to 140"),
        ("display_information.long_description", "x" * 173, "173 characters; Slack takes 174 to 4000"),
        ("display_information.long_description", "x" * 4001, "4001 characters; Slack takes 174 to 4000"),
        ("features.shortcuts.0.name", "x" * 25, "25 characters; Slack takes 1 to 24"),
        ("features.slash_commands.0.usage_hint", "x" * 1001, "1001 characters; Slack takes 0 to 1000"),
        ("features.agent_view.suggested_prompts", [{"title": "a", "message": "b"}] * 5, "5 of them; Slack takes 4"),
        ("features.agent_view.agent_description", "", "Slack wants a text there"),
        ("features.bot_user", None, "without it there is no bot"),
        ("features.slash_commands", [], "the command /sitrep is missing; add it"),
        ("features.slash_commands.0.should_escape", True, "true; set it to false"),
        ("features.shortcuts.1.type", "global", "global; set it to message"),
        ("features.app_home.messages_tab_read_only_enabled", True, "true; set it to false"),
        ("features.app_home.home_tab_enabled", None, "false; set it to true"),
        ("settings.socket_mode_enabled", False, "false; set it to true"),
        ("settings.token_rotation_enabled", True, "true; set it to false"),
        ("settings.org_deploy_enabled", True, "true; set it to false"),
        ("settings.interactivity.is_enabled", False, "false; set it to true"),
        ("oauth_config.scopes.user", ["search:read"], "the scope search:read is not needed; take it out"),
        ("settings.event_subscriptions.user_events", ["message.im"], "the event message.im is not needed"),
    ],
)
def test_a_mistake_is_one_line(made: dict[str, Any], path: str, value: object, says: str) -> None:
    """What Slack would refuse, or what would not work, is said in one line with its place and what to do."""
    change(made, path, value)
    (line,) = told(made)
    assert says in line
    assert line.startswith(re.sub(r"\.\d+", "", path))


def test_what_is_missing_and_what_is_too_much_is_named(made: dict[str, Any]) -> None:
    """Scopes, events, commands and shortcuts that are lacking, superfluous or double have a line each."""
    made["oauth_config"]["scopes"]["bot"] = [*BOT_SCOPES[1:], "files:read", "files:read"]
    made["settings"]["event_subscriptions"]["bot_events"] = [*BOT_EVENTS[1:], "team_join"]
    made["features"]["slash_commands"].append({"command": "/old", "description": "x"})
    made["features"]["shortcuts"][0]["callback_id"] = "mine"
    lines = told(made)
    for says in (
        "scopes.bot: the scope app_mentions:read is missing; add it",
        "scopes.bot: the scope files:read is not needed; take it out",
        "scopes.bot: the scope files:read stands there twice; take one out",
        "bot_events: the event app_context_changed is missing; add it",
        "bot_events: the event team_join is not needed; take it out",
        "slash_commands: the command /old is not needed; take it out",
        "shortcuts: the shortcut sitrep_check is missing; add it",
        "shortcuts: the shortcut mine is not needed; take it out",
    ):
        assert [line for line in lines if line.endswith(says)], says


def test_the_old_kind_of_agent_is_named(made: dict[str, Any]) -> None:
    """A manifest with Slack's older kind of agent is told apart from one with none."""
    made["features"]["assistant_view"] = made["features"].pop("agent_view")
    (line,) = told(made)
    assert "assistant_view is Slack's older kind" in line


def test_a_socket_manifest_is_not_enough_for_http(made: dict[str, Any]) -> None:
    """Checked for HTTP, a manifest for Socket Mode lacks each address, and each is told."""
    lines = told(made, HTTP)
    at = f"https://sitrep.example.org{EVENTS_PATH}"
    assert sum(f"missing; set it to {at}" in line for line in lines) == 4
    assert f"the address https://sitrep.example.org{REDIRECT_PATH} is missing" in "\n".join(lines)
    assert "settings.socket_mode_enabled: true; set it to false" in lines


def test_what_an_owner_may_choose_is_left_alone(made: dict[str, Any]) -> None:
    """Name, colour, descriptions, prompts and addresses that Socket Mode does not use are the owner's."""
    made["display_information"] |= {"name": "Desk", "background_color": "#0a2540"}
    made["features"]["bot_user"]["display_name"] = "desk"
    made["features"]["slash_commands"][0] |= {"url": "https://old.example/x", "description": "Frag die Basis"}
    made["features"]["agent_view"]["suggested_prompts"] = []
    made["oauth_config"]["redirect_urls"] = ["https://old.example/y"]
    assert told(made) == []


@pytest.mark.parametrize("given", [None, 3, "text", [], [1], {}, {"name": "x"}])
def test_what_is_no_manifest_is_said_to_be_none(given: object) -> None:
    """Anything else that can be read is no manifest, in one line."""
    (line,) = told(given)
    assert "no manifest of a Slack app; `sitrep manifest slack` prints one that fits" in line


@pytest.mark.parametrize("odd", [None, 3, "text", [], [3], {"x": 1}, [["a"]], True])
@pytest.mark.parametrize("part", ["display_information", "features", "oauth_config", "settings"])
def test_odd_values_are_told_and_break_nothing(made: dict[str, Any], part: str, odd: object) -> None:
    """A part of another kind than it should be ends in lines, never in a fault."""
    made[part] = odd
    lines = told(made)
    assert lines
    assert all("\n" not in line for line in lines)


@pytest.mark.parametrize("name", ["a.json", "a.yaml"])
def test_a_file_is_yaml_or_json(made: dict[str, Any], tmp_path: Path, name: str) -> None:
    """What Slack's page shows can be checked in both of its notations; a mistake begins with the name of the file."""
    file = tmp_path / name
    made["oauth_config"]["scopes"]["bot"].append("admin")
    file.write_text(json.dumps(made, indent=4) if name == "a.json" else to_yaml(made), encoding="utf-8")
    text, (problem,) = print_or_check(SOCKET, file)
    assert text == ""
    assert str(problem) == f"{file}, oauth_config.scopes.bot: the scope admin is not needed; take it out"


@pytest.mark.parametrize(
    "content", [b"a: [", b"\xff\xfe", b"{]", b"a: b: c", b"!!python/object:os.system x", b"[" * 9_000]
)
def test_a_file_that_cannot_be_read_is_one_line(tmp_path: Path, content: bytes) -> None:
    """Neither YAML nor JSON, or not even text: one line with the name of the file."""
    file = tmp_path / "broken.yaml"
    file.write_bytes(content)
    text, (problem,) = print_or_check(SOCKET, file)
    assert text == ""
    assert str(problem).startswith(f"{file}: neither YAML nor JSON: ")
    assert "\n" not in str(problem)


def test_the_line_of_a_slip_is_told(tmp_path: Path) -> None:
    """Who pasted half a manifest reads what is wrong with it, and in which line."""
    file = tmp_path / "broken.yaml"
    file.write_text("features: {}\nsettings: a: b\n", encoding="utf-8")
    _, (problem,) = print_or_check(SOCKET, file)
    assert str(problem).startswith(f"{file}: neither YAML nor JSON: mapping values are not allowed here, line 2; ")


@pytest.mark.parametrize("line", [["manifest", "slack"], ["manifest", "slack", "a.yaml", "--config", "c.toml"]])
def test_the_command_line_takes_it(line: list[str]) -> None:
    """`sitrep manifest slack` prints, with a file it checks."""
    args = parser(__version__).parse_args(line)
    assert (args.command, args.platform) == ("manifest", "slack")
    assert args.path == (Path(line[2]) if len(line) > 2 else None)


def test_a_mistake_ends_with_one(made: dict[str, Any], tmp_path: Path) -> None:
    """`sitrep manifest slack FILE` prints each mistake in a line on stderr, and its exit code is 1."""
    file = tmp_path / "the-app.yaml"
    made["settings"]["socket_mode_enabled"] = False
    file.write_text(to_yaml(made), encoding="utf-8")
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("SITREP_", "SLACK_"))}
    command = [sys.executable, "-m", "bot", "manifest", "slack", file.name]
    done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "sitrep: the-app.yaml, settings.socket_mode_enabled: false; set it to true\n"
