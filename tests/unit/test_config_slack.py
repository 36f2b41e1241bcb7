"""The settings of Slack: each mistake in a line, and no half of a set of secrets."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import load_settings
from bot.domain.errors import ConfigError


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('bot_token = "xoxb-1"', "a secret in the file; set the environment variable SLACK_BOT_TOKEN instead"),
        ('mode = "rtm"', "'socket' or 'http'"),
        ('api_base = "slack.com/api"', "'slack.com/api' does not begin with https://"),
        ('api_base = ""', "empty; write https://slack.com/api/"),
        ('public_url = "sitrep.example.org"', "'sitrep.example.org' does not begin with https://"),
        ('listen = "3000"', "'3000' is no address; write one such as 127.0.0.1:3000"),
        ('listen = "http://127.0.0.1:3000"', "is no address"),
        ('listen = "127.0.0.1:"', "is no address"),
        ('managers = ["@maria"]', "'@maria' is no id such as U012AB3CD; it stands in their profile"),
        ('managers = ["T012AB3CD"]', "'T012AB3CD' is no id such as U012AB3CD"),
        ("managers = [1]", "string"),
        ('correcting_workspaces = ["Desk"]', "'Desk' is no id such as T012AB3CD; it stands in its URL"),
        ("mention_threads = true", "unknown key"),
    ],
)
def test_values_are_checked(text: str, says: str) -> None:
    """A value that cannot be used is refused with its key, what is wrong, and what to do."""
    Path("given.toml").write_text(f"[slack]\n{text}\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_settings(Path("given.toml"), environ={})
    (problem,) = caught.value.problems
    assert problem.where.startswith(f"given.toml, slack.{text.partition(' =')[0]}")
    assert says in str(problem)
    assert problem.todo
    assert "\n" not in str(problem)


SOCKET = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
ALONE = {"SLACK_SIGNING_SECRET": "s", "SLACK_BOT_TOKEN": "xoxb-1"}
INSTALLED = {"SLACK_SIGNING_SECRET": "s", "SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "c", "SITREP_TOKEN_KEY": "k"}


@pytest.mark.parametrize(("mode", "environ"), [("socket", SOCKET), ("http", ALONE), ("http", INSTALLED)])
def test_half_a_set_of_slack_secrets_is_refused(mode: str, environ: dict[str, str]) -> None:
    """Each secret that is lacking beside the others is named in one line, with the mode that needs it and the page."""
    Path("given.toml").write_text(f'[slack]\nmode = "{mode}"\n', encoding="utf-8")
    assert load_settings(Path("given.toml"), environ=environ).slack.served
    for lacking in environ:
        given = {k: v for k, v in environ.items() if k != lacking}
        with pytest.raises(ConfigError) as caught:
            load_settings(Path("given.toml"), environ=given)
        (problem,) = caught.value.problems
        assert f'{lacking} is not set, which mode = "{mode}" needs' in str(problem)
        assert "docs/SLACK.md" in problem.todo
        assert "\n" not in str(problem)


def test_slack_is_served_by_what_its_mode_needs() -> None:
    """Without secrets Slack is not served; a signing secret alone serves nobody over a socket."""
    for text, environ in (("", {}), ("", {"SLACK_SIGNING_SECRET": "s"}), ('[slack]\nmode = "http"\n', {})):
        Path("given.toml").write_text(text, encoding="utf-8")
        assert not load_settings(Path("given.toml"), environ=environ).slack.served


def test_slack_is_installed_by_others_only_over_http() -> None:
    """With the secrets of OAuth workspaces install it by themselves; in Socket Mode there is the one of the token."""
    Path("given.toml").write_text('[slack]\nmode = "http"\n', encoding="utf-8")
    assert load_settings(Path("given.toml"), environ=INSTALLED).slack.installs
    assert not load_settings(Path("given.toml"), environ=ALONE).slack.installs
    assert not load_settings(environ=SOCKET | INSTALLED).slack.installs


def test_addresses_of_slack_are_kept_in_one_form() -> None:
    """Slack's SDK wants a slash at the end of where Slack is; where we are has none."""
    text = '[slack]\napi_base = "https://slack-gov.com/api"\npublic_url = "https://sitrep.example.org/"\n'
    Path("given.toml").write_text(text, encoding="utf-8")
    slack = load_settings(Path("given.toml"), environ={}).slack
    assert (slack.api_base, slack.public_url) == ("https://slack-gov.com/api/", "https://sitrep.example.org")


@pytest.mark.parametrize(
    ("variable", "token", "begins"),
    [("SLACK_BOT_TOKEN", "xapp-1-secret", "xoxb-"), ("SLACK_BOT_TOKEN", "xoxp-secret", "xoxb-"),
     ("SLACK_APP_TOKEN", "xoxb-secret", "xapp-")],
)  # fmt: skip
def test_a_token_in_the_place_of_another_is_refused(variable: str, token: str, begins: str) -> None:
    """Tokens that were swapped are named before anything connects, and are not shown."""
    with pytest.raises(ConfigError) as caught:
        load_settings(environ=SOCKET | {variable: token})
    (problem,) = caught.value.problems
    assert f"{variable} does not begin with {begins}" in str(problem)
    assert "secret" not in str(problem)
