"""The forms that the bot opens, as Slack describes them, and what was filled into one. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.facts import TOPICS
from bot.domain.message import Message
from handlers.safe import MAX_QUESTION
from handlers.slack.layout import Element
from handlers.slack.render import view_blocks
from handlers.suggestions import Choice

DIGEST, CORRECT, REPORT = "sitrep_digest", "sitrep_correct", "sitrep_report"
"""What Slack calls each form by."""
ZONE, FACT, BY = "sitrep_zone", "sitrep_fact", "sitrep_by"
"""What Slack calls the lists by that are completed while one types."""
LONGEST = 1000
"""Characters of a report."""
LABEL, TITLE, CHOICES = 75, 24, 100
"""Characters of a choice and of a form's title, and choices offered at once, as Slack has them."""

_HOWS = {
    "amend": "Amend: other words take the place of the old ones",
    "retract": "Retract: it does not hold, and nothing takes its place",
    "supersede": "Supersede: another fact takes its place",
}


def digest_form(zone: str, meta: Mapping[str, str]) -> Element:
    """Asks for a new sitrep of a channel; `zone` is the one that is meant where none is chosen."""
    where = {"type": "conversations_select", "action_id": "channel", "default_to_current_conversation": True}
    when = {"type": "plain_text_input", "action_id": "when", "max_length": 200, "placeholder": _plain("daily 08:00")}
    forms = "Such as daily 08:00, weekdays 07:30, mon,thu 07:30, weekly mon 07:30, or every 6h"
    zones = {"type": "external_select", "action_id": ZONE, "min_query_length": 0, "initial_option": _option(zone, zone)}
    topics = {
        "type": "multi_static_select",
        "action_id": "topics",
        "placeholder": _plain("All topics"),
        "options": [_option(t, t) for t in TOPICS],
    }
    return _form(
        DIGEST,
        "Add a digest",
        "Add",
        meta,
        _input("channel", "Where to", where),
        _input("when", "When", when, hint=forms),
        _input("zone", "Time zone", zones, hint="A city or a region; it counts where the schedule names none"),
        _input("topics", "Topics", topics, optional=True),
    )


def correct_form(meta: Mapping[str, str]) -> Element:
    """Asks for a correction of a fact."""
    how = {"type": "radio_buttons", "action_id": "how", "options": [_option(t, name) for name, t in _HOWS.items()]}
    return _form(
        CORRECT,
        "Correct a fact",
        "Correct",
        meta,
        _input("fact", "Fact", _fact(FACT), hint="Its id, as under the sources, or words of it"),
        _input("how", "How", how),
        _input("reason", "Reason", _words("reason", lines=True), hint="Readers are told"),
        _input("statement", "Statement", _words("statement", lines=True), hint="Only to amend", optional=True),
        _input("value", "Value", _words("value", most=40), hint="Only to amend a figure", optional=True),
        _input("by", "By", _fact(BY), hint="Only to supersede: the fact that takes its place", optional=True),
    )


def report_form(meta: Mapping[str, str]) -> Element:
    """Asks what is wrong in a post."""
    words = _words("words", lines=True, most=LONGEST) | {"placeholder": _plain("… and how you know it")}
    return _form(REPORT, "Report an error", "Report", meta, _input("words", "What is wrong in it?", words))


def working(title: str) -> Element:
    """Stands in the place of a form that was sent, until there is something to say."""
    return _view(title, [{"type": "section", "text": _plain("Working…")}])


def told(title: str, message: Message) -> Element:
    """What came of a form."""
    return _view(title, view_blocks(message))


def title_of(view: Mapping[str, Any]) -> str:
    """The title of a form."""
    return str(view["title"]["text"])


def meta_of(view: Mapping[str, Any]) -> dict[str, str]:
    """What we wrote on a form when it was opened; nobody but us can write it."""
    try:
        meta = json.loads(view.get("private_metadata") or "{}")
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in meta.items()} if isinstance(meta, dict) else {}


def filled(view: Mapping[str, Any]) -> dict[str, str]:
    """What was filled in, by the names of the fields, with commas between several; fields left empty are absent."""
    fields = view.get("state", {}).get("values", {})
    found = {name: _value(element) for name, of in fields.items() for element in of.values()}
    return {name: value for name, value in found.items() if value}


def options(choices: Sequence[Choice]) -> list[Element]:
    """Choices as Slack takes them."""
    return [_option(c.label, c.value) for c in choices[:CHOICES]]


def _value(element: Mapping[str, Any]) -> str:
    if chosen := element.get("selected_option"):
        return str(chosen["value"])
    if several := element.get("selected_options"):
        return ",".join(str(o["value"]) for o in several)
    return str(element.get("selected_conversation") or element.get("value") or "").strip()


def _fact(name: str) -> Element:
    return {
        "type": "external_select",
        "action_id": name,
        "min_query_length": 0,
        "placeholder": _plain("Type an id, or words"),
    }


def _words(name: str, *, lines: bool = False, most: int = MAX_QUESTION) -> Element:
    return {"type": "plain_text_input", "action_id": name, "multiline": lines, "max_length": most}


def _input(name: str, label: str, element: Element, *, hint: str = "", optional: bool = False) -> Element:
    block = {"type": "input", "block_id": name, "label": _plain(label), "element": element, "optional": optional}
    return block | ({"hint": _plain(hint)} if hint else {})


def _form(name: str, title: str, submit: str, meta: Mapping[str, str], *blocks: Element) -> Element:
    sends = {"callback_id": name, "submit": _plain(submit), "private_metadata": json.dumps(dict(meta))}
    return {**_view(title, list(blocks)), **sends, "close": _plain("Cancel")}


def _view(title: str, blocks: list[Element]) -> Element:
    return {"type": "modal", "title": _plain(title[:TITLE]), "close": _plain("Close"), "blocks": blocks}


def _option(label: str, value: str) -> Element:
    return {"text": _plain(label if len(label) <= LABEL else f"{label[: LABEL - 1]}…"), "value": value}


def _plain(text: str) -> Element:
    return {"type": "plain_text", "text": text, "emoji": False}
