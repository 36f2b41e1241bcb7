"""What is wrong in a form, by its fields, told while it stands. Pure, so that it is known at once."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.errors import BadRequest
from bot.domain.schedule import Schedule, parse_schedule
from handlers.correcting import NEEDS, TAKES, number
from handlers.guarding import told
from handlers.plain import render
from handlers.safe import question_text

Values = Mapping[str, str]


def schedule_of(values: Values, zone: str) -> Schedule:
    """The schedule that is meant, in the zone that was chosen where its words name none. Raises BadRequest."""
    return parse_schedule(question_text(values.get("when", ""), "a schedule"), zone=values.get("zone") or zone)


def digest_mistakes(values: Values, zone: str) -> dict[str, str]:
    """Mistakes in a form for a new sitrep."""
    found = {} if values.get("channel") else {"channel": "Choose where it shall go."}
    try:
        schedule_of(values, zone)
    except BadRequest as error:
        found["when"] = _said(error)
    return found


def correct_mistakes(values: Values) -> dict[str, str]:
    """Mistakes in a form for a correction."""
    found: dict[str, str] = {}
    how = values.get("how", "")
    if how not in TAKES:
        return {"how": f"Choose one of {', '.join(TAKES)}."}
    for name in ("statement", "value", "by"):
        if name in values and name not in TAKES[how]:
            found[name] = f"{how.capitalize()} takes nothing here; empty this field."
    needs = NEEDS.get(how, "")
    if needs and not values.get(needs):
        found[needs] = f"Fill this in to {how}."
    for name in ("fact", "reason"):
        if not values.get(name):
            found[name] = "Fill this in."
    if "value" in values and "value" not in found:
        try:
            number(values["value"])
        except BadRequest as error:
            found["value"] = _said(error)
    return found


def report_mistakes(values: Values) -> dict[str, str]:
    """Mistakes in a form with a report."""
    try:
        text = question_text(values.get("words", ""), "a report")
    except BadRequest as error:
        return {"words": _said(error)}
    return {} if text else {"words": "A report needs words: say what is wrong, and how you know."}


def _said(error: BadRequest) -> str:
    return render(told(error))
