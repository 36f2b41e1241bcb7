"""What a reader may do with an answer → blocks of buttons. Pure."""

from __future__ import annotations

from bot.domain.message import Action
from handlers.slack.blocks.rich import plain_text
from handlers.slack.layout import Element, action_id

MOST = 3
"""Blocks that the buttons take at most."""

_LABELS = {"sides": "Both sides", "sources": "Sources", "more": "More"}


def rows(actions: tuple[Action, ...], page: int = 1, pages: int = 1) -> list[Element]:
    """The buttons of an answer that shows page `page` of `pages`: to turn it, to see more or share it, to rate it."""
    wanted = {action.what for action in actions}
    seeing = [_button(what, label=label) for what, label in _LABELS.items() if what in wanted]
    sharing = [_button("share", label="Share to channel", style="primary")] if "share" in wanted else []
    made: list[Element] = [
        {"type": "actions", "elements": row} for row in (_turning(page, pages), seeing + sharing) if row
    ]
    return [*made, {"type": "context_actions", "elements": [_rating()]}] if "rate" in wanted else made


def _turning(page: int, pages: int) -> list[Element]:
    """Back and on. Slack has no button that is off, so what leads nowhere is not there."""
    back = [_button("page", str(page - 1), label=f"◀ Page {page - 1}")] if page > 1 else []
    on = [_button("page", str(page + 1), label=f"Page {page + 1} ▶")] if page < pages else []
    return back + on


def _button(action: str, arg: str = "", *, label: str, style: str = "") -> Element:
    button: Element = {"type": "button", "action_id": action_id(action, arg), "text": plain_text(label)}
    return {**button, "style": style} if style else button


def _rating() -> Element:
    return {
        "type": "feedback_buttons",
        "action_id": action_id("rate"),
        "positive_button": _opinion("Helpful", "This answer helped", "up"),
        "negative_button": _opinion("Not helpful", "This answer did not help", "down"),
    }


def _opinion(text: str, aloud: str, value: str) -> Element:
    return {"text": plain_text(text), "accessibility_label": aloud, "value": value}
