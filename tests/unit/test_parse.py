from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import BadRequest
from handlers.commands import COMMANDS
from handlers.parse import parse_line
from handlers.request import Request, Talk, make_request

NOW = datetime(2020, 3, 10, 12, tzinfo=UTC)


def parsed(line: str) -> tuple[str, dict[str, str]]:
    command, values = parse_line(line, COMMANDS)
    return command.name, values


def request(line: str) -> Request:
    command, values = parse_line(line, COMMANDS)
    return make_request(command, values, zone="Europe/Istanbul", now=NOW, talk=Talk())


@pytest.mark.parametrize(
    ("line", "name", "values"),
    [
        ("/status", "status", {}),
        ("  /NOW  ", "now", {}),
        ("/who Hulusi  Akar", "who", {"name": "Hulusi Akar"}),
        ('/timeline "Abu al-Duhur" from:2020-02-01', "timeline", {"about": "Abu al-Duhur", "from": "2020-02-01"}),
        ('/who name:"Hulusi Akar"', "who", {"name": "Hulusi Akar"}),
        ("/who “Hulusi Akar” as-of:now", "who", {"name": "Hulusi Akar", "as_of": "now"}),
        ("/ask what did he say: yes or no", "ask", {"question": "what did he say: yes or no"}),
        ("/ask see https://example.org at 10:30", "ask", {"question": "see https://example.org at 10:30"}),
        ('/ask who said "hello', "ask", {"question": 'who said "hello'}),
        ("/ask AS_OF:2020-02-01 how many", "ask", {"as_of": "2020-02-01", "question": "how many"}),
        ("/ask ' OR 1=1 --", "ask", {"question": "' OR 1=1 --"}),
        ("/digest", "digest list", {}),
        ("/DIGEST  list", "digest list", {}),
        (
            "/digest add daily 08:00 Europe/Istanbul topics:displacement,aid",
            "digest add",
            {"when": "daily 08:00 Europe/Istanbul", "topics": "displacement,aid"},
        ),
        ("/digest  Add mon,thu 07:30", "digest add", {"when": "mon,thu 07:30"}),
        ("/digest pause 3", "digest pause", {"number": "3"}),
        ("/digest log number:3", "digest log", {"number": "3"}),
        ("/deadlines", "deadlines list", {}),
        ("/deadlines show:pending as_of:now", "deadlines list", {"show": "pending", "as_of": "now"}),
        ("/deadlines list show:all", "deadlines list", {"show": "all"}),
        (
            "/deadlines track a-2020-02-05/1 leads:7d,1h",
            "deadlines track",
            {"fact": "a-2020-02-05/1", "leads": "7d,1h"},
        ),
        (
            '/correct a-2020-02-05/1 how:amend reason:"misread table" value:8',
            "correct",
            {"fact": "a-2020-02-05/1", "how": "amend", "reason": "misread table", "value": "8"},
        ),
    ],
)
def test_lines_are_split(line: str, name: str, values: dict[str, str]) -> None:
    """Words, quoted words and options are told apart; what only looks like an option stays a word."""
    assert parsed(line) == (name, values)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("/figurs x", "did you mean `/figures`?"),
        ("/", "`/help` lists them all"),
        ("/" + "x" * 10_000, "no command"),
        ("/figures x as_off:now", "did you mean as_of?"),
        ("/figures as_of:now as_of:now", "twice"),
        ("/status now", "takes no words"),
        ("/who", "needs name"),
        ('/who ""', "needs name"),
        ("/who \u200b", "needs name"),
        ("/now days:0", "from 1 to 31"),
        ("/now days:٣", "whole number"),
        ("/now days:1e9", "whole number"),
        ("/timeline from:tomorrow", "is no day"),
        ("/deadlines show:pendng", "did you mean pending?"),
        ("/deadlines show:x", "one of all, pending"),
        ("/ask " + "x" * 10_000, "too long"),
        ("/now as_of:2020-02-31", "calendar"),
        ("/digst add", "did you mean `/digest`?"),
        ("/digest ad daily", "did you mean `/digest add`?"),
        ("/digest daily 08:00", "`/help digest` lists them all"),
        ("/digest x:y", "takes no words"),
        ("/digest pause", "needs number"),
        ("/digest pause one", "whole number"),
        ("/digest pause 1 2", "whole number"),
        ("/deadlines trakc", "did you mean `/deadlines track`?"),
        ("/digest add", "needs when"),
        ("/digest add daily 09:00 topics: aid", "topics: has no value; write it right after the colon"),
        ("/correct a/1 how:amend statement:About 8. reason:typo", "put a value of several words in quotes"),
        ("/digest add " + "x" * 3_000, "when of 3,000 characters is too long"),
        ("/correct a/1", "needs how"),
    ],
)
def test_mistakes_are_told_in_one_line(line: str, says: str) -> None:
    """A mistake in a command is one short line that names it and, where one is near, what was meant."""
    with pytest.raises(BadRequest) as caught:
        request(line)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


def test_values_are_typed() -> None:
    """A checked request holds days as dates, numbers as numbers and the moment in UTC."""
    one = request("/timeline Syria from:2020-02-01 to:2020-02-03 as_of:2020-02-13")
    assert one.days == {"from": date(2020, 2, 1), "to": date(2020, 2, 3)}
    assert one.moment == datetime(2020, 2, 13, 20, 59, 59, 999999, tzinfo=UTC)
    assert request("/now days:7").numbers == {"days": 7}
    assert request("/now").moment == NOW


def test_every_example_of_the_table_is_right() -> None:
    """What the table shows as an example can be typed as it stands."""
    for command in COMMANDS.values():
        assert parsed(command.example)[0] == command.name
        request(command.example)


@given(st.text(max_size=200))
def test_no_line_breaks_the_parser(text: str) -> None:
    """Any text after a slash is a request or one clear line."""
    with contextlib.suppress(BadRequest):
        request("/" + text)
