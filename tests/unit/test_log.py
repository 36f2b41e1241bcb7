from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot import log


@pytest.fixture(autouse=True)
def _root_as_before() -> Iterator[None]:
    root = logging.getLogger()
    level, handlers, raising = root.level, root.handlers[:], logging.raiseExceptions
    yield
    root.handlers, logging.raiseExceptions = handlers, raising
    root.setLevel(level)


def logged(level: str, *secrets: str) -> tuple[logging.Logger, io.StringIO]:
    out = io.StringIO()
    log.configure(level, secrets=secrets, stream=out)
    return logging.getLogger("test.room"), out


def test_a_record_is_one_line_of_json() -> None:
    """Each record is an object with time, level, room, what it says and its own fields."""
    logger, out = logged("info")
    logger.info("two\nlines of %s", "text", extra={"action": "case.load", "facts": 607})
    line = json.loads(out.getvalue())
    assert out.getvalue().count("\n") == 1
    assert line["says"] == "two\nlines of text"
    assert (line["action"], line["facts"], line["level"], line["room"]) == ("case.load", 607, "info", "test.room")


def test_level_is_kept() -> None:
    """What is below the level is not written."""
    logger, out = logged("warning")
    logger.info("quiet")
    assert out.getvalue() == ""


@pytest.mark.parametrize(
    "secret",
    [
        "sk-abcdef1234567890",
        "xoxb-1234567890-abcdef",
        "xapp-1-A0123456789",
        "Bearer abc.def-ghi_jkl",
        "postgresql://sitrep:hunter22@db",
        "https://hooks.slack.com/commands/T0/1/abcdef",
        "https://hooks.slack.com/actions/T0/1/abcdef?x=1#y",
        "https:\\/\\/hooks.slack.com\\/commands\\/T0\\/1\\/abcdef",
        "https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT0%2Fabcdef",
        "https://hooks.slack-gov.com/services/T0/B0/abcdef",
        "wss://wss-primary.slack.com/link/?ticket=abcdef-1&app_id=hidden",
        "GET /slack/oauth_redirect?state=s&code=12.abcdef",
    ],
)
def test_what_looks_like_a_secret_is_blacked_out(secret: str) -> None:
    """Keys, tokens and passwords in addresses never reach the log, in whatever field they stand."""
    logger, out = logged("info")
    logger.info("calling with %s", secret, extra={"header": secret})
    assert "[redacted]" in out.getvalue()
    for part in ("abcdef", "def-ghi", "hunter22", "A0123456789"):
        assert part not in out.getvalue()


def test_known_secrets_are_blacked_out_in_traces() -> None:
    """A configured secret is hidden whatever its form, also inside an exception."""
    logger, out = logged("info", "my plain words")
    try:
        raise ValueError("my plain words leaked")
    except ValueError:
        logger.exception("failed")
    assert "my plain words" not in out.getvalue()
    assert "[redacted] leaked" in json.loads(out.getvalue())["trace"]


def test_statements_are_not_logged_with_what_people_wrote() -> None:
    """At the level of details too, the database driver does not tell what was bound to a statement."""
    _, out = logged("debug")
    logging.getLogger("aiosqlite").debug("executing %s", "how many people fled?")
    assert out.getvalue() == ""
