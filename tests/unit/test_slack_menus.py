"""Everything that one reads in a message of Slack, as it is held against the facts; what is wrong in a form."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.slack.menus import text_of
from handlers.slack.mistaken import correct_mistakes, digest_mistakes, report_mistakes
from handlers.slack.modals import correct_form, digest_form, filled, meta_of, options, report_form
from handlers.suggestions import Choice

ME = "UBOT1"
JSON = st.recursive(
    st.none() | st.booleans() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def rich(*texts: str) -> dict[str, Any]:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": t} for t in texts]}
    return {"type": "rich_text", "elements": [section]}


def test_what_people_write_is_read_without_marks() -> None:
    """Links, channels and entities read as they are seen; each line is one."""
    text = f"<@{ME}> &lt;800,000&gt; *fled*\nsee <https://e.org/a|the report>"
    assert text_of({"text": text, "blocks": [rich(text)]}, me=ME) == "<800,000> fled\nsee the report"


def test_the_blocks_of_a_program_are_read_where_its_words_are_cut() -> None:
    """A post whose words are only the beginning of its blocks is read from the blocks, without its buttons."""
    blocks = [
        {"type": "header", "text": {"type": "plain_text", "text": "Sitrep"}},
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": "*Ten* fled."},
            "fields": [{"type": "mrkdwn", "text": "x"}],
        },
        rich("Twenty ", "came back."),
        {"type": "table", "rows": [[rich("Who"), rich("Says")]]},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "As of today"}]},
        {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Sources"}}]},
    ]
    said = text_of({"text": "Sitrep…", "bot_id": "B1", "blocks": blocks}, me=ME)
    assert said.splitlines() == ["Sitrep", "Ten fled.", "x", "Twenty came back.", "Who", "Says", "As of today"]


def test_what_is_passed_on_is_read() -> None:
    """A message that was shared into another has its words in an attachment, each told once."""
    attachment = {
        "text": "Ten fled.",
        "fallback": "[…] Ten fled.",
        "title": "",
        "fields": [{"title": "a", "value": "b"}],
    }
    assert text_of({"text": "look", "attachments": [attachment]}, me=ME) == "look\nTen fled.\na\nb"
    assert text_of({"attachments": [{"fallback": "only this"}]}, me=ME) == "only this"


def test_a_message_without_words_says_nothing() -> None:
    """A picture alone has no words."""
    assert text_of({"text": "", "files": [{"id": "F1"}]}, me=ME) == ""


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"channel": "C1", "when": "daily 08:00"}, []),
        ({"when": "daily 08:00"}, ["channel"]),
        ({}, ["channel", "when"]),
        ({"channel": "C1", "when": "daily 08:00", "zone": "Mars/Base"}, ["when"]),
        ({"channel": "C1", "when": "every 6h", "zone": "UTC"}, []),
    ],
)
def test_mistakes_of_a_digest_are_told_by_field(values: dict[str, str], fields: list[str]) -> None:
    """Each field that is wrong is told, and no other."""
    assert list(digest_mistakes(values, "Europe/Istanbul")) == fields


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"fact": "a/1", "how": "retract", "reason": "x"}, []),
        ({"how": "forget"}, ["how"]),
        ({"how": "retract"}, ["fact", "reason"]),
        ({"fact": "a/1", "how": "supersede", "reason": "x", "by": "b/1"}, []),
    ],
)
def test_mistakes_of_a_correction_are_told_by_field(values: dict[str, str], fields: list[str]) -> None:
    """What is missing or does not belong together is told at its field."""
    assert list(correct_mistakes(values)) == fields


def test_a_report_needs_words() -> None:
    """Blank and overlong reports are refused while the form stands."""
    assert not report_mistakes({"words": "wrong day"})
    assert report_mistakes({"words": " "}) and report_mistakes({}) and report_mistakes({"words": "x" * 3000})


@given(JSON)
def test_what_was_written_on_a_form_is_read_or_nothing(anything: object) -> None:
    """Whatever stands in the place of our own words on a form, reading them never fails."""
    assert isinstance(meta_of({"private_metadata": str(anything)}), dict)


def test_forms_hold_what_they_are_given() -> None:
    """What we write on a form is read back from it, and an empty form has no values."""
    for form in (
        digest_form("UTC", {"channel": "C1"}),
        correct_form({"channel": "C1"}),
        report_form({"channel": "C1"}),
    ):
        assert meta_of(form) == {"channel": "C1"}
        assert filled(form) == {}
        assert len(form["title"]["text"]) <= 24


@given(st.lists(st.builds(Choice, st.text(min_size=1, max_size=200), st.text(min_size=1, max_size=100)), max_size=200))
def test_choices_fit_into_a_list(choices: list[Choice]) -> None:
    """At most a hundred, each label within what Slack shows; no value is ever changed."""
    made = options(choices)
    assert len(made) <= 100
    assert all(len(o["text"]["text"]) <= 75 for o in made)
    assert [o["value"] for o in made] == [c.value for c in choices[:100]]
